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
    interview::{Fieldwork, FieldworkOptions, InterviewOutcome, Respondent},
    llm::{
        BUILTIN_ENGINE, Budget, CancelToken, Driver, LlmError, LlmErrorKind, LlmProvider, ModelInfo, ModelReply, ModelRequest, RetryPolicy,
        Telemetry, TokenUsage, TokioClock, VirtualClock,
    },
    plan::{AnswerFormat, Guide, GuideItem, GuidePhase, StructuredAnswer},
    simulate::{Cohort, SimulatedRespondent, insurance_cohort},
    store::{MemoryStore, SessionOpener, Store, StudyServices},
    study::{Participant, Study},
    time::Timestamp,
};
use tracing::{
    Id, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Record},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

fn study() -> Study {
    let items = ["What happened when you first made a claim?", "How did you hear about the renewal?", "What changed for you afterwards?"];
    let items =
        (1..).zip(items).map(|(number, text)| GuideItem::open(format!("q{number}"), GuidePhase::Experience, text, Default::default()));
    let study = Study::draft("Where do claims hurt?", "insurance").expect("a study");
    Study { id: "s".into(), guide: Guide::from_items(items.collect()), ..study }
}

/// Real people, for all that the study knows: their interviews pass in the host's time.
fn people(cohort: &Cohort, count: usize) -> Vec<(Participant, SimulatedRespondent<'_>)> {
    let takers = cohort.personas.iter().cycle().take(count).enumerate();
    takers
        .map(|(number, persona)| (Participant { id: format!("{number:04}"), ..Participant::default() }, cohort.respondent(persona)))
        .collect()
}

