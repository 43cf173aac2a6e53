//! Polarity: whether a text speaks well or ill, of everything or of one target, read by a small trained reader.

use std::sync::{LazyLock, OnceLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    meaning::{DIMENSIONS, Embedding, Piece, Table},
    sentence::cuts,
    split_sentences,
};

const HIDDEN: usize = 32;
const KEY: usize = 16;
const WIDTH: usize = 2;
const CLASSES: usize = 3;
/// The most pieces read at once; a longer text is read by sentence.
const LONGEST: usize = 72;

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/polarity/weights.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

static READER: LazyLock<Option<Reader>> = LazyLock::new(|| Reader::read(DATA));

/// How a text speaks, as chances that sum to one.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Polarity {
    /// The chance that it speaks ill.
    pub negative: f64,
    /// The chance that it speaks neither well nor ill.
    pub neutral: f64,
    /// The chance that it speaks well.
    pub positive: f64,
    /// The words that told most.
    pub words: String,
}

impl Polarity {
    /// Reads a text, of everything that it speaks of or of one target, such as `staff` or `delivery`.
    ///
    /// The reader looks where the target is named and fades with each clause boundary. English only. `None` for a text without a known word, or
    /// without the feature `meaning`. [`builtin::polarity`](crate::builtin::polarity) adds the lexicon and the clause that names the target.
    ///
    /// ```
    /// # #[cfg(feature = "meaning")] {
    /// use journey_core::text::Polarity;
    /// assert!(Polarity::of("It was not good at all.", None).unwrap().negative > 0.5);
    /// # }
    /// ```
    pub fn of(text: &str, target: Option<&str>) -> Option<Self> {
        let about = target.and_then(Embedding::of);
        Self::about(text, about.as_ref())
    }

    /// Reads a text of a target whose meaning is known.
    pub fn about(text: &str, target: Option<&Embedding>) -> Option<Self> {
        let (table, reader) = (Table::shipped()?, READER.as_ref()?);
        let pieces = table.pieces(text);
        if pieces.iter().all(|piece| piece.row.is_none()) {
            return None;
        }
        if pieces.len() <= LONGEST {
            return Some(reader.attend(table, text, &pieces, target).polarity);
        }
        let mut total = 0.0;
        let mut whole = Self { negative: 0.0, neutral: 0.0, positive: 0.0, words: String::new() };
        let mut most = 0.0;
        for sentence in cuts(text, split_sentences(text).into_iter()).filter_map(|cut| text.get(cut?)) {
            for pieces in table.pieces(sentence).chunks(LONGEST) {
                let read = reader.attend(table, sentence, pieces, target);
                // A sentence counts as it takes a side, and as it names the target.
                let weight = (1.05 - read.polarity.neutral) * read.near.map_or(1.0, f64::exp);
                total += weight;
                whole.negative += weight * read.polarity.negative;
                whole.neutral += weight * read.polarity.neutral;
                whole.positive += weight * read.polarity.positive;
                if weight > most {
                    (most, whole.words) = (weight, read.polarity.words);
                }
            }
        }
        for chance in [&mut whole.negative, &mut whole.neutral, &mut whole.positive] {
            *chance /= total;
        }
        Some(whole)
    }

    /// −1, 0 or 1: the likeliest side.
    pub fn sign(&self) -> i8 {
        match (self.negative > self.neutral, self.positive > self.neutral, self.positive > self.negative) {
            (true, _, false) => -1,
            (_, true, true) => 1,
            _ => 0,
        }
    }
}

struct Read {
    polarity: Polarity,
    /// How near the nearest piece comes to the target.
    near: Option<f64>,
}

/// The weights as `data/polarity/train.py` writes them.
struct Reader {
    project: Vec<f32>,
    key: Vec<f32>,
    query: Vec<f32>,
    convolve: Vec<f32>,
    bias: Vec<f32>,
    boundary: Vec<f32>,
    opinion: Vec<f32>,
    class: Vec<f32>,
    offset: Vec<f32>,
    sharp: f32,
    alike: f32,
    fade: f32,
    /// Each row of the table under `project` and `key`, made when first met.
    rows: Vec<OnceLock<Box<[f32; HIDDEN + KEY]>>>,
}

impl Reader {
    fn read(data: &[u8]) -> Option<Self> {
        let sizes = data.get(..10).filter(|header| header.starts_with(b"JCP1"))?;
        let size =
            |at: usize| sizes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map(|two| usize::from(u16::from_le_bytes(two)));
        if (size(4)?, size(6)?, size(8)?) != (HIDDEN, KEY, WIDTH) {
            return None;
        }
        let mut numbers = data.get(10..)?.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let mut take = |count: usize| -> Option<Vec<f32>> {
            let taken: Vec<f32> = numbers.by_ref().take(count).collect();
            (taken.len() == count).then_some(taken)
        };
        Some(Self {
            project: take(DIMENSIONS * HIDDEN)?,
            key: take(DIMENSIONS * KEY)?,
            query: take(DIMENSIONS * KEY)?,
            convolve: take((2 * WIDTH + 1) * HIDDEN * HIDDEN)?,
            bias: take(HIDDEN)?,
            boundary: take(HIDDEN)?,
            opinion: take(HIDDEN)?,
            class: take(HIDDEN * CLASSES)?,
            offset: take(CLASSES)?,
            sharp: take(1)?.pop()?,
            alike: take(1)?.pop()?,
            fade: take(1)?.pop()?,
            rows: std::iter::repeat_with(OnceLock::new).take(Table::shipped()?.rows()).collect(),
        })
    }

