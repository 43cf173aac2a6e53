//! Retrieval: the customers' words nearest to a question.

use std::collections::{HashMap, HashSet};

use crate::{
    analysis::{Corpus, SampledObservation, Verbatim},
    journey::ObservationKind,
    text::{Embedding, content_stems},
};

/// The score from which words come near a question: one shared stem of up to ten, or a clear likeness of meaning. Set by hand on questions to the
/// simulated cohort.
const NEAR: f64 = 0.3;

/// The quotations nearest to a question by shared stems and by meaning, best first, one of each participant until all were heard; none for a
/// question that nobody spoke to. They come from the sample of words that a corpus keeps.
pub fn find_verbatims(question: &str, corpus: &Corpus, most: usize) -> Vec<Verbatim> {
    nearest(question, corpus, most, true)
}

/// The same, of simulated participants as well or without them.
pub(super) fn nearest(question: &str, corpus: &Corpus, most: usize, simulated: bool) -> Vec<Verbatim> {
    let mut asked: HashMap<String, u32> = HashMap::new();
    for stem in content_stems(question) {
        *asked.entry(stem).or_default() += 1;
    }
    let weight = f64::from(asked.values().sum::<u32>().max(1)).sqrt();
    let meaning = Embedding::of(question);
    let score = |text: &str, confidence: f64| {
        let said: HashSet<String> = content_stems(text).into_iter().collect();
        let shared = f64::from(said.iter().filter_map(|stem| asked.get(stem)).sum::<u32>()) / weight;
        let near = meaning.as_ref().zip(Embedding::of(text)).map_or(0.0, |(asked, said)| asked.likeness(&said));
        shared + near + 0.05 * confidence
    };
    let told = corpus.all_sampled(simulated).filter(|one| one.kind() != ObservationKind::Neutral);
    let quotes = told.flat_map(|one| one.texts().enumerate().map(move |(at, text)| (one, at, text)));
    let mut scored: Vec<(f64, SampledObservation<'_>, usize, &str)> =
        quotes.map(|(one, at, text)| (score(text, one.confidence()), one, at, text)).filter(|(score, ..)| *score >= NEAR).collect();
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.id().cmp(right.1.id())));
    let mut chosen: Vec<Verbatim> = Vec::new();
    let (mut heard, mut known) = (HashSet::new(), HashSet::new());
    for first in [true, false] {
        for (_, one, at, text) in &scored {
            if chosen.len() < most && !known.contains(text) && heard.contains(one.participant()) != first {
                known.insert(*text);
                heard.insert(one.participant());
                chosen.extend(one.verbatim(*at));
            }
        }
    }
    chosen
}
