//! How far predicted survival is from what happened (Graf et al. 1999).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval,
    censoring::CensoringCurve,
    interval::Z,
    lifetimes::{Lifetimes, check_length, check_shares},
    mean,
    survival::kaplan_meier,
    variance,
};
use crate::error::Error;

/// Brier scores of predicted survival.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BrierScores {
    /// The score at each time, in the order given.
    pub scores: Vec<BrierScore>,
    /// The mean of the scores over time by trapezoids from the first time to the last; none for a single time.
    pub integrated: Option<IntegratedBrierScore>,
    /// Customers tested.
    pub base: u64,
    /// Customers tested who left.
    pub events: u64,
}

/// The Brier score at one time.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BrierScore {
    /// The time.
    pub time: f64,
    /// The mean squared difference between predicted survival and whether the customer stayed, 0 at best.
    pub score: f64,
    /// Its 95 % interval by the customers' spread, weights taken as known.
    pub interval: Interval,
    /// The score when everyone is given the Kaplan–Meier share of the training data.
    pub kaplan_meier: f64,
    /// The share of that score which the prediction saves: 0 is no better, 1 is perfect, below 0 is worse; none when that score is 0.
    pub skill: Option<f64>,
}

/// The Brier score over a span of time.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct IntegratedBrierScore {
    /// The first time.
    pub from: f64,
    /// The last time.
    pub to: f64,
    /// The mean score over the span.
    pub score: f64,
    /// Its 95 % interval, as [`BrierScore::interval`].
    pub interval: Interval,
    /// The score when everyone is given the Kaplan–Meier share of the training data.
    pub kaplan_meier: f64,
    /// As [`BrierScore::skill`].
    pub skill: Option<f64>,
}

/// Brier scores at rising `times`, with inverse-probability-of-censoring weights from `training`, which may be `tested` itself.
///
/// `survival` holds a column for each time: each tested customer's predicted share of staying beyond it, 0 to 1. Who left by a time counts
/// with the inverse share still followed when they left, who is there beyond it with that at the time, who was censored before it not at all.
/// The scores equal scikit-survival's `brier_score` and `integrated_brier_score`.
///
/// ```
/// use journey_core::statistics::{Lifetimes, brier_scores};
/// let lifetimes = Lifetimes::new(&[1.0, 2.0, 3.0, 4.0], &[true; 4]).unwrap();
/// let found = brier_scores(lifetimes, lifetimes, &[2.0], &[vec![0.1, 0.2, 0.8, 0.9]]).unwrap();
/// assert!((found.scores[0].score - 0.025).abs() < 1e-12 && (found.scores[0].kaplan_meier - 0.25).abs() < 1e-12);
/// ```
///
/// # Errors
/// When times do not rise, are below 0 or not below the longest duration tested, or beyond what `training` follows; when the columns do not
/// fit the times and customers or hold no shares; when fewer than two customers are tested.
pub fn brier_scores(training: Lifetimes<'_>, tested: Lifetimes<'_>, times: &[f64], survival: &[Vec<f64>]) -> Result<BrierScores, Error> {
    check(tested, times, survival)?;
    let curve = CensoringCurve::new(training);
    let baseline = kaplan_meier(training);
    let mut scores = Vec::with_capacity(times.len());
    let mut over_time = OverTime::new(tested.base() as usize);
    for (time, column) in times.iter().zip(survival) {
        let weights = weights(&curve, tested, *time)?;
        let share = baseline.at(*time).map_or(0.0, |share| share.survival);
        let losses: Vec<f64> = weights.iter().zip(column).map(|(weight, predicted)| weight.loss(*predicted)).collect();
        let without: Vec<f64> = weights.iter().map(|weight| weight.loss(share)).collect();
        let (score, interval) = mean_with_interval(&losses);
        let kaplan_meier = mean(&without).unwrap_or(0.0);
        scores.push(BrierScore { time: *time, score, interval, kaplan_meier, skill: skill(score, kaplan_meier) });
        over_time.add(*time, losses, kaplan_meier);
    }
    Ok(BrierScores { scores, integrated: over_time.finish(), base: tested.base(), events: tested.event_count() })
}

fn check(tested: Lifetimes<'_>, times: &[f64], survival: &[Vec<f64>]) -> Result<(), Error> {
    if tested.base() < 2 {
        return Err(Error::invalid("tested", "there is a single customer", "test two or more"));
    }
    let rise = times.iter().zip(times.iter().skip(1)).all(|(left, right)| left < right);
    let longest = tested.longest();
    if times.is_empty() || !rise || times.iter().any(|time| !(0.0..longest).contains(time)) {
        let fix = format!("give rising times from 0 to below {longest}, the longest duration");
        return Err(Error::invalid("times", "they are missing, do not rise or are out of range", fix));
    }
    check_length("survival", survival.len(), times.len())?;
    for (at, column) in survival.iter().enumerate() {
        let field = format!("survival[{at}]");
        check_length(&field, column.len(), tested.base() as usize)?;
        check_shares(&field, column)?;
    }
    Ok(())
}

/// What is known of a customer at a time, and what it counts.
struct Weight {
    stayed: bool,
    value: f64,
}

impl Weight {
    fn loss(&self, predicted: f64) -> f64 {
        let missed = if self.stayed { 1.0 - predicted } else { predicted };
        self.value * missed * missed
    }
}

fn weights(curve: &CensoringCurve, tested: Lifetimes<'_>, time: f64) -> Result<Vec<Weight>, Error> {
    let now = curve.weight(time)?;
    let weight = |(duration, event): (f64, bool)| {
        let stayed = duration > time;
        let value = match (stayed, event) {
            (true, _) => now,
            (false, true) => curve.weight(duration)?,
            (false, false) => 0.0,
        };
        Ok(Weight { stayed, value })
    };
    tested.pairs().map(weight).collect()
}

