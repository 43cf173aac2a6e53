//! Interviews: steps in, requests or replies out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_executor::block_on;
use journey_core::{
    ffi::{given as given_reply, validated},
    interview::{Conversation, Input, InterviewEvent, InterviewHost, Next, Output, PreparedGuide, Response},
    llm::{FinishReason, LlmError, ModelReply, ProcedureInput, RetryPolicy, TokenUsage},
    plan::AnswerFormat,
    time::Timestamp,
};
use pyo3::{IntoPyObjectExt, prelude::*};

use crate::{failure::Result, request::Request, work::brief};

/// A guide made ready once for all its interviews.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Guide {
    pub(crate) inner: Arc<PreparedGuide>,
}

#[pymethods]
impl Guide {
    #[new]
    fn new(py: Python<'_>, json: &str) -> Result<Self> {
        Ok(Self { inner: brief(py, || PreparedGuide::new(validated("guide", json)?))? })
    }

    #[getter]
    fn hash(&self) -> &str {
        self.inner.hash()
    }

    /// A new interview in memory.
    fn interview(&self, py: Python<'_>, id: &str, retry: &str, keep_log: bool, about: &str) -> Result<Interview> {
        brief(py, || {
            let interview = journey_core::interview::Interview::with_guide(id, Arc::clone(&self.inner)).about(about);
            let interview = if keep_log { interview } else { interview.without_log() };
            let conversation = Conversation::new(boxed(interview), validated("retry", retry)?);
            // Somebody else keeps the log: the events are handed out.
            Ok(Interview::of(if keep_log { conversation } else { conversation.keeping_outputs() }))
        })
    }

    /// An interview from its log.
    fn replay(&self, py: Python<'_>, id: &str, log: &str, retry: &str, keep_log: bool, about: &str) -> Result<Interview> {
        brief(py, || {
            let events: Vec<InterviewEvent> = validated("log", log)?;
            let interview = journey_core::interview::Interview::replay_with_guide(id, Arc::clone(&self.inner), events)?.about(about);
            let interview = if keep_log { interview } else { interview.without_log() };
            let conversation = Conversation::new(boxed(interview), validated("retry", retry)?);
            Ok(Interview::of(if keep_log { conversation } else { conversation.keeping_outputs() }))
        })
    }
}

fn boxed(interview: journey_core::interview::Interview) -> Box<dyn InterviewHost> {
    Box::new(interview)
}

type Held = Conversation<Box<dyn InterviewHost>>;

/// An interview.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Interview {
    inner: Mutex<Held>,
}

