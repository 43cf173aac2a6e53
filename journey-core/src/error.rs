//! The error that crosses every boundary. It imports no module: the modules' own errors convert into it.

use std::{error::Error as StdError, fmt, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The family of an error; each is a class of its own in Python and Node.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The work was cancelled.
    Cancelled,
    /// A fault of this library.
    Internal,
    /// An interview refused an input.
    Interview,
    /// An argument breaks a rule of its type.
    Invalid,
    /// A model could not be asked or did not answer.
    Llm,
    /// The mail server could not be reached or rejected a message.
    Mail,
    /// A procedure received an input that it did not ask for.
    Protocol,
    /// A store refused or failed.
    Store,
    /// A signed link or a token is not valid, or a sign-in or the right to see something is missing.
    Token,
}

/// What a program and a person need to act on an error.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorInfo {
    pub kind: ErrorKind,
    /// A stable name for programs, the same in every language, such as `store_conflict`.
    pub code: &'static str,
    /// The field that is wrong, with its place in the input, such as `items[2].id`.
    pub field: Option<String>,
    /// What is wrong, in lower case and without a full stop.
    pub problem: String,
    /// What to do about it.
    pub fix: Option<String>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// Values that belong to the error, such as the revision that was expected.
    pub details: Map<String, Value>,
}

impl ErrorInfo {
    pub fn new(kind: ErrorKind, code: &'static str, problem: impl fmt::Display) -> Self {
        Self { kind, code, field: None, problem: problem.to_string(), fix: None, retryable: false, details: Map::new() }
    }

    #[must_use]
    pub fn with_detail(mut self, name: &str, value: impl Serialize) -> Self {
        self.details.insert(name.to_owned(), serde_json::to_value(value).unwrap_or_default());
        self
    }

    #[must_use]
    pub fn with_retryable(mut self, retryable: bool) -> Self {
        self.retryable = retryable;
        self
    }
}

/// `field: problem; fix`, without what is not known.
impl fmt::Display for ErrorInfo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(formatter, "{field}: ")?;
        }
        formatter.write_str(&self.problem)?;
        match &self.fix {
            Some(fix) => write!(formatter, "; {fix}"),
            None => Ok(()),
        }
    }
}

type Source = Arc<dyn StdError + Send + Sync>;

/// Anything that can go wrong in this library.
///
/// ```
/// use journey_core::{Error, ErrorKind};
/// let error = Error::invalid("items[2].id", "`q1` is taken", "give each item a unique id");
/// assert_eq!(error.to_string(), "items[2].id: `q1` is taken; give each item a unique id");
/// assert_eq!((error.kind(), error.code(), error.is_retryable()), (ErrorKind::Invalid, "invalid", false));
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    info: ErrorInfo,
    source: Option<Source>,
}

impl Error {
    pub fn new(info: ErrorInfo) -> Self {
        Self(Box::new(Inner { info, source: None }))
    }

    /// An invalid argument: the field, what is wrong with it and how to mend it.
    pub fn invalid(field: impl fmt::Display, problem: impl fmt::Display, fix: impl fmt::Display) -> Self {
        let info = ErrorInfo::new(ErrorKind::Invalid, "invalid", problem);
        Self::new(ErrorInfo { field: Some(field.to_string()), fix: Some(fix.to_string()), ..info })
    }

    /// The same error, with the place around its field, such as the name of a file.
    #[must_use]
    pub fn within(mut self, place: impl fmt::Display) -> Self {
        let field = self.0.info.field.take();
        self.0.info.field = Some(field.map_or_else(|| place.to_string(), |field| format!("{place}: {field}")));
        self
    }

    /// The work was cancelled.
    pub fn cancelled() -> Self {
        Self::new(ErrorInfo::new(ErrorKind::Cancelled, "cancelled", "cancelled"))
    }

    /// A procedure waits for one thing and was fed another.
    pub fn protocol(expected: &'static str, got: &'static str) -> Self {
        let info = ErrorInfo::new(ErrorKind::Protocol, "protocol", format!("the procedure {expected}, but got {got}"));
        Self::new(info.with_detail("expected", expected).with_detail("got", got))
    }

    /// The same error with the one that it comes from.
    #[must_use]
    pub fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    pub fn info(&self) -> &ErrorInfo {
        &self.0.info
    }

    pub fn kind(&self) -> ErrorKind {
        self.0.info.kind
    }

    /// A stable code for programs to match on, the same in every language.
    pub fn code(&self) -> &'static str {
        self.0.info.code
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.0.info.retryable
    }

    /// The module's own error that this one was made of, such as [`StoreError`](crate::store::StoreError).
    pub fn downcast_ref<T: StdError + 'static>(&self) -> Option<&T> {
        self.0.source.as_ref()?.downcast_ref()
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.info, formatter)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.info, formatter)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Two errors are the same when they say the same.
impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        self.0.info == other.0.info
    }
}
