//! Focus presets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Questions that this focus adds to those about the stages.
    pub fn questions(&self) -> &'static [&'static str] {
        match self {
            Self::BusinessToBusiness => &[
                "Who else in your organisation took part, and at which point?",
                "Where did people in your organisation see things differently?",
                "What did you need from the supplier to bring your colleagues along?",
            ],
            Self::CrossChannel => &[
                "Tell me about a time when you had to move from one channel to another to get something done.",
                "What did you have to repeat when you changed from one channel to another?",
            ],
            Self::EndToEnd => &["Across the whole journey, which single moment mattered most in what you decided?"],
            Self::Lifecycle => &[
                "What has changed for you since you first became a customer?",
                "Tell me about the last time the cycle began again, such as a renewal or a new purchase.",
            ],
            Self::Omnichannel => &[
                "Tell me about a time when you used more than one channel for the same matter.",
                "What differed between the channels you used?",
                "How much did one channel know of what you had done in another?",
            ],
            Self::SingleStage { .. } => &[
                "What was the hardest part of it?",
                "What went better than you needed it to?",
                "What did you expect to happen that did not?",
            ],
        }
    }
}
