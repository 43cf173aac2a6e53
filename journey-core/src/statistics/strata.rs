//! The logistic likelihood with an intercept for each stratum.

use super::{
    cholesky::dot,
    newton::{BLOCK, Maximum, NoMaximum, Slope, Standard, maximise},
};

/// Rows, each of a stratum with an intercept of its own; the columns' slopes are shared.
///
/// The intercepts' part of the information is diagonal and is not stored as columns.
pub(crate) struct Strata<'a> {
    pub(crate) standard: &'a Standard<'a>,
    /// The stratum of each row, below `count`; none when there is a single one.
    pub(crate) strata: Option<&'a [usize]>,
    pub(crate) count: usize,
    pub(crate) outcome: &'a [bool],
    pub(crate) weights: Option<&'a [f64]>,
}

impl Strata<'_> {
    /// The log-odds of the outcome in each stratum; `None` when some has but one outcome.
    pub(crate) fn log_odds(&self) -> Option<Vec<f64>> {
        let mut sums = vec![(0.0, 0.0); self.count];
        for (row, outcome) in self.outcome.iter().enumerate() {
            let (hits, misses) = sums.get_mut(self.stratum(row))?;
            *if *outcome { hits } else { misses } += self.weight(row);
        }
        sums.into_iter().map(|(hits, misses): (f64, f64)| (hits > 0.0 && misses > 0.0).then(|| (hits / misses).ln())).collect()
    }

    /// Fits from these intercepts; the parameters are the intercepts and then the slopes of the standardised columns.
    pub(crate) fn fit(&self, intercepts: Vec<f64>, penalties: &[f64], combinations: bool) -> Result<Maximum, NoMaximum> {
        let start = [intercepts, vec![0.0; penalties.len()]].concat();
        let penalties = [vec![0.0; self.count], penalties.to_vec()].concat();
        maximise(start, &penalties, combinations, |parameters| self.slope(parameters))
    }

    fn stratum(&self, row: usize) -> usize {
        self.strata.and_then(|strata| strata.get(row)).copied().unwrap_or(0)
    }

    fn weight(&self, row: usize) -> f64 {
        self.weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0)
    }

    fn slope(&self, parameters: &[f64]) -> Slope {
        let mut sum = Slope::zero(parameters.len());
        let mut block = Block::new(self.standard.width());
        for from in (0..self.outcome.len()).step_by(BLOCK) {
            let to = (from + BLOCK).min(self.outcome.len());
            self.standard.fill(from, to, &mut block.columns);
            sum.log_likelihood += self.residuals(from, to, parameters, &mut block);
            self.add_intercepts(from, &block, &mut sum);
            add_slopes(&mut block, self.count, &mut sum);
        }
        sum
    }

    /// Fills the block's residuals and weights; returns its log-likelihood.
    fn residuals(&self, from: usize, to: usize, parameters: &[f64], block: &mut Block) -> f64 {
        let (intercepts, slopes) = parameters.split_at(self.count);
        let Block { columns, log_odds, residuals, spreads, .. } = block;
        log_odds.clear();
        log_odds.extend((from..to).map(|row| intercepts.get(self.stratum(row)).copied().unwrap_or(0.0)));
        for (column, slope) in columns.iter().zip(slopes) {
            log_odds.iter_mut().zip(column).for_each(|(sum, value)| *sum += slope * value);
        }
        residuals.clear();
        spreads.clear();
        let mut log_likelihood = 0.0;
        for ((row, outcome), log_odds) in (from..).zip(self.outcome.iter().skip(from)).zip(log_odds) {
            let weight = self.weight(row);
            let small = (-log_odds.abs()).exp();
            let far = small / (1.0 + small);
            // The probability of the outcome that did not happen.
            let missed = if *outcome == (*log_odds >= 0.0) { far } else { 1.0 - far };
            log_likelihood -= weight * (small.ln_1p() + if *outcome { (-*log_odds).max(0.0) } else { log_odds.max(0.0) });
            residuals.push(weight * if *outcome { missed } else { -missed });
            spreads.push(weight * far / (1.0 + small));
        }
        log_likelihood
    }

    fn add_intercepts(&self, from: usize, block: &Block, sum: &mut Slope) {
        let size = sum.score.len();
        for (at, (residual, spread)) in block.residuals.iter().zip(&block.spreads).enumerate() {
            let stratum = self.stratum(from + at);
            sum.score.iter_mut().skip(stratum).take(1).for_each(|cell| *cell += residual);
            sum.information.iter_mut().skip(stratum * (size + 1)).take(1).for_each(|cell| *cell += spread);
            for (column, values) in block.columns.iter().enumerate() {
                if let (Some(cell), Some(value)) = (sum.information.get_mut((self.count + column) * size + stratum), values.get(at)) {
                    *cell += spread * value;
                }
            }
        }
    }
}

/// Buffers for the rows worked on.
struct Block {
    columns: Vec<Vec<f64>>,
    log_odds: Vec<f64>,
    residuals: Vec<f64>,
    spreads: Vec<f64>,
    weighted: Vec<f64>,
}

impl Block {
    fn new(width: usize) -> Self {
        let buffer = || Vec::with_capacity(BLOCK);
        let columns = (0..width).map(|_| buffer()).collect();
        Self { columns, log_odds: buffer(), residuals: buffer(), spreads: buffer(), weighted: buffer() }
    }
}

fn add_slopes(block: &mut Block, intercepts: usize, sum: &mut Slope) {
    let size = sum.score.len();
    for (place, column) in block.columns.iter().enumerate() {
        block.weighted.clear();
        block.weighted.extend(column.iter().zip(&block.spreads).map(|(value, spread)| value * spread));
        let row = (intercepts + place) * size + intercepts;
        for (cell, other) in sum.information.iter_mut().skip(row).zip(block.columns.iter().take(place + 1)) {
            *cell += dot(&block.weighted, other);
        }
        sum.score.iter_mut().skip(intercepts + place).take(1).for_each(|cell| *cell += dot(column, &block.residuals));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strata_are_the_same_as_columns_that_mark_them() {
        let column: Vec<f64> = (0..300).map(|at| f64::from(at * 13 % 17)).collect();
        let strata: Vec<usize> = (0..300).map(|at| at * 5 % 3).collect();
        let outcome: Vec<bool> = (0..300).map(|at| at * 7 % 11 < 3).collect();
        let mark = |stratum: usize| strata.iter().map(|own| f64::from(u8::from(*own == stratum))).collect::<Vec<f64>>();
        let standard = Standard::new([column.as_slice()]);
        let problem = Strata { standard: &standard, strata: Some(&strata), count: 3, outcome: &outcome, weights: None };
        let Ok(found) = problem.fit(problem.log_odds().unwrap(), &[0.5], false) else { panic!("it has a maximum") };
        let marked = crate::statistics::logistic_regression(
            &[column.clone(), mark(1), mark(2)],
            &outcome,
            None,
            &[0.5 * standard.deviations[0].powi(2), 0.0, 0.0],
        )
        .unwrap();
        let apart = found.parameters[1] - found.parameters[0] - marked.coefficients[1].value;
        assert!((found.log_likelihood - marked.log_likelihood).abs() < 1e-9 && apart.abs() < 1e-9);
        let slope = found.parameters[3] / standard.deviations[0] - marked.coefficients[0].value;
        let error = found.covariance[15].sqrt() / standard.deviations[0] - marked.coefficients[0].standard_error;
        assert!(slope.abs() < 1e-9 && error.abs() < 1e-9);
    }
}
