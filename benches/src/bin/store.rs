//! Events appended durably per second: SQLite with `synchronous=FULL` and PostgreSQL, many sessions at once.

use std::{sync::Arc, time::Instant};

use journey_benches::ANSWER;
use journey_core::{
    interview::{EventBody, InterviewEvent},
    store::{AppendRequest, InterviewRecord, PostgresStore, SqliteStore, Store},
    study::Participant,
    time::Timestamp,
};
use serde_json::json;

/// Events of one append, as an answer with what follows from it makes them.
const EVENTS: u64 = 4;
const APPENDS: u64 = 60;

fn append(interview: &str, number: u64, events: u64) -> AppendRequest {
    let events = (1..=events)
        .map(|at| InterviewEvent {
            revision: number * events + at,
            at: Timestamp(number as i64),
            input: format!("input-{number}").into(),
            body: EventBody::Said { turn: 1, item: Some("q1".into()), text: ANSWER.into() },
        })
        .collect();
    AppendRequest {
        interview: interview.to_owned(),
        expected_revision: number * EVENTS,
        events,
        holder: "bench".into(),
        ..AppendRequest::default()
    }
}

/// Events per second with some sessions, each waiting for its append before the next.
async fn run(store: Arc<dyn Store>, sessions: usize, events: u64) -> f64 {
    let names: Vec<String> = (0..sessions).map(|number| format!("{sessions}-{events}-{number}")).collect();
    for id in &names {
        let record = InterviewRecord {
            id: id.clone(),
            study: "bench".into(),
            participant: Participant::default(),
            guide: String::new(),
            address: None,
            created: Timestamp(0),
        };
        store.create(&record).await.expect("created");
    }
    let start = Instant::now();
    let tasks: Vec<_> = names
        .into_iter()
        .map(|id| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..APPENDS {
                    let append = AppendRequest { expected_revision: number * events, ..append(&id, number, events) };
                    store.append(append).await.expect("appended");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no task panics");
    }
    (sessions as u64 * APPENDS * events) as f64 / start.elapsed().as_secs_f64()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = tempfile::TempDir::new_in("target").expect("a folder");
    let mut stores: Vec<(&str, Arc<dyn Store>)> =
        vec![("sqlite, synchronous=FULL", Arc::new(SqliteStore::open(folder.path().join("bench.db")).expect("a store")))];
    match std::env::var("JOURNEY_POSTGRES") {
        Ok(parameters) => {
            stores.push((
                "postgresql",
                Arc::new(PostgresStore::connect(&format!("{parameters} dbname=postgres")).await.expect("PostgreSQL answers")),
            ));
        }
        Err(_) => eprintln!("JOURNEY_POSTGRES is not set: PostgreSQL is left out"),
    }
    for (name, store) in stores {
        for (sessions, events) in [(1, 1), (256, 1), (256, EVENTS)] {
            let value = run(store.clone(), sessions, events).await.round();
            println!("{}", json!({"name": name, "unit": "events/s", "value": value, "sessions": sessions, "events_per_append": events}));
        }
    }
}
