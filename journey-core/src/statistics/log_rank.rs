//! Whether groups of customers stay for different times.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    cholesky::Cholesky,
    lifetimes::{Lifetimes, check_length},
    tail::chi_square_tail,
};
use crate::error::Error;

/// The most groups that are compared at once.
pub const MAX_GROUPS: usize = 50;

/// A log-rank test.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LogRank {
    /// The test statistic.
    pub chi_square: f64,
    /// Groups less one.
    pub degrees: u64,
    /// The probability of so large a statistic if all groups stay alike, 0 to 1.
    pub p_value: f64,
    /// The groups in the order given.
    pub groups: Vec<LogRankGroup>,
}

/// One group of a log-rank test.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LogRankGroup {
    /// Customers of the group.
    pub base: u64,
    /// Customers who left.
    pub events: u64,
    /// Customers who would have left if all groups stayed alike.
    pub expected: f64,
}

/// The log-rank test of two or more groups (Mantel 1966; Peto and Peto 1972), with the hypergeometric variance.
///
/// `groups` holds each group's lifetimes. The test is at its best when the hazards are proportional; it misses curves that cross.
///
/// ```
/// use journey_core::statistics::{Lifetimes, log_rank};
/// let (left, right) = ([6.0, 7.0, 10.0, 15.0], [1.0, 2.0, 3.0, 5.0]);
/// let groups = [Lifetimes::new(&left, &[true; 4]).unwrap(), Lifetimes::new(&right, &[true; 4]).unwrap()];
/// assert!(log_rank(&groups).unwrap().p_value < 0.05);
/// ```
///
/// # Errors
/// When there are fewer than two or more than [`MAX_GROUPS`] groups, no one left, or a group had no one when others left.
pub fn log_rank(groups: &[Lifetimes<'_>]) -> Result<LogRank, Error> {
    if !(2..=MAX_GROUPS).contains(&groups.len()) {
        return Err(Error::invalid("groups", format!("there are {}", groups.len()), format!("give 2 to {MAX_GROUPS}")));
    }
    let (expected, covariance) = expectations(groups);
    let size = groups.len() - 1;
    let surplus: Vec<f64> =
        groups.iter().zip(&expected).take(size).map(|(group, expected)| group.event_count() as f64 - expected).collect();
    let factor = Cholesky::new(covariance, size, 1e-12).map_err(|_| {
        Error::invalid("groups", "too few left to compare, or a group has no one when others leave", "join groups or leave one out")
    })?;
    let chi_square: f64 = factor.solve(&surplus).iter().zip(&surplus).map(|(left, right)| left * right).sum();
    let describe = |(group, expected): (&Lifetimes<'_>, f64)| LogRankGroup { base: group.base(), events: group.event_count(), expected };
    Ok(LogRank {
        chi_square,
        degrees: size as u64,
        p_value: chi_square_tail(chi_square, size as f64),
        groups: groups.iter().zip(expected).map(describe).collect(),
    })
}

/// Expected events of each group, and the covariance of all groups' events but the last one's.
fn expectations(groups: &[Lifetimes<'_>]) -> (Vec<f64>, Vec<f64>) {
    let size = groups.len() - 1;
    let mut records: Vec<(f64, usize, bool)> = Vec::new();
    for (group, lifetimes) in groups.iter().enumerate() {
        records.extend(lifetimes.pairs().map(|(time, event)| (time, group, event)));
    }
    records.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let mut at_risk: Vec<f64> = groups.iter().map(|group| group.base() as f64).collect();
    let (mut expected, mut covariance) = (vec![0.0; groups.len()], vec![0.0; size * size]);
    for same_time in records.chunk_by(|left, right| left.0 == right.0) {
        let events = same_time.iter().filter(|(_, _, event)| *event).count() as f64;
        let all: f64 = at_risk.iter().sum();
        if events > 0.0 {
            expected.iter_mut().zip(&at_risk).for_each(|(sum, own)| *sum += events * own / all);
            add_covariance(&mut covariance, &at_risk, all, events);
        }
        for (_, group, _) in same_time {
            at_risk.iter_mut().skip(*group).take(1).for_each(|count| *count -= 1.0);
        }
    }
    (expected, covariance)
}

fn add_covariance(covariance: &mut [f64], at_risk: &[f64], all: f64, events: f64) {
    if all < 2.0 {
        return;
    }
    let size = at_risk.len() - 1;
    let scale = events * (all - events) / (all - 1.0);
    for (row, (cells, left)) in covariance.chunks_mut(size).zip(at_risk).enumerate() {
        for (column, (cell, right)) in cells.iter_mut().zip(at_risk).enumerate() {
            let own = f64::from(u8::from(row == column));
            *cell += scale * left / all * (own - right / all);
        }
    }
}

/// The log-rank test of lifetimes of which each belongs to a group, named by any number.
///
/// The result's groups come in rising order of their numbers.
///
/// ```
/// let (durations, groups) = ([6.0, 1.0, 7.0, 2.0, 10.0, 3.0, 15.0, 5.0], [0, 1, 0, 1, 0, 1, 0, 1]);
/// let found = journey_core::statistics::log_rank_by_group(&durations, &[true; 8], &groups).unwrap();
/// assert!(found.p_value < 0.05 && found.groups[1].events as f64 > found.groups[1].expected);
/// ```
///
/// # Errors
/// As [`log_rank`], and when durations, events and groups do not make lifetimes.
pub fn log_rank_by_group(durations: &[f64], events: &[bool], groups: &[u32]) -> Result<LogRank, Error> {
    Lifetimes::new(durations, events)?;
    check_length("groups", groups.len(), durations.len())?;
    let mut split: BTreeMap<u32, (Vec<f64>, Vec<bool>)> = BTreeMap::new();
    for ((duration, event), group) in durations.iter().zip(events).zip(groups) {
        let own = split.entry(*group).or_default();
        own.0.push(*duration);
        own.1.push(*event);
    }
    let lifetimes: Result<Vec<_>, _> = split.values().map(|(durations, events)| Lifetimes::new(durations, events)).collect();
    log_rank(&lifetimes?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{codes, flags, load, near, numbers};

    /// Oracle: lifelines 0.30 `multivariate_logrank_test` on Walton's fruit flies (two groups) and Kardaun's larynx data (four stages).
    #[test]
    fn the_test_agrees_with_lifelines() {
        for case in load("log_rank")["cases"].as_array().unwrap() {
            let found = log_rank_by_group(&numbers(&case["durations"]), &flags(&case["events"]), &codes(&case["groups"])).unwrap();
            near(&[found.chi_square, found.degrees as f64, found.p_value], &case["chi_square_degrees_p"], 1e-9);
            let (seen, expected) = found.groups.iter().fold((0.0, 0.0), |sum, group| (sum.0 + group.events as f64, sum.1 + group.expected));
            assert!((seen - expected).abs() < 1e-9, "all groups together are as expected");
        }
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let one = Lifetimes::new(&[1.0, 2.0], &[true, true]).unwrap();
        let still_there = Lifetimes::new(&[1.0, 2.0], &[false, false]).unwrap();
        let gone_before = Lifetimes::new(&[0.5], &[false]).unwrap();
        assert!(log_rank(&[one]).is_err());
        assert!(log_rank(&[still_there, still_there]).is_err());
        assert!(log_rank(&[gone_before, one]).is_err());
        assert!(log_rank(&[one, one]).is_ok_and(|found| found.chi_square.abs() < 1e-12 && found.p_value > 0.99));
    }
}
