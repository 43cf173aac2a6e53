//! Tail probabilities.

use statrs::function::gamma::checked_gamma_ur;

/// The probability that a chi-square variable is above `value`.
pub(crate) fn chi_square_tail(value: f64, degrees: f64) -> f64 {
    if value <= 0.0 || degrees <= 0.0 {
        return 1.0;
    }
    checked_gamma_ur(degrees / 2.0, value / 2.0).unwrap_or(0.0).clamp(0.0, 1.0)
}

/// The probability that a standard normal variable is as far from 0 as `value`, on either side.
pub(crate) fn two_sided_normal(value: f64) -> f64 {
    chi_square_tail(value * value, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: scipy 1.17 `chi2.sf` and `2 * norm.sf`.
    #[test]
    fn tails_agree_with_scipy() {
        for (found, wanted) in [
            (chi_square_tail(3.841_458_820_694_124, 1.0), 0.05),
            (chi_square_tail(0.0, 3.0), 1.0),
            (two_sided_normal(-1.959_963_984_540_054), 0.05),
            (two_sided_normal(0.0), 1.0),
        ] {
            assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
        }
        assert!(chi_square_tail(1e6, 2.0) < 1e-300);
    }
}
