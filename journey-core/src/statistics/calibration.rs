//! Whether predicted risks are as high as the risks observed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval,
    lifetimes::{Lifetimes, check_length, check_shares},
    mean,
    survival::kaplan_meier,
    wilson_interval,
};
use crate::error::Error;

/// The most groups that customers are split into.
pub const MAX_CALIBRATION_GROUPS: usize = 10;

/// Predicted against observed risks at a horizon.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Calibration {
    /// The horizon, in the unit of the durations.
    pub horizon: f64,
    /// All customers together.
    pub overall: CalibrationGroup,
    /// Customers grouped by predicted risk, the lowest first.
    pub groups: Vec<CalibrationGroup>,
    /// The expected calibration error: the mean of |predicted − observed| over the groups with an observed risk, weighted by their
    /// customers. Chance alone makes it larger than 0, the more so the smaller the groups.
    pub expected_calibration_error: f64,
    /// The customers of those groups.
    pub expected_calibration_error_base: u64,
}

/// One group of customers.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CalibrationGroup {
    /// Customers.
    pub base: u64,
    /// Customers seen leaving by the horizon.
    pub events: u64,
    /// The mean predicted risk, 0 to 1.
    pub predicted: f64,
    /// The observed risk, one less the Kaplan–Meier share at the horizon; none when the group was not followed so long.
    pub observed: Option<f64>,
    /// The 95 % interval of the observed risk on the log(−log) scale; where it is 0 or 1, Wilson's of those whose fate at the horizon is known.
    pub interval: Option<Interval>,
}

/// Compares predicted risks of leaving by a horizon with the observed, over all and in up to `groups` groups of equal size.
///
/// `risks` holds a share from 0 to 1 for each customer. Customers with the same risk stay together, so groups may be fewer and less equal.
/// Observed risks are Kaplan and Meier's (1958), as D'Agostino and Nam (2003) propose. With censoring no smooth calibration curve is fitted;
/// without, see [`integrated_calibration_index`](super::integrated_calibration_index).
///
/// ```
/// use journey_core::statistics::{Lifetimes, calibration};
/// let lifetimes = Lifetimes::new(&[1.0, 4.0, 4.0, 4.0, 1.0, 1.0, 1.0, 4.0], &[true; 8]).unwrap();
/// let found = calibration(lifetimes, &[0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8], 2.0, 2).unwrap();
/// assert_eq!(found.groups.iter().map(|group| group.observed).collect::<Vec<_>>(), [Some(0.25), Some(0.75)]);
/// assert!((found.expected_calibration_error - 0.05).abs() < 1e-12);
/// ```
///
/// # Errors
/// When the risks differ in number from the lifetimes or are no shares, the horizon is not above 0 or beyond the longest duration while some
/// are still there, or groups are not 1 to [`MAX_CALIBRATION_GROUPS`].
pub fn calibration(lifetimes: Lifetimes<'_>, risks: &[f64], horizon: f64, groups: usize) -> Result<Calibration, Error> {
    check_length("risks", risks.len(), lifetimes.base() as usize)?;
    check_shares("risks", risks)?;
    if !(1..=MAX_CALIBRATION_GROUPS).contains(&groups) {
        return Err(Error::invalid("groups", format!("`{groups}` is out of range"), format!("give 1 to {MAX_CALIBRATION_GROUPS}")));
    }
    if !(horizon.is_finite() && horizon > 0.0) {
        return Err(Error::invalid("horizon", format!("`{horizon}` is out of range"), "give a number above 0"));
    }
    let mut customers: Vec<Customer> =
        lifetimes.pairs().zip(risks).map(|((duration, event), risk)| Customer { risk: *risk, duration, event }).collect();
    customers.sort_by(|left, right| left.risk.total_cmp(&right.risk));
    let overall = describe(&customers, horizon)?;
    if overall.observed.is_none() {
        let fix = format!("give at most {}, the longest duration", lifetimes.longest());
        return Err(Error::invalid("horizon", format!("`{horizon}` is beyond what was observed"), fix));
    }
    let groups: Vec<CalibrationGroup> = split(&customers, groups).map(|group| describe(group, horizon)).collect::<Result<_, _>>()?;
    let apart = |group: &CalibrationGroup| group.observed.map(|observed| (group.base, (group.predicted - observed).abs()));
    let known: Vec<(u64, f64)> = groups.iter().filter_map(apart).collect();
    let base: u64 = known.iter().map(|(base, _)| base).sum();
    let error = known.iter().map(|(base, apart)| *base as f64 * apart).sum::<f64>() / base.max(1) as f64;
    Ok(Calibration { horizon, overall, groups, expected_calibration_error: error, expected_calibration_error_base: base })
}

struct Customer {
    risk: f64,
    duration: f64,
    event: bool,
}

