//! The conformance cases in Rust. `JOURNEY_BLESS=1` writes what is not there yet; look at it before you commit it. `JOURNEY_GOT` names a
//! folder for what differs, in full.

mod runtime;

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

use futures_executor::block_on;
use journey_core::{
    Error,
    analysis::{Corpus, CorpusFilter},
    ffi::{Failure, Task, TaskStep, call, call_corpus, start_corpus_task, validated},
    interview::{Conversation, Interview, InterviewEvent, Next, PreparedGuide},
    journey::{Document, Framework, Observation},
    llm::{LlmError, LlmErrorKind, LlmFailure, ModelReply, ModelRequest, ProcedureInput, RetryPolicy},
    plan::Guide,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    about: String,
    cases: Vec<Case>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    call: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    task: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corpus: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    metered: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fieldwork: Option<Value>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    arguments: Map<String, Value>,
    /// The model's replies to a task: texts, or errors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replies: Option<Vec<Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    interview: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Stage>,
    /// The end of an interview: its state and log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<Value>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    expected: Option<Value>,
    /// The file that holds what is expected: text for `.svg`, `.html`, `.md`, `.mmd`, `.csv`, `.qdc`, otherwise JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    golden: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
    /// Languages that leave the case out, each with the reason.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    skips: Map<String, Value>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    now: i64,
    /// `start`, or an input.
    input: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    replies: Vec<Value>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    expected: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
}

/// What is written counts, also when it is null.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance")
}

fn bless() -> bool {
    std::env::var_os("JOURNEY_BLESS").is_some()
}

/// Puts fixtures and golden files where `{"$file": name}` stands.
fn filled(value: Value) -> Value {
    match value {
        Value::Object(map) => match map.get("$file").and_then(Value::as_str) {
            Some(name) => read(name),
            None => map.into_iter().map(|(key, value)| (key, filled(value))).collect::<Map<_, _>>().into(),
        },
        Value::Array(all) => all.into_iter().map(filled).collect(),
        value => value,
    }
}

fn is_text(name: &str) -> bool {
    [".svg", ".html", ".md", ".mmd", ".csv", ".qdc"].iter().any(|ending| name.ends_with(ending))
}

fn read(name: &str) -> Value {
    let path = folder().join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if is_text(name) { Value::String(text) } else { serde_json::from_str(&text).expect("JSON") }
}

/// Null and absent are the same in every language.
fn pruned(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            map.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key, pruned(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(all) => all.into_iter().map(pruned).collect(),
        Value::Number(number) => {
            let float = number.as_f64().expect("a number");
            if float.fract() == 0.0 && float.abs() < 9e15 { json!(float as i64) } else { Value::Number(number) }
        }
        value => value,
    }
}

fn scripted(replies: &mut VecDeque<Value>) -> Result<ModelReply, LlmError> {
    match replies.pop_front() {
        Some(Value::String(text)) => {
            Ok(serde_json::from_value(json!({"text": text, "finish": "stop", "model": "scripted"})).expect("a reply"))
        }
        Some(Value::Object(mut map)) => match map.remove("error") {
            Some(error) => Err(serde_json::from_value::<LlmFailure>(error).expect("a failure").into()),
            None => {
                map.entry("model").or_insert("scripted".into());
                map.entry("finish").or_insert("stop".into());
                Ok(serde_json::from_value(map.into()).expect("a reply"))
            }
        },
        _ => Err(LlmError::new(LlmErrorKind::Auth, "the script is over")),
    }
}

fn answer(request: &ModelRequest, replies: Option<&mut VecDeque<Value>>) -> Result<ModelReply, LlmError> {
    match replies {
        Some(replies) => scripted(replies),
        None => journey_core::builtin::answer(request),
    }
}

