//! Observations: one coded experience with its evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Channel, Emotion, Marker, Place, Quotation};

/// What kind of experience was observed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ObservationKind {
    /// Something that went better than needed.
    Delight,
    /// A gap between what was expected and what happened.
    ExpectationGap,
    /// A step taken, such as a purchase.
    Milestone,
    /// What a customer wants, needs or looks for.
    Need,
    /// An experience without clear feeling.
    Neutral,
    /// Something that hurt, cost effort or failed.
    Pain,
    /// A wish or a proposal.
    Suggestion,
}

impl ObservationKind {
    /// Every kind, in alphabetical order; a kind's number in a corpus is its position here.
    pub(crate) const ALL: [Self; 7] =
        [Self::Delight, Self::ExpectationGap, Self::Milestone, Self::Need, Self::Neutral, Self::Pain, Self::Suggestion];

    /// The kind's number: exhaustive, so that a new kind cannot pass for another.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Delight => 0,
            Self::ExpectationGap => 1,
            Self::Milestone => 2,
            Self::Need => 3,
            Self::Neutral => 4,
            Self::Pain => 5,
            Self::Suggestion => 6,
        }
    }

    /// Whether an observation of this kind tells how something felt.
    pub fn is_felt(self) -> bool {
        match self {
            Self::Delight | Self::ExpectationGap | Self::Neutral | Self::Pain => true,
            Self::Milestone | Self::Need | Self::Suggestion => false,
        }
    }

    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delight => "delight",
            Self::ExpectationGap => "expectation gap",
            Self::Milestone => "milestone",
            Self::Need => "need",
            Self::Neutral => "neutral",
            Self::Pain => "pain",
            Self::Suggestion => "suggestion",
        }
    }
}

/// What kind of coder made an observation.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CoderKind {
    /// The embedded default.
    Builtin,
    /// A person.
    Human,
    /// A language model.
    Model,
}

/// Who coded, so that codings can be compared.
#[derive(Clone, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
pub struct Coder {
    /// What kind of coder it is.
    pub kind: CoderKind,
    /// The engine's, the model's or the person's name.
    pub name: String,
    /// The hash of the prompt or of the rules, first 16 hexadecimal digits of SHA-256.
    pub prompt_hash: String,
}

#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Expectation {
    /// The words of the expectation.
    pub expected: Quotation,
    /// The words of what happened.
    pub actual: Quotation,
}

/// One experience: where in the journey, of what kind, how it felt, and the words that say so.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Observation {
    /// Unique in the corpus: document id and number.
    pub id: String,
    /// The document.
    pub document: String,
    /// The participant.
    pub participant: String,
    /// Where in the journey.
    pub place: Place,
    /// The channel, if said or usual for the touchpoint.
    pub channel: Option<Channel>,
    /// The kind.
    pub kind: ObservationKind,
    /// The emotion.
    pub emotion: Emotion,
    /// The words that give the cause.
    pub cause: Option<Quotation>,
    /// The pair of expectation and fact, for a gap.
    pub expectation: Option<Expectation>,
    /// What it shows besides its feeling.
    #[serde(default)]
    pub markers: Vec<Marker>,
    /// The customer's words; never empty.
    pub evidence: Vec<Quotation>,
    /// Who coded it.
    pub coder: Coder,
    /// 0 to 1.
    pub confidence: f64,
    /// Why the coder decided so: a rule's name or a model's short reason.
    pub reason: String,
}
