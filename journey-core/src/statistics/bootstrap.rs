//! Resampling respondents.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution};

use super::Interval;

/// The percentile bootstrap interval of a mean (Efron 1979), resampling `values`; `None` under two values.
///
/// ```
/// let interval = journey_core::statistics::bootstrap_mean(&[1.0, 2.0, 2.0, 3.0, 5.0], 2000, 7).expect("two values or more");
/// assert!(interval.low < 2.6 && 2.6 < interval.high);
/// ```
pub fn bootstrap_mean(values: &[f64], resamples: usize, seed: u64) -> Option<Interval> {
    band(values.len(), values, resamples, seed)
}

/// The percentile bootstrap intervals of several means, when respondents are resampled of whom some have no value.
///
/// A column holds the values of those who have one, at most as many as `respondents`; a column under two values has no interval. With the
/// feature `rayon` the columns share the machine's cores; the result is the same.
pub fn bootstrap_bands(respondents: usize, columns: &[Vec<f64>], resamples: usize, seed: u64) -> Vec<Option<Interval>> {
    let band = |(at, values): (usize, &Vec<f64>)| band(respondents, values, resamples, seed.wrapping_add(at as u64));
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        columns.par_iter().enumerate().map(band).collect()
    }
    #[cfg(not(feature = "rayon"))]
    columns.iter().enumerate().map(band).collect()
}

fn band(respondents: usize, values: &[f64], resamples: usize, seed: u64) -> Option<Interval> {
    if values.len() < 2 || resamples == 0 {
        return None;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (different, mut counts) = distinct(values);
    counts.push(respondents.saturating_sub(values.len()) as u64);
    let mut drawn = Vec::with_capacity(counts.len());
    let mut means: Vec<f64> = Vec::with_capacity(resamples);
    for _ in 0..resamples {
        resample(&counts, &mut rng, &mut drawn);
        let told = drawn.iter().zip(&different);
        let (sum, count) = told.fold((0.0, 0.0), |(sum, count), (times, value)| (sum + *times as f64 * value, count + *times as f64));
        if count > 0.0 {
            means.push(sum / count);
        }
    }
    percentiles(&mut means)
}

/// The different values in order, and how often each occurs: respondents with the same value are drawn together, so that a resample takes
/// as long as there are values and not as there are respondents.
fn distinct(values: &[f64]) -> (Vec<f64>, Vec<u64>) {
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    values.iter().for_each(|value| *counts.entry(value.to_bits()).or_default() += 1);
    counts.into_iter().map(|(bits, count)| (f64::from_bits(bits), count)).unzip()
}

/// Draws as many as `counts` hold together, with replacement; `drawn` becomes how often each was drawn.
///
/// One draw of the multinomial distribution, by the binomial distribution of each group given those before (Davis 1993).
pub(crate) fn resample(counts: &[u64], rng: &mut impl Rng, drawn: &mut Vec<u64>) {
    drawn.clear();
    let mut held: u64 = counts.iter().sum();
    let mut open = held;
    drawn.extend(counts.iter().map(|count| {
        let times = match Binomial::new(open, *count as f64 / held.max(1) as f64) {
            Ok(_) if open == 0 => 0,
            Ok(binomial) if *count < held => binomial.sample(rng),
            _ => open,
        };
        (held, open) = (held - count, open - times);
        times
    }));
}

/// The 2.5 % and 97.5 % percentiles, interpolated linearly.
pub(crate) fn percentiles(values: &mut [f64]) -> Option<Interval> {
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
    }

    #[test]
    fn a_column_of_some_respondents_has_a_band_as_wide_as_theirs() {
        let values: Vec<f64> = (0..101).map(|number| f64::from(number % 5) - 2.0).collect();
        let sparse: Vec<f64> = values.iter().copied().step_by(2).collect();
        let bands = bootstrap_bands(101, &[values.clone(), sparse, vec![1.0], vec![]], 3000, 11);
        let width = |band: &Option<Interval>| band.map_or(f64::NAN, |band| band.high - band.low);
        let alone = bootstrap_mean(&values, 3000, 5);
        assert!((width(&bands[0]) - width(&alone)).abs() < 0.05, "{bands:?} {alone:?}");
        assert!((width(&bands[1]) / width(&bands[0]) - 2.0_f64.sqrt()).abs() < 0.15, "{bands:?}");
        assert_eq!(&bands[2..], [None, None]);
    }

    /// The oracle is the multinomial distribution: mean `n p`, variance `n p (1 − p)`, covariance `−n p q`.
    #[test]
    fn a_resample_draws_as_many_as_there_are_by_the_multinomial_distribution() {
        let counts = [1, 0, 30, 9, 60];
        let (rounds, total) = (20_000_u32, 100.0);
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut drawn = Vec::new();
        let mut sums = [0.0; 5];
        let mut products = [[0.0; 5]; 5];
        for _ in 0..rounds {
            resample(&counts, &mut rng, &mut drawn);
            assert_eq!(drawn.iter().sum::<u64>(), 100);
            for (row, left) in drawn.iter().enumerate() {
                sums[row] += *left as f64;
                drawn.iter().enumerate().for_each(|(column, right)| products[row][column] += (*left * *right) as f64);
            }
        }
        for row in 0..5 {
            let share = |at: usize| counts[at] as f64 / total;
            let mean = |at: usize| sums[at] / f64::from(rounds);
            assert!((mean(row) - counts[row] as f64).abs() < 0.15, "{sums:?}");
            for (column, product) in products[row].iter().enumerate() {
                let found = product / f64::from(rounds) - mean(row) * mean(column);
                let own = f64::from(u8::from(row == column));
                let wanted = total * share(row) * (own - share(column));
                assert!((found - wanted).abs() < 0.8, "{row} {column}: {found} for {wanted}");
            }
        }
        resample(&[], &mut rng, &mut drawn);
        assert!(drawn.is_empty());
    }
}
