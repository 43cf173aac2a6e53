//! Round places on an axis.

/// Five to nine round numbers from 0 to about a greatest value, which must be finite and more than 0: the last is not beyond it, and less than one
/// step before it.
pub(super) fn ticks(most: f64) -> Vec<f64> {
    let rough = most / 5.0;
    let power = 10.0_f64.powf(rough.log10().floor());
    // Months go by threes and twelves as well as by twos and fives.
    let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 5.0, 6.0, 10.0].map(|step| step * power);
    let whole = |step: &f64| most < 10.0 || step.fract() == 0.0;
    let step = steps.into_iter().filter(whole).find(|step| most / step <= 6.0).unwrap_or(10.0 * power);
    if !step.is_normal() {
        return vec![0.0, most];
    }
    (0..=6).map(|place| rounded(f64::from(place) * step)).take_while(|tick| *tick <= most * (1.0 + 1e-9)).collect()
}

/// A number without what multiplication leaves behind the ninth digit.
fn rounded(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(24.0), [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(ticks(36.0), [0.0, 6.0, 12.0, 18.0, 24.0, 30.0, 36.0]);
        assert_eq!(ticks(0.3), [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]);
        for most in [1e-300, 1e-9, 0.017, 1.0, 7.3, 99.0, 1234.5, 1e18, 1e300, f64::MAX] {
            let found = ticks(most);
            assert!((2..=7).contains(&found.len()) && found.windows(2).all(|pair| pair[0] < pair[1]), "{most}: {found:?}");
            assert!(found.iter().all(|tick| *tick <= most * 1.001), "{most}: {found:?}");
        }
    }
}
