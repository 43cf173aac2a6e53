//! The meter: what stands between a host and a model. It answers from what is kept, shares what is under way, and holds budget and pace.
//!
//! It reads no clock and asks nobody. A host admits a request, does what the admission says and settles its ticket with what came back. After
//! each of these it takes the turns of the requests that waited.

mod account;
mod budget;
#[cfg(feature = "files")]
mod file;
mod line;
mod replies;
#[cfg(test)]
mod tests;
mod window;

use std::sync::Arc;

pub use budget::{Budget, Spent};
#[cfg(feature = "files")]
pub use file::ReplyFile;

use self::{
    account::{Account, Room},
    line::{Call, Line},
    replies::KeptReplies,
    window::Window,
};
use super::{BUILTIN_ENGINE, FinishReason, LlmError, ModelReply, ModelRequest, TokenCounter, TokenEstimator, TokenUsage, prompt_tokens};
use crate::{error::Error, time::Timestamp};

/// Calls under way at once, unless the host says otherwise.
const MOST_CALLS: usize = 64;

/// A request that was admitted, until it is settled.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Ticket(u64);

impl Ticket {
    /// The ticket of a number, as another language kept it.
    pub fn from_number(number: u64) -> Self {
        Self(number)
    }

    pub fn number(self) -> u64 {
        self.0
    }
}

/// What a host does with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Admission {
    /// Ask the provider, then settle the ticket.
    Ask(Ticket),
    /// It was answered before: here is the reply, and nothing is paid.
    Kept(ModelReply),
    /// The same request is under way: this ticket's turn brings its reply.
    Shared(Ticket),
    /// Others are in the way, or the provider asked for a pause: the ticket's turn comes.
    Wait(Ticket),
}

/// What becomes of a ticket that was told to wait.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// Ask the provider, then settle the ticket.
    Ask,
    /// The ticket is done: the request failed, or no longer fits the budget.
    Failed(LlmError),
    /// The ticket is done: here is the reply, and nothing more is paid.
    Replied(ModelReply),
}

/// Budget, kept replies, estimate of tokens and pace of one provider, for all who ask it.
///
/// Before a call it reserves what the call may cost, so that calls at once cannot overshoot together. A request is refused when it does not fit
/// beside what is spent; when only reservations of others are in the way, it waits. While a budget of tokens or money stands and no call has
/// come back, one call goes alone: what it really used corrects the estimates of the others.
///
/// ```
/// use journey_core::{Timestamp, llm::{Admission, Meter}};
/// # use journey_core::{builtin, llm::{ModelRequest, TaskContext}};
/// # let request = ModelRequest {
/// #     task: "t".into(), system: "".into(), messages: vec![], schema: serde_json::json!({}).into(), max_output_tokens: 10, temperature: 0.0,
/// #     seed: 0, context: TaskContext::none(),
/// # };
/// let mut meter = Meter::new("model");
/// let Admission::Ask(ticket) = meter.admit(&request, Timestamp(0))? else { unreachable!() };
/// assert!(matches!(meter.admit(&request, Timestamp(1))?, Admission::Shared(_)));
/// let result = builtin::answer(&request); // or any provider
/// meter.settle(ticket, &result, Timestamp(2))?;
/// assert!(meter.next_turn(Timestamp(2)).is_some());
/// assert_eq!(meter.spent().requests, 1);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Meter {
    model: Arc<str>,
    counter: Arc<dyn TokenCounter>,
    account: Account,
    window: Window,
    line: Line,
    kept: Option<KeptReplies>,
    hits: u64,
}

/// What a request meets.
enum Verdict {
    Go,
    Kept(ModelReply),
    Refused(LlmError),
    Shares(Ticket),
    Stays,
}

impl Meter {
    /// A meter of a model without a budget.
    pub fn new(model: impl Into<Arc<str>>) -> Self {
        Self {
            model: model.into(),
            counter: Arc::new(TokenEstimator),
            account: Account::default(),
            window: Window::new(MOST_CALLS),
            line: Line::default(),
            kept: None,
            hits: 0,
        }
    }

    #[must_use]
    pub fn with_budget(mut self, budget: Budget) -> Self {
        self.account = Account::new(budget);
        self
    }

    /// Sets how many calls may be under way at once; the provider's rate limits narrow it further.
    #[must_use]
    pub fn with_concurrency(mut self, most: usize) -> Self {
        self.window = Window::new(most);
        self
    }

    /// Counts the tokens of prompts exactly.
    #[must_use]
    pub fn with_counter(mut self, counter: impl TokenCounter + 'static) -> Self {
        self.counter = Arc::new(counter);
        self
    }

    /// Keeps replies, so that the same request is paid once.
    #[must_use]
    pub fn keeping_replies(mut self) -> Self {
        self.kept.get_or_insert_default();
        self
    }

    /// Takes up the replies in the text of a file, and keeps replies from here on. Returns the length up to which the file is valid: a last line
    /// that a crash cut short lies beyond it. The host cuts the file there before it appends.
    ///
    /// # Errors
    /// When a line in the middle is no reply; the error names it, and nothing was taken up.
    pub fn read(&mut self, text: &[u8]) -> Result<usize, Error> {
        self.kept.get_or_insert_default().read(text)
    }

    /// What was paid so far.
    pub fn spent(&self) -> Spent {
        self.account.spent()
    }

    /// What the calls under way may yet cost.
    pub fn reserved(&self) -> Spent {
        self.account.reserved()
    }

