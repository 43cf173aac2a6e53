//! Intervals of proportions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the standard normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The interval of a share in per cent: `75–90 %`.
    pub fn percent(&self) -> String {
        format!("{:.0}–{:.0} %", self.low * 100.0, self.high * 100.0)
    }
}

/// The Wilson score interval of `count` out of `base` (Wilson 1927), 0 to 1; `None` without a base.
///
/// ```
/// let interval = journey_core::analysis::wilson(75, 89).unwrap();
/// assert_eq!((format!("{:.3}", interval.low), format!("{:.3}", interval.high)), ("0.753".into(), "0.904".into()));
/// ```
pub fn wilson(count: u64, base: u64) -> Option<Interval> {
    if base == 0 || count > base {
        return None;
    }
    let (n, share) = (base as f64, count as f64 / base as f64);
    let centre = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // At the ends the formula is exactly 0 or 1; rounding must not move it off.
    let low = if count == 0 { 0.0 } else { ((centre - half) / scale).max(0.0) };
    let high = if count == base { 1.0 } else { ((centre + half) / scale).min(1.0) };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: statsmodels 0.15 `proportion_confint(method="wilson")`.
    #[test]
    fn wilson_agrees_with_statsmodels() {
        for (count, base, low, high) in [
            (75, 89, 0.753_112_149_931_245_9, 0.903_921_903_333_794_4),
            (68, 89, 0.666_063_739_523_793_7, 0.840_175_612_991_893_1),
            (4, 8, 0.215_216_062_213_877_4, 0.784_783_937_786_122_5),
            (81, 263, 0.255_288_519_878_274_2, 0.366_209_576_982_728),
            (0, 20, 0.0, 0.161_125_158_052_819_4),
        ] {
            let found = wilson(count, base).unwrap_or(Interval { low: f64::NAN, high: f64::NAN });
            assert!((found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9, "{count}/{base}: {found:?}");
        }
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }
}
