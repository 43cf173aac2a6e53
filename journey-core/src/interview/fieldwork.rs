//! Many interviews at once.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use futures_util::{StreamExt, stream};

use super::{InterviewHost, InterviewOutcome, Respondent, converse};
use crate::{
    error::Error,
    llm::{Driver, LlmError, RetryPolicy},
};

/// How far a fieldwork has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FieldworkProgress {
    /// Interviews that have ended.
    pub ended: usize,
    /// Interviews that could not go on.
    pub failed: usize,
}

/// The result of many interviews.
#[derive(Debug, Default)]
pub struct FieldworkReport {
    /// Number of interviews by outcome.
    pub outcomes: BTreeMap<String, usize>,
    /// Interviews that could not go on, by id, with the reason. Kept in a store, they can be resumed.
    pub failed: Vec<(String, Error)>,
}

/// Runs many interviews at once, sharing one budget, rate limit and cancel token.
///
/// Interviews begin in the order given; at most `concurrency` are open. Once the budget is spent or the switch is off, no further one begins.
#[derive(Debug)]
pub struct Fieldwork<'a> {
    driver: &'a Driver<'a>,
    policy: RetryPolicy,
    concurrency: usize,
}

impl<'a> Fieldwork<'a> {
    /// A fieldwork with 256 interviews open at most.
    pub fn new(driver: &'a Driver<'a>, policy: RetryPolicy) -> Self {
        Self { driver, policy, concurrency: 256 }
    }

    /// Sets how many interviews may be open at once.
    #[must_use]
    pub fn with_concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency.max(1);
        self
    }

    /// Holds interviews to their ends. Seats are made as their turn comes; each is handed back to `done` with its respondent.
    pub async fn run<S: InterviewHost, R: Respondent>(
        &self,
        seats: impl IntoIterator<Item = (S, R)>,
        done: &(dyn Fn(FieldworkProgress, S, R) + Sync),
    ) -> FieldworkReport {
        let mut report = FieldworkReport::default();
        let mut ended = 0;
        let stopped = AtomicBool::new(false);
        let open = seats.into_iter().take_while(|_| !stopped.load(Ordering::Relaxed) && !self.driver.is_cancelled());
        let mut held = std::pin::pin!(
            stream::iter(open)
                .map(|(mut seat, mut respondent)| async move {
                    let outcome = converse(&mut seat, &mut respondent, self.driver, self.policy).await;
                    (seat, respondent, outcome)
                })
                .buffer_unordered(self.concurrency)
        );
        while let Some((seat, respondent, outcome)) = held.next().await {
            match outcome {
                Ok(outcome) => {
                    ended += 1;
                    *report.outcomes.entry(name(outcome)).or_default() += 1;
                }
                Err(error) => {
                    if error.downcast_ref::<LlmError>().is_some_and(|failed| self.driver.is_spent(failed)) {
                        stopped.store(true, Ordering::Relaxed);
                    }
                    report.failed.push((seat.interview().id().to_owned(), error));
                }
            }
            done(FieldworkProgress { ended, failed: report.failed.len() }, seat, respondent);
        }
        report
    }
}

fn name(outcome: InterviewOutcome) -> String {
    serde_json::to_value(outcome).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
