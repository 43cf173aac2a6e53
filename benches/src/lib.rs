//! What the benches share: text of realistic size, and the process's own peak memory.

use journey_core::{
    journey::{Document, Role, Source},
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
            let mut document = Document::new(format!("d{number}"), Source::Interview, format!("p{number}"));
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
