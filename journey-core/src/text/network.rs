//! The network of the reader: its weights as `data/reader/train.py` writes them, and its arithmetic.

use std::sync::{LazyLock, OnceLock};

use super::{
    linear::Linear,
    meaning::{DIMENSIONS, Table},
    weights::Weights,
};

pub(super) const HIDDEN: usize = 96;
pub(super) const KEY: usize = 16;
pub(super) const WIDTH: usize = 2;
const STEPS: usize = 2 * WIDTH + 1;
/// How far apart the three pieces stand that each later layer reads together.
const DISTANCES: [usize; 3] = [1, 2, 4];
/// The most pieces that are read with those farther off: some two hundred words. What is longer without a full stop is no sentence.
const LONGEST_IN_CONTEXT: usize = 300;
const SIDES: usize = 3;
pub(super) const STATEMENTS: usize = 5;
pub(super) const EMOTIONS: usize = 16;

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/reader/weights.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

static SHIPPED: LazyLock<Option<Network>> = LazyLock::new(|| Network::read(DATA));

/// What the network makes of a row of the table, made when first met.
pub(super) struct Row {
    pub(super) key: [f32; KEY],
    /// What the row adds to the piece two before it, and so on to the piece two after it.
    adds: [[f32; HIDDEN]; STEPS],
    /// What of a target's weight passes the piece.
    pub(super) keep: f32,
}

const EMPTY: Row = Row { key: [0.0; KEY], adds: [[0.0; HIDDEN]; STEPS], keep: 1.0 };
pub(super) static NOTHING: Row = EMPTY;

/// What is read of a piece in the light of one before and one after it.
struct Context {
    distance: usize,
    before: Linear,
    at: Linear,
    after: Linear,
}

impl Context {
    fn read(file: &mut Weights, distance: usize) -> Option<Self> {
        let [before, at, after] = [file.halves(HIDDEN * HIDDEN)?, file.halves(HIDDEN * HIDDEN)?, file.halves(HIDDEN * HIDDEN)?];
        let offset = file.halves(HIDDEN)?;
        let layer =
            |weights: &[f32], offset: &[f32]| Linear::new(HIDDEN, |input, output| weights.get(input * HIDDEN + output).copied(), offset);
        let nothing = [0.0; HIDDEN];
        Some(Self { distance, before: layer(&before, &nothing), at: layer(&at, &offset), after: layer(&after, &nothing) })
    }

    fn apply(&self, hidden: &mut [[f32; HIDDEN]]) {
        let rows = hidden.as_flattened();
        let (before, mut sum, after) = (self.before.of(rows), self.at.of(rows), self.after.of(rows));
        let far = (self.distance * HIDDEN).min(sum.len());
        sum.iter_mut().skip(far).zip(before).for_each(|(sum, value)| *sum += value);
        sum.iter_mut().zip(after.into_iter().skip(far)).for_each(|(sum, value)| *sum += value);
        hidden.as_flattened_mut().iter_mut().zip(sum).for_each(|(hidden, sum)| *hidden += tanh(sum));
    }
}

/// What follows from what was pooled.
pub(super) struct Layer<const OUT: usize> {
    weights: Vec<f32>,
    offset: Vec<f32>,
}

impl<const OUT: usize> Layer<OUT> {
    fn read(file: &mut Weights, inputs: usize) -> Option<Self> {
        Some(Self { weights: file.halves(inputs * OUT)?, offset: file.halves(OUT)? })
    }

    pub(super) fn of(&self, input: &[f32]) -> [f32; OUT] {
        let mut sum = [0.0; OUT];
        sum.copy_from_slice(&self.offset);
        multiply(input, &self.weights, &mut sum);
        sum
    }
}

