//! The event log.

use journey_core::{
    behaviour::EventLog as CoreLog,
    exchange::{EventCsvOptions, EventOptions, read_event_batches, read_events, write_events_csv, write_xes},
    ffi::{call_log, validated},
};
use pyo3::{prelude::*, types::PyBytes};

use crate::{
    corpus::{Corpus, batches_of},
    failure::Result,
    work::work,
};

/// What happened to whom and when, in columns.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct EventLog {
    inner: CoreLog,
}

#[pymethods]
impl EventLog {
    /// The log of a file's bytes and, as JSON, how they were read.
    #[staticmethod]
    fn read(py: Python<'_>, name: &str, bytes: &[u8], options: &str) -> Result<(Self, String)> {
        let (inner, report) = work(py, || {
            let options: EventOptions = validated("options", options)?;
            let (log, report) = read_events(name, bytes, &options)?;
            Ok((log, serde_json::to_string(&report).unwrap_or_default()))
        })?;
        Ok((Self { inner }, report))
    }

    /// The log of a table with an `__arrow_c_stream__` and, as JSON, how it was read.
    #[staticmethod]
    fn from_arrow(py: Python<'_>, table: &Bound<'_, PyAny>, options: &str) -> Result<(Self, String)> {
        let batches = batches_of(py, table)?;
        let (inner, report) = work(py, || {
            let options: EventOptions = validated("options", options)?;
            let (log, report) = read_event_batches(&batches, &options)?;
            Ok((log, serde_json::to_string(&report).unwrap_or_default()))
        })?;
        Ok((Self { inner }, report))
    }

    /// Logs of parts whose cases differ as one.
    #[staticmethod]
    fn merge_all(py: Python<'_>, logs: Vec<PyRef<'_, Self>>) -> Result<Self> {
        let logs: Vec<CoreLog> = logs.iter().map(|log| log.inner.clone()).collect();
        Ok(Self { inner: work(py, || CoreLog::merge(&logs))? })
    }

    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> Result<Self> {
        Ok(Self { inner: work(py, || CoreLog::from_bytes(bytes))? })
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyBytes>> {
        let bytes = work(py, || self.inner.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Asks by the name of a method, with a JSON object of its arguments and perhaps what the same people said; the answer as JSON.
    #[pyo3(signature = (name, arguments, corpus=None))]
    fn call(&self, py: Python<'_>, name: &str, arguments: &str, corpus: Option<PyRef<'_, Corpus>>) -> Result<String> {
        let corpus = corpus.as_ref().map(|corpus| corpus.core());
        work(py, || call_log(&self.inner, corpus, name, arguments))
    }

    fn select(&self, py: Python<'_>, filter: &str) -> Result<Self> {
        Ok(Self { inner: work(py, || self.inner.select(&validated("filter", filter)?))? })
    }

    /// The log as CSV.
    fn to_csv(&self, py: Python<'_>, options: &str) -> Result<String> {
        work(py, || {
            let options: EventCsvOptions = validated("options", options)?;
            let mut bytes = Vec::new();
            write_events_csv(&self.inner, &mut bytes, &options)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    /// The log as XES.
    fn to_xes(&self, py: Python<'_>) -> Result<String> {
        work(py, || {
            let mut bytes = Vec::new();
            write_xes(&self.inner, &mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    #[getter]
    fn case_count(&self) -> usize {
        self.inner.cases()
    }

    #[getter]
    fn event_count(&self) -> usize {
        self.inner.events()
    }

    #[getter]
    fn activities(&self) -> Vec<String> {
        self.inner.activity_names().map(str::to_owned).collect()
    }

    #[getter]
    fn segments(&self) -> Vec<String> {
        self.inner.segment_names().map(str::to_owned).collect()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}
