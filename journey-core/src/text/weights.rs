//! The file of a trained reader: halves are the upper half of a float; groups of numbers have a scale, a half, and two four-bit numbers a byte.

use super::linear::Linear;

/// Weights under one scale, where a row is not a group of its own.
const GROUP: usize = 64;

/// What is left to read of the file.
pub(super) struct Weights(pub(super) &'static [u8]);

impl Weights {
    pub(super) fn take(&mut self, bytes: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        self.counts(1)?.first().map(|count| usize::from(*count))
    }

    pub(super) fn counts(&mut self, many: usize) -> Option<Vec<u16>> {
        Some(self.take(2 * many)?.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)).collect())
    }

    pub(super) fn halves(&mut self, count: usize) -> Option<Vec<f32>> {
        Some(self.counts(count)?.into_iter().map(|half| f32::from_bits(u32::from(half) << 16)).collect())
    }

    /// As many rows of numbers, each a group.
    pub(super) fn rows<const LENGTH: usize>(&mut self, many: usize) -> Option<Vec<[f32; LENGTH]>> {
        Some(self.groups(many, LENGTH)?.as_chunks::<LENGTH>().0.to_vec())
    }

    /// A linear layer, whose weights lie by output.
    pub(super) fn linear(&mut self, inputs: usize, outputs: usize) -> Option<Linear> {
        let by_output = self.groups(inputs * outputs / GROUP, GROUP)?;
        Some(Linear::new(inputs, |input, output| by_output.get(output * inputs + input).copied(), &self.halves(outputs)?))
    }

    fn groups(&mut self, many: usize, length: usize) -> Option<Vec<f32>> {
        let scales = self.halves(many)?;
        let codes = self.take(many * length / 2)?;
        let group = |(codes, scale): (&[u8], f32)| -> Vec<f32> {
            codes.iter().flat_map(|code| [(f32::from(code & 15) - 8.0) * scale, (f32::from(code >> 4) - 8.0) * scale]).collect()
        };
        Some(codes.chunks_exact(length / 2).zip(scales).flat_map(group).collect())
    }
}
