//! Retrieval: the customers' words nearest to a question.

use crate::{
    analysis::{Corpus, SampledObservation, Verbatim},
    journey::ObservationKind,
    text::{Meaning, content_stems},
};

/// The score from which words come near a question.
const NEAR: f64 = 0.3;

/// The quotations nearest to a question by shared stems and by meaning, best first, one of each participant until all were heard; none for a
/// question that nobody spoke to. They come from the sample of words that a corpus keeps.
pub fn find_verbatims(question: &str, corpus: &Corpus, most: usize) -> Vec<Verbatim> {
    nearest(question, corpus, most, true)
}

/// The same, of simulated participants as well or without them.
pub(super) fn nearest(question: &str, corpus: &Corpus, most: usize, simulated: bool) -> Vec<Verbatim> {
    let asked = content_stems(question);
    let meaning = Meaning::of(question);
    let score = |text: &str, confidence: f64| {
        let said = content_stems(text);
        let shared = asked.iter().filter(|stem| said.contains(stem)).count() as f64 / (asked.len().max(1) as f64).sqrt();
        let near = meaning.as_ref().zip(Meaning::of(text)).map_or(0.0, |(asked, said)| asked.likeness(&said));
        shared + near + 0.05 * confidence
    };
    let told = corpus.all_sampled(simulated).filter(|one| one.kind() != ObservationKind::Neutral);
    let quotes = told.flat_map(|one| one.texts().enumerate().map(move |(at, text)| (one, at, text)));
    let mut scored: Vec<(f64, SampledObservation<'_>, usize, &str)> =
        quotes.map(|(one, at, text)| (score(text, one.confidence()), one, at, text)).filter(|(score, ..)| *score >= NEAR).collect();
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.id().cmp(right.1.id())));
    let mut chosen: Vec<(&str, &str, Verbatim)> = Vec::new();
    for first in [true, false] {
        for (_, one, at, text) in &scored {
            let heard = chosen.iter().any(|(participant, ..)| *participant == one.participant());
            let known = chosen.iter().any(|(_, known, _)| known == text);
            if chosen.len() < most && !known && heard != first {
                chosen.extend(one.verbatim(*at).map(|verbatim| (one.participant(), *text, verbatim)));
            }
        }
    }
    chosen.into_iter().map(|(.., verbatim)| verbatim).collect()
}
