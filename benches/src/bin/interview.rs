//! Interviews in one process with a model that answers at once: turns per second, memory of live interviews, cost of late turns.

use std::{
    hint::black_box,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures_util::{StreamExt, stream};
use journey_benches::{ANSWER, resident, talk_guide};
use journey_core::{
    interview::{Input, InputBody, Interview, Output, PreparedGuide, Respondent, converse},
    llm::{Driver, FinishReason, LlmError, LlmProvider, ModelInfo, ModelReply, ModelRequest, RetryPolicy, TokenUsage, VirtualClock},
    plan::{AnswerFormat, StructuredAnswer},
    store::{InterviewRecord, MemoryStore, Session, SqliteStore, Store},
    study::Participant,
    time::Timestamp,
};
use serde_json::json;

const TURNS: usize = 12;
const INTERVIEWS: usize = 2_000;

/// A model that answers at once, with a probe that it has not used before.
#[derive(Debug, Default)]
struct Fake(AtomicUsize);

#[async_trait]
impl LlmProvider for Fake {
    fn model(&self) -> ModelInfo {
        ModelInfo { name: "fake".into(), context_window: 128_000, json_schema: true }
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        black_box(request);
        Ok(ModelReply {
            text: proposal(request.seed as usize),
            finish: FinishReason::Stop,
            usage: TokenUsage::default(),
            model: "fake".into(),
        })
    }
}

fn proposal(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "letter", "form", "portal", "hotline", "agent", "price", "contract", "claim", "branch", "email", "refund", "delivery", "password",
        "invoice", "address", "photo",
    ];
    let (one, two) = (WORDS[number * 5 % WORDS.len()], WORDS[(number * 7 + 3) % WORDS.len()]);
    let message = match number % 4 {
        0 => format!("What happened with {one}{number} then?"),
        1 => format!("Tell me more about the {one}{number} and {two}{number}."),
        2 => format!("How did {one}{number} go on after the {two}{number}?"),
        _ => format!("Take {one}{number}: what did it look like beside the {two}{number}?"),
    };
    json!({
        "assessment": "substantive",
        "covered": [],
        "mentions": [{"stage": "claims", "touchpoint": null, "channel": null, "valence": -1}],
        "participant_question_fact": null,
        "notes": "",
        "next": "probe",
        "item": null,
        "probe_kind": "descriptive",
        "message": message,
    })
    .to_string()
}

struct Says;

#[async_trait]
impl Respondent for Says {
    async fn say(&mut self, _: &str) -> Option<String> {
        Some(ANSWER.to_owned())
    }

    async fn consent(&mut self, _: &str) -> Option<String> {
        Some("yes".to_owned())
    }

