//! Aggregation: respondents, means and shares by place, kind and segment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, Presence, kind_of};
use crate::{analysis::Share, journey::ObservationKind};

/// Respondents in one block of work: fixed, so that sums are the same on any number of cores.
const BLOCK: usize = 1 << 14;

/// What observations are grouped by, besides their kind.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Stages.
    Stage,
    /// Stages and segments.
    StageSegment,
    /// Stages and touchpoints.
    Touchpoint,
    /// Stages, touchpoints and segments.
    TouchpointSegment,
}

/// One group.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AggregateRow {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id; none for a whole stage, or for what was said of it in general.
    pub touchpoint: Option<String>,
    /// The kind.
    pub kind: ObservationKind,
    /// The segment's id; none for everyone.
    pub segment: Option<String>,
    /// Respondents with at least one observation among all respondents, or all of the segment.
    pub share: Share,
    /// The mean of respondents' mean valence, −2 to 2.
    pub mean_valence: f64,
    /// Observations.
    pub observations: u64,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    respondents: u64,
    observations: u64,
    means: f64,
}

impl Corpus {
    /// Groups with at least one observation, in the order of stage, touchpoint, kind and segment.
    pub fn aggregate(&self, grouping: Grouping) -> Vec<AggregateRow> {
        let by_touchpoint = matches!(grouping, Grouping::Touchpoint | Grouping::TouchpointSegment);
        let by_segment = matches!(grouping, Grouping::StageSegment | Grouping::TouchpointSegment);
        let touchpoints = if by_touchpoint { self.touchpoints.len().max(1) } else { 1 };
        let segments = if by_segment { self.segments.len() } else { 1 };
        let kinds = super::KINDS.len();
        let shape = Shape { touchpoints, kinds, segments, by_touchpoint, by_segment, places: self.stages.len() * touchpoints * kinds };
        let starts: Vec<usize> = std::iter::once(0).chain(self.presences.iter().map(|presence| presence.end as usize)).collect();
        // Blocks begin where a respondent begins.
        let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
        let mut from = 0;
        while from < self.presences.len() {
            let mut to = (from + BLOCK).min(self.presences.len());
            let participant = |at: usize| self.presences.get(at).map(|presence| presence.participant);
            while to < self.presences.len() && participant(to) == participant(to - 1) {
                to += 1;
            }
            blocks.push(from..to);
            from = to;
        }
        let work = |block: &std::ops::Range<usize>| self.block(block.clone(), &starts, &shape);
        #[cfg(feature = "rayon")]
        let parts: Vec<(Vec<Sum>, Vec<u64>)> = {
            use rayon::prelude::*;
            blocks.par_iter().map(work).collect()
        };
        #[cfg(not(feature = "rayon"))]
        let parts: Vec<(Vec<Sum>, Vec<u64>)> = blocks.iter().map(work).collect();
        let mut sums = vec![Sum::default(); shape.places * segments];
        let mut bases = vec![0; segments];
        for (part, counted) in parts {
            for (sum, part) in sums.iter_mut().zip(part) {
                sum.respondents += part.respondents;
                sum.observations += part.observations;
                sum.means += part.means;
            }
            bases.iter_mut().zip(counted).for_each(|(base, counted)| *base += counted);
        }
        let rule = if by_segment { "all respondents of the segment" } else { "all respondents" };
        let told = sums.iter().enumerate().filter(|(_, sum)| sum.respondents > 0);
        told.map(|(at, sum)| {
            let (place, segment) = (at / segments, at % segments);
            let (kind, place) = (place % kinds, place / kinds);
            let touchpoint = self.touchpoints.name((place % touchpoints) as u32);
            AggregateRow {
                stage: self.stages.name((place / touchpoints) as u32).to_owned(),
                touchpoint: Some(touchpoint.to_owned()).filter(|name| by_touchpoint && !name.is_empty()),
                kind: kind_of(kind as u8),
                segment: by_segment.then(|| self.segments.name(segment as u32).to_owned()),
                share: Share::new(sum.respondents, bases.get(segment).copied().unwrap_or(0), rule),
                mean_valence: sum.means / sum.respondents as f64 / super::THOUSAND,
                observations: sum.observations,
            }
        })
        .collect()
    }

    /// Sums of one block of presences and the respondents of each segment in it.
    fn block(&self, block: std::ops::Range<usize>, starts: &[usize], shape: &Shape) -> (Vec<Sum>, Vec<u64>) {
        let mut sums = vec![Sum::default(); shape.places * shape.segments];
        let mut bases = vec![0_u64; shape.segments];
        let mut own: Vec<(i32, u32)> = vec![(0, 0); shape.places];
        let mut touched: Vec<u32> = Vec::with_capacity(64);
        let mut segments: Vec<u16> = Vec::new();
        let presences = self.presences.get(block.clone()).unwrap_or_default();
        let mut first = block.start;
        for same in presences.chunk_by(|left, right| left.participant == right.participant) {
            let (start, end) = (starts.get(first).copied().unwrap_or(0), starts.get(first + same.len()).copied().unwrap_or(0));
            first += same.len();
            self.tell(start, end, shape, &mut own, &mut touched);
            segments_of(same, shape, &mut segments);
            for segment in &segments {
                bases.get_mut(usize::from(*segment)).into_iter().for_each(|base| *base += 1);
            }
            for place in touched.drain(..) {
                let Some(slot) = own.get_mut(place as usize) else { continue };
                let (valence, count) = std::mem::take(slot);
                let mean = f64::from(valence) / f64::from(count);
                for segment in &segments {
                    if let Some(sum) = sums.get_mut(place as usize * shape.segments + usize::from(*segment)) {
                        sum.respondents += 1;
                        sum.observations += u64::from(count);
                        sum.means += mean;
                    }
                }
            }
        }
        (sums, bases)
    }

    /// Adds the rows of one respondent, place by place.
    fn tell(&self, start: usize, end: usize, shape: &Shape, own: &mut [(i32, u32)], touched: &mut Vec<u32>) {
        let stages = self.rows.stage.get(start..end).unwrap_or_default();
        let touchpoints = self.rows.touchpoint.get(start..end).unwrap_or_default();
        let kinds = self.rows.kind.get(start..end).unwrap_or_default();
        let valences = self.rows.valence.get(start..end).unwrap_or_default();
        for (((stage, touchpoint), kind), valence) in stages.iter().zip(touchpoints).zip(kinds).zip(valences) {
            let touchpoint = if shape.by_touchpoint { usize::from(*touchpoint) } else { 0 };
            let place = (usize::from(*stage) * shape.touchpoints + touchpoint) * shape.kinds + usize::from(*kind);
            if let Some(slot) = own.get_mut(place) {
                if slot.1 == 0 {
                    touched.push(place as u32);
                }
                slot.0 += i32::from(*valence);
                slot.1 += 1;
            }
        }
    }
}

struct Shape {
    touchpoints: usize,
    kinds: usize,
    segments: usize,
    by_touchpoint: bool,
    by_segment: bool,
    places: usize,
}

/// The segments that a respondent counts in; the one of everyone when segments are not asked for.
fn segments_of(presences: &[Presence], shape: &Shape, segments: &mut Vec<u16>) {
    segments.clear();
    if !shape.by_segment {
        segments.push(0);
        return;
    }
    for presence in presences {
        segments.extend(&presence.segments);
    }
    if presences.len() > 1 {
        segments.sort_unstable();
        segments.dedup();
    }
}
