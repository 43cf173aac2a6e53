//! Differences between two groups or two waves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Interval, interval::Z, mean, net_promoter_score, variance, wilson_interval};

/// A difference with its 95 % interval.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Difference {
    /// The first minus the second.
    pub value: f64,
    /// The interval.
    pub interval: Interval,
}

impl Difference {
    /// Whether the interval excludes zero.
    pub fn is_significant(&self) -> bool {
        self.interval.low > 0.0 || self.interval.high < 0.0
    }
}

/// The difference of two independent shares with the hybrid score interval (Newcombe 1998, method 10).
///
/// ```
/// let found = journey_core::statistics::difference_of_shares((56, 70), (48, 80)).unwrap();
/// assert_eq!(format!("{:.4}–{:.4}", found.interval.low, found.interval.high), "0.0524–0.3339");
/// ```
pub fn difference_of_shares(first: (u64, u64), second: (u64, u64)) -> Option<Difference> {
    let (one, two) = (wilson_interval(first.0, first.1)?, wilson_interval(second.0, second.1)?);
    let (p, q) = (first.0 as f64 / first.1 as f64, second.0 as f64 / second.1 as f64);
    let value = p - q;
    let low = value - ((p - one.low).powi(2) + (two.high - q).powi(2)).sqrt();
    let high = value + ((one.high - p).powi(2) + (q - two.low).powi(2)).sqrt();
    Some(Difference { value, interval: Interval { low, high } })
}

/// The difference of two independent means with Welch's interval (1947); `None` under two values on either side, or without spread.
pub fn difference_of_means(first: &[f64], second: &[f64]) -> Option<Difference> {
    let value = mean(first)? - mean(second)?;
    let (n, m) = (first.len() as f64, second.len() as f64);
    let (one, two) = (variance(first)? / n, variance(second)? / m);
    let freedom = (one + two).powi(2) / (one.powi(2) / (n - 1.0) + two.powi(2) / (m - 1.0));
    let half = (one + two).sqrt() * student(freedom)?;
    Some(Difference { value, interval: Interval { low: value - half, high: value + half } })
}

/// The mean of paired differences with Student's interval; `None` under two pairs or without spread.
pub fn paired_difference(pairs: &[(f64, f64)]) -> Option<Difference> {
    let differences: Vec<f64> = pairs.iter().map(|(first, second)| first - second).collect();
    let value = mean(&differences)?;
    let n = differences.len() as f64;
    let error = (variance(&differences).filter(|variance| *variance > 0.0)? / n).sqrt();
    let half = error * student(n - 1.0)?;
    Some(Difference { value, interval: Interval { low: value - half, high: value + half } })
}

/// The difference of two Net Promoter Scores, each `(promoters, detractors, base)`, in points, with the adjusted Wald standard errors
/// (Rocks 2016) added in squares.
pub fn difference_of_net_promoter_scores(first: (u64, u64, u64), second: (u64, u64, u64)) -> Option<Difference> {
    let (one, _) = net_promoter_score(first.0, first.1, first.2)?;
    let (two, _) = net_promoter_score(second.0, second.1, second.2)?;
    let spread = |(promoters, detractors, base): (u64, u64, u64)| {
        let n = base as f64 + 3.0;
        let (p, d) = ((promoters as f64 + 0.75) / n, (detractors as f64 + 0.75) / n);
        (p + d - (p - d).powi(2)) / n
    };
    let value = one - two;
    let half = 100.0 * Z * (spread(first) + spread(second)).sqrt();
    Some(Difference { value, interval: Interval { low: value - half, high: value + half } })
}

/// The 97.5 % quantile of Student's t.
fn student(freedom: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?;
    let mut quantile = t.inverse_cdf(0.975);
    // Two steps of Newton bring the library's search to the last digits.
    for _ in 0..2 {
        quantile -= (t.cdf(quantile) - 0.975) / statrs::distribution::Continuous::pdf(&t, quantile);
    }
    quantile.is_finite().then_some(quantile)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<Difference>, value: f64, low: f64, high: f64) {
        let found = found.unwrap_or_else(|| unreachable!());
        for (found, wanted) in [(found.value, value), (found.interval.low, low), (found.interval.high, high)] {
            assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
        }
    }

    /// Oracle: statsmodels 0.15 `confint_proportions_2indep(method="newcomb")`.
    #[test]
    fn shares_agree_with_statsmodels() {
        near(difference_of_shares((56, 70), (48, 80)), 0.2, 0.052_431_472_402_364_98, 0.333_872_654_036_906_14);
        near(difference_of_shares((68, 89), (40, 75)), 68.0 / 89.0 - 40.0 / 75.0, 0.084_510_816_711_229_67, 0.365_936_313_434_518);
        assert_eq!(difference_of_shares((1, 0), (1, 2)), None);
    }

    /// Oracle: scipy 1.17 `ttest_ind(equal_var=False)` and `ttest_rel`, `confidence_interval()`.
    #[test]
    fn means_agree_with_scipy() {
        let before = [6.1, 7.0, 5.2, 8.0, 9.0, 6.6, 4.0];
        let after = [8.1, 9.0, 7.7, 8.4, 9.5, 7.9];
        near(difference_of_means(&after, &before), 1.876_190_476_190_476_6, 0.285_327_733_127_655_8, 3.467_053_219_253_297_2);
        let pairs: Vec<(f64, f64)> = after.iter().copied().chain([6.0]).zip(before).collect();
        near(paired_difference(&pairs), 1.528_571_428_571_428_7, 0.773_977_610_951_838_6, 2.283_165_246_191_019);
        assert_eq!(difference_of_means(&[1.0], &before), None);
        assert_eq!(paired_difference(&[(1.0, 0.0), (2.0, 1.0)]), None);
    }

    #[test]
    fn two_waves_of_89_differ_beyond_some_23_points() {
        let wave = |score: u64| (30 + score, 30, 89);
        let least =
            (0..59).find(|more| difference_of_net_promoter_scores(wave(*more), wave(0)).is_some_and(|found| found.is_significant()));
        let points = least.map_or(0.0, |more| more as f64 / 89.0 * 100.0);
        assert!((20.0..26.0).contains(&points), "{points}");
    }
}
