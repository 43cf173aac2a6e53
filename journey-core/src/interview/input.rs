//! What goes into an interview and what comes out.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InterviewEvent, InterviewOutcome, ModeratorMove};
use crate::{
    llm::{LlmFailure, ModelRequest, TokenUsage, ValidatedReply},
    plan::{AnswerFormat, StructuredAnswer},
    time::Timestamp,
};

/// Something that happened, with an id so that it is applied only once.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Input {
    /// Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one.
    #[serde(default)]
    pub id: Arc<str>,
    /// The revision that the sender has seen; another one is refused.
    #[serde(default)]
    pub expected_revision: Option<u64>,
    /// What happened.
    #[serde(flatten)]
    pub body: InputBody,
}

impl Input {
    /// An input that applies at any revision.
    pub fn new(id: impl Into<Arc<str>>, body: InputBody) -> Self {
        Self { id: id.into(), expected_revision: None, body }
    }

    /// The participant said something.
    pub fn said(id: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self::new(id, InputBody::Said { text: text.into() })
    }

    /// The model's validated move.
    pub fn model_replied(id: impl Into<Arc<str>>, request: u64, completed: ValidatedReply<ModeratorMove>) -> Self {
        let ValidatedReply { value, model, usage, prompt_hash, .. } = completed;
        Self::new(id, InputBody::ModelReplied { request, proposal: value, model: model.into(), prompt_hash, usage })
    }
}

/// An input without an id of its own.
impl From<InputBody> for Input {
    fn from(body: InputBody) -> Self {
        Self::new("", body)
    }
}

/// What happened.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum InputBody {
    /// The host checked the quotas after the screener.
    Admitted {
        /// The quotas that the participant counts towards; one that is full closes the door.
        quotas: Vec<String>,
        /// The quota that is full, if one is.
        #[serde(default)]
        full: Option<String>,
    },
    /// The participant asked to stop, by a button.
    AskedToStop,
    /// The participant is back.
    Rejoined,
    /// The participant agreed or did not.
    Consented {
        /// Whether they agreed.
        agreed: bool,
    },
    /// The participant corrected an earlier answer.
    Corrected {
        /// The participant's turn to correct.
        turn: u32,
        /// The new words.
        text: Arc<str>,
    },
    /// The participant gave a number or chose, by a widget.
    Answered {
        /// What was given.
        answer: StructuredAnswer,
    },
    /// The participant opened the interview.
    Joined,
    /// The participant went away.
    Left,
    /// The model could not be asked.
    ModelFailed {
        /// The number of the request.
        request: u64,
        /// Why.
        error: LlmFailure,
    },
    /// The model proposed a move.
    ModelReplied {
        /// The number of the request.
        request: u64,
        /// The move.
        proposal: ModeratorMove,
        /// The model's name.
        model: Arc<str>,
        /// The hash of the prompt.
        prompt_hash: Arc<str>,
        /// Tokens used.
        #[serde(default)]
        usage: TokenUsage,
    },
    /// The participant said something.
    Said {
        /// The words.
        text: Arc<str>,
    },
    /// The participant skipped the question, by a button.
    Skipped,
    /// Time has passed.
    Tick,
    /// The participant takes the consent back; the content is erased.
    WithdrewConsent,
}

/// The kind of an input, for the transition table.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InputKind {
    Admitted,
    AskedToStop,
    Rejoined,
    Consented,
    Corrected,
    Answered,
    Joined,
    Left,
    ModelFailed,
    ModelReplied,
    Said,
    Skipped,
    Tick,
    WithdrewConsent,
}

impl InputBody {
    /// The kind of this input.
    pub fn kind(&self) -> InputKind {
        match self {
            Self::Admitted { .. } => InputKind::Admitted,
            Self::AskedToStop => InputKind::AskedToStop,
            Self::Rejoined => InputKind::Rejoined,
            Self::Consented { .. } => InputKind::Consented,
            Self::Corrected { .. } => InputKind::Corrected,
            Self::Answered { .. } => InputKind::Answered,
            Self::Joined => InputKind::Joined,
            Self::Left => InputKind::Left,
            Self::ModelFailed { .. } => InputKind::ModelFailed,
            Self::ModelReplied { .. } => InputKind::ModelReplied,
            Self::Said { .. } => InputKind::Said,
            Self::Skipped => InputKind::Skipped,
            Self::Tick => InputKind::Tick,
            Self::WithdrewConsent => InputKind::WithdrewConsent,
        }
    }
}

/// What the host does next.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Output {
    /// Ask for a number or a choice.
    Ask {
        /// The interviewer's turn.
        turn: u32,
        /// The words.
        text: Arc<str>,
        /// How it is answered.
        answer: AnswerFormat,
    },
    /// Check the quotas and hand back [`InputBody::Admitted`].
    CheckQuotas {
        /// What the participant gave in the screener, by item.
        answers: BTreeMap<String, StructuredAnswer>,
    },
    /// Ask the model, and hand back its move or its failure under the same number.
    AskModel {
        /// The number of the request.
        request: u64,
        /// The request.
        body: Box<ModelRequest>,
    },
    /// Erase the content of every stored event of the interview; see [`InterviewEvent::erase`].
    Erase,
    /// The interview is over.
    Finished {
        /// How it ended.
        outcome: InterviewOutcome,
    },
    /// Store this event, before anything else is done.
    Record {
        /// The event.
        event: InterviewEvent,
    },
    /// Remind the silent participant, outside the interview.
    Remind {
        /// Its number since the participant's last word, from 1.
        number: u32,
    },
    /// Show this to the participant.
    Say {
        /// The interviewer's turn.
        turn: u32,
        /// The words, checked.
        text: Arc<str>,
    },
    /// Hand in a tick at this moment; a new timer replaces the one before.
    SetTimer {
        /// When.
        at: Timestamp,
    },
}
