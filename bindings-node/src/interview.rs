//! Interviews: steps in, requests or replies out. Those over a store run on a thread of the pool.

use std::sync::{Arc, Mutex, PoisonError};

use journey_core::{
    Error,
    ffi::{Conversation, InterviewProgress, Next, ReplyMessage, given as given_reply, validated},
    interview::{Input, InputBody, InterviewEvent, InterviewOutcome, InterviewPhase, PreparedGuide},
    llm::{FinishReason, LlmFailure, ModelReply, ProcedureInput, TokenUsage},
    plan::AnswerFormat,
    time::Timestamp,
};
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;
use serde::Serialize;

use crate::{
    failure::Result,
    request::{answer, part},
    work::{Work, guarded},
};

/// A guide made ready once for all its interviews.
#[napi]
pub struct Guide {
    pub(crate) inner: Arc<PreparedGuide>,
}

#[napi]
impl Guide {
    #[napi(constructor)]
    pub fn new(json: String) -> Result<Self> {
        Ok(Self { inner: guarded(|| PreparedGuide::new(validated("guide", &json)?))? })
    }

    #[napi(getter)]
    pub fn hash(&self) -> &str {
        self.inner.hash()
    }

    /// A new interview in memory.
    #[napi]
    pub fn interview(&self, id: String, retry: String, keep_log: bool) -> Result<Interview> {
        guarded(|| {
            let interview = journey_core::interview::Interview::with_guide(id, Arc::clone(&self.inner));
            let interview = if keep_log { interview } else { interview.without_log() };
            Ok(Interview::of(Conversation::new(interview, validated("retry", &retry)?)))
        })
    }

    /// An interview from its log.
    #[napi]
    pub fn replay(&self, id: String, log: String, retry: String) -> Result<Interview> {
        guarded(|| {
            let events: Vec<InterviewEvent> = validated("log", &log)?;
            let interview = journey_core::interview::Interview::replay_with_guide(id, Arc::clone(&self.inner), events)?;
            Ok(Interview::of(Conversation::new(interview, validated("retry", &retry)?)))
        })
    }
}

pub(crate) struct Held {
    conversation: Conversation,
    request: Option<Arc<journey_core::llm::ModelRequest>>,
}

/// An interview.
#[napi]
pub struct Interview {
    inner: Arc<Mutex<Held>>,
}

/// What the driver does next, written at once: nothing of it is built as objects on the way.
#[derive(Serialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Written<'a> {
    Rest {
        messages: &'a [ReplyMessage],
        outcome: Option<InterviewOutcome>,
        progress: InterviewProgress,
        revision: u64,
        tick_at: Option<Timestamp>,
        failure: Option<&'a LlmFailure>,
    },
    Wait {
        milliseconds: u64,
    },
}

pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Held {
    fn write(&mut self, next: Next) -> String {
        self.request = None;
        match next {
            Next::Ask(request) => {
                self.request = Some(request);
                // The shortest answer for the most frequent step.
                String::new()
            }
            Next::Wait(milliseconds) => json(&Written::Wait { milliseconds }),
            Next::Rest(reply) => json(&Written::Rest {
                messages: &reply.messages,
                outcome: reply.outcome,
                progress: reply.progress,
                revision: reply.revision,
                tick_at: reply.tick_at,
                failure: reply.failure.as_ref(),
            }),
        }
    }
}

impl Interview {
    pub(crate) fn of(conversation: Conversation) -> Self {
        Self { inner: Arc::new(Mutex::new(Held { conversation, request: None })) }
    }