/// Customers in rising order of risk, cut by rank; those tied go where the first of them does.
fn split(customers: &[Customer], groups: usize) -> impl Iterator<Item = &[Customer]> {
    let mut cuts: Vec<usize> = (1..groups)
        .map(|group| {
            let rank = (group * customers.len()).div_ceil(groups);
            customers.get(rank).map_or(rank, |first| {
                let start = customers.partition_point(|other| other.risk < first.risk);
                let end = customers.partition_point(|other| other.risk <= first.risk);
                if start == rank { rank } else { end }
            })
        })
        .chain([customers.len()])
        .collect();
    cuts.dedup();
    let starts: Vec<usize> = [0].into_iter().chain(cuts.iter().copied()).collect();
    starts.into_iter().zip(cuts).filter_map(|(start, end)| customers.get(start..end)).filter(|group| !group.is_empty())
}

fn describe(customers: &[Customer], horizon: f64) -> Result<CalibrationGroup, Error> {
    let durations: Vec<f64> = customers.iter().map(|customer| customer.duration).collect();
    let events: Vec<bool> = customers.iter().map(|customer| customer.event).collect();
    let risks: Vec<f64> = customers.iter().map(|customer| customer.risk).collect();
    let share = kaplan_meier(Lifetimes::new(&durations, &events)?).at(horizon);
    let left = customers.iter().filter(|customer| customer.event && customer.duration <= horizon).count() as u64;
    let followed = customers.iter().filter(|customer| customer.duration > horizon || (!customer.event && customer.duration == horizon));
    let known = left + followed.count() as u64;
    let risk_interval = |interval: Interval| Interval { low: 1.0 - interval.high, high: 1.0 - interval.low };
    Ok(CalibrationGroup {
        base: customers.len() as u64,
        events: left,
        predicted: mean(&risks).unwrap_or(0.0),
        observed: share.map(|share| 1.0 - share.survival),
        interval: share.and_then(|share| share.interval.map(risk_interval).or_else(|| wilson_interval(left, known))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{flags, load, near, numbers};

    /// Oracle: pandas ranks and lifelines 0.30 `KaplanMeierFitter` in each group of Rossi's data.
    #[test]
    fn groups_agree_with_lifelines() {
        let golden = load("calibration");
        let (durations, events) = (numbers(&golden["durations"]), flags(&golden["events"]));
        let lifetimes = Lifetimes::new(&durations, &events).unwrap();
        let found = calibration(lifetimes, &numbers(&golden["risks"]), golden["horizon"].as_f64().unwrap(), 10).unwrap();
        let rows = golden["groups"].as_array().unwrap();
        assert_eq!(found.groups.len(), rows.len());
        for (group, row) in found.groups.iter().zip(rows) {
            let interval = group.interval.unwrap();
            near(&[group.base as f64, group.predicted, group.observed.unwrap(), interval.low, interval.high], row, 1e-9);
        }
        near(&[found.expected_calibration_error], &golden["expected_calibration_error"], 1e-9);
        assert_eq!(found.overall.base, 432);
    }

    #[test]
    fn customers_with_the_same_risk_stay_together() {
        let durations: Vec<f64> = (1..=20).map(f64::from).collect();
        let lifetimes = Lifetimes::new(&durations, &[true; 20]).unwrap();
        let risks: Vec<f64> = (0..20).map(|at| if at < 12 { 0.2 } else { f64::from(at) / 20.0 }).collect();
        let sizes: Vec<u64> = calibration(lifetimes, &risks, 10.0, 5).unwrap().groups.iter().map(|group| group.base).collect();
        assert_eq!(sizes, [12, 4, 4]);
        assert_eq!(calibration(lifetimes, &[0.5; 20], 10.0, 10).unwrap().groups.len(), 1);
    }

    #[test]
    fn a_group_that_no_one_left_has_an_interval_all_the_same() {
        let lifetimes = Lifetimes::new(&[5.0, 5.0, 5.0, 1.0, 5.0, 1.0], &[false, false, false, true, false, true]).unwrap();
        let found = calibration(lifetimes, &[0.1, 0.1, 0.1, 0.9, 0.9, 0.9], 3.0, 2).unwrap();
        assert_eq!((found.groups[0].observed, found.groups[0].interval), (Some(0.0), wilson_interval(0, 3)));
        assert_eq!((found.groups[0].events, found.groups[1].events), (0, 2));
    }

    #[test]
    fn a_group_that_was_not_followed_has_no_observed_risk() {
        let lifetimes = Lifetimes::new(&[1.0, 1.0, 5.0, 2.0], &[false, false, false, true]).unwrap();
        let found = calibration(lifetimes, &[0.1, 0.1, 0.5, 0.5], 3.0, 2).unwrap();
        assert_eq!((found.groups[0].observed, found.expected_calibration_error_base), (None, 2));
        assert!((found.expected_calibration_error).abs() < 1e-12);
        assert!(calibration(lifetimes, &[0.1; 4], 6.0, 2).is_err());
        assert!(calibration(lifetimes, &[0.1; 4], 3.0, 11).is_err() && calibration(lifetimes, &[0.1; 4], f64::NAN, 2).is_err());
        assert!(calibration(lifetimes, &[1.1; 4], 3.0, 2).is_err() && calibration(lifetimes, &[0.1; 3], 3.0, 2).is_err());
    }
}
