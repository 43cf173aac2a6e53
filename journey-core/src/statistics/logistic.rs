//! Logistic regression with a ridge penalty.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    lifetimes::{LARGEST, check_amounts, check_length, check_numbers},
    newton::{NoMaximum, Standard},
    strata::Strata,
};
use crate::error::Error;

/// The most columns of a regression.
pub const MAX_COLUMNS: usize = 200;

/// A fitted logistic regression.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LogisticRegression {
    /// The log-odds where all columns are 0.
    pub intercept: Coefficient,
    /// The change of the log-odds when a column rises by one and the others stay, in the order of the columns.
    pub coefficients: Vec<Coefficient>,
    /// The covariances of the intercept and the coefficients, the intercept first.
    pub covariance: Vec<Vec<f64>>,
    /// The log-likelihood, without the penalty.
    pub log_likelihood: f64,
    /// Newton steps.
    pub iterations: u32,
    /// Whether the last step changed each standardised coefficient by less than 1e-8 of its size.
    pub converged: bool,
    /// Rows.
    pub base: u64,
    /// Rows whose outcome is true.
    pub events: u64,
}

/// One number of a regression.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Coefficient {
    /// The estimate.
    pub value: f64,
    /// The standard error by the inverse of the penalised observed information. With a penalty above 0 it tells the spread of an estimate
    /// that is drawn toward 0, not how far off it is.
    pub standard_error: f64,
}

/// Fits P(outcome) = 1 ÷ (1 + exp(−intercept − Σ coefficient · column)) by Newton's method, which here is iteratively reweighted least squares
/// (le Cessie and van Houwelingen 1992 for the ridge).
///
/// `columns` holds up to [`MAX_COLUMNS`] columns, each as long as `outcome`; `weights` count rows, each from 0 up. It maximises the
/// log-likelihood less ½ · Σ penalty · coefficient²; `penalties` holds one number from 0 up for each column, in the columns' own units
/// (standardise first where one penalty shall treat them alike). The intercept is not penalised.
///
/// ```
/// use journey_core::statistics::logistic_regression;
/// let outcome = [false, false, true, false, true, true];
/// let found = logistic_regression(&[vec![0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], &outcome, None, &[0.0]).unwrap();
/// assert!((found.intercept.value - 0.5_f64.ln()).abs() < 1e-12 && (found.coefficients[0].value - 4.0_f64.ln()).abs() < 1e-12);
/// ```
///
/// # Errors
/// When lengths differ, a number is out of range, the outcome or a column does not vary, an unpenalised column is a combination of others
/// (collinear), or the columns foretell the outcome without fail (perfect separation), so that unpenalised coefficients grow without end.
pub fn logistic_regression(
    columns: &[Vec<f64>],
    outcome: &[bool],
    weights: Option<&[f64]>,
    penalties: &[f64],
) -> Result<LogisticRegression, Error> {
    check_design(columns, outcome.len(), weights, penalties)?;
    let standard = Standard::new(columns.iter().map(Vec::as_slice));
    let strata = Strata { standard: &standard, strata: None, count: 1, outcome, weights };
    let log_odds =
        strata.log_odds().ok_or_else(|| Error::invalid("outcome", "it is the same in all rows that weigh", "give both outcomes"))?;
    if let Some(column) = standard.constant() {
        return Err(constant(column));
    }
    let scaled = scaled(penalties, &standard);
    let combinations = !scaled.is_empty() && penalties.iter().all(|rate| *rate > 0.0);
    let found = strata.fit(log_odds, &scaled, combinations).map_err(|failure| explain(&failure, columns.len() + 1))?;
    let (first, slopes) = found.parameters.split_at(1);
    let (intercept, slopes) = standard.raw(first.iter().sum(), slopes);
    let covariance = raw_covariance(&standard, &found.covariance);
    let error = |place: usize| covariance.get(place).and_then(|row| row.get(place)).map_or(0.0, |variance| variance.sqrt());
    Ok(LogisticRegression {
        intercept: Coefficient { value: intercept, standard_error: error(0) },
        coefficients: slopes.iter().zip(1..).map(|(value, place)| Coefficient { value: *value, standard_error: error(place) }).collect(),
        covariance,
        log_likelihood: found.log_likelihood,
        iterations: found.steps,
        converged: found.converged,
        base: outcome.len() as u64,
        events: outcome.iter().filter(|outcome| **outcome).count() as u64,
    })
}

