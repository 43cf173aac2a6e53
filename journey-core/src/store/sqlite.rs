//! A store in SQLite: one writer thread, many appends to a commit, every commit on the disk before the call returns.

use std::{
    path::Path,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

use async_trait::async_trait;
use futures_channel::oneshot;
use rusqlite::{Connection, OptionalExtension, params};

use super::{AppendRequest, InterviewRecord, InterviewSummary, QuotaSlot, Store, StoreError, check, json, read};
use crate::{interview::InterviewEvent, plan::Guide, study::OutboxMessage, time::Timestamp};

/// The most jobs of one commit.
const BATCH: usize = 1024;
/// How long a commit waits for another connection that writes.
const BUSY: Duration = Duration::from_secs(10);
/// How long the emptying of the log waits for another connection that reads. What it could not do is tried again with each commit.
const PATIENCE: Duration = Duration::from_secs(2);

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS guides (hash TEXT PRIMARY KEY, guide TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS interviews (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, study TEXT NOT NULL, record TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0, outcome TEXT, holder TEXT, held_until INTEGER);
CREATE INDEX IF NOT EXISTS interviews_of_study ON interviews (study, id);
CREATE TABLE IF NOT EXISTS appends (
    interview INTEGER NOT NULL, revision INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (interview, revision)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places (
    study TEXT NOT NULL, quota TEXT NOT NULL, interview TEXT NOT NULL, PRIMARY KEY (study, quota, interview)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redeemed (token TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
    id TEXT PRIMARY KEY, due INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0, interview TEXT, message TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due) WHERE sent = 0;
";

type Failure = rusqlite::Error;
/// Runs in the writer's transaction and hands back what tells the caller, once the commit is on the disk.
type Job = Box<dyn FnOnce(&Connection) -> Result<Report, Failure> + Send>;
/// Tells a caller how the commit went.
type Tell = Box<dyn FnOnce(Option<&StoreError>) + Send>;

struct Report {
    tell: Tell,
    /// Whether something was erased, which must not stay in the log of the file either.
    erases: bool,
}

/// A store in an SQLite file.
///
/// What is erased is in none of its files once the call returns: pages are overwritten and the log is emptied with the commit. Only while another
/// connection reads for longer than two seconds does the log keep it, until a commit after that.
#[derive(Debug)]
pub struct SqliteStore {
    jobs: Sender<Job>,
}

impl SqliteStore {
    /// Opens a file, and makes it if there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or is no store.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(StoreError::unavailable)?;
        connection.busy_timeout(BUSY).map_err(StoreError::unavailable)?;
        let ready = connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;")
            .and_then(|()| connection.execute_batch(SCHEMA));
        ready.map_err(StoreError::unavailable)?;
        connection.set_prepared_statement_cache_capacity(64);
        let (jobs, waiting) = channel();
        thread::Builder::new()
            .name("journey-sqlite".into())
            .spawn(move || write(&connection, &waiting))
            .map_err(StoreError::unavailable)?;
        Ok(Self { jobs })
    }

    /// Runs work on the writer's thread, in a transaction, and waits for its commit.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<Result<T, StoreError>, Failure> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.run_erasing(false, work).await
    }

    /// The same for work that may erase.
    async fn run_erasing<T: Send + 'static>(
        &self,
        erases: bool,
        work: impl FnOnce(&Connection) -> Result<Result<T, StoreError>, Failure> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let result = work(connection)?;
            let tell = Box::new(move |failed: Option<&StoreError>| {
                let _ = tell.send(failed.map_or(result, |error| Err(error.clone())));
            });
            Ok(Report { tell, erases })
        });
        let gone = || StoreError::unavailable("the writer has ended");
        self.jobs.send(job).map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

/// Takes jobs as they come and commits them together: while one commit reaches the disk, the next batch gathers.
fn write(connection: &Connection, waiting: &Receiver<Job>) {
    // What was erased before a crash may still lie in the log.
    let mut owing = !log_is_emptied(connection, Duration::ZERO);
    while let Ok(first) = waiting.recv() {
        let mut reports: Vec<Report> = Vec::new();
        let batch = std::iter::once(first).chain(waiting.try_iter().take(BATCH - 1));
        let done = connection.execute_batch("BEGIN IMMEDIATE").and_then(|()| {
            for job in batch {
                reports.push(job(connection)?);
            }
            connection.execute_batch("COMMIT")
        });
        let failed = done.err().map(|error| {
            let _ = connection.execute_batch("ROLLBACK");
            StoreError::unavailable(error)
        });
        let erased = failed.is_none() && reports.iter().any(|report| report.erases);
        if erased || owing {
            owing = !log_is_emptied(connection, if erased { PATIENCE } else { Duration::ZERO });
        }
        for report in reports {
            (report.tell)(failed.as_ref());
        }
    }
}

/// Writes the log to the file and empties it; false when another connection was reading for longer than one waits.
fn log_is_emptied(connection: &Connection, patience: Duration) -> bool {
    let emptied = connection
        .busy_timeout(patience)
        .and_then(|()| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)))
        .is_ok_and(|busy| busy == 0);
    connection.busy_timeout(BUSY).is_ok() && emptied
}

