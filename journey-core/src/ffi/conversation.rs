//! An interview with the request that it waits for: what a driver in another language steps.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    interview::{Event, Input, InputBody, Interview, InterviewPhase, Ledger, Move, Outcome, Output, Purpose, Seat},
    journey::Document,
    llm::{Completion, LlmError, ModelRequest, Procedure, ProcedureInput, RetryPolicy, Step},
    plan::{Answer, Given},
    text::Signal,
    time::Timestamp,
};

/// What the driver does next.
#[derive(Clone, Debug)]
pub enum Next {
    /// Ask the model.
    Ask(ModelRequest),
    /// Nothing: the participant speaks, or the interview is over.
    Rest,
    /// Sleep for milliseconds.
    Wait(u64),
}

/// What one step brought.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What to store and show, in order; requests to the model are in `next`.
    pub outputs: Vec<Output>,
    /// What the driver does next.
    pub next: Next,
    /// Why the model could not be asked, when the interview went on from the guide.
    pub failure: Option<LlmError>,
}

/// A message to the participant.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReplyMessage {
    /// The interviewer's turn.
    pub turn: u32,
    /// The words, checked.
    pub text: String,
    /// How it is answered.
    pub answer: Answer,
}

/// How far an interview has come.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Progress {
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
    pub outcome: Option<Outcome>,
    /// How far it has come.
    pub progress: Progress,
    /// The revision after it.
    pub revision: u64,
    /// When to hand in a tick, if nothing happens before.
    pub tick_at: Option<Timestamp>,
    /// Why the model could not be asked, when the interview went on from the guide.
    pub failure: Option<LlmError>,
}

/// A turn as it stands.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SnapshotTurn {
    /// Its number, from 1.
    pub number: u32,
    /// The words.
    pub text: String,
    /// What the interviewer's message was for; none for the participant.
    pub purpose: Option<Purpose>,
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
    pub outcome: Option<Outcome>,
    /// The item that the last question was about.
    pub current: Option<String>,
    /// How far it has come.
    pub progress: Progress,
    /// What stands of each item.
    pub ledger: Ledger,
    /// The turns.
    pub turns: Vec<SnapshotTurn>,
    /// The numbers and choices by item.
    pub given: BTreeMap<String, Given>,
    /// What a person should look at.
    pub flags: Vec<Signal>,
    /// Whether the participant is away.
    pub away: bool,
}

/// An interview, in memory or over a store, with the request that it waits for.
pub struct Conversation {
    seat: Box<dyn Seat + Sync>,
    policy: RetryPolicy,
    waiting: Option<(u64, Completion<Move>)>,
}

impl fmt::Debug for Conversation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Conversation").field("id", &self.interview().id()).finish_non_exhaustive()
    }
}

impl Conversation {
    /// A conversation over an interview or a session.
    pub fn new(seat: impl Seat + Sync + 'static, policy: RetryPolicy) -> Self {
        Self { seat: Box::new(seat), policy, waiting: None }
    }

    /// The interview.
    pub fn interview(&self) -> &Interview {
        self.seat.interview()
    }

    /// Hands in what happened. A request that was under way and is overtaken is forgotten: its reply is refused.
    ///
    /// # Errors
    /// What the interview or the store refuses; nothing has changed then.
    pub async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Turn, Error> {
        let outputs = self.seat.handle(input, now).await?;
        self.taken(outputs, now).await
    }

    /// What stands open, after a break: the last message, or the request to the model.
    ///
    /// # Errors
    /// When the quotas cannot be checked.
    pub async fn resume(&mut self, now: Timestamp) -> Result<Turn, Error> {
        let outputs = self.seat.interview().pending();
        self.taken(outputs, now).await
    }

    /// Hands in what the driver was asked for: one reply, or that the time is over.
    ///
    /// # Errors
    /// [`Error::Protocol`] when nothing was asked for; what the interview or the store refuses.
    pub async fn feed(&mut self, input: ProcedureInput, now: Timestamp) -> Result<Turn, Error> {
        let Some((request, completion)) = &mut self.waiting else {
            return Err(Error::Protocol { expected: "waits for nothing", got: input.name() });
        };
        let request = *request;
        let step = completion.step(input);
        self.stepped(request, step, now).await
    }

