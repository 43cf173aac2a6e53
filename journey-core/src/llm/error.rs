//! What can go wrong with a model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of failure.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LlmErrorKind {
    /// The key is missing or wrong.
    Auth,
    /// The budget of tokens, requests, money or time is used up.
    BudgetExceeded,
    /// The prompt does not fit the model's context.
    ContextOverflow,
    /// The reply does not follow the schema, after one repair.
    InvalidReply,
    /// Too many requests.
    RateLimited,
    /// The model declined.
    Refused,
    /// The server could not be reached or broke; the same call may succeed later.
    Transient,
    /// The reply hit the output limit.
    Truncated,
}

/// A failed call to a model.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize, thiserror::Error)]
#[error("{}: {message}", self.code())]
#[schemars(rename = "LlmFailure")]
pub struct LlmError {
    /// The kind of failure.
    pub kind: LlmErrorKind,
    /// What the server or the check said.
    pub message: String,
    /// How long the server asks to wait, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

impl LlmError {
    /// An error of a kind.
    pub fn new(kind: LlmErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), retry_after_ms: None }
    }

    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self.kind {
            LlmErrorKind::Auth => "llm_auth",
            LlmErrorKind::BudgetExceeded => "llm_budget_exceeded",
            LlmErrorKind::ContextOverflow => "llm_context_overflow",
            LlmErrorKind::InvalidReply => "llm_invalid_reply",
            LlmErrorKind::RateLimited => "llm_rate_limited",
            LlmErrorKind::Refused => "llm_refused",
            LlmErrorKind::Transient => "llm_transient",
            LlmErrorKind::Truncated => "llm_truncated",
        }
    }

    /// Whether the same call may succeed later.
    pub fn retryable(&self) -> bool {
        matches!(self.kind, LlmErrorKind::RateLimited | LlmErrorKind::Transient)
    }
}