/// The customers' losses added up over time by trapezoids.
struct OverTime {
    from: Option<f64>,
    last: f64,
    losses: Vec<f64>,
    sums: Vec<f64>,
    kaplan_meier: (f64, f64),
}

impl OverTime {
    fn new(customers: usize) -> Self {
        Self { from: None, last: 0.0, losses: vec![0.0; customers], sums: vec![0.0; customers], kaplan_meier: (0.0, 0.0) }
    }

    fn add(&mut self, time: f64, losses: Vec<f64>, kaplan_meier: f64) {
        let width = self.from.map_or(0.0, |_| time - self.last);
        for ((sum, before), now) in self.sums.iter_mut().zip(&self.losses).zip(&losses) {
            *sum += width * (before + now) / 2.0;
        }
        self.kaplan_meier.1 += width * (self.kaplan_meier.0 + kaplan_meier) / 2.0;
        self.kaplan_meier.0 = kaplan_meier;
        self.from.get_or_insert(time);
        (self.last, self.losses) = (time, losses);
    }

    fn finish(self) -> Option<IntegratedBrierScore> {
        let from = self.from.filter(|from| *from < self.last)?;
        let span = self.last - from;
        let losses: Vec<f64> = self.sums.iter().map(|sum| sum / span).collect();
        let (score, interval) = mean_with_interval(&losses);
        let kaplan_meier = self.kaplan_meier.1 / span;
        Some(IntegratedBrierScore { from, to: self.last, score, interval, kaplan_meier, skill: skill(score, kaplan_meier) })
    }
}

fn mean_with_interval(losses: &[f64]) -> (f64, Interval) {
    let score = mean(losses).unwrap_or(0.0);
    let half = Z * (variance(losses).unwrap_or(0.0) / losses.len() as f64).sqrt();
    (score, Interval { low: (score - half).max(0.0), high: score + half })
}

fn skill(score: f64, kaplan_meier: f64) -> Option<f64> {
    (kaplan_meier > 0.0).then(|| 1.0 - score / kaplan_meier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{columns, flags, load, near, numbers};

    /// Oracle: scikit-survival 0.28 `brier_score` and `integrated_brier_score`.
    #[test]
    fn scores_agree_with_scikit_survival() {
        let golden = load("brier");
        let (durations, events) = (numbers(&golden["durations"]), flags(&golden["events"]));
        let lifetimes = Lifetimes::new(&durations, &events).unwrap();
        let found = brier_scores(lifetimes, lifetimes, &numbers(&golden["times"]), &columns(&golden["survival"])).unwrap();
        near(&found.scores.iter().map(|score| score.score).collect::<Vec<_>>(), &golden["scores"], 1e-9);
        near(&found.scores.iter().map(|score| score.kaplan_meier).collect::<Vec<_>>(), &golden["kaplan_meier"], 1e-9);
        let integrated = found.integrated.unwrap();
        near(&[integrated.score, integrated.kaplan_meier], &golden["integrated"], 1e-9);
        assert!(found.scores.iter().all(|score| score.interval.low < score.score && score.score < score.interval.high));
        let other = &golden["other_training"];
        let training = Lifetimes::new(&durations[..150], &events[..150]).unwrap();
        let tested = Lifetimes::new(&durations[150..], &events[150..]).unwrap();
        let survival: Vec<Vec<f64>> = columns(&golden["survival"])[1..4].iter().map(|column| column[150..].to_vec()).collect();
        let found = brier_scores(training, tested, &numbers(&other["times"]), &survival).unwrap();
        near(&found.scores.iter().map(|score| score.score).collect::<Vec<_>>(), &other["scores"], 1e-9);
        assert!((integrated.skill.unwrap() - (1.0 - integrated.score / integrated.kaplan_meier)).abs() < 1e-12);
    }

    #[test]
    fn the_curve_itself_has_no_skill_and_foresight_has_all() {
        let durations: Vec<f64> = (1..=40).map(f64::from).collect();
        let lifetimes = Lifetimes::new(&durations, &[true; 40]).unwrap();
        let share = vec![0.5; 40];
        let foresight: Vec<f64> = durations.iter().map(|duration| f64::from(u8::from(*duration > 20.0))).collect();
        let skill = |column: Vec<f64>| brier_scores(lifetimes, lifetimes, &[20.0], &[column]).unwrap().scores[0].skill.unwrap();
        assert!(skill(share).abs() < 1e-12);
        assert_eq!(skill(foresight), 1.0);
    }

    #[test]
    fn times_and_shares_out_of_range_are_refused() {
        let lifetimes = Lifetimes::new(&[1.0, 2.0, 3.0], &[true, true, false]).unwrap();
        let refused = |times: &[f64], survival: &[Vec<f64>]| brier_scores(lifetimes, lifetimes, times, survival).is_err();
        assert!(refused(&[3.0], &[vec![0.5; 3]]) && refused(&[2.0, 1.0], &[vec![0.5; 3], vec![0.5; 3]]) && refused(&[], &[]));
        assert!(refused(&[1.0], &[vec![0.5; 2]]) && refused(&[1.0], &[vec![0.5, 0.5, 1.5]]) && refused(&[f64::NAN], &[vec![0.5; 3]]));
        assert!(!refused(&[1.0], &[vec![0.5; 3]]));
        let short = Lifetimes::new(&[0.5, 0.6], &[true, false]).unwrap();
        assert!(brier_scores(short, lifetimes, &[1.0], &[vec![0.5; 3]]).is_err());
    }
}
