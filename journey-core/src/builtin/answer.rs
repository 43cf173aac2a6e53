//! Answering from facts: each fact as a claim, with the quotation nearest to it.

use crate::{
    ask::{AnswerProposal, AskContext, ProposedClaim},
    text::{Meaning, content_stems},
};

/// The most claims of an answer.
const MOST: usize = 12;

pub(super) fn answer(context: &AskContext) -> AnswerProposal {
    let meanings: Vec<Option<Meaning>> = context.quotes.iter().map(|quote| Meaning::of(&quote.text)).collect();
    let mut used = std::collections::BTreeSet::new();
    let claims = context.facts.iter().take(MOST).map(|fact| {
        // The words before the numbers say what the fact is about.
        let about = fact.text.split([':', ';', '[']).next().unwrap_or_default();
        let (stems, meaning) = (content_stems(about), Meaning::of(about));
        let score = |at: usize, text: &str| {
            let said = content_stems(text);
            let shared = stems.iter().filter(|stem| said.contains(stem)).count() as f64;
            shared + meaning.as_ref().zip(meanings.get(at).and_then(Option::as_ref)).map_or(0.0, |(left, right)| left.likeness(right))
        };
        let best = context
            .quotes
            .iter()
            .enumerate()
            .map(|(at, quote)| (score(at, &quote.text), at, quote))
            .filter(|(score, at, _)| *score > 0.35 && !used.contains(at))
            .max_by(|left, right| left.0.total_cmp(&right.0).then_with(|| right.1.cmp(&left.1)));
        let quotes = best.map(|(_, at, quote)| {
            used.insert(at);
            quote.id.clone()
        });
        ProposedClaim {
            text: format!("{}.", fact.text.trim_end_matches('.')),
            facts: vec![fact.id.clone()],
            quotes: quotes.into_iter().collect(),
        }
    });
    AnswerProposal { claims: claims.collect() }
}