    fn with<T>(&self, run: impl FnOnce(&mut Held) -> T) -> T {
        run(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn step(&self, run: impl FnOnce(&mut Conversation) -> std::result::Result<Next, Error>) -> Result<String> {
        guarded(|| {
            self.with(|held| {
                let next = run(&mut held.conversation)?;
                Ok(held.write(next))
            })
        })
    }

    fn spawn(&self, run: impl FnOnce(&mut Conversation) -> std::result::Result<Next, Error> + Send + 'static) -> AsyncTask<Work<String>> {
        let inner = Arc::clone(&self.inner);
        Work::spawn(move || {
            let mut held = inner.lock().unwrap_or_else(PoisonError::into_inner);
            let next = run(&mut held.conversation)?;
            Ok(held.write(next))
        })
    }
}

fn said(id: String, text: String, revision: Option<f64>) -> Input {
    Input { expected_revision: revision.map(|revision| revision as u64), ..Input::said(id, text) }
}

fn started(conversation: &mut Conversation, now: Timestamp) -> std::result::Result<Next, Error> {
    if conversation.interview().state().revision() == 0 {
        return conversation.handle(Input::new("joined", InputBody::Joined), now);
    }
    conversation.resume(now)
}

fn at(now: f64) -> Timestamp {
    Timestamp(now as i64)
}

#[napi]
impl Interview {
    /// Hands in what the participant said; what to do next as JSON.
    #[napi]
    pub fn said(&self, id: String, text: String, now: f64, revision: Option<f64>) -> Result<String> {
        let input = said(id, text, revision);
        self.step(|conversation| conversation.handle(input, at(now)))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn said_async(&self, id: String, text: String, now: f64, revision: Option<f64>) -> AsyncTask<Work<String>> {
        let input = said(id, text, revision);
        self.spawn(move |conversation| conversation.handle(input, at(now)))
    }

    /// Hands in any input, as JSON.
    #[napi]
    pub fn handle(&self, input: String, now: f64) -> Result<String> {
        self.step(|conversation| conversation.handle(validated("input", &input)?, at(now)))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn handle_async(&self, input: String, now: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| conversation.handle(validated("input", &input)?, at(now)))
    }

    /// Opens the interview, or takes it up where it stands.
    #[napi]
    pub fn start(&self, now: f64) -> Result<String> {
        self.step(|conversation| started(conversation, at(now)))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn start_async(&self, now: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| started(conversation, at(now)))
    }

    /// A part of the request that is asked for, as JSON, by its name; none once the interview has moved on.
    #[napi]
    pub fn request_part(&self, name: String) -> Option<String> {
        let request = self.with(|held| held.request.clone())?;
        Some(part(&request, &name))
    }

    /// The built-in engine's answer to the request that is asked for; none once the interview has moved on.
    #[napi]
    pub fn request_answer(&self) -> Result<Option<String>> {
        guarded(|| self.with(|held| held.request.clone()).map(|request| answer(&request)).transpose())
    }

    /// Hands in a reply or an error, as JSON.
    #[napi]
    pub fn replied(&self, given: String, now: f64) -> Result<String> {
        self.step(|conversation| conversation.feed(ProcedureInput::Replies(vec![given_reply(&given)?]), at(now)))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn replied_async(&self, given: String, now: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| conversation.feed(ProcedureInput::Replies(vec![given_reply(&given)?]), at(now)))
    }

    /// Lets the built-in engine answer what was asked.
    #[napi]
    pub fn answer_builtin(&self, now: f64) -> Result<String> {
        guarded(|| {
            self.with(|held| {
                let request = held.request.clone().ok_or(Error::protocol("waits for nothing", "an answer"))?;
                let given = journey_core::builtin::answer(&request);
                let next = held.conversation.feed(ProcedureInput::Replies(vec![given]), at(now))?;
                Ok(held.write(next))
            })
        })
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn answer_builtin_async(&self, now: f64) -> AsyncTask<Work<String>> {
        let inner = Arc::clone(&self.inner);
        Work::spawn(move || {
            let mut held = inner.lock().unwrap_or_else(PoisonError::into_inner);
            let request = held.request.clone().ok_or(Error::protocol("waits for nothing", "an answer"))?;
            let given = journey_core::builtin::answer(&request);
            let next = held.conversation.feed(ProcedureInput::Replies(vec![given]), at(now))?;
            Ok(held.write(next))
        })
    }

    /// The wait is over.
    #[napi]
    pub fn elapsed(&self, now: f64) -> Result<String> {
        self.step(|conversation| conversation.feed(ProcedureInput::Elapsed, at(now)))
    }

    /// The outputs since they were last taken, as JSON: what to store among them.
    #[napi]
    pub fn take_outputs(&self) -> String {
        let outputs = self.with(|held| held.conversation.take_outputs());
        json(&outputs)
    }

    /// Whether outputs are kept until somebody takes them.
    #[napi]
    pub fn keep_outputs(&self, keep: bool) {
        self.with(|held| held.conversation.keep_outputs(keep));
    }

    /// Hands in a text of the model and its name.
    #[napi]
    pub fn replied_text(&self, text: String, model: String, now: f64) -> Result<String> {
        let given = ModelReply { text, finish: FinishReason::Stop, usage: TokenUsage::default(), model };
        self.step(|conversation| conversation.feed(ProcedureInput::Replies(vec![Ok(given)]), at(now)))
    }

    #[napi(getter)]
    pub fn id(&self) -> String {
        self.with(|held| held.conversation.interview().id().to_owned())
    }

    #[napi(getter)]
    pub fn revision(&self) -> f64 {
        self.with(|held| held.conversation.interview().state().revision() as f64)
    }

    #[napi(getter)]
    pub fn outcome(&self) -> Option<String> {
        self.with(|held| held.conversation.interview().state().outcome().map(|outcome| json(&outcome).trim_matches('"').to_owned()))
    }

    #[napi]
    pub fn consenting(&self) -> bool {
        self.with(|held| held.conversation.interview().state().phase() == InterviewPhase::Consenting)
    }

    #[napi]
    pub fn snapshot(&self) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(&held.conversation.snapshot()))))
    }

    #[napi]
    pub fn log(&self) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(&held.conversation.log()))))
    }

    #[napi]
    pub fn document(&self, participant: String) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(&held.conversation.document(&participant)))))
    }

    #[napi]
    pub fn guide(&self) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(held.conversation.interview().guide()))))
    }
}

/// The answer format of a question, from JSON.
pub(crate) fn format_of(json: Option<&str>) -> std::result::Result<AnswerFormat, Error> {
    json.map_or(Ok(AnswerFormat::Open), |json| validated("answer", json))
}
