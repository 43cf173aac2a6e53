//! Stores that fail before they write, after they wrote, or never come back: every word that was handed in is stored once, and no other.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use journey_core::{
    Error,
    interview::{EventBody, Input, InputBody, InterviewEvent, PreparedGuide},
    plan::{Guide, GuideItem, GuidePhase, InterviewMode},
    store::{AppendRequest, InterviewRecord, InterviewSummary, MemoryStore, QuotaSlot, Session, SqliteStore, Store, StoreError},
    study::{OutboxMessage, Participant},
    time::Timestamp,
};

/// What goes wrong with every third append.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    FailsAfter,
    FailsBefore,
    HangsAfter,
    HangsBefore,
}

#[derive(Debug)]
struct FaultyStore {
    inner: Arc<dyn Store>,
    fault: Fault,
    appends: AtomicU64,
}

fn failed<T>() -> Result<T, StoreError> {
    Err(StoreError::Unavailable { problem: "another process holds it".into() })
}

#[async_trait]
impl Store for FaultyStore {
    async fn append(&self, append: AppendRequest) -> Result<u64, StoreError> {
        if self.appends.fetch_add(1, Ordering::Relaxed) % 3 != 2 {
            return self.inner.append(append).await;
        }
        match self.fault {
            Fault::FailsAfter => {
                self.inner.append(append).await?;
                failed()
            }
            Fault::FailsBefore => failed(),
            Fault::HangsAfter => {
                self.inner.append(append).await?;
                std::future::pending().await
            }
            Fault::HangsBefore => std::future::pending().await,
        }
    }

    async fn save_guide(&self, guide: &Guide) -> Result<String, StoreError> {
        self.inner.save_guide(guide).await
    }

    async fn guide(&self, hash: &str) -> Result<Guide, StoreError> {
        self.inner.guide(hash).await
    }

    async fn create(&self, record: &InterviewRecord) -> Result<(), StoreError> {
        self.inner.create(record).await
    }

    async fn record(&self, interview: &str) -> Result<InterviewRecord, StoreError> {
        self.inner.record(interview).await
    }

    async fn list(&self, study: &str) -> Result<Vec<InterviewSummary>, StoreError> {
        self.inner.list(study).await
    }

    async fn load(&self, interview: &str, after: u64) -> Result<Vec<InterviewEvent>, StoreError> {
        self.inner.load(interview, after).await
    }

    async fn acquire_lease(&self, interview: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        self.inner.acquire_lease(interview, holder, now, until).await
    }

    async fn release(&self, interview: &str, holder: &str) -> Result<(), StoreError> {
        self.inner.release(interview, holder).await
    }

    async fn reserve_quota_slots(&self, study: &str, interview: &str, places: &[QuotaSlot]) -> Result<Option<String>, StoreError> {
        self.inner.reserve_quota_slots(study, interview, places).await
    }

    async fn release_quota_slots(&self, study: &str, interview: &str) -> Result<(), StoreError> {
        self.inner.release_quota_slots(study, interview).await
    }

    async fn redeem(&self, token: &str) -> Result<bool, StoreError> {
        self.inner.redeem(token).await
    }

    async fn enqueue_messages(&self, messages: &[OutboxMessage]) -> Result<(), StoreError> {
        self.inner.enqueue_messages(messages).await
    }

    async fn due_messages(&self, now: Timestamp, most: usize) -> Result<Vec<OutboxMessage>, StoreError> {
        self.inner.due_messages(now, most).await
    }

    async fn mark_sent(&self, message: &str) -> Result<(), StoreError> {
        self.inner.mark_sent(message).await
    }

    async fn delete(&self, interview: &str) -> Result<(), StoreError> {
        self.inner.delete(interview).await
    }
}

fn guide() -> Guide {
    let items = (1..=20).map(|number| {
        GuideItem::open(format!("q{number}"), GuidePhase::Experience, format!("What happened on day {number}?"), Default::default())
    });
    Guide { mode: InterviewMode::Strict, ..Guide::from_items(items.collect()) }
}