    /// How many requests were answered without being paid: from what was kept, or beside the same request under way.
    pub fn hits(&self) -> u64 {
        self.hits
    }

    /// When to take turns again although nothing has settled: the provider asked for a pause, and requests wait for its end.
    pub fn wake_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.line.first().and(self.window.paused_until()).filter(|until| *until > now)
    }

    /// Takes a request.
    ///
    /// # Errors
    /// [`LlmErrorKind::BudgetExceeded`](super::LlmErrorKind) when it does not fit beside what is spent.
    pub fn admit(&mut self, request: &ModelRequest, now: Timestamp) -> Result<Admission, LlmError> {
        let call = self.call(request);
        match self.verdict(&call, now) {
            Verdict::Kept(reply) => Ok(Admission::Kept(self.free(reply))),
            Verdict::Refused(error) => Err(error),
            Verdict::Shares(owner) => Ok(Admission::Shared(self.line.share(call, owner))),
            Verdict::Go if self.line.first().is_none() => {
                self.reserve(call.estimate, now);
                Ok(Admission::Ask(self.line.go(call)))
            }
            Verdict::Go | Verdict::Stays => Ok(Admission::Wait(self.line.wait(call))),
        }
    }

    /// Takes what came back for a ticket. Returns the line to append to the file of replies, before anyone sees the reply.
    ///
    /// # Errors
    /// When the ticket was not told to ask, or is settled.
    pub fn settle(&mut self, ticket: Ticket, result: &Result<ModelReply, LlmError>, now: Timestamp) -> Result<Option<String>, Error> {
        let (call, sharers) = self.line.settle(ticket)?;
        self.window.leave(result, now);
        self.account.settle(call.estimate, result.as_ref().ok().map(|reply| self.charge(&call, reply)));
        let turn = match result {
            Ok(reply) => Turn::Replied(ModelReply { usage: TokenUsage::default(), ..reply.clone() }),
            Err(error) => Turn::Failed(error.clone()),
        };
        if result.is_ok() {
            self.hits += sharers.len() as u64;
        }
        self.line.tell(sharers, &turn);
        Ok(match (&mut self.kept, call.key, result) {
            (Some(kept), Some(key), Ok(reply)) if reply.finish == FinishReason::Stop => Some(kept.keep(key, reply)),
            _ => None,
        })
    }

    /// Gives a ticket up whose request nobody waits for any more: its place and what was reserved are free, and whoever shared it comes first.
    pub fn abandon(&mut self, ticket: Ticket) {
        if let Some(call) = self.line.abandon(ticket) {
            self.window.give_up();
            self.account.settle(call.estimate, None);
        }
    }

    /// The next ticket that waits no longer, first come, first served. Take turns until there is none.
    pub fn next_turn(&mut self, now: Timestamp) -> Option<(Ticket, Turn)> {
        if let Some(told) = self.line.told() {
            return Some(told);
        }
        loop {
            let (ticket, call) = self.line.first()?;
            let turn = match self.verdict(call, now) {
                Verdict::Stays => return None,
                Verdict::Shares(owner) => {
                    self.line.first_shares(owner);
                    continue;
                }
                Verdict::Go => {
                    let estimate = call.estimate;
                    self.line.first_goes();
                    self.reserve(estimate, now);
                    Turn::Ask
                }
                Verdict::Kept(reply) => {
                    self.line.first_leaves();
                    Turn::Replied(self.free(reply))
                }
                Verdict::Refused(error) => {
                    self.line.first_leaves();
                    Turn::Failed(error)
                }
            };
            return Some((ticket, turn));
        }
    }

    fn call(&self, request: &ModelRequest) -> Call {
        let estimate = TokenUsage {
            prompt_tokens: prompt_tokens(request, self.counter.as_ref()),
            completion_tokens: u64::from(request.max_output_tokens),
        };
        Call::new(request, estimate, self.kept.as_ref().map(|_| replies::key(&self.model, request)))
    }

    fn verdict(&self, call: &Call, now: Timestamp) -> Verdict {
        if let Some(reply) = self.kept.as_ref().zip(call.key.as_ref()).and_then(|(kept, key)| kept.find(key)) {
            return Verdict::Kept(reply.clone());
        }
        if let Some(owner) = self.line.same(call) {
            return Verdict::Shares(owner);
        }
        match self.account.room(call.estimate, now) {
            Room::Never(error) => Verdict::Refused(error),
            Room::Free if self.window.is_open(now) => Verdict::Go,
            Room::Free | Room::Later => Verdict::Stays,
        }
    }

    fn reserve(&mut self, estimate: TokenUsage, now: Timestamp) {
        self.window.enter();
        self.account.reserve(estimate, now);
    }

    fn free(&mut self, reply: ModelReply) -> ModelReply {
        self.hits += 1;
        ModelReply { usage: TokenUsage::default(), ..reply }
    }

    /// What a reply costs in tokens, and whether the provider said so: one that counts nothing is charged as estimated.
    fn charge(&self, call: &Call, reply: &ModelReply) -> Charge {
        let told = reply.usage != TokenUsage::default() || reply.model == BUILTIN_ENGINE;
        let estimated = TokenUsage { completion_tokens: self.counter.count(&reply.text), ..call.estimate };
        Charge { usage: if told { reply.usage } else { estimated }, told }
    }
}

/// What a call used, and whether its provider counted it.
#[derive(Clone, Copy, Debug)]
struct Charge {
    usage: TokenUsage,
    told: bool,
}
