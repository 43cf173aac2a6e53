//! Branch rules: what an answer changes about the rest of the guide.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::GuidePhase;

/// How an item may stand, as a condition sees it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerStatus {
    /// Answered, wholly or in part.
    Answered,
    /// Declined.
    Declined,
    /// The participant does not know.
    DontKnow,
    /// It does not apply.
    NotApplicable,
}

/// A condition on earlier answers; always false for an item that was not answered.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Condition {
    /// Every condition holds.
    All {
        /// The conditions.
        conditions: Vec<Condition>,
    },
    /// At least one condition holds.
    Any {
        /// The conditions.
        conditions: Vec<Condition>,
    },
    /// An option was chosen.
    Chose {
        /// The item's id.
        item: String,
        /// The option's id.
        option: String,
    },
    /// The condition does not hold.
    Not {
        /// The condition.
        condition: Box<Condition>,
    },
    /// A number lies in a range, both ends included.
    NumberInRange {
        /// The item's id.
        item: String,
        /// The least value.
        low: Option<i64>,
        /// The greatest value.
        high: Option<i64>,
    },
    /// The participant's words on an item hold a phrase, word by word, without regard to case.
    ContainsPhrase {
        /// The item's id.
        item: String,
        /// The phrase.
        phrase: String,
    },
    /// An item has this status.
    StatusIs {
        /// The item's id.
        item: String,
        /// How.
        standing: AnswerStatus,
    },
}

impl Condition {
    /// The items that the condition looks at.
    pub fn items(&self) -> Vec<&str> {
        match self {
            Self::All { conditions } | Self::Any { conditions } => conditions.iter().flat_map(Self::items).collect(),
            Self::Not { condition } => condition.items(),
            Self::Chose { item, .. }
            | Self::NumberInRange { item, .. }
            | Self::ContainsPhrase { item, .. }
            | Self::StatusIs { item, .. } => vec![item],
        }
    }
}

/// What a branch does. It can never skip a mandatory item.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum BranchAction {
    /// Leaves out every core item that is left, then closes.
    End,
    /// Ends the interview: the participant does not belong to the target group.
    ScreenOut,
    /// Leaves an item out.
    SkipItem {
        /// The item's id.
        item: String,
    },
    /// Leaves out the core items of a phase.
    SkipPhase {
        /// The phase.
        phase: GuidePhase,
    },
}

/// A rule: when an item is done and the condition holds, the action is taken.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Branch {
    /// The condition.
    pub when: Condition,
    /// The action.
    pub then: BranchAction,
}