fn record(id: &str) -> InterviewRecord {
    InterviewRecord {
        id: id.into(),
        study: "faults".into(),
        participant: Participant { id: "ada".into(), ..Participant::default() },
        guide: String::new(),
        address: None,
        created: Timestamp(0),
    }
}

/// Hands an input in until it is taken, as a participant does who sees an error and sends again.
async fn insist(session: &mut Session, input: Input, tried: &mut u64) {
    loop {
        *tried += 1;
        let taken = tokio::time::timeout(Duration::from_millis(40), session.handle(input.clone(), Timestamp(1))).await;
        match taken {
            Ok(Ok(_)) => return,
            Ok(Err(error)) => assert!(error.is_retryable(), "{error}"),
            Err(_) => {}
        }
    }
}

/// Answers twelve questions over a store that fails every third time, and counts the inputs that were tried.
async fn answered(inner: Arc<dyn Store>, fault: Fault, with_ids: bool, id: &str) -> u64 {
    let store = Arc::new(FaultyStore { inner: Arc::clone(&inner), fault, appends: AtomicU64::new(0) });
    let prepared = PreparedGuide::new(guide()).expect("a sound guide");
    let mut session = Session::begin(store, record(id), prepared, "host").await.expect("a session");
    let mut tried = 0;
    let name = |number: usize| if with_ids { format!("browser-{number}") } else { String::new() };
    insist(&mut session, Input::new("joined", InputBody::Joined), &mut tried).await;
    insist(&mut session, Input::said(name(0), "yes"), &mut tried).await;
    let said: Vec<String> = (1..=12).map(|number| format!("On day {number} the letter with the number {number} came back.")).collect();
    for (number, text) in (1..).zip(&said) {
        insist(&mut session, Input::said(name(number), text.as_str()), &mut tried).await;
    }
    let log = inner.load(id, 0).await.expect("a log");
    let stored: Vec<&str> = log
        .iter()
        .filter_map(|event| match &event.body {
            EventBody::Said { text, .. } => Some(&**text),
            _ => None,
        })
        .filter(|text| text.starts_with("On day"))
        .collect();
    assert_eq!(stored, said.iter().map(String::as_str).collect::<Vec<_>>(), "{fault:?}, ids {with_ids}");
    tried
}

#[tokio::test]
async fn words_that_were_handed_in_are_stored_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let sqlite: Arc<dyn Store> = Arc::new(SqliteStore::open(folder.path().join("faults.sqlite")).expect("a database"));
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::default());
    for (name, store) in [("memory", memory), ("sqlite", sqlite)] {
        for fault in [Fault::FailsAfter, Fault::FailsBefore, Fault::HangsAfter, Fault::HangsBefore] {
            for with_ids in [true, false] {
                let tried = answered(Arc::clone(&store), fault, with_ids, &format!("{fault:?}-{with_ids}")).await;
                println!("{name:<7} {fault:<20?} ids {with_ids:<5}: {tried} inputs tried, 12 said, swallowed 0, doubled 0");
            }
        }
    }
}

#[tokio::test]
async fn an_id_does_not_come_again_with_other_words() -> Result<(), Error> {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut session = Session::begin(store, record("conflict"), PreparedGuide::new(guide())?, "host").await?;
    session.handle(Input::new("joined", InputBody::Joined), Timestamp(1)).await?;
    session.handle(Input::said("a", "yes"), Timestamp(2)).await?;
    session.handle(Input::said("b", "The letter came late."), Timestamp(3)).await?;
    session.handle(Input::said("b", "The letter came late."), Timestamp(4)).await?;
    let refused = session.handle(Input::said("b", "It never came."), Timestamp(5)).await.err();
    assert_eq!(refused.map(|error| error.code().to_owned()).as_deref(), Some("interview_input_conflict"));
    Ok(())
}
