//! Focus presets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording::Wordings;

/// What part of the journey a study looks at.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Focus {
    /// Several stakeholders of one business customer.
    BusinessToBusiness,
    /// How channels hand over to each other.
    CrossChannel,
    /// Every stage.
    EndToEnd,
    /// The same customer over several cycles.
    Lifecycle,
    /// Whether the experience is one across all channels at once.
    Omnichannel,
    /// One stage in depth.
    SingleStage {
        /// The stage's id.
        stage: String,
    },
}

impl Focus {
    /// The name of its questions and goals among the wordings; none for the whole journey, which adds none of its own.
    pub(crate) fn wording(&self) -> Option<&'static str> {
        match self {
            Self::BusinessToBusiness => Some("b2b"),
            Self::CrossChannel => Some("cross_channel"),
            Self::EndToEnd => None,
            Self::Lifecycle => Some("lifecycle"),
            Self::Omnichannel => Some("omnichannel"),
            Self::SingleStage { .. } => Some("single_stage"),
        }
    }

    /// Questions that this focus adds to those about the stages, in a language that ships; none where none do.
    pub fn questions(&self, language: &str) -> Vec<String> {
        let wordings = Wordings::of(language);
        wordings.zip(self.wording()).map(|(wordings, name)| wordings.all(&format!("focus.{name}"), &[])).unwrap_or_default()
    }
}
