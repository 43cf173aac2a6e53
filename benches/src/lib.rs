//! What the benches share: text of realistic size, and the process's own peak memory.

use journey_core::plan::{Guide, GuideItem, GuidePhase, ProbingDepth};
use journey_core::{
    journey::{Document, DocumentSource, Role},
    simulate::insurance_cohort,
};

/// Sentences as invented customers say them, repeated to a count.
pub fn sentences(count: usize) -> Vec<String> {
    let cohort = insurance_cohort(1);
    let said: Vec<String> = cohort.personas.iter().flat_map(|persona| &persona.memories).map(|memory| memory.text.clone()).collect();
    said.iter().cycle().take(count).cloned().collect()
}

/// Sentences as documents of ten turns.
pub fn documents(sentences: &[String]) -> Vec<Document> {
    sentences
        .chunks(10)
        .enumerate()
        .map(|(number, chunk)| {
            let mut document = Document::new(format!("d{number}"), DocumentSource::Interview, format!("p{number}"));
            for text in chunk {
                document.push(Role::Customer, text.clone());
            }
            document
        })
        .collect()
}

/// The peak memory of this process in bytes, where the system tells.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// What every participant of the interview bench says.
pub const ANSWER: &str = "I mostly use the mobile app on my way to work, and the checkout step is where I usually give up because the form keeps losing my address; support on chat answered after two days which felt slow but polite.";

/// A guide for an interview of some turns: each question with three probes.
pub fn talk_guide(turns: usize) -> Guide {
    const TOPICS: [&str; 10] = ["buying", "paying", "delivery", "returns", "support", "renewal", "prices", "app", "branch", "contract"];
    let items = (0..turns.div_ceil(4)).map(|number| {
        let text = format!("What happened with {}{number} in {}?", TOPICS[number % TOPICS.len()], TOPICS[number * 3 % TOPICS.len()]);
        GuideItem {
            stage: Some("claims".into()),
            ..GuideItem::open(format!("q{number}"), GuidePhase::Experience, text, ProbingDepth::Deep)
        }
    });
    Guide { max_turns: turns as u32, ..Guide::from_items(items.collect()) }
}

/// Bytes of memory that this process holds.
pub fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) * 1024
}
