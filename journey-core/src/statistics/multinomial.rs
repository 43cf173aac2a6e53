//! Multinomial logistic regression with a ridge penalty: which of several ways of leaving.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    cholesky::dot,
    logistic::{Coefficient, check_design, constant, explain, raw_covariance, scaled},
    newton::{BLOCK, Slope, Standard, maximise},
};
use crate::error::Error;

/// The most categories beside the baseline.
pub const MAX_CATEGORIES: usize = 20;

/// A fitted multinomial regression.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MultinomialRegression {
    /// The categories 1, 2 and so on, each against the baseline 0.
    pub categories: Vec<OutcomeCategory>,
    /// The log-likelihood, without the penalty.
    pub log_likelihood: f64,
    /// Newton steps.
    pub iterations: u32,
    /// Whether the last step changed each standardised coefficient by less than 1e-8 of its size.
    pub converged: bool,
    /// Rows.
    pub base: u64,
}

/// One category against the baseline.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct OutcomeCategory {
    /// The category's code.
    pub category: u32,
    /// Rows of the category.
    pub events: u64,
    /// The logarithm of P(category) ÷ P(baseline) where all columns are 0.
    pub intercept: Coefficient,
    /// Its change when a column rises by one and the others stay, in the order of the columns.
    pub coefficients: Vec<Coefficient>,
}

/// Fits log(P(category) ÷ P(baseline)) = intercept + Σ coefficient · column for each category above 0 (Theil 1969; Agresti 2013, section 8.1)
/// by Newton's method.
///
/// `outcome` holds codes: 0 is the baseline, such as staying, and 1, 2 and so on are the ways of leaving; each must occur. `columns`, `weights`
/// and `penalties` are as in [`logistic_regression`](super::logistic_regression); a column's penalty holds for each category. With a penalty the
/// fit depends on which category is the baseline. Standard errors are as there. On the rows of customers' periods, as in
/// [`PersonPeriods`](super::PersonPeriods), it is the discrete-time model of competing ways of leaving (Allison 1982).
///
/// ```
/// use journey_core::statistics::multinomial_regression;
/// let found = multinomial_regression(&[], &[0, 0, 1, 2], None, &[]).unwrap();
/// assert!((found.categories[0].intercept.value - 0.5_f64.ln()).abs() < 1e-9);
/// assert_eq!(found.probabilities(&[]).unwrap().iter().map(|share| (share * 4.0).round()).collect::<Vec<_>>(), [2.0, 1.0, 1.0]);
/// ```
///
/// # Errors
/// As [`logistic_regression`](super::logistic_regression); when a code from 0 to the highest does not occur (in a row that weighs), or there
/// are more than [`MAX_CATEGORIES`].
pub fn multinomial_regression(
    columns: &[Vec<f64>],
    outcome: &[u32],
    weights: Option<&[f64]>,
    penalties: &[f64],
) -> Result<MultinomialRegression, Error> {
    check_design(columns, outcome.len(), weights, penalties)?;
    let counts = counts(outcome, weights)?;
    let standard = Standard::new(columns.iter().map(Vec::as_slice));
    if let Some(column) = standard.constant() {
        return Err(constant(column));
    }
    let design = Design { standard: &standard, categories: counts.len() - 1, outcome, weights };
    let one: Vec<f64> = [0.0].into_iter().chain(scaled(penalties, &standard)).collect();
    let combinations = !penalties.is_empty() && penalties.iter().all(|rate| *rate > 0.0);
    let width = one.len();
    let found = maximise(design.start(&counts), &one.repeat(design.categories), combinations, |at| design.slope(at))
        .map_err(|failure| explain(&failure, width))?;
    let size = width * design.categories;
    let category = |(place, parameters): (usize, &[f64])| {
        let own = found.covariance.chunks_exact(size).skip(place * width).take(width);
        let own: Vec<f64> = own.flat_map(|row| row.iter().skip(place * width).take(width)).copied().collect();
        let events = outcome.iter().filter(|code| **code as usize == place + 1).count();
        describe(&standard, place as u32 + 1, events as u64, parameters, &own)
    };
    Ok(MultinomialRegression {
        categories: found.parameters.chunks_exact(width).enumerate().map(category).collect(),
        log_likelihood: found.log_likelihood,
        iterations: found.steps,
        converged: found.converged,
        base: outcome.len() as u64,
    })
}

impl MultinomialRegression {
    /// The probability of each category for a row with these columns, the baseline first; `None` when they differ in number.
    pub fn probabilities(&self, row: &[f64]) -> Option<Vec<f64>> {
        let log_odds = |category: &OutcomeCategory| {
            let slopes = category.coefficients.iter().zip(row).map(|(coefficient, value)| coefficient.value * value);
            (category.coefficients.len() == row.len()).then(|| category.intercept.value + slopes.sum::<f64>())
        };
        let log_odds: Vec<f64> = self.categories.iter().map(log_odds).collect::<Option<_>>()?;
        let highest = log_odds.iter().copied().fold(0.0, f64::max);
        let odds: Vec<f64> = [0.0].into_iter().chain(log_odds).map(|value: f64| (value - highest).exp()).collect();
        let sum: f64 = odds.iter().sum();
        Some(odds.into_iter().map(|value| value / sum).collect())
    }
}

