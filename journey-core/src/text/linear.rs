//! A linear layer, summed by as many outputs at once as the registers hold, in the same order on every machine.

use wide::f32x8;

/// Lanes that are summed at once, and outputs in them.
const LANES: usize = 4;
const TILE: usize = 8 * LANES;

/// A linear layer of a multiple of 32 outputs: for each tile of them, a row of weights for each input.
pub(super) struct Linear {
    inputs: usize,
    weights: Vec<[f32x8; LANES]>,
    offset: Vec<[f32x8; LANES]>,
}

impl Linear {
    /// A layer of the weights that each input has for each output; one that has none weighs nothing.
    pub(super) fn new(inputs: usize, weight: impl Fn(usize, usize) -> Option<f32>, offset: &[f32]) -> Self {
        let lanes = |tile: usize, of: &dyn Fn(usize) -> Option<f32>| -> [f32x8; LANES] {
            let lane = |lane: usize| std::array::from_fn(|at| of(tile * TILE + 8 * lane + at).unwrap_or(0.0));
            std::array::from_fn(|at| f32x8::from(lane(at)))
        };
        let tiles = offset.len() / TILE;
        let weights = (0..tiles).flat_map(|tile| (0..inputs).map(move |input| (tile, input)));
        Self {
            inputs,
            weights: weights.map(|(tile, input)| lanes(tile, &|output| weight(input, output))).collect(),
            offset: (0..tiles).map(|tile| lanes(tile, &|output| offset.get(output).copied())).collect(),
        }
    }

    /// What each of some rows becomes.
    pub(super) fn of(&self, rows: &[f32]) -> Vec<f32> {
        let outputs = self.offset.len() * TILE;
        let mut out = vec![0.0; rows.len() / self.inputs.max(1) * outputs];
        for (at, (tile, offset)) in self.weights.chunks_exact(self.inputs).zip(&self.offset).enumerate() {
            for (row, out) in rows.chunks_exact(self.inputs).zip(out.chunks_exact_mut(outputs)) {
                let [mut first, mut second, mut third, mut fourth] = *offset;
                for (value, weights) in row.iter().zip(tile) {
                    let (value, [one, two, three, four]) = (f32x8::splat(*value), *weights);
                    first += value * one;
                    second += value * two;
                    third += value * three;
                    fourth += value * four;
                }
                let sums = [first, second, third, fourth].map(f32x8::to_array);
                out.iter_mut().skip(at * TILE).zip(sums.as_flattened()).for_each(|(out, sum)| *out = *sum);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_multiplied() {
        let layer = Linear::new(2, |input, output| Some((10 * input + output) as f32), &[0.5; 64]);
        let out = layer.of(&[1.0, 0.0, 1.0, 2.0]);
        assert_eq!(out.len(), 128);
        assert_eq!([out[0], out[40], out[64], out[127]], [0.5, 40.5, 20.5, 63.5 + 2.0 * 73.0]);
    }
}
