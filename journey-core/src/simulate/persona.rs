//! Personas: traits and memories.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::study::{Attribute, Participant, ParticipantStatus};

/// How strong a trait is.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TraitLevel {
    /// Low.
    #[serde(alias = "Low")]
    Low,
    /// Medium.
    #[default]
    #[serde(alias = "Medium")]
    Medium,
    /// High.
    #[serde(alias = "High")]
    High,
}

/// What a persona is like in an interview.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Traits {
    /// How much is said at once: a sentence, a memory, more than was asked.
    pub verbosity: TraitLevel,
    /// How readily hidden memories are told: high unasked, medium at a probe, low only at the second probe.
    pub disclosure: TraitLevel,
    /// How well memories are retained: low forgets one in twelve.
    pub recall: TraitLevel,
}

/// How a persona behaves as an interviewee.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attitude {
    /// Says the opposite of what they said before.
    Contradictory,
    /// Attacks the interviewer.
    Hostile,
    /// Types instructions to the interviewer's model.
    PromptInjection,
    /// Talks of something else.
    OffTopic,
    /// Answers.
    #[default]
    Willing,
}

/// Something that a persona remembers.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PersonaMemory {
    /// What it is about, in words that a question may share; may be empty.
    #[serde(default)]
    pub about: String,
    /// The words.
    pub text: String,
    /// Whether it is told only when probed.
    #[serde(default)]
    pub needs_probe: bool,
    /// The study's insights that it carries, by position.
    #[serde(default)]
    pub insights: Vec<usize>,
}

/// A synthetic participant.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Persona {
    /// Unique in its cohort.
    pub id: String,
    /// A description.
    pub description: String,
    /// The segments.
    pub segments: Vec<String>,
    /// The traits.
    pub traits: Traits,
    /// How they take to being interviewed.
    #[serde(default)]
    pub attitude: Attitude,
    /// What they say in a difficult mood, instead of every second answer.
    #[serde(default)]
    pub disruptive_replies: Vec<String>,
    /// The memories.
    pub memories: Vec<PersonaMemory>,
    /// Ratings by instrument.
    pub ratings: BTreeMap<String, i32>,
}

impl Persona {
    /// The persona as a participant of a study, labelled as simulated; the segments stand in the attribute `segment`.
    pub fn participant(&self) -> Participant {
        let mut participant = Participant { id: self.id.clone(), status: ParticipantStatus::Simulated, ..Participant::default() };
        if !self.segments.is_empty() {
            participant.attributes.insert("segment".to_owned(), Attribute::Text(self.segments.join("; ")));
        }
        participant
    }
}
