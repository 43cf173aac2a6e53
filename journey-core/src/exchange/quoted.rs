//! Which sentences of a document hold a quote, or are held by it: all quotes of a table at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

use crate::{
    journey::{Document, Role},
    text::SentenceId,
    work::look,
};

/// The most sentences that a quote may stand in and still tell which is meant.
pub(super) const MOST_HOLDING: usize = 200;

/// The sentences of each quote of a document, folded, in order: at most one more than [`MOST_HOLDING`].
pub(super) type Quoted = HashMap<String, Vec<SentenceId>>;

/// A text as quotes are compared with it: its words with one space between them, in lower case.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// All patterns at once, in room that grows as they do: the automaton of choice for few patterns takes a kilobyte for each of their letters.
fn search(patterns: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Result<AhoCorasick, BuildError> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(patterns)
}

/// Finds the customer's sentences of some quotes, which are folded.
pub(super) fn quoted(document: &Document, quotes: BTreeSet<String>) -> Result<Quoted, BuildError> {
    let mut ids: Vec<SentenceId> = Vec::new();
    // Sentences of the same words stand together.
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (id, text) in document.turns.iter().filter(|turn| turn.role == Role::Customer).flat_map(|turn| turn.each_sentence()) {
        same.entry(fold(text)).or_default().push(ids.len());
        ids.push(id);
    }
    same.remove("");
    let quotes: Vec<String> = quotes.into_iter().collect();
    let sentences: Vec<(String, Vec<usize>)> = same.into_iter().collect();
    let mut found: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); quotes.len()];
    let mut add = |quote: usize, sentence: usize| {
        look(1);
        let Some((found, (_, places))) = found.get_mut(quote).zip(sentences.get(sentence)) else { return };
        // A quote may stand in a sentence many times.
        if places.first().is_some_and(|first| !found.contains(first)) {
            let room = (MOST_HOLDING + 1).saturating_sub(found.len());
            found.extend(places.iter().take(room));
        }
    };
    let searched = search(&quotes)?;
    for (sentence, (text, _)) in sentences.iter().enumerate() {
        look(text.len());
        searched.find_overlapping_iter(text).for_each(|hit| add(hit.pattern().as_usize(), sentence));
    }
    let searched = search(sentences.iter().map(|(text, _)| text))?;
    for (quote, text) in quotes.iter().enumerate() {
        look(text.len());
        searched.find_overlapping_iter(text).for_each(|hit| add(quote, hit.pattern().as_usize()));
    }
    let of = |places: BTreeSet<usize>| places.into_iter().filter_map(|at| ids.get(at).copied()).collect();
    Ok(quotes.into_iter().zip(found.into_iter().map(of)).collect())
}