    /// A row's projection and key.
    fn row(&self, table: &Table, row: u32) -> &[f32; HIDDEN + KEY] {
        static NOTHING: [f32; HIDDEN + KEY] = [0.0; HIDDEN + KEY];
        let Some(slot) = self.rows.get(row as usize) else { return &NOTHING };
        slot.get_or_init(|| {
            let mut vector = [0.0; DIMENSIONS];
            table.add(row, &mut vector);
            let mut made = Box::new(NOTHING);
            let (inner, key) = made.split_at_mut(HIDDEN);
            multiply(&vector, &self.project, inner);
            multiply(&vector, &self.key, key);
            made
        })
    }

    fn attend(&self, table: &Table, text: &str, pieces: &[Piece], target: Option<&Embedding>) -> Read {
        static NOTHING: [f32; HIDDEN + KEY] = [0.0; HIDDEN + KEY];
        let rows: Vec<&[f32; HIDDEN + KEY]> = pieces.iter().map(|piece| piece.row.map_or(&NOTHING, |row| self.row(table, row))).collect();
        let inner = |at: usize| rows.get(at).and_then(|row| row.first_chunk::<HIDDEN>());
        let hidden: Vec<[f32; HIDDEN]> = (0..rows.len())
            .map(|at| {
                let mut sum = [0.0; HIDDEN];
                sum.copy_from_slice(&self.bias);
                for (step, weights) in self.convolve.chunks_exact(HIDDEN * HIDDEN).enumerate() {
                    if let Some(neighbour) = (at + step).checked_sub(WIDTH).and_then(inner) {
                        multiply(neighbour, weights, &mut sum);
                    }
                }
                sum.map(f32::tanh)
            })
            .collect();
        let mut attention: Vec<f32> = hidden.iter().map(|hidden| dot(hidden, &self.opinion)).collect();
        let mut nearest = None;
        if let Some(target) = target {
            let mut query = [0.0; KEY];
            multiply(target.vector(), &self.query, &mut query);
            let near = |(row, piece): (&&[f32; HIDDEN + KEY], &Piece)| {
                let alike = piece.row.map_or(0.0, |row| table.likeness(row, target));
                dot(row.last_chunk::<KEY>().unwrap_or(&[0.0; KEY]), &query) * self.sharp + self.alike * alike
            };
            let mut place: Vec<f32> = rows.iter().zip(pieces).map(near).collect();
            nearest = place.iter().copied().max_by(f32::total_cmp).map(f64::from);
            softmax(&mut place);
            let keeps: Vec<f32> = (0..rows.len())
                .map(|at| inner(at).map_or(1.0, |inner| 1.0 / (1.0 + (dot(inner, &self.boundary) + self.fade).exp())))
                .collect();
            for (attention, share) in attention.iter_mut().zip(spread(&place, &keeps)) {
                *attention += (share + 1e-6).ln();
            }
        }
        softmax(&mut attention);
        let mut pooled = [0.0; HIDDEN];
        for (share, hidden) in attention.iter().zip(&hidden) {
            pooled.iter_mut().zip(hidden).for_each(|(pooled, value)| *pooled += share * value);
        }
        let mut odds = [0.0; CLASSES];
        odds.copy_from_slice(&self.offset);
        multiply(&pooled, &self.class, &mut odds);
        softmax(&mut odds);
        let [negative, neutral, positive] = odds.map(f64::from);
        Read { polarity: Polarity { negative, neutral, positive, words: telling(text, pieces, &attention) }, near: nearest }
    }
}

/// Each place's share of the target's weight, fading by what each piece lets through: what the reader was trained on as
/// Σ place(j) · exp(−|wall(i) − wall(j)|), in one pass each way.
fn spread(place: &[f32], keeps: &[f32]) -> Vec<f32> {
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

/// The words around the piece that weighed most.
fn telling(text: &str, pieces: &[Piece], attention: &[f32]) -> String {
    let most = attention.iter().enumerate().max_by(|left, right| left.1.total_cmp(right.1)).map_or(0, |(at, _)| at);
    let span = |at: usize| pieces.get(at).map(|piece| piece.span.clone()).unwrap_or_default();
    let last = pieces.len().saturating_sub(1);
    text.get(span(most.saturating_sub(WIDTH)).start..span((most + WIDTH).min(last)).end).unwrap_or_default().to_owned()
}

/// Adds the product of a row and a matrix, a row of it for each number.
fn multiply(row: &[f32], matrix: &[f32], sum: &mut [f32]) {
    for (value, weights) in row.iter().zip(matrix.chunks_exact(sum.len())) {
        sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
    }
}

fn dot(left: &[f32], right: &[f32]) -> f32 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn softmax(values: &mut [f32]) {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    values.iter_mut().for_each(|value| *value = (*value - most).exp());
    let total: f32 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= total);
}

#[cfg(all(test, feature = "meaning"))]
mod tests {
    use super::*;

    #[test]
    fn polarity_is_of_the_target() {
        let sign = |text: &str, target: Option<&str>| Polarity::of(text, target).map(|read| read.sign());
        let text = "The food was delicious, but the service was slow.";
        let well = |target: &str| Polarity::of(text, Some(target)).map_or(f64::NAN, |read| read.positive - read.negative);
        assert!(well("food") > well("service") + 0.2);
        assert_eq!(sign("It was not good at all.", None), Some(-1));
        assert_eq!(sign("汉字", None), None);
    }

    #[test]
    fn long_texts_are_read_by_sentence() {
        let text = "We came in on a Monday and sat down at the back of the room. ".repeat(12) + "The clerk was rude and useless.";
        let read = Polarity::of(&text, Some("clerk")).unwrap_or_else(|| unreachable!());
        assert!((read.negative + read.neutral + read.positive - 1.0).abs() < 1e-5);
        assert_eq!(read.sign(), -1, "{read:?}");
    }

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
