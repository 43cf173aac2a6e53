//! The errors that cross every boundary.

use std::fmt;

use crate::{interview::InterviewError, llm::LlmError, store::StoreError, study::TokenError};

/// Anything that can go wrong in this library.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input breaks a rule of its type.
    #[error("{field}: {problem}; {fix}")]
    Invalid {
        /// The field, with its place in the input.
        field: String,
        /// What is wrong.
        problem: String,
        /// What to do about it.
        fix: String,
    },
    /// An interview refused an input.
    #[error(transparent)]
    Interview(#[from] InterviewError),
    /// A model could not be asked or did not answer.
    #[error(transparent)]
    Llm(#[from] LlmError),
    /// A store refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A token is not valid.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// A mail server could not be reached or did not take a message.
    #[error("the mail server did not take the message: {problem}")]
    Mail {
        /// What it said.
        problem: String,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// A procedure was fed what it did not ask for.
    #[error("the procedure {expected}, but got {got}")]
    Protocol {
        /// What it waits for.
        expected: &'static str,
        /// What came.
        got: &'static str,
    },
}

impl Error {
    /// An invalid input: the field, what is wrong with it and how to mend it.
    pub fn invalid(field: impl fmt::Display, problem: impl fmt::Display, fix: impl fmt::Display) -> Self {
        Self::Invalid { field: field.to_string(), problem: problem.to_string(), fix: fix.to_string() }
    }

    /// A stable name for programs, the same in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Interview(error) => error.code(),
            Self::Invalid { .. } => "invalid",
            Self::Llm(error) => error.code(),
            Self::Mail { .. } => "mail_unavailable",
            Self::Protocol { .. } => "protocol",
            Self::Store(error) => error.code(),
            Self::Token(error) => error.code(),
        }
    }

    /// Whether the same call may succeed later.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Llm(error) => error.retryable(),
            Self::Mail { .. } => true,
            Self::Store(error) => error.retryable(),
            _ => false,
        }
    }
}
