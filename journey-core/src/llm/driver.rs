//! The Rust driver: step, call the provider, feed back, stop when done.

use std::{
    fmt::Debug,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use futures_util::{StreamExt, future::join_all, stream};

#[cfg(feature = "tracing")]
use super::telemetry::Telemetry;
use super::{
    Budget, LlmError, LlmErrorKind, LlmProvider, ModelReply, ModelRequest, Procedure, ProcedureInput, Spent, Step, TokenCounter,
    TokenEstimator, throttle::Throttle,
};
use crate::{error::Error, time::Timestamp};

/// What a driver needs from the host: time.
#[async_trait]
pub trait Clock: Debug + Send + Sync {
    /// The present.
    fn now(&self) -> Timestamp;

    /// Sleeps.
    async fn sleep(&self, duration: Duration);
}

/// A host whose time passes only by sleeping: nothing waits, runs repeat to the byte.
#[derive(Debug, Default)]
pub struct VirtualClock(AtomicI64);

impl VirtualClock {
    /// A host that begins at a moment.
    pub fn at(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.0))
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }

    async fn sleep(&self, duration: Duration) {
        self.0.fetch_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}

/// The system clock and Tokio's timer.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

#[cfg(feature = "tokio")]
#[async_trait]
impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// Cancels a run from anywhere; clones share the same flag.
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

/// Calls under way at once, unless the host says otherwise.
const MOST_CALLS: usize = 64;

/// Runs procedures against a provider, within a budget.
#[derive(Debug)]
pub struct Driver<'a> {
    provider: &'a dyn LlmProvider,
    host: &'a dyn Clock,
    counter: &'a dyn TokenCounter,
    budget: Budget,
    cancel: CancelToken,
    started: Timestamp,
    spent: Mutex<Spent>,
    throttle: Throttle,
    #[cfg(feature = "tracing")]
    telemetry: Telemetry,
}

impl<'a> Driver<'a> {
    /// A driver without limits.
    pub fn new(provider: &'a dyn LlmProvider, host: &'a dyn Clock) -> Self {
        Self {
            provider,
            host,
            counter: &TokenEstimator,
            budget: Budget::default(),
            cancel: CancelToken::default(),
            started: host.now(),
            spent: Mutex::default(),
            throttle: Throttle::new(MOST_CALLS),
            #[cfg(feature = "tracing")]
            telemetry: Telemetry::default(),
        }
    }

    /// Sets the budget.
    #[must_use]
    pub fn with_budget(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }

    /// Sets how many calls may be under way at once; the provider's rate limits narrow it further.
    #[must_use]
    pub fn with_concurrency(mut self, most: usize) -> Self {
        self.throttle = Throttle::new(most);
        self
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

    /// Counts the tokens of prompts exactly, for the budget.
    #[must_use]
    pub fn with_counter(mut self, counter: &'a dyn TokenCounter) -> Self {
        self.counter = counter;
        self
    }

    /// What was spent so far.
    pub fn spent(&self) -> Spent {
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the switch was turned.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Whether an error means that the run's budget is used up.
    pub fn is_spent(&self, error: &LlmError) -> bool {
        error.kind == LlmErrorKind::BudgetExceeded
    }

    /// The host.
    pub fn host(&self) -> &'a dyn Clock {
        self.host
    }

    /// The provider.
    pub fn provider(&self) -> &'a dyn LlmProvider {
        self.provider
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
                Step::Ask(requests) => ProcedureInput::Replies(join_all(requests.iter().map(|request| self.complete(request))).await),
                Step::Done(output) => return Ok(output),
                Step::Wait(duration) => {
                    self.host.sleep(duration).await;
                    ProcedureInput::Elapsed
                }
            };
        }
    }

    /// Runs many procedures, at most `concurrency` at a time, and yields their results in the order given.
    ///
    /// `progress` hears how many are done after each.
    pub async fn run_many<P: Procedure>(
        &self,
        procedures: impl IntoIterator<Item = P>,
        concurrency: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Vec<Result<P::Output, Error>> {
        let mut done = 0;
        stream::iter(procedures.into_iter().map(|procedure| self.run(procedure)))
            .buffered(concurrency.max(1))
            .inspect(|_| {
                done += 1;
                progress(done);
            })
            .collect()
            .await
    }

    /// Asks once, when there is a place and no pause.
    async fn call(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let permit = self.throttle.enter().await;
        let pause = self.throttle.paused_until();
        if pause > self.host.now() {
            self.host.sleep(Duration::from_millis(pause.ms_since(self.host.now()))).await;
        }
        #[cfg(feature = "tracing")]
        let result = self.telemetry.observe(self.provider, request).await;
        #[cfg(not(feature = "tracing"))]
        let result = self.provider.complete(request).await;
        drop(permit);
        match &result {
            Err(error) if error.kind == LlmErrorKind::RateLimited => {
                self.throttle.limited(self.host.now().plus_ms(error.retry_after_ms.unwrap_or(0)));
            }
            Err(_) => {}
            Ok(_) => self.throttle.succeeded(),
        }
        result
    }

    /// Asks once, within the budget.
    ///
    /// # Errors
    /// The provider's failure, or a spent budget.
    pub async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let elapsed = self.host.now().ms_since(self.started);
        {
            let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
            self.budget.admit(&spent, elapsed, request, self.counter)?;
            spent.requests += 1;
        }
        let reply = self.call(request).await?;
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.usage.prompt_tokens += reply.usage.prompt_tokens;
        spent.usage.completion_tokens += reply.usage.completion_tokens;
        spent.cost += self.budget.cost(reply.usage);
        Ok(reply)
    }
}
