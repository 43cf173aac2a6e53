//! Whether a branch's condition holds.

use super::{InterviewState, ItemStatus};
use crate::{
    plan::{AnswerStatus, Condition, StructuredAnswer},
    text::words,
};

impl InterviewState {
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All { conditions } => conditions.iter().all(|one| self.holds(one)),
            Condition::Any { conditions } => conditions.iter().any(|one| self.holds(one)),
            Condition::Chose { item, option } => {
                matches!(self.given.get(item), Some(StructuredAnswer::Choices { options }) if options.contains(option))
            }
            Condition::Not { condition } => !self.holds(condition),
            Condition::NumberInRange { item, low, high } => match self.given.get(item) {
                Some(StructuredAnswer::Number { value }) => low.is_none_or(|low| *value >= low) && high.is_none_or(|high| *value <= high),
                _ => false,
            },
            Condition::ContainsPhrase { item, phrase } => {
                let wanted = words(phrase);
                !wanted.is_empty()
                    && self
                        .turns
                        .iter()
                        .filter(|said| said.purpose.is_none() && self.item_of(said) == Some(item))
                        .any(|said| words(&said.turn.text).windows(wanted.len()).any(|window| window == wanted))
            }
            Condition::StatusIs { item, standing } => self.ledger.entry(item).is_some_and(|entry| {
                matches!(
                    (standing, &entry.status),
                    (AnswerStatus::Answered, ItemStatus::Answered { .. } | ItemStatus::Partial { .. })
                        | (AnswerStatus::Declined, ItemStatus::Declined)
                        | (AnswerStatus::DontKnow, ItemStatus::DontKnow)
                        | (AnswerStatus::NotApplicable, ItemStatus::NotApplicable)
                )
            }),
        }
    }
}
