//! What a participant sees around the interview.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Who may see a study.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AccessLevel {
    /// Everyone in the organisation.
    Organisation,
    /// Only its owner.
    #[default]
    Private,
    /// The owner's team.
    Team,
}

/// Settings of the participant's experience.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ParticipantExperience {
    /// The title that participants read.
    pub title: String,
    /// The welcome.
    pub welcome: String,
    /// Who asks.
    pub researcher: String,
    /// The closing message.
    pub closing: String,
    /// Whether participants may ask to hear of the results.
    pub update_opt_in: bool,
    /// Whether a thank-you message is sent.
    pub thank_you: bool,
    /// Whether participants must sign in.
    pub sign_in_required: bool,
    /// Who may see the study.
    pub access: AccessLevel,
    /// How long an interview takes as a rule, in minutes, 1 to 180: what an invitation says. The guide's time limit is longer.
    #[serde(default = "ordinary_length")]
    pub expected_minutes: u32,
}

fn ordinary_length() -> u32 {
    15
}

/// Ordinary words throughout.
impl Default for ParticipantExperience {
    fn default() -> Self {
        Self::new("Your experience", "The research team")
    }
}

impl ParticipantExperience {
    /// Settings with a title and a researcher, and ordinary words for the rest.
    pub fn new(title: impl Into<String>, researcher: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            welcome: "Thank you for taking the time. This is a conversation about your experience; there are no right or wrong answers. You can skip any question or stop at any time.".into(),
            researcher: researcher.into(),
            closing: "Those are all my questions. Thank you for telling me about your experience.".into(),
            update_opt_in: true,
            thank_you: true,
            sign_in_required: false,
            access: AccessLevel::default(),
            expected_minutes: ordinary_length(),
        }
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// Names the first field that is empty or claims what cannot be promised.
    pub fn check(&self) -> Result<(), Error> {
        if !(1..=180).contains(&self.expected_minutes) {
            let problem = format!("{} is not between 1 and 180", self.expected_minutes);
            return Err(Error::invalid("experience.expected_minutes", problem, "15 suits most studies"));
        }
        for (field, text) in
            [("title", &self.title), ("welcome", &self.welcome), ("researcher", &self.researcher), ("closing", &self.closing)]
        {
            if text.trim().is_empty() {
                return Err(Error::invalid(format!("experience.{field}"), "it is empty", "write what participants read"));
            }
            if text.to_lowercase().contains("anonymous") {
                return Err(Error::invalid(
                    format!("experience.{field}"),
                    "it says `anonymous`, which an interview in free words cannot promise",
                    "say who sees the answers and what for",
                ));
            }
        }
        Ok(())
    }
}
