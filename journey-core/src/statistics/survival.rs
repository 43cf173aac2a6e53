//! How long customers stay (Kaplan and Meier 1958).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval,
    interval::Z,
    lifetimes::{Lifetimes, Moment},
};
use crate::error::Error;

/// A survival curve: the share of customers who are still there after each duration.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct KaplanMeier {
    /// Customers at the start.
    pub base: u64,
    /// Customers who left.
    pub events: u64,
    /// One step for each different duration, in rising order.
    pub steps: Vec<SurvivalStep>,
}

/// One duration of a survival curve.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SurvivalStep {
    /// The duration, in the unit of the input.
    pub time: f64,
    /// Customers who are there just before it.
    pub at_risk: u64,
    /// Customers who leave at it.
    pub events: u64,
    /// Customers last seen at it, still there.
    pub censored: u64,
    /// The share still there after it, 0 to 1.
    pub survival: f64,
    /// The 95 % interval; none where the share is 0 or 1, whose variance Greenwood's formula does not tell.
    pub interval: Option<Interval>,
}

/// The share still there after a time.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SurvivalShare {
    /// The time that was asked for.
    pub time: f64,
    /// The share, 0 to 1.
    pub survival: f64,
    /// The 95 % interval, as [`SurvivalStep::interval`].
    pub interval: Option<Interval>,
    /// Customers seen for longer than the time.
    pub remaining: u64,
    /// Customers at the start.
    pub base: u64,
}

/// The duration after which half are gone.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MedianSurvival {
    /// The first duration after which half or fewer are there; none when more than half always are.
    pub median: Option<f64>,
    /// The lower end of its 95 % interval; none when the curve's lower band stays above one half.
    pub low: Option<f64>,
    /// The upper end; none when the curve's upper band stays above one half: the data set no upper limit.
    pub high: Option<f64>,
    /// Customers at the start.
    pub base: u64,
    /// Customers who left.
    pub events: u64,
}

/// The mean time that customers stay within a horizon.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RestrictedMean {
    /// The horizon, in the unit of the durations.
    pub horizon: f64,
    /// The area below the survival curve up to the horizon.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The 95 % interval, mean ± 1.96 standard errors, kept within 0 and the horizon.
    pub interval: Interval,
    /// Customers at the start.
    pub base: u64,
}

/// The Kaplan–Meier curve with pointwise 95 % intervals on the log(−log) scale (Greenwood 1926; Kalbfleisch and Prentice 1980).
///
/// Who leaves at a duration is at risk with those censored at it. Shares and intervals equal those of lifelines, which, other than here,
/// gives an interval without width where the share is 0 or 1.
///
/// ```
/// use journey_core::statistics::{Lifetimes, kaplan_meier};
/// let curve = kaplan_meier(Lifetimes::new(&[1.0, 2.0, 2.0, 4.0], &[true, true, false, true]).unwrap());
/// assert_eq!(curve.steps.iter().map(|step| step.survival).collect::<Vec<_>>(), [0.75, 0.5, 0.0]);
/// assert_eq!(curve.median().median, Some(2.0));
/// ```
pub fn kaplan_meier(lifetimes: Lifetimes<'_>) -> KaplanMeier {
    let (mut survival, mut spread) = (1.0, 0.0);
    let step = |Moment { time, at_risk, events, censored }| {
        survival *= 1.0 - events as f64 / at_risk as f64;
        spread += greenwood(at_risk, events);
        let interval = log_log_interval(survival, survival * spread.sqrt());
        SurvivalStep { time, at_risk, events, censored, survival, interval }
    };
    let steps = lifetimes.moments().into_iter().map(step).collect();
    KaplanMeier { base: lifetimes.base(), events: lifetimes.event_count(), steps }
}

