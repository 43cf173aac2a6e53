//! What a researcher sets about the manner of an interview.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How closely the interviewer follows the script.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InterviewMode {
    /// Probes where the answer calls for it, in the participant's own words.
    #[default]
    Adaptive,
    /// The same neutral probes for everyone, so that answers compare.
    Standard,
    /// The script only: no probes, no model.
    Strict,
}

/// How the interviewer sounds.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Reserved, without contractions.
    Formal,
    /// Plain.
    #[default]
    Neutral,
    /// Thanks for answers before it goes on.
    Warm,
}

impl Tone {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Formal => "formal",
            Self::Neutral => "neutral",
            Self::Warm => "warm",
        }
    }
}

/// A touchpoint as an interviewer knows it.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct GuideTouchpoint {
    /// Its id.
    pub id: String,
    /// The id of its stage.
    pub stage: String,
    /// Its name and the words that people use for it.
    pub names: Vec<String>,
}
