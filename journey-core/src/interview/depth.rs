//! How deep to go: whether an answer calls for a probe, and for which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LedgerEntry, ProbeKind};
use crate::text::{Information, InformationCoverage};

/// Who has said this much about an item has told the story.
const FULL_STORY: u32 = 150;

/// While parts of a topic wait to be asked, only an answer shorter than this, which holds something back, is probed.
const HELD_BACK: u32 = 15;
/// After so many answers in a row that told nothing new, the item is left.
const TIRED: u32 = 2;

impl LedgerEntry {
    /// Whether probing has stopped bringing anything.
    pub(super) fn is_tired(&self) -> bool {
        self.unproductive_answers >= TIRED && self.probes > 0
    }
}

/// What turns are left for an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turns {
    /// Turns that the topic in hand may still take.
    pub(super) spare: u32,
    /// Whether parts of the topic wait for them.
    pub(super) parts_wait: bool,
    /// Whether half of the guide was asked.
    pub(super) late: bool,
    /// Whether the study asks why.
    pub(super) why: bool,
}

/// The probe that would add the most information.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct SuggestedProbe {
    /// How to ask.
    pub kind: ProbeKind,
    /// What is missing.
    pub missing: Information,
}

/// What is still worth asking about an item, given what was told, what the study wants and how many turns are to spare.
///
/// What happened comes first, then one instance, then what it was like and what had been expected; what led to it comes last, and only once
/// something has happened. Nothing is wished for after an answer that added nothing, or when later items need the turns.
pub(super) fn wish(entry: &LedgerEntry, wanted: Option<InformationCoverage>, turns: Turns) -> Option<SuggestedProbe> {
    let late = turns.late;
    let enough = if turns.parts_wait { HELD_BACK * (entry.probes + 1) } else { FULL_STORY };
    if entry.is_tired() || turns.spare == 0 || entry.words >= enough {
        return None;
    }
    // Nothing is missing by kind; a first probe still lets a short answer grow.
    let grow = || {
        (entry.probes == 0 && entry.words < FULL_STORY / 3)
            .then_some(SuggestedProbe { kind: ProbeKind::Descriptive, missing: Information::Incident })
    };
    let Some(wanted) = wanted else { return grow() };
    let told = entry.information;
    let lacks = |kind: Information| wanted.has(kind) && !told.has(kind);
    let wish = |kind, about| Some(SuggestedProbe { kind, missing: about });
    if !told.has(Information::Incident) {
        let kind = if entry.probes == 0 { ProbeKind::Descriptive } else { ProbeKind::SpecificInstance };
        return wish(kind, Information::Incident);
    }
    if turns.why && lacks(Information::Cause) {
        return wish(ProbeKind::Explanatory, Information::Cause);
    }
    if turns.why && lacks(Information::Consequence) {
        return wish(ProbeKind::Descriptive, Information::Consequence);
    }
    if lacks(Information::Feeling) {
        return wish(ProbeKind::Clarifying, Information::Feeling);
    }
    if lacks(Information::Expectation) && entry.probes > 0 {
        return wish(ProbeKind::SpecificInstance, Information::Expectation);
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
    grow()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(told: &[Information], probes: u32, words: u32, dry: u32) -> LedgerEntry {
        LedgerEntry {
            information: InformationCoverage::from(told.to_vec()),
            probes,
            words,
            unproductive_answers: dry,
            ..LedgerEntry::default()
        }
    }

    const AMPLE: Turns = Turns { spare: 5, parts_wait: false, late: false, why: false };

    #[test]
    fn why_comes_after_what() {
        let wanted = Some(InformationCoverage::from(vec![Information::Incident, Information::Feeling, Information::Cause]));
        let kind = |entry: &LedgerEntry| wish(entry, wanted, AMPLE).map(|wish| wish.kind);
        assert_eq!(kind(&entry(&[], 0, 8, 1)), Some(ProbeKind::Descriptive));
        assert_eq!(kind(&entry(&[], 1, 20, 0)), Some(ProbeKind::SpecificInstance));
        assert_eq!(kind(&entry(&[Information::Incident, Information::Feeling], 1, 40, 0)), Some(ProbeKind::Explanatory));
        assert_eq!(kind(&entry(&[Information::Incident, Information::Feeling, Information::Cause], 1, 60, 0)), None);
    }

    #[test]
    fn nothing_is_pressed() {
        let wanted = Some(InformationCoverage::from(vec![Information::Incident, Information::Cause]));
        assert_eq!(wish(&entry(&[], 1, 8, 2), wanted, AMPLE), None, "answers that added nothing");
        assert_eq!(wish(&entry(&[], 0, 4, 0), wanted, Turns { spare: 0, ..AMPLE }), None, "no turn to spare");
        assert_eq!(wish(&entry(&[Information::Incident], 0, 400, 0), wanted, AMPLE), None, "a full story");
    }

    #[test]
    fn parts_that_wait_come_before_the_probing_of_full_answers() {
        let wanted = Some(InformationCoverage::from(vec![Information::Incident]));
        let turns = Turns { parts_wait: true, ..AMPLE };
        assert_eq!(wish(&entry(&[], 0, 30, 0), wanted, turns), None);
        assert!(wish(&entry(&[], 0, 6, 1), wanted, turns).is_some(), "an answer that holds back is probed all the same");
    }
}
