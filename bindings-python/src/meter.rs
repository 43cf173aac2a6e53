//! The meter: what stands between a host and a model, driven by Python.

use std::sync::{Mutex, MutexGuard, PoisonError};

use journey_core::{
    ffi::{given, reply_json, validated},
    llm::{Admission, Budget, Meter as CoreMeter, Ticket, Turn},
    time::Timestamp,
};
use pyo3::prelude::*;

use crate::{
    failure::Result,
    interview::json,
    request::Request,
    work::{brief, guarded},
};

/// What a host does with a ticket: `ask`, `done` with what came of it, or `wait` for its turn.
type Directed = (u64, &'static str, Option<String>);

/// Budget, kept replies and pace of one provider.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Meter {
    inner: Mutex<CoreMeter>,
}

impl Meter {
    fn lock(&self) -> MutexGuard<'_, CoreMeter> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Meter {
    #[new]
    fn new(model: &str, budget: &str, concurrency: usize, keeps: bool) -> Result<Self> {
        guarded(|| {
            let budget: Budget = validated("budget", budget)?;
            let meter = CoreMeter::new(model).with_budget(budget).with_concurrency(concurrency);
            Ok(Self { inner: Mutex::new(if keeps { meter.keeping_replies() } else { meter }) })
        })
    }

    /// Takes up the replies of a file; the length up to which it is valid.
    fn read(&self, py: Python<'_>, text: &[u8]) -> Result<usize> {
        brief(py, || self.lock().read(text))
    }

    /// Takes a request. What is done needs no settling.
    fn admit(&self, py: Python<'_>, request: &Request, now: i64) -> Result<Directed> {
        let admission = brief(py, || Ok(self.lock().admit(&request.inner, Timestamp(now))?))?;
        Ok(match admission {
            Admission::Ask(ticket) => (ticket.number(), "ask", None),
            Admission::Kept(reply) => (0, "done", Some(reply_json(&Ok(reply)))),
            Admission::Shared(ticket) | Admission::Wait(ticket) => (ticket.number(), "wait", None),
        })
    }

    /// Takes the reply or the error of a ticket; the line for the file, if there is one.
    fn settle(&self, py: Python<'_>, ticket: u64, result: &str, now: i64) -> Result<Option<String>> {
        brief(py, || self.lock().settle(Ticket::from_number(ticket), &given(result)?, Timestamp(now)))
    }

    /// Gives up a ticket that nobody waits for any more.
    fn abandon(&self, ticket: u64) {
        self.lock().abandon(Ticket::from_number(ticket));
    }

    /// The next ticket that waits no longer.
    fn next_turn(&self, now: i64) -> Option<Directed> {
        let (ticket, turn) = self.lock().next_turn(Timestamp(now))?;
        Some(match turn {
            Turn::Ask => (ticket.number(), "ask", None),
            Turn::Failed(error) => (ticket.number(), "done", Some(reply_json(&Err(error)))),
            Turn::Replied(reply) => (ticket.number(), "done", Some(reply_json(&Ok(reply)))),
        })
    }

    /// When to take turns again although nothing has settled.
    fn wake_at(&self, now: i64) -> Option<i64> {
        self.lock().wake_at(Timestamp(now)).map(|at| at.0)
    }

    fn spent(&self) -> String {
        json(&self.lock().spent())
    }

    #[getter]
    fn hits(&self) -> u64 {
        self.lock().hits()
    }
}
