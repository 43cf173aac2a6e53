//! Aggregation: respondents, means and shares by place, kind and segment.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, Presence, THOUSAND};
use crate::{
    analysis::{Share, eligible::Eligibility},
    journey::{ObservationKind, Place},
};

/// Presences in one block of work: fixed, so that sums are the same on any number of cores.
const BLOCK: usize = 1 << 14;

/// What observations are grouped by, besides their kind.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Whole stages.
    Stage,
    /// Whole stages and segments.
    StageSegment,
    /// Touchpoints, and what was said of a stage in general.
    Touchpoint,
    /// Touchpoints and segments.
    TouchpointSegment,
}

impl Grouping {
    fn by_touchpoint(self) -> bool {
        match self {
            Self::Touchpoint | Self::TouchpointSegment => true,
            Self::Stage | Self::StageSegment => false,
        }
    }

    fn by_segment(self) -> bool {
        match self {
            Self::StageSegment | Self::TouchpointSegment => true,
            Self::Stage | Self::Touchpoint => false,
        }
    }
}

/// One group of observations.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AggregateRow {
    /// The touchpoint, or the stage; by touchpoint, a place without one is what was said of the stage in general.
    pub place: Place,
    pub kind: ObservationKind,
    /// The segment's id; none for everyone.
    pub segment: Option<String>,
    /// Respondents with at least one observation among those who could have had one, the same as the map's prevalence.
    pub share: Share,
    /// The mean of respondents' mean valence, −2 to 2.
    pub mean_valence: f64,
    pub observations: u64,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    respondents: u64,
    observations: u64,
    means: f64,
}

/// What a block of respondents adds up to.
struct Sums {
    /// By place, kind and segment.
    groups: Vec<Sum>,
    /// Who could have had an experience, by stage and segment.
    bases: Vec<u64>,
}

impl Sums {
    fn new(shape: &Shape) -> Self {
        Self { groups: vec![Sum::default(); shape.groups() * shape.segments], bases: vec![0; shape.stages() * shape.segments] }
    }

    fn add(&mut self, other: Self) {
        for (sum, other) in self.groups.iter_mut().zip(other.groups) {
            sum.respondents += other.respondents;
            sum.observations += other.observations;
            sum.means += other.means;
        }
        self.bases.iter_mut().zip(other.bases).for_each(|(base, other)| *base += other);
    }
}

/// How groups are numbered.
struct Shape<'a> {
    eligibility: Eligibility<'a>,
    places: Vec<Place>,
    /// The group's place of each place of the corpus.
    of_place: Vec<usize>,
    segments: usize,
    by_segment: bool,
}

impl<'a> Shape<'a> {
    fn new(corpus: &'a Corpus, grouping: Grouping) -> Self {
        let eligibility = Eligibility::new(corpus);
        let all = corpus.names.places.all();
        let (places, of_place) = if grouping.by_touchpoint() {
            (all.to_vec(), (0..all.len()).collect())
        } else {
            let stages = eligibility.stages().iter().map(|stage| Place::whole(*stage)).collect();
            (stages, (0..all.len()).map(|code| eligibility.of_place(code as u16)).collect())
        };
        let by_segment = grouping.by_segment();
        Self { eligibility, places, of_place, segments: if by_segment { corpus.names.segments.len() } else { 1 }, by_segment }
    }

    fn groups(&self) -> usize {
        self.places.len() * ObservationKind::ALL.len()
    }

    fn stages(&self) -> usize {
        self.eligibility.stages().len()
    }

    /// The segments that a respondent counts in; the one of everyone when segments are not asked for.
    fn segments_of(&self, presences: &[Presence], segments: &mut Vec<u16>) {
        segments.clear();
        if !self.by_segment {
            segments.push(0);
            return;
        }
        for presence in presences {
            segments.extend(&*presence.segments);
        }
        if presences.len() > 1 {
            segments.sort_unstable();
            segments.dedup();
        }
    }
}