fn describe(standard: &Standard<'_>, category: u32, events: u64, parameters: &[f64], covariance: &[f64]) -> OutcomeCategory {
    let (first, slopes) = parameters.split_at(1);
    let (intercept, slopes) = standard.raw(first.iter().sum(), slopes);
    let covariance = raw_covariance(standard, covariance);
    let errors = covariance.iter().enumerate().filter_map(|(place, row)| row.get(place)).map(|variance| variance.sqrt());
    let mut all = [intercept].into_iter().chain(slopes).zip(errors).map(|(value, standard_error)| Coefficient { value, standard_error });
    let intercept = all.next().unwrap_or(Coefficient { value: intercept, standard_error: 0.0 });
    OutcomeCategory { category, events, intercept, coefficients: all.collect() }
}

/// The weight of each code from 0 to the highest.
fn counts(outcome: &[u32], weights: Option<&[f64]>) -> Result<Vec<f64>, Error> {
    let highest = outcome.iter().copied().max().unwrap_or(0) as usize;
    if !(1..=MAX_CATEGORIES).contains(&highest) {
        let problem = format!("the highest code is {highest}");
        return Err(Error::invalid("outcome", problem, format!("give 0 for the baseline and 1 to {MAX_CATEGORIES} for the others")));
    }
    let mut counts = vec![0.0; highest + 1];
    for (row, code) in outcome.iter().enumerate() {
        let weight = weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0);
        counts.iter_mut().skip(*code as usize).take(1).for_each(|count| *count += weight);
    }
    match counts.iter().position(|count| *count <= 0.0) {
        Some(code) => Err(Error::invalid("outcome", format!("no row that weighs has the code {code}"), "number the codes without a gap")),
        None => Ok(counts),
    }
}

struct Design<'a> {
    standard: &'a Standard<'a>,
    categories: usize,
    outcome: &'a [u32],
    weights: Option<&'a [f64]>,
}

impl Design<'_> {
    fn start(&self, counts: &[f64]) -> Vec<f64> {
        let baseline = counts.first().copied().unwrap_or(1.0);
        let slopes = vec![0.0; self.standard.width()];
        counts.iter().skip(1).flat_map(|count| [(count / baseline).ln()].into_iter().chain(slopes.iter().copied())).collect()
    }

    /// Parameters come category by category, the intercept before the slopes.
    fn slope(&self, parameters: &[f64]) -> Slope {
        let mut sum = Slope::zero(parameters.len());
        let width = self.standard.width() + 1;
        let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(BLOCK); width];
        let mut shares: Vec<Vec<f64>> = vec![Vec::with_capacity(BLOCK); self.categories];
        for from in (0..self.outcome.len()).step_by(BLOCK) {
            let to = (from + BLOCK).min(self.outcome.len());
            if let Some((ones, rest)) = columns.split_first_mut() {
                ones.clear();
                ones.resize(to - from, 1.0);
                self.standard.fill(from, to, rest);
            }
            for (shares, parameters) in shares.iter_mut().zip(parameters.chunks_exact(width)) {
                shares.clear();
                shares.resize(to - from, 0.0);
                for (column, slope) in columns.iter().zip(parameters) {
                    shares.iter_mut().zip(column).for_each(|(sum, value)| *sum += slope * value);
                }
            }
            let rows: Vec<(u32, f64)> = (from..to).map(|row| (self.code(row), self.weight(row))).collect();
            sum.log_likelihood += into_shares(&mut shares, &rows);
            add_block(&columns, &shares, &rows, &mut sum);
        }
        sum
    }

    fn code(&self, row: usize) -> u32 {
        self.outcome.get(row).copied().unwrap_or(0)
    }

    fn weight(&self, row: usize) -> f64 {
        self.weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0)
    }
}

/// Turns log-odds against the baseline into probabilities; returns the log-likelihood of the rows, each a code and a weight.
fn into_shares(shares: &mut [Vec<f64>], rows: &[(u32, f64)]) -> f64 {
    let mut log_likelihood = 0.0;
    for (at, (code, weight)) in rows.iter().enumerate() {
        let highest = shares.iter().filter_map(|column| column.get(at)).copied().fold(0.0, f64::max);
        let sum: f64 =
            shares.iter().filter_map(|column| column.get(at)).map(|value| (value - highest).exp()).sum::<f64>() + (-highest).exp();
        let own = (*code as usize).checked_sub(1).and_then(|place| shares.get(place)).and_then(|column| column.get(at));
        log_likelihood += weight * (own.copied().unwrap_or(0.0) - highest - sum.ln());
        shares.iter_mut().filter_map(|column| column.get_mut(at)).for_each(|value| *value = (*value - highest).exp() / sum);
    }
    log_likelihood
}

