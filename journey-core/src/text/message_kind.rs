//! What kind of message a whole message is, read by a small trained reader: a second opinion beside the rules of `signal.rs`.
//!
//! A softmax over the words and the letters of a folded message. `cargo run -p journey-tests --bin train_kinds` trains it on the lists of
//! `tests/lists/`, which people wrote for that, and writes `data/signals/weights.bin`.

use std::sync::LazyLock;

use super::{
    folded::Segment,
    signal::Signal,
    words::{hash, hash_on},
};

/// Into how many places words and letters are sorted.
pub const PLACES: usize = 1 << 15;
/// The kinds in the order of the weights.
pub const KINDS: [&str; 10] =
    ["consent", "decline", "distress", "dont_know", "grief", "not_applicable", "question", "stop", "story", "withdraw"];

/// Words of a message that may be read as a whole signal.
const LONGEST_SIGNAL: usize = 16;
/// Words from which the rules may be overruled.
const SHORTEST_STORY: usize = 4;
/// The chance from which a whole message counts as a signal that no rule knows.
const SURE: f32 = 0.75;
/// The chance from which it ends the interview, which nothing brings back.
const CERTAIN: f32 = 0.95;
/// The chance of a story from which the rules were wrong.
const TOLD: f32 = 0.9;
/// The chance from which a message, or a part of a long one, speaks of distress or of a loss.
const TENDER: f32 = 0.92;
/// Words of a part of a long message that is read for itself.
const PART: usize = 14;

const DISTRESS: usize = 2;
const GRIEF: usize = 4;
const STORY: usize = 8;
/// Words in a row and letters in a row that are looked at.
const WORDS: usize = 3;
const LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/signals/weights.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

static READER: LazyLock<Option<Reader>> = LazyLock::new(|| Reader::read(DATA));

/// The chances of the kinds of a message, in alphabetical order; they sum to one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chances([f32; KINDS.len()]);

impl Chances {
    pub(super) fn of(segments: &[Segment]) -> Option<Self> {
        READER.as_ref().map(|reader| reader.chances(&features(segments)))
    }

    /// Adds to what the rules found in a whole message, or takes it away.
    pub(super) fn correct(&self, all: &[Segment], found: &mut Vec<Signal>) {
        let words: usize = all.iter().map(length).sum();
        if words >= SHORTEST_STORY && self.at(STORY) >= TOLD {
            // To have nothing to add ends nothing.
            found.retain(|signal| *signal == Signal::Exhausted);
        } else if found.is_empty() && words <= LONGEST_SIGNAL {
            let sure = |signal: Signal| if signal == Signal::Stops { CERTAIN } else { SURE };
            found.extend(self.signal().filter(|(signal, chance)| *chance >= sure(*signal)).map(|(signal, _)| signal));
        }
    }

    /// Whether a message, or a part of a long one, speaks of distress or of a loss. `plain` is the message without figures of speech, where it
    /// holds any.
    pub(super) fn tell(&self, signal: Signal, all: &[Segment], plain: Option<&[Segment]>) -> bool {
        let kind = match signal {
            Signal::Distress => DISTRESS,
            Signal::Grief => GRIEF,
            _ => return false,
        };
        let likely = |part: &[Segment]| Self::of(part).is_some_and(|chances| chances.at(kind) >= TENDER);
        let message = plain.unwrap_or(all);
        match (message.iter().map(length).sum::<usize>() <= 2 * PART, plain) {
            (true, None) => self.at(kind) >= TENDER,
            (true, Some(plain)) => likely(plain),
            (false, _) => parts(message).any(likely),
        }
    }

    /// The signal that the whole message most likely is, with its chance; none for a story, distress or grief.
    fn signal(&self) -> Option<(Signal, f32)> {
        let (at, chance) = self.0.iter().enumerate().max_by(|left, right| left.1.total_cmp(right.1))?;
        let signal = match KINDS.get(at).copied()? {
            "decline" => Signal::Declines,
            "dont_know" => Signal::DontKnow,
            "not_applicable" => Signal::NotApplicable,
            "question" => Signal::AsksQuestion,
            "stop" => Signal::Stops,
            "withdraw" => Signal::Withdraws,
            _ => return None,
        };
        Some((signal, *chance))
    }

