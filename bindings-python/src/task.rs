//! Tasks: work that asks a model, stepped by Python.

use std::sync::{Arc, Mutex, PoisonError};

use journey_core::{Error, ffi, llm::ProcedureInput};
use pyo3::{IntoPyObjectExt, prelude::*};

use crate::{failure::Result, request::Request, work::work};

/// Work that asks a model.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Task {
    inner: Mutex<ffi::Task>,
}

#[pymethods]
impl Task {
    #[new]
    fn new(py: Python<'_>, name: &str, arguments: &str) -> Result<Self> {
        Ok(work(py, || ffi::Task::start(name, arguments))?.into())
    }

    /// Runs a task with the built-in engine; its result as JSON.
    #[staticmethod]
    fn run_builtin(py: Python<'_>, name: &str, arguments: &str) -> Result<String> {
        work(py, || ffi::Task::start(name, arguments)?.run_builtin())
    }

    /// Begins: a list of requests, the milliseconds to wait, or the result as JSON.
    fn start(&self, py: Python<'_>) -> Result<Py<PyAny>> {
        self.step(py, ProcedureInput::Start)
    }

    /// Goes on after a wait.
    fn elapsed(&self, py: Python<'_>) -> Result<Py<PyAny>> {
        self.step(py, ProcedureInput::Elapsed)
    }

    /// Goes on with one reply for each request: the JSON of a reply, or of an error under `error`.
    fn replied(&self, py: Python<'_>, replies: Vec<String>) -> Result<Py<PyAny>> {
        let replies = replies.iter().map(|json| ffi::given(json)).collect::<std::result::Result<_, Error>>()?;
        self.step(py, ProcedureInput::Replies(replies))
    }
}

impl From<ffi::Task> for Task {
    fn from(task: ffi::Task) -> Self {
        Self { inner: Mutex::new(task) }
    }
}

impl Task {
    fn step(&self, py: Python<'_>, input: ProcedureInput) -> Result<Py<PyAny>> {
        let step = work(py, || self.inner.lock().unwrap_or_else(PoisonError::into_inner).step(input))?;
        Ok(match step {
            ffi::TaskStep::Ask(requests) => {
                let requests: Vec<Request> = requests.into_iter().map(|request| Request { inner: Arc::new(request) }).collect();
                requests.into_py_any(py)?
            }
            ffi::TaskStep::Done(result) => result.into_py_any(py)?,
            ffi::TaskStep::Wait(milliseconds) => milliseconds.into_py_any(py)?,
        })
    }
}