/// The weights as `data/reader/train.py` writes them.
pub(super) struct Network {
    project: Vec<f32>,
    /// What a word's mean rating adds.
    rated: Vec<f32>,
    /// The mean rating of each row of the table, −4 to 4, in thirty-seconds.
    prior: &'static [u8],
    /// For each row of the table its place among what the reader knows of pieces itself, from one on; zero for none.
    own: Vec<u16>,
    known: Vec<[f32; HIDDEN]>,
    key: Vec<f32>,
    pub(super) query: Vec<f32>,
    convolve: Vec<f32>,
    bias: Vec<f32>,
    contexts: Vec<Context>,
    boundary: Vec<f32>,
    pub(super) opinion: Vec<f32>,
    pub(super) telling: Vec<f32>,
    class: Layer<SIDES>,
    pub(super) strong: Layer<1>,
    pub(super) statement: Layer<STATEMENTS>,
    pub(super) emotion: Layer<EMOTIONS>,
    pub(super) sharp: f32,
    pub(super) alike: f32,
    fade: f32,
    rows: Vec<OnceLock<Box<Row>>>,
}

impl Network {
    /// The network that ships; none without the feature `meaning`.
    pub(super) fn shipped() -> Option<&'static Self> {
        SHIPPED.as_ref()
    }

    fn read(data: &'static [u8]) -> Option<Self> {
        let mut file = Weights(data.strip_prefix(b"JCR2")?);
        if [file.count()?, file.count()?, file.count()?] != [HIDDEN, KEY, WIDTH] {
            return None;
        }
        let rows = Table::shipped()?.rows();
        let known = file.count()?;
        let network = Self {
            prior: file.take(rows)?,
            own: file.counts(rows)?,
            known: file.rows(known)?,
            project: file.halves(DIMENSIONS * HIDDEN)?,
            rated: file.halves(HIDDEN)?,
            key: file.halves(DIMENSIONS * KEY)?,
            query: file.halves(DIMENSIONS * KEY)?,
            convolve: file.halves(STEPS * HIDDEN * HIDDEN)?,
            bias: file.halves(HIDDEN)?,
            contexts: DISTANCES.iter().map(|distance| Context::read(&mut file, *distance)).collect::<Option<_>>()?,
            boundary: file.halves(HIDDEN)?,
            opinion: file.halves(HIDDEN)?,
            telling: file.halves(HIDDEN)?,
            class: Layer::read(&mut file, HIDDEN)?,
            strong: Layer::read(&mut file, HIDDEN)?,
            statement: Layer::read(&mut file, 2 * HIDDEN)?,
            emotion: Layer::read(&mut file, HIDDEN)?,
            sharp: file.halves(1)?.pop()?,
            alike: file.halves(1)?.pop()?,
            fade: file.halves(1)?.pop()?,
            rows: std::iter::repeat_with(OnceLock::new).take(rows).collect(),
        };
        file.0.is_empty().then_some(network)
    }

    pub(super) fn row(&'static self, table: &Table, row: u32) -> &'static Row {
        let Some(slot) = self.rows.get(row as usize) else { return &NOTHING };
        slot.get_or_init(|| {
            let mut vector = [0.0; DIMENSIONS];
            table.add(row, &mut vector);
            let mut inner = [0.0; HIDDEN];
            multiply(&vector, &self.project, &mut inner);
            let rating = self.prior.get(row as usize).map_or(0.0, |rating| f32::from(i8::from_le_bytes([*rating])) / 64.0);
            inner.iter_mut().zip(&self.rated).for_each(|(inner, weight)| *inner += rating * weight);
            let known = self.own.get(row as usize).and_then(|at| self.known.get(usize::from(*at).checked_sub(1)?));
            inner.iter_mut().zip(known.into_iter().flatten()).for_each(|(inner, own)| *inner += own);
            let mut made = Box::new(Row { keep: 1.0 / (1.0 + (dot(&inner, &self.boundary) + self.fade).exp()), ..EMPTY });
            multiply(&vector, &self.key, &mut made.key);
            for (adds, weights) in made.adds.iter_mut().zip(self.convolve.chunks_exact(HIDDEN * HIDDEN)) {
                multiply(&inner, weights, adds);
            }
            made
        })
    }

    /// Each piece with its neighbours, then with those farther off: negation, degree, what would have been.
    pub(super) fn hidden(&self, rows: &[&Row]) -> Vec<[f32; HIDDEN]> {
        let mut hidden: Vec<[f32; HIDDEN]> = (0..rows.len()).map(|at| self.beside(rows, at)).collect();
        if rows.len() <= LONGEST_IN_CONTEXT {
            self.contexts.iter().for_each(|context| context.apply(&mut hidden));
        }
        hidden
    }

    fn beside(&self, rows: &[&Row], at: usize) -> [f32; HIDDEN] {
        let mut sum = [0.0; HIDDEN];
        sum.copy_from_slice(&self.bias);
        for step in 0..STEPS {
            let neighbour = (at + step).checked_sub(WIDTH).and_then(|at| rows.get(at)?.adds.get(step));
            if let Some(adds) = neighbour {
                sum.iter_mut().zip(adds).for_each(|(sum, value)| *sum += value);
            }
        }
        sum.map(tanh)
    }

    /// The chances that what is felt is bad, neither or good.
    pub(super) fn side(&self, felt: &[f32]) -> [f64; SIDES] {
        let mut odds = self.class.of(felt);
        softmax(&mut odds);
        odds.map(f64::from)
    }
}