impl Corpus {
    /// Groups with at least one observation, in the order of place, kind and segment.
    pub fn aggregate(&self, grouping: Grouping) -> Vec<AggregateRow> {
        let shape = Shape::new(self, grouping);
        let starts: Vec<usize> = std::iter::once(0).chain(self.presences.iter().map(|presence| presence.end as usize)).collect();
        let work = |block: &Range<usize>| self.block(block.clone(), &starts, &shape);
        let blocks = self.blocks();
        #[cfg(feature = "rayon")]
        let parts: Vec<Sums> = {
            use rayon::prelude::*;
            blocks.par_iter().map(work).collect()
        };
        #[cfg(not(feature = "rayon"))]
        let parts: Vec<Sums> = blocks.iter().map(work).collect();
        let mut sums = Sums::new(&shape);
        parts.into_iter().for_each(|part| sums.add(part));
        let told = sums.groups.iter().enumerate().filter(|(_, sum)| sum.respondents > 0);
        told.filter_map(|(at, sum)| {
            let (group, segment) = (at / shape.segments, at % shape.segments);
            let (place, kind) = (group / ObservationKind::ALL.len(), group % ObservationKind::ALL.len());
            let place = shape.places.get(place)?;
            let stage = shape.eligibility.stages().binary_search(&place.stage()).ok()?;
            let base = sums.bases.get(stage * shape.segments + segment).copied().unwrap_or(0);
            Some(AggregateRow {
                place: place.clone(),
                kind: *ObservationKind::ALL.get(kind)?,
                segment: shape.by_segment.then(|| self.names.segments.name(segment as u32).to_owned()),
                share: shape.eligibility.share(sum.respondents, base),
                mean_valence: sum.means / sum.respondents as f64 / THOUSAND,
                observations: sum.observations,
            })
        })
        .collect()
    }

    /// Blocks of presences, each beginning where a respondent begins.
    fn blocks(&self) -> Vec<Range<usize>> {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        let participant = |at: usize| self.presences.get(at).map(|presence| presence.participant);
        let mut from = 0;
        while from < self.presences.len() {
            let mut to = (from + BLOCK).min(self.presences.len());
            while to < self.presences.len() && participant(to) == participant(to - 1) {
                to += 1;
            }
            blocks.push(from..to);
            from = to;
        }
        blocks
    }

    fn block(&self, block: Range<usize>, starts: &[usize], shape: &Shape<'_>) -> Sums {
        let mut sums = Sums::new(shape);
        let mut own: Vec<(i32, u32)> = vec![(0, 0); shape.groups()];
        let mut touched: Vec<u32> = Vec::with_capacity(64);
        let mut segments: Vec<u16> = Vec::new();
        let mut marked: Vec<bool> = Vec::new();
        let mut first = block.start;
        for same in self.presences.get(block).unwrap_or_default().chunk_by(Presence::same_participant) {
            let start = starts.get(first).copied().unwrap_or(0);
            first += same.len();
            let rows = start..starts.get(first).copied().unwrap_or(0);
            self.tell(rows.clone(), shape, &mut own, &mut touched);
            shape.segments_of(same, &mut segments);
            marked.clear();
            marked.resize(shape.stages(), shape.eligibility.is_everyone());
            if !shape.eligibility.is_everyone() {
                shape.eligibility.mark(same, self.rows.place.get(rows).unwrap_or_default().iter().copied(), &mut marked);
            }
            for (stage, _) in marked.iter().enumerate().filter(|(_, eligible)| **eligible) {
                for segment in &segments {
                    let base = sums.bases.get_mut(stage * shape.segments + usize::from(*segment));
                    base.into_iter().for_each(|base| *base += 1);
                }
            }
            for group in touched.drain(..) {
                let Some(slot) = own.get_mut(group as usize) else { continue };
                let (valence, count) = std::mem::take(slot);
                let mean = f64::from(valence) / f64::from(count);
                for segment in &segments {
                    if let Some(sum) = sums.groups.get_mut(group as usize * shape.segments + usize::from(*segment)) {
                        sum.respondents += 1;
                        sum.observations += u64::from(count);
                        sum.means += mean;
                    }
                }
            }
        }
        sums
    }

    /// Adds the rows of one respondent, group by group.
    fn tell(&self, rows: Range<usize>, shape: &Shape<'_>, own: &mut [(i32, u32)], touched: &mut Vec<u32>) {
        let places = self.rows.place.get(rows.clone()).unwrap_or_default();
        let kinds = self.rows.kind.get(rows.clone()).unwrap_or_default();
        let valences = self.rows.valence.get(rows).unwrap_or_default();
        for ((place, kind), valence) in places.iter().zip(kinds).zip(valences) {
            let Some(place) = shape.of_place.get(usize::from(*place)) else { continue };
            let group = place * ObservationKind::ALL.len() + usize::from(*kind);
            if let Some(slot) = own.get_mut(group) {
                if slot.1 == 0 {
                    touched.push(group as u32);
                }
                slot.0 += i32::from(*valence);
                slot.1 += 1;
            }
        }
    }
}
