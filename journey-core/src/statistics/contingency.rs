//! Tables of counts: whether groups differ, by how much, and how many such findings chance would give.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statrs::function::factorial::ln_factorial;

use super::tail::chi_square_tail;

/// The two-sided p of Fisher's exact test of `[[a, b], [c, d]]`: the chance, with the margins held, of a table as unlikely or less.
///
/// ```
/// assert!((journey_core::statistics::fisher_exact([[8, 2], [1, 5]]) - 0.034965034965).abs() < 1e-9);
/// ```
pub fn fisher_exact(table: [[u64; 2]; 2]) -> f64 {
    let [[a, b], [c, d]] = table;
    let (row, column, total) = (a + b, a + c, a + b + c + d);
    let (low, high) = ((row + column).saturating_sub(total), row.min(column));
    let choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let chance = |x: u64| (choose(column, x) + choose(total - column, row - x) - choose(total, row)).exp();
    let limit = chance(a) * (1.0 + 1e-7);
    // Chances rise to the mode and fall after it, so the tables as unlikely as this one are two tails.
    let mode = ((row + 1) as f64 * (column + 1) as f64 / (total + 2) as f64) as u64;
    let mode = mode.clamp(low, high);
    let below = first(low, mode, |x| chance(x) > limit);
    let above = first(mode, high + 1, |x| chance(x) <= limit);
    let tail = |chances: &mut dyn Iterator<Item = f64>| {
        // What falls further cannot be seen in a sum of doubles.
        chances.scan(0.0, |sum, chance| (chance > *sum * 1e-18).then(|| *sum += chance).map(|()| chance)).sum::<f64>()
    };
    (tail(&mut (low..below).rev().map(chance)) + tail(&mut (above..=high).map(chance))).min(1.0)
}

/// The first number of a range that passes a test which all after it pass; the range's end if none does.
fn first(mut from: u64, mut to: u64, passes: impl Fn(u64) -> bool) -> u64 {
    while from < to {
        let middle = from + (to - from) / 2;
        if passes(middle) { to = middle } else { from = middle + 1 }
    }
    from
}

/// Pearson's χ² test of a table.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChiSquare {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees_of_freedom: u64,
    /// The p value.
    pub p: f64,
    /// Cramér's V, 0 to 1: the size of the effect.
    pub cramers_v: f64,
    /// Whether every expected count is at least five, as the approximation requires.
    pub approximation_valid: bool,
}

/// Pearson's χ² without correction; `None` when the table is crooked or a row or column is empty.
pub fn chi_square(table: &[Vec<u64>]) -> Option<ChiSquare> {
    let width = table.first()?.len();
    if table.len() < 2 || width < 2 || table.iter().any(|row| row.len() != width) {
        return None;
    }
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
    let columns: Vec<f64> = (0..width).map(|at| table.iter().filter_map(|row| row.get(at)).sum::<u64>() as f64).collect();
    let total: f64 = rows.iter().sum();
    if rows.iter().chain(&columns).any(|sum| *sum == 0.0) {
        return None;
    }
    let (mut statistic, mut least) = (0.0, f64::INFINITY);
    for (row, sum) in table.iter().zip(&rows) {
        for (cell, column) in row.iter().zip(&columns) {
            let expected = sum * column / total;
            least = f64::min(least, expected);
            statistic += (*cell as f64 - expected).powi(2) / expected;
        }
    }
    let freedom = ((table.len() - 1) * (width - 1)) as u64;
    let smaller = (table.len().min(width) - 1) as f64;
    let p = chi_square_tail(statistic, freedom as f64);
    Some(ChiSquare {
        statistic,
        degrees_of_freedom: freedom,
        p,
        cramers_v: (statistic / (total * smaller)).sqrt(),
        approximation_valid: least >= 5.0,
    })
}

/// Cohen's h (1988) of two shares: .2 is small, .5 medium, .8 large.
pub fn cohens_h(left: f64, right: f64) -> f64 {
    let angle = |share: f64| 2.0 * share.clamp(0.0, 1.0).sqrt().asin();
    angle(left) - angle(right)
}

