//! A store in PostgreSQL: one writer connection that commits many appends together, one connection for everything else.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::{Client, Config, NoTls, types::ToSql};

use super::{AppendRequest, InterviewRecord, InterviewSummary, QuotaSlot, Store, StoreError, check, json, read};
use crate::{interview::InterviewEvent, plan::Guide, study::OutboxMessage, time::Timestamp};

/// The most appends of one commit.
const BATCH: usize = 512;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS journey_guides (hash TEXT PRIMARY KEY, guide TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journey_interviews (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE, study TEXT NOT NULL, record TEXT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 0, outcome TEXT, holder TEXT, held_until BIGINT);
CREATE INDEX IF NOT EXISTS journey_interviews_of_study ON journey_interviews (study, id);
CREATE TABLE IF NOT EXISTS journey_appends (
    interview BIGINT NOT NULL, revision BIGINT NOT NULL, events TEXT NOT NULL, PRIMARY KEY (interview, revision));
CREATE TABLE IF NOT EXISTS journey_places (
    study TEXT NOT NULL, quota TEXT NOT NULL, interview TEXT NOT NULL, PRIMARY KEY (study, quota, interview));
CREATE TABLE IF NOT EXISTS journey_redeemed (token TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS journey_outbox (
    id TEXT PRIMARY KEY, due BIGINT NOT NULL, sent BOOLEAN NOT NULL DEFAULT FALSE, interview TEXT, message TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS journey_outbox_due ON journey_outbox (due) WHERE NOT sent;
";

/// Work for the writer, one transaction each unless it is an append.
enum Job {
    Append(AppendRequest, String, oneshot::Sender<Result<u64, StoreError>>),
    Delete(String, oneshot::Sender<Result<(), StoreError>>),
    TakePlaces(String, String, Vec<QuotaSlot>, oneshot::Sender<Result<Option<String>, StoreError>>),
}

type Failure = tokio_postgres::Error;

/// A store in a PostgreSQL database. Needs a Tokio runtime.
///
/// What is erased is in no row any more. The database keeps dead rows in its pages until `VACUUM FULL`, and in its log for as long as it is archived.
pub struct PostgresStore {
    client: Client,
    jobs: mpsc::UnboundedSender<Job>,
}

impl std::fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PostgresStore")
    }
}

impl PostgresStore {
    /// Connects, and makes the tables if there are none. The connection is not encrypted: put it on a private network or a socket.
    ///
    /// # Errors
    /// When the address is malformed or the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let config: Config = url.parse().map_err(StoreError::unavailable)?;
        let client = connect(&config).await?;
        // Two processes that open an empty database at once must not both make the tables.
        let schema = format!("BEGIN; SELECT pg_advisory_xact_lock(7081994); {SCHEMA} COMMIT;");
        client.batch_execute(&schema).await.map_err(StoreError::unavailable)?;
        let writer = connect(&config).await?;
        let (jobs, waiting) = mpsc::unbounded_channel();
        tokio::spawn(write(writer, waiting));
        Ok(Self { client, jobs })
    }

    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Job) -> Result<T, StoreError> {
        let (tell, told) = oneshot::channel();
        let gone = || StoreError::unavailable("the writer has ended");
        self.jobs.send(job(tell)).map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }

    async fn execute(&self, statement: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        self.client.execute(statement, values).await.map_err(StoreError::unavailable)
    }

    /// The text of the first column of the first row.
    async fn text(&self, what: &str, statement: &str) -> Result<String, StoreError> {
        let row = self.client.query_opt(statement, &[&what]).await.map_err(StoreError::unavailable)?;
        row.map(|row| row.get(0)).ok_or_else(|| StoreError::missing(what))
    }
}

async fn connect(config: &Config) -> Result<Client, StoreError> {
    let (client, connection) = config.connect(NoTls).await.map_err(StoreError::unavailable)?;
    tokio::spawn(async move {
        // A broken connection fails the calls that wait on it; there is nobody else to tell.
        let _ = connection.await;
    });
    Ok(client)
}

