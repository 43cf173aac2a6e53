//! The meter: what stands between a host and a model, driven by JavaScript.

use std::sync::{Mutex, MutexGuard, PoisonError};

use journey_core::{
    ffi::{given, reply_json, validated},
    llm::{Admission, Budget, Meter as CoreMeter, Ticket, Turn},
    time::Timestamp,
};
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::{failure::Result, interview::json, request::Request, work::guarded};

/// What a host does with a ticket.
#[napi(object)]
pub struct Directed {
    pub ticket: f64,
    /// `ask`, `done`, or `wait` for the ticket's turn.
    pub to: String,
    /// What came of it, as JSON, when it is done.
    pub result: Option<String>,
}

impl Directed {
    fn ask(ticket: Ticket) -> Self {
        Self { ticket: ticket.number() as f64, to: "ask".to_owned(), result: None }
    }

    fn wait(ticket: Ticket) -> Self {
        Self { to: "wait".to_owned(), ..Self::ask(ticket) }
    }

    fn done(ticket: f64, result: String) -> Self {
        Self { ticket, to: "done".to_owned(), result: Some(result) }
    }
}

/// Budget, kept replies and pace of one provider.
#[napi]
pub struct Meter {
    inner: Mutex<CoreMeter>,
}

impl Meter {
    fn lock(&self) -> MutexGuard<'_, CoreMeter> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[napi]
impl Meter {
    #[napi(constructor)]
    pub fn new(model: String, budget: String, concurrency: u32, keeps: bool) -> Result<Self> {
        guarded(|| {
            let budget: Budget = validated("budget", &budget)?;
            let meter = CoreMeter::new(model).with_budget(budget).with_concurrency(concurrency as usize);
            Ok(Self { inner: Mutex::new(if keeps { meter.keeping_replies() } else { meter }) })
        })
    }

    /// Takes up the replies of a file; the length up to which it is valid.
    #[napi]
    pub fn read(&self, text: Buffer) -> Result<f64> {
        guarded(|| Ok(self.lock().read(&text)? as f64))
    }

    /// Takes a request. What is done needs no settling.
    #[napi]
    pub fn admit(&self, request: &Request, now: f64) -> Result<Directed> {
        guarded(|| {
            Ok(match self.lock().admit(&request.inner, Timestamp(now as i64))? {
                Admission::Ask(ticket) => Directed::ask(ticket),
                Admission::Kept(reply) => Directed::done(0.0, reply_json(&Ok(reply))),
                Admission::Shared(ticket) | Admission::Wait(ticket) => Directed::wait(ticket),
            })
        })
    }

    /// Takes the reply or the error of a ticket; the line for the file, if there is one.
    #[napi]
    pub fn settle(&self, ticket: f64, result: String, now: f64) -> Result<Option<String>> {
        guarded(|| self.lock().settle(Ticket::from_number(ticket as u64), &given(&result)?, Timestamp(now as i64)))
    }

    /// Gives up a ticket that nobody waits for any more.
    #[napi]
    pub fn abandon(&self, ticket: f64) {
        self.lock().abandon(Ticket::from_number(ticket as u64));
    }

    /// The next ticket that waits no longer.
    #[napi]
    pub fn next_turn(&self, now: f64) -> Option<Directed> {
        let (ticket, turn) = self.lock().next_turn(Timestamp(now as i64))?;
        Some(match turn {
            Turn::Ask => Directed::ask(ticket),
            Turn::Failed(error) => Directed::done(ticket.number() as f64, reply_json(&Err(error))),
            Turn::Replied(reply) => Directed::done(ticket.number() as f64, reply_json(&Ok(reply))),
        })
    }

    /// When to take turns again although nothing has settled.
    #[napi]
    pub fn wake_at(&self, now: f64) -> Option<f64> {
        self.lock().wake_at(Timestamp(now as i64)).map(|at| at.0 as f64)
    }

    #[napi]
    pub fn spent(&self) -> String {
        json(&self.lock().spent())
    }

    #[napi(getter)]
    pub fn hits(&self) -> f64 {
        self.lock().hits() as f64
    }
}
