//! The index: observations by place, respondents by number. Every number of a map is read from it.

use super::{
    Share,
    corpus::{Bucket, Corpus, Presence, Row, SampledObservation, THOUSAND, ValenceSum},
    eligible::Eligibility,
};
use crate::{
    error::Error,
    journey::{Framework, Marker, ObservationKind, Place},
};

/// What is known of one respondent.
#[derive(Clone, Copy)]
pub(super) struct Respondent<'a> {
    presences: &'a [Presence],
}

impl<'a> Respondent<'a> {
    pub(super) fn presences(self) -> &'a [Presence] {
        self.presences
    }

    pub(super) fn participant(self) -> u32 {
        self.presences.first().map_or(u32::MAX, |presence| presence.participant)
    }

    /// The segments, in order, each once.
    pub(super) fn segments(self) -> Vec<u16> {
        let mut all: Vec<u16> = self.presences.iter().flat_map(|presence| presence.segments.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    pub(super) fn is_in(self, segment: u16) -> bool {
        self.presences.iter().any(|presence| presence.segments.contains(&segment))
    }

    /// The mean rating of an instrument.
    pub(super) fn rating(self, instrument: u16) -> Option<f64> {
        let own = self.presences.iter().flat_map(|presence| &*presence.ratings).filter(|rating| rating.instrument == instrument);
        let (sum, count) = own.fold((0, 0), |(sum, count), rating| (sum + rating.sum, count + rating.count));
        (count > 0).then(|| sum as f64 / THOUSAND / f64::from(count))
    }
}

/// An observation and who made it.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub(super) respondent: u32,
    pub(super) row: Row,
}

/// How a respondent felt on average, −2 to 2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Felt {
    pub(super) respondent: u32,
    pub(super) mean: f64,
}

/// Everything that was said of one place, in the order of respondents.
pub(super) struct AtPlace<'a> {
    pub(super) place: &'a Place,
    pub(super) code: u16,
    /// The number of its stage.
    pub(super) stage: usize,
    pub(super) told: Vec<Told>,
}

impl AtPlace<'_> {
    /// Who spoke of it.
    pub(super) fn respondents(&self) -> Vec<u32> {
        respondents(self.told.iter())
    }

    /// Who told of a kind of experience.
    pub(super) fn of_kind(&self, kind: ObservationKind) -> Vec<u32> {
        respondents(self.told.iter().filter(|told| told.row.kind == kind.number()))
    }

    /// Who showed a marker.
    pub(super) fn showing(&self, marker: Marker) -> Vec<u32> {
        respondents(self.told.iter().filter(|told| told.row.shows(marker)))
    }

    pub(super) fn felt(&self) -> Vec<Felt> {
        felt(self.told.iter())
    }
}

/// The respondents of observations that are in their order, each once.
pub(super) fn respondents<'a>(told: impl Iterator<Item = &'a Told>) -> Vec<u32> {
    let mut all: Vec<u32> = told.map(|told| told.respondent).collect();
    all.dedup();
    all
}

/// How each respondent felt, of observations in the order of respondents.
pub(super) fn felt<'a>(told: impl Iterator<Item = &'a Told>) -> Vec<Felt> {
    let mut sums: Vec<(u32, ValenceSum)> = Vec::new();
    for told in told.filter(|told| told.row.kind().is_felt()) {
        if sums.last().is_none_or(|(respondent, _)| *respondent != told.respondent) {
            sums.push((told.respondent, ValenceSum::default()));
        }
        sums.last_mut().into_iter().for_each(|(_, sum)| sum.add(told.row.valence));
    }
    sums.into_iter().map(|(respondent, sum)| Felt { respondent, mean: sum.mean() }).collect()
}

/// The mean of some means; zero of none.
pub(super) fn mean_of(felt: &[Felt]) -> f64 {
    felt.iter().map(|felt| felt.mean).sum::<f64>() / felt.len().max(1) as f64
}

