//! A reader of short texts: which of several kinds a text is, by a softmax over its words and letters, each hashed to a place, and, where the
//! language is that of the table of meanings, over what its words mean.
//!
//! `cargo run -p journey-tests --bin train_kinds` trains one on lists of labelled lines.

use super::{
    folded::Segment,
    meaning::{OUTLINE, outline},
    words::{hash, hash_on},
};

/// Words in a row and letters in a row that are looked at.
const WORDS: usize = 3;
const LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// The places of a text's words, neighbouring words and letters, of so many places; each once, in ascending order.
pub(crate) fn features(segments: &[Segment], places: u32) -> Vec<u32> {
    let mut tokens: Vec<&str> = Vec::new();
    for segment in segments {
        tokens.extend(segment.text.split(' '));
        tokens.push(if segment.asks { "?" } else { "." });
    }
    let place = |hash: u64| ((hash ^ (hash >> 32)) % u64::from(places.max(1))) as u32;
    let mut found = Vec::with_capacity(16 * tokens.len());
    for length in 1..=WORDS {
        for words in tokens.windows(length) {
            let mut hash = hash("w");
            for (at, word) in words.iter().enumerate() {
                hash = hash_on(if at > 0 { hash_on(hash, b" ") } else { hash }, word.as_bytes());
            }
            found.push(place(hash));
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
                found.push(place(hash_on(hash("c"), part.unwrap_or_default())));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What the words of an English text mean, with a last number for the language itself; none without the table or a known word.
pub(crate) fn meaning_features(segments: &[Segment]) -> Option<Vec<f32>> {
    let text: Vec<&str> = segments.iter().flat_map(|segment| [segment.text.as_str(), if segment.asks { "?" } else { "." }]).collect();
    let mut features = outline(&text.join(" "))?;
    features.push(1.0);
    Some(features)
}

/// The weights as `train_kinds` writes them.
pub(crate) struct HashedReader {
    bias: Vec<f32>,
    scale: Vec<f32>,
    rarity_scale: f32,
    places: u32,
    /// What each number of the meaning says for each kind; nothing in a reader of words and letters alone.
    meant: Vec<f32>,
    /// For each place how rare it is, then what it says for each kind.
    rows: &'static [u8],
}

impl HashedReader {
    /// The reader of so many kinds in a file; none for another file.
    pub(crate) fn read(data: &'static [u8], kinds: usize) -> Option<Self> {
        let (sizes, body) = data.strip_prefix(b"JCS3")?.split_at_checked(12)?;
        let mut sizes = sizes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes));
        let (places, known, meant) = (sizes.next()?, sizes.next()? as usize, sizes.next()? as usize);
        let (head, rows) = body.split_at_checked(4 * (1 + (2 + meant) * known))?;
        let mut numbers = head.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let rarity_scale = numbers.next()?;
        let bias: Vec<f32> = numbers.by_ref().take(known).collect();
        let scale: Vec<f32> = numbers.by_ref().take(known).collect();
        let whole = known == kinds && (meant == 0 || meant == OUTLINE + 1) && rows.len() == places as usize * (1 + known);
        whole.then(|| Self { bias, scale, rarity_scale, places, meant: numbers.collect(), rows })
    }

    /// The chances of the kinds, in the order of their names; they sum to one. An English text is read for what its words mean, too,
    /// by a reader that learnt it.
    pub(crate) fn chances(&self, segments: &[Segment], english: bool) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.bias.len()];
        let mut squares = 0.0_f32;
        let size = 1 + self.bias.len();
        for place in features(segments, self.places) {
            let at = place as usize * size;
            let Some((rarity, weights)) = self.rows.get(at..at + size).and_then(<[u8]>::split_first) else { continue };
            let rarity = f32::from(*rarity) * self.rarity_scale;
            squares += rarity * rarity;
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += rarity * f32::from(i8::from_le_bytes([*weight])));
        }
        let length = squares.sqrt().max(1e-6);
        for ((sum, bias), scale) in sums.iter_mut().zip(&self.bias).zip(&self.scale) {
            *sum = bias + *sum * scale / length;
        }
        let meant = if english && !self.meant.is_empty() { meaning_features(segments) } else { None };
        for (value, weights) in meant.unwrap_or_default().iter().zip(self.meant.chunks_exact(self.bias.len())) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
        let total: f32 = sums.iter().sum();
        sums.iter_mut().for_each(|sum| *sum /= total);
        sums
    }
}
