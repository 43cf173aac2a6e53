//! Errors as they cross.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, ErrorInfo, ErrorKind};

/// An error with everything that a program in another language needs to act on it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Failure {
    /// The family; each has a class of its own.
    pub kind: ErrorKind,
    /// A stable name for programs.
    pub code: String,
    /// What went wrong, in words.
    pub message: String,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The values that belong to it, such as `field`, `problem` and `fix`.
    pub context: Map<String, Value>,
}

impl Failure {
    /// A panic, with what it said.
    pub fn internal(message: &str) -> Self {
        let problem = format!("journey-core has a fault, please report it: {message}");
        (&Error::new(ErrorInfo::new(ErrorKind::Internal, "internal", problem))).into()
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let info = error.info();
        let mut context = info.details.clone();
        let named = [("field", &info.field), ("fix", &info.fix)].into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        context.extend(named.map(|(name, value)| (name.to_owned(), value.as_str().into())));
        if info.field.is_some() {
            context.insert("problem".into(), info.problem.as_str().into());
        }
        Self { kind: info.kind, code: info.code.into(), message: error.to_string(), retryable: info.retryable, context }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}
