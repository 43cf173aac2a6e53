//! Priorities: prevalence × severity × impact, with every factor shown.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Share, Tally, Verbatim, prevalence::Eligible};
use crate::{
    journey::ObservationKind,
    statistics::{Interval, bootstrap_mean, percentiles, resample},
};

/// The fewest respondents on either side of a comparison of outcomes.
const LEAST_COMPARED: usize = 5;
/// The outcome that impact is measured on, and the width of its scale.
const OUTCOME: (&str, f64) = ("csat", 10.0);

/// A factor of a priority.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PriorityFactor {
    /// The factor.
    pub value: f64,
    /// Its 95 % interval, if there is data for one.
    pub interval: Option<Interval>,
    /// Respondents behind it.
    pub base: u64,
    /// How it was computed.
    pub method: String,
}

/// A 95 % interval of a rank.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct RankInterval {
    /// The best rank.
    pub low: u32,
    /// The worst rank.
    pub high: u32,
}

/// A pain, ranked.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Priority {
    /// From 1.
    pub rank: u32,
    /// The ranks that the pain takes in 95 % of resamples.
    pub rank_interval: RankInterval,
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id; none for what was said of the stage as a whole.
    pub touchpoint: Option<String>,
    /// The place in words.
    pub name: String,
    /// Prevalence × severity × impact.
    pub score: f64,
    /// The formula with its numbers.
    pub formula: String,
    /// How many have it.
    pub prevalence: Share,
    /// How bad it is for those who have it, 0 to 2: the mean of respondents' mean negative valence, as a size.
    pub severity: PriorityFactor,
    /// One plus the difference in satisfaction between those without and with the pain ÷ the scale's width, at least one: an association.
    pub impact: PriorityFactor,
    /// What mending it takes, from the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<f64>,
    /// Words behind it.
    pub verbatims: Vec<Verbatim>,
}

/// A pain with what its score is computed from, one slot a respondent.
struct Candidate {
    stage: String,
    touchpoint: Option<String>,
    /// The size of the respondent's mean valence, for those who have the pain.
    severity: BTreeMap<usize, f64>,
    eligible: Vec<bool>,
}

struct Score {
    prevalence: f64,
    severity: f64,
    impact: f64,
}

impl Score {
    fn product(&self) -> f64 {
        self.prevalence * self.severity * self.impact
    }
}

/// Ranks every pain; names and voices are filled in by the map.
pub(super) fn priorities(tally: &Tally, resamples: usize, seed: u64) -> Vec<Priority> {
    let outcome: Vec<Option<f64>> = tally.respondents().iter().map(|one| one.rating(OUTCOME.0)).collect();
    let candidates = candidates(tally);
    let ones = vec![1; outcome.len()];
    let mut ranks: Vec<Vec<f64>> = vec![Vec::with_capacity(resamples); candidates.len()];
    let mut impacts: Vec<Vec<f64>> = vec![Vec::with_capacity(resamples); candidates.len()];
    for round in 0..resamples as u64 {
        let weights = resample(outcome.len(), seed.wrapping_add(round));
        let scores: Vec<Score> = candidates.iter().map(|one| one.score(&weights, &outcome)).collect();
        let products: Vec<f64> = scores.iter().map(Score::product).collect();
        for (((score, product), ranks), impacts) in scores.iter().zip(&products).zip(&mut ranks).zip(&mut impacts) {
            ranks.push(1.0 + products.iter().filter(|other| *other > product).count() as f64);
            impacts.push(score.impact);
        }
    }
    let eligible = Eligible::new(tally);
    let mut ranked: Vec<Priority> = candidates
        .iter()
        .zip(ranks)
        .zip(impacts)
        .map(|((candidate, mut ranks), mut impacts)| {
            let score = candidate.score(&ones, &outcome);
            let count = candidate.severity.len() as u64;
            let base = candidate.eligible.iter().filter(|counts| **counts).count() as u64;
            let sizes: Vec<f64> = candidate.severity.values().copied().collect();
            let compared = candidate.compared(&ones, &outcome).is_some();
            let rank_interval = percentiles(&mut ranks).map_or(RankInterval { low: 1, high: 1 }, |interval| RankInterval {
                low: interval.low.floor() as u32,
                high: interval.high.ceil() as u32,
            });
            let impact_method = if compared {
                "1 + (mean satisfaction without − with the pain) ÷ 10, at least 1; an association, not a cause".to_owned()
            } else {
                format!("left at 1: fewer than {LEAST_COMPARED} satisfaction ratings with or without the pain")
            };
            Priority {
                rank: 0,
                rank_interval,
                stage: candidate.stage.clone(),
                touchpoint: candidate.touchpoint.clone(),
                name: String::new(),
                score: score.product(),
                formula: format!(
                    "{:.2} prevalence × {:.2} severity × {:.2} impact = {:.2}",
                    score.prevalence,
                    score.severity,
                    score.impact,
                    score.product()
                ),
                prevalence: Share::new(count, base, eligible.rule()),
                severity: PriorityFactor {
                    value: score.severity,
                    interval: bootstrap_mean(&sizes, resamples, seed),
                    base: count,
                    method: "mean size of negative valence among those who have the pain, 0 to 2".into(),
                },
                impact: PriorityFactor {
                    value: score.impact,
                    interval: compared.then(|| percentiles(&mut impacts)).flatten(),
                    base: outcome.iter().zip(&candidate.eligible).filter(|(value, counts)| value.is_some() && **counts).count() as u64,
                    method: impact_method,
                },
                effort: None,
                verbatims: Vec::new(),
            }
        })
        .collect();
    ranked.sort_by(|left, right| {
        right.score.total_cmp(&left.score).then_with(|| (&left.stage, &left.touchpoint).cmp(&(&right.stage, &right.touchpoint)))
    });
    for (rank, priority) in (1..).zip(&mut ranked) {
        priority.rank = rank;
    }
    ranked
}

