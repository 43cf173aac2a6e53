//! Newton's method for a concave likelihood with a ridge penalty.

use super::cholesky::{Cholesky, dot};

/// The most steps.
const MAX_STEPS: u32 = 60;
/// A column of which the others explain all but this share counts as their combination.
const DEPENDENT: f64 = 1e-9;

/// The log-likelihood at some parameters, its gradient, and the negative of its second derivatives, row after row, lower half.
pub(crate) struct Slope {
    pub(crate) log_likelihood: f64,
    pub(crate) score: Vec<f64>,
    pub(crate) information: Vec<f64>,
}

impl Slope {
    pub(crate) fn zero(size: usize) -> Self {
        Self { log_likelihood: 0.0, score: vec![0.0; size], information: vec![0.0; size * size] }
    }
}

/// The parameters at which the penalised likelihood is highest.
pub(crate) struct Maximum {
    pub(crate) parameters: Vec<f64>,
    /// The inverse of the penalised information, row after row.
    pub(crate) covariance: Vec<f64>,
    /// Without the penalty.
    pub(crate) log_likelihood: f64,
    pub(crate) steps: u32,
    pub(crate) converged: bool,
}

/// Why there is no maximum.
pub(crate) enum NoMaximum {
    /// This parameter's column is a combination of those before it.
    Dependent(usize),
    /// The likelihood rises for ever along this step.
    Unbounded(Vec<f64>),
}

impl NoMaximum {
    /// The column most at fault, where parameters come in groups of `width` and each group begins with so many intercepts.
    pub(crate) fn column(&self, width: usize, intercepts: usize) -> Option<usize> {
        let column = |parameter: usize| (parameter % width).checked_sub(intercepts);
        match self {
            Self::Dependent(parameter) => column(*parameter),
            Self::Unbounded(step) => {
                let sizes = step.iter().enumerate().filter_map(|(parameter, change)| Some((column(parameter)?, change.abs())));
                sizes.max_by(|left, right| left.1.total_cmp(&right.1)).map(|(column, _)| column)
            }
        }
    }
}

/// Maximises a log-likelihood less half the penalties times the squared parameters.
///
/// Columns behind the parameters must be of similar size. Unless `combinations` are allowed, which takes penalties, a combination is refused.
pub(crate) fn maximise(
    start: Vec<f64>,
    penalties: &[f64],
    combinations: bool,
    slope_at: impl Fn(&[f64]) -> Slope,
) -> Result<Maximum, NoMaximum> {
    let size = start.len();
    let mut slope = slope_at(&start);
    let mut parameters = start;
    if !combinations {
        Cholesky::new(slope.information.clone(), size, DEPENDENT).map_err(NoMaximum::Dependent)?;
    }
    let mut step = vec![0.0; size];
    let (mut converged, mut steps) = (false, 0);
    while !converged && steps < MAX_STEPS {
        let pull: Vec<f64> = slope.score.iter().zip(penalties).zip(&parameters).map(|((score, rate), at)| score - rate * at).collect();
        let factor = penalised(&slope, penalties).map_err(|_| NoMaximum::Unbounded(step.clone()))?;
        step = factor.solve(&pull);
        let Some(next) = damped(&parameters, &step, penalties, &slope, &slope_at) else { break };
        (parameters, slope) = next;
        converged = step.iter().zip(&parameters).all(|(step, at)| step.abs() <= 1e-8 * (1.0 + at.abs()));
        steps += 1;
    }
    // Newton's steps shrink fast; one that stays as it is climbs a likelihood that has no top.
    let top = penalised(&slope, penalties).ok().filter(|_| converged || step.iter().all(|change| change.abs() < 1e-4));
    let Some(covariance) = top.map(|factor| factor.inverse()) else {
        return Err(NoMaximum::Unbounded(step));
    };
    Ok(Maximum { parameters, covariance, log_likelihood: slope.log_likelihood, steps, converged })
}

fn penalised(slope: &Slope, penalties: &[f64]) -> Result<Cholesky, usize> {
    let size = penalties.len();
    let mut information = slope.information.clone();
    information.iter_mut().step_by(size + 1).zip(penalties).for_each(|(cell, rate)| *cell += rate);
    Cholesky::new(information, size, 1e-14)
}

/// Takes the step, or the first of its halves, quarters and so on that does not lower the penalised likelihood; `None` when all do.
fn damped(
    parameters: &[f64],
    step: &[f64],
    penalties: &[f64],
    before: &Slope,
    slope_at: &impl Fn(&[f64]) -> Slope,
) -> Option<(Vec<f64>, Slope)> {
    let height = |slope: &Slope, at: &[f64]| {
        slope.log_likelihood - 0.5 * penalties.iter().zip(at).map(|(rate, value)| rate * value * value).sum::<f64>()
    };
    let least = height(before, parameters);
    let least = least - 1e-10 * (1.0 + least.abs());
    let mut share = 1.0;
    for _ in 0..30 {
        let next: Vec<f64> = parameters.iter().zip(step).map(|(at, step)| at + share * step).collect();
        let slope = slope_at(&next);
        if height(&slope, &next) >= least {
            return Some((next, slope));
        }
        share /= 2.0;
    }
    None
}

/// Columns brought to a mean of 0 and a standard deviation of 1, block by block while they are used.
pub(crate) struct Standard<'a> {
    columns: Vec<&'a [f64]>,
    pub(crate) means: Vec<f64>,
    /// With n; 0 for a column that does not vary.
    pub(crate) deviations: Vec<f64>,
}

/// Rows worked on at once, so that they stay in the processor's nearest memory.
pub(crate) const BLOCK: usize = 256;

impl<'a> Standard<'a> {
    pub(crate) fn new(columns: impl IntoIterator<Item = &'a [f64]>) -> Self {
        let columns: Vec<&[f64]> = columns.into_iter().collect();
        let means: Vec<f64> = columns.iter().map(|column| column.iter().sum::<f64>() / column.len().max(1) as f64).collect();
        let deviations = columns.iter().zip(&means).map(|(column, mean)| deviation(column, *mean)).collect();
        Self { columns, means, deviations }
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The first column that does not vary.
    pub(crate) fn constant(&self) -> Option<usize> {
        self.deviations.iter().position(|deviation| *deviation <= 0.0)
    }

    /// Fills one buffer a column with rows `from` to before `to`.
    pub(crate) fn fill(&self, from: usize, to: usize, block: &mut [Vec<f64>]) {
        for ((column, buffer), (mean, deviation)) in self.columns.iter().zip(block).zip(self.means.iter().zip(&self.deviations)) {
            buffer.clear();
            buffer.extend(column.get(from..to).unwrap_or_default().iter().map(|value| (value - mean) / deviation));
        }
    }

    /// Back from standardised to raw scale: slopes divide by the deviations, and the intercept takes what the means carried.
    pub(crate) fn raw(&self, intercept: f64, slopes: &[f64]) -> (f64, Vec<f64>) {
        let slopes: Vec<f64> = slopes.iter().zip(&self.deviations).map(|(slope, deviation)| slope / deviation).collect();
        (intercept - dot(&slopes, &self.means), slopes)
    }
}

/// The standard deviation with n; 0 when it is no more than rounding.
fn deviation(column: &[f64], mean: f64) -> f64 {
    let squares: f64 = column.iter().map(|value| (value - mean) * (value - mean)).sum();
    let deviation = (squares / column.len().max(1) as f64).sqrt();
    if deviation > 1e-12 * mean.abs() { deviation } else { 0.0 }
}
