//! Resampling respondents.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Interval;

/// The percentile bootstrap interval of a mean (Efron 1979), resampling `values`; `None` under two values.
pub fn bootstrap_mean(values: &[f64], resamples: usize, seed: u64) -> Option<Interval> {
    if values.len() < 2 || resamples == 0 {
        return None;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut means: Vec<f64> = (0..resamples)
        .map(|_| {
            let sum: f64 = (0..values.len()).filter_map(|_| values.get(draw(&mut rng, values.len()))).sum();
            sum / values.len() as f64
        })
        .collect();
    percentiles(&mut means)
}

/// Draws `size` positions below `size` with replacement, as counts a position.
pub fn resample(size: usize, seed: u64) -> Vec<u32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = vec![0; size];
    for _ in 0..size {
        if let Some(count) = counts.get_mut(draw(&mut rng, size)) {
            *count += 1;
        }
    }
    counts
}

fn draw(rng: &mut impl Rng, size: usize) -> usize {
    rng.random_range(0..size)
}

/// The 2.5 % and 97.5 % percentiles, interpolated linearly.
pub(super) fn percentiles(values: &mut [f64]) -> Option<Interval> {
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (values.len().checked_sub(1)?) as f64;
        let (low, high) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
        Some(low + (high - low) * place.fract())
    };
    Some(Interval { low: at(0.025)?, high: at(0.975)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_covers_and_repeats() {
        let values: Vec<f64> = (0..100).map(|number| f64::from(number % 5) - 2.0).collect();
        let band = bootstrap_mean(&values, 4000, 7);
        assert_eq!(band, bootstrap_mean(&values, 4000, 7));
        let half = 1.96 * (2.0_f64 / 100.0).sqrt();
        let band = band.unwrap_or(Interval { low: f64::NAN, high: f64::NAN });
        assert!((band.low + half).abs() < 0.03 && (band.high - half).abs() < 0.03, "{band:?}");
        assert_eq!(bootstrap_mean(&[1.0], 100, 1), None);
        assert_eq!(resample(50, 3).iter().sum::<u32>(), 50);
    }
}