impl LogisticRegression {
    /// The probability of the outcome for a row with these columns; `None` when they differ in number.
    pub fn probability(&self, row: &[f64]) -> Option<f64> {
        let sum: f64 = self.coefficients.iter().zip(row).map(|(coefficient, value)| coefficient.value * value).sum();
        (row.len() == self.coefficients.len()).then(|| logistic(self.intercept.value + sum))
    }
}

/// The probability with these log-odds.
pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

pub(crate) fn check_design(columns: &[Vec<f64>], rows: usize, weights: Option<&[f64]>, penalties: &[f64]) -> Result<(), Error> {
    if columns.len() > MAX_COLUMNS {
        return Err(Error::invalid("columns", format!("there are {}", columns.len()), format!("give at most {MAX_COLUMNS}")));
    }
    for (at, column) in columns.iter().enumerate() {
        let field = format!("columns[{at}]");
        check_length(&field, column.len(), rows)?;
        check_numbers(&field, column)?;
    }
    if penalties.len() != columns.len() {
        let problem = format!("there are {} for {} columns", penalties.len(), columns.len());
        return Err(Error::invalid("penalties", problem, "give one for each column"));
    }
    if let Some(weights) = weights {
        check_length("weights", weights.len(), rows)?;
    }
    check_amounts("penalties", penalties)?;
    check_amounts("weights", weights.unwrap_or_default())
}

/// The penalties on the standardised columns that come to the same as these on the columns.
pub(crate) fn scaled(penalties: &[f64], standard: &Standard<'_>) -> Vec<f64> {
    penalties.iter().zip(&standard.deviations).map(|(rate, deviation)| (rate / (deviation * deviation)).min(LARGEST)).collect()
}

pub(crate) fn constant(column: usize) -> Error {
    Error::invalid(format!("columns[{column}]"), "it does not vary", "leave it out")
}

/// Says what to do when there is no maximum; parameters come in groups of `width`, each with an intercept first.
pub(crate) fn explain(failure: &NoMaximum, width: usize) -> Error {
    let field = failure.column(width, 1).map_or("columns".to_owned(), |column| format!("columns[{column}]"));
    let (problem, fix) = match failure {
        NoMaximum::Dependent(_) => {
            ("it is a combination of the columns before it (collinear)", "leave it out or give each column a penalty above 0")
        }
        NoMaximum::Unbounded(_) => (
            "it foretells the outcome without fail, alone or with others (perfect separation)",
            "give it a penalty above 0 or leave it out",
        ),
    };
    Error::invalid(field, problem, fix)
}

