//! Quoting from a document many times: each turn is walked once, however many of its sentences are cited.

use std::{collections::HashMap, ops::Range};

use super::{Document, Quotation, Role, Turn};
use crate::text::SentenceId;

/// A document with where the sentences stand of the turns that were cited.
pub(crate) struct Citations<'a> {
    document: &'a Document,
    cuts: HashMap<u32, Vec<Option<Range<usize>>>>,
}

impl<'a> Citations<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self { document, cuts: HashMap::new() }
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    /// The turn of a sentence and where the sentence stands in it; `None` for an unknown id.
    pub(crate) fn find(&mut self, id: SentenceId) -> Option<(&'a Turn, Range<usize>)> {
        let turn = self.document.turn(id.turn)?;
        let cuts = self.cuts.entry(id.turn).or_insert_with(|| turn.cuts().collect());
        Some((turn, cuts.get(turn.place(id)?)?.clone()?))
    }

    /// Whether a sentence is the customer's.
    pub(crate) fn is_customers(&mut self, id: SentenceId) -> bool {
        self.find(id).is_some_and(|(turn, _)| turn.role == Role::Customer)
    }

    /// See [`Document::quote`].
    pub(crate) fn quote(&mut self, ids: &[SentenceId]) -> Vec<Quotation> {
        let mut ids: Vec<SentenceId> = ids.iter().copied().filter(|id| self.is_customers(*id)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.chunk_by(|left, right| left.turn == right.turn && left.sentence.checked_add(1) == Some(right.sentence))
            .filter_map(|run| {
                let (turn, first) = self.find(*run.first()?)?;
                let (_, last) = self.find(*run.last()?)?;
                let text = turn.text.get(first.start..last.end)?.to_owned();
                Some(Quotation { document: self.document.id.clone(), sentences: run.to_vec(), text })
            })
            .collect()
    }
}
