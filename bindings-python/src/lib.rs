//! The native half of the Python package: handles and one function that calls by name. The public half is Python.

mod corpus;
mod event_log;
mod failure;
mod fieldwork;
mod interview;
mod meter;
mod request;
mod simulate;
mod store;
mod task;
mod work;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _journey {
    #[pymodule_export]
    use crate::{
        corpus::{Corpus, Table},
        event_log::EventLog,
        fieldwork::Fieldwork,
        interview::{Guide, Interview},
        meter::Meter,
        request::Request,
        simulate::{Cohort, Respondent},
        store::Store,
        task::Task,
    };
    use crate::{failure::Result, work::work};
    use pyo3::prelude::*;

    /// The library's version.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    /// Calls an operation by its name with a JSON object of its arguments; returns its result as JSON.
    #[pyfunction]
    fn call(py: Python<'_>, name: &str, arguments: &str) -> Result<String> {
        work(py, || journey_core::ffi::call(name, arguments))
    }

    /// Checks JSON against the schema of a type.
    #[pyfunction]
    fn check_type(py: Python<'_>, name: &str, json: &str) -> Result<()> {
        work(py, || journey_core::ffi::check_type(name, json))
    }
}
