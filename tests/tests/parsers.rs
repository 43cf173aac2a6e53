//! Whatever comes in as JSON is read or refused with a typed error; nothing panics. `PROPTEST_CASES` sets how long it is tried.

use journey_core::{
    builtin,
    interview::{Input, InputBody, Interview, InterviewEvent, Output},
    llm::RetryPolicy,
    plan::{Guide, ResearchPlan},
    schema,
    simulate::read_preset,
    time::Timestamp,
};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

fn plan() -> ResearchPlan {
    builtin::draft_plan("Where in the journey do we create friction?", "insurance").expect("a plan")
}

/// Changes a few places of a value: other types, other sizes, other words, missing and doubled parts.
fn mutate(value: &mut Value, random: &mut ChaCha8Rng) {
    match value {
        Value::Array(list) if !list.is_empty() && random.random_bool(0.85) => {
            let at = random.random_range(0..list.len());
            match random.random_range(0..8) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                2 => {
                    let other = random.random_range(0..list.len());
                    list.swap(at, other);
                }
                _ => mutate(&mut list[at], random),
            }
        }
        Value::Object(object) if !object.is_empty() && random.random_bool(0.9) => {
            let keys: Vec<String> = object.keys().cloned().collect();
            let key = keys.choose(random).expect("some").clone();
            match random.random_range(0..12) {
                0 => drop(object.remove(&key)),
                _ => mutate(&mut object[&key], random),
            }
        }
        _ => {
            let odd = [
                Value::Null,
                json!(-1),
                json!(0),
                json!(u64::MAX),
                json!(i64::MIN),
                json!(1.5e300),
                json!(""),
                json!("q1"),
                json!("\u{202e}{phrase}<script>“"),
                json!("a".repeat(5_000)),
                json!([]),
                json!({}),
                json!(true),
            ];
            *value = odd.choose(random).expect("some").clone();
        }
    }
}

fn mutated<T: serde::Serialize>(value: &T, seed: u64) -> Value {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut value = serde_json::to_value(value).expect("JSON");
    for _ in 0..random.random_range(1..5) {
        mutate(&mut value, &mut random);
    }
    value
}

