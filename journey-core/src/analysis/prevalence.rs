//! Prevalence: how many of those who could have had an experience had it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Tally;
use crate::{
    journey::ObservationKind,
    statistics::{Interval, wilson_interval},
};

/// Under this base a share is flagged as small.
pub const MIN_SHARE_BASE: u64 = 10;

/// A share of respondents with everything that it needs to be read.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Share {
    /// Respondents with at least one such observation.
    pub count: u64,
    /// Respondents who could have had one.
    pub base: u64,
    /// Who counts in the base.
    pub rule: String,
    /// Count ÷ base, 0 to 1; none without a base.
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
    /// The share.
    pub share: Share,
}

/// How common one kind of experience is at one place.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Prevalence {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id; none for the whole stage.
    pub touchpoint: Option<String>,
    /// The kind.
    pub kind: ObservationKind,
    /// Among everyone eligible.
    pub share: Share,
    /// By segment.
    pub segments: Vec<SegmentShare>,
}

/// Who could have had an experience at a stage.
pub(super) struct Eligible<'a> {
    tally: &'a Tally,
    /// Whether any document tells which stages were reached.
    told: bool,
}

impl<'a> Eligible<'a> {
    pub(super) fn new(tally: &'a Tally) -> Self {
        Self { tally, told: tally.respondents().iter().any(|one| !one.reached.is_empty()) }
    }

    /// Which respondents count, given who was observed there: to speak of a stage is to have reached it.
    pub(super) fn at(&self, stage: &str, observed: &BTreeSet<usize>) -> Vec<bool> {
        let respondents = self.tally.respondents().iter().enumerate();
        respondents.map(|(at, one)| !self.told || one.reached.contains(stage) || observed.contains(&at)).collect()
    }

    pub(super) fn rule(&self) -> &'static str {
        if self.told { "respondents who were asked about the stage or spoke of it" } else { "all respondents" }
    }
}

/// Every finding: by stage and kind, then by touchpoint and kind.
pub(super) fn findings(tally: &Tally) -> Vec<Prevalence> {
    let eligible = Eligible::new(tally);
    let mut observed: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut had: BTreeMap<(&str, Option<&str>, ObservationKind), BTreeSet<usize>> = BTreeMap::new();
    let groups: Vec<_> = tally.groups().collect();
    for group in &groups {
        let who = || group.rows.iter().map(|(respondent, ..)| *respondent);
        observed.entry(group.stage).or_default().extend(who());
        had.entry((group.stage, None, group.kind)).or_default().extend(who());
        if group.touchpoint.is_some() {
            had.entry((group.stage, group.touchpoint, group.kind)).or_default().extend(who());
        }
    }
    let segments: BTreeSet<&String> = tally.respondents().iter().flat_map(|one| &one.segments).collect();
    had.into_iter()
        .map(|((stage, touchpoint, kind), had)| {
            let base = observed.get(stage).map(|observed| eligible.at(stage, observed)).unwrap_or_default();
            let share = |belongs: &dyn Fn(usize) -> bool| {
                let count = had.iter().filter(|at| belongs(**at)).count() as u64;
                let base = base.iter().enumerate().filter(|(at, counts)| **counts && belongs(*at)).count() as u64;
                Share::new(count, base, eligible.rule())
            };
            Prevalence {
                stage: stage.to_owned(),
                touchpoint: touchpoint.map(str::to_owned),
                kind,
                share: share(&|_| true),
                segments: segments
                    .iter()
                    .map(|segment| SegmentShare {
                        segment: (*segment).clone(),
                        share: share(&|at| tally.respondents().get(at).is_some_and(|one| one.segments.contains(*segment))),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// How many could have had an experience at each stage.
pub(super) struct Base(BTreeMap<String, (u64, String)>);

impl Base {
    pub(super) fn of(findings: &[Prevalence]) -> Self {
        Self(findings.iter().map(|one| (one.stage.clone(), (one.share.base, one.share.rule.clone()))).collect())
    }

    /// A share of those eligible at a stage.
    pub(super) fn share(&self, stage: &str, count: u64) -> Share {
        self.0.get(stage).map_or_else(|| Share::new(count, 0, "nobody spoke of the stage"), |(base, rule)| Share::new(count, *base, rule))
    }
}
