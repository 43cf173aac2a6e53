//! The Rust driver: step, call the provider, feed back, stop when done.

#[cfg(feature = "files")]
use std::path::Path;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use futures_util::{StreamExt, future::join_all, stream};

#[cfg(feature = "tracing")]
use super::telemetry::Telemetry;
use super::{
    Budget, Clock, LlmError, LlmProvider, Meter, ModelReply, ModelRequest, Procedure, ProcedureInput, Spent, Step, metered::SharedMeter,
};
use crate::error::Error;

/// Cancels a run from anywhere; clones share the switch.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Cancels.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs procedures against a provider, through a meter.
#[derive(Debug)]
pub struct Driver<'a> {
    provider: &'a dyn LlmProvider,
    clock: &'a dyn Clock,
    cancel: CancelToken,
    meter: SharedMeter,
    #[cfg(feature = "tracing")]
    telemetry: Telemetry,
}

impl<'a> Driver<'a> {
    /// A driver without limits.
    pub fn new(provider: &'a dyn LlmProvider, clock: &'a dyn Clock) -> Self {
        Self {
            provider,
            clock,
            cancel: CancelToken::default(),
            meter: SharedMeter::new(Meter::new(provider.model().name)),
            #[cfg(feature = "tracing")]
            telemetry: Telemetry::default(),
        }
    }

    /// Sets the budget.
    #[must_use]
    pub fn with_budget(mut self, budget: Budget) -> Self {
        self.meter = self.meter.with(|meter| meter.with_budget(budget));
        self
    }

    /// Sets how many calls may be under way at once; the provider's rate limits narrow it further.
    #[must_use]
    pub fn with_concurrency(mut self, most: usize) -> Self {
        self.meter = self.meter.with(|meter| meter.with_concurrency(most));
        self
    }

    /// Sets the meter, with all its settings.
    #[must_use]
    pub fn with_meter(mut self, meter: Meter) -> Self {
        self.meter = SharedMeter::new(meter);
        self
    }

    /// Keeps replies in a file: the same request is never paid twice, also after a crash.
    ///
    /// # Errors
    /// See [`ReplyFile::open`](super::ReplyFile::open).
    #[cfg(feature = "files")]
    pub fn with_reply_file(mut self, path: impl AsRef<Path>) -> Result<Self, Error> {
        self.meter.open_file(path.as_ref())?;
        Ok(self)
    }

    /// Sets what spans tell; message content is off by default.
    #[cfg(feature = "tracing")]
    #[must_use]
    pub fn with_telemetry(mut self, telemetry: Telemetry) -> Self {
        self.telemetry = telemetry;
        self
    }

    /// Sets the switch that cancels.
    #[must_use]
    pub fn with_cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel;
        self
    }

    /// What was spent so far.
    pub fn spent(&self) -> Spent {
        self.meter.look(Meter::spent)
    }

    /// How many requests were answered without being paid.
    pub fn hits(&self) -> u64 {
        self.meter.look(Meter::hits)
    }

    /// Whether the switch was turned.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    pub fn clock(&self) -> &'a dyn Clock {
        self.clock
    }

    pub fn provider(&self) -> &'a dyn LlmProvider {
        self.provider
    }

    /// Answers one request: from what is kept, or by the provider within budget and pace. The inner error is the model's, the outer one the
    /// host's.
    ///
    /// # Errors
    /// A cancelled run, or a reply that came and could not be kept.
    pub async fn complete(&self, request: &ModelRequest) -> Result<Result<ModelReply, LlmError>, Error> {
        if self.cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        self.meter.complete(request, self.clock, || self.ask(request)).await
    }

    async fn ask(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        #[cfg(feature = "tracing")]
        return self.telemetry.observe(self.provider, request).await;
        #[cfg(not(feature = "tracing"))]
        self.provider.complete(request).await
    }

    /// Runs one procedure to its end.
    ///
    /// # Errors
    /// The procedure's failure, or a cancelled run.
    pub async fn run<P: Procedure>(&self, mut procedure: P) -> Result<P::Output, Error> {
        let mut input = ProcedureInput::Start;
        loop {
            if self.cancel.is_cancelled() {
                return Err(Error::cancelled());
            }
            input = match procedure.step(input)? {
                Step::Ask(requests) => {
                    let replies = join_all(requests.iter().map(|request| self.complete(request))).await;
                    ProcedureInput::Replies(replies.into_iter().collect::<Result<_, _>>()?)
                }
                Step::Done(output) => return Ok(output),
                Step::Wait(duration) => {
                    self.clock.sleep(duration).await;
                    ProcedureInput::Elapsed
                }
            };
        }
    }

    /// Runs many procedures, at most `concurrency` at a time, and yields their results in the order given. A failure that will not go away,
    /// such as a wrong key or a spent budget, is that of all the procedures that have not begun.
    ///
    /// `progress` hears how many are done after each.
    pub async fn run_many<P: Procedure>(
        &self,
        procedures: impl IntoIterator<Item = P>,
        concurrency: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Vec<Result<P::Output, Error>> {
        let mut done = 0;
        let stopped: Mutex<Option<Error>> = Mutex::default();
        let stop = &stopped;
        stream::iter(procedures.into_iter().map(|procedure| async move {
            if let Some(error) = &*stop.lock().unwrap_or_else(PoisonError::into_inner) {
                return Err(error.clone());
            }
            self.run(procedure).await.inspect_err(|error| {
                if error.downcast_ref::<LlmError>().is_some_and(|failed| failed.kind.ends_run()) {
                    stop.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| error.clone());
                }
            })
        }))
        .buffered(concurrency.max(1))
        .inspect(|_| {
            done += 1;
            progress(done);
        })
        .collect()
        .await
    }
}
