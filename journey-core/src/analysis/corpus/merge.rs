//! Merging corpora.

use std::{collections::BTreeSet, ops::Range};

use super::{
    Corpus, Evidence, Presence, Row, Rows,
    builder::twice,
    names::{Moves, Vocabulary},
};
use crate::error::Error;

/// Presences with their rows and words, and where their codes stand in the corpus that they go into.
pub(super) struct Part<'a> {
    pub(super) presences: &'a [Presence],
    pub(super) rows: &'a Rows,
    pub(super) evidence: &'a Evidence,
    pub(super) moves: &'a Moves,
}

/// One corpus of several parts.
pub(super) fn arranged(names: Vocabulary, parts: &[Part<'_>]) -> Corpus {
    let mut found: Vec<(Presence, &Part<'_>, Range<usize>)> = Vec::with_capacity(parts.iter().map(|part| part.presences.len()).sum());
    for part in parts {
        let mut from = 0;
        for presence in part.presences {
            let range = std::mem::replace(&mut from, presence.end as usize)..presence.end as usize;
            found.push((presence.moved(part.moves), part, range));
        }
    }
    // Each part is in order already, which a stable sort makes use of.
    found.sort_by(|left, right| left.0.key().cmp(&right.0.key()));
    let mut corpus = Corpus {
        names,
        presences: Vec::with_capacity(found.len()),
        rows: Rows::with_capacity(parts.iter().map(|part| part.rows.len()).sum()),
        evidence: Evidence::union(parts.iter().map(|part| (part.evidence, part.moves))),
    };
    let mut found = found.into_iter().peekable();
    let mut own: Vec<Row> = Vec::new();
    while let Some((mut presence, part, range)) = found.next() {
        own.extend(part.rows.range(range).map(|row| row.moved(part.moves)));
        while let Some((other, part, range)) = found.next_if(|(other, ..)| other.key() == presence.key()) {
            own.extend(part.rows.range(range).map(|row| row.moved(part.moves)));
            presence.join(&other);
        }
        own.sort_unstable();
        own.drain(..).for_each(|row| corpus.rows.push(row));
        presence.end = corpus.rows.len() as u64;
        corpus.presences.push(presence);
    }
    corpus
}

impl Corpus {
    /// Combines two corpora.
    ///
    /// # Errors
    /// When a document is in both, or together they have more than 65,535 names of one kind.
    pub fn merge(&self, other: &Self) -> Result<Self, Error> {
        Self::merge_all([self, other])
    }

    /// Several corpora as one, in one go.
    ///
    /// # Errors
    /// As for [`Self::merge`].
    pub fn merge_all<'a>(corpora: impl IntoIterator<Item = &'a Self>) -> Result<Self, Error> {
        let corpora: Vec<&Self> = corpora.into_iter().collect();
        let (names, moves) = Vocabulary::union(&corpora.iter().map(|corpus| &corpus.names).collect::<Vec<_>>());
        names.check()?;
        let documents = || corpora.iter().flat_map(|corpus| corpus.names.documents.all());
        if documents().count() > names.documents.len() {
            let mut seen = BTreeSet::new();
            let id = documents().find(|id| !seen.insert(id.as_str()));
            return Err(twice("documents", id.map_or("", String::as_str)));
        }
        let parts = corpora.iter().zip(&moves);
        let parts: Vec<Part<'_>> = parts
            .map(|(corpus, moves)| Part { presences: &corpus.presences, rows: &corpus.rows, evidence: &corpus.evidence, moves })
            .collect();
        Ok(arranged(names, &parts))
    }
}