fn append(connection: &Connection, append: &AppendRequest, events: &str) -> Result<Result<u64, StoreError>, Failure> {
    let found = connection
        .prepare_cached("SELECT number, revision, holder, held_until FROM interviews WHERE id = ?1")?
        .query_row([&append.interview], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, u64>(1)?, row.get::<_, Option<String>>(2)?, row.get::<_, Option<i64>>(3)?))
        })
        .optional()?;
    let Some((number, revision, holder, until)) = found else { return Ok(Err(StoreError::missing(&append.interview))) };
    let hold = holder.as_deref().zip(until.map(Timestamp));
    if let Err(error) = check(append, revision, hold, append.at()) {
        return Ok(Err(error));
    }
    if append.erase
        && let Err(error) = erase(connection, number, &append.interview)?
    {
        return Ok(Err(error));
    }
    if append.events.is_empty() {
        return Ok(Ok(revision));
    }
    let next = append.revision();
    connection
        .prepare_cached("INSERT INTO appends (interview, revision, events) VALUES (?1, ?2, ?3)")?
        .execute(params![number, next, events])?;
    match append.outcome() {
        Some(outcome) => connection
            .prepare_cached("UPDATE interviews SET revision = ?2, outcome = ?3 WHERE number = ?1")?
            .execute(params![number, next, json(&outcome)])?,
        None => connection.prepare_cached("UPDATE interviews SET revision = ?2 WHERE number = ?1")?.execute(params![number, next])?,
    };
    post(connection, &append.outbox)?;
    Ok(Ok(next))
}

fn erase(connection: &Connection, number: i64, interview: &str) -> Result<Result<(), StoreError>, Failure> {
    let mut select = connection.prepare_cached("SELECT revision, events FROM appends WHERE interview = ?1")?;
    let rows: Vec<(u64, String)> = select.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (revision, text) in rows {
        let mut events: Vec<InterviewEvent> = match read(interview, &text) {
            Ok(events) => events,
            Err(error) => return Ok(Err(error)),
        };
        events.iter_mut().for_each(InterviewEvent::erase);
        connection.prepare_cached("UPDATE appends SET events = ?3 WHERE interview = ?1 AND revision = ?2")?.execute(params![
            number,
            revision,
            json(&events)
        ])?;
    }
    let text: String = connection.query_row("SELECT record FROM interviews WHERE number = ?1", [number], |row| row.get(0))?;
    let mut record: InterviewRecord = match read(interview, &text) {
        Ok(record) => record,
        Err(error) => return Ok(Err(error)),
    };
    record.erase();
    connection.execute("UPDATE interviews SET record = ?2 WHERE number = ?1", params![number, json(&record)])?;
    connection.execute("DELETE FROM outbox WHERE interview = ?1", [interview])?;
    Ok(Ok(()))
}

