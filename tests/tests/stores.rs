//! One behaviour suite for every store.

use std::sync::Arc;

use journey_core::{
    builtin::BuiltinProvider,
    interview::{
        EventBody, Input, InputBody, Interview, InterviewHost as _, InterviewOutcome, Output, PreparedGuide, Respondent, converse,
    },
    llm::{Driver, RetryPolicy, VirtualClock},
    plan::{AnswerFormat, AnswerOption, Guide, GuideItem, GuidePhase, StructuredAnswer},
    simulate::{SimulatedRespondent, insurance_cohort},
    store::{AppendRequest, ERASED, InterviewRecord, MemoryStore, QuotaSlot, Session, SqliteStore, Store, StoreError, StudyServices},
    study::{
        OutboxBody, OutboxMessage, Outreach, Participant, ParticipantExperience, Quota, QuotaFullAction, SegmentRule, Study, TokenKey,
    },
    time::Timestamp,
};
use journey_tests::{fresh_database, open_store};
use tempfile::TempDir;

fn guide() -> Guide {
    let items = ["What happened when you first made a claim?", "How did you hear about the renewal?", "What changed for you afterwards?"];
    let items =
        (1..).zip(items).map(|(number, text)| GuideItem::open(format!("q{number}"), GuidePhase::Experience, text, Default::default()));
    Guide { reminders: vec![3_600_000], ..Guide::from_items(items.collect()) }
}

fn record(id: &str) -> InterviewRecord {
    InterviewRecord {
        id: id.into(),
        study: "claims".into(),
        participant: Participant { id: format!("{id}-person"), ..Participant::default() },
        guide: String::new(),
        address: Some("ada@example.org".into()),
        created: Timestamp(0),
    }
}

fn message(id: &str, due: i64, interview: Option<&str>) -> OutboxMessage {
    let body = OutboxBody::Webhook { url: "https://example.org/hook".into(), json: "{}".into() };
    OutboxMessage { id: id.into(), due: Timestamp(due), interview: interview.map(str::to_owned), body }
}

/// An append of what an interview does with an input.
fn step(interview: &mut Interview, input: Input, at: i64) -> AppendRequest {
    let expected_revision = interview.state().revision();
    let outputs = interview.handle(input, Timestamp(at)).expect("a possible input");
    let events = outputs
        .into_iter()
        .filter_map(|output| match output {
            Output::Record { event } => Some(event),
            _ => None,
        })
        .collect();
    AppendRequest { interview: interview.id().to_owned(), expected_revision, holder: "one".into(), events, ..AppendRequest::default() }
}

async fn suite(store: Arc<dyn Store>) {
    appends_are_ordered(store.as_ref()).await;
    holds_exclude(store.as_ref()).await;
    quotas_fill(store.as_ref()).await;
    outbox_drains(store.as_ref()).await;
    withdrawal_erases(store.clone()).await;
    sessions_move_between_processes(store.clone()).await;
    quotas_close_the_door(store.clone()).await;
    many_append_at_once(store).await;
}

async fn appends_are_ordered(store: &dyn Store) {
    let guide = guide();
    let hash = store.save_guide(&guide).await.expect("kept");
    assert_eq!(store.save_guide(&guide).await.as_deref(), Ok(hash.as_str()));
    assert_eq!(store.guide(&hash).await, Ok(guide.clone()));
    assert_eq!(store.guide("none").await.map_err(|error| error.code()), Err("store_not_found"));
    store.create(&record("a")).await.expect("created");
    assert_eq!(store.create(&record("a")).await.map_err(|error| error.code()), Err("store_exists"));
    assert_eq!(store.record("a").await, Ok(record("a")));
    let mut interview = Interview::new("a", guide).expect("a guide");
    let first = step(&mut interview, Input::new("1", InputBody::Joined), 1);
    assert_eq!(store.append(first.clone()).await, Ok(interview.state().revision()));
    // The same append again, as after a crash between the store and the answer, changes nothing.
    let again = store.append(first).await;
    assert!(matches!(again, Err(StoreError::Conflict { expected: 0, .. })), "{again:?}");
    let second = step(&mut interview, Input::said("2", "yes"), 2);
    let gap = AppendRequest { expected_revision: second.expected_revision + 1, ..second.clone() };
    assert_eq!(store.append(gap).await.map_err(|error| error.code()), Err("store_conflict"));
    store.append(second).await.expect("appended");
    assert_eq!(store.load("a", 0).await.as_deref(), Ok(interview.log()));
    let after = store.load("a", 3).await.expect("loaded");
    assert_eq!(after.as_slice(), &interview.log()[3..]);
    assert_eq!(
        store.append(AppendRequest { interview: "nobody".into(), ..AppendRequest::default() }).await.map_err(|error| error.code()),
        Err("store_not_found")
    );
    let heads = store.list("claims").await.expect("listed");
    assert_eq!((heads[0].id.as_str(), heads[0].revision, heads[0].outcome), ("a", interview.state().revision(), None));
    store.append(step(&mut interview, Input::new("3", InputBody::AskedToStop), 3)).await.expect("appended");
    assert_eq!(store.list("claims").await.expect("listed")[0].outcome, Some(InterviewOutcome::Stopped));
    store.delete("a").await.expect("deleted");
    assert_eq!(store.load("a", 0).await.map_err(|error| error.code()), Err("store_not_found"));
    assert_eq!(store.list("claims").await, Ok(Vec::new()));
}

