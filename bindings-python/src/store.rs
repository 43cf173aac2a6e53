//! Stores.

use std::{process, sync::Arc};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::validated,
    interview::{Conversation, InterviewHost},
    store::{InterviewRecord, MemoryStore, Session, SqliteStore, StoreError, StudyServices},
    study::Study,
    time::Timestamp,
};
use pyo3::prelude::*;

use crate::{
    failure::Result,
    interview::{Guide, Interview, json, policy},
    work::brief,
};

/// A store of interviews.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Store {
    inner: Arc<dyn journey_core::store::Store>,
    /// The process that opened it: a forked child has no writer thread.
    process: u32,
}

/// A session as a conversation; with a study, its quotas are kept.
fn conversation(session: Session, study: Option<&str>, retry: &str) -> std::result::Result<Interview, Error> {
    let study: Option<Study> = study.map(|json| validated("study", json)).transpose()?;
    let session = match study {
        Some(study) => session.with_services(StudyServices::from(study))?,
        None => session,
    };
    let host: Box<dyn InterviewHost> = Box::new(session);
    Ok(Interview::of(Conversation::new(host, policy(retry)?)))
}

impl Store {
    pub(crate) fn here(&self) -> std::result::Result<&Arc<dyn journey_core::store::Store>, Error> {
        if process::id() == self.process {
            return Ok(&self.inner);
        }
        Err(Error::invalid("store", "it was opened by another process", "open it again in this one"))
    }
}

#[pymethods]
impl Store {
    /// A store that lives as long as the process.
    #[staticmethod]
    fn memory() -> Self {
        Self { inner: Arc::new(MemoryStore::default()), process: process::id() }
    }

    /// A store in a SQLite file.
    #[staticmethod]
    fn sqlite(py: Python<'_>, path: &str) -> Result<Self> {
        let inner = brief(py, || SqliteStore::open(path).map_err(Error::from))?;
        Ok(Self { inner: Arc::new(inner), process: process::id() })
    }

    /// Creates an interview and takes hold of it.
    #[pyo3(signature = (record, guide, holder, retry, study=None))]
    fn begin(&self, py: Python<'_>, record: &str, guide: &Guide, holder: &str, retry: &str, study: Option<&str>) -> Result<Interview> {
        let guide = Arc::clone(&guide.inner);
        brief(py, || {
            let record: InterviewRecord = validated("record", record)?;
            let session = block_on(Session::begin(Arc::clone(self.here()?), record, guide, holder))?;
            conversation(session, study, retry)
        })
    }

    /// Takes up an interview that any process may have begun.
    #[pyo3(signature = (id, holder, retry, now, study=None))]
    fn resume(&self, py: Python<'_>, id: &str, holder: &str, retry: &str, now: i64, study: Option<&str>) -> Result<Interview> {
        brief(py, || {
            let session = block_on(Session::resume(Arc::clone(self.here()?), id, holder, Timestamp(now)))?;
            conversation(session, study, retry)
        })
    }

    /// Lets go of an interview, so that another process may take it up at once.
    fn release(&self, py: Python<'_>, id: &str, holder: &str) -> Result<()> {
        brief(py, || Ok(block_on(self.here()?.release(id, holder))?))
    }

    fn list(&self, py: Python<'_>, study: &str) -> Result<String> {
        brief(py, || Ok(json(&block_on(self.here()?.list(study))?)))
    }

    fn record(&self, py: Python<'_>, id: &str) -> Result<String> {
        brief(py, || Ok(json(&block_on(self.here()?.record(id))?)))
    }

    fn guide(&self, py: Python<'_>, id: &str) -> Result<String> {
        brief(py, || {
            let store = self.here()?;
            let record = block_on(store.record(id))?;
            Ok(json(&block_on(store.guide(&record.guide))?))
        })
    }

    fn log(&self, py: Python<'_>, id: &str) -> Result<String> {
        brief(py, || Ok(json(&block_on(self.here()?.load(id, 0))?)))
    }

    fn delete(&self, py: Python<'_>, id: &str) -> Result<()> {
        brief(py, || Ok(block_on(self.here()?.delete(id))?))
    }

    /// Notes a single-use token; whether this was its first use.
    fn redeem(&self, py: Python<'_>, token: &str) -> Result<bool> {
        brief(py, || Ok(block_on(self.here()?.redeem(token)).map_err(|error: StoreError| error)?))
    }
}