/// The hyperbolic tangent by its continued fraction, right to 1e-4 everywhere; it has no branch and no table.
pub(super) fn tanh(value: f32) -> f32 {
    let x = value.clamp(-4.97, 4.97);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + 28.0 * square));
    above / below
}

/// The mean of the hidden pieces, each weighed by its share of the attention.
pub(super) fn pooled(attention: &mut [f32], hidden: &[[f32; HIDDEN]]) -> [f32; HIDDEN] {
    softmax(attention);
    let mut sum = [0.0; HIDDEN];
    for (share, hidden) in attention.iter().zip(hidden) {
        sum.iter_mut().zip(hidden).for_each(|(sum, value)| *sum += share * value);
    }
    sum
}

/// Each place's share of the target's weight, fading by what each piece lets through: what the reader was trained on as
/// Σ place(j) · exp(−|wall(i) − wall(j)|), in one pass each way.
pub(super) fn spread(place: &[f32], keeps: &[f32]) -> Vec<f32> {
    let mut share = place.to_vec();
    let mut carried = 0.0;
    for ((share, place), keep) in share.iter_mut().zip(place).zip(keeps) {
        carried *= keep;
        *share += carried;
        carried += place;
    }
    carried = 0.0;
    let mut keep_after = 1.0;
    for ((share, place), keep) in share.iter_mut().zip(place).zip(keeps).rev() {
        carried *= keep_after;
        *share += carried;
        carried += place;
        keep_after = *keep;
    }
    share
}

/// Adds the product of a row and a matrix, a row of it for each number.
pub(super) fn multiply(row: &[f32], matrix: &[f32], sum: &mut [f32]) {
    for (value, weights) in row.iter().zip(matrix.chunks_exact(sum.len())) {
        sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
    }
}

pub(super) fn dot(left: &[f32], right: &[f32]) -> f32 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

pub(super) fn softmax(values: &mut [f32]) {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    values.iter_mut().for_each(|value| *value = (*value - most).exp());
    let total: f32 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= total);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passes_give_the_trained_sum() {
        let (place, keeps) = ([0.2_f32, 0.5, 0.3], [0.9_f32, 0.5, 0.8]);
        let found = spread(&place, &keeps);
        let walls: Vec<f32> = keeps
            .iter()
            .scan(0.0, |wall, keep: &f32| {
                *wall -= keep.ln();
                Some(*wall)
            })
            .collect();
        for (at, found) in found.iter().enumerate() {
            let wanted: f32 = place.iter().zip(&walls).map(|(place, wall)| place * (-(walls[at] - wall).abs()).exp()).sum();
            assert!((found - wanted).abs() < 1e-6, "{found} {wanted}");
        }
    }
}
