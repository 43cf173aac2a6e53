//! Labels: which of several names a text is about, by its words and by its meaning.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    meaning::{Embedding, Gist, word_meanings},
    words::{content_stems, stems},
};

// The next three were set by hand so that a name found word for word outweighs any likeness of meaning, and words of a description a weak one.

/// What a name found word for word is worth beside meaning.
const NAMED: f64 = 0.6;
/// What a name is worth whose words stand apart or in part.
const PARTLY: f64 = 0.5;
/// What the words of a description are worth.
const DESCRIBED: f64 = 0.3;

/// The likeness from which a single word means one of the labels that a text is known to be about: on the training part of MAMS, whose sentences
/// are labelled with eight categories, .78 of the categories found so are right and .48 of all are found; at .5 it is .85 and .36, at .2 .64 and .61.
pub(crate) const MENTIONED: f64 = 0.3;
/// The same where a text may be about anything else: of 66 places that .3 found in texts of two trades, a reader called 22 right. On MAMS' validation
/// part it costs the coder .015 of the categories.
pub(crate) const MENTIONED_AMONG_ALL: f64 = 0.4;

/// Descriptions of common stages by their folded names, a line each.
static DESCRIPTORS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| include_str!("../../data/descriptors.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

/// Names that texts can be about.
///
/// ```
/// # #[cfg(feature = "meaning")] {
/// use journey_core::text::LabelMatcher;
/// let labels = LabelMatcher::new([("delivery", None), ("billing", Some("invoices, charges and payment")), ("staff", None)]);
/// assert_eq!(labels.best("They charged my card twice.").map(|best| best.0), Some(1));
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct LabelMatcher {
    entries: Vec<Entry>,
    common: Option<Embedding>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The name and its aliases as stems.
    names: Vec<Vec<String>>,
    /// The stems of the name with what each weighs: the fewer labels share it, the more; they sum to one.
    weights: Vec<(String, f64)>,
    /// The content words of the description, as stems.
    described: Vec<String>,
    meaning: Option<Embedding>,
}

impl LabelMatcher {
    /// Labels with descriptions where there are any; commas in a description separate its parts.
    pub fn new<'a>(labels: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let with_aliases = labels.into_iter().map(|(name, description)| (name, Vec::new(), description));
        Self::with_aliases(with_aliases)
    }

    /// Labels with other names for them, and descriptions where there are any.
    pub fn with_aliases<'a>(labels: impl IntoIterator<Item = (&'a str, Vec<&'a str>, Option<&'a str>)>) -> Self {
        let labels: Vec<(&str, Vec<&str>, Option<&str>)> = labels.into_iter().collect();
        // The library's own descriptions are of stages: a single word that happens to be one says little about other sets.
        let staged = 2 * labels.iter().filter(|(name, ..)| DESCRIPTORS.contains_key(readable(name).as_str())).count() >= labels.len();
        let mut entries: Vec<Entry> = labels
            .into_iter()
            .map(|(name, aliases, description)| {
                let readable = readable(name);
                let known = DESCRIPTORS.get(readable.as_str()).copied().filter(|_| staged);
                let parts: Vec<&str> = description
                    .into_iter()
                    .chain(known)
                    .flat_map(|text| text.split([',', ';', '.', '\n']))
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .collect();
                let meanings: Vec<Embedding> = [readable.as_str(), readable.as_str()]
                    .into_iter()
                    .chain(aliases.iter().copied())
                    .chain(parts.iter().copied())
                    .filter_map(Embedding::of)
                    .collect();
                let mut described: Vec<String> = parts.iter().flat_map(|part| content_stems(part)).collect();
                described.sort();
                described.dedup();
                Entry {
                    names: std::iter::once(readable.as_str()).chain(aliases).map(stems).filter(|name| !name.is_empty()).collect(),
                    weights: content_stems(&readable).into_iter().map(|stem| (stem, 1.0)).collect(),
                    described,
                    meaning: Embedding::mean(&meanings),
                }
            })
            .collect();
        weigh(&mut entries);
        let common = (entries.len() > 2).then(|| Embedding::mean(entries.iter().filter_map(|entry| entry.meaning.as_ref()))).flatten();
        if let Some(common) = &common {
            for meaning in entries.iter_mut().filter_map(|entry| entry.meaning.as_mut()) {
                *meaning = meaning.without(common);
            }
        }
        Self { entries, common }
    }

    /// The label that a text is most about, by its place, with its score; `None` when nothing tells.
    pub fn best(&self, text: &str) -> Option<(usize, f64)> {
        self.scores(text).into_iter().enumerate().filter(|(_, score)| *score > 0.0).max_by(|left, right| left.1.total_cmp(&right.1))
    }

    /// The place of the label that a text of known stems is most about.
    pub(crate) fn best_of(&self, text: &str, said: &[String]) -> Option<usize> {
        let scores = self.scores_of(text, said).into_iter().enumerate();
        scores.filter(|(_, score)| *score > 0.0).max_by(|left, right| left.1.total_cmp(&right.1)).map(|(at, _)| at)
    }

    /// The labels that single words of a text mean, by the place of the label, each once with where its clearest word stands; from a likeness on.
    pub(crate) fn mentions(&self, text: &str, least: f64) -> Vec<(usize, std::ops::Range<usize>)> {
        let mut best: HashMap<usize, (f64, std::ops::Range<usize>)> = HashMap::new();
        for (span, meaning) in word_meanings(text, self.common.as_ref()) {
            let likeness = |entry: &Entry| entry.meaning.as_ref().map_or(0.0, |own| own.likeness(&meaning));
            let scored = self.entries.iter().map(likeness).enumerate();
            let Some((at, score)) = scored.max_by(|left, right| left.1.total_cmp(&right.1)) else { continue };
            if score >= least && best.get(&at).is_none_or(|(known, _)| score > *known) {
                best.insert(at, (score, span));
            }
        }
        let mut all: Vec<(usize, std::ops::Range<usize>)> = best.into_iter().map(|(at, (_, span))| (at, span)).collect();
        all.sort_by_key(|(at, span)| (span.start, *at));
        all
    }

    /// How much a text is about each label: 0 is nothing, above 1 is its name and its meaning.
    pub fn scores(&self, text: &str) -> Vec<f64> {
        self.scores_of(text, &stems(text))
    }

    /// The same for a text whose stems are known.
    pub(crate) fn scores_of(&self, text: &str, said: &[String]) -> Vec<f64> {
        let held: HashSet<&str> = said.iter().map(String::as_str).collect();
        let gist = Gist::of(text, self.common.as_ref());
        self.entries.iter().map(|entry| entry.score(said, &held, gist.as_ref())).collect()
    }
}

