//! Retrieval: the customers' words nearest to a question.

use std::collections::{HashMap, HashSet};

use crate::{
    analysis::Voice,
    journey::{Kind, Observation},
    text::{Meaning, content_stems},
};

/// The score from which words come near a question.
const NEAR: f64 = 0.3;

/// The quotations nearest to a question by shared stems and by meaning, best first, one of each participant until all were heard; none for a question that nobody
/// spoke to.
pub fn retrieve(question: &str, observations: &[Observation], most: usize) -> Vec<Voice> {
    let mut asked: HashMap<String, u32> = HashMap::new();
    for stem in content_stems(question) {
        *asked.entry(stem).or_default() += 1;
    }
    let weight = f64::from(asked.values().sum::<u32>().max(1)).sqrt();
    let meaning = Meaning::of(question);
    let mut scored: Vec<(f64, &Observation, usize)> = observations
        .iter()
        .filter(|one| one.kind != Kind::Neutral)
        .flat_map(|one| one.evidence.iter().enumerate().map(move |(at, quote)| (one, at, quote)))
        .map(|(one, at, quote)| {
            let said: HashSet<String> = content_stems(&quote.text).into_iter().collect();
            let shared = f64::from(said.iter().filter_map(|stem| asked.get(stem)).sum::<u32>()) / weight;
            let near = meaning.as_ref().zip(Meaning::of(&quote.text)).map_or(0.0, |(asked, said)| asked.likeness(&said));
            (shared + near + 0.05 * one.confidence, one, at)
        })
        .collect();
    scored.retain(|(score, ..)| *score >= NEAR);
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.id.cmp(&right.1.id)));
    let mut chosen: Vec<Voice> = Vec::new();
    let (mut heard, mut known) = (HashSet::new(), HashSet::new());
    for first in [true, false] {
        for (_, one, at) in &scored {
            let Some(quote) = one.evidence.get(*at) else { continue };
            if chosen.len() < most && !known.contains(&quote.text) && heard.contains(&one.participant) != first {
                known.insert(&quote.text);
                heard.insert(&one.participant);
                chosen.push(Voice {
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
