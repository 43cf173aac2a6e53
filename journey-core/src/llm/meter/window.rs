//! The pace: how many calls may be under way, learnt from the provider's rate limits.

use crate::{
    llm::{LlmError, LlmErrorKind, ModelReply},
    time::Timestamp,
};

/// A window over calls: it halves when the provider says that there are too many, and grows by one for each window of successes.
#[derive(Debug)]
pub(super) struct Window {
    most: usize,
    size: usize,
    under_way: usize,
    successes: usize,
    paused_until: Option<Timestamp>,
}

impl Window {
    pub(super) fn new(most: usize) -> Self {
        let most = most.max(1);
        Self { most, size: most, under_way: 0, successes: 0, paused_until: None }
    }

    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.under_way < self.size && self.paused_until.is_none_or(|until| until <= now)
    }

    /// Until when nobody may call.
    pub(super) fn paused_until(&self) -> Option<Timestamp> {
        self.paused_until
    }

    pub(super) fn enter(&mut self) {
        self.under_way += 1;
        self.paused_until = None;
    }

    /// Frees a place whose call nobody waits for.
    pub(super) fn give_up(&mut self) {
        self.under_way = self.under_way.saturating_sub(1);
    }

    pub(super) fn leave(&mut self, result: &Result<ModelReply, LlmError>, now: Timestamp) {
        self.give_up();
        match result {
            Err(error) if error.kind == LlmErrorKind::RateLimited => self.limited(now.plus_ms(error.retry_after_ms.unwrap_or(0))),
            Err(_) => {}
            Ok(_) => self.succeeded(),
        }
    }

    fn succeeded(&mut self) {
        self.successes += 1;
        if self.successes >= self.size && self.size < self.most {
            self.size += 1;
            self.successes = 0;
        }
    }

    fn limited(&mut self, until: Timestamp) {
        self.size = (self.size / 2).max(1);
        self.successes = 0;
        self.paused_until = self.paused_until.max(Some(until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_limit_halves_the_window_and_success_widens_it() {
        let mut window = Window::new(8);
        window.limited(Timestamp(50));
        assert_eq!((window.size, window.paused_until()), (4, Some(Timestamp(50))));
        assert!(!window.is_open(Timestamp(49)) && window.is_open(Timestamp(50)));
        (0..4).for_each(|_| window.succeeded());
        assert_eq!(window.size, 5);
        (0..20).for_each(|_| window.limited(Timestamp(0)));
        assert_eq!(window.size, 1);
    }
}
