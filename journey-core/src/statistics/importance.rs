//! Which predictors an outcome's variation goes with.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{cholesky::Cholesky, interval::Interval, percentiles, resample};
use crate::error::Error;

/// The fewest respondents for each predictor.
pub const MIN_RESPONDENTS_PER_PREDICTOR: usize = 10;
/// The most predictors: all their subsets are fitted.
pub const MAX_PREDICTORS: usize = 12;
/// The share of a predictor that the others leave unexplained, up to which it is one of them.
const SINGULAR: f64 = 1e-10;

/// The share of the explained variance that goes with one predictor.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Importance {
    /// The part of R², 0 to 1; all parts sum to R².
    pub value: f64,
    /// Its bootstrap 95 % interval.
    pub interval: Option<Interval>,
    /// The rank, from 1.
    pub rank: u32,
    /// The ranks that it takes in 95 % of resamples.
    pub rank_interval: Option<(u32, u32)>,
    /// The slope in a regression on all predictors: the change of the outcome when this one rises by one and the others stay.
    pub slope: f64,
    /// Its bootstrap 95 % interval.
    pub slope_interval: Option<Interval>,
}

/// Splits R² among the predictors (LMG: Lindeman, Merenda and Gold 1980; the Shapley value of R²), with bootstrap intervals by respondent.
///
/// `columns` holds a predictor each, as long as `outcome`. Returns R² and one importance a predictor, in the order given.
///
/// # Errors
/// When columns differ in length, there are more than [`MAX_PREDICTORS`], fewer than [`MIN_RESPONDENTS_PER_PREDICTOR`] respondents a predictor, or a
/// column or the outcome does not vary.
pub fn relative_importance(columns: &[Vec<f64>], outcome: &[f64], resamples: usize, seed: u64) -> Result<(f64, Vec<Importance>), Error> {
    let (width, rows) = (columns.len(), outcome.len());
    if width == 0 || width > MAX_PREDICTORS {
        return Err(Error::invalid("predictors", format!("there are {width}"), format!("give 1 to {MAX_PREDICTORS}")));
    }
    if columns.iter().any(|column| column.len() != rows) {
        return Err(Error::invalid("predictors", "a column is not as long as the outcome", "give a value for each respondent"));
    }
    let least = MIN_RESPONDENTS_PER_PREDICTOR * width;
    if rows < least {
        return Err(Error::invalid(
            "respondents",
            format!("{rows} are too few for {width} predictors"),
            format!("{MIN_RESPONDENTS_PER_PREDICTOR} a predictor are needed, {least} in all"),
        ));
    }
    let profiles = Profiles::new(columns, outcome);
    let whole = profiles
        .moments(&profiles.counts)
        .and_then(|moments| moments.split())
        .ok_or_else(|| Error::invalid("predictors", "one does not vary or repeats another", "leave it out"))?;
    let mut parts: Vec<Vec<f64>> = vec![Vec::new(); width];
    let mut ranks: Vec<Vec<f64>> = vec![Vec::new(); width];
    let mut slopes: Vec<Vec<f64>> = vec![Vec::new(); width];
    for split in profiles.splits(resamples, seed) {
        for (at, part) in split.parts.iter().enumerate() {
            let rank = 1.0 + split.parts.iter().filter(|other| *other > part).count() as f64;
            let slope = split.slopes.get(at).copied().unwrap_or(0.0);
            for (store, value) in [(&mut parts, *part), (&mut ranks, rank), (&mut slopes, slope)] {
                if let Some(values) = store.get_mut(at) {
                    values.push(value);
                }
            }
        }
    }
    let found = whole.parts.iter().zip(&whole.slopes).zip(parts.iter_mut().zip(&mut ranks).zip(&mut slopes)).map(
        |((part, slope), ((parts, ranks), slopes))| Importance {
            value: *part,
            // A share cannot fall below nothing, so that samples of one near it lie above it.
            interval: percentiles(parts).map(|found| Interval { low: found.low.min(*part), high: found.high.max(*part) }),
            rank: 1 + whole.parts.iter().filter(|other| *other > part).count() as u32,
            rank_interval: percentiles(ranks).map(|interval| (interval.low.floor() as u32, interval.high.ceil() as u32)),
            slope: *slope,
            slope_interval: percentiles(slopes),
        },
    );
    Ok((whole.explained, found.collect()))
}