fn completed(fieldwork: &Fieldwork) -> usize {
    fieldwork.outcomes.values().filter(|outcome| **outcome == InterviewOutcome::Completed).count()
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

#[tokio::test]
async fn thousands_run_at_once_and_none_is_left_behind() {
    let cohort = insurance_cohort(3);
    let host = VirtualClock::at(Timestamp(0));
    let driver = Driver::new(&builtin::BuiltinProvider, &host);
    let done = AtomicUsize::new(0);
    let options = FieldworkOptions {
        concurrency: 2_000,
        policy: RetryPolicy::never(),
        progress: &|progress| done.store(progress.done, Ordering::SeqCst),
        ..FieldworkOptions::default()
    };
    let fieldwork = study().run_with(people(&cohort, 2_000), &driver, options).await.expect("fieldwork");
    assert_eq!((completed(&fieldwork), fieldwork.documents.len(), done.into_inner()), (2_000, 2_000, 2_000));
    assert!(fieldwork.failed.is_empty() && fieldwork.stopped.is_none(), "{:?}", fieldwork.failed.first());
}

/// A provider that takes eight calls at once and refuses more: the window settles, nothing is lost, and late-comers do not starve.
#[tokio::test]
async fn rate_limits_push_back() {
    let cohort = insurance_cohort(3);
    let provider = Limited::new(8, Duration::from_millis(2));
    let driver = Driver::new(&provider, &TokioClock).with_concurrency(64);
    let people = people(&cohort, 60).into_iter().map(|(participant, respondent)| (participant, Patient(respondent)));
    let policy = RetryPolicy { max_attempts: 20, initial_wait_ms: 4, max_wait_ms: 20, seed: 1, ..RetryPolicy::default() };
    let options = FieldworkOptions { concurrency: 60, policy, ..FieldworkOptions::default() };
    let fieldwork = study().run_with(people, &driver, options).await.expect("fieldwork");
    assert_eq!(completed(&fieldwork), 60, "{:?}", fieldwork.failed);
    let calls = driver.spent().requests;
    let refused = provider.refused.load(Ordering::SeqCst) as u64;
    println!("{calls} calls, {refused} refused");
    assert!(refused * 3 < calls, "{refused} of {calls} calls were refused: the window did not narrow");
}

/// A respondent without a pace, for tests on the real clock.
struct Patient<R>(R);

#[async_trait]
impl<R: Respondent> Respondent for Patient<R> {
    async fn say(&mut self, message: &str) -> Option<String> {
        self.0.say(message).await
    }

    async fn consent(&mut self, message: &str) -> Option<String> {
        self.0.consent(message).await
    }

    async fn answer(&mut self, message: &str, answer: &AnswerFormat) -> Option<StructuredAnswer> {
        self.0.answer(message, answer).await
    }
}

/// The budget is a ceiling: work stops below it, and the same run with more money goes on where each interview was.
#[tokio::test]
async fn a_cost_ceiling_stops_and_resumes() {
    let cohort = insurance_cohort(3);
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let provider = Limited::new(1_000, Duration::ZERO);
    let study = study();
    let opener = SessionOpener::new(Arc::clone(&store), StudyServices::from(study.clone()), "one").expect("a guide");
    let host = VirtualClock::at(Timestamp(0));
    let budget = Budget { max_cost: Some(0.05), prompt_price_per_million: 2.0, completion_price_per_million: 10.0, ..Budget::default() };
    let driver = Driver::new(&provider, &host).with_budget(budget);
    let options = FieldworkOptions { concurrency: 10, policy: RetryPolicy::never(), opener: Some(&opener), ..FieldworkOptions::default() };
    let first = study.run_with(people(&cohort, 40), &driver, options).await.expect("fieldwork");
    assert!(driver.spent().cost <= 0.05, "{}", driver.spent().cost);
    assert_eq!((first.stopped.as_deref(), first.spent), (Some("llm_budget_exceeded"), driver.spent()));
    assert!(completed(&first) > 0 && !first.failed.is_empty() && !first.not_begun.is_empty(), "no further interview begins");
    assert_eq!(completed(&first) + first.failed.len() + first.not_begun.len(), 40);
    assert!(first.failed.iter().all(|failed| failed.code == "llm_budget_exceeded"));
    // What was said before the money ran out is there; with a new budget the interviews go on to their ends.
    let mut before = BTreeMap::new();
    for failed in &first.failed {
        before.insert(failed.id.clone(), store.load(&failed.id, 0).await.expect("the log"));
    }
    let driver = Driver::new(&provider, &host);
    let second = study.run_with(people(&cohort, 40), &driver, options).await.expect("fieldwork");
    assert_eq!((completed(&second), second.documents.len(), second.stopped.as_deref()), (40, 40, None), "{:?}", second.failed);
    for (id, before) in before {
        assert!(second.logs[&id].starts_with(&before) && second.logs[&id].len() > before.len(), "{id}");
    }
    for (id, log) in &first.logs {
        assert_eq!(&second.logs[id], log, "what had ended is not held again");
    }
}

#[tokio::test]
async fn cancelling_stops_all() {
    let cohort = insurance_cohort(3);
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let study = study();
    let opener = SessionOpener::new(Arc::clone(&store), StudyServices::from(study.clone()), "one").expect("a guide");
    let host = VirtualClock::at(Timestamp(0));
    let cancel = CancelToken::default();
    let driver = Driver::new(&builtin::BuiltinProvider, &host).with_cancel(cancel.clone());
    let stop = |progress: journey_core::interview::FieldworkProgress| {
        if progress.done == 50 {
            cancel.cancel();
        }
    };
    let options = FieldworkOptions { concurrency: 10, policy: RetryPolicy::never(), opener: Some(&opener), progress: &stop };
    let cancelled = study.run_with(people(&cohort, 500), &driver, options).await;
    assert_eq!(cancelled.map_err(|error| error.code()).err(), Some("cancelled"));
    let heads = store.list("s").await.expect("listed");
    let ended = heads.iter().filter(|head| head.outcome.is_some()).count();
    assert!((50..70).contains(&ended) && heads.len() < 80, "{ended} of {}", heads.len());
}

/// Spans carry the OpenTelemetry names for generative AI, and no words of anybody unless the host asks for them.
#[tokio::test]
async fn spans_tell_of_calls_and_keep_words_out() {
    let requests = |content: bool| async move {
        let kept: Kept = Kept::default();
        let subscriber = tracing_subscriber::registry().with(kept.clone());
        let host = VirtualClock::at(Timestamp(0));
        let driver = Driver::new(&builtin::BuiltinProvider, &host).with_telemetry(Telemetry { content });
        let framework = journey_core::Framework::template("insurance").expect("it ships").clone();
        let context = journey_core::plan::DraftContext::new("Where does SECRETWORD hurt?", Some(framework));
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