impl Interview {
    pub(crate) fn of(conversation: Held) -> Self {
        Self { inner: Mutex::new(conversation) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Held> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn step(
        &self,
        py: Python<'_>,
        run: impl FnOnce(&mut Held) -> std::result::Result<Next, journey_core::Error> + Send,
    ) -> Result<Py<PyAny>> {
        match brief(py, || run(&mut self.lock()))? {
            Next::Ask(request) => Ok(Request { inner: request }.into_py_any(py)?),
            Next::Wait(milliseconds) => Ok(milliseconds.into_py_any(py)?),
            Next::Rest(reply) => {
                let messages: Vec<(u32, &str, Option<String>, Option<String>)> = reply
                    .messages
                    .iter()
                    .map(|message| {
                        let answer = (!message.answer.is_open()).then(|| json(&message.answer));
                        (message.turn, message.text.as_ref(), answer, message.scale.as_ref().map(json))
                    })
                    .collect();
                let progress = (reply.progress.asked, reply.progress.covered, reply.progress.items);
                let outcome = reply.outcome.map(|outcome| json(&outcome));
                let tick = reply.tick_at.map(|at| at.0);
                let failure = reply.failure.as_ref().map(json);
                Ok((messages, json(&reply.awaits), outcome, progress, reply.revision, tick, failure).into_py_any(py)?)
            }
        }
    }
}

pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[pymethods]
impl Interview {
    /// Hands in what the participant said. Returns a request, milliseconds to wait, or what the participant sees next.
    #[pyo3(signature = (id, text, now, revision=None))]
    fn said(&self, py: Python<'_>, id: &str, text: &str, now: i64, revision: Option<u64>) -> Result<Py<PyAny>> {
        let input = Input { expected_revision: revision, ..Input::said(id, text) };
        self.step(py, |conversation| block_on(conversation.handle(input, Timestamp(now))))
    }

    /// Hands in any input, as JSON.
    fn handle(&self, py: Python<'_>, input: &str, now: i64) -> Result<Py<PyAny>> {
        self.step(py, |conversation| block_on(conversation.handle(validated("input", input)?, Timestamp(now))))
    }

    /// Hands in what a respondent gave to the last reply, words or an answer as JSON, and the milliseconds that answering took.
    #[pyo3(signature = (now, words=None, answer=None, took_ms=0))]
    fn respond(&self, py: Python<'_>, now: i64, words: Option<&str>, answer: Option<&str>, took_ms: u64) -> Result<Py<PyAny>> {
        self.step(py, |conversation| {
            let response = match (words, answer) {
                (_, Some(answer)) => Some(Response::Answer(validated("answer", answer)?)),
                (words, None) => words.map(|words| Response::Words(words.into())),
            };
            block_on(conversation.respond(response, took_ms, Timestamp(now)))
        })
    }

    /// Opens the interview, or takes it up where it stands.
    fn start(&self, py: Python<'_>, now: i64) -> Result<Py<PyAny>> {
        self.step(py, |conversation| block_on(conversation.start(Timestamp(now))))
    }

    /// Hands in a text of the model and its name.
    fn replied(&self, py: Python<'_>, given: (String, String), now: i64) -> Result<Py<PyAny>> {
        let (text, model) = given;
        let given = ModelReply { text, finish: FinishReason::Stop, usage: TokenUsage::default(), model };
        self.step(py, |conversation| block_on(conversation.feed(ProcedureInput::Replies(vec![Ok(given)]), Timestamp(now))))
    }

    /// Hands in a reply or an error, as JSON.
    fn replied_json(&self, py: Python<'_>, given: &str, now: i64) -> Result<Py<PyAny>> {
        let given: std::result::Result<ModelReply, LlmError> = given_reply(given)?;
        self.step(py, |conversation| block_on(conversation.feed(ProcedureInput::Replies(vec![given]), Timestamp(now))))
    }

    /// Lets the built-in engine answer what was asked.
    fn answer_builtin(&self, py: Python<'_>, request: &Request, now: i64) -> Result<Py<PyAny>> {
        let request = Arc::clone(&request.inner);
        self.step(py, |conversation| {
            let given = journey_core::builtin::answer(&request);
            block_on(conversation.feed(ProcedureInput::Replies(vec![given]), Timestamp(now)))
        })
    }

    /// The wait is over.
    fn elapsed(&self, py: Python<'_>, now: i64) -> Result<Py<PyAny>> {
        self.step(py, |conversation| block_on(conversation.feed(ProcedureInput::Elapsed, Timestamp(now))))
    }

    /// The outputs since they were last taken, as JSON: what to store among them.
    fn take_outputs(&self, py: Python<'_>) -> Result<String> {
        let outputs: Vec<Output> = brief(py, || Ok(self.lock().take_outputs()))?;
        Ok(json(&outputs))
    }

    #[getter]
    fn id(&self) -> String {
        self.lock().interview().id().to_owned()
    }

    #[getter]
    fn revision(&self) -> u64 {
        self.lock().interview().state().revision()
    }

    #[getter]
    fn outcome(&self) -> Option<String> {
        self.lock().interview().state().outcome().map(|outcome| json(&outcome))
    }

    fn snapshot(&self, py: Python<'_>) -> Result<String> {
        brief(py, || Ok(json(&self.lock().interview().snapshot())))
    }

    fn log(&self, py: Python<'_>) -> Result<String> {
        brief(py, || Ok(json(&self.lock().interview().log())))
    }

    fn document(&self, py: Python<'_>, participant: &str) -> Result<String> {
        brief(py, || Ok(json(&self.lock().interview().document(participant))))
    }

    fn guide(&self, py: Python<'_>) -> Result<String> {
        brief(py, || Ok(json(self.lock().interview().guide())))
    }
}

/// The answer format of a question as JSON, or none for words.
pub(crate) fn format_of(json: Option<&str>) -> std::result::Result<AnswerFormat, journey_core::Error> {
    json.map_or(Ok(AnswerFormat::Open), |json| validated("answer", json))
}

/// Reads a retry policy.
pub(crate) fn policy(json: &str) -> std::result::Result<RetryPolicy, journey_core::Error> {
    validated("retry", json)
}
