//! What goes into an interview and what comes out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Event, Move, Outcome};
use crate::{
    llm::{Completed, LlmError, ModelRequest, Usage},
    plan::Instrument,
    time::Timestamp,
};

/// Something that happened, with the id that makes it count once.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Input {
    /// Unique in the interview; a second input of the same id changes nothing.
    pub id: String,
    /// The revision that the sender has seen; another one is refused.
    #[serde(default)]
    pub expected_revision: Option<u64>,
    /// What happened.
    #[serde(flatten)]
    pub body: InputBody,
}

impl Input {
    /// An input that applies at any revision.
    pub fn new(id: impl Into<String>, body: InputBody) -> Self {
        Self { id: id.into(), expected_revision: None, body }
    }

    /// The participant said something.
    pub fn said(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(id, InputBody::Said { text: text.into() })
    }

    /// The model's validated move.
    pub fn model_replied(id: impl Into<String>, request: u64, completed: Completed<Move>) -> Self {
        let Completed { value, model, usage, prompt_hash, .. } = completed;
        Self::new(id, InputBody::ModelReplied { request, proposal: value, model, prompt_hash, usage })
    }
}

/// What happened.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum InputBody {
    /// The participant asked to stop, by a button.
    AskedToStop,
    /// The participant is back.
    CameBack,
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
        text: String,
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
        error: LlmError,
    },
    /// The model proposed a move.
    ModelReplied {
        /// The number of the request.
        request: u64,
        /// The move.
        proposal: Move,
        /// The model's name.
        model: String,
        /// The hash of the prompt.
        prompt_hash: String,
        /// Tokens used.
        #[serde(default)]
        usage: Usage,
    },
    /// The participant chose a number.
    Rated {
        /// The number.
        value: i32,
    },
    /// The participant said something.
    Said {
        /// The words.
        text: String,
    },
    /// The participant skipped the question, by a button.
    Skipped,
    /// Time passed.
    Tick,
    /// The participant takes the consent back; the content is erased.
    WithdrewConsent,
}

/// The kind of an input, for the transition table.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names the variant of `InputBody` that documents it")]
#[non_exhaustive]
pub enum InputKind {
    AskedToStop,
    CameBack,
    Consented,
    Corrected,
    Joined,
    Left,
    ModelFailed,
    ModelReplied,
    Rated,
    Said,
    Skipped,
    Tick,
    WithdrewConsent,
}

impl InputBody {
    /// The kind of this input.
    pub fn kind(&self) -> InputKind {
        match self {
            Self::AskedToStop => InputKind::AskedToStop,
            Self::CameBack => InputKind::CameBack,
            Self::Consented { .. } => InputKind::Consented,
            Self::Corrected { .. } => InputKind::Corrected,
            Self::Joined => InputKind::Joined,
            Self::Left => InputKind::Left,
            Self::ModelFailed { .. } => InputKind::ModelFailed,
            Self::ModelReplied { .. } => InputKind::ModelReplied,
            Self::Rated { .. } => InputKind::Rated,
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
    /// Ask the model, and hand back its move or its failure under the same number.
    AskModel {
        /// The number of the request.
        request: u64,
        /// The request.
        body: Box<ModelRequest>,
    },
    /// Ask for a number.
    AskRating {
        /// The interviewer's turn.
        turn: u32,
        /// The words.
        text: String,
        /// The instrument.
        instrument: Instrument,
    },
    /// The interview is over.
    Finished {
        /// How it ended.
        outcome: Outcome,
    },
    /// Store this event, before anything else is done.
    Record {
        /// The event.
        event: Event,
    },
    /// Show this to the participant.
    Say {
        /// The interviewer's turn.
        turn: u32,
        /// The words, checked.
        text: String,
    },
    /// Hand in a tick at this moment.
    SetTimer {
        /// When.
        at: Timestamp,
    },
}