/// The different rows of a table, and how many respondents have each: respondents who are alike are drawn together.
struct Profiles {
    /// The predictors and the outcome, the outcome last.
    columns: Vec<Vec<f64>>,
    counts: Vec<u64>,
}

impl Profiles {
    fn new(columns: &[Vec<f64>], outcome: &[f64]) -> Self {
        let mut rows: BTreeMap<Vec<u64>, u64> = BTreeMap::new();
        for (at, outcome) in outcome.iter().enumerate() {
            let own = columns.iter().filter_map(|column| column.get(at)).chain([outcome]);
            *rows.entry(own.map(|value| value.to_bits()).collect()).or_default() += 1;
        }
        let column = |at: usize| rows.keys().filter_map(|row| row.get(at)).map(|bits| f64::from_bits(*bits)).collect();
        Self { columns: (0..=columns.len()).map(column).collect(), counts: rows.into_values().collect() }
    }

    /// Moments when each row counts as often as told; `None` when a column does not vary.
    fn moments(&self, counts: &[u64]) -> Option<Moments> {
        let weights: Vec<f64> = counts.iter().map(|count| *count as f64).collect();
        let total: f64 = weights.iter().sum();
        let size = self.columns.len();
        let product = |left: &[f64], right: &[f64]| -> f64 {
            left.iter().zip(right).zip(&weights).map(|((left, right), weight)| weight * left * right).sum()
        };
        let centred: Vec<Vec<f64>> = self
            .columns
            .iter()
            .map(|column| {
                let mean = column.iter().zip(&weights).map(|(value, weight)| weight * value).sum::<f64>() / total;
                column.iter().map(|value| value - mean).collect()
            })
            .collect();
        let spread: Vec<f64> = centred.iter().map(|column| product(column, column).sqrt()).collect();
        if spread.iter().any(|spread| *spread < 1e-9) {
            return None;
        }
        let mut correlation = vec![0.0; size * size];
        for (row, left) in centred.iter().enumerate() {
            for (column, right) in centred.iter().enumerate().take(row + 1) {
                let value = product(left, right) / (spread.get(row)? * spread.get(column)?);
                *correlation.get_mut(row * size + column)? = value;
                *correlation.get_mut(column * size + row)? = value;
            }
        }
        Some(Moments { width: size - 1, correlation, spread })
    }

    /// The split of every resample in which all columns vary, in order.
    fn splits(&self, resamples: usize, seed: u64) -> Vec<Split> {
        let round = |round: usize| {
            let mut drawn = Vec::with_capacity(self.counts.len());
            resample(&self.counts, &mut ChaCha8Rng::seed_from_u64(seed.wrapping_add(round as u64)), &mut drawn);
            self.moments(&drawn)?.split()
        };
        #[cfg(feature = "rayon")]
        {
            use rayon::prelude::*;
            (0..resamples).into_par_iter().filter_map(round).collect()
        }
        #[cfg(not(feature = "rayon"))]
        (0..resamples).filter_map(round).collect()
    }
}

/// Correlations of the predictors and the outcome, the outcome last.
struct Moments {
    width: usize,
    correlation: Vec<f64>,
    spread: Vec<f64>,
}

struct Split {
    explained: f64,
    parts: Vec<f64>,
    slopes: Vec<f64>,
}

impl Moments {
    fn at(&self, row: usize, column: usize) -> f64 {
        self.correlation.get(row * (self.width + 1) + column).copied().unwrap_or(0.0)
    }

