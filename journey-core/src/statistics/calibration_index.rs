//! How far predicted risks are from a smooth curve of what happened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    lifetimes::{check_length, check_shares},
    logistic::logistic_regression,
};
use crate::error::Error;

/// The fewest customers with, and without, the outcome.
pub const MIN_OUTCOMES_FOR_INDEX: usize = 30;
/// The knots of the curve lie at these quantiles (Harrell 2015, table 2.3).
const KNOTS: [f64; 4] = [0.05, 0.35, 0.65, 0.95];
/// Risks nearer to 0 or 1 count as this near, so that their log-odds are finite.
const NEAREST: f64 = 1e-6;

/// The distance of predicted risks from the calibration curve.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CalibrationIndex {
    /// The integrated calibration index: the mean of |predicted − curve| over customers, 0 at best.
    pub index: f64,
    /// The median of |predicted − curve| (E50).
    pub median: f64,
    /// Its 90 % quantile (E90).
    pub ninetieth: f64,
    /// Its maximum (Emax).
    pub largest: f64,
    /// Knots of the curve: 4, or 0 for a straight line in the log-odds when too few risks differ.
    pub knots: u64,
    /// Customers.
    pub base: u64,
    /// Customers with the outcome.
    pub events: u64,
}

/// The integrated calibration index of predicted risks of an outcome that is known for everyone (Austin and Steyerberg 2019).
///
/// The curve is a logistic regression of the outcome on a restricted cubic spline, with four knots, of the predicted log-odds: the binary
/// counterpart of the spline that Austin, Harrell and van Klaveren (2020) fit to survival data. Austin and Steyerberg draw it with loess, so
/// the two differ a little. For censored lifetimes see [`calibration`](super::calibration).
///
/// ```
/// use journey_core::statistics::integrated_calibration_index;
/// let risks: Vec<f64> = (0..200).map(|at| 0.1 + f64::from(at % 10) / 12.5).collect();
/// let outcomes: Vec<bool> = (0..200).map(|at| f64::from(at / 10 * 7 % 20) / 20.0 < risks[at as usize]).collect();
/// assert!(integrated_calibration_index(&risks, &outcomes).unwrap().index < 0.05);
/// ```
///
/// # Errors
/// When risks are no shares, differ in number from the outcomes or are all the same; when fewer than [`MIN_OUTCOMES_FOR_INDEX`] customers
/// have or lack the outcome; when the risks foretell it without fail.
pub fn integrated_calibration_index(risks: &[f64], outcomes: &[bool]) -> Result<CalibrationIndex, Error> {
    check_length("outcomes", outcomes.len(), risks.len())?;
    check_shares("risks", risks)?;
    let events = outcomes.iter().filter(|outcome| **outcome).count();
    let rarer = events.min(outcomes.len() - events);
    if rarer < MIN_OUTCOMES_FOR_INDEX {
        let problem = format!("{rarer} customers have the rarer outcome");
        return Err(Error::invalid("outcomes", problem, format!("{MIN_OUTCOMES_FOR_INDEX} are needed")));
    }
    let log_odds: Vec<f64> = risks.iter().map(|risk| risk.clamp(NEAREST, 1.0 - NEAREST)).map(|risk| (risk / (1.0 - risk)).ln()).collect();
    let knots = knots(&log_odds);
    let columns = spline(&log_odds, &knots);
    let curve = logistic_regression(&columns, outcomes, None, &vec![0.0; columns.len()]).map_err(|error| error.within("risks"))?;
    let row = |at: usize| columns.iter().filter_map(|column| column.get(at)).copied().collect::<Vec<f64>>();
    let apart = risks.iter().enumerate().map(|(at, risk)| curve.probability(&row(at)).map_or(0.0, |smooth| (risk - smooth).abs()));
    let mut apart: Vec<f64> = apart.collect();
    apart.sort_unstable_by(f64::total_cmp);
    Ok(CalibrationIndex {
        index: apart.iter().sum::<f64>() / apart.len() as f64,
        median: quantile(&apart, 0.5),
        ninetieth: quantile(&apart, 0.9),
        largest: quantile(&apart, 1.0),
        knots: knots.len() as u64,
        base: risks.len() as u64,
        events: events as u64,
    })
}

/// The knots, or none when two of them fall together.
fn knots(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let knots: Vec<f64> = KNOTS.iter().map(|share| quantile(&sorted, *share)).collect();
    let rise = knots.iter().zip(knots.iter().skip(1)).all(|(left, right)| right - left > 1e-9);
    if rise { knots } else { Vec::new() }
}

/// The values and, between the knots, their restricted cubic terms, straight beyond the outer knots (Harrell 2015, section 2.4.5).
fn spline(values: &[f64], knots: &[f64]) -> Vec<Vec<f64>> {
    let mut columns = vec![values.to_vec()];
    if let [first, .., before_last, last] = knots {
        let cube = |value: f64| value.max(0.0).powi(3);
        let scale = (last - first).powi(2);
        let term = |value: f64, knot: f64| {
            let outer = cube(value - before_last) * (last - knot) - cube(value - last) * (before_last - knot);
            (cube(value - knot) - outer / (last - before_last)) / scale
        };
        let inner = knots.iter().take(knots.len() - 2);
        columns.extend(inner.map(|knot| values.iter().map(|value| term(*value, *knot)).collect()));
    }
    columns
}

/// A quantile of sorted values, interpolated linearly.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
    at(place.floor()) + (at(place.ceil()) - at(place.floor())) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{flags, load, near, numbers};

    /// Oracle: statsmodels 0.15 `Logit` on a spline written out in numpy, Rossi's data.
    #[test]
    fn the_index_agrees_with_statsmodels() {
        let golden = load("calibration_index");
        let found = integrated_calibration_index(&numbers(&golden["risks"]), &flags(&golden["outcomes"])).unwrap();
        near(&[found.index, found.median, found.ninetieth, found.largest], &golden["index"], 1e-9);
        assert_eq!(found.knots, 4);
    }

    #[test]
    fn a_few_different_risks_get_a_straight_line() {
        let risks: Vec<f64> = (0..200).map(|at| if at % 2 == 0 { 0.25 } else { 0.75 }).collect();
        let outcomes: Vec<bool> = (0..200).map(|at| if at % 2 == 0 { at % 8 == 0 } else { at % 8 != 1 }).collect();
        let found = integrated_calibration_index(&risks, &outcomes).unwrap();
        assert!(found.knots == 0 && found.index < 1e-9, "{found:?}");
        let high: Vec<f64> = risks.iter().map(|risk| risk + 0.2).collect();
        assert!((integrated_calibration_index(&high, &outcomes).unwrap().index - 0.2).abs() < 1e-9);
    }

    #[test]
    fn too_few_outcomes_are_refused_with_the_number_needed() {
        let refused = integrated_calibration_index(&[0.5; 40], &[true; 40]).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(refused, Err("outcomes: 0 customers have the rarer outcome; 30 are needed".into()));
        let outcomes: Vec<bool> = (0..80).map(|at| at % 2 == 0).collect();
        assert!(integrated_calibration_index(&[0.5; 80], &outcomes).is_err());
        assert!(integrated_calibration_index(&[1.5; 80], &outcomes).is_err());
    }
}
