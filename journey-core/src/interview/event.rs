//! The log: what happened, in order. State is a fold over it.

use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AnswerAssessment, ItemStatus, Mention, ProbeKind};
use crate::{
    llm::{LlmFailure, TokenUsage},
    plan::StructuredAnswer,
    text::Signal,
    time::Timestamp,
};

/// An entry in the interview's event log.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct InterviewEvent {
    /// Its number in the log, from 1.
    pub revision: u64,
    /// When it happened.
    pub at: Timestamp,
    /// The input that caused it.
    pub input: Arc<str>,
    /// What happened.
    #[serde(flatten)]
    pub body: EventBody,
}

impl InterviewEvent {
    /// Removes the participant's words, and anything that may quote them, leaving a tombstone.
    pub fn erase(&mut self) {
        match &mut self.body {
            EventBody::Corrected { text, .. } | EventBody::MessageShown { text, .. } | EventBody::Said { text, .. } => *text = "".into(),
            EventBody::DraftRejected { reasons, draft, .. } => {
                reasons.clear();
                draft.clear();
            }
            EventBody::Answered { answer: given, .. } => *given = StructuredAnswer::Choices { options: Vec::new() },
            EventBody::ItemStatusChanged { status: status @ ItemStatus::Touched { .. }, .. } => *status = ItemStatus::Unasked,
            EventBody::ItemStatusChanged { status, .. } if !status.evidence().is_empty() => *status = ItemStatus::Asked,
            EventBody::AnswerAssessed { mentions, notes, .. } => {
                mentions.clear();
                notes.clear();
            }
            _ => {}
        }
        if let EventBody::MessageShown { provenance, .. } = &mut self.body {
            let provenance = Arc::make_mut(provenance);
            provenance.replacement_reason = None;
            provenance.regeneration_reason = None;
        }
    }
}

/// How an interview ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InterviewOutcome {
    /// The participant went silent for longer than the study waits.
    Abandoned,
    /// The guide is covered: every mandatory item was asked.
    Completed,
    /// The participant said no to taking part.
    Declined,
    /// A limit came before every mandatory item was asked.
    OutOfTime,
    /// The quota for participants like this one was full.
    QuotaFull,
    /// The participant does not belong to the target group.
    ScreenedOut,
    /// The participant stopped.
    Stopped,
    /// The participant withdrew consent.
    Withdrawn,
}

/// What a message to the participant is for.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum MessagePurpose {
    /// Answers the participant's question and asks the item again.
    Answer {
        /// The item.
        item: String,
    },
    /// Says goodbye.
    Closing,
    /// Asks whether to erase what was said, before it is done.
    ConfirmWithdrawal,
    /// Asks for consent.
    Consent,
    /// Meets a bereavement or an illness with one kind sentence, and leaves the choice to go on to the participant.
    Kindness,
    /// Offers to stop.
    OfferToStop,
    /// Asks more about an item.
    Probe {
        /// The item.
        item: String,
        /// The kind of probe.
        kind: ProbeKind,
    },
    /// Asks an item.
    Question {
        /// The item.
        item: String,
    },
    /// Asks an item in other words.
    Rephrase {
        /// The item.
        item: String,
    },
    /// A safe reply to distress, with an offer to stop.
    Safety,
    /// Welcomes.
    Welcome,
}

impl MessagePurpose {
    /// The item that the message asks about.
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Answer { item } | Self::Probe { item, .. } | Self::Question { item } | Self::Rephrase { item } => Some(item),
            _ => None,
        }
    }

    /// Whether the message asks something that counts against the turn cap.
    pub fn is_question(&self) -> bool {
        self.item().is_some()
    }
}

