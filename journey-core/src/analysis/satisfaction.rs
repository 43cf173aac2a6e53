//! Satisfaction: CSAT, NPS and CES, each with its method beside the number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interval, Tally, bootstrap::bootstrap_mean, interval::Z};

/// A score with its base, interval and method.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Satisfaction {
    /// `csat`, `nps` or `ces`.
    pub instrument: String,
    /// The score: a mean for CSAT and CES, −100 to 100 for NPS.
    pub value: f64,
    /// The 95 % interval, if the base allows one.
    pub interval: Option<Interval>,
    /// How many respondents answered.
    pub base: u64,
    /// How it was computed.
    pub method: String,
}

/// The Net Promoter Score of promoters and detractors among `base`, −100 to 100, with the adjusted Wald interval
/// (Rocks 2016: ¾ of a promoter, ¾ of a detractor and 3 respondents added for the interval only).
///
/// ```
/// let (score, interval) = journey_core::analysis::net_promoter_score(44, 24, 89).unwrap();
/// assert_eq!(format!("{score:.1} [{:.1}, {:.1}]", interval.low, interval.high), "22.5 [4.5, 38.9]");
/// ```
pub fn net_promoter_score(promoters: u64, detractors: u64, base: u64) -> Option<(f64, Interval)> {
    if base == 0 || promoters + detractors > base {
        return None;
    }
    let score = (promoters as f64 - detractors as f64) / base as f64;
    let n = base as f64 + 3.0;
    let (p, d) = ((promoters as f64 + 0.75) / n, (detractors as f64 + 0.75) / n);
    let half = Z * ((p + d - (p - d).powi(2)) / n).sqrt();
    let at = |value: f64| (value * 100.0).clamp(-100.0, 100.0);
    Some((score * 100.0, Interval { low: at(p - d - half), high: at(p - d + half) }))
}

/// The scores of every instrument that was asked.
pub(super) fn satisfaction(tally: &Tally, resamples: usize, seed: u64) -> Vec<Satisfaction> {
    let mut scores = Vec::new();
    for instrument in ["csat", "nps", "ces"] {
        let values: Vec<f64> = tally.respondents().iter().filter_map(|one| one.rating(instrument)).collect();
        if values.is_empty() {
            continue;
        }
        let base = values.len() as u64;
        let instrument = instrument.to_owned();
        if instrument == "nps" {
            let promoters = values.iter().filter(|value| **value >= 9.0).count() as u64;
            let detractors = values.iter().filter(|value| **value <= 6.0).count() as u64;
            let Some((value, interval)) = net_promoter_score(promoters, detractors, base) else { continue };
            let method = format!("{promoters} promoters (9–10) minus {detractors} detractors (0–6) of {base}; adjusted Wald interval");
            scores.push(Satisfaction { instrument, value, interval: Some(interval), base, method });
        } else {
            let scale = if instrument == "csat" { "0–10" } else { "1–7" };
            let method = format!("mean on a {scale} scale; bootstrap interval by respondent, {resamples} resamples");
            let value = values.iter().sum::<f64>() / base as f64;
            scores.push(Satisfaction { instrument, value, interval: bootstrap_mean(&values, resamples, seed), base, method });
        }
    }
    scores
}