    async fn answer(&mut self, _: &str, _: &AnswerFormat) -> Option<StructuredAnswer> {
        None
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let memory = runtime.block_on(run("journey-core, memory", |_| Arc::new(MemoryStore::default())));
    let folder = tempfile::TempDir::new_in("target").expect("a folder");
    let path = folder.path().join("bench.db");
    let sqlite =
        runtime.block_on(run("journey-core, sqlite (synchronous=FULL)", move |_| Arc::new(SqliteStore::open(&path).expect("a store"))));
    for row in [memory, sqlite] {
        println!("{row}");
    }
    flat();
}

async fn run(name: &str, store: impl Fn(usize) -> Arc<dyn Store>) -> String {
    let prepared = PreparedGuide::new(talk_guide(TURNS)).expect("a guide");
    let provider = Fake::default();
    let host = VirtualClock::at(Timestamp(0));
    let driver = Driver::new(&provider, &host).with_concurrency(INTERVIEWS);
    let store = store(0);
    let mut live: Vec<Session> = Vec::new();
    let mut turns = 0;
    // The first round grows the process, so it tells the memory; the second one tells the speed, with warm tables.
    let (mut took, mut bytes) = (Duration::ZERO, None);
    for round in ["warm", "measured"] {
        live.clear();
        let before = resident();
        let mut seats = Vec::with_capacity(INTERVIEWS);
        for number in 0..INTERVIEWS {
            let record = InterviewRecord {
                id: format!("{round}-{number}"),
                study: "bench".into(),
                participant: Participant::default(),
                guide: String::new(),
                address: None,
                created: Timestamp(0),
            };
            seats.push(Session::begin(store.clone(), record, prepared.clone(), "one").await.expect("begun"));
        }
        let start = Instant::now();
        let held = stream::iter(seats).map(|mut session| async {
            converse(&mut session, &mut Says, &driver, RetryPolicy::never()).await.expect("held");
            session
        });
        live = held.buffer_unordered(INTERVIEWS).collect().await;
        took = start.elapsed();
        bytes = bytes.or(Some(resident().saturating_sub(before)));
        turns = live.iter().map(|seat| seat.interview().state().asked() as usize).sum();
    }
    let bytes = bytes.unwrap_or_default();
    assert_eq!(turns, INTERVIEWS * TURNS);
    json!({
        "name": name,
        "unit": "turns/s",
        "value": (turns as f64 / took.as_secs_f64()).round(),
        "kb_per_interview": (bytes as f64 / INTERVIEWS as f64 / 102.4).round() / 10.0,
        "interviews": INTERVIEWS,
        "turns": TURNS,
    })
    .to_string()
}

/// The cost of a turn, early and late, in one long interview at a time: the participant's input, the prompt, the reply, the gates.
fn flat() {
    const LONG: usize = 120;
    const ROUNDS: usize = 300;
    let prepared = PreparedGuide::new(talk_guide(LONG)).expect("a guide");
    let mut spent = [Duration::ZERO; LONG + 1];
    let mut number = 0;
    for _ in 0..ROUNDS {
        let mut interview = Interview::with_guide("i", prepared.clone()).without_log();
        let mut clock = 0;
        let mut send = |interview: &mut Interview, body: InputBody| {
            clock += 1;
            interview.handle(Input::new(format!("{clock}"), body), Timestamp(clock)).expect("a possible input")
        };
        send(&mut interview, InputBody::Joined);
        send(&mut interview, InputBody::Said { text: "yes".into() });
        while interview.state().outcome().is_none() {
            let turn = interview.state().asked() as usize;
            let start = Instant::now();
            let outputs = send(&mut interview, InputBody::Said { text: ANSWER.into() });
            let request = outputs.iter().find_map(|output| match output {
                Output::AskModel { request, body } => Some((*request, body.clone())),
                _ => None,
            });
            let Some((request, body)) = request else { break };
            number += 1;
            let mut completion = Interview::completion(*body, RetryPolicy::never());
            let reply =
                ModelReply { text: proposal(number), finish: FinishReason::Stop, usage: TokenUsage::default(), model: "fake".into() };
            use journey_core::llm::{Procedure, ProcedureInput, Step};
            completion.step(ProcedureInput::Start).expect("asks");
            let Ok(Step::Done(done)) = completion.step(ProcedureInput::Replies(vec![Ok(reply)])) else { panic!("a valid reply") };
            let input = Input::model_replied("m", request, done).body;
            send(&mut interview, input);
            if let Some(slot) = spent.get_mut(turn) {
                *slot += start.elapsed();
            }
        }
    }
    let mean = |turns: std::ops::Range<usize>| {
        let count = turns.len();
        spent[turns].iter().sum::<Duration>().as_secs_f64() * 1e6 / (count * ROUNDS) as f64
    };
    let (early, late) = (mean(3..8), mean(98..103));
    println!(
        "{}",
        json!({"name": "journey-core, cost of a turn", "unit": "µs", "turn_5": (early * 10.0).round() / 10.0, "turn_100": (late * 10.0).round() / 10.0, "growth": (late / early * 100.0).round() / 100.0})
    );
}