async fn write(mut client: Client, mut waiting: mpsc::UnboundedReceiver<Job>) {
    let mut jobs = Vec::new();
    while waiting.recv_many(&mut jobs, BATCH).await > 0 {
        let mut appends = Vec::new();
        for job in jobs.drain(..) {
            match job {
                Job::Append(append, events, tell) => appends.push((append, events, tell)),
                Job::Delete(interview, tell) => {
                    let _ = tell.send(delete(&mut client, &interview).await.map_err(StoreError::unavailable));
                }
                Job::TakePlaces(study, interview, places, tell) => {
                    let _ = tell.send(reserve_quota_slots(&mut client, &study, &interview, &places).await.map_err(StoreError::unavailable));
                }
            }
        }
        if appends.is_empty() {
            continue;
        }
        let (batch, tells): (Vec<_>, Vec<_>) = appends.into_iter().map(|(append, events, tell)| ((append, events), tell)).unzip();
        match append_all(&mut client, &batch).await {
            Ok(results) => tells.into_iter().zip(results).for_each(|(tell, result)| drop(tell.send(result))),
            Err(error) => {
                let error = StoreError::unavailable(error);
                tells.into_iter().for_each(|tell| drop(tell.send(Err(error.clone()))));
            }
        }
    }
}

/// Where an interview stands within the batch.
struct Standing {
    number: i64,
    revision: u64,
    outcome: Option<String>,
    hold: Option<(String, Timestamp)>,
}

async fn append_all(client: &mut Client, batch: &[(AppendRequest, String)]) -> Result<Vec<Result<u64, StoreError>>, Failure> {
    let transaction = client.transaction().await?;
    let ids: Vec<&str> = batch.iter().map(|(append, _)| append.interview.as_str()).collect();
    let rows = transaction
        .query(
            "SELECT id, number, revision, outcome, holder, held_until FROM journey_interviews WHERE id = ANY($1) ORDER BY id FOR UPDATE",
            &[&ids],
        )
        .await?;
    let mut standings: BTreeMap<String, Standing> = BTreeMap::new();
    for row in rows {
        let hold = row.get::<_, Option<String>>(4).zip(row.get::<_, Option<i64>>(5).map(Timestamp));
        let standing = Standing { number: row.get(1), revision: row.get::<_, i64>(2).try_into().unwrap_or(0), outcome: row.get(3), hold };
        standings.insert(row.get(0), standing);
    }
    let mut results = Vec::with_capacity(batch.len());
    let (mut numbers, mut revisions, mut texts): (Vec<i64>, Vec<i64>, Vec<&str>) = Default::default();
    for (append, events) in batch {
        let Some(standing) = standings.get_mut(&append.interview) else {
            results.push(Err(StoreError::missing(&append.interview)));
            continue;
        };
        let hold = standing.hold.as_ref().map(|(holder, until)| (holder.as_str(), *until));
        if let Err(error) = check(append, standing.revision, hold, append.at()) {
            results.push(Err(error));
            continue;
        }
        if append.erase {
            // What this batch has added of the interview must be there to be erased.
            insert(&transaction, &mut numbers, &mut revisions, &mut texts).await?;
            if let Err(error) = erase(&transaction, standing.number, &append.interview).await? {
                results.push(Err(error));
                continue;
            }
        }
        standing.revision = append.revision();
        standing.outcome = append.outcome().map(|outcome| json(&outcome)).or(standing.outcome.take());
        if !append.events.is_empty() {
            numbers.push(standing.number);
            revisions.push(standing.revision.try_into().unwrap_or(i64::MAX));
            texts.push(events);
        }
        enqueue_messages(&transaction, &append.outbox).await?;
        results.push(Ok(standing.revision));
    }
    insert(&transaction, &mut numbers, &mut revisions, &mut texts).await?;
    let (mut keys, mut marks, mut outcomes): (Vec<i64>, Vec<i64>, Vec<Option<&str>>) = Default::default();
    for standing in standings.values() {
        keys.push(standing.number);
        marks.push(standing.revision.try_into().unwrap_or(i64::MAX));
        outcomes.push(standing.outcome.as_deref());
    }
    transaction
        .execute(
            "UPDATE journey_interviews AS one SET revision = new.revision, outcome = new.outcome
             FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS new (number, revision, outcome) WHERE one.number = new.number",
            &[&keys, &marks, &outcomes],
        )
        .await?;
    transaction.commit().await?;
    Ok(results)
}

async fn insert(
    transaction: &tokio_postgres::Transaction<'_>,
    numbers: &mut Vec<i64>,
    revisions: &mut Vec<i64>,
    texts: &mut Vec<&str>,
) -> Result<(), Failure> {
    if !numbers.is_empty() {
        let statement =
            "INSERT INTO journey_appends (interview, revision, events) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[])";
        transaction.execute(statement, &[&*numbers, &*revisions, &*texts]).await?;
        numbers.clear();
        revisions.clear();
        texts.clear();
    }
    Ok(())
}

