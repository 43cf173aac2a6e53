//! Merging excerpts that overlap into whole transcripts.

use crate::{
    journey::{Document, Role, Turn},
    text::{jaccard, words},
};

/// Two turns of the same speaker with this much in common are one turn.
const SAME_TURN: f64 = 0.7;
/// Shorter turns are too common to tell that two excerpts overlap.
const TELLING_WORDS: usize = 8;

/// Merges documents that share a customer's turn, word for word or nearly, within groups that `group` tells apart.
///
/// The turns of a merged document keep their order; of two versions of a turn the longer stays.
pub fn merge_excerpts(documents: Vec<Document>, group: impl Fn(&Document) -> String) -> Vec<Document> {
    let mut merged: Vec<Document> = Vec::new();
    for document in documents {
        let overlapping: Vec<usize> = merged
            .iter()
            .enumerate()
            .filter(|(_, known)| group(known) == group(&document) && overlap(known, &document))
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
    let mut turns: Vec<(Role, String, Option<String>)> = known.turns.drain(..).map(|turn| (turn.role, turn.text, turn.stage)).collect();
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
    for (key, value) in part.attributes {
        known.attributes.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::Source;

    fn excerpt(id: &str, turns: &[(Role, &str)]) -> Document {
        let mut document = Document::new(id, Source::Interview, id);
        for (role, text) in turns {
            document.push(*role, *text);
        }
        document
    }

    #[test]
    fn overlapping_excerpts_become_one() {
        let long = "I think location is the most important to me, like being close to campus.";
        let merged = merge_excerpts(
            vec![
                excerpt("a", &[(Role::Interviewer, "What matters?"), (Role::Customer, long)]),
                excerpt("b", &[(Role::Customer, "Something else entirely that has nothing to do with it.")]),
                excerpt("c", &[(Role::Customer, long), (Role::Interviewer, "And then?"), (Role::Customer, "Then I called them.")]),
            ],
            |_| String::new(),
        );
        assert_eq!(merged.len(), 2);
        let texts: Vec<_> = merged[0].turns.iter().map(|turn| (turn.number, turn.text.as_str())).collect();
        assert_eq!(texts, [(1, "What matters?"), (2, long), (3, "And then?"), (4, "Then I called them.")]);
    }
}