async fn holds_exclude(store: &dyn Store) {
    store.create(&record("held")).await.expect("created");
    store.acquire_lease("held", "one", Timestamp(0), Timestamp(100)).await.expect("held");
    store.acquire_lease("held", "one", Timestamp(10), Timestamp(110)).await.expect("renewed");
    let other = store.acquire_lease("held", "two", Timestamp(50), Timestamp(150)).await;
    assert!(matches!(other, Err(StoreError::Locked { ref holder, .. }) if holder == "one"), "{other:?}");
    assert!(other.is_err_and(|error| error.is_retryable()));
    let mut interview = Interview::new("held", guide()).expect("a guide");
    let append = AppendRequest { holder: "two".into(), ..step(&mut interview, Input::new("1", InputBody::Joined), 60) };
    assert_eq!(store.append(append).await.map_err(|error| error.code()), Err("store_locked"));
    store.acquire_lease("held", "two", Timestamp(110), Timestamp(210)).await.expect("the hold had run out");
    store.release("held", "one").await.expect("no error when somebody else holds");
    assert!(store.acquire_lease("held", "one", Timestamp(120), Timestamp(220)).await.is_err());
    store.release("held", "two").await.expect("let go");
    store.acquire_lease("held", "one", Timestamp(120), Timestamp(220)).await.expect("free");
    assert!(store.acquire_lease("nobody", "one", Timestamp(0), Timestamp(1)).await.is_err());
}

async fn quotas_fill(store: &dyn Store) {
    let places = |names: &[&str]| names.iter().map(|name| QuotaSlot { quota: (*name).into(), limit: 2 }).collect::<Vec<_>>();
    assert_eq!(store.reserve_quota_slots("s", "i1", &places(&["new", "app"])).await, Ok(None));
    assert_eq!(store.reserve_quota_slots("s", "i1", &places(&["new", "app"])).await, Ok(None), "a place that one has is kept");
    assert_eq!(store.reserve_quota_slots("s", "i2", &places(&["new"])).await, Ok(None));
    assert_eq!(store.reserve_quota_slots("s", "i3", &places(&["app", "new"])).await, Ok(Some("new".into())));
    assert_eq!(store.reserve_quota_slots("s", "i4", &places(&["app"])).await, Ok(None), "all or none: i3 took no place in app");
    assert_eq!(store.reserve_quota_slots("other", "i3", &places(&["new"])).await, Ok(None), "studies count apart");
    store.release_quota_slots("s", "i2").await.expect("given back");
    assert_eq!(store.reserve_quota_slots("s", "i3", &places(&["new"])).await, Ok(None));
    assert_eq!(store.redeem("t1").await, Ok(true));
    assert_eq!(store.redeem("t1").await, Ok(false));
}

