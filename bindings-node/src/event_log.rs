//! The event log.

use journey_core::{
    behaviour::EventLog as CoreLog,
    exchange::{EventCsvOptions, EventOptions, EventReport, read_event_batches, read_events, write_events_csv, write_xes},
    ffi::{call_log, validated},
};
use napi::bindgen_prelude::{Buffer, Uint8Array};
use napi_derive::napi;

use crate::{
    corpus::{Corpus, read},
    failure::Result,
    work::guarded,
};

/// What happened to whom and when, in columns.
#[napi]
pub struct EventLog {
    inner: CoreLog,
    report: String,
}

fn told(log: CoreLog, report: &EventReport) -> EventLog {
    EventLog { inner: log, report: serde_json::to_string(report).unwrap_or_default() }
}

fn plain(log: CoreLog) -> EventLog {
    EventLog { inner: log, report: String::new() }
}

#[napi]
impl EventLog {
    /// The log of a file's bytes.
    #[napi(factory)]
    pub fn read(name: String, bytes: Uint8Array, options: String) -> Result<Self> {
        guarded(|| {
            let options: EventOptions = validated("options", &options)?;
            let (log, report) = read_events(&name, &bytes, &options)?;
            Ok(told(log, &report))
        })
    }

    /// The log of a table in Arrow's IPC format.
    #[napi(factory)]
    pub fn from_arrow(table: Uint8Array, options: String) -> Result<Self> {
        guarded(|| {
            let options: EventOptions = validated("options", &options)?;
            let (log, report) = read_event_batches(&read(&table)?, &options)?;
            Ok(told(log, &report))
        })
    }

    /// Logs of parts whose cases differ as one.
    #[napi(factory)]
    pub fn merge_all(logs: Vec<&EventLog>) -> Result<Self> {
        let logs: Vec<CoreLog> = logs.iter().map(|log| log.inner.clone()).collect();
        Ok(plain(guarded(|| CoreLog::merge(&logs))?))
    }

    #[napi(factory)]
    pub fn from_bytes(bytes: Uint8Array) -> Result<Self> {
        Ok(plain(guarded(|| CoreLog::from_bytes(&bytes))?))
    }

    #[napi]
    pub fn to_bytes(&self) -> Result<Buffer> {
        guarded(|| Ok(self.inner.to_bytes()?.into()))
    }

    /// Asks by the name of a method, with a JSON object of its arguments and perhaps what the same people said; the answer as JSON.
    #[napi]
    pub fn call(&self, name: String, arguments: String, corpus: Option<&Corpus>) -> Result<String> {
        guarded(|| call_log(&self.inner, corpus.map(Corpus::core), &name, &arguments))
    }

    #[napi]
    pub fn select(&self, filter: String) -> Result<Self> {
        Ok(plain(guarded(|| self.inner.select(&validated("filter", &filter)?))?))
    }

    /// The log as CSV.
    #[napi]
    pub fn to_csv(&self, options: String) -> Result<String> {
        guarded(|| {
            let options: EventCsvOptions = validated("options", &options)?;
            let mut bytes = Vec::new();
            write_events_csv(&self.inner, &mut bytes, &options)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    /// The log as XES.
    #[napi]
    pub fn to_xes(&self) -> Result<String> {
        guarded(|| {
            let mut bytes = Vec::new();
            write_xes(&self.inner, &mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    /// How its file was read, as JSON; empty where it was not read from one.
    #[napi(getter)]
    pub fn report(&self) -> String {
        self.report.clone()
    }

    #[napi(getter)]
    pub fn case_count(&self) -> f64 {
        self.inner.cases() as f64
    }

    #[napi(getter)]
    pub fn event_count(&self) -> f64 {
        self.inner.events() as f64
    }

    #[napi(getter)]
    pub fn activities(&self) -> Vec<String> {
        self.inner.activity_names().map(str::to_owned).collect()
    }

    #[napi(getter)]
    pub fn segments(&self) -> Vec<String> {
        self.inner.segment_names().map(str::to_owned).collect()
    }

    #[napi]
    pub fn equals(&self, other: &EventLog) -> bool {
        self.inner == other.inner
    }
}
