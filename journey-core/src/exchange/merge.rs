//! Merging excerpts that overlap into whole transcripts.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    journey::{Document, DocumentSource, Role},
    text::{WordSet, word_count},
    work::look,
};

/// How the id of a document begins whose row names none.
pub(super) const UNNAMED_ROW: &str = "row-";
/// Two turns of the same speaker with this much in common are one turn.
const SAME_TURN: f64 = 0.7;
/// Shorter turns are too common to tell that two excerpts overlap.
const TELLING_WORDS: usize = 8;
/// The most turns of an interview that takes in excerpts: ten hours of talk. What would make it longer stays a document of its own.
const MOST_TURNS: usize = 2_000;
/// The most turns that a turn is compared with to find what overlaps, those first that share its rarest words: the same turn shares most of them.
const MOST_COMPARED: usize = 500;

/// Merges excerpts of one interview: documents that share a customer's turn, word for word or nearly.
///
/// Only interviews read from rows without an id or a participant are merged: two named customers who say the same are two.
/// The turns of a merged document keep their order; of two versions of a turn the longer stays.
pub fn merge_excerpts(documents: Vec<Document>) -> Vec<Document> {
    let mut merging = Merging::default();
    merging.count(&documents);
    for document in documents {
        if is_excerpt(&document) {
            merging.take(document);
        } else {
            merging.wholes.push(Some(Whole { document, turns: Vec::new(), woven: false }));
        }
    }
    let Merging { wholes, turns, .. } = merging;
    wholes.into_iter().flatten().map(|whole| whole.document(&turns)).collect()
}

fn is_excerpt(document: &Document) -> bool {
    document.source == DocumentSource::Interview && document.participant == document.id && document.id.starts_with(UNNAMED_ROW)
}

fn is_telling(role: Role, text: &str) -> bool {
    role == Role::Customer && word_count(text) >= TELLING_WORDS
}

/// A turn with its words, read once.
struct Said {
    role: Role,
    text: Arc<str>,
    stage: Option<String>,
    words: WordSet,
    /// Where among the documents its document was put at first; none for a turn that gave way to a longer version.
    place: Option<usize>,
}

impl Said {
    /// Whether two turns are one: the same words have all in common.
    fn same(&self, other: &Self) -> bool {
        look(1 + self.words.hashes().len().min(other.words.hashes().len()));
        self.role == other.role && self.words.overlaps(&other.words, SAME_TURN)
    }
}

/// A document on its way to a whole transcript, with the numbers of its turns.
struct Whole {
    document: Document,
    turns: Vec<usize>,
    woven: bool,
}

impl Whole {
    fn document(mut self, turns: &[Said]) -> Document {
        if self.woven {
            self.document.turns.clear();
            for said in self.turns.iter().filter_map(|at| turns.get(*at)) {
                self.document.push(said.role, Arc::clone(&said.text)).stage.clone_from(&said.stage);
            }
            self.document.segments.sort();
            self.document.segments.dedup();
        }
        self.document
    }
}

#[derive(Default)]
struct Merging {
    /// In the order of the result; none for what went into another.
    wholes: Vec<Option<Whole>>,
    /// Where each went that is none.
    moved: HashMap<usize, usize>,
    turns: Vec<Said>,
    /// In how many telling turns a word stands.
    common: HashMap<u32, u32>,
    /// Telling turns by their rarest words.
    by_word: HashMap<u32, Vec<usize>>,
}

impl Merging {
    fn count(&mut self, documents: &[Document]) {
        let turns = documents.iter().filter(|document| is_excerpt(document)).flat_map(|document| &document.turns);
        for turn in turns.filter(|turn| is_telling(turn.role, &turn.text)) {
            for word in WordSet::of(&turn.text).hashes() {
                *self.common.entry(*word).or_default() += 1;
            }
        }
    }

    /// Takes in an excerpt: into the first document that it overlaps with, with all others that it joins to that one.
    fn take(&mut self, document: Document) {
        let place = self.wholes.len();
        let first = self.turns.len();
        self.turns.extend(document.turns.iter().map(|turn| Said {
            role: turn.role,
            text: Arc::clone(&turn.text),
            stage: turn.stage.clone(),
            words: WordSet::of(&turn.text),
            place: Some(place),
        }));
        let turns: Vec<usize> = (first..self.turns.len()).collect();
        let overlapping = self.overlapping(&turns);
        self.wholes.push(Some(Whole { document, turns: turns.clone(), woven: false }));
        let mut parts = overlapping.into_iter();
        if let Some(into) = parts.next() {
            for part in std::iter::once(place).chain(parts) {
                self.weave(into, part);
            }
        }
        self.index(&turns);
    }

    /// The places of the documents that share a telling turn, as many as there is room for.
    fn overlapping(&self, turns: &[usize]) -> Vec<usize> {
        let found: BTreeSet<usize> = turns.iter().filter_map(|at| self.turns.get(*at)).flat_map(|said| self.sharing(said)).collect();
        let mut room = MOST_TURNS.saturating_sub(turns.len());
        let length = |place: &usize| self.wholes.get(*place).and_then(Option::as_ref).map_or(usize::MAX, |whole| whole.turns.len());
        let fits = |place: &usize| {
            let left = room.checked_sub(length(place));
            room = left.unwrap_or(room);
            left.is_some()
        };
        found.into_iter().filter(fits).collect()
    }