fn run_task(mut task: Task, replies: Option<Vec<Value>>) -> Result<Value, Error> {
    let mut replies = replies.map(VecDeque::from);
    let mut input = ProcedureInput::Start;
    loop {
        input = match task.step(input)? {
            TaskStep::Ask(requests) => ProcedureInput::Replies(requests.iter().map(|request| answer(request, replies.as_mut())).collect()),
            TaskStep::Wait(_) => ProcedureInput::Elapsed,
            TaskStep::Done(result) => return Ok(serde_json::from_str(&result).expect("JSON")),
        };
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    guide: Guide,
    #[serde(default)]
    log: Option<Vec<InterviewEvent>>,
    #[serde(default)]
    scripted: bool,
}

fn run_interview(case: &Case, check: &mut dyn FnMut(usize, Result<Value, Error>)) -> Result<Value, Error> {
    let setting: Setting = validated("interview", &filled(case.interview.clone().expect("an interview")).to_string())?;
    let guide = PreparedGuide::new(setting.guide)?;
    let interview = match setting.log {
        Some(log) => Interview::replay_with_guide("i", guide, log)?,
        None => Interview::with_guide("i", guide),
    };
    let mut conversation = Conversation::new(
        interview,
        RetryPolicy { max_attempts: 2, initial_wait_ms: 0, max_wait_ms: 0, seed: 0, ..RetryPolicy::default() },
    );
    for (number, stage) in case.steps.iter().enumerate() {
        let mut replies = setting.scripted.then(|| VecDeque::from(stage.replies.clone()));
        let now = Timestamp(stage.now);
        let first = if stage.input == "start" {
            block_on(conversation.start(now))
        } else {
            validated("input", &stage.input.to_string()).and_then(|input| block_on(conversation.handle(input, now)))
        };
        let mut next = first;
        let result = loop {
            next = match next {
                Ok(Next::Ask(request)) => {
                    block_on(conversation.feed(ProcedureInput::Replies(vec![answer(&request, replies.as_mut())]), now))
                }
                Ok(Next::Wait(_)) => block_on(conversation.feed(ProcedureInput::Elapsed, now)),
                Ok(Next::Rest(reply)) => break Ok(json!(reply)),
                Err(error) => break Err(error),
            };
        };
        check(number, result);
    }
    let interview = conversation.interview();
    Ok(json!({"state": interview.snapshot(), "log": interview.log()}))
}

/// How the corpus of a case is made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorpusSetting {
    documents: Vec<Document>,
    /// What was observed; without it the built-in engine codes by the framework `coded_by`.
    #[serde(default)]
    observations: Option<Vec<Observation>>,
    #[serde(default)]
    coded_by: Option<Framework>,
    #[serde(default)]
    attributes: Vec<String>,
    /// Of how many parts it is made; they are merged one by one in this order.
    #[serde(default)]
    merged: Vec<usize>,
    #[serde(default)]
    filter: Option<CorpusFilter>,
    #[serde(default)]
    arguments: Value,
}

impl CorpusSetting {
    fn corpus(&self, documents: &[Document]) -> Result<Corpus, Error> {
        let Some(observations) = &self.observations else {
            let framework = self.coded_by.as_ref().expect("observations or a framework");
            return Corpus::builder().keep_attributes(&self.attributes).code(documents, framework);
        };
        let own = |one: &&Observation| self.merged.is_empty() || documents.iter().any(|document| document.id == one.document);
        let own: Vec<Observation> = observations.iter().filter(own).cloned().collect();
        Corpus::with_attributes(documents, &own, &self.attributes)
    }
}

fn run_corpus(operation: &str, arguments: Value, replies: Option<Vec<Value>>) -> Result<Value, Error> {
    let setting: CorpusSetting = validated("corpus", &arguments.to_string())?;
    let mut corpus = if setting.merged.is_empty() {
        setting.corpus(&setting.documents)?
    } else {
        let parts: Vec<&[Document]> = setting.documents.chunks(setting.documents.len().div_ceil(setting.merged.len())).collect();
        let mut whole = Corpus::default();
        for at in &setting.merged {
            whole = whole.merge(&setting.corpus(parts[*at])?)?;
        }
        whole
    };
    if let Some(filter) = &setting.filter {
        corpus = corpus.filter(filter);
    }
    let arguments = setting.arguments.to_string();
    Ok(match operation {
        "bytes" => json!(corpus.to_bytes()),
        // The map as the library writes it: the same text, byte by byte.
        "map_json" => {
            let map = call_corpus(&corpus, "map", &arguments)?;
            serde_json::from_str(&call("map_json", &format!("{{\"map\": {map}}}"))?).expect("JSON")
        }
        "sizes" => json!({
            "documents": corpus.document_count(), "observations": corpus.observation_count(), "respondents": corpus.respondent_count(),
            "waves": corpus.waves(), "segments": corpus.segments(), "coders": corpus.coders(),
        }),
        "ask" | "summarise" => run_task(start_corpus_task(&corpus, operation, &arguments)?, replies)?,
        method => serde_json::from_str(&call_corpus(&corpus, method, &arguments)?).expect("JSON"),
    })
}

/// Whether a failure is the one expected: its code, and what of its context is given.
fn fails_as(error: &Error, expected: &Value) -> bool {
    let failure = Failure::from(error);
    let context = expected.get("context").and_then(Value::as_object).cloned().unwrap_or_default();
    expected.get("code").and_then(Value::as_str) == Some(&failure.code)
        && context.iter().all(|(key, value)| failure.context.get(key) == Some(value))
}

fn told(error: &Error) -> Value {
    let failure = Failure::from(error);
    let mut context = failure.context;
    context.retain(|key, value| !value.is_null() && key != "problem" && key != "fix");
    json!({"code": failure.code, "context": context})
}

