//! Cases of the runtime: a metered provider, and the interviews of a study.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use futures_executor::block_on;
use futures_util::future::join_all;
use journey_core::{
    Error, Study, builtin,
    builtin::BuiltinProvider,
    ffi::{Task, TaskStep},
    interview::{FieldworkOptions, Respondent},
    llm::{
        Budget, Driver, LlmError, LlmProvider, Meter, ModelInfo, ModelReply, ModelRequest, ProcedureInput, ReplyFile, RetryPolicy,
        TokenUsage, VirtualClock,
    },
    plan::{AnswerFormat, StructuredAnswer},
    study::Participant,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Plans drafted at once through a metered provider, in one or more runs over the same file of replies.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeteredCase {
    /// How many plans are drafted at once.
    drafts: usize,
    /// Whether all drafts ask the same.
    #[serde(default)]
    same: bool,
    #[serde(default)]
    budget: Budget,
    /// What the provider says that each call used.
    usage: TokenUsage,
    /// What stands in the file of replies at the beginning; without it no replies are kept.
    #[serde(default)]
    file: Option<String>,
    /// The bytes that are cut off the file before each run.
    cuts: Vec<usize>,
}

#[derive(Debug)]
struct Counting {
    usage: TokenUsage,
    asked: AtomicUsize,
}

#[async_trait]
impl LlmProvider for Counting {
    fn model(&self) -> ModelInfo {
        ModelInfo { name: "counting".into(), context_window: 100_000, json_schema: true }
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        rest().await;
        builtin::answer(request).map(|reply| ModelReply { usage: self.usage, model: "counting".into(), ..reply })
    }
}

/// Lets the others begin.
async fn rest() {
    let mut rested = false;
    futures_util::future::poll_fn(|context| {
        if std::mem::replace(&mut rested, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

pub(crate) fn run_metered(case: &MeteredCase) -> Result<Value, Error> {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("replies.jsonl");
    if let Some(text) = &case.file {
        std::fs::write(&path, text).expect("written");
    }
    let mut runs = Vec::new();
    for cut in &case.cuts {
        if *cut > 0 {
            let text = std::fs::read(&path).expect("text");
            std::fs::write(&path, &text[..text.len() - cut]).expect("written");
        }
        let provider = Counting { usage: case.usage, asked: AtomicUsize::new(0) };
        let clock = VirtualClock::default();
        let mut driver = Driver::new(&provider, &clock).with_budget(case.budget);
        if case.file.is_some() {
            driver = driver.with_reply_file(&path)?;
        }
        let drafts = (0..case.drafts).map(|number| draft(&driver, if case.same { 0 } else { number }));
        let drafted = block_on(join_all(drafts));
        let refused = drafted.iter().filter(|draft| draft.as_ref().is_err_and(|error| error.code() == "llm_budget_exceeded")).count();
        let mut run = json!({
            "asked": provider.asked.load(Ordering::Relaxed),
            "drafted": drafted.iter().filter(|draft| draft.is_ok()).count(),
            "refused": refused,
            "hits": driver.hits(),
            "spent": driver.spent(),
        });
        if case.file.is_some() {
            let text = std::fs::read_to_string(&path).expect("text");
            ReplyFile::open(&path, &mut Meter::new("counting"))?;
            run["lines"] = text.lines().count().into();
        }
        runs.push(run);
    }
    Ok(runs.into())
}

async fn draft(driver: &Driver<'_>, number: usize) -> Result<(), Error> {
    let question = format!("Where does step {number} of a claim hurt?");
    let arguments = json!({"question": question, "template": "insurance", "retry": RetryPolicy::never()});
    let mut task = Task::start("draft_plan", &arguments.to_string())?;
    let mut input = ProcedureInput::Start;
    loop {
        input = match task.step(input)? {
            TaskStep::Ask(requests) => {
                let replies = join_all(requests.iter().map(|request| driver.complete(request))).await;
                ProcedureInput::Replies(replies.into_iter().collect::<Result<_, _>>()?)
            }
            TaskStep::Wait(_) => ProcedureInput::Elapsed,
            TaskStep::Done(_) => return Ok(()),
        };
    }
}

/// The interviews of a study with scripted respondents and the built-in engine.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldworkCase {
    question: String,
    template: String,
    now: i64,
    /// Who takes part and what they say, one message after another; when the words run out they leave. Ratings are a seven.
    said: Vec<(Participant, Vec<String>)>,
    /// One after another, so that it is known who comes first.
    concurrency: usize,
    #[serde(default)]
    budget: Option<Budget>,
}

struct Scripted(std::vec::IntoIter<String>);

#[async_trait]
impl Respondent for Scripted {
    async fn say(&mut self, _: &str) -> Option<String> {
        self.0.next()
    }

    async fn answer(&mut self, _: &str, _: &AnswerFormat) -> Option<StructuredAnswer> {
        Some(StructuredAnswer::Number { value: 7 })
    }
}

pub(crate) fn run_fieldwork(case: &FieldworkCase) -> Result<Value, Error> {
    let study = Study::draft(&case.question, case.template.as_str())?;
    let clock = VirtualClock::at(Timestamp(case.now));
    let driver = Driver::new(&BuiltinProvider, &clock).with_budget(case.budget.unwrap_or_default());
    let people = case.said.iter().map(|(participant, said)| (participant.clone(), Scripted(said.clone().into_iter())));
    let options = FieldworkOptions { concurrency: case.concurrency, policy: RetryPolicy::never(), ..FieldworkOptions::default() };
    Ok(json!(block_on(study.run_with(people, &driver, options))?))
}
