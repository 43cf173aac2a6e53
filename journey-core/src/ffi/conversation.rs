//! An interview with the request that it waits for: what a driver in another language steps.

use std::{collections::BTreeMap, fmt, sync::Arc};

use futures_executor::block_on;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    interview::{
        Input, InputBody, Interview, InterviewEvent, InterviewHost, InterviewOutcome, InterviewPhase, Ledger, MessagePurpose,
        ModeratorMove, Output,
    },
    journey::Document,
    llm::{Completion, LlmError, LlmFailure, ModelRequest, Procedure, ProcedureInput, RetryPolicy, Step, ValidatedReply},
    plan::{AnswerFormat, StructuredAnswer},
    text::Signal,
    time::Timestamp,
};

/// What the driver does next.
#[derive(Clone, Debug)]
pub enum Next {
    /// Ask the model.
    Ask(Arc<ModelRequest>),
    /// Nothing: the participant speaks, or the interview is over.
    Rest(Box<Reply>),
    /// Sleep for milliseconds.
    Wait(u64),
}

/// A message to the participant.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReplyMessage {
    /// The interviewer's turn.
    pub turn: u32,
    /// The words, checked.
    pub text: Arc<str>,
    /// How it is answered.
    pub answer: AnswerFormat,
}

/// How far an interview has come.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct InterviewProgress {
    /// Questions asked.
    pub asked: u32,
    /// Core and mandatory items that were asked or need not be any more.
    pub covered: u32,
    /// Core and mandatory items in all.
    pub items: u32,
}

/// What the participant sees next.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Reply {
    /// The messages, in order; the last one is answered.
    pub messages: Vec<ReplyMessage>,
    /// How the interview ended, once it has.
    pub outcome: Option<InterviewOutcome>,
    /// How far it has come.
    pub progress: InterviewProgress,
    /// The revision after it.
    pub revision: u64,
    /// When to hand in a tick, if nothing happens before.
    pub tick_at: Option<Timestamp>,
    /// Why the model could not be asked, when the interview went on from the guide.
    pub failure: Option<LlmFailure>,
}

/// A turn as it stands.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SnapshotTurn {
    /// Its number, from 1.
    pub number: u32,
    /// The words.
    pub text: String,
    /// What the interviewer's message was for; none for the participant.
    pub purpose: Option<MessagePurpose>,
}

/// An interview as it stands.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Snapshot {
    /// The interview's id.
    pub id: String,
    /// Its phase.
    pub phase: InterviewPhase,
    /// How many events the log holds.
    pub revision: u64,
    /// How it ended, once it has.
    pub outcome: Option<InterviewOutcome>,
    /// The item that the last question was about.
    pub current: Option<String>,
    /// How far it has come.
    pub progress: InterviewProgress,
    /// What stands of each item.
    pub ledger: Ledger,
    /// The turns.
    pub turns: Vec<SnapshotTurn>,
    /// The numbers and choices by item.
    pub given: BTreeMap<String, StructuredAnswer>,
    /// What a person should look at.
    pub flags: Vec<Signal>,
    /// Whether the participant is away.
    pub away: bool,
}

/// An interview, in memory or over a store, with the request that it waits for.
pub struct Conversation {
    seat: Box<dyn InterviewHost + Sync>,
    policy: RetryPolicy,
    waiting: Option<(u64, Completion<ModeratorMove>)>,
    /// What was shown since the last input.
    shown: Vec<ReplyMessage>,
    /// Outputs that were not taken yet.
    outputs: Vec<Output>,
    keeps: bool,
    tick_at: Option<Timestamp>,
    failure: Option<LlmFailure>,
}

impl fmt::Debug for Conversation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Conversation").field("id", &self.interview().id()).finish_non_exhaustive()
    }
}

impl Conversation {
    /// A conversation over an interview or a session.
    pub fn new(seat: impl InterviewHost + Sync + 'static, policy: RetryPolicy) -> Self {
        Self {
            seat: Box::new(seat),
            policy,
            waiting: None,
            shown: Vec::new(),
            outputs: Vec::new(),
            keeps: true,
            tick_at: None,
            failure: None,
        }
    }

    /// The interview.
    pub fn interview(&self) -> &Interview {
        self.seat.interview()
    }