fn add_block(columns: &[Vec<f64>], shares: &[Vec<f64>], rows: &[(u32, f64)], sum: &mut Slope) {
    let (width, size) = (columns.len(), sum.score.len());
    let (mut spread, mut weighted) = (vec![0.0; rows.len()], vec![0.0; rows.len()]);
    for (place, own) in shares.iter().enumerate() {
        for ((cell, share), (code, weight)) in spread.iter_mut().zip(own).zip(rows) {
            *cell = weight * (f64::from(u8::from(*code as usize == place + 1)) - share);
        }
        let score = sum.score.iter_mut().skip(place * width);
        score.zip(columns).for_each(|(cell, column)| *cell += dot(&spread, column));
        for (other_place, other) in shares.iter().enumerate().take(place + 1) {
            let same = f64::from(u8::from(place == other_place));
            for ((cell, (left, right)), (_, weight)) in spread.iter_mut().zip(own.iter().zip(other)).zip(rows) {
                *cell = weight * left * (same - right);
            }
            for (row, column) in columns.iter().enumerate() {
                weighted.iter_mut().zip(column).zip(&spread).for_each(|((cell, value), spread)| *cell = value * spread);
                let start = (place * width + row) * size + other_place * width;
                sum.information.iter_mut().skip(start).zip(columns).for_each(|(cell, column)| *cell += dot(&weighted, column));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{
        golden::{codes, columns, load, near, numbers},
        logistic_regression,
    };

    /// Oracle: statsmodels 0.15 `MNLogit` without a penalty, Newton's method in numpy with one.
    #[test]
    fn coefficients_agree_with_statsmodels() {
        let golden = load("multinomial");
        let (columns, outcome) = (columns(&golden["columns"]), codes(&golden["outcome"]));
        for case in golden["cases"].as_array().unwrap() {
            let found = multinomial_regression(&columns, &outcome, None, &numbers(&case["penalties"])).unwrap();
            let all = found.categories.iter().flat_map(|category| [category.intercept].into_iter().chain(category.coefficients.clone()));
            let (values, errors): (Vec<f64>, Vec<f64>) = all.map(|one| (one.value, one.standard_error)).unzip();
            near(&values, &case["coefficients"], 1e-9);
            near(&errors, &case["standard_errors"], 1e-9);
            near(&[found.log_likelihood], &case["log_likelihood"], 1e-9);
            assert!(found.converged);
        }
    }

    #[test]
    fn two_categories_are_a_logistic_regression() {
        let column: Vec<f64> = (0..100).map(|at| f64::from(at * 13 % 17)).collect();
        let outcome: Vec<u32> = (0..100).map(|at| u32::from(at * 7 % 5 < 2)).collect();
        let weights: Vec<f64> = (0..100).map(|at| f64::from(at % 3)).collect();
        let flags: Vec<bool> = outcome.iter().map(|code| *code > 0).collect();
        let found = multinomial_regression(std::slice::from_ref(&column), &outcome, Some(&weights), &[0.7]).unwrap();
        let wanted = logistic_regression(&[column], &flags, Some(&weights), &[0.7]).unwrap();
        let pairs = [(found.categories[0].intercept, wanted.intercept), (found.categories[0].coefficients[0], wanted.coefficients[0])];
        assert!(
            pairs.iter().all(|(left, right)| {
                (left.value - right.value).abs() < 1e-9 && (left.standard_error - right.standard_error).abs() < 1e-9
            })
        );
        let shares = found.probabilities(&[4.0]).unwrap();
        assert!((shares[1] - wanted.probability(&[4.0]).unwrap()).abs() < 1e-12 && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(found.probabilities(&[]), None);
    }

    #[test]
    fn separation_and_gaps_are_told() {
        let outcome: Vec<u32> = (0..60).map(|at| at / 20).collect();
        let column: Vec<f64> = (0..60).map(f64::from).collect();
        let refused = |columns: &[Vec<f64>], outcome: &[u32], penalties: &[f64]| {
            multinomial_regression(columns, outcome, None, penalties).map(|_| ()).map_err(|error| error.to_string())
        };
        assert!(refused(std::slice::from_ref(&column), &outcome, &[0.0]).is_err_and(|error| error.contains("perfect separation")));
        assert_eq!(refused(std::slice::from_ref(&column), &outcome, &[0.5]), Ok(()));
        let gap: Vec<u32> = outcome.iter().map(|code| code * 2).collect();
        assert!(refused(std::slice::from_ref(&column), &gap, &[0.5]).is_err_and(|error| error.contains("the code 1")));
        assert!(refused(std::slice::from_ref(&column), &[0; 60], &[0.5]).is_err());
        let twice = vec![column.clone(), column];
        let mixed: Vec<u32> = (0..60).map(|at| at % 3).collect();
        assert!(refused(&twice, &mixed, &[0.0, 0.0]).is_err_and(|error| error.starts_with("columns[1]: it is a combination")));
    }
}
