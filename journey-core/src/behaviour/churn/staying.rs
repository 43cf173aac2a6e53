//! How many stay how long.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::EventLog, ChurnOutcome, lifetime::Lifetimes};
use crate::{
    error::Error,
    statistics::{
        CumulativeIncidence, KaplanMeier, Lifetimes as Durations, LogRank, MedianSurvival, cumulative_incidence, kaplan_meier,
        log_rank_by_group,
    },
};

/// Curves of staying, in days since the first event.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Staying {
    /// Of everyone.
    pub all: KaplanMeier,
    pub median_days: MedianSurvival,
    /// By segment, by name; empty where the log names none.
    pub segments: Vec<SegmentStaying>,
    /// Whether segments differ.
    pub log_rank: Option<LogRank>,
    /// The share who left in each way, where there are several.
    pub ways: Vec<WayOfLeaving>,
}

/// How many left in one way, the others being other ways (competing risks).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WayOfLeaving {
    pub activity: String,
    pub incidence: CumulativeIncidence,
}

/// The curve of one segment.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentStaying {
    pub segment: String,
    pub curve: KaplanMeier,
    pub median_days: MedianSurvival,
}

pub(super) fn staying(log: &EventLog, lifetimes: &Lifetimes, outcome: &ChurnOutcome) -> Result<Staying, Error> {
    let days: Vec<f64> = lifetimes.all.iter().map(|one| one.days()).collect();
    let left: Vec<bool> = lifetimes.all.iter().map(|one| one.cause > 0).collect();
    let causes: Vec<u32> = lifetimes.all.iter().map(|one| one.cause).collect();
    let all = kaplan_meier(Durations::new(&days, &left)?);
    let mut by_segment: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in lifetimes.all.iter().enumerate() {
        if let Some(segment) = log.case(one.case).segment() {
            by_segment.entry(segment).or_default().push(at);
        }
    }
    let segments = by_segment.iter().map(|(segment, own)| segment_staying(segment, own, &days, &left)).collect::<Result<_, Error>>()?;
    let several = causes.iter().any(|cause| *cause > 1);
    Ok(Staying {
        median_days: all.median(),
        all,
        segments,
        log_rank: log_rank(&by_segment, &days, &left),
        ways: if several { ways(&days, &causes, outcome)? } else { Vec::new() },
    })
}

fn ways(days: &[f64], causes: &[u32], outcome: &ChurnOutcome) -> Result<Vec<WayOfLeaving>, Error> {
    let ChurnOutcome::Events { activities } = outcome else { return Ok(Vec::new()) };
    let named = cumulative_incidence(days, causes)?.into_iter().filter_map(|incidence| {
        let activity = activities.get((incidence.cause as usize).checked_sub(1)?)?.clone();
        Some(WayOfLeaving { activity, incidence })
    });
    Ok(named.collect())
}

fn segment_staying(segment: &str, own: &[usize], days: &[f64], left: &[bool]) -> Result<SegmentStaying, Error> {
    let days: Vec<f64> = own.iter().filter_map(|at| days.get(*at)).copied().collect();
    let left: Vec<bool> = own.iter().filter_map(|at| left.get(*at)).copied().collect();
    let curve = kaplan_meier(Durations::new(&days, &left)?);
    Ok(SegmentStaying { segment: segment.to_owned(), median_days: curve.median(), curve })
}

fn log_rank(by_segment: &BTreeMap<&str, Vec<usize>>, days: &[f64], left: &[bool]) -> Option<LogRank> {
    let mut rows: Vec<(f64, bool, u32)> = Vec::new();
    for (group, own) in (0_u32..).zip(by_segment.values()) {
        rows.extend(own.iter().filter_map(|at| Some((*days.get(*at)?, *left.get(*at)?, group))));
    }
    let (days, rest): (Vec<f64>, Vec<(bool, u32)>) = rows.into_iter().map(|(days, left, group)| (days, (left, group))).unzip();
    let (left, groups): (Vec<bool>, Vec<u32>) = rest.into_iter().unzip();
    log_rank_by_group(&days, &left, &groups).ok()
}
