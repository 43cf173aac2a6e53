//! The encoder: a small transformer that reads a whole message, each piece in the light of all others.
//!
//! `data/encoder/train.py` trains it, `data/encoder/README.md` says on what and how well it reads. It takes some milliseconds a message, a
//! hundred times what the readers of words take: it is asked where those are not sure.

use std::sync::LazyLock;

use super::{
    linear::Linear,
    meaning::{DIMENSIONS, Table},
    network::{dot, softmax, tanh},
    weights::Weights,
};
use crate::work::look;

/// Numbers of a piece, heads that look at others, and numbers of each head.
const WIDTH: usize = 384;
const HEADS: usize = 12;
const HEAD: usize = WIDTH / HEADS;
/// Numbers in the middle of a layer.
const INNER: usize = 4 * WIDTH;
const LAYERS: usize = 3;
/// Numbers of what the encoder knows of a piece beside the table.
const OWN: usize = 64;
/// The most pieces of a message.
pub(super) const LONGEST: usize = 72;

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/encoder/weights.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

static SHIPPED: LazyLock<Option<Encoder>> = LazyLock::new(|| Encoder::read(DATA));

type Vector = [f32; WIDTH];

/// Brings the numbers of a piece to mean zero and spread one, then to what was learnt.
struct Norm {
    times: Vec<f32>,
    plus: Vec<f32>,
}

impl Norm {
    fn read(file: &mut Weights) -> Option<Self> {
        Some(Self { times: file.halves(WIDTH)?, plus: file.halves(WIDTH)? })
    }

    fn apply(&self, rows: &mut [f32]) {
        for row in rows.as_chunks_mut::<WIDTH>().0 {
            let mean = row.iter().sum::<f32>() / WIDTH as f32;
            let spread = row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / WIDTH as f32;
            let scale = 1.0 / (spread + 1e-12).sqrt();
            for ((value, times), plus) in row.iter_mut().zip(&self.times).zip(&self.plus) {
                *value = (*value - mean) * scale * times + plus;
            }
        }
    }
}

struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    joined: Linear,
    attended: Norm,
    inner: Linear,
    outer: Linear,
    read: Norm,
}

impl Layer {
    fn read(file: &mut Weights) -> Option<Self> {
        Some(Self {
            query: file.linear(WIDTH, WIDTH)?,
            key: file.linear(WIDTH, WIDTH)?,
            value: file.linear(WIDTH, WIDTH)?,
            joined: file.linear(WIDTH, WIDTH)?,
            attended: Norm::read(file)?,
            inner: file.linear(WIDTH, INNER)?,
            outer: file.linear(INNER, WIDTH)?,
            read: Norm::read(file)?,
        })
    }

    fn apply(&self, rows: &mut [f32]) {
        let (queries, keys, values) = (self.query.of(rows), self.key.of(rows), self.value.of(rows));
        let looked = self.joined.of(&attend(&queries, &keys, &values));
        rows.iter_mut().zip(looked).for_each(|(value, looked)| *value += looked);
        self.attended.apply(rows);
        let mut inner = self.inner.of(rows);
        inner.iter_mut().for_each(|value| *value = gelu(*value));
        rows.iter_mut().zip(self.outer.of(&inner)).for_each(|(value, thought)| *value += thought);
        self.read.apply(rows);
    }
}

/// The encoder as it lies in the file.
pub(super) struct Encoder {
    /// For each row of the table its place among what the encoder knows of pieces itself, from one on; zero for none.
    own: Vec<u16>,
    known: Vec<[f32; OWN]>,
    given: Linear,
    added: Linear,
    places: Vec<Vector>,
    start: Norm,
    layers: Vec<Layer>,
    kinds: Vec<Vector>,
    bias: Vec<f32>,
}

