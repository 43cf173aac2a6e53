//! Tasks: work that asks a model, stepped by JavaScript.

use std::sync::{Arc, Mutex, PoisonError};

use journey_core::{ffi, llm::ProcedureInput};
use napi::bindgen_prelude::{AsyncTask, Either3};
use napi_derive::napi;

use crate::{
    failure::Result,
    request::Request,
    work::{Work, guarded},
};

/// Work that asks a model.
#[napi]
pub struct Task {
    inner: Mutex<ffi::Task>,
}

/// Requests, milliseconds to wait, or the result as JSON.
type Step = Either3<Vec<Request>, f64, String>;

#[napi]
impl Task {
    #[napi(constructor)]
    pub fn new(name: String, arguments: String) -> Result<Self> {
        Ok(guarded(|| ffi::Task::start(&name, &arguments))?.into())
    }

    /// Begins.
    #[napi(ts_return_type = "Array<Request> | number | string")]
    pub fn start(&self) -> Result<Step> {
        self.step(ProcedureInput::Start)
    }

    /// Goes on after a wait.
    #[napi(ts_return_type = "Array<Request> | number | string")]
    pub fn elapsed(&self) -> Result<Step> {
        self.step(ProcedureInput::Elapsed)
    }

    /// Goes on with one reply for each request: the JSON of a reply, or of an error under `error`.
    #[napi(ts_return_type = "Array<Request> | number | string")]
    pub fn replied(&self, replies: Vec<String>) -> Result<Step> {
        let replies = guarded(|| replies.iter().map(|json| ffi::given(json)).collect())?;
        self.step(ProcedureInput::Replies(replies))
    }
}

/// Runs a task with the built-in engine on a thread of the pool; its result as JSON.
#[napi(ts_return_type = "Promise<string>")]
pub fn run_builtin(name: String, arguments: String) -> AsyncTask<Work<String>> {
    Work::spawn(move || ffi::Task::start(&name, &arguments)?.run_builtin())
}

/// Runs a task with the built-in engine at once; its result as JSON.
#[napi]
pub fn run_builtin_now(name: String, arguments: String) -> Result<String> {
    guarded(|| ffi::Task::start(&name, &arguments)?.run_builtin())
}

impl From<ffi::Task> for Task {
    fn from(task: ffi::Task) -> Self {
        Self { inner: Mutex::new(task) }
    }
}

impl Task {
    fn step(&self, input: ProcedureInput) -> Result<Step> {
        let step = guarded(|| self.inner.lock().unwrap_or_else(PoisonError::into_inner).step(input))?;
        Ok(match step {
            ffi::TaskStep::Ask(requests) => Either3::A(requests.into_iter().map(|request| Request { inner: Arc::new(request) }).collect()),
            ffi::TaskStep::Wait(milliseconds) => Either3::B(milliseconds as f64),
            ffi::TaskStep::Done(result) => Either3::C(result),
        })
    }
}
