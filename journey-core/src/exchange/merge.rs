//! Merging excerpts that overlap into whole transcripts.

use super::transcripts::UNNAMED_ROW;
use crate::{
    journey::{Document, DocumentSource, Role, Turn},
    text::{jaccard, words},
};

/// Two turns of the same speaker with this much in common are one turn.
const SAME_TURN: f64 = 0.7;
/// Shorter turns are too common to tell that two excerpts overlap.
const TELLING_WORDS: usize = 8;

/// Merges excerpts of one interview: documents that share a customer's turn, word for word or nearly.
///
/// Only interviews read from rows without an id or a participant are merged: two named customers who say the same are two.
/// The turns of a merged document keep their order; of two versions of a turn the longer stays.
pub fn merge_excerpts(documents: Vec<Document>) -> Vec<Document> {
    let mut merged: Vec<Document> = Vec::new();
    for document in documents {
        let overlapping: Vec<usize> = merged
            .iter()
            .enumerate()
            .filter(|(_, known)| is_excerpt(known) && is_excerpt(&document) && overlap(known, &document))
            .map(|(at, _)| at)
            .collect();
        let Some((first, rest)) = overlapping.split_first() else {
            merged.push(document);
            continue;
        };
        // An excerpt can join two that did not overlap before.
        let mut parts: Vec<Document> = rest.iter().rev().map(|at| merged.remove(*at)).collect();
        parts.push(document);
        if let Some(known) = merged.get_mut(*first) {
            for part in parts.into_iter().rev() {
                weave(known, part);
            }
        }
    }
    merged
}

fn is_excerpt(document: &Document) -> bool {
    document.source == DocumentSource::Interview && document.participant == document.id && document.id.starts_with(UNNAMED_ROW)
}

fn same(left: &Turn, right: &Turn) -> bool {
    left.role == right.role && (left.text.trim() == right.text.trim() || jaccard(&left.text, &right.text) >= SAME_TURN)
}

fn overlap(left: &Document, right: &Document) -> bool {
    let telling = |document: &'_ Document| -> Vec<Turn> {
        document.turns.iter().filter(|turn| turn.role == Role::Customer && words(&turn.text).len() >= TELLING_WORDS).cloned().collect()
    };
    let (left, right) = (telling(left), telling(right));
    left.iter().any(|one| right.iter().any(|other| same(one, other)))
}

fn weave(known: &mut Document, part: Document) {
    let mut turns: Vec<(Role, std::sync::Arc<str>, Option<String>)> =
        known.turns.drain(..).map(|turn| (turn.role, turn.text, turn.stage)).collect();
    let mut cursor = turns.len();
    for turn in part.turns {
        let found = turns
            .iter()
            .position(|(role, text, _)| *role == turn.role && (text.trim() == turn.text.trim() || jaccard(text, &turn.text) >= SAME_TURN));
        if let Some(at) = found {
            if let Some(known) = turns.get_mut(at).filter(|known| known.1.len() < turn.text.len()) {
                known.1 = turn.text;
            }
            cursor = at + 1;
        } else {
            turns.insert(cursor.min(turns.len()), (turn.role, turn.text, turn.stage));
            cursor += 1;
        }
    }
    for (role, text, stage) in turns {
        known.push(role, text).stage = stage;
    }
    known.segments.extend(part.segments);
    known.segments.sort();
    known.segments.dedup();
    for (instrument, value) in part.ratings {
        known.ratings.entry(instrument).or_insert(value);
    }
    for (key, value) in part.attributes {
        known.attributes.entry(key).or_insert(value);
    }
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