impl Encoder {
    /// The encoder that ships; none without the feature `meaning`.
    pub(super) fn shipped() -> Option<&'static Self> {
        SHIPPED.as_ref()
    }

    /// The chances of the kinds of a message; they sum to one. None for a message without a piece or with too many.
    pub(super) fn chances(&self, message: &str) -> Option<Vec<f32>> {
        look(message.len());
        let table = Table::shipped()?;
        let pieces = table.pieces(&super::folded::plain(message));
        let rows: Vec<Option<u32>> = pieces.into_iter().map(|piece| piece.row).collect();
        if rows.is_empty() || rows.len() > LONGEST {
            return None;
        }
        let mut read = self.pieces(table, &rows);
        for layer in &self.layers {
            layer.apply(&mut read);
        }
        let mut mean = [0.0; WIDTH];
        for row in read.as_chunks::<WIDTH>().0 {
            mean.iter_mut().zip(row).for_each(|(mean, value)| *mean += value / rows.len() as f32);
        }
        let mut odds: Vec<f32> = self.kinds.iter().zip(&self.bias).map(|(kind, bias)| dot(kind, &mean) + bias).collect();
        softmax(&mut odds);
        Some(odds)
    }

    /// What the table and the encoder know of each piece, and where it stands.
    fn pieces(&self, table: &Table, rows: &[Option<u32>]) -> Vec<f32> {
        let mut given = vec![0.0; rows.len() * DIMENSIONS];
        let mut own = vec![0.0; rows.len() * OWN];
        let slots = given.as_chunks_mut::<DIMENSIONS>().0.iter_mut().zip(own.as_chunks_mut::<OWN>().0);
        for (row, (vector, own)) in rows.iter().zip(slots) {
            let Some(row) = *row else { continue };
            table.add(row, vector);
            let known = self.own.get(row as usize).and_then(|at| self.known.get(usize::from(*at).checked_sub(1)?));
            if let Some(known) = known {
                *own = *known;
            }
        }
        let mut read = self.given.of(&given);
        read.iter_mut().zip(self.added.of(&own)).for_each(|(value, added)| *value += added);
        for (value, place) in read.as_chunks_mut::<WIDTH>().0.iter_mut().zip(&self.places) {
            value.iter_mut().zip(place).for_each(|(value, place)| *value += place);
        }
        self.start.apply(&mut read);
        read
    }

    fn read(data: &'static [u8]) -> Option<Self> {
        let mut file = Weights(data.strip_prefix(b"JCE1")?);
        let (known, kinds) = (file.count()?, file.count()?);
        let own = file.counts(Table::shipped()?.rows())?;
        let known = file.rows(known)?;
        let given = file.linear(DIMENSIONS, WIDTH)?;
        let added = file.linear(OWN, WIDTH)?;
        let places = file.halves(LONGEST * WIDTH)?.as_chunks::<WIDTH>().0.to_vec();
        let start = Norm::read(&mut file)?;
        let layers = std::iter::repeat_with(|| Layer::read(&mut file)).take(LAYERS).collect::<Option<_>>()?;
        let bias = file.halves(kinds)?;
        let kinds = file.halves(kinds * WIDTH)?.as_chunks::<WIDTH>().0.to_vec();
        file.0.is_empty().then_some(Self { own, known, given, added, places, start, layers, kinds, bias })
    }
}

/// Each piece as a mean of all, weighed by how each head's question meets their keys (Vaswani et al. 2017).
fn attend(queries: &[f32], keys: &[f32], values: &[f32]) -> Vec<f32> {
    let pieces = queries.len() / WIDTH;
    let mut out = vec![0.0; queries.len()];
    let mut shares = vec![0.0; pieces];
    for head in 0..HEADS {
        let of = |rows: &[f32], at: usize| rows.get(at * WIDTH + head * HEAD..).and_then(|rest| rest.first_chunk::<HEAD>().copied());
        for piece in 0..pieces {
            let Some(query) = of(queries, piece) else { continue };
            for (at, share) in shares.iter_mut().enumerate() {
                *share = of(keys, at).map_or(0.0, |key| dot(&query, &key)) / (HEAD as f32).sqrt();
            }
            softmax(&mut shares);
            let mut sum = [0.0; HEAD];
            for (at, share) in shares.iter().enumerate() {
                let value = of(values, at).unwrap_or([0.0; HEAD]);
                sum.iter_mut().zip(value).for_each(|(sum, value)| *sum += share * value);
            }
            out.iter_mut().skip(piece * WIDTH + head * HEAD).zip(sum).for_each(|(out, sum)| *out = sum);
        }
    }
    out
}

/// The Gaussian error linear unit by its usual approximation (Hendrycks and Gimpel 2016).
fn gelu(value: f32) -> f32 {
    0.5 * value * (1.0 + tanh(0.797_884_6 * (value + 0.044_715 * value * value * value)))
}
