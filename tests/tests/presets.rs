//! Pilots: difficult participants, and how much of what participants hold each way of asking finds.

use std::{fs, path::PathBuf};

use journey_core::{
    builtin::{self, BuiltinProvider},
    llm::{Driver, RetryPolicy, VirtualClock},
    plan::{Guide, InterviewMode},
    simulate::{Persona, PilotReport, StudyPreset, difficult_personas, read_preset, run_pilot},
    statistics::bootstrap_mean,
    time::Timestamp,
};

async fn try_out(guide: &Guide, personas: &[Persona], interviews: usize) -> PilotReport {
    let host = VirtualClock::at(Timestamp(0));
    let driver = Driver::new(&BuiltinProvider, &host);
    run_pilot(guide, personas, interviews, &driver, RetryPolicy::never(), 7, &|_| {}).await.expect("a pilot")
}

/// What the report card promises of the built-in moderator.
fn is_well_held(report: &PilotReport) {
    let card = &report.card;
    assert_eq!(
        (card.multi_question.count, card.leading.count, card.probes_after_refusal, card.fabricated.count),
        (0, 0, 0, 0),
        "{}",
        report.markdown()
    );
    assert!(card.closed_questions.share().is_none_or(|share| share <= 0.03), "{}", report.markdown());
    assert!(card.near_duplicates.share().is_none_or(|share| share <= 0.005), "{}", report.markdown());
    assert_eq!(card.mandatory.count, card.mandatory.base);
    assert!(report.failed.is_empty(), "{:?}", report.failed);
}

#[tokio::test]
async fn difficult_participants_are_met_well() {
    let mut plan = builtin::draft_plan("Where in the journey do we create friction, where delight?", "insurance").expect("a plan");
    plan.add_mandatory_question("What did you expect from the very first letter?", None).expect("a question");
    let guide = Guide::from_plan(&plan).expect("a guide");
    let report = try_out(&guide, difficult_personas(), 60).await;
    is_well_held(&report);
    assert!(report.outcomes.get("completed").is_some_and(|completed| *completed >= 50), "{:?}", report.outcomes);
    assert!(report.trust.get("contradictory_ratings").is_some_and(|count| *count >= 10), "{:?}", report.trust);
    let found = report.elicited.expect("insights");
    assert!(found.share > 0.4, "{found:?}");
    let again = try_out(&guide, difficult_personas(), 60).await;
    assert_eq!(again.markdown(), report.markdown(), "a pilot repeats to the byte");
}

/// Presets of interviewplayground, installed by `tests/run`; without them this test says so and does nothing.
fn presets() -> Vec<(String, StudyPreset)> {
    let Some(folder) = std::env::var_os("JOURNEY_PRESETS").map(PathBuf::from) else {
        eprintln!("NOT RUN: JOURNEY_PRESETS is not set; use tests/run");
        return Vec::new();
    };
    let files = fs::read_dir(folder).expect("the presets").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    let read = |path: PathBuf| {
        let preset = read_preset(&fs::read_to_string(&path).expect("a file")).expect("a preset");
        (path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), preset)
    };
    files.into_iter().map(read).collect()
}

/// At the same number of questions, the adaptive interviewer finds out more than the guide read as a survey, over all personas.
#[tokio::test]
async fn adaptive_interviews_find_out_more() {
    let presets = presets();
    let mut gains = Vec::new();
    for (name, preset) in &presets {
        let mut shares = Vec::new();
        for mode in [InterviewMode::Strict, InterviewMode::Standard, InterviewMode::Adaptive] {
            let guide = preset.guide(mode, 20).expect("a guide");
            let mut by_persona = Vec::new();
            for persona in &preset.personas {
                let report = try_out(&guide, std::slice::from_ref(persona), 3).await;
                is_well_held_unless_scripted(mode, &report);
                by_persona.extend(report.elicited.map(|found| found.share));
            }
            shares.push(by_persona);
        }
        let mean = |shares: &[f64]| shares.iter().sum::<f64>() / shares.len() as f64;
        println!("{name}: survey {:.3}, standard {:.3}, adaptive {:.3}", mean(&shares[0]), mean(&shares[1]), mean(&shares[2]));
        gains.extend(shares[2].iter().zip(&shares[0]).map(|(adaptive, survey)| adaptive - survey));
    }
    if let Some(interval) = bootstrap_mean(&gains, 2_000, 1) {
        println!("adaptive − survey by persona: [{:.3}, {:.3}], n = {}", interval.low, interval.high, gains.len());
        assert!(interval.low > 0.03, "{interval:?}");
        assert_eq!(presets.len(), 3);
    }
}

/// A script is read as its author wrote it, near-duplicates included; what the interviewer adds is held to the card.
fn is_well_held_unless_scripted(mode: InterviewMode, report: &PilotReport) {
    if mode == InterviewMode::Adaptive {
        is_well_held(report);
    }
}
