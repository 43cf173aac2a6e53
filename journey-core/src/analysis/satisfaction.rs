//! Satisfaction: CSAT, NPS and CES, each with its method beside the number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::Index;
use crate::statistics::{Interval, bootstrap_mean, net_promoter_score};

/// A score with its base, interval and method.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SatisfactionScore {
    /// `csat`, `nps` or `ces`.
    pub instrument: String,
    /// A mean for CSAT and CES, −100 to 100 for NPS.
    pub value: f64,
    /// The 95 % interval, if the base allows one.
    pub interval: Option<Interval>,
    /// Respondents who rated.
    pub base: u64,
    /// How it was computed.
    pub method: String,
}

/// Promoters (9 and 10) and detractors (0 to 6) among ratings of likelihood to recommend.
pub(super) fn promoters_and_detractors(values: &[f64]) -> (u64, u64) {
    let of = |belongs: fn(f64) -> bool| values.iter().filter(|value| belongs(**value)).count() as u64;
    (of(|value| value >= 9.0), of(|value| value <= 6.0))
}

/// The scores of every instrument that was asked.
pub(super) fn satisfaction(index: &Index<'_>, resamples: usize, seed: u64) -> Vec<SatisfactionScore> {
    let mut scores = Vec::new();
    for instrument in ["csat", "nps", "ces"] {
        let values: Vec<f64> =
            index.instrument(instrument).into_iter().flat_map(|code| index.rated(code)).map(|(_, value)| value).collect();
        if values.is_empty() {
            continue;
        }
        let base = values.len() as u64;
        let instrument = instrument.to_owned();
        if instrument == "nps" {
            let (promoters, detractors) = promoters_and_detractors(&values);
            let Some((value, interval)) = net_promoter_score(promoters, detractors, base) else { continue };
            let method = format!("{promoters} promoters (9–10) minus {detractors} detractors (0–6) of {base}; adjusted Wald interval");
            scores.push(SatisfactionScore { instrument, value, interval: Some(interval), base, method });
        } else {
            let scale = if instrument == "csat" { "0–10" } else { "1–7" };
            let method = format!("mean on a {scale} scale; bootstrap interval by respondent, {resamples} resamples");
            let value = values.iter().sum::<f64>() / base as f64;
            scores.push(SatisfactionScore { instrument, value, interval: bootstrap_mean(&values, resamples, seed), base, method });
        }
    }
    scores
}