async fn outbox_drains(store: &dyn Store) {
    store.enqueue_messages(&[message("m2", 20, None), message("m1", 10, None), message("m3", 30, None)]).await.expect("posted");
    store.enqueue_messages(&[message("m1", 99, None)]).await.expect("a known id changes nothing");
    let ids = |messages: Vec<OutboxMessage>| messages.into_iter().map(|message| message.id).collect::<Vec<_>>();
    assert_eq!(ids(store.due_messages(Timestamp(25), 10).await.expect("due")), ["m1", "m2"]);
    assert_eq!(ids(store.due_messages(Timestamp(99), 1).await.expect("due")), ["m1"]);
    store.mark_sent("m1").await.expect("sent");
    assert_eq!(ids(store.due_messages(Timestamp(99), 10).await.expect("due")), ["m2", "m3"]);
    store.mark_sent("m2").await.expect("sent");
    store.mark_sent("m3").await.expect("sent");
}

async fn withdrawal_erases(store: Arc<dyn Store>) {
    let prepared = PreparedGuide::new(guide()).expect("a guide");
    let mut session = Session::begin(store.clone(), record("w"), prepared, "one").await.expect("begun");
    for (number, body) in [
        InputBody::Joined,
        InputBody::Said { text: "yes".into() },
        InputBody::Said { text: "My secret is XYZZY and I waited three weeks.".into() },
    ]
    .into_iter()
    .enumerate()
    {
        session.handle(Input::new(number.to_string(), body), Timestamp(number as i64)).await.expect("handled");
    }
    let append = AppendRequest {
        interview: "w".into(),
        expected_revision: session.interview().state().revision(),
        holder: "one".into(),
        outbox: vec![message("about-w", 0, Some("w"))],
        ..AppendRequest::default()
    };
    store.append(append).await.expect("nothing but a message");
    store.enqueue_messages(&[message("about-w-2", 0, Some("w"))]).await.expect("posted");
    assert!(serde_json::to_string(&store.load("w", 0).await.expect("loaded")).expect("JSON").contains("XYZZY"));
    session.handle(Input::new("end", InputBody::WithdrewConsent), Timestamp(9)).await.expect("withdrawn");
    let log = store.load("w", 0).await.expect("the tombstone stays");
    assert!(!serde_json::to_string(&log).expect("JSON").contains("XYZZY"));
    let again = Interview::replay("w", guide(), log).expect("it replays");
    assert_eq!(again.state(), session.interview().state());
    assert_eq!(again.state().outcome(), Some(InterviewOutcome::Withdrawn));
    assert!(store.due_messages(Timestamp(99), 10).await.expect("due").is_empty(), "nothing goes out about what was withdrawn");
    for record in [store.record("w").await.expect("the tombstone"), session.record().clone()] {
        assert_eq!((record.participant.id.as_str(), record.address), (ERASED, None));
    }
    assert_eq!(
        store.list("claims").await.expect("listed").iter().find(|one| one.id == "w").map(|one| one.participant.as_str()),
        Some(ERASED)
    );
}

/// Every byte of every file of the store, while it is open.
#[tokio::test]
async fn nothing_of_who_withdrew_is_in_any_file() {
    let folder = TempDir::new().expect("a folder");
    let holds = |word: &str| {
        let files = std::fs::read_dir(folder.path()).expect("the folder").flatten();
        files.filter(|file| std::fs::read(file.path()).expect("a file").windows(word.len()).any(|window| window == word.as_bytes())).count()
    };
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(folder.path().join("store.db")).expect("a store"));
    let prepared = PreparedGuide::new(guide()).expect("a guide");
    let mut session = Session::begin(store.clone(), record("w"), prepared, "one").await.expect("begun");
    let long = format!("My secret is XYZZY. {}", "I waited three weeks for them to call. ".repeat(300));
    for (number, text) in [None, Some("yes"), Some(long.as_str()), Some("They know me as PLUGH.")].into_iter().enumerate() {
        let body = text.map_or(InputBody::Joined, |text| InputBody::Said { text: text.into() });
        session.handle(Input::new(number.to_string(), body), Timestamp(number as i64)).await.expect("handled");
    }
    let mail = OutboxBody::Webhook { url: "https://example.org/hook".into(), json: r#"{"to":"ada@example.org"}"#.into() };
    let sent = OutboxMessage { id: "sent".into(), due: Timestamp(0), interview: Some("w".into()), body: mail };
    store.enqueue_messages(&[sent]).await.expect("posted");
    store.mark_sent("sent").await.expect("sent");
    let secrets = ["XYZZY", "PLUGH", "ada@example.org", "w-person"];
    assert!(secrets.iter().all(|secret| holds(secret) > 0), "they were there");
    session.handle(Input::new("end", InputBody::WithdrewConsent), Timestamp(9)).await.expect("withdrawn");
    for secret in secrets {
        assert_eq!(holds(secret), 0, "`{secret}` is still in a file");
    }
}

