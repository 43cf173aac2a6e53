//! Recall: which memory a question brings to mind.

use std::collections::{BTreeMap, BTreeSet};

use super::Memory;
use crate::text::{content_words, stem};

/// The words of a persona's memories, weighted by how few memories share them.
#[derive(Clone, Debug)]
pub(super) struct Recall {
    memories: Vec<BTreeSet<String>>,
    weight: BTreeMap<String, f64>,
}

/// Words of interviewers that name no topic.
const ASKING: [&str; 8] = ["describe", "experience", "happen", "lead", "led", "mention", "step", "walk"];

fn stems(text: &str) -> BTreeSet<String> {
    content_words(text).iter().map(|word| stem(word)).filter(|word| !ASKING.contains(&word.as_str())).collect()
}

/// What brings a memory to mind: what it is about, or its own words.
fn cue(memory: &Memory) -> &str {
    if memory.about.is_empty() { &memory.text } else { &memory.about }
}

impl Recall {
    pub(super) fn new(memories: &[Memory]) -> Self {
        let memories: Vec<BTreeSet<String>> = memories.iter().map(|memory| stems(cue(memory))).collect();
        let mut count: BTreeMap<String, f64> = BTreeMap::new();
        for word in memories.iter().flatten() {
            *count.entry(word.clone()).or_default() += 1.0;
        }
        let total = memories.len() as f64;
        let weight = count.into_iter().map(|(word, count)| (word, (1.0 + total / count).ln())).collect();
        Self { memories, weight }
    }

    /// How near a memory is to a question: the share of the question's weight that the memory holds, 0 to 1.
    pub(super) fn nearness(&self, question: &str, memory: usize) -> f64 {
        let asked = stems(question);
        let weight = |word: &String| self.weight.get(word).copied().unwrap_or(1.0);
        let whole: f64 = asked.iter().map(weight).sum();
        let Some(held) = self.memories.get(memory) else { return 0.0 };
        let shared: f64 = asked.intersection(held).map(weight).sum();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }
}
