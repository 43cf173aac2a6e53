//! Personas: traits and memories.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How strong a trait is.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
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
    pub verbosity: Level,
    /// How readily hidden memories are told: low only at the second probe, else at the first.
    pub disclosure: Level,
    /// How well memories are kept: low forgets one in twelve.
    pub memory: Level,
}

/// Something that a persona remembers.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Memory {
    /// What it is about, in words that a question may share; may be empty.
    #[serde(default)]
    pub about: String,
    /// The words.
    pub text: String,
    /// Whether it is told only when probed.
    #[serde(default)]
    pub hidden: bool,
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
    /// The memories.
    pub memories: Vec<Memory>,
    /// Ratings by instrument.
    pub ratings: BTreeMap<String, i32>,
}