pub(super) struct Index<'a> {
    pub(super) corpus: &'a Corpus,
    eligibility: Eligibility<'a>,
    respondents: Vec<Respondent<'a>>,
    /// By the code of the place.
    places: Vec<AtPlace<'a>>,
    /// By stage: who could have had an experience; empty where everyone could.
    eligible: Vec<Vec<bool>>,
    /// By stage: how many could have had an experience, among everyone and then in each segment.
    bases: Vec<Vec<u64>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let eligibility = Eligibility::new(corpus);
        let places = corpus.names.places.all().iter().zip(0..);
        let mut places: Vec<AtPlace<'a>> =
            places.map(|(place, code)| AtPlace { place, code, stage: eligibility.of_place(code), told: Vec::new() }).collect();
        let respondents: Vec<Respondent<'a>> =
            corpus.presences.chunk_by(Presence::same_participant).map(|presences| Respondent { presences }).collect();
        let mut number = 0_u32;
        let mut last = None;
        for (presence, range) in corpus.ranges() {
            number += u32::from(last.is_some_and(|last| last != presence.participant));
            last = Some(presence.participant);
            for row in corpus.rows.range(range) {
                if let Some(at) = places.get_mut(usize::from(row.place)) {
                    at.told.push(Told { respondent: number, row });
                }
            }
        }
        let mut index = Self { corpus, eligibility, respondents, places, eligible: Vec::new(), bases: Vec::new() };
        index.count_eligible();
        index
    }

    fn count_eligible(&mut self) {
        let everyone = self.eligibility.is_everyone();
        if !everyone {
            self.mark_eligible();
        }
        let stages = if everyone { 1 } else { self.eligibility.stages().len() };
        self.bases = vec![vec![0; self.corpus.names.segments.len() + 1]; stages];
        for (number, respondent) in self.respondents.iter().enumerate() {
            let slots: Vec<usize> =
                std::iter::once(0).chain(respondent.segments().into_iter().map(|segment| usize::from(segment) + 1)).collect();
            for (stage, bases) in self.bases.iter_mut().enumerate() {
                let counts = everyone || self.eligible.get(stage).and_then(|stage| stage.get(number)).copied().unwrap_or(false);
                for slot in slots.iter().filter(|_| counts) {
                    bases.get_mut(*slot).into_iter().for_each(|base| *base += 1);
                }
            }
        }
    }

    fn mark_eligible(&mut self) {
        let stages = self.eligibility.stages().len();
        self.eligible = vec![vec![false; self.respondents.len()]; stages];
        let mut flag = |stage: usize, respondent: usize| {
            let own = self.eligible.get_mut(stage).and_then(|stage| stage.get_mut(respondent));
            own.into_iter().for_each(|flag| *flag = true);
        };
        let mut marked = vec![false; stages];
        for (number, respondent) in self.respondents.iter().enumerate() {
            marked.fill(false);
            self.eligibility.mark(respondent.presences, [], &mut marked);
            marked.iter().enumerate().filter(|(_, reached)| **reached).for_each(|(stage, _)| flag(stage, number));
        }
        for at in &self.places {
            at.told.iter().for_each(|told| flag(at.stage, told.respondent as usize));
        }
    }

    pub(super) fn respondents(&self) -> &[Respondent<'a>] {
        &self.respondents
    }

    pub(super) fn respondent(&self, number: u32) -> Option<Respondent<'a>> {
        self.respondents.get(number as usize).copied()
    }

    /// Everything by place, in the order of the places' ids.
    pub(super) fn places(&self) -> &[AtPlace<'a>] {
        &self.places
    }

    /// What was said of exactly this place.
    pub(super) fn at(&self, place: &Place) -> Option<&AtPlace<'a>> {
        self.places.binary_search_by(|at| at.place.cmp(place)).ok().and_then(|at| self.places.get(at))
    }

    /// The stages, observed or reached, in the order of their ids.
    pub(super) fn stages(&self) -> &[&'a str] {
        self.eligibility.stages()
    }

    /// Everything by place within a stage.
    pub(super) fn within(&self, stage: &str) -> impl Iterator<Item = &AtPlace<'a>> {
        self.places.iter().filter(move |at| at.place.stage() == stage)
    }

    /// Everything that was said of a place and what lies in it, in the order of respondents.
    pub(super) fn held_by(&self, place: &Place) -> Vec<Told> {
        let mut told: Vec<Told> = self.places.iter().filter(|at| place.holds(at.place)).flat_map(|at| at.told.iter().copied()).collect();
        told.sort_by_key(|told| told.respondent);
        told
    }

    /// Whether a respondent could have had an experience at a stage.
    pub(super) fn is_eligible(&self, stage: usize, respondent: u32) -> bool {
        self.eligibility.is_everyone()
            || self.eligible.get(stage).and_then(|stage| stage.get(respondent as usize)).copied().unwrap_or(false)
    }

    /// Whether everyone could have had every experience.
    pub(super) fn everyone_is_eligible(&self) -> bool {
        self.eligibility.is_everyone()
    }

    /// A share of those who could have had an experience at a stage.
    pub(super) fn share(&self, stage: usize, count: u64) -> Share {
        self.eligibility.share(count, self.base(stage, 0))
    }

    /// A share of those of a segment who could have had an experience at a stage.
    pub(super) fn share_within(&self, stage: usize, segment: u16, count: u64) -> Share {
        self.eligibility.share(count, self.base(stage, usize::from(segment) + 1))
    }

    fn base(&self, stage: usize, slot: usize) -> u64 {
        let stage = if self.everyone_is_eligible() { 0 } else { stage };
        self.bases.get(stage).and_then(|bases| bases.get(slot)).copied().unwrap_or(0)
    }

    /// The sample of words of a kind at a place.
    pub(super) fn words(&self, at: &AtPlace<'_>, kind: ObservationKind) -> impl Iterator<Item = SampledObservation<'a>> {
        self.corpus.sampled_at(at.code, Bucket::Kind(kind))
    }

    /// The sample of words of every kind at a place.
    pub(super) fn all_words(&self, at: &AtPlace<'_>) -> impl Iterator<Item = SampledObservation<'a>> {
        ObservationKind::ALL.into_iter().flat_map(move |kind| self.corpus.sampled_at(at.code, Bucket::Kind(kind)))
    }

    /// The sample of words that show a marker at a place.
    pub(super) fn words_showing(&self, at: &AtPlace<'_>, marker: Marker) -> impl Iterator<Item = SampledObservation<'a>> {
        self.corpus.sampled_at(at.code, Bucket::Marker(marker))
    }

    /// Who rated by an instrument, with their mean rating.
    pub(super) fn rated(&self, instrument: u16) -> impl Iterator<Item = (u32, f64)> {
        (0..).zip(&self.respondents).filter_map(move |(number, one)| Some((number, one.rating(instrument)?)))
    }

    /// The name of an instrument by its code.
    pub(super) fn instruments(&self) -> impl Iterator<Item = (u16, &'a str)> {
        (0..).zip(self.corpus.names.instruments.all()).map(|(code, name)| (code, name.as_str()))
    }

    pub(super) fn instrument(&self, name: &str) -> Option<u16> {
        self.corpus.names.instruments.code(name).map(|code| code as u16)
    }

    /// Checks that a framework has every place that was observed and every stage that was reached.
    pub(super) fn check(&self, framework: &Framework) -> Result<(), Error> {
        let fix = "give the framework that the documents were coded with";
        if let Some(stage) = self.stages().iter().find(|stage| framework.stage(stage).is_none()) {
            return Err(Error::invalid("framework", format!("it lacks the stage `{stage}`, which was observed or reached"), fix));
        }
        let lacking =
            |place: &&Place| place.touchpoint().is_some_and(|id| framework.touchpoint(id).is_none_or(|known| known.stage != place.stage()));
        match self.corpus.names.places.all().iter().find(lacking) {
            Some(place) => Err(Error::invalid("framework", format!("it lacks the touchpoint `{place}`, which was observed"), fix)),
            None => Ok(()),
        }
    }
}
