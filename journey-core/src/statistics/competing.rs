//! How many leave, and by which cause (Aalen and Johansen 1978).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval,
    lifetimes::{check_durations, check_length},
    survival::log_log_interval,
};
use crate::error::Error;

/// The most causes that are told apart.
pub const MAX_CAUSES: usize = 50;

/// How many have left by one cause.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CumulativeIncidence {
    /// The code of the cause, from 1.
    pub cause: u32,
    /// Customers at the start.
    pub base: u64,
    /// Customers who left by this cause.
    pub events: u64,
    /// One step for each duration at which any customer left, in rising order.
    pub steps: Vec<IncidenceStep>,
}

/// One duration of a cumulative incidence.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct IncidenceStep {
    /// The duration, in the unit of the input.
    pub time: f64,
    /// Customers who are there just before it.
    pub at_risk: u64,
    /// Customers who leave by this cause at it.
    pub events: u64,
    /// The share who have left by this cause, 0 to 1.
    pub incidence: f64,
    /// The 95 % interval; none where the share is 0 or 1.
    pub interval: Option<Interval>,
}

/// The share who left by each cause, in rising order of the causes' codes, with pointwise 95 % intervals.
///
/// A cause is 0 for a customer last seen still there (censored), else the code of the way of leaving. The causes' incidences and the
/// Kaplan–Meier share of those who stay sum to 1; one less a Kaplan–Meier curve that counts the other causes as censored would be too high.
///
/// The variance is the delta method's (Dinse and Larson 1986, equation 6; Collett 2015, page 411): for events d of all causes, dₖ of this
/// one, n at risk and S just before a step, Σ(F(t) − F)²·d/(n(n − d)) + ΣS²·dₖ(n − dₖ)/n³ − 2Σ(F(t) − F)·S·dₖ/n²; the interval is on the
/// log(−log) scale. Without ties it equals lifelines'; ties need no jitter here.
///
/// ```
/// use journey_core::statistics::cumulative_incidence;
/// let found = cumulative_incidence(&[1.0, 2.0, 3.0, 4.0], &[1, 2, 0, 1]).unwrap();
/// let shares: Vec<f64> = found.iter().filter_map(|cause| cause.at(3.0)).map(|step| step.incidence).collect();
/// assert_eq!(shares, [0.25, 0.25]);
/// ```
///
/// # Errors
/// When there is no duration, the slices differ in length, a duration is out of range, no one left, or there are more than
/// [`MAX_CAUSES`] causes.
pub fn cumulative_incidence(durations: &[f64], causes: &[u32]) -> Result<Vec<CumulativeIncidence>, Error> {
    check_durations(durations)?;
    check_length("causes", causes.len(), durations.len())?;
    let found: BTreeSet<u32> = causes.iter().copied().filter(|cause| *cause > 0).collect();
    if found.is_empty() || found.len() > MAX_CAUSES {
        let problem = format!("there are {} causes of leaving", found.len());
        return Err(Error::invalid("causes", problem, format!("give 1 to {MAX_CAUSES} codes above 0")));
    }
    let mut records: Vec<(f64, u32)> = durations.iter().copied().zip(causes.iter().copied()).collect();
    records.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    Ok(found.into_iter().map(|cause| incidence_of(cause, &records)).collect())
}

impl CumulativeIncidence {
    /// The last step at or before `time`; `None` before the first.
    pub fn at(&self, time: f64) -> Option<&IncidenceStep> {
        self.steps.partition_point(|step| step.time <= time).checked_sub(1).and_then(|at| self.steps.get(at))
    }
}

fn incidence_of(cause: u32, records: &[(f64, u32)]) -> CumulativeIncidence {
    let mut at_risk = records.len() as u64;
    let (mut survival, mut incidence) = (1.0, 0.0);
    let mut variance = Variance::default();
    let mut steps = Vec::new();
    for same_time in records.chunk_by(|left, right| left.0 == right.0) {
        let all = same_time.iter().filter(|(_, code)| *code > 0).count() as f64;
        let own = same_time.iter().filter(|(_, code)| *code == cause).count() as u64;
        if let Some((time, _)) = same_time.first().filter(|_| all > 0.0) {
            let (n, events) = (at_risk as f64, own as f64);
            incidence += survival * events / n;
            variance.add(n, all, events, survival, incidence);
            survival *= 1.0 - all / n;
            let interval = log_log_interval(incidence, variance.at(incidence).sqrt());
            steps.push(IncidenceStep { time: *time, at_risk, events: own, incidence, interval });
        }
        at_risk -= same_time.len() as u64;
    }
    CumulativeIncidence { cause, base: records.len() as u64, events: steps.iter().map(|step| step.events).sum(), steps }
}

