//! What can go wrong with a model.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorInfo, ErrorKind};

/// The kind of failure.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LlmErrorKind {
    /// The key is missing or wrong, or the account has no credit.
    Auth,
    /// The budget of tokens, requests, money or time is used up.
    BudgetExceeded,
    /// The prompt does not fit the model's context.
    ContextOverflow,
    /// The reply does not follow the schema, after one repair.
    InvalidReply,
    /// The server does not take the request: an unknown model, a parameter or a schema that it refuses.
    InvalidRequest,
    /// Too many requests.
    RateLimited,
    /// The model declined.
    Refused,
    /// No reply came within the time limit; the same call may succeed later.
    TimedOut,
    /// The server could not be reached or broke; the same call may succeed later.
    Transient,
    /// The reply hit the output limit.
    Truncated,
}

impl LlmErrorKind {
    /// Whether every further call of the run would fail in the same way, so that there is no use in going on.
    pub fn ends_run(self) -> bool {
        matches!(self, Self::Auth | Self::BudgetExceeded | Self::InvalidRequest)
    }
}

/// A failed call to a model, as it stands in a log.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct LlmFailure {
    /// The kind of failure.
    pub kind: LlmErrorKind,
    /// What the server or the check said.
    pub message: String,
    /// How long the server asks to wait, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

/// A failed call to a model.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}: {message}", self.code())]
pub struct LlmError {
    /// The kind of failure.
    pub kind: LlmErrorKind,
    /// What the server or the check said.
    pub message: String,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// The error of the client that it comes from, if there is one.
    pub source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// Two failures are the same when they say the same.
impl PartialEq for LlmError {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, &self.message, self.retry_after_ms) == (other.kind, &other.message, other.retry_after_ms)
    }
}

impl From<LlmFailure> for LlmError {
    fn from(failure: LlmFailure) -> Self {
        let LlmFailure { kind, message, retry_after_ms } = failure;
        Self { kind, message, retry_after_ms, source: None }
    }
}

impl From<LlmError> for LlmFailure {
    fn from(error: LlmError) -> Self {
        let LlmError { kind, message, retry_after_ms, .. } = error;
        Self { kind, message, retry_after_ms }
    }
}

impl LlmError {
    /// An error of a kind.
    pub fn new(kind: LlmErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), retry_after_ms: None, source: None }
    }

    /// The same error with the one that it comes from.
    #[must_use]
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self.kind {
            LlmErrorKind::Auth => "llm_auth",
            LlmErrorKind::BudgetExceeded => "llm_budget_exceeded",
            LlmErrorKind::ContextOverflow => "llm_context_overflow",
            LlmErrorKind::InvalidReply => "llm_invalid_reply",
            LlmErrorKind::InvalidRequest => "llm_invalid_request",
            LlmErrorKind::RateLimited => "llm_rate_limited",
            LlmErrorKind::Refused => "llm_refused",
            LlmErrorKind::TimedOut => "llm_timed_out",
            LlmErrorKind::Transient => "llm_transient",
            LlmErrorKind::Truncated => "llm_truncated",
        }
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind, LlmErrorKind::RateLimited | LlmErrorKind::TimedOut | LlmErrorKind::Transient)
    }
}

impl From<LlmError> for Error {
    fn from(error: LlmError) -> Self {
        let info = ErrorInfo::new(ErrorKind::Llm, error.code(), &error).with_retryable(error.is_retryable());
        let info = info.with_detail("kind", error.kind).with_detail("retry_after_ms", error.retry_after_ms);
        Self::new(info).with_source(error)
    }
}
