//! Agreement between coders.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interval, interval::Z};

/// A coefficient of agreement.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Kappa {
    /// The coefficient: 1 is perfect, 0 is chance.
    pub value: f64,
    /// The 95 % interval by the asymptotic standard error.
    pub interval: Interval,
    /// Units that both coders coded.
    pub base: u64,
    /// The share of units on which they agree, 0 to 1.
    pub observed: f64,
}

/// Cohen's κ (1960) of a square table: rows are one coder's codes, columns the other's, cells count units.
///
/// The interval takes the asymptotic variance of Fleiss, Cohen and Everitt (1969). `None` for an empty or crooked table, or when chance
/// agreement is perfect.
///
/// ```
/// let kappa = journey_core::statistics::cohens_kappa(&[vec![20, 5], vec![10, 15]]).unwrap();
/// assert_eq!(format!("{:.3} [{:.3}, {:.3}]", kappa.value, kappa.interval.low, kappa.interval.high), "0.400 [0.151, 0.649]");
/// ```
pub fn cohens_kappa(table: &[Vec<u64>]) -> Option<Kappa> {
    let size = table.len();
    let base: u64 = table.iter().flatten().sum();
    if base == 0 || table.iter().any(|row| row.len() != size) {
        return None;
    }
    let n = base as f64;
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64 / n).collect();
    let columns: Vec<f64> = (0..size).map(|at| table.iter().filter_map(|row| row.get(at)).sum::<u64>() as f64 / n).collect();
    let cell = |row: usize, column: usize| table.get(row).and_then(|cells| cells.get(column)).map_or(0.0, |count| *count as f64 / n);
    let at = |values: &[f64], place: usize| values.get(place).copied().unwrap_or(0.0);
    let observed: f64 = (0..size).map(|place| cell(place, place)).sum();
    let chance: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column).sum();
    if 1.0 - chance < 1e-12 {
        return None;
    }
    let value = (observed - chance) / (1.0 - chance);
    let agreed: f64 =
        (0..size).map(|place| cell(place, place) * (1.0 - (at(&rows, place) + at(&columns, place)) * (1.0 - value)).powi(2)).sum();
    let apart: f64 = (0..size)
        .flat_map(|row| (0..size).map(move |column| (row, column)))
        .filter(|(row, column)| row != column)
        .map(|(row, column)| cell(row, column) * (at(&columns, row) + at(&rows, column)).powi(2))
        .sum::<f64>()
        * (1.0 - value).powi(2);
    let surplus = (value - chance * (1.0 - value)).powi(2);
    let error = ((agreed + apart - surplus).max(0.0) / ((1.0 - chance).powi(2) * n)).sqrt();
    Some(Kappa { value, interval: Interval { low: value - Z * error, high: value + Z * error }, base, observed })
}

/// The level of measurement of the codes, which sets the distance between them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasurementLevel {
    /// Numbers with equal steps.
    Interval,
    /// Names.
    Nominal,
    /// Ranks.
    Ordinal,
}

/// Krippendorff's α (2011) of units, each with the values that its coders gave; a unit with one value or none does not count.
///
/// `None` when no unit has two values or all values are equal.
pub fn krippendorff_alpha(units: &[Vec<f64>], scale: MeasurementLevel) -> Option<f64> {
    let units: Vec<&Vec<f64>> = units.iter().filter(|unit| unit.len() > 1).collect();
    let mut counts: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    for value in units.iter().flat_map(|unit| unit.iter()) {
        counts.entry(ordered(*value)).or_insert((*value, 0.0)).1 += 1.0;
    }
    let total: f64 = counts.values().map(|(_, count)| count).sum();
    let mut before = 0.0;
    // The middle rank of each value: values below it and half of its own.
    let ranks: BTreeMap<u64, f64> = counts
        .iter()
        .map(|(key, (_, count))| {
            let rank = before + count / 2.0;
            before += count;
            (*key, rank)
        })
        .collect();
    let apart = |left: f64, right: f64| match scale {
        MeasurementLevel::Nominal => f64::from(u8::from(left != right)),
        MeasurementLevel::Interval => (left - right).powi(2),
        MeasurementLevel::Ordinal => {
            let rank = |value: f64| ranks.get(&ordered(value)).copied().unwrap_or(0.0);
            (rank(left) - rank(right)).powi(2)
        }
    };
    let observed: f64 = units
        .iter()
        .map(|unit| {
            let pairs: f64 = unit.iter().flat_map(|left| unit.iter().map(move |right| (*left, *right))).map(|(l, r)| apart(l, r)).sum();
            pairs / (unit.len() - 1) as f64
        })
        .sum::<f64>()
        / total;
    let values: Vec<(f64, f64)> = counts.into_values().collect();
    let expected: f64 =
        values.iter().flat_map(|left| values.iter().map(move |right| left.1 * right.1 * apart(left.0, right.0))).sum::<f64>()
            / (total * (total - 1.0));
    (total > 1.0 && expected > 0.0).then(|| 1.0 - observed / expected)
}

/// The bits of a number in the order of the numbers.
fn ordered(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: statsmodels 0.15 `cohens_kappa`.
    #[test]
    fn kappa_agrees_with_statsmodels() {
        for (table, value, low, high) in [
            (vec![vec![20, 5], vec![10, 15]], 0.399_999_999_999_999_9, 0.151_092_290_476_661, 0.648_907_709_523_338_9),
            (
                vec![vec![20, 5, 3], vec![10, 15, 1], vec![2, 4, 30]],
                0.579_910_380_881_254_7,
                0.442_674_294_184_923,
                0.717_146_467_577_586_4,
            ),
        ] {
            let found = cohens_kappa(&table).unwrap_or_else(|| unreachable!());
            for (found, wanted) in [(found.value, value), (found.interval.low, low), (found.interval.high, high)] {
                assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
            }
        }
        assert_eq!(cohens_kappa(&[vec![5, 0], vec![0, 0]]), None);
        assert_eq!(cohens_kappa(&[vec![5, 0]]), None);
        assert_eq!(cohens_kappa(&[]), None);
    }

    /// Oracle: krippendorff 0.9 `alpha`.
    #[test]
    fn alpha_agrees_with_krippendorff() {
        let none = f64::NAN;
        let coders = [
            [none, none, none, none, none, 3.0, 4.0, 1.0, 2.0, 1.0, 1.0, 3.0, 3.0, none, 3.0],
            [1.0, none, 2.0, 1.0, 3.0, 3.0, 4.0, 3.0, none, none, none, none, none, none, none],
            [none, none, 2.0, 1.0, 3.0, 4.0, 4.0, none, 2.0, 1.0, 1.0, 3.0, 3.0, none, 4.0],
        ];
        let units: Vec<Vec<f64>> =
            (0..15).map(|at| coders.iter().map(|coder| coder[at]).filter(|value| !value.is_nan()).collect()).collect();
        for (scale, wanted) in [
            (MeasurementLevel::Nominal, 0.691_358_024_691_358),
            (MeasurementLevel::Ordinal, 0.806_721_419_941_315_3),
            (MeasurementLevel::Interval, 0.810_844_892_812_105_9),
        ] {
            let found = krippendorff_alpha(&units, scale).unwrap_or(f64::NAN);
            assert!((found - wanted).abs() < 1e-9, "{scale:?} {found}");
        }
        assert_eq!(krippendorff_alpha(&[vec![1.0], vec![2.0]], MeasurementLevel::Nominal), None);
        assert_eq!(krippendorff_alpha(&[vec![1.0, 1.0]], MeasurementLevel::Nominal), None);
    }
}
