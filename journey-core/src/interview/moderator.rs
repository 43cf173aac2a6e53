//! What a moderator proposes, and the request that asks for it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SuggestedProbe;
use crate::{
    plan::{GuideItem, InterviewMode},
    text::{InformationCoverage, SentenceId},
};

/// How an answer is read.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerAssessment {
    /// Asks the interviewer a question.
    AsksQuestion,
    /// Declines to answer.
    Declined,
    /// Speaks of harm or crisis.
    Distress,
    /// Does not know.
    DontKnow,
    /// The item does not apply.
    NotApplicable,
    /// Is about something else.
    OffTopic,
    /// Answers a part.
    Partial,
    /// Answers.
    Substantive,
    /// Wants to end the interview.
    WantsToStop,
}

/// The kind of a probe.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeKind {
    /// What a word means.
    Clarifying,
    /// What happened.
    Descriptive,
    /// What led to it.
    Explanatory,
    /// One instance.
    SpecificInstance,
}

/// What the interviewer should do next.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// The item is done: the host asks the next one in the guide's words.
    Advance,
    /// Ask an open item of the agenda in words of one's own.
    AskItem,
    /// Nothing is left to ask.
    Close,
    /// Ask more about an item that was asked.
    Probe,
    /// Ask the item in hand in other words.
    Rephrase,
}

/// How far some sentences settle an item.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageClaim {
    /// They answer it: asking it would be pointless.
    Answered,
    /// They show that it cannot apply to this participant.
    NotApplicable,
    /// They speak of it, which is no answer yet.
    Touched,
}

/// Sentences that a moderator claims to settle an item.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ItemCoverage {
    /// The item's id.
    #[schemars(length(max = 60))]
    pub item: String,
    /// How far.
    pub coverage: CoverageClaim,
    /// The ids of the sentences that show it.
    #[schemars(length(max = 20), inner(length(max = 24)))]
    pub sentences: Vec<String>,
}

/// A stage or touchpoint that an answer names.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Mention {
    /// The stage's id or name.
    #[schemars(length(max = 60))]
    pub stage: String,
    /// The touchpoint's id or name.
    #[schemars(length(max = 60))]
    pub touchpoint: Option<String>,
    /// Where it took place, if said.
    #[schemars(length(max = 40))]
    pub channel: Option<String>,
    /// −2 to 2.
    #[schemars(range(min = -2, max = 2))]
    pub valence: i8,
}

/// A moderator's proposal for the next turn.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ModeratorMove {
    /// How the newest answer reads.
    pub assessment: AnswerAssessment,
    /// What the newest answer settles beside the item in hand, or of it.
    #[schemars(length(max = 8))]
    pub covered: Vec<ItemCoverage>,
    /// What it names.
    #[schemars(length(max = 6))]
    pub mentions: Vec<Mention>,
    /// When the participant asked something: the number of the study's fact that answers it, 0 when none does. Null when nothing was asked.
    #[schemars(range(min = 0, max = 50))]
    pub participant_question_fact: Option<u32>,
    /// What to remember for later turns: open threads, contradictions, what to come back to. Only the moderator reads it.
    #[schemars(length(max = 300))]
    pub notes: String,
    /// What to do next.
    pub next: MoveKind,
    /// The item that the message asks, for `ask_item`; an earlier item to come back to, for `probe`; null for the item in hand.
    #[schemars(length(max = 60))]
    pub item: Option<String>,
    /// The kind of probe, for `probe`; null otherwise.
    pub probe_kind: Option<ProbeKind>,
    /// The message, for `ask_item`, `probe` and `rephrase`; empty otherwise.
    #[schemars(length(max = 400))]
    pub message: String,
}

/// A sentence as a moderator sees it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AnswerSentence {
    /// Its id.
    pub id: SentenceId,
    /// Its words.
    pub text: String,
}

/// A touchpoint that an answer names, as the library found it.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct MentionedTouchpoint {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id.
    pub touchpoint: String,
    /// The sentence that names it.
    pub sentence: SentenceId,
    /// Whether a question has been about it.
    pub asked: bool,
}

/// An item that was not asked yet.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct UnaskedItem {
    /// Its id.
    pub id: String,
    /// Its question.
    pub text: String,
}

/// What a moderator knows at one turn: the typed context of the task `interview.turn`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct TurnContext {
    /// The item in hand.
    pub item: GuideItem,
    /// Probes already used on it.
    pub probes_used: u32,
    /// Probes that it may have.
    pub probes_allowed: u32,
    /// What was told about it so far, the newest answer included.
    pub information: InformationCoverage,
    /// The probe that would add most; none when the item is told, or the turns are needed elsewhere.
    pub suggested_probe: Option<SuggestedProbe>,
    /// The newest answer.
    pub answer: Vec<AnswerSentence>,
    /// Touchpoints that the newest answer names.
    pub named: Vec<MentionedTouchpoint>,
    /// The last questions asked.
    pub asked: Vec<Arc<str>>,
    /// Items that were not asked yet.
    pub unasked: Vec<UnaskedItem>,
    /// How freely to follow.
    pub mode: InterviewMode,
    /// What the moderator noted for itself before.
    #[serde(default)]
    pub notes: String,
    /// The language to write in.
    pub language: String,
    /// What the study must be able to answer.
    pub goals: Vec<String>,
    /// The study's facts.
    pub facts: Vec<String>,
    /// Why the last draft was sent back.
    pub rejected: Vec<String>,
}
