//! The preset files of `interviewplayground`: what an interviewer finds out of what a persona knows.
//!
//! `tests/run` installs the package and sets `JOURNEY_PRESETS`; without it this test says so and does nothing.

use std::{collections::BTreeSet, fs};

use journey_core::{
    builtin,
    interview::{Interview, converse},
    llm::{Driver, RetryPolicy, VirtualHost},
    plan::{Depth, Guide, Item, Phase},
    simulate::{Preset, SimulatedRespondent, load_preset},
    time::Timestamp,
};

/// A guide of the preset's topics.
fn guide(preset: &Preset) -> Guide {
    let mut guide = Guide::from_plan(&builtin::draft("What do people tell about this?", "general").expect("a plan")).expect("a guide");
    guide.items = (1..)
        .zip(&preset.topics)
        .map(|(number, (topic, _))| {
            Item::open(format!("q{number}"), Phase::Experience, format!("Tell me about {}.", topic.to_lowercase()), Depth::Deep)
        })
        .collect();
    guide
}

#[tokio::test]
async fn personas_tell_what_they_are_asked_about() {
    let Some(folder) = std::env::var_os("JOURNEY_PRESETS") else {
        eprintln!("NOT RUN: JOURNEY_PRESETS is not set; use tests/run");
        return;
    };
    let mut files = 0;
    for entry in
        fs::read_dir(folder).expect("the presets").flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "json"))
    {
        let preset = load_preset(&fs::read_to_string(entry.path()).expect("a file")).expect("a preset");
        files += 1;
        let (mut held, mut heard) = (0, 0);
        for persona in preset.personas.iter().take(10) {
            let host = VirtualHost::at(Timestamp(0));
            let driver = Driver::new(&builtin::BuiltinProvider, &host);
            let mut interview = Interview::new("i", guide(&preset)).expect("a guide");
            let mut respondent = SimulatedRespondent::new(persona, 1);
            converse(&mut interview, &mut respondent, &driver, RetryPolicy::never()).await.expect("an interview");
            let all: BTreeSet<usize> = persona.memories.iter().flat_map(|memory| memory.insights.clone()).collect();
            let told =
                persona.memories.iter().zip(respondent.told()).filter(|(_, told)| **told).flat_map(|(memory, _)| memory.insights.clone());
            held += all.len();
            heard += told.collect::<BTreeSet<_>>().len();
        }
        println!("{}: {heard} of {held} insights heard", entry.file_name().to_string_lossy());
        assert!(preset.personas.len() == 30 && preset.insights.len() == 15);
        assert!(heard > 0 && heard < held);
    }
    assert_eq!(files, 3);
}