/// The sums of the variance with the squares written out, so that each step takes the same time.
#[derive(Default)]
struct Variance {
    quadratic: [f64; 3],
    own: f64,
    linear: [f64; 2],
}

impl Variance {
    fn add(&mut self, n: f64, all: f64, events: f64, survival: f64, incidence: f64) {
        let spread = if all < n { all / (n * (n - all)) } else { 0.0 };
        let joint = survival * events / (n * n);
        let [square, product, constant] = self.quadratic;
        self.quadratic = [square + spread, product + spread * incidence, constant + spread * incidence * incidence];
        self.own += survival * survival * events * (n - events) / (n * n * n);
        self.linear = [self.linear[0] + joint, self.linear[1] + joint * incidence];
    }

    fn at(&self, incidence: f64) -> f64 {
        let [square, product, constant] = self.quadratic;
        let quadratic = incidence * incidence * square - 2.0 * incidence * product + constant;
        (quadratic + self.own - 2.0 * (incidence * self.linear[0] - self.linear[1])).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{
        Lifetimes,
        golden::{codes, load, near, numbers},
        kaplan_meier,
    };

    /// Oracle: lifelines 0.30 `AalenJohansenFitter` (larynx data without ties), scikit-survival 0.28
    /// `cumulative_incidence_competing_risks(var_type="Dinse_Approx")` (fruit flies with ties).
    #[test]
    fn incidences_agree_with_lifelines_and_scikit_survival() {
        for case in load("competing")["cases"].as_array().unwrap() {
            let found = cumulative_incidence(&numbers(&case["durations"]), &codes(&case["causes"])).unwrap();
            for (cause, wanted) in found.iter().zip(case["found"].as_array().unwrap()) {
                let (mut incidence, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
                for time in numbers(&wanted["times"]) {
                    let step = cause.at(time).unwrap();
                    incidence.push(step.incidence);
                    low.push(step.interval.unwrap().low);
                    high.push(step.interval.unwrap().high);
                }
                near(&incidence, &wanted["incidence"], 1e-9);
                near(&low, &wanted["low"], 1e-9);
                near(&high, &wanted["high"], 1e-9);
            }
            assert_eq!(found.len(), case["found"].as_array().unwrap().len());
        }
    }

    #[test]
    fn those_who_left_and_those_who_stay_are_all() {
        let durations: Vec<f64> = (0..60).map(|at| f64::from(at % 13)).collect();
        let causes: Vec<u32> = (0..60).map(|at| at % 4).collect();
        let left: Vec<bool> = causes.iter().map(|cause| *cause > 0).collect();
        let stay = kaplan_meier(Lifetimes::new(&durations, &left).unwrap());
        let found = cumulative_incidence(&durations, &causes).unwrap();
        for time in [0.0, 3.0, 7.5, 11.0] {
            let sum: f64 = found.iter().map(|cause| cause.at(time).unwrap().incidence).sum();
            assert!((sum + stay.at(time).unwrap().survival - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn with_one_cause_the_interval_is_nearly_that_of_the_curve() {
        let durations: Vec<f64> = (1..=400).map(f64::from).collect();
        let causes: Vec<u32> = (0..400).map(|at| u32::from(at % 3 > 0)).collect();
        let found = cumulative_incidence(&durations, &causes).unwrap();
        let left: Vec<bool> = causes.iter().map(|cause| *cause > 0).collect();
        let curve = kaplan_meier(Lifetimes::new(&durations, &left).unwrap());
        let step = found.first().unwrap().at(200.0).unwrap().interval.unwrap();
        let share = curve.at(200.0).unwrap().interval.unwrap();
        assert!((step.low - (1.0 - share.high)).abs() < 0.005 && (step.high - (1.0 - share.low)).abs() < 0.005);
    }

    #[test]
    fn crooked_input_is_refused() {
        assert!(cumulative_incidence(&[], &[]).is_err());
        assert!(cumulative_incidence(&[1.0], &[0]).is_err());
        assert!(cumulative_incidence(&[1.0], &[1, 2]).is_err());
        let many: Vec<u32> = (1..=51).collect();
        assert!(cumulative_incidence(&[1.0; 51], &many).is_err_and(|error| error.to_string().contains("51 causes")));
    }
}
