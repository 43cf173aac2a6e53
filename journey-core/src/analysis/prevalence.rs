//! Prevalence: how many of those who could have had an experience had it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::{Index, respondents};
use crate::{
    journey::{ObservationKind, Place},
    statistics::{Interval, wilson_interval},
};

/// Under this base a share is flagged as of a low base.
pub const MIN_SHARE_BASE: u64 = 10;

/// A share of respondents with its base, interval and eligibility rule.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Share {
    /// Respondents with at least one such observation.
    pub count: u64,
    /// Respondents who could have had one.
    pub base: u64,
    /// Who counts towards the base.
    pub rule: String,
    /// Count ÷ base, 0 to 1; `None` if the base is 0.
    pub value: Option<f64>,
    /// The Wilson 95 % interval.
    pub interval: Option<Interval>,
    /// Whether the base is under ten.
    pub low_base: bool,
}

impl Share {
    /// A share of respondents; `rule` says who counts in the base.
    pub fn new(count: u64, base: u64, rule: &str) -> Self {
        Self {
            count,
            base,
            rule: rule.to_owned(),
            value: (base > 0).then(|| count as f64 / base as f64),
            interval: wilson_interval(count, base),
            low_base: base < MIN_SHARE_BASE,
        }
    }
}

/// The share with its base and interval: `75/89, 84 % [75–90 %]`.
impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.count, self.base)?;
        if let (Some(value), Some(interval)) = (self.value, self.interval) {
            write!(formatter, ", {:.0} % [{}]", value * 100.0, interval.percent())?;
        }
        formatter.write_str(if self.low_base { ", small base" } else { "" })
    }
}

/// A share within one segment.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentShare {
    /// The segment's id.
    pub segment: String,
    pub share: Share,
}

/// How common one kind of experience is at one place.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Prevalence {
    /// A touchpoint, or a stage as a whole.
    pub place: Place,
    pub kind: ObservationKind,
    /// Among everyone who could have had the experience.
    pub share: Share,
    /// The same within each segment.
    pub segments: Vec<SegmentShare>,
}

/// The prevalence of every kind at every stage and touchpoint where it was told, in the order of places and kinds.
pub(super) fn prevalences(index: &Index<'_>) -> Vec<Prevalence> {
    let mut all = Vec::new();
    for (number, stage) in index.stages().iter().enumerate() {
        let whole = Place::whole(*stage);
        let everything = index.held_by(&whole);
        for kind in ObservationKind::ALL {
            let had = respondents(everything.iter().filter(|told| told.row.kind == kind.number()));
            all.extend(prevalence(index, number, &whole, kind, &had));
        }
        for at in index.within(stage).filter(|at| at.place.touchpoint().is_some()) {
            all.extend(ObservationKind::ALL.into_iter().filter_map(|kind| prevalence(index, number, at.place, kind, &at.of_kind(kind))));
        }
    }
    all
}

fn prevalence(index: &Index<'_>, stage: usize, place: &Place, kind: ObservationKind, had: &[u32]) -> Option<Prevalence> {
    if had.is_empty() {
        return None;
    }
    let names = &index.corpus.names.segments;
    let mut counts = vec![0; names.len()];
    for respondent in had.iter().filter_map(|number| index.respondent(*number)) {
        for segment in respondent.segments() {
            counts.get_mut(usize::from(segment)).into_iter().for_each(|count| *count += 1);
        }
    }
    let within = (0..).zip(names.all()).zip(counts);
    Some(Prevalence {
        place: place.clone(),
        kind,
        share: index.share(stage, had.len() as u64),
        segments: within
            .map(|((code, segment), count)| SegmentShare { segment: segment.clone(), share: index.share_within(stage, code, count) })
            .collect(),
    })
}