impl Entry {
    fn score(&self, said: &[String], held: &HashSet<&str>, gist: Option<&Gist>) -> f64 {
        let named = self.names.iter().filter(|name| said.windows(name.len()).any(|window| window == name.as_slice())).map(Vec::len).max();
        let described = said.iter().filter(|stem| self.described.binary_search(stem).is_ok()).count();
        let partly: f64 = self.weights.iter().filter(|(stem, _)| held.contains(stem.as_str())).map(|(_, weight)| weight).sum();
        let meaning = self.meaning.as_ref().zip(gist).map_or(0.0, |(meaning, gist)| gist.likeness(meaning));
        named.map_or(PARTLY * partly, |length| NAMED * (length as f64).sqrt()) + DESCRIBED * (described as f64).sqrt() + meaning
    }
}

/// Weighs each stem of a name by how few labels share it.
fn weigh(entries: &mut [Entry]) {
    let mut shared: HashMap<String, f64> = HashMap::new();
    for (stem, _) in entries.iter().flat_map(|entry| &entry.weights) {
        *shared.entry(stem.clone()).or_default() += 1.0;
    }
    let count = entries.len() as f64;
    for entry in entries {
        for (stem, weight) in &mut entry.weights {
            *weight = (1.0 + count / shared.get(stem).copied().unwrap_or(1.0)).ln();
        }
        let total: f64 = entry.weights.iter().map(|(_, weight)| weight).sum();
        entry.weights.iter_mut().for_each(|(_, weight)| *weight /= total.max(1e-9));
    }
}

/// A name as people write it: `order_tracking` is `order tracking`.
fn readable(name: &str) -> String {
    name.replace(['_', '-', '/', '&', '+', '#'], " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
