//! The account: what is spent, what is reserved, and whether a call fits beside them.

use super::{Budget, Charge, Spent};
use crate::{
    llm::{LlmError, LlmErrorKind, TokenUsage},
    time::Timestamp,
};

/// Whether a call fits.
pub(super) enum Room {
    /// Now.
    Free,
    /// Once others have settled.
    Later,
    /// Not any more.
    Never(LlmError),
}

#[derive(Debug, Default)]
pub(super) struct Account {
    budget: Budget,
    started: Option<Timestamp>,
    requests: u64,
    usage: TokenUsage,
    /// Calls under way, with what they were estimated at.
    under_way: u64,
    reserved: TokenUsage,
    /// Estimates of the calls whose providers counted, and what those counted.
    estimated: TokenUsage,
    counted: TokenUsage,
}

impl Account {
    pub(super) fn new(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    pub(super) fn spent(&self) -> Spent {
        Spent { requests: self.requests, usage: self.usage, cost: self.budget.cost(self.usage) }
    }

    pub(super) fn reserved(&self) -> Spent {
        let usage = self.corrected(self.reserved);
        Spent { requests: self.under_way, usage, cost: self.budget.cost(usage) }
    }

    pub(super) fn room(&self, estimate: TokenUsage, now: Timestamp) -> Room {
        let never = |what: &str| {
            let message = format!("the next call may break the budget of {what}");
            Room::Never(LlmError::new(LlmErrorKind::BudgetExceeded, message))
        };
        let Budget { max_tokens, max_requests, max_milliseconds, max_cost, .. } = self.budget;
        if max_requests.is_some_and(|most| self.requests >= most) {
            return never("requests");
        }
        let elapsed = self.started.map_or(0, |started| now.ms_since(started));
        if max_milliseconds.is_some_and(|most| elapsed >= most) {
            return never("time");
        }
        let own = self.corrected(estimate);
        let alone = sum(self.usage, own);
        if max_tokens.is_some_and(|most| total(alone) > most) {
            return never("tokens");
        }
        if max_cost.is_some_and(|most| self.budget.cost(alone) > most) {
            return never("money");
        }
        let beside_others = sum(alone, self.corrected(self.reserved));
        let crowded = max_tokens.is_some_and(|most| total(beside_others) > most)
            || max_cost.is_some_and(|most| self.budget.cost(beside_others) > most);
        let unmeasured = self.estimated == TokenUsage::default() && (max_tokens.is_some() || max_cost.is_some());
        if self.under_way > 0 && (crowded || unmeasured) { Room::Later } else { Room::Free }
    }

    pub(super) fn reserve(&mut self, estimate: TokenUsage, now: Timestamp) {
        self.started.get_or_insert(now);
        self.requests += 1;
        self.under_way += 1;
        self.reserved = sum(self.reserved, estimate);
    }

    /// Puts what a call used in the place of what was reserved for it; a call that failed used nothing.
    pub(super) fn settle(&mut self, estimate: TokenUsage, charge: Option<Charge>) {
        self.under_way = self.under_way.saturating_sub(1);
        self.reserved = TokenUsage {
            prompt_tokens: self.reserved.prompt_tokens.saturating_sub(estimate.prompt_tokens),
            completion_tokens: self.reserved.completion_tokens.saturating_sub(estimate.completion_tokens),
        };
        let Some(Charge { usage, told }) = charge else { return };
        self.usage = sum(self.usage, usage);
        self.estimated = sum(self.estimated, estimate);
        self.counted = sum(self.counted, if told { usage } else { estimate });
    }

    /// An estimate, raised by as much as calls have used more than theirs.
    fn corrected(&self, estimate: TokenUsage) -> TokenUsage {
        let raised = |estimate: u64, counted: u64, estimated: u64| {
            if counted <= estimated || estimated == 0 {
                return estimate;
            }
            (estimate as f64 * counted as f64 / estimated as f64).ceil() as u64
        };
        TokenUsage {
            prompt_tokens: raised(estimate.prompt_tokens, self.counted.prompt_tokens, self.estimated.prompt_tokens),
            completion_tokens: raised(estimate.completion_tokens, self.counted.completion_tokens, self.estimated.completion_tokens),
        }
    }
}

fn sum(left: TokenUsage, right: TokenUsage) -> TokenUsage {
    TokenUsage {
        prompt_tokens: left.prompt_tokens.saturating_add(right.prompt_tokens),
        completion_tokens: left.completion_tokens.saturating_add(right.completion_tokens),
    }
}

fn total(usage: TokenUsage) -> u64 {
    usage.prompt_tokens.saturating_add(usage.completion_tokens)
}