    fn at(&self, kind: usize) -> f32 {
        self.0.get(kind).copied().unwrap_or(0.0)
    }
}

fn length(segment: &Segment) -> usize {
    segment.text.split(' ').count()
}

/// Runs of neighbouring parts with enough words to be read.
fn parts(all: &[Segment]) -> impl Iterator<Item = &[Segment]> {
    let end = move |from: usize| {
        let mut words = 0;
        let after = all.iter().skip(from).position(|segment| {
            words += length(segment);
            words >= PART
        });
        after.map_or(all.len(), |after| from + after + 1)
    };
    (0..all.len()).filter_map(move |from| all.get(from..end(from)))
}

/// The places of a message's words, neighbouring words and letters; each once, in ascending order.
pub(crate) fn features(segments: &[Segment]) -> Vec<u32> {
    let mut tokens: Vec<&str> = Vec::new();
    for segment in segments {
        tokens.extend(segment.text.split(' '));
        tokens.push(if segment.asks { "?" } else { "." });
    }
    let mut places = Vec::with_capacity(16 * tokens.len());
    for length in 1..=WORDS {
        for words in tokens.windows(length) {
            let mut hash = hash("w");
            for (at, word) in words.iter().enumerate() {
                hash = hash_on(if at > 0 { hash_on(hash, b" ") } else { hash }, word.as_bytes());
            }
            places.push(place(hash));
        }
    }
    let mut padded = String::new();
    let mut starts: Vec<usize> = Vec::new();
    for token in &tokens {
        padded.clear();
        padded.extend([" ", token, " "]);
        starts.clear();
        starts.extend(padded.char_indices().map(|(at, _)| at));
        starts.push(padded.len());
        for length in LETTERS {
            let length = length.min(starts.len() - 1);
            for ends in starts.windows(length + 1) {
                let part = ends.first().zip(ends.last()).and_then(|(from, to)| padded.as_bytes().get(*from..*to));
                places.push(place(hash_on(hash("c"), part.unwrap_or_default())));
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

fn place(hash: u64) -> u32 {
    ((hash ^ (hash >> 32)) % PLACES as u64) as u32
}

/// The weights as `train_kinds` writes them.
struct Reader {
    bias: Vec<f32>,
    scale: Vec<f32>,
    rarity_scale: f32,
    /// For each place how rare it is, then what it says for each kind.
    rows: &'static [u8],
}

/// The bytes of a place: its rarity and a weight for each kind.
const ROW: usize = 1 + KINDS.len();

impl Reader {
    fn read(data: &'static [u8]) -> Option<Self> {
        let body = data.strip_prefix(b"JCS1")?;
        let (head, rows) = body.split_at_checked(4 * (1 + 2 * KINDS.len()))?;
        let mut numbers = head.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let rarity_scale = numbers.next()?;
        let bias: Vec<f32> = numbers.by_ref().take(KINDS.len()).collect();
        (rows.len() == PLACES * ROW).then(|| Self { bias, scale: numbers.collect(), rarity_scale, rows })
    }

    fn chances(&self, features: &[u32]) -> Chances {
        let mut sums = [0.0f32; KINDS.len()];
        let mut squares = 0.0f32;
        for row in features.iter().filter_map(|place| self.rows.as_chunks::<ROW>().0.get(*place as usize)) {
            let [rarity, weights @ ..] = row;
            let rarity = f32::from(*rarity) * self.rarity_scale;
            squares += rarity * rarity;
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += rarity * f32::from(i8::from_le_bytes([*weight])));
        }
        let length = squares.sqrt().max(1e-6);
        let mut chances = sums;
        for ((chance, bias), scale) in chances.iter_mut().zip(&self.bias).zip(&self.scale) {
            *chance = bias + *chance * scale / length;
        }
        let most = chances.iter().copied().fold(f32::MIN, f32::max);
        chances.iter_mut().for_each(|chance| *chance = (*chance - most).exp());
        let total: f32 = chances.iter().sum();
        Chances(chances.map(|chance| chance / total))
    }
}
