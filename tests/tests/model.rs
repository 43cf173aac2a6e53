//! A real model through the `genai` adapter: the contract, not the wisdom.
//!
//! `tests/run model` installs the server and sets `JOURNEY_MODEL_PYTHON`; without it these tests say so and do nothing.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
};

use journey_core::{
    Error,
    analysis::{Corpus, MapOptions},
    ask::AskFindings,
    coding::{CodeDocument, PreparedFramework},
    interview::{EventBody, Interview, InterviewOutcome},
    journey::{Document, DocumentSource, Framework, Role},
    llm::{
        Driver, GenaiOptions, GenaiProvider, LlmErrorKind, LlmProvider, Meter, ModelMessage, ModelRequest, RetryPolicy, TaskContext,
        TokioClock,
    },
    plan::{DraftContext, DraftPlan, Guide, ProbingDepth},
};
use journey_tests::{hold, hold_with};
use serde_json::json;

/// A llama.cpp server with SmolLM2, stopped when dropped.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts a server; none when the test run did not install one.
    fn start(context: u32, key: &str) -> Option<Self> {
        static PORT: AtomicU16 = AtomicU16::new(0);
        let Some(python) = std::env::var_os("JOURNEY_MODEL_PYTHON") else {
            eprintln!("NOT RUN: JOURNEY_MODEL_PYTHON is not set; use tests/run model");
            return None;
        };
        let port = 18_000 + u16::try_from(std::process::id() % 20_000).expect("small") + PORT.fetch_add(1, Ordering::Relaxed);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/model_server.py");
        let mut child = Command::new(python)
            .args([script, &port.to_string(), &context.to_string(), key])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let ready = lines.by_ref().map_while(Result::ok).find(|line| line.starts_with("READY"));
        assert!(ready.is_some(), "the server is not ready");
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { child, url: format!("http://127.0.0.1:{port}/v1") })
    }

    fn provider(&self, key: &str) -> GenaiProvider {
        provider(&self.url, key)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn provider(url: &str, key: &str) -> GenaiProvider {
    GenaiProvider::new(GenaiOptions {
        provider: "openai".into(),
        model: "smollm2".into(),
        base_url: Some(url.into()),
        api_key: Some(key.into()),
        context_window: 4096,
        timeout_ms: 300_000,
    })
    .expect("a client")
}

fn request(text: &str, tokens: u32) -> ModelRequest {
    ModelRequest {
        task: "test".into(),
        system: "You answer in JSON.".into(),
        messages: vec![ModelMessage::user(text)],
        schema: json!({"type": "object", "properties": {"word": {"type": "string", "maxLength": 12}}, "required": ["word"], "additionalProperties": false}).into(),
        max_output_tokens: tokens,
        temperature: 0.0,
        seed: 1,
        context: TaskContext::none(),
    }
}

async fn kind_of(provider: &GenaiProvider, request: &ModelRequest) -> Option<LlmErrorKind> {
    provider.complete(request).await.err().map(|error| error.kind)
}

/// An ending that the contract allows: a valid result, or one of the named failures.
fn named(error: &Error) -> bool {
    ["llm_invalid_reply", "llm_truncated", "llm_refused"].contains(&error.code())
}

/// A small guide, so that a slow model is done in time.
fn guide() -> Guide {
    let plan = journey_core::builtin::draft_plan("Where does the claim hurt?", "insurance").expect("a plan");
    let mut guide = Guide::from_plan(&plan).expect("a guide");
    guide.items.retain(|item| ["q3", "q5", "csat"].contains(&item.id.as_str()));
    guide.items.iter_mut().for_each(|item| item.depth = if item.id == "q5" { ProbingDepth::Light } else { ProbingDepth::None });
    guide
}

const ANSWERS: [&str; 4] = ["The welcome letter was confusing.", "I waited three weeks and nobody called me.", "They lost my papers.", "7"];

fn answers() -> Vec<String> {
    ANSWERS.map(str::to_owned).to_vec()
}

fn everything_asked_and_kept(interview: &Interview) {
    for entry in &interview.state().ledger().entries {
        assert!(entry.asked, "{} was not asked", entry.item);
    }
    let document = interview.document("p");
    for said in ANSWERS.iter().take(2) {
        assert!(document.turns.iter().any(|turn| turn.role == Role::Customer && *turn.text == **said), "{said} was lost");
    }
}

#[tokio::test]
async fn a_plan_is_drafted() {
    let Some(server) = Server::start(4096, "") else { return };
    let provider = server.provider("none");
    let host = TokioClock;
    let driver = Driver::new(&provider, &host);
    let framework = Framework::template("insurance").expect("a template").clone();
    let context = DraftContext::new("Where do claims hurt?", Some(framework.clone()));
    match driver.run(DraftPlan::new(context, RetryPolicy::never(), 1).expect("a draft")).await {
        Ok(plan) => {
            // Whatever the model wrote, there is something to ask, about stages that are known, and every question passes the lint.
            assert!(plan.core_questions.iter().any(|question| question.answer.is_open()));
            for stage in plan.core_questions.iter().filter_map(|question| question.stage.as_deref()) {
                assert!(plan.framework.stage(stage).is_some(), "{stage}");
            }
            assert_eq!(plan.lint(), []);
            assert_eq!(plan.provenance.engine, "smollm2");
            assert!(plan.provenance.tokens > 0);
            println!("{} questions of the model replaced by the lint", plan.replaced.len());
        }
        Err(error) => {
            assert!(named(&error), "{error}");
            println!("no plan: {error}");
        }
    }
    assert!(driver.spent().requests >= 1);
}

#[tokio::test]
async fn an_interview_is_held() {
    let Some(server) = Server::start(4096, "") else { return };
    let held = hold(guide(), &server.provider("none"), &answers()).await;
    assert!(matches!(held.outcome, Some(InterviewOutcome::Completed | InterviewOutcome::Stopped)), "{:?}", held.outcome);
    let interview = &held.interview;
    everything_asked_and_kept(interview);
    let read = interview
        .log()
        .iter()
        .filter(|event| matches!(&event.body, EventBody::AnswerAssessed { engine, .. } if engine.as_ref() == "smollm2"))
        .count();
    let failed = interview.log().iter().filter(|event| matches!(event.body, EventBody::ModelFailed { .. })).count();
    assert!(read + failed > 0);
    println!("{read} answers read by the model, {failed} read by the rules");
}

#[tokio::test]
async fn a_transcript_is_coded() {
    let Some(server) = Server::start(4096, "") else { return };
    let provider = server.provider("none");
    let host = TokioClock;
    let driver = Driver::new(&provider, &host);
    let mut document = Document::new("d", DocumentSource::Ticket, "p");
    document.push(Role::Customer, "I waited three weeks for an update on my claim.");
    let mut framework = Framework::template("insurance").expect("a template").clone();
    framework.touchpoints.truncate(6);
    let framework = std::sync::Arc::new(PreparedFramework::new(framework).expect("a framework"));
    let result = driver.run(CodeDocument::new(&document, &framework, RetryPolicy::never(), 1)).await;
    match result {
        Ok(coding) => {
            for one in &coding.observations {
                assert_eq!(one.coder.name, "smollm2");
                assert!(one.evidence.iter().all(|quote| document.turns[0].text.contains(&quote.text)));
            }
            assert!(coding.rejected.iter().all(|rejected| !rejected.reason.is_empty()));
            println!("{} observations, {} rejected", coding.observations.len(), coding.rejected.len());
        }
        Err(error) => {
            assert!(named(&error), "{error}");
            println!("no coding: {error}");
        }
    }
}

/// A small model asked about findings: what it says without support is out, what stays is checked, and the second time costs nothing.
#[tokio::test]
async fn findings_are_asked_and_a_cached_reply_is_free() {
    let Some(server) = Server::start(4096, "") else { return };
    let provider = server.provider("none");
    let framework = Framework::template("insurance").expect("a template");
    let mut document = Document::new("d", DocumentSource::Ticket, "p");
    document.push(Role::Customer, "I waited three weeks for an update on my claim. Filing the claim was easy.");
    let corpus = Corpus::code(&[document], framework).expect("a corpus");
    let map = corpus.map(framework, &MapOptions::new("Tickets", "Where does it hurt?")).expect("a map");
    let host = TokioClock;
    let driver = Driver::new(&provider, &host).with_meter(Meter::new(provider.model().name).keeping_replies());
    let ask = || AskFindings::new(&map, &corpus, "Where is the most friction?", RetryPolicy::never(), 1).expect("a question");
    match driver.run(ask()).await {
        Ok(answer) => {
            println!("{} claims kept, {} removed: {:?}", answer.claims.len(), answer.removed.len(), answer.removed);
            assert!(answer.removed.iter().all(|removed| !removed.reason.is_empty()));
            let paid = driver.spent().usage;
            let again = driver.run(ask()).await.expect("the same answer");
            assert_eq!((again.claims, again.removed), (answer.claims, answer.removed));
            assert_eq!(driver.spent().usage, paid, "a kept reply is not paid again");
            assert!(driver.hits() > 0);
        }
        Err(error) => {
            assert!(named(&error), "{error}");
            println!("no answer: {error}");
        }
    }
}

#[tokio::test]
async fn failures_have_their_names() {
    let Some(server) = Server::start(512, "secret") else { return };
    let good = server.provider("secret");
    let reply = good.complete(&request("Say one word as {\"word\": …}.", 60)).await.expect("a reply");
    let value: serde_json::Value = serde_json::from_str(&reply.text).expect("JSON, held to the schema by the server");
    assert!(value["word"].is_string() && reply.usage.prompt_tokens > 0, "{reply:?}");
    // A wrong key.
    assert_eq!(kind_of(&server.provider("wrong"), &request("Hello", 20)).await, Some(LlmErrorKind::Auth));
    // A prompt that does not fit.
    assert_eq!(kind_of(&good, &request(&"word ".repeat(3000), 20)).await, Some(LlmErrorKind::ContextOverflow));
    // A reply that is cut off.
    let host = TokioClock;
    let driver = Driver::new(&good, &host);
    let cut = journey_core::llm::Completion::<serde_json::Value>::new(request("Say a long word.", 3), RetryPolicy::never(), |_| Vec::new());
    assert_eq!(driver.run(cut).await.err().map(|error| error.code()), Some("llm_truncated"));
}

#[tokio::test]
async fn a_refused_connection_is_transient_and_the_guide_goes_on() {
    let nobody = provider("http://127.0.0.1:9/v1", "none");
    assert_eq!(kind_of(&nobody, &request("Hello", 20)).await, Some(LlmErrorKind::Transient));
    let held = hold(guide(), &nobody, &answers()).await;
    assert_eq!(held.outcome, Some(InterviewOutcome::Completed));
    everything_asked_and_kept(&held.interview);
}

#[tokio::test]
async fn a_server_killed_in_the_middle_loses_nothing() {
    let Some(mut server) = Server::start(4096, "") else { return };
    let provider = server.provider("none");
    let held = hold_with(guide(), &provider, &answers(), &mut |interview, _| {
        // One answer is read; then the server dies.
        if interview.log().iter().any(|event| matches!(event.body, EventBody::AnswerAssessed { .. } | EventBody::ModelFailed { .. })) {
            let _ = server.child.kill();
            let _ = server.child.wait();
        }
    })
    .await;
    assert!(matches!(held.outcome, Some(InterviewOutcome::Completed | InterviewOutcome::Stopped)), "{:?}", held.outcome);
    let interview = &held.interview;
    everything_asked_and_kept(interview);
    let failed = interview.log().iter().find_map(|event| match &event.body {
        EventBody::ModelFailed { error, .. } if error.kind == LlmErrorKind::Transient => Some(error.clone()),
        _ => None,
    });
    assert!(failed.is_some(), "the failure is on record");
}
