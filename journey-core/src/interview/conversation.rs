//! An interview with the request that it waits for: what a host drives, in every language.

use std::{fmt, sync::Arc};

use super::{
    Awaited, Input, InputBody, Interview, InterviewEvent, InterviewHost, InterviewPhase, ModeratorMove, Output, Reply, ReplyMessage,
    Response,
};
use crate::{
    error::Error,
    llm::{Completion, LlmError, LlmErrorKind, LlmFailure, ModelRequest, Procedure, ProcedureInput, RetryPolicy, Step, ValidatedReply},
    plan::AnswerFormat,
    time::Timestamp,
};

/// What the host does next.
#[derive(Clone, Debug)]
pub enum Next {
    /// Ask the model.
    Ask(Arc<ModelRequest>),
    /// Nothing: see what the reply awaits.
    Rest(Box<Reply>),
    /// Sleep for milliseconds.
    Wait(u64),
}

/// An interview, in memory or over a store, with the request that it waits for.
///
/// A host hands in what happened, asks the model and sleeps as it is told, and shows the participant what comes at last. One input follows
/// another: a step is driven to its [`Next::Rest`] before the next input.
pub struct Conversation<H> {
    host: H,
    policy: RetryPolicy,
    part_of_run: bool,
    /// Where the interview has a time of its own, when it began.
    began: Option<Timestamp>,
    /// Milliseconds that answers took beside the host's time.
    answering: u64,
    waiting: Option<(u64, Completion<ModeratorMove>)>,
    /// What was shown since the last input.
    shown: Vec<ReplyMessage>,
    /// Outputs that were not taken yet.
    outputs: Vec<Output>,
    keeps_outputs: bool,
    tick_at: Option<Timestamp>,
    failure: Option<LlmFailure>,
}

impl<H: InterviewHost> fmt::Debug for Conversation<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Conversation").field("id", &self.interview().id()).finish_non_exhaustive()
    }
}

impl<H: InterviewHost> Conversation<H> {
    /// A conversation over an interview or a session.
    pub fn new(host: H, policy: RetryPolicy) -> Self {
        Self {
            host,
            policy,
            part_of_run: false,
            began: None,
            answering: 0,
            waiting: None,
            shown: Vec::new(),
            outputs: Vec::new(),
            keeps_outputs: false,
            tick_at: None,
            failure: None,
        }
    }

    /// One of many interviews: a failure of the model that will not go away is the step's error, and nobody is interviewed by the script alone.
    #[must_use]
    pub fn as_part_of_run(mut self) -> Self {
        self.part_of_run = true;
        self
    }

    /// Gives the interview a time of its own, which passes only by what answers take: a simulation repeats to the byte.
    #[must_use]
    pub fn with_own_time(mut self, began: Timestamp) -> Self {
        self.began = Some(began);
        self
    }

    /// Keeps outputs until somebody takes them, for a host that stores the events itself.
    #[must_use]
    pub fn keeping_outputs(mut self) -> Self {
        self.keeps_outputs = true;
        self
    }

    /// The interview.
    pub fn interview(&self) -> &Interview {
        self.host.interview()
    }

    /// Opens the interview, or shows what stands open after a break: the last message, or the request to the model.
    ///
    /// # Errors
    /// What the store refuses, or when the quotas cannot be checked.
    pub async fn start(&mut self, now: Timestamp) -> Result<Next, Error> {
        if self.interview().state().phase() == InterviewPhase::Created {
            return self.handle(Input::new("joined", InputBody::Joined), now).await;
        }
        let outputs = self.host.interview().pending();
        self.begin();
        self.taken(outputs, now).await
    }

    /// Hands in what happened. A request that is under way is forgotten.
    ///
    /// # Errors
    /// What the interview or the store refuses; nothing has changed then.
    pub async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Next, Error> {
        let outputs = self.host.handle(input, self.time(now)).await?;
        self.begin();
        self.taken(outputs, now).await
    }

    /// Hands in what was given to the last reply, and the milliseconds that answering took beside the host's time; see [`Awaited::input`].
    ///
    /// # Errors
    /// As for [`Self::handle`].
    pub async fn respond(&mut self, response: Option<Response>, took_ms: u64, now: Timestamp) -> Result<Next, Error> {
        self.answering = self.answering.saturating_add(took_ms);
        let body = Awaited::of(self.interview()).input(response);
        self.handle(Input::from(body), now).await
    }

    /// Hands in what the host was asked for: one reply, or that the time is over.
    ///
    /// # Errors
    /// A protocol error when nothing was asked for; what the interview or the store refuses; a budget that is spent, so that nobody is
    /// interviewed by the script alone because the money ran out. [`Self::start`] takes the interview up again.
    pub async fn feed(&mut self, input: ProcedureInput, now: Timestamp) -> Result<Next, Error> {
        let Some((request, completion)) = &mut self.waiting else {
            return Err(Error::protocol("waits for nothing", input.name()));
        };
        let request = *request;
        let step = completion.step(input);
        self.stepped(request, step, now).await
    }

