//! What can go wrong with a store.

use crate::error::{Error, ErrorInfo, ErrorKind};

/// Why a store refused or failed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Someone else appended first.
    #[error("interview `{interview}` is at revision {actual}, not {expected}; load it again")]
    Conflict {
        /// The interview.
        interview: String,
        /// What the caller expected.
        expected: u64,
        /// Where it is.
        actual: u64,
    },
    /// What is stored cannot be read.
    #[error("`{what}` cannot be read back: {problem}")]
    Corrupt {
        /// What.
        what: String,
        /// Why.
        problem: String,
    },
    /// The id is taken.
    #[error("interview `{interview}` exists; choose another id or resume it")]
    Exists {
        /// The interview.
        interview: String,
    },
    /// Someone else holds the interview.
    #[error("interview `{interview}` is held by `{holder}`; try again later")]
    Locked {
        /// The interview.
        interview: String,
        /// Who.
        holder: String,
    },
    /// Nothing of the id is stored.
    #[error("`{what}` is not in the store")]
    NotFound {
        /// What was looked for.
        what: String,
    },
    /// The store cannot be reached or written.
    #[error("the store is not available: {problem}")]
    Unavailable {
        /// Why.
        problem: String,
    },
}

impl StoreError {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "store_conflict",
            Self::Corrupt { .. } => "store_corrupt",
            Self::Exists { .. } => "store_exists",
            Self::Locked { .. } => "store_locked",
            Self::NotFound { .. } => "store_not_found",
            Self::Unavailable { .. } => "store_unavailable",
        }
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Locked { .. } | Self::Unavailable { .. })
    }

    pub(super) fn missing(what: &str) -> Self {
        Self::NotFound { what: what.to_owned() }
    }

    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(super) fn unavailable(problem: impl std::fmt::Display) -> Self {
        Self::Unavailable { problem: problem.to_string() }
    }

    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(super) fn corrupt(what: &str, problem: impl std::fmt::Display) -> Self {
        Self::Corrupt { what: what.to_owned(), problem: problem.to_string() }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let info = ErrorInfo::new(ErrorKind::Store, error.code(), &error).with_retryable(error.is_retryable());
        let info = match &error {
            StoreError::Conflict { interview, expected, actual } => {
                info.with_detail("interview", interview).with_detail("expected", expected).with_detail("actual", actual)
            }
            StoreError::Locked { interview, holder } => info.with_detail("interview", interview).with_detail("holder", holder),
            StoreError::Exists { interview } => info.with_detail("interview", interview),
            StoreError::Corrupt { .. } | StoreError::NotFound { .. } | StoreError::Unavailable { .. } => info,
        };
        Self::new(info).with_source(error)
    }
}
