//! Many interviews at once: fairness, back-pressure, cancellation, a cost ceiling, resuming, spans.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use journey_core::{
    builtin,
    interview::{Fieldwork, Interview, InterviewHost, InterviewOutcome, PreparedGuide},
    llm::{
        BUILTIN_ENGINE, Budget, CancelToken, Driver, LlmError, LlmErrorKind, LlmProvider, ModelInfo, ModelReply, ModelRequest, RetryPolicy,
        Telemetry, TokenUsage, TokioClock, VirtualClock,
    },
    plan::{Guide, GuideItem, GuidePhase},
    simulate::insurance_cohort,
    store::{InterviewRecord, MemoryStore, Session, Store},
    study::Participant,
    time::Timestamp,
};
use tracing::{
    Id, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Record},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

fn guide() -> Arc<PreparedGuide> {
    let items = ["What happened when you first made a claim?", "How did you hear about the renewal?", "What changed for you afterwards?"];
    let items =
        (1..).zip(items).map(|(number, text)| GuideItem::open(format!("q{number}"), GuidePhase::Experience, text, Default::default()));
    PreparedGuide::new(Guide::from_items(items.collect())).expect("a guide")
}

/// The builtin engine behind a limit: more calls at once than it allows are refused, and each call takes a while.
#[derive(Debug)]
struct Limited {
    limit: usize,
    delay: Duration,
    under_way: AtomicUsize,
    refused: AtomicUsize,
    most: AtomicUsize,
}

impl Limited {
    fn new(limit: usize, delay: Duration) -> Self {
        Self { limit, delay, under_way: AtomicUsize::new(0), refused: AtomicUsize::new(0), most: AtomicUsize::new(0) }
    }
}

#[async_trait]
impl LlmProvider for Limited {
    fn model(&self) -> ModelInfo {
        ModelInfo { name: "limited".into(), context_window: 8192, json_schema: true }
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let under_way = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(under_way, Ordering::SeqCst);
        tokio::time::sleep(self.delay).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        if under_way > self.limit {
            self.refused.fetch_add(1, Ordering::SeqCst);
            return Err(LlmError { retry_after_ms: Some(5), ..LlmError::new(LlmErrorKind::RateLimited, "slow down") });
        }
        let usage = TokenUsage { prompt_tokens: 100, completion_tokens: 20 };
        builtin::answer(request).map(|reply| ModelReply { usage, ..reply })
    }
}

fn record(number: usize) -> InterviewRecord {
    InterviewRecord {
        id: format!("i-{number:04}"),
        study: "s".into(),
        participant: Participant::default(),
        guide: String::new(),
        address: None,
        created: Timestamp(0),
    }
}

#[tokio::test]
async fn thousands_run_at_once_and_none_is_left_behind() {
    let cohort = insurance_cohort(3);
    let host = VirtualClock::at(Timestamp(0));
    let driver = Driver::new(&builtin::BuiltinProvider, &host);
    let prepared = guide();
    let seats = (0..2_000).map(|number| {
        (
            Interview::with_guide(format!("i-{number}"), prepared.clone()),
            cohort.respondent(&cohort.personas[number % cohort.personas.len()]),
        )
    });
    let ended = AtomicUsize::new(0);
    let report = Fieldwork::new(&driver, RetryPolicy::never())
        .with_concurrency(2_000)
        .run(seats, &|progress, seat, _| {
            assert_eq!(seat.interview().state().outcome(), Some(InterviewOutcome::Completed));
            ended.store(progress.ended, Ordering::SeqCst);
        })
        .await;
    assert_eq!((report.outcomes.get("completed"), ended.into_inner()), (Some(&2_000), 2_000));
    assert!(report.failed.is_empty(), "{:?}", report.failed.first());
}

/// A provider that takes eight calls at once and refuses more: the window settles, nothing is lost, and late-comers do not starve.
#[tokio::test]
async fn rate_limits_push_back() {
    let cohort = insurance_cohort(3);
    let provider = Limited::new(8, Duration::from_millis(2));
    let driver = Driver::new(&provider, &TokioClock).with_concurrency(64);
    let prepared = guide();
    let seats = (0..60).map(|number| {
        (Interview::with_guide(format!("i-{number}"), prepared.clone()), Patient(cohort.respondent(&cohort.personas[number])))
    });
    let policy = RetryPolicy { max_attempts: 20, initial_wait_ms: 4, max_wait_ms: 20, seed: 1 };
    let report = Fieldwork::new(&driver, policy).with_concurrency(60).run(seats, &|_, _, _| {}).await;
    assert_eq!(report.outcomes.get("completed"), Some(&60), "{:?}", report.failed);
    let calls = driver.spent().requests;
    let refused = provider.refused.load(Ordering::SeqCst) as u64;
    println!("{calls} calls, {refused} refused");
    assert!(refused * 3 < calls, "{refused} of {calls} calls were refused: the window did not narrow");
}

/// A respondent without a pace, for tests on the real clock.
struct Patient<R>(R);

#[async_trait]
impl<R: journey_core::interview::Respondent> journey_core::interview::Respondent for Patient<R> {
    async fn say(&mut self, message: &str) -> Option<String> {
        self.0.say(message).await
    }

    async fn consent(&mut self, message: &str) -> Option<String> {
        self.0.consent(message).await
    }