impl KaplanMeier {
    /// The share still there after `time`; `None` beyond the longest duration unless all left, and for a time below 0.
    ///
    /// ```
    /// use journey_core::statistics::{Lifetimes, kaplan_meier};
    /// let curve = kaplan_meier(Lifetimes::new(&[1.0, 2.0, 3.0], &[true, true, false]).unwrap());
    /// assert!((curve.at(2.5).unwrap().survival - 1.0 / 3.0).abs() < 1e-12);
    /// assert_eq!(curve.at(3.5), None);
    /// ```
    pub fn at(&self, time: f64) -> Option<SurvivalShare> {
        let passed = self.steps.partition_point(|step| step.time <= time);
        let last = self.steps.last()?;
        if time.is_nan() || time < 0.0 || (time > last.time && last.survival > 0.0) {
            return None;
        }
        let remaining = self.steps.get(passed).map_or(0, |next| next.at_risk);
        let (survival, interval) =
            passed.checked_sub(1).and_then(|at| self.steps.get(at)).map_or((1.0, None), |step| (step.survival, step.interval));
        Some(SurvivalShare { time, survival, interval, remaining, base: self.base })
    }

    /// The median with the interval of Brookmeyer and Crowley (1982): where the curve's 95 % band crosses one half.
    pub fn median(&self) -> MedianSurvival {
        // A half that rounding moved up still is a half.
        let half = 0.5 + 1e-12;
        let first = |value: fn(&SurvivalStep) -> Option<f64>| {
            self.steps.iter().find(|step| value(step).is_some_and(|value| value <= half)).map(|step| step.time)
        };
        MedianSurvival {
            median: first(|step| Some(step.survival)),
            // Where all have left there is no band, but none of its ends would lie above.
            low: first(|step| step.interval.map(|interval| interval.low).or((step.survival <= 0.0).then_some(0.0))),
            high: first(|step| step.interval.map(|interval| interval.high)),
            base: self.base,
            events: self.events,
        }
    }

    /// The restricted mean up to `horizon` (Irwin 1949), with the standard error of Klein and Moeschberger (2003, equation 4.5.2).
    ///
    /// ```
    /// use journey_core::statistics::{Lifetimes, kaplan_meier};
    /// let curve = kaplan_meier(Lifetimes::new(&[1.0, 2.0, 3.0, 4.0], &[true, true, true, true]).unwrap());
    /// assert_eq!(curve.restricted_mean(4.0).unwrap().mean, 2.5);
    /// ```
    ///
    /// # Errors
    /// When the horizon is not above 0, or beyond the longest duration while some customers are still there.
    pub fn restricted_mean(&self, horizon: f64) -> Result<RestrictedMean, Error> {
        if !(horizon.is_finite() && horizon > 0.0) {
            return Err(Error::invalid("horizon", format!("`{horizon}` is out of range"), "give a number above 0"));
        }
        if self.at(horizon).is_none() {
            let longest = self.steps.last().map_or(0.0, |step| step.time);
            let fix = format!("give at most {longest}, the longest duration");
            return Err(Error::invalid("horizon", format!("`{horizon}` is beyond what was observed"), fix));
        }
        // From the horizon back to the start: the area still ahead of each step sets how much the step's error matters.
        let (mut mean, mut variance, mut end) = (0.0, 0.0, horizon);
        for step in self.steps.iter().rev().filter(|step| step.time < horizon) {
            mean += step.survival * (end - step.time);
            variance += mean * mean * greenwood(step.at_risk, step.events);
            end = step.time;
        }
        mean += end;
        let standard_error = variance.sqrt();
        let half = Z * standard_error;
        let interval = Interval { low: (mean - half).max(0.0), high: (mean + half).min(horizon) };
        Ok(RestrictedMean { horizon, mean, standard_error, interval, base: self.base })
    }
}

/// One step of Greenwood's sum; nothing when all leave, after which the curve is 0.
fn greenwood(at_risk: u64, events: u64) -> f64 {
    let (at_risk, events) = (at_risk as f64, events as f64);
    if events < at_risk { events / (at_risk * (at_risk - events)) } else { 0.0 }
}