/// The covariance on the raw scale: J · covariance · Jᵀ, where J undoes the standardising.
pub(crate) fn raw_covariance(standard: &Standard<'_>, covariance: &[f64]) -> Vec<Vec<f64>> {
    let size = standard.width() + 1;
    let undo = |row: &[f64]| {
        let (first, slopes) = row.split_at(1);
        let (intercept, slopes) = standard.raw(first.iter().sum(), slopes);
        [intercept].into_iter().chain(slopes).collect::<Vec<f64>>()
    };
    let half: Vec<Vec<f64>> = covariance.chunks_exact(size).map(undo).collect();
    let column = |place: usize| half.iter().filter_map(|row| row.get(place)).copied().collect::<Vec<f64>>();
    (0..size).map(|place| undo(&column(place))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{columns, flags, load, near, numbers};

    fn values(found: &LogisticRegression) -> (Vec<f64>, Vec<f64>) {
        [found.intercept].iter().chain(&found.coefficients).map(|coefficient| (coefficient.value, coefficient.standard_error)).unzip()
    }

    /// Oracle: statsmodels 0.15 `Logit` and weighted `GLM` without a penalty, scipy 1.17 `minimize` and scikit-learn 1.9
    /// `LogisticRegression(solver="newton-cholesky")` with one.
    #[test]
    fn coefficients_agree_with_statsmodels_and_scikit_learn() {
        let golden = load("logistic");
        let (columns, outcome) = (columns(&golden["columns"]), flags(&golden["outcome"]));
        for case in golden["cases"].as_array().unwrap() {
            let weights = case["weights"].as_array().map(|_| numbers(&case["weights"]));
            let found = logistic_regression(&columns, &outcome, weights.as_deref(), &numbers(&case["penalties"])).unwrap();
            let (coefficients, errors) = values(&found);
            near(&coefficients, &case["coefficients"], 1e-9);
            near(&errors, &case["standard_errors"], 1e-9);
            near(&[found.log_likelihood], &case["log_likelihood"], 1e-9);
            assert!(found.converged && found.iterations < 15);
        }
    }

    #[test]
    fn a_column_far_from_zero_does_not_spoil_the_fit() {
        let outcome: Vec<bool> = (0..200).map(|at| at * 7 % 5 < 2).collect();
        let near_zero: Vec<f64> = (0..200).map(|at| f64::from(at * 13 % 17)).collect();
        let far: Vec<f64> = near_zero.iter().map(|value| value + 1e7).collect();
        let one = logistic_regression(&[near_zero], &outcome, None, &[0.0]).unwrap();
        let other = logistic_regression(&[far], &outcome, None, &[0.0]).unwrap();
        assert!((one.coefficients[0].value - other.coefficients[0].value).abs() < 1e-9);
        assert!((one.coefficients[0].standard_error - other.coefficients[0].standard_error).abs() < 1e-9);
        let probability = one.probability(&[3.0]).unwrap();
        assert!((probability - other.probability(&[1e7 + 3.0]).unwrap()).abs() < 1e-6);
        assert_eq!(one.probability(&[]), None);
    }

    #[test]
    fn weights_count_rows() {
        let column = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let outcome = [false, true, false, true, false, true];
        let twice: Vec<f64> = column.iter().chain(&column).copied().collect();
        let weighted = logistic_regression(&[column], &outcome, Some(&[2.0; 6]), &[0.0]).unwrap();
        let repeated = logistic_regression(&[twice], &[outcome, outcome].concat(), None, &[0.0]).unwrap();
        let ((one, one_error), (other, other_error)) = (values(&weighted), values(&repeated));
        for (left, right) in one.iter().chain(&one_error).zip(other.iter().chain(&other_error)) {
            assert!((left - right).abs() < 1e-9);
        }
    }

    #[test]
    fn perfect_separation_is_told_and_a_penalty_mends_it() {
        let outcome: Vec<bool> = (0..40).map(|at| at >= 20).collect();
        let whole: Vec<f64> = (0..40).map(f64::from).collect();
        // Quasi-separation: all of the first ten have one outcome.
        let part: Vec<f64> = (0..40).map(|at| f64::from(u8::from(at < 10))).collect();
        let other: Vec<f64> = (0..40).map(|at| f64::from(at * 7 % 11)).collect();
        for (columns, fault) in [(vec![whole], 0), (vec![other, part], 1)] {
            let penalties = vec![0.0; columns.len()];
            let refused = logistic_regression(&columns, &outcome, None, &penalties).map(|_| ()).map_err(|error| error.to_string());
            let wanted = format!(
                "columns[{fault}]: it foretells the outcome without fail, alone or with others (perfect separation); \
                 give it a penalty above 0 or leave it out"
            );
            assert_eq!(refused, Err(wanted));
            let found = logistic_regression(&columns, &outcome, None, &vec![0.1; columns.len()]).unwrap();
            assert!(found.converged);
        }
    }

    #[test]
    fn collinear_and_constant_columns_are_told() {
        let outcome: Vec<bool> = (0..40).map(|at| at * 7 % 5 < 2).collect();
        let first: Vec<f64> = (0..40).map(|at| f64::from(at * 13 % 17)).collect();
        let sum: Vec<f64> = first.iter().map(|value| 3.0 - 2.0 * value).collect();
        let refused = |columns: &[Vec<f64>], penalties: &[f64]| {
            logistic_regression(columns, &outcome, None, penalties).map(|_| ()).map_err(|error| error.to_string()).unwrap_err()
        };
        assert!(refused(&[first.clone(), sum.clone()], &[0.0, 0.0]).starts_with("columns[1]: it is a combination"));
        assert!(refused(&[vec![5.0; 40]], &[0.0]).starts_with("columns[0]: it does not vary"));
        assert!(refused(std::slice::from_ref(&first), &[]).starts_with("penalties: there are 0"));
        assert!(refused(std::slice::from_ref(&first), &[-1.0]).starts_with("penalties[0]"));
        assert!(logistic_regression(&[first.clone(), sum], &outcome, None, &[1.0, 1.0]).is_ok());
        assert!(logistic_regression(&[first], &[true; 40], None, &[1.0]).is_err());
    }
}