    /// The places of the documents that hold a telling turn.
    fn sharing(&self, said: &Said) -> BTreeSet<usize> {
        if !is_telling(said.role, &said.text) {
            return BTreeSet::new();
        }
        let mut compared = HashSet::new();
        let words = self.rarest(&said.words);
        let near = words.iter().filter_map(|word| self.by_word.get(word)).flatten().filter(|at| compared.insert(**at)).take(MOST_COMPARED);
        near.filter_map(|at| self.turns.get(*at).filter(|known| known.place.is_some() && known.same(said)))
            .filter_map(|known| self.now(known.place?))
            .collect()
    }

    /// Where the document is now that was put somewhere.
    fn now(&self, place: usize) -> Option<usize> {
        std::iter::successors(Some(place), |place| self.moved.get(place).copied()).last()
    }

    /// As many of the rarest words of a turn as to share one of them with every turn that has enough in common (Chaudhuri, Ganti and Kaushik 2006).
    fn rarest(&self, words: &WordSet) -> Vec<u32> {
        let mut rarest = words.hashes().to_vec();
        rarest.sort_unstable_by_key(|word| (self.common.get(word).copied().unwrap_or(0), *word));
        let shared = (SAME_TURN * rarest.len() as f64 - 1e-9).ceil() as usize;
        rarest.truncate((rarest.len() + 1).saturating_sub(shared));
        rarest
    }

    /// Makes the telling turns of a document known that are still its own.
    fn index(&mut self, turns: &[usize]) {
        for at in turns {
            let Some(said) = self.turns.get(*at).filter(|said| said.place.is_some() && is_telling(said.role, &said.text)) else { continue };
            for word in self.rarest(&said.words) {
                self.by_word.entry(word).or_default().push(*at);
            }
        }
    }

    fn weave(&mut self, into: usize, part: usize) {
        let Some(part_of) = self.wholes.get_mut(part).and_then(Option::take) else { return };
        self.moved.insert(part, into);
        let Some(known) = self.wholes.get_mut(into).and_then(Option::as_mut) else { return };
        known.woven = true;
        let mut cursor = known.turns.len();
        for at in part_of.turns {
            let same = |known: &usize| self.turns.get(*known).zip(self.turns.get(at)).is_some_and(|(known, said)| known.same(said));
            let Some(found) = known.turns.iter().position(same) else {
                known.turns.insert(cursor.min(known.turns.len()), at);
                cursor += 1;
                continue;
            };
            cursor = found + 1;
            if let Some(kept) = known.turns.get_mut(found) {
                let gone = keep_longer(&mut self.turns, kept, at);
                if let Some(gone) = self.turns.get_mut(gone) {
                    gone.place = None;
                }
            }
        }
        let Document { segments, ratings, attributes, .. } = part_of.document;
        known.document.segments.extend(segments);
        for (instrument, value) in ratings {
            known.document.ratings.entry(instrument).or_insert(value);
        }
        for (key, value) in attributes {
            known.document.attributes.entry(key).or_insert(value);
        }
    }
}

/// Of two versions of a turn the longer stays, where the first one stood; says which one goes.
fn keep_longer(turns: &mut [Said], kept: &mut usize, other: usize) -> usize {
    let length = |at: usize| turns.get(at).map_or(0, |said| said.text.len());
    if length(*kept) >= length(other) {
        return other;
    }
    let stage = turns.get(*kept).and_then(|said| said.stage.clone());
    if let Some(said) = turns.get_mut(other) {
        said.stage = stage;
    }
    std::mem::replace(kept, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(id: &str, turns: &[(Role, &str)]) -> Document {
        let mut document = Document::new(id, DocumentSource::Interview, id);
        for (role, text) in turns {
            document.push(*role, *text);
        }
        document
    }

    #[test]
    fn overlapping_excerpts_become_one() {
        let long = "I think location is the most important to me, like being close to campus.";
        let merged = merge_excerpts(vec![
            excerpt("row-1", &[(Role::Interviewer, "What matters?"), (Role::Customer, long)]),
            excerpt("row-2", &[(Role::Customer, "Something else entirely that has nothing to do with it.")]),
            excerpt("row-3", &[(Role::Customer, long), (Role::Interviewer, "And then?"), (Role::Customer, "Then I called them.")]),
        ]);
        assert_eq!(merged.len(), 2);
        let texts: Vec<_> = merged[0].turns.iter().map(|turn| (turn.number, turn.text.as_ref())).collect();
        assert_eq!(texts, [(1, "What matters?"), (2, long), (3, "And then?"), (4, "Then I called them.")]);
    }

    #[test]
    fn two_customers_who_say_the_same_are_two() {
        let words = "The claim took three weeks and nobody ever called me back about it.";
        let named = |participant: &str| Document {
            participant: participant.into(),
            ..excerpt(&format!("d-{participant}"), &[(Role::Customer, words)])
        };
        assert_eq!(merge_excerpts(vec![named("ada"), named("ben")]).len(), 2);
        let review = |id: &str| Document { source: DocumentSource::Review, ..excerpt(id, &[(Role::Customer, words)]) };
        assert_eq!(merge_excerpts(vec![review("1"), review("2")]).len(), 2);
        assert_eq!(merge_excerpts(vec![excerpt("c-1", &[(Role::Customer, words)]), excerpt("c-2", &[(Role::Customer, words)])]).len(), 2);
        let mut rated = excerpt("row-2", &[(Role::Customer, words)]);
        rated.ratings.insert("nps".into(), 3.0);
        let merged = merge_excerpts(vec![excerpt("row-1", &[(Role::Customer, words)]), rated]);
        assert_eq!((merged.len(), merged[0].ratings.get("nps")), (1, Some(&3.0)));
    }
}