async fn erase(transaction: &tokio_postgres::Transaction<'_>, number: i64, interview: &str) -> Result<Result<(), StoreError>, Failure> {
    for row in transaction.query("SELECT revision, events FROM journey_appends WHERE interview = $1", &[&number]).await? {
        let (revision, text): (i64, String) = (row.get(0), row.get(1));
        let mut events: Vec<InterviewEvent> = match read(interview, &text) {
            Ok(events) => events,
            Err(error) => return Ok(Err(error)),
        };
        events.iter_mut().for_each(InterviewEvent::erase);
        transaction
            .execute("UPDATE journey_appends SET events = $3 WHERE interview = $1 AND revision = $2", &[&number, &revision, &json(&events)])
            .await?;
    }
    let text: String = transaction.query_one("SELECT record FROM journey_interviews WHERE number = $1", &[&number]).await?.get(0);
    let mut record: InterviewRecord = match read(interview, &text) {
        Ok(record) => record,
        Err(error) => return Ok(Err(error)),
    };
    record.erase();
    transaction.execute("UPDATE journey_interviews SET record = $2 WHERE number = $1", &[&number, &json(&record)]).await?;
    transaction.execute("DELETE FROM journey_outbox WHERE interview = $1", &[&interview]).await?;
    Ok(Ok(()))
}

async fn delete(client: &mut Client, interview: &str) -> Result<(), Failure> {
    let transaction = client.transaction().await?;
    for statement in [
        "DELETE FROM journey_appends WHERE interview = (SELECT number FROM journey_interviews WHERE id = $1)",
        "DELETE FROM journey_places WHERE interview = $1",
        "DELETE FROM journey_outbox WHERE interview = $1",
        "DELETE FROM journey_interviews WHERE id = $1",
    ] {
        transaction.execute(statement, &[&interview]).await?;
    }
    transaction.commit().await
}

async fn reserve_quota_slots(client: &mut Client, study: &str, interview: &str, places: &[QuotaSlot]) -> Result<Option<String>, Failure> {
    let transaction = client.transaction().await?;
    // Two processes may count at once: one waits for the other.
    transaction.execute("SELECT pg_advisory_xact_lock(hashtext($1))", &[&study]).await?;
    for place in places {
        let statement = "SELECT count(*) FROM journey_places WHERE study = $1 AND quota = $2 AND interview <> $3";
        let others: i64 = transaction.query_one(statement, &[&study, &place.quota, &interview]).await?.get(0);
        if others.unsigned_abs() >= place.limit {
            return Ok(Some(place.quota.clone()));
        }
    }
    for place in places {
        let statement = "INSERT INTO journey_places (study, quota, interview) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        transaction.execute(statement, &[&study, &place.quota, &interview]).await?;
    }
    transaction.commit().await?;
    Ok(None)
}

async fn enqueue_messages(client: &impl tokio_postgres::GenericClient, messages: &[OutboxMessage]) -> Result<(), Failure> {
    for message in messages {
        let statement = "INSERT INTO journey_outbox (id, due, interview, message) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        client.execute(statement, &[&message.id, &message.due.0, &message.interview, &json(message)]).await?;
    }
    Ok(())
}

#[async_trait]
impl Store for PostgresStore {
    async fn save_guide(&self, guide: &Guide) -> Result<String, StoreError> {
        let hash = guide.hash();
        self.execute("INSERT INTO journey_guides (hash, guide) VALUES ($1, $2) ON CONFLICT DO NOTHING", &[&hash, &json(guide)]).await?;
        Ok(hash)
    }

    async fn guide(&self, hash: &str) -> Result<Guide, StoreError> {
        read(hash, &self.text(hash, "SELECT guide FROM journey_guides WHERE hash = $1").await?)
    }

