//! What a coder proposes and what becomes of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    journey::{EmotionLabel, Marker, Observation, ObservationKind},
    llm::TokenUsage,
};

/// An observation as a coder proposes it: ids instead of words.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ProposedObservation {
    /// The ids of the customer's sentences that say it.
    #[schemars(length(min = 1, max = 12), inner(length(max = 24)))]
    pub sentences: Vec<String>,
    /// The stage's id or name.
    #[schemars(length(max = 60))]
    pub stage: String,
    /// The touchpoint's id or name.
    #[schemars(length(max = 60))]
    pub touchpoint: Option<String>,
    /// A touchpoint that the study does not list.
    #[schemars(length(max = 60))]
    pub new_touchpoint: Option<String>,
    /// Where it happened, if said.
    #[schemars(length(max = 40))]
    pub channel: Option<String>,
    /// The kind.
    pub kind: ObservationKind,
    /// The emotion.
    pub emotion: EmotionLabel,
    /// −2 to 2.
    #[schemars(range(min = -2, max = 2))]
    pub valence: i8,
    /// The id of the sentence that gives the cause.
    #[schemars(length(max = 24))]
    pub cause: Option<String>,
    /// The id of the sentence that says what was expected.
    #[schemars(length(max = 24))]
    pub expected: Option<String>,
    /// The id of the sentence that says what happened.
    #[schemars(length(max = 24))]
    pub actual: Option<String>,
    /// What it shows besides: a decision, a hand-off, information given again.
    #[serde(default)]
    #[schemars(length(max = 3))]
    pub markers: Vec<Marker>,
    /// 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
    /// Why, in a few words.
    #[schemars(length(max = 160))]
    pub reason: String,
}

/// A coder's reply for one window of a document.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CodingProposal {
    /// The observations.
    #[schemars(length(max = 80))]
    pub observations: Vec<ProposedObservation>,
}

/// A proposal that failed a check.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RejectedProposal {
    /// The document.
    pub document: String,
    /// What was proposed.
    pub proposal: ProposedObservation,
    /// Why it was rejected.
    pub reason: String,
}

/// A touchpoint that customers named and the study does not list.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
pub struct NewTouchpoint {
    /// The stage's id.
    pub stage: String,
    /// The name as the coder gave it.
    pub name: String,
}

/// The result of coding a document.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DocumentCoding {
    /// The document's id.
    pub document: String,
    /// Observations that passed every check.
    pub observations: Vec<Observation>,
    /// Proposals that failed a check, with the reason.
    pub rejected: Vec<RejectedProposal>,
    /// Touchpoints to consider for the study.
    pub new_touchpoints: Vec<NewTouchpoint>,
    /// Tokens of all windows.
    pub usage: TokenUsage,
}
