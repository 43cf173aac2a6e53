//! Intervals of proportions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statrs::function::beta::{beta_reg, inv_beta_reg};

/// The 97.5 % quantile of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

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
/// let interval = journey_core::statistics::wilson_interval(75, 89).unwrap();
/// assert_eq!((format!("{:.3}", interval.low), format!("{:.3}", interval.high)), ("0.753".into(), "0.904".into()));
/// ```
pub fn wilson_interval(count: u64, base: u64) -> Option<Interval> {
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

/// The exact interval of `count` out of `base` (Clopper and Pearson 1934), 0 to 1: never too narrow, often too wide.
pub fn clopper_pearson_interval(count: u64, base: u64) -> Option<Interval> {
    if base == 0 || count > base {
        return None;
    }
    let (hits, misses) = (count as f64, (base - count) as f64);
    let low = if count == 0 { 0.0 } else { beta_quantile(hits, misses + 1.0, 0.025) };
    let high = if count == base { 1.0 } else { beta_quantile(hits + 1.0, misses, 0.975) };
    Some(Interval { low, high })
}

/// The interval of `count` out of `base` under Jeffreys' prior (Brown, Cai and DasGupta 2001), 0 to 1.
pub fn jeffreys_interval(count: u64, base: u64) -> Option<Interval> {
    if base == 0 || count > base {
        return None;
    }
    let (hits, misses) = (count as f64 + 0.5, (base - count) as f64 + 0.5);
    Some(Interval { low: beta_quantile(hits, misses, 0.025), high: beta_quantile(hits, misses, 0.975) })
}

/// A quantile of the beta distribution: the library's guess, then halving on the distribution itself.
fn beta_quantile(a: f64, b: f64, share: f64) -> f64 {
    let guess = inv_beta_reg(a, b, share);
    let (mut low, mut high) = ((guess - 1e-3).max(0.0), (guess + 1e-3).min(1.0));
    if beta_reg(a, b, low) > share || beta_reg(a, b, high) < share {
        (low, high) = (0.0, 1.0);
    }
    for _ in 0..60 {
        let middle = low + (high - low) / 2.0;
        if beta_reg(a, b, middle) < share { low = middle } else { high = middle }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: statsmodels 0.15 `proportion_confint(method="beta")` and `"jeffreys"`.
    #[test]
    fn beta_intervals_agree_with_statsmodels() {
        for (count, base, exact, prior) in [
            (81, 263, (0.252_736_745_585_271_26, 0.367_621_922_601_351_4), (0.254_521_934_991_023_6, 0.365_647_499_174_082_46)),
            (75, 89, (0.750_177_219_990_071_4, 0.911_245_660_908_575_4), (0.756_662_237_455_725_3, 0.906_882_749_302_507_5)),
            (0, 20, (0.0, 0.168_433_470_983_085_34), (2.424_647_845_924_273_3e-5, 0.116_638_982_904_875_43)),
            (20, 20, (0.831_566_529_016_914_6, 1.0), (0.883_361_017_095_124_6, 0.999_975_753_521_540_8)),
            (4, 8, (0.157_012_770_487_057_95, 0.842_987_229_512_942), (0.198_965_611_281_495_6, 0.801_034_388_718_504_2)),
        ] {
            for (found, wanted) in [(clopper_pearson_interval(count, base), exact), (jeffreys_interval(count, base), prior)] {
                let found = found.unwrap_or(Interval { low: f64::NAN, high: f64::NAN });
                assert!(
                    (found.low - wanted.0).abs() < 1e-9 && (found.high - wanted.1).abs() < 1e-9,
                    "{count}/{base}: {found:?} {wanted:?}"
                );
            }
        }
        assert_eq!((clopper_pearson_interval(2, 1), jeffreys_interval(0, 0)), (None, None));
    }

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
            let found = wilson_interval(count, base).unwrap_or(Interval { low: f64::NAN, high: f64::NAN });
            assert!((found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9, "{count}/{base}: {found:?}");
        }
        assert_eq!(wilson_interval(0, 0), None);
        assert_eq!(wilson_interval(3, 2), None);
    }
}