    async fn stepped(
        &mut self,
        request: u64,
        step: Result<Step<crate::llm::Completed<Move>>, Error>,
        now: Timestamp,
    ) -> Result<Turn, Error> {
        let turn = |next| Ok(Turn { outputs: Vec::new(), next, failure: None });
        let (input, failure) = match step {
            Ok(Step::Ask(requests)) => return turn(requests.into_iter().next().map_or(Next::Rest, Next::Ask)),
            Ok(Step::Wait(wait)) => return turn(Next::Wait(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))),
            Ok(Step::Done(completed)) => (Input::model_replied(self.next_id(), request, completed), None),
            Err(Error::Llm(error)) => (Input::new(self.next_id(), InputBody::ModelFailed { request, error: error.clone() }), Some(error)),
            Err(error) => return Err(error),
        };
        self.waiting = None;
        let outputs = self.seat.handle(input, now).await?;
        let turn = Box::pin(self.taken(outputs, now)).await?;
        Ok(Turn { failure: failure.or(turn.failure.clone()), ..turn })
    }

    fn next_id(&self) -> String {
        format!("reply-{}", self.interview().state().revision())
    }

    /// Sorts out what an input brought: admission is settled, a request begins, the rest is handed on.
    async fn taken(&mut self, mut outputs: Vec<Output>, now: Timestamp) -> Result<Turn, Error> {
        let mut asked = None;
        let mut kept = Vec::with_capacity(outputs.len());
        loop {
            let mut answers = None;
            for output in outputs {
                match output {
                    Output::AskAdmission { answers: given } => answers = Some(given),
                    Output::AskModel { request, body } => asked = Some((request, *body)),
                    output => kept.push(output),
                }
            }
            let Some(answers) = answers else { break };
            let body = self.seat.admission(answers).await?;
            let id = format!("admission-{}", self.interview().state().revision());
            outputs = self.seat.handle(Input::new(id, body), now).await?;
        }
        let Some((request, body)) = asked else {
            if !self.interview().state().is_waiting() {
                self.waiting = None;
            }
            return Ok(Turn { outputs: kept, next: Next::Rest, failure: None });
        };
        let mut completion = Interview::completion(body, self.policy);
        let step = completion.step(ProcedureInput::Start);
        self.waiting = Some((request, completion));
        let turn = Box::pin(self.stepped(request, step, now)).await?;
        kept.extend(turn.outputs);
        Ok(Turn { outputs: kept, ..turn })
    }

    /// What the participant sees of some outputs.
    pub fn reply(&self, outputs: &[Output], failure: Option<LlmError>) -> Reply {
        let mut reply = Reply {
            messages: Vec::new(),
            outcome: self.interview().state().outcome(),
            progress: self.progress(),
            revision: self.interview().state().revision(),
            tick_at: None,
            failure,
        };
        for output in outputs {
            match output {
                Output::Ask { turn, text, answer } => {
                    reply.messages.push(ReplyMessage { turn: *turn, text: text.to_string(), answer: answer.clone() });
                }
                Output::Say { turn, text } => {
                    reply.messages.push(ReplyMessage { turn: *turn, text: text.to_string(), answer: Answer::Open });
                }
                Output::SetTimer { at } => reply.tick_at = Some(*at),
                _ => {}
            }
        }
        reply
    }

    /// How far the interview has come.
    pub fn progress(&self) -> Progress {
        let state = self.interview().state();
        let counted = || state.ledger().entries.iter().filter(|entry| !entry.optional);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Progress {
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
            given: state.given().clone(),
            flags: state.flags().to_vec(),
            away: state.is_away(),
        }
    }

    /// The events so far; empty when a store keeps them.
    pub fn log(&self) -> &[Event] {
        self.interview().log()
    }

    /// The transcript.
    pub fn document(&self, participant: &str) -> Document {
        self.interview().document(participant)
    }
}
