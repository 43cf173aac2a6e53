//! Stores. Everything that may wait for a disk runs on a thread of the pool.

use std::sync::{Arc, Mutex, PoisonError};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::validated,
    interview::{Conversation, InterviewHost},
    store::{InterviewRecord, MemoryStore, Session, SqliteStore, StudyServices},
    study::Study,
    time::Timestamp,
};
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::{
    failure::Result,
    interview::{Guide, Interview, Talk, json},
    work::{Work, guarded},
};

/// A store of interviews.
#[napi]
pub struct Store {
    pub(crate) inner: Arc<dyn journey_core::store::Store>,
}

/// An interview on its way from the pool: `take` hands it over once.
#[napi]
pub struct Opening {
    pub(crate) inner: Arc<Mutex<Option<Talk>>>,
}

#[napi]
impl Opening {
    /// The interview, once `ready` has settled.
    #[napi]
    pub fn take(&self) -> Option<Interview> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).take().map(Interview::of)
    }
}

/// A session as a conversation; with a study, its quotas are kept.
fn settled(session: Session, study: Option<&str>, retry: &str) -> std::result::Result<Talk, Error> {
    let study: Option<Study> = study.map(|json| validated("study", json)).transpose()?;
    let session = match study {
        Some(study) => session.with_services(StudyServices::from(study))?,
        None => session,
    };
    let host: Box<dyn InterviewHost> = Box::new(session);
    Ok(Conversation::new(host, validated("retry", retry)?))
}

#[napi]
impl Store {
    /// A store that lives as long as the process.
    #[napi(factory)]
    pub fn memory() -> Self {
        Self { inner: Arc::new(MemoryStore::default()) }
    }

    /// A store in a SQLite file.
    #[napi(factory)]
    pub fn sqlite(path: String) -> Result<Self> {
        Ok(Self { inner: Arc::new(guarded(|| SqliteStore::open(&path).map_err(Error::from))?) })
    }

    /// Where an interview will be.
    #[napi]
    pub fn opening(&self) -> Opening {
        Opening { inner: Arc::default() }
    }

    /// Creates an interview and takes hold of it.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn begin(
        &self,
        opening: &Opening,
        record: String,
        guide: &Guide,
        holder: String,
        retry: String,
        study: Option<String>,
    ) -> AsyncTask<Work<()>> {
        let (store, guide, place) = (Arc::clone(&self.inner), Arc::clone(&guide.inner), Arc::clone(&opening.inner));
        Work::spawn(move || {
            let record: InterviewRecord = validated("record", &record)?;
            let session = block_on(Session::begin(store, record, guide, &holder))?;
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(settled(session, study.as_deref(), &retry)?);
            Ok(())
        })
    }

    /// Takes up an interview that any process may have begun.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn resume(
        &self,
        opening: &Opening,
        id: String,
        holder: String,
        retry: String,
        now: f64,
        study: Option<String>,
    ) -> AsyncTask<Work<()>> {
        let (store, place) = (Arc::clone(&self.inner), Arc::clone(&opening.inner));
        Work::spawn(move || {
            let session = block_on(Session::resume(store, &id, &holder, Timestamp(now as i64)))?;
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(settled(session, study.as_deref(), &retry)?);
            Ok(())
        })
    }

    /// Lets go of an interview.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn release(&self, id: String, holder: String) -> AsyncTask<Work<()>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || Ok(block_on(store.release(&id, &holder))?))
    }

    #[napi(ts_return_type = "Promise<string>")]
    pub fn list(&self, study: String) -> AsyncTask<Work<String>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || Ok(json(&block_on(store.list(&study))?)))
    }

    #[napi(ts_return_type = "Promise<string>")]
    pub fn record(&self, id: String) -> AsyncTask<Work<String>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || Ok(json(&block_on(store.record(&id))?)))
    }

    #[napi(ts_return_type = "Promise<string>")]
    pub fn guide(&self, id: String) -> AsyncTask<Work<String>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || {
            let record = block_on(store.record(&id))?;
            Ok(json(&block_on(store.guide(&record.guide))?))
        })
    }

    #[napi(ts_return_type = "Promise<string>")]
    pub fn log(&self, id: String) -> AsyncTask<Work<String>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || Ok(json(&block_on(store.load(&id, 0))?)))
    }

    #[napi(ts_return_type = "Promise<void>")]
    pub fn delete(&self, id: String) -> AsyncTask<Work<()>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || Ok(block_on(store.delete(&id))?))
    }

    /// Notes a single-use token; whether this was its first use.
    #[napi(ts_return_type = "Promise<boolean>")]
    pub fn redeem(&self, token: String) -> AsyncTask<Work<bool>> {
        let store = Arc::clone(&self.inner);
        Work::spawn(move || Ok(block_on(store.redeem(&token))?))
    }
}
