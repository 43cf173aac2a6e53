//! How deep to go: whether an answer calls for a probe, and for which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, ProbeKind};
use crate::text::{Information, Told};

/// Who has said this much about an item has told the story.
const FULL_STORY: u32 = 150;

/// A probe that would add something.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Wish {
    /// How to ask.
    pub kind: ProbeKind,
    /// What is missing.
    pub about: Information,
}

/// What is still worth asking about an item, given what was told, what the study wants and how many turns are to spare.
///
/// What happened comes first, then one instance, then what it was like and what had been expected; what led to it comes last, and only once
/// something has happened. Nothing is wished for after an answer that added nothing, or when later items need the turns.
pub(super) fn wish(entry: &Entry, wanted: Told, spare: u32, late: bool) -> Option<Wish> {
    let tired = entry.flat && entry.probes > 0;
    if tired || spare == 0 || entry.words >= FULL_STORY {
        return None;
    }
    let told = entry.told;
    let lacks = |kind: Information| wanted.has(kind) && !told.has(kind);
    let wish = |kind, about| Some(Wish { kind, about });
    if !told.has(Information::Incident) {
        let kind = if entry.probes == 0 { ProbeKind::Descriptive } else { ProbeKind::Idiographic };
        return wish(kind, Information::Incident);
    }
    if lacks(Information::Feeling) {
        return wish(ProbeKind::Clarifying, Information::Feeling);
    }
    if lacks(Information::Expectation) && entry.probes > 0 {
        return wish(ProbeKind::Idiographic, Information::Expectation);
    }
    if lacks(Information::Channel) {
        return wish(ProbeKind::Descriptive, Information::Channel);
    }
    if lacks(Information::Cause) && (entry.probes > 0 || late) {
        return wish(ProbeKind::Explanatory, Information::Cause);
    }
    if lacks(Information::Consequence) {
        return wish(ProbeKind::Descriptive, Information::Consequence);
    }
    // Nothing is missing by kind; a first probe still lets a short answer grow.
    (entry.probes == 0 && entry.words < FULL_STORY / 3).then_some(Wish { kind: ProbeKind::Descriptive, about: Information::Incident })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(told: &[Information], probes: u32, words: u32, flat: bool) -> Entry {
        Entry { told: Told::from(told.to_vec()), probes, words, flat, ..Entry::default() }
    }

    #[test]
    fn why_comes_after_what() {
        let wanted = Told::from(vec![Information::Incident, Information::Feeling, Information::Cause]);
        let kind = |entry: &Entry| wish(entry, wanted, 5, false).map(|wish| wish.kind);
        assert_eq!(kind(&entry(&[], 0, 8, true)), Some(ProbeKind::Descriptive));
        assert_eq!(kind(&entry(&[], 1, 20, false)), Some(ProbeKind::Idiographic));
        assert_eq!(kind(&entry(&[Information::Incident, Information::Feeling], 1, 40, false)), Some(ProbeKind::Explanatory));
        assert_eq!(kind(&entry(&[Information::Incident, Information::Feeling, Information::Cause], 1, 60, false)), None);
    }

    #[test]
    fn nothing_is_pressed() {
        let wanted = Told::from(vec![Information::Incident, Information::Cause]);
        assert_eq!(wish(&entry(&[], 1, 4, true), wanted, 5, false), None, "an answer that added nothing");
        assert_eq!(wish(&entry(&[], 0, 4, false), wanted, 0, false), None, "no turn to spare");
        assert_eq!(wish(&entry(&[Information::Incident], 0, 400, false), wanted, 9, false), None, "a full story");
    }
}
