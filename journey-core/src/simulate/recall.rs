//! Recall: which memory a question brings to mind.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::PersonaMemory;
use crate::{plan::Script, text::content_stems};

/// The words of a persona's memories, weighted by how few memories share them.
#[derive(Clone, Debug)]
pub(super) struct Recall {
    memories: Vec<BTreeSet<String>>,
    weight: BTreeMap<String, f64>,
}

/// What a question is about, as stems.
pub(super) type Cue = BTreeSet<String>;

/// Words of interviewers that name no topic: those of every scripted probe.
static ASKING: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let script = Script::english();
    let lines = script.plain.all().chain(script.anchored.all()).chain(&script.probes).map(String::as_str);
    let others = ["describe", "experience", "walk", "phrase"].into_iter();
    lines.chain(others).flat_map(content_stems).collect()
});

/// The stems that a text brings to mind.
pub(super) fn cue(text: &str) -> Cue {
    content_stems(text).into_iter().filter(|word| !ASKING.contains(word)).collect()
}

impl Recall {
    pub(super) fn new(memories: &[PersonaMemory]) -> Self {
        // What brings a memory to mind: what it is about, or its own words.
        let memories: Vec<Cue> =
            memories.iter().map(|memory| cue(if memory.about.is_empty() { &memory.text } else { &memory.about })).collect();
        let mut count: BTreeMap<String, f64> = BTreeMap::new();
        for word in memories.iter().flatten() {
            *count.entry(word.clone()).or_default() += 1.0;
        }
        let total = memories.len() as f64;
        let weight = count.into_iter().map(|(word, count)| (word, (1.0 + total / count).ln())).collect();
        Self { memories, weight }
    }

    /// How near a memory is to a cue: the share of the cue's weight that the memory holds, 0 to 1.
    pub(super) fn nearness(&self, asked: &Cue, memory: usize) -> f64 {
        let weight = |word: &String| self.weight.get(word).copied().unwrap_or(1.0);
        let whole: f64 = asked.iter().map(weight).sum();
        let Some(held) = self.memories.get(memory) else { return 0.0 };
        let shared: f64 = asked.intersection(held).map(weight).sum();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }
}
