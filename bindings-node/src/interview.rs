//! Interviews: steps in, requests or replies out. Those over a store run on a thread of the pool.

use std::sync::{Arc, Mutex, PoisonError};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::{given as given_reply, validated},
    interview::{Conversation, Input, InterviewEvent, InterviewHost, Next, PreparedGuide, Reply, Response},
    llm::{FinishReason, ModelReply, ProcedureInput, TokenUsage},
    plan::AnswerFormat,
    time::Timestamp,
};
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;
use serde::Serialize;

use crate::{
    failure::Result,
    request::{Request, answer, part},
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
    pub fn interview(&self, id: String, retry: String, keep_log: bool, about: String) -> Result<Interview> {
        guarded(|| {
            let interview = journey_core::interview::Interview::with_guide(id, Arc::clone(&self.inner)).about(about);
            let interview = if keep_log { interview } else { interview.without_log() };
            kept(interview, &retry, keep_log)
        })
    }

    /// An interview from its log.
    #[napi]
    pub fn replay(&self, id: String, log: String, retry: String, keep_log: bool, about: String) -> Result<Interview> {
        guarded(|| {
            let events: Vec<InterviewEvent> = validated("log", &log)?;
            let interview = journey_core::interview::Interview::replay_with_guide(id, Arc::clone(&self.inner), events)?.about(about);
            let interview = if keep_log { interview } else { interview.without_log() };
            kept(interview, &retry, keep_log)
        })
    }
}

/// An interview in memory; where somebody else keeps the log, the events are handed out.
fn kept(interview: journey_core::interview::Interview, retry: &str, keep_log: bool) -> std::result::Result<Interview, Error> {
    let host: Box<dyn InterviewHost> = Box::new(interview);
    let conversation = Conversation::new(host, validated("retry", retry)?);
    Ok(Interview::of(if keep_log { conversation } else { conversation.keeping_outputs() }))
}

pub(crate) type Talk = Conversation<Box<dyn InterviewHost>>;

pub(crate) struct Held {
    pub(crate) conversation: Talk,
    request: Option<Arc<journey_core::llm::ModelRequest>>,
}

/// An interview.
#[napi]
pub struct Interview {
    pub(crate) inner: Arc<Mutex<Held>>,
}

/// What the driver does next, written at once: nothing of it is built as objects on the way.
#[derive(Serialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Written<'a> {
    Rest(&'a Reply),
    Wait { milliseconds: u64 },
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
            Next::Rest(reply) => json(&Written::Rest(&reply)),
        }
    }
}

impl Interview {
    pub(crate) fn of(conversation: Talk) -> Self {
        Self { inner: Arc::new(Mutex::new(Held { conversation, request: None })) }
    }

    fn with<T>(&self, run: impl FnOnce(&mut Held) -> T) -> T {
        run(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn step(&self, run: impl FnOnce(&mut Talk) -> std::result::Result<Next, Error>) -> Result<String> {
        guarded(|| {
            self.with(|held| {
                let next = run(&mut held.conversation)?;
                Ok(held.write(next))
            })
        })
    }

    fn spawn(&self, run: impl FnOnce(&mut Talk) -> std::result::Result<Next, Error> + Send + 'static) -> AsyncTask<Work<String>> {
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

fn response(words: Option<String>, answer: Option<&str>) -> std::result::Result<Option<Response>, Error> {
    Ok(match (words, answer) {
        (_, Some(answer)) => Some(Response::Answer(validated("answer", answer)?)),
        (words, None) => words.map(|words| Response::Words(words.into())),
    })
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
        self.step(|conversation| block_on(conversation.handle(input, at(now))))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn said_async(&self, id: String, text: String, now: f64, revision: Option<f64>) -> AsyncTask<Work<String>> {
        let input = said(id, text, revision);
        self.spawn(move |conversation| block_on(conversation.handle(input, at(now))))
    }

    /// Hands in any input, as JSON.
    #[napi]
    pub fn handle(&self, input: String, now: f64) -> Result<String> {
        self.step(|conversation| block_on(conversation.handle(validated("input", &input)?, at(now))))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn handle_async(&self, input: String, now: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| block_on(conversation.handle(validated("input", &input)?, at(now))))
    }

    /// Opens the interview, or takes it up where it stands.
    #[napi]
    pub fn start(&self, now: f64) -> Result<String> {
        self.step(|conversation| block_on(conversation.start(at(now))))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn start_async(&self, now: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| block_on(conversation.start(at(now))))
    }

    /// Hands in what a respondent gave to the last reply, words or an answer as JSON, and the milliseconds that answering took.
    #[napi]
    pub fn respond(&self, now: f64, words: Option<String>, answer: Option<String>, took_ms: f64) -> Result<String> {
        self.step(|conversation| block_on(conversation.respond(response(words, answer.as_deref())?, took_ms as u64, at(now))))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn respond_async(&self, now: f64, words: Option<String>, answer: Option<String>, took_ms: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| block_on(conversation.respond(response(words, answer.as_deref())?, took_ms as u64, at(now))))
    }

    /// The request that is asked for; none once the interview has moved on.
    #[napi]
    pub fn request(&self) -> Option<Request> {
        self.with(|held| held.request.clone()).map(|inner| Request { inner })
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
        self.step(|conversation| block_on(conversation.feed(ProcedureInput::Replies(vec![given_reply(&given)?]), at(now))))
    }

    /// The same on a thread of the pool.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn replied_async(&self, given: String, now: f64) -> AsyncTask<Work<String>> {
        self.spawn(move |conversation| block_on(conversation.feed(ProcedureInput::Replies(vec![given_reply(&given)?]), at(now))))
    }

    /// Lets the built-in engine answer what was asked.
    #[napi]
    pub fn answer_builtin(&self, now: f64) -> Result<String> {
        guarded(|| {
            self.with(|held| {
                let request = held.request.clone().ok_or(Error::protocol("waits for nothing", "an answer"))?;
                let given = journey_core::builtin::answer(&request);
                let next = block_on(held.conversation.feed(ProcedureInput::Replies(vec![given]), at(now)))?;
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
            let next = block_on(held.conversation.feed(ProcedureInput::Replies(vec![given]), at(now)))?;
            Ok(held.write(next))
        })
    }

    /// The wait is over.
    #[napi]
    pub fn elapsed(&self, now: f64) -> Result<String> {
        self.step(|conversation| block_on(conversation.feed(ProcedureInput::Elapsed, at(now))))
    }

    /// The outputs since they were last taken, as JSON: what to store among them.
    #[napi]
    pub fn take_outputs(&self) -> String {
        let outputs = self.with(|held| held.conversation.take_outputs());
        json(&outputs)
    }

    /// Hands in a text of the model and its name.
    #[napi]
    pub fn replied_text(&self, text: String, model: String, now: f64) -> Result<String> {
        let given = ModelReply { text, finish: FinishReason::Stop, usage: TokenUsage::default(), model };
        self.step(|conversation| block_on(conversation.feed(ProcedureInput::Replies(vec![Ok(given)]), at(now))))
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
    pub fn snapshot(&self) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(&held.conversation.interview().snapshot()))))
    }

    #[napi]
    pub fn log(&self) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(&held.conversation.interview().log()))))
    }

    #[napi]
    pub fn document(&self, participant: String) -> Result<String> {
        guarded(|| Ok(self.with(|held| json(&held.conversation.interview().document(&participant)))))
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