fn post(connection: &Connection, messages: &[OutboxMessage]) -> Result<(), Failure> {
    for message in messages {
        connection
            .prepare_cached("INSERT OR IGNORE INTO outbox (id, due, interview, message) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![message.id, message.due.0, message.interview, json(message)])?;
    }
    Ok(())
}

#[async_trait]
impl Store for SqliteStore {
    async fn save_guide(&self, guide: &Guide) -> Result<String, StoreError> {
        let (hash, text) = (guide.hash(), json(guide));
        self.run(move |connection| {
            connection.execute("INSERT OR IGNORE INTO guides (hash, guide) VALUES (?1, ?2)", params![hash, text])?;
            Ok(Ok(hash))
        })
        .await
    }

    async fn guide(&self, hash: &str) -> Result<Guide, StoreError> {
        let hash = hash.to_owned();
        self.run(move |connection| {
            let text: Option<String> =
                connection.query_row("SELECT guide FROM guides WHERE hash = ?1", [&hash], |row| row.get(0)).optional()?;
            Ok(text.ok_or_else(|| StoreError::missing(&hash)).and_then(|text| read(&hash, &text)))
        })
        .await
    }

    async fn create(&self, record: &InterviewRecord) -> Result<(), StoreError> {
        let record = record.clone();
        self.run(move |connection| {
            let made = connection
                .prepare_cached("INSERT OR IGNORE INTO interviews (id, study, record) VALUES (?1, ?2, ?3)")?
                .execute(params![record.id, record.study, json(&record)])?;
            Ok(if made == 1 { Ok(()) } else { Err(StoreError::Exists { interview: record.id }) })
        })
        .await
    }

    async fn record(&self, interview: &str) -> Result<InterviewRecord, StoreError> {
        let id = interview.to_owned();
        self.run(move |connection| {
            let text: Option<String> =
                connection.query_row("SELECT record FROM interviews WHERE id = ?1", [&id], |row| row.get(0)).optional()?;
            Ok(text.ok_or_else(|| StoreError::missing(&id)).and_then(|text| read(&id, &text)))
        })
        .await
    }

    async fn list(&self, study: &str) -> Result<Vec<InterviewSummary>, StoreError> {
        let study = study.to_owned();
        self.run(move |connection| {
            let mut select = connection.prepare_cached("SELECT record, revision, outcome FROM interviews WHERE study = ?1 ORDER BY id")?;
            let rows: Vec<(String, u64, Option<String>)> =
                select.query_map([&study], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
            Ok(rows.into_iter().map(|(record, revision, outcome)| super::head(&record, revision, outcome.as_deref())).collect())
        })
        .await
    }

    async fn append(&self, append: AppendRequest) -> Result<u64, StoreError> {
        // Written out here, on the caller's thread: the writer's time is the scarce one.
        let events = json(&append.events);
        self.run_erasing(append.erase, move |connection| self::append(connection, &append, &events)).await
    }

    async fn load(&self, interview: &str, after: u64) -> Result<Vec<InterviewEvent>, StoreError> {
        let id = interview.to_owned();
        self.run(move |connection| {
            let number: Option<i64> =
                connection.query_row("SELECT number FROM interviews WHERE id = ?1", [&id], |row| row.get(0)).optional()?;
            let Some(number) = number else { return Ok(Err(StoreError::missing(&id))) };
            let mut select =
                connection.prepare_cached("SELECT events FROM appends WHERE interview = ?1 AND revision > ?2 ORDER BY revision")?;
            let rows: Vec<String> = select.query_map(params![number, after], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(super::events(&id, after, rows.iter().map(String::as_str)))
        })
        .await
    }

    async fn acquire_lease(&self, interview: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        let (id, holder) = (interview.to_owned(), holder.to_owned());
        self.run(move |connection| {
            let taken = connection
                .prepare_cached(
                    "UPDATE interviews SET holder = ?2, held_until = ?4 WHERE id = ?1 AND (holder IS NULL OR holder = ?2 OR held_until <= ?3)",
                )?
                .execute(params![id, holder, now.0, until.0])?;
            if taken == 1 {
                return Ok(Ok(()));
            }
            let other: Option<Option<String>> =
                connection.query_row("SELECT holder FROM interviews WHERE id = ?1", [&id], |row| row.get(0)).optional()?;
            Ok(Err(other.map_or_else(
                || StoreError::missing(&id),
                |holder| StoreError::Locked { interview: id.clone(), holder: holder.unwrap_or_default() },
            )))
        })
        .await
    }

    async fn release(&self, interview: &str, holder: &str) -> Result<(), StoreError> {
        let (id, holder) = (interview.to_owned(), holder.to_owned());
        self.run(move |connection| {
            connection
                .prepare_cached("UPDATE interviews SET holder = NULL, held_until = NULL WHERE id = ?1 AND holder = ?2")?
                .execute([id, holder])?;
            Ok(Ok(()))
        })
        .await
    }

    async fn reserve_quota_slots(&self, study: &str, interview: &str, places: &[QuotaSlot]) -> Result<Option<String>, StoreError> {
        let (study, interview, places) = (study.to_owned(), interview.to_owned(), places.to_vec());
        self.run(move |connection| {
            for place in &places {
                let others: u64 = connection
                    .prepare_cached("SELECT count(*) FROM places WHERE study = ?1 AND quota = ?2 AND interview <> ?3")?
                    .query_row([&study, &place.quota, &interview], |row| row.get(0))?;
                if others >= place.limit {
                    return Ok(Ok(Some(place.quota.clone())));
                }
            }
            for place in &places {
                connection.prepare_cached("INSERT OR IGNORE INTO places (study, quota, interview) VALUES (?1, ?2, ?3)")?.execute([
                    &study,
                    &place.quota,
                    &interview,
                ])?;
            }
            Ok(Ok(None))
        })
        .await
    }

    async fn release_quota_slots(&self, study: &str, interview: &str) -> Result<(), StoreError> {
        let (study, interview) = (study.to_owned(), interview.to_owned());
        self.run(move |connection| {
            connection.execute("DELETE FROM places WHERE study = ?1 AND interview = ?2", [study, interview])?;
            Ok(Ok(()))
        })
        .await
    }

    async fn redeem(&self, token: &str) -> Result<bool, StoreError> {
        let token = token.to_owned();
        self.run(move |connection| Ok(Ok(connection.execute("INSERT OR IGNORE INTO redeemed (token) VALUES (?1)", [token])? == 1))).await
    }

    async fn enqueue_messages(&self, messages: &[OutboxMessage]) -> Result<(), StoreError> {
        let messages = messages.to_vec();
        self.run(move |connection| self::post(connection, &messages).map(Ok)).await
    }

    async fn due_messages(&self, now: Timestamp, most: usize) -> Result<Vec<OutboxMessage>, StoreError> {
        self.run(move |connection| {
            let mut select =
                connection.prepare_cached("SELECT id, message FROM outbox WHERE sent = 0 AND due <= ?1 ORDER BY due, id LIMIT ?2")?;
            let rows: Vec<(String, String)> = select
                .query_map(params![now.0, i64::try_from(most).unwrap_or(i64::MAX)], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(rows.iter().map(|(id, text)| read(id, text)).collect())
        })
        .await
    }

    async fn mark_sent(&self, message: &str) -> Result<(), StoreError> {
        let message = message.to_owned();
        self.run(move |connection| connection.execute("UPDATE outbox SET sent = 1 WHERE id = ?1", [message]).map(|_| Ok(()))).await
    }

    async fn delete(&self, interview: &str) -> Result<(), StoreError> {
        let id = interview.to_owned();
        self.run_erasing(true, move |connection| {
            connection.execute("DELETE FROM appends WHERE interview = (SELECT number FROM interviews WHERE id = ?1)", [&id])?;
            connection.execute("DELETE FROM places WHERE interview = ?1", [&id])?;
            connection.execute("DELETE FROM outbox WHERE interview = ?1", [&id])?;
            connection.execute("DELETE FROM interviews WHERE id = ?1", [&id])?;
            Ok(Ok(()))
        })
        .await
    }
}
