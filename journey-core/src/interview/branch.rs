//! Whether a branch's condition holds.

use super::{State, Status};
use crate::{
    plan::{Condition, Given, Standing},
    text::words,
};

impl State {
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All { conditions } => conditions.iter().all(|one| self.holds(one)),
            Condition::Any { conditions } => conditions.iter().any(|one| self.holds(one)),
            Condition::Chose { item, option } => {
                matches!(self.given.get(item), Some(Given::Choices { options }) if options.contains(option))
            }
            Condition::Not { condition } => !self.holds(condition),
            Condition::Number { item, low, high } => match self.given.get(item) {
                Some(Given::Number { value }) => low.is_none_or(|low| *value >= low) && high.is_none_or(|high| *value <= high),
                _ => false,
            },
            Condition::Said { item, phrase } => {
                let wanted = words(phrase);
                !wanted.is_empty()
                    && self
                        .turns
                        .iter()
                        .filter(|said| said.purpose.is_none() && self.item_of(said) == Some(item))
                        .any(|said| words(&said.turn.text).windows(wanted.len()).any(|window| window == wanted))
            }
            Condition::Stands { item, standing } => self.ledger.entry(item).is_some_and(|entry| {
                matches!(
                    (standing, &entry.status),
                    (Standing::Answered, Status::Answered { .. } | Status::Partial { .. })
                        | (Standing::Declined, Status::Declined)
                        | (Standing::DontKnow, Status::DontKnow)
                        | (Standing::NotApplicable, Status::NotApplicable)
                )
            }),
        }
    }
}