    async fn answer(&mut self, message: &str, answer: &journey_core::plan::AnswerFormat) -> Option<journey_core::plan::StructuredAnswer> {
        self.0.answer(message, answer).await
    }
}

/// The budget is a ceiling: work stops below it, and what was begun is resumed with more money.
#[tokio::test]
async fn a_cost_ceiling_stops_and_resumes() {
    let cohort = insurance_cohort(3);
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let provider = Limited::new(1_000, Duration::ZERO);
    let host = VirtualClock::at(Timestamp(0));
    let budget = Budget { max_cost: Some(0.02), prompt_price_per_million: 2.0, completion_price_per_million: 10.0, ..Budget::default() };
    let driver = Driver::new(&provider, &host).with_budget(budget);
    let prepared = guide();
    let mut seats = Vec::new();
    for number in 0..40 {
        let session = Session::begin(store.clone(), record(number), prepared.clone(), "one").await.expect("begun");
        seats.push((session, cohort.respondent(&cohort.personas[number])));
    }
    let report = Fieldwork::new(&driver, RetryPolicy::never()).with_concurrency(10).run(seats, &|_, _, _| {}).await;
    assert!(driver.spent().cost <= 0.02, "{}", driver.spent().cost);
    let completed = report.outcomes.get("completed").copied().unwrap_or_default();
    assert!(completed > 0 && !report.failed.is_empty() && completed + report.failed.len() < 40, "no further interview begins");
    assert!(report.failed.iter().all(|(_, error)| error.code() == "llm_budget_exceeded"));
    // What was said before the money ran out is there; with a new budget the interviews go on to their ends.
    let driver = Driver::new(&provider, &host);
    for (id, _) in &report.failed {
        let before = store.load(id, 0).await.expect("the log").len();
        let session = Session::resume(store.clone(), id, "one", Timestamp(1)).await.expect("resumed");
        assert_eq!(session.interview().state().revision(), before as u64);
        let seats = [(session, cohort.respondent(&cohort.personas[5]))];
        let report = Fieldwork::new(&driver, RetryPolicy::never()).run(seats, &|_, _, _| {}).await;
        assert_eq!(report.outcomes.get("completed"), Some(&1), "{:?}", report.failed);
    }
}

#[tokio::test]
async fn cancelling_stops_all() {
    let cohort = insurance_cohort(3);
    let host = VirtualClock::at(Timestamp(0));
    let cancel = CancelToken::default();
    let driver = Driver::new(&builtin::BuiltinProvider, &host).with_cancel(cancel.clone());
    let prepared = guide();
    let seats = (0..500)
        .map(|number| (Interview::with_guide(format!("i-{number}"), prepared.clone()), cohort.respondent(&cohort.personas[number % 89])));
    let report = Fieldwork::new(&driver, RetryPolicy::never())
        .with_concurrency(10)
        .run(seats, &|progress, _, _| {
            if progress.ended == 50 {
                cancel.cancel();
            }
        })
        .await;
    let completed = report.outcomes.get("completed").copied().unwrap_or_default();
    assert!((50..70).contains(&completed), "{completed}");
    assert!(report.failed.iter().all(|(_, error)| error.code() == "cancelled") && report.failed.len() < 20);
}

/// Spans carry the OpenTelemetry names for generative AI, and no words of anybody unless the host asks for them.
#[tokio::test]
async fn spans_tell_of_calls_and_keep_words_out() {
    let requests = |content: bool| async move {
        let kept: Kept = Kept::default();
        let subscriber = tracing_subscriber::registry().with(kept.clone());
        let host = VirtualClock::at(Timestamp(0));
        let driver = Driver::new(&builtin::BuiltinProvider, &host).with_telemetry(Telemetry { content });
        let context = journey_core::plan::DraftContext {
            question: "Where does SECRETWORD hurt?".into(),
            focus: journey_core::plan::Focus::EndToEnd,
            framework: journey_core::Framework::template("insurance").expect("it ships").clone(),
            goal_count: 3,
        };
        let procedure = journey_core::plan::DraftPlan::new(context, RetryPolicy::never(), 5).expect("a procedure");
        let _guard = tracing::subscriber::set_default(subscriber);
        driver.run(procedure).await.expect("a plan");
        kept.0.lock().expect("not poisoned").clone()
    };
    let fields = requests(false).await;
    for (name, value) in [
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.request.model", BUILTIN_ENGINE),
        ("gen_ai.response.model", BUILTIN_ENGINE),
        ("gen_ai.usage.input_tokens", "0"),
        ("gen_ai.request.seed", "5"),
        ("journey.task", "plan.draft"),
        ("otel.name", "chat builtin"),
    ] {
        assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}: {fields:?}");
    }
    assert!(!format!("{fields:?}").contains("SECRETWORD"));
    assert!(format!("{:?}", requests(true).await).contains("SECRETWORD"));
}

/// Keeps the fields of every span.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<BTreeMap<String, String>>>);

impl Visit for &Kept {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.lock().expect("not poisoned").insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.lock().expect("not poisoned").insert(field.name().to_owned(), value.to_owned());
    }
}

impl<S: Subscriber> Layer<S> for Kept {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        attributes.record(&mut &*self);
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        values.record(&mut &*self);
    }
}