    /// The outputs since they were last taken, in order: the events to store among them. Requests to the model are not.
    pub fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }

    /// The whole log, from wherever it is kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log(&mut self) -> Result<Vec<InterviewEvent>, Error> {
        self.host.log().await
    }

    /// Lets go of the interview, so that another process may take it up at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release(&mut self) -> Result<(), Error> {
        self.host.release().await
    }

    fn time(&self, now: Timestamp) -> Timestamp {
        self.began.unwrap_or(now).plus_ms(self.answering)
    }

    fn begin(&mut self) {
        self.shown.clear();
        (self.tick_at, self.failure) = (None, None);
    }

    async fn stepped(
        &mut self,
        request: u64,
        step: Result<Step<ValidatedReply<ModeratorMove>>, Error>,
        now: Timestamp,
    ) -> Result<Next, Error> {
        let input = match step {
            Ok(Step::Ask(requests)) => {
                let none = Error::protocol("asks something", "no request");
                return requests.into_iter().next().map(|request| Next::Ask(Arc::new(request))).ok_or(none);
            }
            Ok(Step::Wait(wait)) => return Ok(Next::Wait(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))),
            Ok(Step::Done(completed)) => Input::model_replied(self.next_id("reply"), request, completed),
            Err(error) => match error.downcast_ref::<LlmError>().filter(|failed| !self.ends_with(failed.kind)) {
                None => {
                    self.waiting = None;
                    return Err(error);
                }
                Some(failed) => {
                    let failure = LlmFailure::from(failed.clone());
                    self.failure = Some(failure.clone());
                    Input::new(self.next_id("failure"), InputBody::ModelFailed { request, error: failure })
                }
            },
        };
        self.waiting = None;
        let outputs = self.host.handle(input, self.time(now)).await?;
        Box::pin(self.taken(outputs, now)).await
    }

    fn ends_with(&self, kind: LlmErrorKind) -> bool {
        kind == LlmErrorKind::BudgetExceeded || (self.part_of_run && kind.ends_run())
    }

    fn next_id(&self, what: &str) -> String {
        format!("{what}-{}", self.interview().state().revision())
    }

    /// Sorts out what an input brought: admission is settled, a request begins, the rest is kept for whoever takes it.
    async fn taken(&mut self, mut outputs: Vec<Output>, now: Timestamp) -> Result<Next, Error> {
        let mut asked = None;
        loop {
            let mut answers = None;
            for output in outputs {
                match output {
                    Output::CheckQuotas { answers: given } => answers = Some(given),
                    Output::AskModel { request, body } => asked = Some((request, *body)),
                    output => self.note(output),
                }
            }
            let Some(answers) = answers else { break };
            let body = self.host.admission(answers).await?;
            let input = Input::new(self.next_id("admission"), body);
            outputs = self.host.handle(input, self.time(now)).await?;
        }
        let Some((request, body)) = asked else {
            if !self.interview().state().is_waiting() {
                self.waiting = None;
            }
            if self.part_of_run && self.shown.is_empty() && self.interview().state().outcome().is_none() {
                // What stands open is shown again: a respondent answers what it is shown.
                self.host.interview().pending().into_iter().for_each(|output| self.note(output));
            }
            return Ok(Next::Rest(Box::new(self.reply())));
        };
        let mut completion = Interview::completion(body, self.policy);
        let step = completion.step(ProcedureInput::Start);
        self.waiting = Some((request, completion));
        self.stepped(request, step, now).await
    }

    fn note(&mut self, output: Output) {
        match &output {
            Output::Ask { turn, text, answer } => {
                let scale = match answer {
                    AnswerFormat::Rating { instrument } => Some(self.interview().guide().script().scale(*instrument)),
                    _ => None,
                };
                self.shown.push(ReplyMessage { turn: *turn, text: text.clone(), answer: answer.clone(), scale });
            }
            Output::Say { turn, text } => {
                self.shown.push(ReplyMessage { turn: *turn, text: text.clone(), answer: AnswerFormat::Open, scale: None });
            }
            Output::SetTimer { at } => self.tick_at = Some(*at),
            _ => {}
        }
        if self.keeps_outputs {
            self.outputs.push(output);
        }
    }

    fn reply(&mut self) -> Reply {
        let interview = self.host.interview();
        Reply {
            messages: std::mem::take(&mut self.shown),
            awaits: Awaited::of(interview),
            outcome: interview.state().outcome(),
            progress: interview.progress(),
            revision: interview.state().revision(),
            tick_at: self.tick_at,
            failure: self.failure.take(),
        }
    }
}
