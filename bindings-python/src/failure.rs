//! Errors on their way to Python.

use journey_core::{Error, ffi::Failure};
use pyo3::{PyErr, exceptions::PyRuntimeError, prelude::*};

/// A result that becomes a `JourneyError` in Python.
pub(crate) type Result<T> = std::result::Result<T, Failed>;

/// What went wrong: in the library, or in Python itself.
pub(crate) enum Failed {
    /// In the library.
    Journey(Box<Failure>),
    /// In Python.
    Python(PyErr),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Journey(Box::new(error.into()))
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self::Journey(Box::new(failure))
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Failed> for PyErr {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Python(error) => error,
            Failed::Journey(failure) => Python::attach(|py| raise(py, &failure)),
        }
    }
}

/// The exception of the public half for a failure.
fn raise(py: Python<'_>, failure: &Failure) -> PyErr {
    let kind = serde_json::to_string(&failure.kind).unwrap_or_default();
    let context = serde_json::to_string(&failure.context).unwrap_or_default();
    let made = py.import("journey_core.errors").and_then(|errors| {
        let arguments = (kind, &failure.code, &failure.message, failure.retryable, context);
        errors.call_method1("failure", arguments)
    });
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(_) => PyRuntimeError::new_err(failure.message.clone()),
    }
}