    async fn create(&self, record: &InterviewRecord) -> Result<(), StoreError> {
        let statement = "INSERT INTO journey_interviews (id, study, record) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        match self.execute(statement, &[&record.id, &record.study, &json(record)]).await? {
            1 => Ok(()),
            _ => Err(StoreError::Exists { interview: record.id.clone() }),
        }
    }

    async fn record(&self, interview: &str) -> Result<InterviewRecord, StoreError> {
        read(interview, &self.text(interview, "SELECT record FROM journey_interviews WHERE id = $1").await?)
    }

    async fn list(&self, study: &str) -> Result<Vec<InterviewSummary>, StoreError> {
        let statement = "SELECT record, revision, outcome FROM journey_interviews WHERE study = $1 ORDER BY id";
        let rows = self.client.query(statement, &[&study]).await.map_err(StoreError::unavailable)?;
        rows.iter()
            .map(|row| super::head(row.get(0), row.get::<_, i64>(1).try_into().unwrap_or(0), row.get::<_, Option<&str>>(2)))
            .collect()
    }

    async fn append(&self, append: AppendRequest) -> Result<u64, StoreError> {
        let events = json(&append.events);
        self.ask(|tell| Job::Append(append, events, tell)).await
    }

    async fn load(&self, interview: &str, after: u64) -> Result<Vec<InterviewEvent>, StoreError> {
        let number = self.client.query_opt("SELECT number FROM journey_interviews WHERE id = $1", &[&interview]).await;
        let number: i64 = number.map_err(StoreError::unavailable)?.ok_or_else(|| StoreError::missing(interview))?.get(0);
        let since = i64::try_from(after).unwrap_or(i64::MAX);
        let statement = "SELECT events FROM journey_appends WHERE interview = $1 AND revision > $2 ORDER BY revision";
        let rows = self.client.query(statement, &[&number, &since]).await.map_err(StoreError::unavailable)?;
        super::events(interview, after, rows.iter().map(|row| row.get(0)))
    }

    async fn acquire_lease(&self, interview: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        let statement = "UPDATE journey_interviews SET holder = $2, held_until = $4
                         WHERE id = $1 AND (holder IS NULL OR holder = $2 OR held_until <= $3)";
        if self.execute(statement, &[&interview, &holder, &now.0, &until.0]).await? == 1 {
            return Ok(());
        }
        let other = self.client.query_opt("SELECT holder FROM journey_interviews WHERE id = $1", &[&interview]).await;
        let other: Option<String> = other.map_err(StoreError::unavailable)?.ok_or_else(|| StoreError::missing(interview))?.get(0);
        Err(StoreError::Locked { interview: interview.to_owned(), holder: other.unwrap_or_default() })
    }

    async fn release(&self, interview: &str, holder: &str) -> Result<(), StoreError> {
        let statement = "UPDATE journey_interviews SET holder = NULL, held_until = NULL WHERE id = $1 AND holder = $2";
        self.execute(statement, &[&interview, &holder]).await.map(drop)
    }

    async fn reserve_quota_slots(&self, study: &str, interview: &str, places: &[QuotaSlot]) -> Result<Option<String>, StoreError> {
        self.ask(|tell| Job::TakePlaces(study.to_owned(), interview.to_owned(), places.to_vec(), tell)).await
    }

    async fn release_quota_slots(&self, study: &str, interview: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM journey_places WHERE study = $1 AND interview = $2", &[&study, &interview]).await.map(drop)
    }

    async fn redeem(&self, token: &str) -> Result<bool, StoreError> {
        let statement = "INSERT INTO journey_redeemed (token) VALUES ($1) ON CONFLICT DO NOTHING";
        self.execute(statement, &[&token]).await.map(|made| made == 1)
    }

    async fn enqueue_messages(&self, messages: &[OutboxMessage]) -> Result<(), StoreError> {
        self::enqueue_messages(&self.client, messages).await.map_err(StoreError::unavailable)
    }

    async fn due_messages(&self, now: Timestamp, most: usize) -> Result<Vec<OutboxMessage>, StoreError> {
        let statement = "SELECT id, message FROM journey_outbox WHERE NOT sent AND due <= $1 ORDER BY due, id LIMIT $2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = self.client.query(statement, &[&now.0, &most]).await.map_err(StoreError::unavailable)?;
        rows.iter().map(|row| read(row.get(0), row.get(1))).collect()
    }

    async fn mark_sent(&self, message: &str) -> Result<(), StoreError> {
        self.execute("UPDATE journey_outbox SET sent = TRUE WHERE id = $1", &[&message]).await.map(drop)
    }

    async fn delete(&self, interview: &str) -> Result<(), StoreError> {
        self.ask(|tell| Job::Delete(interview.to_owned(), tell)).await
    }
}