/// A participant leaves one process and goes on in another, with an answer lost on the way.
async fn sessions_move_between_processes(store: Arc<dyn Store>) {
    let prepared = PreparedGuide::new(guide()).expect("a guide");
    let mut session = Session::begin(store.clone(), record("moving"), prepared, "one").await.expect("begun");
    session.handle(Input::new("1", InputBody::Joined), Timestamp(1)).await.expect("joined");
    session.handle(Input::said("2", "yes"), Timestamp(2)).await.expect("agreed");
    let shown = session.handle(Input::said("3", "I called them and nobody answered."), Timestamp(3)).await.expect("said");
    assert!(shown.iter().any(|output| matches!(output, Output::AskModel { .. })));
    let early = Session::resume(store.clone(), "moving", "two", Timestamp(4)).await.map(drop);
    assert_eq!(early.map_err(|error| (error.code(), error.is_retryable())), Err(("store_locked", true)));
    let before = session.interview().state().clone();
    session.close().await.expect("let go");
    let mut session = Session::resume(store.clone(), "moving", "two", Timestamp(5)).await.expect("resumed");
    assert_eq!(session.interview().state(), &before);
    // What was asked of the model is asked again; the participant types nothing twice.
    assert!(session.interview().pending().iter().any(|output| matches!(output, Output::AskModel { .. })));
    let again = session.handle(Input::said("3", "I called them and nobody answered."), Timestamp(6)).await.expect("a known input");
    assert_eq!((again, session.interview().state()), (session.interview().pending(), &before));
    let host = VirtualClock::at(Timestamp(7));
    let driver = Driver::new(&BuiltinProvider, &host);
    let cohort = insurance_cohort(1);
    let mut respondent = cohort.respondent(&cohort.personas[0]);
    let outcome = converse(&mut session, &mut respondent, &driver, RetryPolicy::never()).await.expect("held to its end");
    assert_eq!(outcome, InterviewOutcome::Completed);
    let log = session.log().await.expect("the log");
    assert_eq!(Interview::replay("moving", guide(), log).expect("it replays").state(), session.interview().state());
}

/// Screener, quota, reminder, thanks and webhook, through a session with an office.
async fn quotas_close_the_door(store: Arc<dyn Store>) {
    let plan = journey_core::builtin::draft_plan("Where does the claim hurt?", "insurance").expect("a plan");
    let rule = SegmentRule::Not { rule: Box::new(SegmentRule::Text { attribute: "used".into(), values: vec!["phone".into()] }) };
    let quota = Quota { id: "online".into(), name: "Online".into(), rule, limit: 1, when_full: QuotaFullAction::Close };
    let mut study = Study::new("door", plan, ParticipantExperience::new("Claims", "The team"))
        .and_then(|study| study.with_quotas(vec![quota]))
        .expect("a study");
    let options = vec![AnswerOption::new("phone", "By phone"), AnswerOption::new("online", "Online")];
    let screener = GuideItem::open("used", GuidePhase::Screener, "Which way did you last contact us?", Default::default());
    study.guide.items.insert(0, GuideItem { answer: AnswerFormat::SingleChoice { options }, ..screener });
    let outreach = Outreach::new("https://example.org/talk", TokenKey::new([1; 32]).expect("a key")).expect("a page");
    let prepared = PreparedGuide::new(study.guide.clone()).expect("a guide");
    let office =
        StudyServices { study: Arc::new(study), outreach: Some(Arc::new(outreach)), webhook: Some("https://example.org/hook".into()) };
    let host = VirtualClock::at(Timestamp(0));
    let driver = Driver::new(&BuiltinProvider, &host);
    let cohort = insurance_cohort(2);
    for (id, choice, expected) in [
        ("d1", "online", InterviewOutcome::Completed),
        ("d2", "online", InterviewOutcome::QuotaFull),
        ("d3", "phone", InterviewOutcome::Completed),
    ] {
        let record = InterviewRecord { study: "door".into(), ..record(id) };
        let mut session = Session::begin(store.clone(), record, prepared.clone(), "one")
            .await
            .expect("begun")
            .with_services(office.clone())
            .expect("admitted");
        let mut respondent = Choosing { inner: cohort.respondent(&cohort.personas[3]), choice };
        let outcome = converse(&mut session, &mut respondent, &driver, RetryPolicy::never()).await.expect("held");
        assert_eq!(outcome, expected, "{id}");
    }
    let due = store.due_messages(Timestamp(i64::MAX), 100).await.expect("due");
    let count = |kind: &str| due.iter().filter(|message| message.id.starts_with(kind)).count();
    assert_eq!((count("thank/"), count("finished/")), (2, 3));
    for message in due {
        store.mark_sent(&message.id).await.expect("sent");
    }
}

