//! Cholesky's factor of a symmetric matrix.

/// The lower factor of a symmetric positive definite matrix that was scaled to a diagonal of ones.
pub(crate) struct Cholesky {
    size: usize,
    lower: Vec<f64>,
    scale: Vec<f64>,
}

impl Cholesky {
    /// Factors a matrix of `size` rows, row after row; only its lower half is read.
    ///
    /// Fails with the first row that the rows before it explain up to a share of `tolerance`.
    pub(crate) fn new(matrix: Vec<f64>, size: usize, tolerance: f64) -> Result<Self, usize> {
        let mut lower = matrix;
        let scale: Vec<f64> = lower.iter().step_by(size + 1).map(|diagonal| diagonal.sqrt()).collect();
        if let Some(row) = scale.iter().position(|scale| !(scale.is_finite() && *scale > 0.0)) {
            return Err(row);
        }
        for row in 0..size {
            let (above, below) = lower.split_at_mut(row * size);
            let own = below.get_mut(..size).unwrap_or_default();
            let unit = scale.get(row).copied().unwrap_or(1.0);
            own.iter_mut().zip(&scale).take(row + 1).for_each(|(cell, scale)| *cell /= unit * scale);
            for (column, other) in above.chunks_exact(size).enumerate() {
                let known = dot(own.get(..column).unwrap_or_default(), other);
                let pivot = other.get(column).copied().unwrap_or(1.0);
                own.iter_mut().skip(column).take(1).for_each(|cell| *cell = (*cell - known) / pivot);
            }
            let known: f64 = own.iter().take(row).map(|value| value * value).sum();
            let rest = 1.0 - known;
            if rest.is_nan() || rest <= tolerance {
                return Err(row);
            }
            own.iter_mut().skip(row).take(1).for_each(|cell| *cell = rest.sqrt());
        }
        Ok(Self { size, lower, scale })
    }

    /// The solution of the system with this right side.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut found: Vec<f64> = right.iter().zip(&self.scale).map(|(value, scale)| value / scale).collect();
        for (row, factor) in self.lower.chunks_exact(self.size.max(1)).enumerate() {
            let (before, rest) = found.split_at_mut(row);
            if let (Some(value), Some(pivot)) = (rest.first_mut(), factor.get(row)) {
                *value = (*value - dot(before, factor)) / pivot;
            }
        }
        for (row, factor) in self.lower.chunks_exact(self.size.max(1)).enumerate().rev() {
            let (before, rest) = found.split_at_mut(row);
            if let (Some(value), Some(pivot)) = (rest.first_mut(), factor.get(row)) {
                *value /= pivot;
                before.iter_mut().zip(factor).for_each(|(left, cell)| *left -= cell * *value);
            }
        }
        found.iter().zip(&self.scale).map(|(value, scale)| value / scale).collect()
    }

    /// The inverse matrix, row after row.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let unit = |place: usize| (0..self.size).map(|row| f64::from(u8::from(row == place))).collect::<Vec<f64>>();
        (0..self.size).flat_map(|place| self.solve(&unit(place))).collect()
    }
}

/// The sum of products over the shorter length, in four strands so that it fills the processor's lanes.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let shorter = left.len().min(right.len());
    let (left, right) = (left.get(..shorter).unwrap_or_default(), right.get(..shorter).unwrap_or_default());
    let (fours, others) = (left.as_chunks::<4>(), right.as_chunks::<4>());
    let mut sums = [0.0; 4];
    for ([a, b, c, d], [e, f, g, h]) in fours.0.iter().zip(others.0) {
        sums = [sums[0] + a * e, sums[1] + b * f, sums[2] + c * g, sums[3] + d * h];
    }
    let rest: f64 = fours.1.iter().zip(others.1).map(|(left, right)| left * right).sum();
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_solution_solves_and_the_inverse_inverts() {
        let matrix = vec![4.0, 0.0, 0.0, 2.0, 5e6, 0.0, 1.0, 3.0, 6.0];
        let full = [[4.0, 2.0, 1.0], [2.0, 5e6, 3.0], [1.0, 3.0, 6.0]];
        let factor = Cholesky::new(matrix, 3, 1e-12).unwrap_or_else(|row| panic!("{row}"));
        let found = factor.solve(&[1.0, 2.0, 3.0]);
        let inverse = factor.inverse();
        for (row, wanted) in full.iter().zip([1.0, 2.0, 3.0]) {
            assert!((dot(row, &found) - wanted).abs() < 1e-12);
        }
        for (row, cells) in full.iter().enumerate() {
            for (column, other) in inverse.chunks(3).enumerate() {
                let wanted = f64::from(u8::from(row == column));
                assert!((dot(cells, other) - wanted).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_dependent_row_is_named() {
        assert_eq!(Cholesky::new(vec![1.0, 0.0, 2.0, 4.0], 2, 1e-9).map(|_| ()), Err(1));
        assert_eq!(Cholesky::new(vec![0.0], 1, 1e-9).map(|_| ()), Err(0));
        assert_eq!(Cholesky::new(vec![f64::NAN], 1, 1e-9).map(|_| ()), Err(0));
    }

    #[test]
    fn a_sum_of_products_takes_every_pair() {
        let numbers: Vec<f64> = (1..=7).map(f64::from).collect();
        assert_eq!(dot(&numbers, &numbers), 140.0);
        assert_eq!(dot(&numbers, &[1.0]), 1.0);
    }
}
