//! Stores: where interviews are kept. Append-only, with an expected revision, one holder at a time.

mod error;
mod memory;
mod opener;
#[cfg(feature = "postgres")]
mod postgres;
mod session;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::fmt::Debug;

use async_trait::async_trait;
pub use error::StoreError;
pub use memory::MemoryStore;
pub use opener::SessionOpener;
#[cfg(feature = "postgres")]
pub use postgres::PostgresStore;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use session::{Session, StudyServices};
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;

use crate::{
    interview::{EventBody, InterviewEvent, InterviewOutcome},
    plan::Guide,
    study::{OutboxMessage, Participant},
    time::Timestamp,
};

/// What is kept of an interview beside its events.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct InterviewRecord {
    /// Unique in the store.
    pub id: String,
    /// The study's id.
    pub study: String,
    /// Who takes part.
    pub participant: Participant,
    /// The hash of the guide; see [`Guide::hash`].
    pub guide: String,
    /// Where reminders and thanks go; an address of the outbox.
    #[serde(default)]
    pub address: Option<String>,
    /// When it was created.
    pub created: Timestamp,
}

/// The participant's id in the record of an interview whose consent was withdrawn.
pub const ERASED: &str = "erased";

impl InterviewRecord {
    /// Takes out who took part and where they are reached. What is left says that there was an interview, of which study and when.
    pub fn erase(&mut self) {
        self.participant = Participant { id: ERASED.to_owned(), ..Participant::default() };
        self.address = None;
    }
}

/// How far a stored interview has progressed.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct InterviewSummary {
    /// The interview's id.
    pub id: String,
    /// The participant's id.
    pub participant: String,
    /// How many events are stored.
    pub revision: u64,
    /// How it ended, once it has.
    pub outcome: Option<InterviewOutcome>,
}

/// Events to append, all or none.
#[derive(Clone, Debug, Default)]
pub struct AppendRequest {
    /// The interview's id.
    pub interview: String,
    /// How many events the caller has seen.
    pub expected_revision: u64,
    /// Who appends; if the interview is leased, it must be the lease holder.
    pub holder: String,
    /// The events, in order.
    pub events: Vec<InterviewEvent>,
    /// Messages to send, kept with the events.
    pub outbox: Vec<OutboxMessage>,
    /// Whether the content of every event stored before is erased, with it every message about the interview, and who took part.
    pub erase: bool,
}

impl AppendRequest {
    /// The revision after the append.
    pub fn revision(&self) -> u64 {
        self.expected_revision + self.events.len() as u64
    }

    /// How the interview ends with these events, if it does.
    pub fn outcome(&self) -> Option<InterviewOutcome> {
        self.events.iter().rev().find_map(|event| match event.body {
            EventBody::Closed { outcome } => Some(outcome),
            _ => None,
        })
    }

    fn at(&self) -> Timestamp {
        self.events.first().map_or(Timestamp(0), |event| event.at)
    }
}

/// A place in a quota that an interview asks for.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct QuotaSlot {
    /// The quota's id.
    pub quota: String,
    /// How many interviews the quota takes.
    pub limit: u64,
}

/// Keeps interviews.
///
/// An append is durable when the call returns: a crash at any point loses no accepted input.
#[async_trait]
pub trait Store: Debug + Send + Sync {
    /// Keeps a guide under its hash; keeping it twice changes nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn save_guide(&self, guide: &Guide) -> Result<String, StoreError>;

    /// The guide of a hash.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or when the store cannot be read.
    async fn guide(&self, hash: &str) -> Result<Guide, StoreError>;

    /// Creates an interview.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the id is taken.
    async fn create(&self, record: &InterviewRecord) -> Result<(), StoreError>;

    /// The record of an interview.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    async fn record(&self, interview: &str) -> Result<InterviewRecord, StoreError>;

    /// The interviews of a study, by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn list(&self, study: &str) -> Result<Vec<InterviewSummary>, StoreError>;

    /// Appends events; returns the new revision.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when someone else appended first, [`StoreError::Locked`] when someone else holds the interview,
    /// [`StoreError::NotFound`]; nothing is stored then.
    async fn append(&self, append: AppendRequest) -> Result<u64, StoreError>;

    /// The events after a revision, in order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    async fn load(&self, interview: &str, after: u64) -> Result<Vec<InterviewEvent>, StoreError>;

    /// Takes or renews the hold on an interview until a moment; a hold that has run out at `now` is free.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when someone else holds it, [`StoreError::NotFound`].
    async fn acquire_lease(&self, interview: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<(), StoreError>;

    /// Lets go of an interview; no error when the caller does not hold it.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn release(&self, interview: &str, holder: &str) -> Result<(), StoreError>;

    /// Takes places in quotas, all or none; returns the first quota that is full. An interview that has a place keeps it.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn reserve_quota_slots(&self, study: &str, interview: &str, places: &[QuotaSlot]) -> Result<Option<String>, StoreError>;

    /// Gives an interview's places back, as when it was abandoned.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn release_quota_slots(&self, study: &str, interview: &str) -> Result<(), StoreError>;

    /// Redeems a single-use token: true the first time its id is seen.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn redeem(&self, token: &str) -> Result<bool, StoreError>;

    /// Puts messages into the outbox; one of a known id changes nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn enqueue_messages(&self, messages: &[OutboxMessage]) -> Result<(), StoreError>;

    /// Messages that are due and not sent, earliest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn due_messages(&self, now: Timestamp, most: usize) -> Result<Vec<OutboxMessage>, StoreError>;

    /// Notes that a message was sent.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn mark_sent(&self, message: &str) -> Result<(), StoreError>;

    /// Deletes an interview with everything kept of it: retention has run out, or the person asked for it.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn delete(&self, interview: &str) -> Result<(), StoreError>;
}

/// Checks an append against where the interview stands.
fn check(append: &AppendRequest, revision: u64, hold: Option<(&str, Timestamp)>, at: Timestamp) -> Result<(), StoreError> {
    if let Some((holder, until)) = hold
        && holder != append.holder
        && until > at
    {
        return Err(StoreError::Locked { interview: append.interview.clone(), holder: holder.to_owned() });
    }
    if revision != append.expected_revision {
        return Err(StoreError::Conflict { interview: append.interview.clone(), expected: append.expected_revision, actual: revision });
    }
    let follows = (append.expected_revision + 1..).zip(&append.events).all(|(number, event)| number == event.revision);
    if follows { Ok(()) } else { Err(StoreError::Corrupt { what: append.interview.clone(), problem: "revisions have a gap".into() }) }
}

/// The head of an interview from what a database keeps.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn head(record: &str, revision: u64, outcome: Option<&str>) -> Result<InterviewSummary, StoreError> {
    let record: InterviewRecord = read("record", record)?;
    let outcome = outcome.map(|text| read(&record.id, text)).transpose()?;
    Ok(InterviewSummary { participant: record.participant.id, id: record.id, revision, outcome })
}

/// The events after a revision from the appends that a database keeps.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn events<'a>(interview: &str, after: u64, appends: impl Iterator<Item = &'a str>) -> Result<Vec<InterviewEvent>, StoreError> {
    let mut events = Vec::new();
    for text in appends {
        let some: Vec<InterviewEvent> = read(interview, text)?;
        events.extend(some.into_iter().filter(|event| event.revision > after));
    }
    Ok(events)
}

/// What a database keeps of a value.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A value from what a database keeps; `what` names it in the error.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn read<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::corrupt(what, error))
}
