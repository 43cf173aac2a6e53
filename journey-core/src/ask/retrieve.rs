//! Retrieval: the customers' words nearest to a question.

use crate::{
    analysis::Verbatim,
    journey::{Observation, ObservationKind},
    text::{Meaning, content_stems},
};

/// The score from which words come near a question.
const NEAR: f64 = 0.3;

/// The quotations nearest to a question by shared stems and by meaning, best first, one of each participant until all were heard; none for a question that nobody
/// spoke to.
pub fn find_verbatims(question: &str, observations: &[Observation], most: usize) -> Vec<Verbatim> {
    let asked = content_stems(question);
    let meaning = Meaning::of(question);
    let mut scored: Vec<(f64, &Observation, usize)> = observations
        .iter()
        .filter(|one| one.kind != ObservationKind::Neutral)
        .flat_map(|one| one.evidence.iter().enumerate().map(move |(at, quote)| (one, at, quote)))
        .map(|(one, at, quote)| {
            let said = content_stems(&quote.text);
            let shared = asked.iter().filter(|stem| said.contains(stem)).count() as f64 / (asked.len().max(1) as f64).sqrt();
            let near = meaning.as_ref().zip(Meaning::of(&quote.text)).map_or(0.0, |(asked, said)| asked.likeness(&said));
            (shared + near + 0.05 * one.confidence, one, at)
        })
        .collect();
    scored.retain(|(score, ..)| *score >= NEAR);
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.id.cmp(&right.1.id)));
    let mut chosen: Vec<Verbatim> = Vec::new();
    for first in [true, false] {
        for (_, one, at) in &scored {
            let Some(quote) = one.evidence.get(*at) else { continue };
            let heard = chosen.iter().any(|voice| voice.participant == one.participant);
            let known = chosen.iter().any(|voice| voice.quote.text == quote.text);
            if chosen.len() < most && !known && heard != first {
                chosen.push(Verbatim {
                    quote: quote.clone(),
                    participant: one.participant.clone(),
                    observation: one.id.clone(),
                    language: None,
                });
            }
        }
    }
    chosen
}
