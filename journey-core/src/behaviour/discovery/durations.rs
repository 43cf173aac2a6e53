//! Durations in a few numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::statistics::{Interval, Z};

/// Durations in milliseconds.
///
/// Quantiles are interpolated linearly between the two nearest values: the one of a share q among n sorted values lies at the place (n − 1)
/// · q, counted from 0 (numpy's default; type 7 of Hyndman and Fan 1996).
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Durations {
    /// How many durations.
    pub n: u64,
    pub mean_ms: f64,
    /// The 95 % interval of the mean by the normal approximation: mean ± 1.96 · s ÷ √n; `None` under two durations. It takes the durations
    /// as independent, so it is too narrow where a few cases give many of them.
    pub mean_interval_ms: Option<Interval>,
    pub median_ms: f64,
    /// Nine of ten are at most this long.
    pub p90_ms: f64,
    pub minimum_ms: f64,
    pub maximum_ms: f64,
}

impl Durations {
    /// The numbers of some durations in milliseconds, which it reorders; `None` of nothing.
    pub(in crate::behaviour) fn of(values: &mut [i64]) -> Option<Self> {
        let (minimum, maximum) = (*values.iter().min()?, *values.iter().max()?);
        let n = values.len() as f64;
        let mean = values.iter().map(|value| i128::from(*value)).sum::<i128>() as f64 / n;
        // In the order given, before the quantiles reorder: the sum is the same however the work was split.
        let squares: f64 = values.iter().map(|value| (*value as f64 - mean).powi(2)).sum();
        let half = Z * (squares / (n - 1.0) / n).sqrt();
        Some(Self {
            n: values.len() as u64,
            mean_ms: mean,
            mean_interval_ms: (values.len() > 1).then_some(Interval { low: mean - half, high: mean + half }),
            median_ms: quantile(values, 0.5)?,
            p90_ms: quantile(values, 0.9)?,
            minimum_ms: minimum as f64,
            maximum_ms: maximum as f64,
        })
    }
}

/// The quantile of a share, 0 to 1, as [`Durations`] says; it reorders the values.
fn quantile(values: &mut [i64], share: f64) -> Option<f64> {
    let place = values.len().checked_sub(1)? as f64 * share;
    let (_, low, above) = values.select_nth_unstable(place.floor() as usize);
    let low = *low as f64;
    let high = above.iter().min().map_or(low, |value| *value as f64);
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Oracle: numpy 2 `quantile([3, 1, 4, 1, 5, 9, 2, 6], [0.5, 0.9])`, `mean` and `std(ddof=1)`.
    #[test]
    fn quantiles_agree_with_numpy() {
        let found = Durations::of(&mut [3, 1, 4, 1, 5, 9, 2, 6]).unwrap();
        assert_eq!((found.n, found.mean_ms, found.median_ms, found.minimum_ms, found.maximum_ms), (8, 3.875, 3.5, 1.0, 9.0));
        assert!((found.p90_ms - 6.9).abs() < 1e-12, "{found:?}");
        let half = 1.959_963_984_540_054 * 2.748_376_143_938_713 / 8.0_f64.sqrt();
        let interval = found.mean_interval_ms.unwrap();
        assert!((interval.low - (3.875 - half)).abs() < 1e-9 && (interval.high - (3.875 + half)).abs() < 1e-9, "{interval:?}");
    }

    #[test]
    fn one_duration_has_no_interval_and_none_has_no_numbers() {
        let one = Durations::of(&mut [7]).unwrap();
        assert_eq!((one.n, one.median_ms, one.p90_ms, one.mean_interval_ms), (1, 7.0, 7.0, None));
        assert_eq!(Durations::of(&mut []), None);
        let widest = Durations::of(&mut [i64::MAX, i64::MAX, 0]).unwrap();
        assert_eq!(widest.maximum_ms, i64::MAX as f64);
    }
}
