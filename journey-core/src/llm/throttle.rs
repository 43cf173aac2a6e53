//! Back-pressure: how many calls may be under way, learnt from the provider's rate limits.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use crate::time::Timestamp;

/// A window over calls: it halves when the provider says that there are too many, and grows by one for each window of successes.
#[derive(Debug)]
pub(super) struct Throttle(Mutex<Window>);

#[derive(Debug)]
struct Window {
    most: usize,
    size: usize,
    under_way: usize,
    successes: usize,
    paused_until: Timestamp,
    next_ticket: u64,
    waiting: BTreeMap<u64, Waker>,
}

impl Throttle {
    pub(super) fn new(most: usize) -> Self {
        let most = most.max(1);
        Self(Mutex::new(Window {
            most,
            size: most,
            under_way: 0,
            successes: 0,
            paused_until: Timestamp(i64::MIN),
            next_ticket: 0,
            waiting: BTreeMap::new(),
        }))
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place, first come, first served.
    pub(super) async fn enter(&self) -> Permit<'_> {
        let ticket = {
            let mut window = self.window();
            window.next_ticket += 1;
            window.next_ticket
        };
        let place = Waiting { throttle: self, ticket };
        poll_fn(|context| {
            let mut window = self.window();
            let first = window.waiting.keys().next().is_none_or(|first| ticket <= *first);
            if first && window.under_way < window.size {
                window.under_way += 1;
                return Poll::Ready(());
            }
            window.waiting.insert(ticket, context.waker().clone());
            Poll::Pending
        })
        .await;
        drop(place);
        Permit(self)
    }

    /// Until when nobody may call.
    pub(super) fn paused_until(&self) -> Timestamp {
        self.window().paused_until
    }

    pub(super) fn succeeded(&self) {
        let mut window = self.window();
        window.successes += 1;
        if window.successes >= window.size && window.size < window.most {
            window.size += 1;
            window.successes = 0;
        }
    }

    pub(super) fn limited(&self, until: Timestamp) {
        let mut window = self.window();
        window.size = (window.size / 2).max(1);
        window.successes = 0;
        window.paused_until = window.paused_until.max(until);
    }

    /// Wakes whoever is first in line.
    fn pass_on(window: &mut Window) {
        if window.under_way < window.size
            && let Some(waker) = window.waiting.values().next()
        {
            waker.wake_by_ref();
        }
    }
}

/// A place in line; leaving it, by turn or by cancellation, lets the next one move up.
struct Waiting<'a> {
    throttle: &'a Throttle,
    ticket: u64,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut window = self.throttle.window();
        window.waiting.remove(&self.ticket);
        Throttle::pass_on(&mut window);
    }
}

/// A call under way.
#[derive(Debug)]
pub(super) struct Permit<'a>(&'a Throttle);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut window = self.0.window();
        window.under_way -= 1;
        Throttle::pass_on(&mut window);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::FutureExt;

    use super::*;

    #[test]
    fn places_are_given_in_order_and_cancelled_waits_lose_none() {
        let throttle = Throttle::new(1);
        let first = throttle.enter().now_or_never();
        assert!(first.is_some());
        let mut second = Box::pin(throttle.enter());
        let mut third = Box::pin(throttle.enter());
        assert!((&mut second).now_or_never().is_none() && (&mut third).now_or_never().is_none());
        drop(first);
        assert!((&mut third).now_or_never().is_none(), "the second comes before the third");
        drop(second);
        assert!(third.now_or_never().is_some());
    }

    #[test]
    fn a_rate_limit_halves_the_window_and_success_widens_it() {
        let throttle = Throttle::new(8);
        throttle.limited(Timestamp(50));
        assert_eq!(throttle.window().size, 4);
        assert_eq!(throttle.paused_until(), Timestamp(50));
        (0..4).for_each(|_| throttle.succeeded());
        assert_eq!(throttle.window().size, 5);
        (0..20).for_each(|_| throttle.limited(Timestamp(0)));
        assert_eq!(throttle.window().size, 1);
    }
}