/// A respondent who chooses one option.
struct Choosing<'a> {
    inner: SimulatedRespondent<'a>,
    choice: &'static str,
}

#[async_trait::async_trait]
impl Respondent for Choosing<'_> {
    async fn say(&mut self, message: &str) -> Option<String> {
        self.inner.say(message).await
    }

    async fn consent(&mut self, message: &str) -> Option<String> {
        self.inner.consent(message).await
    }

    async fn answer(&mut self, message: &str, answer: &AnswerFormat) -> Option<StructuredAnswer> {
        match answer {
            AnswerFormat::SingleChoice { .. } => Some(StructuredAnswer::Choices { options: vec![self.choice.into()] }),
            other => self.inner.answer(message, other).await,
        }
    }
}

/// Many writers on many interviews: every append lands once, in order; of two that race for one revision, one wins.
async fn many_append_at_once(store: Arc<dyn Store>) {
    let prepared = PreparedGuide::new(guide()).expect("a guide");
    let mut tasks = Vec::new();
    for number in 0..40 {
        let (store, prepared) = (store.clone(), prepared.clone());
        tasks.push(tokio::spawn(async move {
            let id = format!("many-{number}");
            let mut session = Session::begin(store.clone(), record(&id), prepared, "one").await.expect("begun");
            session.handle(Input::new("1", InputBody::Joined), Timestamp(1)).await.expect("joined");
            let mut twin = Interview::replay(&id, guide(), store.load(&id, 0).await.expect("loaded")).expect("replays");
            let rival = step(&mut twin, Input::said("rival", "no"), 2);
            let (mine, theirs) = tokio::join!(session.handle(Input::said("2", "yes"), Timestamp(2)), store.append(rival));
            assert!(mine.is_ok() != theirs.is_ok(), "exactly one of two wins: {mine:?} {theirs:?}");
            // The loser reads what the winner wrote and goes on from there.
            let next = session.handle(Input::new("3", InputBody::WithdrewConsent), Timestamp(3)).await;
            assert!(next.is_ok(), "{next:?}");
            let log = store.load(&id, 0).await.expect("loaded");
            assert_eq!(log.iter().map(|event| event.revision).collect::<Vec<_>>(), (1..=log.len() as u64).collect::<Vec<_>>());
            assert!(log.iter().any(|event| matches!(event.body, EventBody::Closed { outcome: InterviewOutcome::Withdrawn })));
        }));
    }
    for task in tasks {
        task.await.expect("no task panics");
    }
}

#[tokio::test]
async fn memory_keeps_its_promises() {
    suite(Arc::new(MemoryStore::default())).await;
}

#[tokio::test]
async fn sqlite_keeps_its_promises() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("store.db");
    suite(open_store(&path.display().to_string()).await).await;
    // Another process opens the same file and finds what was kept.
    let again = open_store(&path.display().to_string()).await;
    assert_eq!(again.load("moving", 0).await.map(|log| log.is_empty()), Ok(false));
}

#[tokio::test]
async fn postgres_keeps_its_promises() {
    let Some(address) = fresh_database("journey_suite").await else { return };
    suite(open_store(&address).await).await;
    let again = open_store(&address).await;
    assert_eq!(again.load("moving", 0).await.map(|log| log.is_empty()), Ok(false));
}
