//! Who could have had an experience at a stage: the one definition.

use std::collections::BTreeMap;

use super::{
    Share,
    corpus::{Corpus, Presence},
};
use crate::journey::WHOLE_JOURNEY;

/// The stages of a corpus, observed or reached, and whether anybody tells which were reached.
///
/// Where any document tells the stages that its participant was asked about or reached, those who reached or spoke of a stage could have had
/// an experience there; where none does, everyone could.
pub(super) struct Eligibility<'a> {
    /// In the order of their ids.
    stages: Vec<&'a str>,
    /// The stage of each code of a place.
    of_place: Vec<usize>,
    /// The stage of each code of a stage that was reached.
    of_reached: Vec<usize>,
    /// The lane of the whole journey, which everyone reached.
    whole: Option<usize>,
    told: bool,
}

impl<'a> Eligibility<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let (places, reached) = (corpus.names.places.all(), corpus.names.stages.all());
        let ids = places.iter().map(|place| place.stage()).chain(reached.iter().map(String::as_str));
        let numbers: BTreeMap<&str, usize> = ids.clone().zip(std::iter::repeat(0)).collect();
        let stages: Vec<&str> = numbers.into_keys().collect();
        let number = |id: &str| stages.binary_search(&id).unwrap_or(usize::MAX);
        Self {
            of_place: places.iter().map(|place| number(place.stage())).collect(),
            of_reached: reached.iter().map(|id| number(id)).collect(),
            told: corpus.presences.iter().any(|presence| !presence.reached.is_empty()),
            whole: stages.binary_search(&WHOLE_JOURNEY).ok(),
            stages,
        }
    }

    pub(super) fn stages(&self) -> &[&'a str] {
        &self.stages
    }

    /// The number of a place's stage.
    pub(super) fn of_place(&self, place: u16) -> usize {
        self.of_place.get(usize::from(place)).copied().unwrap_or(usize::MAX)
    }

    /// Whether everyone could have had every experience.
    pub(super) fn is_everyone(&self) -> bool {
        !self.told
    }

    /// Marks the stages that one respondent reached or spoke of.
    pub(super) fn mark(&self, presences: &[Presence], places: impl IntoIterator<Item = u16>, marked: &mut [bool]) {
        let reached = presences.iter().flat_map(|presence| &*presence.reached);
        let reached = reached.filter_map(|code| self.of_reached.get(usize::from(*code)).copied());
        let observed = places.into_iter().map(|place| self.of_place(place));
        for stage in reached.chain(observed).chain(self.whole) {
            marked.get_mut(stage).into_iter().for_each(|flag| *flag = true);
        }
    }

    /// A share of those who could have had the experience.
    pub(super) fn share(&self, count: u64, base: u64) -> Share {
        let rule = if self.told { "respondents who were asked about the stage or spoke of it" } else { "all respondents" };
        Share::new(count, base, rule)
    }
}