/// Where a message's words come from.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct MessageProvenance {
    /// `guide` for scripted words, otherwise the model's name.
    pub engine: Arc<str>,
    /// The hash of the prompt, empty for the guide.
    pub prompt_hash: Arc<str>,
    /// Why the model's first draft was sent back, when these words are its second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regeneration_reason: Option<String>,
    /// Why a draft was replaced by these scripted words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement_reason: Option<String>,
    /// What the turn linter finds wrong with words that the researcher wrote; they are asked all the same.
    #[serde(default)]
    pub lint_warnings: Vec<String>,
}

/// Scripted words without a history: most messages, so they share one.
static PLAIN: LazyLock<Arc<MessageProvenance>> = LazyLock::new(|| {
    let (engine, prompt_hash) = ("guide".into(), "".into());
    Arc::new(MessageProvenance { engine, prompt_hash, regeneration_reason: None, replacement_reason: None, lint_warnings: Vec::new() })
});

impl MessageProvenance {
    /// Scripted words.
    pub(super) fn guide() -> Self {
        (**PLAIN).clone()
    }

    pub(super) fn shared(self) -> Arc<Self> {
        if self == **PLAIN { Arc::clone(&PLAIN) } else { Arc::new(self) }
    }
}

/// What happened.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventBody {
    /// The host was asked whether the participant fits the quotas.
    AdmissionAsked,
    /// The participant passed the quota check.
    Admitted {
        /// The quotas that they count towards.
        quotas: Vec<String>,
    },
    /// The participant returned.
    Rejoined,
    /// The interview ended.
    Closed {
        /// How.
        outcome: InterviewOutcome,
    },
    /// The participant agreed.
    Consented {
        /// The first 16 hexadecimal digits of the SHA-256 of the text that they agreed to.
        text_hash: String,
        /// The language of that text.
        language: String,
    },
    /// An earlier answer was corrected; the words stand beside the old ones.
    Corrected {
        /// The turn.
        turn: u32,
        /// The new words.
        text: Arc<str>,
    },
    /// A draft was sent back to the model.
    DraftRejected {
        /// The number of the request.
        request: u64,
        /// Why.
        reasons: Vec<String>,
        /// The draft, which nobody saw but the model.
        draft: String,
    },
    /// The content was erased.
    Erased,
    /// Something needs a person's attention.
    Flagged {
        /// What was noticed.
        signal: Signal,
    },
    /// The participant gave a number or chose.
    Answered {
        /// The item.
        item: String,
        /// What was given.
        answer: StructuredAnswer,
    },
    /// The participant opened the interview.
    Joined,
    /// The participant left.
    Left,
    /// An item's status changed.
    ItemStatusChanged {
        /// The item.
        item: String,
        /// Its status.
        status: ItemStatus,
    },
    /// A message was shown to the participant.
    MessageShown {
        /// The interviewer's turn.
        turn: u32,
        /// The words.
        text: Arc<str>,
        /// What for.
        purpose: MessagePurpose,
        /// Whose words.
        provenance: Arc<MessageProvenance>,
    },
    /// The model is asked.
    ModelAsked {
        /// The number of the request.
        request: u64,
        /// Turns that are folded into the ledger's summary.
        folded: u32,
    },
    /// The model could not be asked.
    ModelFailed {
        /// The number of the request.
        request: u64,
        /// Why.
        error: LlmFailure,
    },
    /// An answer was assessed.
    AnswerAssessed {
        /// The participant's turn.
        turn: u32,
        /// How it was read.
        assessment: AnswerAssessment,
        /// What it mentions.
        mentions: Vec<Mention>,
        /// What the moderator notes for itself.
        notes: String,
        /// `rules` or the model's name.
        engine: Arc<str>,
        /// The hash of the prompt, empty for rules.
        prompt_hash: Arc<str>,
        /// Tokens used.
        usage: TokenUsage,
    },
    /// A reminder fell due.
    Reminded {
        /// Its number since the participant's last word, from 1.
        number: u32,
    },
    /// The participant said something.
    Said {
        /// The participant's turn.
        turn: u32,
        /// The item that it answers.
        item: Option<String>,
        /// The words, exactly.
        text: Arc<str>,
    },
}
