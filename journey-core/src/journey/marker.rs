//! Markers: what an experience shows besides its feeling.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that an experience shows besides its feeling.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Marker {
    /// The customer names it as what decided: "that's when I cancelled".
    Decisive,
    /// The customer was passed on to another person, department or channel.
    HandOff,
    /// The customer had to give information again.
    RepeatedInformation,
}

impl Marker {
    /// Every marker, in alphabetical order; a marker's number in a corpus is its position here.
    pub(crate) const ALL: [Self; 3] = [Self::Decisive, Self::HandOff, Self::RepeatedInformation];

    /// The marker's number: exhaustive, so that a new marker cannot pass for another.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Decisive => 0,
            Self::HandOff => 1,
            Self::RepeatedInformation => 2,
        }
    }

    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decisive => "decisive",
            Self::HandOff => "hand-off",
            Self::RepeatedInformation => "repeated information",
        }
    }
}