/// Adjusts p values for their number by false discovery rate (Benjamini and Hochberg 1995), in the order given.
///
/// ```
/// let adjusted = journey_core::statistics::benjamini_hochberg(&[0.01, 0.04, 0.03, 0.002, 0.2]);
/// assert!(adjusted.iter().zip([0.025, 0.05, 0.05, 0.01, 0.2]).all(|(found, wanted)| (found - wanted).abs() < 1e-12));
/// ```
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|left, right| right.1.total_cmp(&left.1));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, (at, value)) in (1..=p.len()).rev().zip(order) {
        least = least.min(value * p.len() as f64 / rank as f64);
        if let Some(slot) = adjusted.get_mut(at) {
            *slot = least;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: scipy 1.17 `fisher_exact`.
    #[test]
    fn fisher_agrees_with_scipy() {
        for (table, wanted) in [
            ([[8, 2], [1, 5]], 0.034_965_034_965_034_975),
            ([[20, 5], [10, 15]], 0.008_578_508_150_469_124),
            ([[0, 9], [7, 3]], 0.003_095_975_232_198_142_6),
            ([[68, 21], [40, 35]], 0.002_790_777_951_427_920_3),
            ([[0, 0], [3, 4]], 1.0),
        ] {
            assert!((fisher_exact(table) - wanted).abs() < 1e-9, "{table:?} {}", fisher_exact(table));
        }
    }

    proptest::proptest! {
        /// The oracle is the definition: the sum over every table with the same margins.
        #[test]
        fn fisher_is_the_sum_over_all_tables_as_unlikely(a in 0_u64..60, b in 0_u64..60, c in 0_u64..60, d in 0_u64..60) {
            let choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
            let (row, column, total) = (a + b, a + c, a + b + c + d);
            let chance = |x: u64| (choose(column, x) + choose(total - column, row - x) - choose(total, row)).exp();
            let all = (row + column).saturating_sub(total)..=row.min(column);
            let wanted = all.map(chance).filter(|other| *other <= chance(a) * (1.0 + 1e-7)).sum::<f64>().min(1.0);
            proptest::prop_assert!((fisher_exact([[a, b], [c, d]]) - wanted).abs() < 1e-9);
        }
    }

    /// Oracle: scipy 1.17 `fisher_exact`; a million tables of these margins would take seconds if each were looked at.
    #[test]
    fn fisher_takes_large_tables() {
        for (table, wanted) in [
            ([[500_000, 500_000], [499_000, 501_000]], 0.157_714_504_869_766_57),
            ([[90_000, 910_000], [91_000, 909_000]], 0.013_808_248_858_013_922),
        ] {
            assert!((fisher_exact(table) / wanted - 1.0).abs() < 1e-6, "{table:?} {}", fisher_exact(table));
        }
    }

    /// Oracle: scipy 1.17 `chi2_contingency(correction=False)` and `association("cramer")`.
    #[test]
    fn chi_square_agrees_with_scipy() {
        for (table, statistic, p, effect) in [
            (vec![vec![8, 2], vec![1, 5]], 6.112_169_312_169_312, 0.013_425_424_881_491_248, 0.618_070_046_200_737_7),
            (vec![vec![68, 21], vec![40, 35]], 9.634_345_956_443_337, 0.001_909_721_972_162_654_7, 0.242_375_765_969_969_25),
            (
                vec![vec![10, 20, 30], vec![6, 9, 17], vec![12, 2, 5]],
                17.906_553_323_056_4,
                0.001_287_085_586_434_870_6,
                0.284_007_306_426_689_1,
            ),
        ] {
            let found = chi_square(&table).unwrap_or_else(|| unreachable!());
            for (found, wanted) in [(found.statistic, statistic), (found.p, p), (found.cramers_v, effect)] {
                assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
            }
        }
        assert!(!chi_square(&[vec![8, 2], vec![1, 5]]).is_some_and(|found| found.approximation_valid));
        assert_eq!(chi_square(&[vec![1, 0], vec![3, 0]]), None);
        assert_eq!(chi_square(&[vec![1, 2]]), None);
    }

    #[test]
    fn effect_and_adjustment_keep_their_bounds() {
        assert!((cohens_h(0.5, 0.5)).abs() < 1e-12);
        assert!((cohens_h(1.0, 0.0) - std::f64::consts::PI).abs() < 1e-12);
        assert!(benjamini_hochberg(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[0.9, 0.8]), [0.9, 0.9]);
    }
}
