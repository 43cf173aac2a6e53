//! What became of the sentences: which were coded, and what the others tell.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    journey::{Document, Observation, Role},
    text::{Reading, SentenceId, Statement},
};

/// Customers' sentences by what became of them.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(in crate::analysis) struct SentenceCounts {
    pub(in crate::analysis) sentences: u32,
    /// Cited by an observation.
    pub(in crate::analysis) coded: u32,
    /// Not coded, and told of people or the world in general.
    pub(in crate::analysis) general: u32,
    /// Not coded, and told of what might be.
    pub(in crate::analysis) hypothetical: u32,
    /// Not coded, and talk about the talk.
    pub(in crate::analysis) talk: u32,
}

impl SentenceCounts {
    pub(super) fn of(document: &Document, observations: &[Observation]) -> Self {
        let quotes = observations.iter().flat_map(|one| &one.evidence);
        let cited: HashSet<SentenceId> = quotes.flat_map(|quote| quote.sentences.iter().copied()).collect();
        let known = document.language.as_deref().is_none_or(|language| language.starts_with("en"));
        let mut counts = Self::default();
        for (id, text) in document.turns.iter().filter(|turn| turn.role == Role::Customer).flat_map(|turn| turn.each_sentence()) {
            counts.sentences += 1;
            if cited.contains(&id) {
                counts.coded += 1;
                continue;
            }
            match Reading::of(text).filter(|_| known).map(|read| read.statement()) {
                Some(Statement::General) => counts.general += 1,
                Some(Statement::Hypothetical) => counts.hypothetical += 1,
                Some(Statement::Talk) => counts.talk += 1,
                Some(Statement::Experience | Statement::Need) | None => {}
            }
        }
        counts
    }

    pub(super) fn add(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.coded += other.coded;
        self.general += other.general;
        self.hypothetical += other.hypothetical;
        self.talk += other.talk;
    }
}
