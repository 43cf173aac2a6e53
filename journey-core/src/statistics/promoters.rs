//! The Net Promoter Score.

use super::{Interval, interval::Z};

/// The Net Promoter Score of promoters and detractors among `base`, −100 to 100, with the adjusted Wald interval
/// (Rocks 2016: ¾ of a promoter, ¾ of a detractor and 3 respondents added for the interval only).
///
/// ```
/// let (score, interval) = journey_core::statistics::net_promoter_score(44, 24, 89).unwrap();
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
