//! Participants and their statuses.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a participant has progressed.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ParticipantStatus {
    /// Left and did not come back.
    Abandoned,
    /// Reached the end with every mandatory item asked.
    Completed,
    /// Said no to taking part.
    Declined,
    /// Invited and not yet seen.
    #[default]
    Invited,
    /// Ended early; what was said counts.
    Partial,
    /// A researcher trying the study out; never in findings.
    Preview,
    /// A synthetic participant; never in findings unless asked for.
    Simulated,
    /// In the interview.
    Started,
    /// Flagged for a person to look at.
    Suspicious,
    /// Took the consent back; the content is erased.
    Withdrawn,
}

/// A fact about a participant.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Attribute {
    /// A number.
    Number(f64),
    /// A word.
    Text(String),
}

/// Someone who takes part.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Participant {
    /// Unique in the study.
    pub id: String,
    /// Facts that segments are made of, such as `tenure_days`.
    #[serde(default)]
    pub attributes: BTreeMap<String, Attribute>,
    /// How far they have come.
    #[serde(default)]
    pub status: ParticipantStatus,
    /// What they are signed in as; none for a visitor.
    #[serde(default)]
    pub account: Option<String>,
}

/// Attributes that name or reach a person, which no moderator needs.
const PERSONAL: [&str; 7] = ["address", "birth_date", "email", "full_name", "id", "name", "phone"];

impl Participant {
    /// What a moderator may know of them: their attributes, those left out that name or reach a person.
    ///
    /// ```
    /// use journey_core::study::{Attribute, Participant};
    /// let attribute = |name: &str, text: &str| (name.to_owned(), Attribute::Text(text.to_owned()));
    /// let attributes = [attribute("name", "Ada"), attribute("plan", "Basic")].into();
    /// assert_eq!(Participant { id: "p1".into(), attributes, ..Participant::default() }.about(), "plan: Basic");
    /// ```
    pub fn about(&self) -> String {
        let known = self.attributes.iter().filter(|(name, _)| !PERSONAL.contains(&name.to_lowercase().as_str()));
        let line = |(name, value): (&String, &Attribute)| match value {
            Attribute::Number(number) => format!("{name}: {number}"),
            Attribute::Text(text) => format!("{name}: {text}"),
        };
        known.map(line).collect::<Vec<_>>().join("; ")
    }

    /// What to call them in a message: the attribute `name`, or the id.
    pub fn name(&self) -> &str {
        match self.attributes.get("name") {
            Some(Attribute::Text(name)) => name,
            _ => &self.id,
        }
    }
}
