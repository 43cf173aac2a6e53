//! A meter for tasks that run at once: those that wait sleep until their turn.

#[cfg(feature = "files")]
use std::path::Path;
use std::{
    collections::{BTreeMap, HashMap},
    future::{Future, poll_fn},
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
    time::Duration,
};

use futures_util::future::{Either, select};

#[cfg(feature = "files")]
use super::ReplyFile;
use super::{Admission, Clock, LlmError, Meter, ModelReply, ModelRequest, Ticket, Turn};
use crate::{error::Error, time::Timestamp};

#[derive(Debug)]
pub(super) struct SharedMeter(Mutex<Desk>);

#[derive(Debug)]
struct Desk {
    meter: Meter,
    #[cfg(feature = "files")]
    file: Option<ReplyFile>,
    turns: HashMap<Ticket, Turn>,
    sleepers: BTreeMap<Ticket, Waker>,
}

impl Desk {
    /// Hands out the turns that have come and wakes whose they are.
    fn call(&mut self, now: Timestamp) {
        while let Some((ticket, turn)) = self.meter.next_turn(now) {
            self.turns.insert(ticket, turn);
            if let Some(sleeper) = self.sleepers.remove(&ticket) {
                sleeper.wake();
            }
        }
        // Somebody sleeps no longer than the pause.
        if self.meter.wake_at(now).is_some()
            && let Some((_, sleeper)) = self.sleepers.first_key_value()
        {
            sleeper.wake_by_ref();
        }
    }

    #[cfg(feature = "files")]
    fn append(&mut self, line: &str) -> Result<(), Error> {
        self.file.as_mut().map_or(Ok(()), |file| file.append(line))
    }

    #[cfg(not(feature = "files"))]
    fn append(&mut self, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

impl SharedMeter {
    pub(super) fn new(meter: Meter) -> Self {
        Self(Mutex::new(Desk {
            meter,
            #[cfg(feature = "files")]
            file: None,
            turns: HashMap::new(),
            sleepers: BTreeMap::new(),
        }))
    }

    /// The same with another meter made of this one, before anything was asked.
    pub(super) fn with(self, change: impl FnOnce(Meter) -> Meter) -> Self {
        let mut desk = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        desk.meter = change(desk.meter);
        Self(Mutex::new(desk))
    }

    #[cfg(feature = "files")]
    pub(super) fn open_file(&mut self, path: &Path) -> Result<(), Error> {
        let desk = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        desk.file = Some(ReplyFile::open(path, &mut desk.meter)?);
        Ok(())
    }

    pub(super) fn look<T>(&self, look: impl FnOnce(&Meter) -> T) -> T {
        look(&self.desk().meter)
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request from what is kept or under way, or by asking when its turn has come.
    ///
    /// The outer error is the host's: a reply came and could not be kept.
    pub(super) async fn complete<F>(
        &self,
        request: &ModelRequest,
        clock: &dyn Clock,
        ask: impl FnOnce() -> F,
    ) -> Result<Result<ModelReply, LlmError>, Error>
    where
        F: Future<Output = Result<ModelReply, LlmError>>,
    {
        let admission = self.desk().meter.admit(request, clock.now());
        let place = match admission {
            Err(error) => return Ok(Err(error)),
            Ok(Admission::Kept(reply)) => return Ok(Ok(reply)),
            Ok(Admission::Ask(ticket)) => Place { meter: self, clock, ticket: Some(ticket) },
            Ok(Admission::Shared(ticket) | Admission::Wait(ticket)) => {
                let mut place = Place { meter: self, clock, ticket: Some(ticket) };
                match self.turn(ticket, clock).await {
                    Turn::Ask => place,
                    Turn::Replied(reply) => {
                        place.ticket = None;
                        return Ok(Ok(reply));
                    }
                    Turn::Failed(error) => {
                        place.ticket = None;
                        return Ok(Err(error));
                    }
                }
            }
        };
        let result = ask().await;
        place.settle(&result)?;
        Ok(result)
    }

    async fn turn(&self, ticket: Ticket, clock: &dyn Clock) -> Turn {
        loop {
            let pause = self.desk().meter.wake_at(clock.now());
            let mut called = pin!(self.called(ticket, clock, pause));
            let turn = match pause {
                None => called.await,
                Some(until) => {
                    let sleep = clock.sleep(Duration::from_millis(until.ms_since(clock.now())));
                    match select(called.as_mut(), sleep).await {
                        Either::Left((turn, _)) => turn,
                        Either::Right(((), _)) => {
                            self.desk().call(clock.now());
                            None
                        }
                    }
                }
            };
            if let Some(turn) = turn {
                return turn;
            }
        }
    }

    /// The ticket's turn; none when there is another pause to sleep through.
    fn called<'a>(&'a self, ticket: Ticket, clock: &'a dyn Clock, pause: Option<Timestamp>) -> impl Future<Output = Option<Turn>> + 'a {
        poll_fn(move |context| {
            let mut desk = self.desk();
            if let Some(turn) = desk.turns.remove(&ticket) {
                desk.sleepers.remove(&ticket);
                return Poll::Ready(Some(turn));
            }
            if desk.meter.wake_at(clock.now()).is_some_and(|until| pause != Some(until)) {
                return Poll::Ready(None);
            }
            desk.sleepers.insert(ticket, context.waker().clone());
            Poll::Pending
        })
    }
}

/// A request's place; whoever drops it without a result gives it up.
struct Place<'a> {
    meter: &'a SharedMeter,
    clock: &'a dyn Clock,
    ticket: Option<Ticket>,
}

impl Place<'_> {
    fn settle(mut self, result: &Result<ModelReply, LlmError>) -> Result<(), Error> {
        let Some(ticket) = self.ticket.take() else { return Ok(()) };
        let now = self.clock.now();
        let mut desk = self.meter.desk();
        let line = desk.meter.settle(ticket, result, now)?;
        let kept = line.map_or(Ok(()), |line| desk.append(&line));
        desk.call(now);
        kept
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            let mut desk = self.meter.desk();
            desk.sleepers.remove(&ticket);
            desk.turns.remove(&ticket);
            desk.meter.abandon(ticket);
            desk.call(self.clock.now());
        }
    }
}