/// Compares, or writes what is not there yet.
fn settle(name: &str, result: Result<Value, Error>, expected: &mut Option<Value>, error: &mut Option<Value>, faults: &mut Vec<String>) {
    match (result, &expected, &error) {
        (Err(failed), _, Some(wanted)) if fails_as(&failed, wanted) => {}
        (Ok(value), Some(wanted), None) if pruned(value.clone()) == pruned(wanted.clone()) => {}
        (Ok(value), None, None) if bless() => *expected = Some(pruned(value)),
        (Err(failed), None, None) if bless() => *error = Some(told(&failed)),
        (result, ..) => {
            let got = match result {
                Ok(value) => pruned(value).to_string(),
                Err(error) => format!("{error} ({})", error.code()),
            };
            if let Some(folder) = std::env::var_os("JOURNEY_GOT") {
                let path = Path::new(&folder).join(format!("{:04}.json", faults.len()));
                std::fs::write(path, json!({"name": name, "got": got}).to_string()).expect("written");
            }
            faults.push(format!("{name}: got {}", got.chars().take(600).collect::<String>()));
        }
    }
}

/// Longer results stand in files of their own.
const INLINE: usize = 1500;

fn run_runtime(case: &Case) -> Result<Value, Error> {
    match (&case.metered, &case.fieldwork) {
        (Some(metered), None) => runtime::run_metered(&validated("metered", &metered.to_string())?),
        (None, Some(fieldwork)) => runtime::run_fieldwork(&validated("fieldwork", &fieldwork.to_string())?),
        _ => panic!("{}: give one of call, task, corpus, interview, metered, fieldwork", case.name),
    }
}

fn run(case: &mut Case, faults: &mut Vec<String>) {
    let name = case.name.clone();
    let arguments = filled(Value::Object(case.arguments.clone()));
    if case.interview.is_some() {
        let mut results = Vec::new();
        let copy = case.clone();
        let end = run_interview(&copy, &mut |number, result| results.push((number, result)));
        for (number, result) in results {
            let stage = &mut case.steps[number];
            settle(&format!("{name}, step {number}"), result, &mut stage.expected, &mut stage.error, faults);
        }
        let mut ends = case.ends.take().map(filled);
        let wanted = ends.clone();
        settle(&format!("{name}, end"), end, &mut ends, &mut case.error, faults);
        case.ends = if wanted.is_some() { copy.ends } else { ends };
        return;
    }
    let result = match (&case.call, &case.task, &case.corpus) {
        (None, None, None) => run_runtime(case),
        (Some(operation), None, None) => call(operation, &arguments.to_string()).map(|text| serde_json::from_str(&text).expect("JSON")),
        (None, Some(task), None) => Task::start(task, &arguments.to_string()).and_then(|task| run_task(task, case.replies.clone())),
        (None, None, Some(operation)) => run_corpus(operation, arguments, case.replies.clone()),
        _ => panic!("{name}: give one of call, task, corpus, interview, metered, fieldwork"),
    };
    if let Some(golden) = &case.golden {
        let path = folder().join("golden").join(golden);
        if bless() && !path.exists() {
            let value = result.unwrap_or_else(|error| panic!("{name}: {error}"));
            std::fs::create_dir_all(folder().join("golden")).expect("a folder");
            let text = if is_text(golden) {
                value.as_str().expect("text").to_owned()
            } else {
                format!("{}\n", serde_json::to_string_pretty(&pruned(value)).expect("JSON"))
            };
            std::fs::write(path, text).expect("written");
            return;
        }
        let mut wanted = Some(read(&format!("golden/{golden}")));
        return settle(&name, result, &mut wanted, &mut case.error, faults);
    }
    settle(&name, result, &mut case.expected, &mut case.error, faults);
    if let Some(expected) = case.expected.take_if(|expected| bless() && expected.to_string().len() > INLINE) {
        let slug: String = name.chars().map(|one| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { '_' }).collect();
        let golden = format!("{slug}.json");
        std::fs::write(folder().join("golden").join(&golden), format!("{:#}\n", expected)).expect("written");
        case.golden = Some(golden);
    }
}

#[test]
fn every_case_holds() {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder().join("cases")).expect("cases").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let (mut count, mut faults) = (0, Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("text");
        let mut file: File = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in &mut file.cases {
            count += 1;
            if !case.skips.contains_key("rust") {
                run(case, &mut faults);
            }
        }
        if bless() {
            let text = serde_json::to_string_pretty(&file).expect("JSON");
            std::fs::write(&path, format!("{text}\n")).expect("written");
        }
    }
    assert!(faults.is_empty(), "{} of {count} cases differ:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 200, "{count} cases");
}