/// The 95 % interval of a share on the log(−log) scale, which keeps it within 0 and 1; `None` at 0 and 1.
pub(crate) fn log_log_interval(share: f64, standard_error: f64) -> Option<Interval> {
    let half = Z * standard_error / (share * share.ln()).abs();
    let known = share > 0.0 && share < 1.0 && half.is_finite();
    known.then(|| Interval { low: share.powf(half.exp()), high: share.powf((-half).exp()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{flags, load, near, numbers};

    /// Oracle: lifelines 0.30 `KaplanMeierFitter` on Walton's fruit flies.
    #[test]
    fn the_curve_agrees_with_lifelines() {
        let golden = load("kaplan_meier");
        let (durations, events) = (numbers(&golden["durations"]), flags(&golden["events"]));
        let curve = kaplan_meier(Lifetimes::new(&durations, &events).unwrap());
        let (low, high) = (numbers(&golden["low"]), numbers(&golden["high"]));
        near(&curve.steps.iter().map(|step| step.time).collect::<Vec<_>>(), &golden["times"], 1e-12);
        near(&curve.steps.iter().map(|step| step.at_risk as f64).collect::<Vec<_>>(), &golden["at_risk"], 1e-12);
        near(&curve.steps.iter().map(|step| step.events as f64).collect::<Vec<_>>(), &golden["event_counts"], 1e-12);
        near(&curve.steps.iter().map(|step| step.censored as f64).collect::<Vec<_>>(), &golden["censored"], 1e-12);
        near(&curve.steps.iter().map(|step| step.survival).collect::<Vec<_>>(), &golden["survival"], 1e-9);
        for (step, (low, high)) in curve.steps.iter().zip(low.iter().zip(&high)) {
            match step.interval {
                Some(interval) => assert!((interval.low - low).abs() < 1e-9 && (interval.high - high).abs() < 1e-9),
                None => assert!(step.survival == 0.0 || step.survival == 1.0),
            }
        }
        let median = curve.median();
        near(&[median.median.unwrap(), median.low.unwrap(), median.high.unwrap()], &golden["median"], 1e-12);
        for case in golden["restricted_means"].as_array().unwrap() {
            let found = curve.restricted_mean(case["horizon"].as_f64().unwrap()).unwrap();
            near(&[found.mean, found.standard_error], &case["mean_and_error"], 1e-9);
        }
        for case in golden["shares"].as_array().unwrap() {
            let found = curve.at(case["time"].as_f64().unwrap()).unwrap();
            let interval = found.interval.unwrap();
            near(&[found.survival, interval.low, interval.high], &case["share"], 1e-9);
        }
    }

    #[test]
    fn what_was_not_observed_is_not_told() {
        let curve = kaplan_meier(Lifetimes::new(&[1.0, 2.0, 3.0, 3.0], &[false, true, false, false]).unwrap());
        assert_eq!(curve.at(3.0).map(|share| share.remaining), Some(0));
        assert_eq!((curve.at(3.1), curve.at(-1.0), curve.at(f64::NAN)), (None, None, None));
        assert_eq!((curve.median().median, curve.median().high), (None, None));
        assert!(curve.restricted_mean(3.1).is_err_and(|error| error.to_string().contains("at most 3")));
        assert!(curve.restricted_mean(f64::INFINITY).is_err());
        assert!(curve.restricted_mean(0.0).is_err());
    }

    #[test]
    fn without_censoring_the_curve_is_the_share_of_those_there() {
        let durations: Vec<f64> = (1..=50).map(f64::from).collect();
        let curve = kaplan_meier(Lifetimes::new(&durations, &[true; 50]).unwrap());
        for (at, step) in curve.steps.iter().enumerate() {
            assert!((step.survival - (49 - at) as f64 / 50.0).abs() < 1e-12);
        }
        assert_eq!(curve.at(60.0).map(|share| share.survival), Some(0.0));
        let mean = curve.restricted_mean(50.0).unwrap();
        let population = durations.iter().map(|duration| (duration - 25.5).powi(2)).sum::<f64>() / 50.0;
        assert!((mean.mean - 25.5).abs() < 1e-9 && (mean.standard_error - (population / 50.0).sqrt()).abs() < 1e-9);
    }
}
