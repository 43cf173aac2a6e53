//! Answering from facts: each fact as a claim, with a quotation that shows it.

use std::collections::BTreeSet;

use crate::ask::{AnswerProposal, AskContext, Fact, ProposedClaim};

/// The most claims of an answer.
const MOST: usize = 12;

/// One quotation beside numbers, three where words are all there is.
fn shown(fact: &Fact) -> usize {
    if fact.text.contains(|c: char| c.is_ascii_digit()) { 1 } else { 3 }
}

pub(super) fn answer(context: &AskContext) -> AnswerProposal {
    let mut used = BTreeSet::new();
    let claims = context.facts.iter().take(MOST).map(|fact| ProposedClaim {
        text: format!("{}.", fact.text.trim_end_matches('.')),
        facts: vec![fact.id.clone()],
        quotes: fact.quotes.iter().filter(|id| used.insert((*id).clone())).take(shown(fact)).cloned().collect(),
    });
    AnswerProposal { claims: claims.collect() }
}
