//! What an interview refuses.

use super::{InputKind, InterviewPhase};
use crate::error::{Error, ErrorInfo, ErrorKind};

/// An input that an interview rejects, leaving its state unchanged.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InterviewError {
    /// The input does not fit the phase.
    #[error("`{input:?}` is not possible while the interview is `{phase:?}`")]
    InvalidTransition {
        /// The phase.
        phase: InterviewPhase,
        /// The input.
        input: InputKind,
    },
    /// The log does not replay.
    #[error("event {revision} of the log does not follow the one before; {problem}")]
    BrokenLog {
        /// The revision of the event.
        revision: u64,
        /// What is wrong.
        problem: String,
    },
    /// An id came again with other words.
    #[error("input `{id}` came before with other words; give each input an id of its own")]
    InputConflict {
        /// The id.
        id: String,
    },
    /// Another input was applied first.
    #[error("the interview is at revision {actual}, not {expected}; read it again")]
    StaleRevision {
        /// What the caller expected.
        expected: u64,
        /// Where it is.
        actual: u64,
    },
    /// The turn to correct is not one that the participant said.
    #[error("turn {turn} is not one that the participant said; correct one of theirs")]
    UnknownTurn {
        /// The turn.
        turn: u32,
    },
}

impl InterviewError {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BrokenLog { .. } => "interview_broken_log",
            Self::InputConflict { .. } => "interview_input_conflict",
            Self::InvalidTransition { .. } => "interview_invalid_transition",
            Self::StaleRevision { .. } => "interview_stale_revision",
            Self::UnknownTurn { .. } => "interview_unknown_turn",
        }
    }
}

impl From<InterviewError> for Error {
    fn from(error: InterviewError) -> Self {
        let info = ErrorInfo::new(ErrorKind::Interview, error.code(), &error);
        let info = match &error {
            InterviewError::BrokenLog { revision, problem } => info.with_detail("revision", revision).with_detail("problem", problem),
            InterviewError::InputConflict { id } => info.with_detail("id", id),
            InterviewError::InvalidTransition { phase, input } => info.with_detail("phase", phase).with_detail("input", input),
            InterviewError::StaleRevision { expected, actual } => info.with_detail("expected", expected).with_detail("actual", actual),
            InterviewError::UnknownTurn { turn } => info.with_detail("turn", turn),
        };
        Self::new(info).with_source(error)
    }
}
