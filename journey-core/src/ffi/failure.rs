//! Errors as they cross.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{error::Error, interview::InterviewError, store::StoreError};

/// An error with everything that a program in another language needs to act on it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Failure {
    /// The class: `Cancelled`, `Internal`, `Interview`, `Invalid`, `Llm`, `Mail`, `Protocol`, `Store` or `Token`.
    pub class: String,
    /// A stable name for programs.
    pub code: String,
    /// What went wrong, in words.
    pub message: String,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The values that belong to it, such as `field`, `problem` and `fix`.
    pub context: Value,
}

impl Failure {
    /// A panic, with what it said.
    pub fn internal(message: impl Into<String>) -> Self {
        let message = format!("journey-core has a fault, please report it: {}", message.into());
        Self { class: "Internal".into(), code: "internal".into(), message, retryable: false, context: json!({}) }
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let (class, context) = match error {
            Error::Cancelled => ("Cancelled", json!({})),
            Error::Interview(error) => ("Interview", interview(error)),
            Error::Invalid { field, problem, fix } => ("Invalid", json!({"field": field, "problem": problem, "fix": fix})),
            Error::Llm(error) => ("Llm", json!({"kind": error.kind, "retry_after_ms": error.retry_after_ms})),
            Error::Mail { problem } => ("Mail", json!({"problem": problem})),
            Error::Protocol { expected, got } => ("Protocol", json!({"expected": expected, "got": got})),
            Error::Store(error) => ("Store", store(error)),
            Error::Token(_) => ("Token", json!({})),
        };
        Self { class: class.into(), code: error.code().into(), message: error.to_string(), retryable: error.retryable(), context }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

fn interview(error: &InterviewError) -> Value {
    match error {
        InterviewError::BrokenLog { revision, problem } => json!({"revision": revision, "problem": problem}),
        InterviewError::InvalidTransition { phase, input } => json!({"phase": phase, "input": input}),
        InterviewError::StaleRevision { expected, actual } => json!({"expected": expected, "actual": actual}),
        InterviewError::UnknownTurn { turn } => json!({"turn": turn}),
    }
}

fn store(error: &StoreError) -> Value {
    match error {
        StoreError::Conflict { interview, expected, actual } => json!({"interview": interview, "expected": expected, "actual": actual}),
        StoreError::Locked { interview, holder } => json!({"interview": interview, "holder": holder}),
        _ => json!({}),
    }
}
