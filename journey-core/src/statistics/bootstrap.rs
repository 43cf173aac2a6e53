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

/// The percentile bootstrap intervals of many means over the same respondents, drawn together so that their bands belong to one another.
///
/// Each column holds the respondents that have a value, by place below `respondents`, with it. A column under two values has none. With the
/// feature `rayon` the resamples share the machine's cores; the result is the same.
pub fn bootstrap_bands(respondents: usize, columns: &[Vec<(u32, f64)>], resamples: usize, seed: u64) -> Vec<Option<Interval>> {
    let round = |round: usize| -> Vec<f64> {
        let counts: Vec<f64> = resample(respondents, seed.wrapping_add(round as u64)).into_iter().map(f64::from).collect();
        columns.iter().map(|column| weighted_mean(column, &counts)).collect()
    };
    #[cfg(feature = "rayon")]
    let means: Vec<Vec<f64>> = {
        use rayon::prelude::*;
        (0..resamples).into_par_iter().map(round).collect()
    };
    #[cfg(not(feature = "rayon"))]
    let means: Vec<Vec<f64>> = (0..resamples).map(round).collect();
    let band = |(at, column): (usize, &Vec<(u32, f64)>)| {
        let mut drawn: Vec<f64> = means.iter().filter_map(|means| means.get(at).copied().filter(|mean| !mean.is_nan())).collect();
        (column.len() > 1).then(|| percentiles(&mut drawn)).flatten()
    };
    columns.iter().enumerate().map(band).collect()
}

/// The mean of the values that were drawn, each as often as drawn; not a number when none was.
fn weighted_mean(column: &[(u32, f64)], counts: &[f64]) -> f64 {
    // Four sums at once: one would wait for itself.
    let (mut sums, mut totals) = ([0.0; 4], [0.0; 4]);
    let mut add = |lane: usize, (respondent, value): &(u32, f64)| {
        let count = counts.get(*respondent as usize).copied().unwrap_or(0.0);
        if let (Some(sum), Some(total)) = (sums.get_mut(lane), totals.get_mut(lane)) {
            *sum += count * value;
            *total += count;
        }
    };
    let (fours, rest) = column.as_chunks::<4>();
    for [one, two, three, four] in fours {
        add(0, one);
        add(1, two);
        add(2, three);
        add(3, four);
    }
    for last in rest {
        add(0, last);
    }
    sums.iter().sum::<f64>() / totals.iter().sum::<f64>()
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
        assert_eq!(resample(50, 3).iter().sum::<u32>(), 50);
    }

    #[test]
    fn bands_drawn_together_cover_as_bands_drawn_alone() {
        let values: Vec<f64> = (0..101).map(|number| f64::from(number % 5) - 2.0).collect();
        let column: Vec<(u32, f64)> = (0..).zip(values.iter().copied()).collect();
        let sparse: Vec<(u32, f64)> = column.iter().copied().filter(|(at, _)| at % 2 == 0).collect();
        let bands = bootstrap_bands(101, &[column, sparse, vec![(3, 1.0)], vec![]], 3000, 11);
        let width = |band: &Option<Interval>| band.map_or(f64::NAN, |band| band.high - band.low);
        let alone = bootstrap_mean(&values, 3000, 5);
        assert!((width(&bands[0]) - width(&alone)).abs() < 0.05, "{bands:?} {alone:?}");
        assert!((width(&bands[1]) / width(&bands[0]) - 2.0_f64.sqrt()).abs() < 0.15, "{bands:?}");
        assert_eq!(&bands[2..], [None, None]);
    }
}