    /// Hands in what happened. A request that is under way is forgotten: a driver hands in one input after another, and only the reply that the
    /// last step asked for.
    ///
    /// # Errors
    /// What the interview or the store refuses; nothing has changed then.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Result<Next, Error> {
        let outputs = block_on(self.seat.handle(input, now))?;
        self.begin();
        self.taken(outputs, now)
    }

    /// What stands open, after a break: the last message, or the request to the model.
    ///
    /// # Errors
    /// When the quotas cannot be checked.
    pub fn resume(&mut self, now: Timestamp) -> Result<Next, Error> {
        let outputs = self.seat.interview().pending();
        self.begin();
        self.taken(outputs, now)
    }

    /// Hands in what the driver was asked for: one reply, or that the time is over.
    ///
    /// # Errors
    /// a protocol error when nothing was asked for; what the interview or the store refuses.
    pub fn feed(&mut self, input: ProcedureInput, now: Timestamp) -> Result<Next, Error> {
        let Some((request, completion)) = &mut self.waiting else {
            return Err(Error::protocol("waits for nothing", input.name()));
        };
        let request = *request;
        let step = completion.step(input);
        self.stepped(request, step, now)
    }

    /// The outputs since they were last taken, in order: the events to store among them. Requests to the model are not.
    pub fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }

    /// Whether outputs are kept until somebody takes them: a host that stores nothing itself need not.
    pub fn keep_outputs(&mut self, keep: bool) {
        self.keeps = keep;
        self.outputs.clear();
    }

    fn begin(&mut self) {
        self.shown.clear();
        (self.tick_at, self.failure) = (None, None);
    }

    fn stepped(&mut self, request: u64, step: Result<Step<ValidatedReply<ModeratorMove>>, Error>, now: Timestamp) -> Result<Next, Error> {
        let input = match step {
            Ok(Step::Ask(requests)) => {
                let none = Error::protocol("asks something", "no request");
                return requests.into_iter().next().map(|request| Next::Ask(Arc::new(request))).ok_or(none);
            }
            Ok(Step::Wait(wait)) => return Ok(Next::Wait(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))),
            Ok(Step::Done(completed)) => Input::model_replied(self.next_id("reply"), request, completed),
            Err(error) => {
                let Some(failed) = error.downcast_ref::<LlmError>() else { return Err(error) };
                let failure = LlmFailure::from(failed.clone());
                self.failure = Some(failure.clone());
                Input::new(self.next_id("failure"), InputBody::ModelFailed { request, error: failure })
            }
        };
        self.waiting = None;
        let outputs = block_on(self.seat.handle(input, now))?;
        self.taken(outputs, now)
    }

    fn next_id(&self, what: &str) -> String {
        format!("{what}-{}", self.interview().state().revision())
    }

    /// Sorts out what an input brought: admission is settled, a request begins, the rest is kept for whoever takes it.
    fn taken(&mut self, mut outputs: Vec<Output>, now: Timestamp) -> Result<Next, Error> {
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
            let body = block_on(self.seat.admission(answers))?;
            let input = Input::new(self.next_id("admission"), body);
            outputs = block_on(self.seat.handle(input, now))?;
        }
        let Some((request, body)) = asked else {
            if !self.interview().state().is_waiting() {
                self.waiting = None;
            }
            return Ok(Next::Rest(Box::new(self.reply())));
        };
        let mut completion = Interview::completion(body, self.policy);
        let step = completion.step(ProcedureInput::Start);
        self.waiting = Some((request, completion));
        self.stepped(request, step, now)
    }

    fn note(&mut self, output: Output) {
        match &output {
            Output::Ask { turn, text, answer } => self.shown.push(ReplyMessage { turn: *turn, text: text.clone(), answer: answer.clone() }),
            Output::Say { turn, text } => self.shown.push(ReplyMessage { turn: *turn, text: text.clone(), answer: AnswerFormat::Open }),
            Output::SetTimer { at } => self.tick_at = Some(*at),
            _ => {}
        }
        if self.keeps {
            self.outputs.push(output);
        }
    }

    fn reply(&mut self) -> Reply {
        Reply {
            messages: std::mem::take(&mut self.shown),
            outcome: self.interview().state().outcome(),
            progress: self.progress(),
            revision: self.interview().state().revision(),
            tick_at: self.tick_at,
            failure: self.failure.take(),
        }
    }

    /// How far the interview has come.
    pub fn progress(&self) -> InterviewProgress {
        let state = self.interview().state();
        let counted = || state.ledger().entries.iter().filter(|entry| !entry.optional);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        InterviewProgress {
            asked: state.asked(),
            covered: count(counted().filter(|entry| entry.asked || entry.status.is_final()).count()),
            items: count(counted().count()),
        }
    }

    /// The interview as it stands.
    pub fn snapshot(&self) -> Snapshot {
        let state = self.interview().state();
        let turns = state.turns().iter().map(|said| SnapshotTurn {
            number: said.turn.number,
            text: said.turn.text.to_string(),
            purpose: said.purpose.clone(),
        });
        Snapshot {
            id: self.interview().id().to_owned(),
            phase: state.phase(),
            revision: state.revision(),
            outcome: state.outcome(),
            current: state.current().map(str::to_owned),
            progress: self.progress(),
            ledger: state.ledger().clone(),
            turns: turns.collect(),
            given: state.structured_answers().clone(),
            flags: state.flags().to_vec(),
            away: state.is_away(),
        }
    }

    /// The events so far; empty when a store keeps them.
    pub fn log(&self) -> &[InterviewEvent] {
        self.interview().log()
    }

    /// The transcript.
    pub fn document(&self, participant: &str) -> Document {
        self.interview().document(participant)
    }
}