/// Talks through an interview with whatever guide it has.
fn talk(interview: &mut Interview) {
    let mut body = InputBody::Joined;
    for number in 0..60 {
        let Ok(outputs) = interview.handle(Input::new(format!("{number}"), body), Timestamp(number)) else { return };
        body = InputBody::Said { text: if number == 0 { "yes".into() } else { "I waited three weeks, and nobody called me.".into() } };
        for output in outputs {
            match output {
                Output::AskModel { request, body: asked } => {
                    let Ok(completed) = builtin::run(Interview::completion(*asked, RetryPolicy::never())) else { return };
                    body = Input::model_replied("m", request, completed).body;
                }
                Output::CheckQuotas { .. } => body = InputBody::Admitted { quotas: Vec::new(), full: None },
                Output::Finished { .. } => return,
                _ => {}
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn guides(seed in any::<u64>()) {
        let guide = Guide::from_plan(&plan()).expect("a guide");
        if let Ok(guide) = serde_json::from_value::<Guide>(mutated(&guide, seed))
            && let Ok(mut interview) = Interview::new("i", guide)
        {
            talk(&mut interview);
            let again = Interview::replay("i", interview.guide().clone(), interview.log().to_vec()).expect("its own log");
            prop_assert_eq!(again.state(), interview.state());
        }
    }

    #[test]
    fn plans(seed in any::<u64>()) {
        if let Ok(plan) = serde_json::from_value::<ResearchPlan>(mutated(&plan(), seed)) {
            let _ = plan.lint();
            if let Ok(guide) = Guide::from_plan(&plan) {
                prop_assert!(guide.check().is_ok());
            }
        }
    }

    #[test]
    fn logs(seed in any::<u64>()) {
        let guide = Guide::from_plan(&plan()).expect("a guide");
        let mut interview = Interview::new("i", guide.clone()).expect("a guide");
        talk(&mut interview);
        let log = mutated(&interview.log(), seed);
        if let Ok(log) = serde_json::from_value::<Vec<InterviewEvent>>(log) {
            match Interview::replay("i", guide, log) {
                Err(error) => prop_assert!(!error.code().is_empty()),
                Ok(mut interview) => {
                    let _ = interview.pending();
                    let _ = interview.document("p");
                    let _ = interview.handle(Input::said("after", "I waited three weeks."), Timestamp(99));
                }
            }
        }
    }

    #[test]
    fn inputs(seed in any::<u64>(), count in 1usize..12) {
        let guide = Guide::from_plan(&plan()).expect("a guide");
        let mut interview = Interview::new("i", guide).expect("a guide");
        talk(&mut interview);
        let mut fresh = Interview::replay("i", interview.guide().clone(), interview.log()[..interview.log().len() / 2].to_vec()).expect("a part of it");
        let samples = [
            json!({"id": "a", "type": "said", "text": "I waited."}),
            json!({"id": "b", "type": "answered", "answer": {"type": "number", "value": 7}}),
            json!({"id": "c", "type": "answered", "answer": {"type": "choices", "options": ["x"]}}),
            json!({"id": "d", "type": "corrected", "turn": 3, "text": "I meant two."}),
            json!({"id": "e", "type": "tick"}),
            json!({"id": "f", "type": "model_failed", "request": 1, "error": {"kind": "transient", "message": "m"}}),
            json!({"id": "g", "type": "admitted", "quotas": ["q"], "full": null}),
            json!({"id": "h", "type": "withdrew_consent"}),
            json!({"id": "i", "type": "model_replied", "request": 2, "model": "m", "prompt_hash": "h", "proposal": {"assessment": "substantive",
                "covered": [{"item": "q2", "coverage": "answered", "sentences": ["t4.s1", "t999999999999.s1", "💥"]}], "mentions": [],
                "participant_question_fact": 4294967295u32, "notes": "n", "next": "ask_item", "item": "q2", "probe_kind": null,
                "message": "What happened then?"}}),
        ];
        for sample in &samples {
            prop_assert!(serde_json::from_value::<Input>(sample.clone()).is_ok(), "an input of another version: {sample}");
        }
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        for number in 0..count {
            let mut value = samples.choose(&mut random).expect("some").clone();
            mutate(&mut value, &mut random);
            if let Ok(mut input) = serde_json::from_value::<Input>(value) {
                input.id = format!("{number}-{}", input.id).into();
                let before = fresh.state().clone();
                if fresh.handle(input, Timestamp(random.random())).is_err() {
                    prop_assert_eq!(&before, fresh.state(), "a refused input changed something");
                }
            }
        }
        let again = Interview::replay("i", fresh.guide().clone(), fresh.log().to_vec()).expect("its own log");
        prop_assert_eq!(again.state(), fresh.state());
    }

    #[test]
    fn presets(seed in any::<u64>()) {
        let preset = json!({"insights": ["i"], "research_questions": ["q"], "interview_guide": [{"topic": "T", "subtopics": ["s (x)"]}],
            "participants": [{"persona": "A person.", "name": "Ann", "verbosity": "High", "memory": "Low", "disclosure": "Medium",
                "memories": [{"content": "I said so.", "insight_indices": [0]}]}]});
        if let Ok(preset) = read_preset(&mutated(&preset, seed).to_string()) {
            let _ = preset.guide(journey_core::plan::InterviewMode::Adaptive, 20);
        }
    }
}

/// What the library writes follows the schemas that it publishes.
#[test]
fn guides_and_logs_follow_their_schemas() {
    let guide = Guide::from_plan(&plan()).expect("a guide");
    let mut interview = Interview::new("i", guide.clone()).expect("a guide");
    talk(&mut interview);
    for (schema, value) in [
        (schema::guide(), serde_json::to_value(&guide).expect("JSON")),
        (schema::log(), serde_json::to_value(interview.log()).expect("JSON")),
    ] {
        let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
        let faults: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}