    /// R² and standardised slopes of a regression on the predictors of a bit set.
    fn fit(&self, set: u32) -> Option<(f64, Vec<f64>)> {
        let chosen: Vec<usize> = (0..self.width).filter(|at| set >> at & 1 == 1).collect();
        let matrix: Vec<f64> = chosen.iter().flat_map(|row| chosen.iter().map(|column| self.at(*row, *column))).collect();
        let right: Vec<f64> = chosen.iter().map(|at| self.at(*at, self.width)).collect();
        let slopes = Cholesky::new(matrix, chosen.len(), SINGULAR).ok()?.solve(&right);
        Some((slopes.iter().zip(&right).map(|(slope, right)| slope * right).sum(), slopes))
    }

    fn split(&self) -> Option<Split> {
        let all = 1_u32 << self.width;
        let explained: Vec<f64> = (0..all).map(|set| self.fit(set).map(|(explained, _)| explained)).collect::<Option<_>>()?;
        let mut parts = vec![0.0; self.width];
        // The share of the orders in which exactly `size` others come first.
        let weight = |size: u32| {
            let mut ways = self.width as f64;
            for taken in 0..size {
                ways *= (self.width as f64 - 1.0 - f64::from(taken)) / (f64::from(taken) + 1.0);
            }
            1.0 / ways
        };
        for set in 0..all {
            for (at, part) in parts.iter_mut().enumerate().filter(|(at, _)| set >> at & 1 == 0) {
                let gain = explained.get((set | 1 << at) as usize)? - explained.get(set as usize)?;
                *part += gain * weight(set.count_ones());
            }
        }
        let (whole, standard) = self.fit(all - 1)?;
        let outcome = self.spread.last()?;
        let slopes = standard.iter().zip(&self.spread).map(|(slope, spread)| slope * outcome / spread).collect();
        Some(Split { explained: whole, parts, slopes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> (Vec<Vec<f64>>, Vec<f64>) {
        let column = |make: &dyn Fn(f64) -> f64| (0..40).map(|at| make(f64::from(at))).collect::<Vec<f64>>();
        let first = column(&|at| (at * 7.0 % 13.0) / 3.0);
        let second = column(&|at| (at * 5.0 % 11.0) / 2.0 + (at * 7.0 % 13.0) / 6.0);
        let third = column(&|at| at * 3.0 % 7.0);
        let outcome =
            (0..40).map(|at| 2.0 * first[at] - 1.5 * second[at] + 0.3 * third[at] + ((at * 17 % 19) as f64 - 9.0) / 5.0).collect();
        (vec![first, second, third], outcome)
    }

    /// Oracle: pingouin 0.7 `linear_regression(relimp=True)`.
    #[test]
    fn parts_agree_with_pingouin() {
        let (columns, outcome) = data();
        let (explained, parts) = relative_importance(&columns, &outcome, 200, 3).unwrap_or_else(|error| unreachable!("{error}"));
        assert!((explained - 0.911_918_658_530_106_3).abs() < 1e-9);
        for (found, (part, slope)) in parts.iter().zip([
            (0.518_963_079_984_665_4, 2.030_442_692_459_706_8),
            (0.354_568_317_892_897_1, -1.517_547_234_607_816_7),
            (0.038_387_260_652_542_93, 0.394_003_358_760_341_26),
        ]) {
            assert!((found.value - part).abs() < 1e-9 && (found.slope - slope).abs() < 1e-9, "{found:?}");
            assert!(found.interval.is_some_and(|interval| interval.low <= part && part <= interval.high));
        }
        assert_eq!(parts.iter().map(|part| part.rank).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn too_few_respondents_are_refused_with_the_number_needed() {
        let (columns, outcome) = data();
        let few: Vec<Vec<f64>> = columns.iter().map(|column| column[..20].to_vec()).collect();
        let refused = relative_importance(&few, &outcome[..20], 10, 1).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(refused, Err("respondents: 20 are too few for 3 predictors; 10 a predictor are needed, 30 in all".into()));
        let flat = relative_importance(&[vec![1.0; 40]], &outcome, 10, 1);
        assert!(flat.is_err_and(|error| error.code() == "invalid"));
    }
}