fn candidates(tally: &Tally) -> Vec<Candidate> {
    let eligible = Eligible::new(tally);
    let groups: Vec<_> = tally.groups().collect();
    groups
        .iter()
        .filter(|group| group.kind == ObservationKind::Pain)
        .map(|group| {
            let observed =
                groups.iter().filter(|other| other.stage == group.stage).flat_map(|other| other.rows).map(|(at, ..)| *at).collect();
            Candidate {
                stage: group.stage.to_owned(),
                touchpoint: group.touchpoint.map(str::to_owned),
                severity: group.rows.iter().map(|(at, count, valence)| (*at, -valence / f64::from(*count))).collect(),
                eligible: eligible.at(group.stage, &observed),
            }
        })
        .collect()
}

impl Candidate {
    fn score(&self, weights: &[u32], outcome: &[Option<f64>]) -> Score {
        let weight = |at: usize| f64::from(weights.get(at).copied().unwrap_or(0));
        let base: f64 = self.eligible.iter().enumerate().filter(|(_, counts)| **counts).map(|(at, _)| weight(at)).sum();
        let count: f64 = self.severity.keys().map(|at| weight(*at)).sum();
        let size: f64 = self.severity.iter().map(|(at, size)| weight(*at) * size).sum();
        Score {
            prevalence: if base > 0.0 { count / base } else { 0.0 },
            severity: if count > 0.0 { size / count } else { 0.0 },
            impact: self.compared(weights, outcome).map_or(1.0, |difference| 1.0 + (difference / OUTCOME.1).max(0.0)),
        }
    }

    /// The mean outcome of the eligible without the pain minus that of those with it.
    fn compared(&self, weights: &[u32], outcome: &[Option<f64>]) -> Option<f64> {
        let mut sides = [(0.0, 0.0, 0); 2];
        for (at, value) in outcome.iter().enumerate() {
            let (Some(value), Some(true), Some(weight)) = (value, self.eligible.get(at), weights.get(at)) else { continue };
            let [without, with] = &mut sides;
            let side = if self.severity.contains_key(&at) { with } else { without };
            *side = (side.0 + f64::from(*weight) * value, side.1 + f64::from(*weight), side.2 + usize::from(*weight > 0));
        }
        let [without, with] = sides;
        (without.2 >= LEAST_COMPARED && with.2 >= LEAST_COMPARED).then(|| without.0 / without.1 - with.0 / with.1)
    }
}
