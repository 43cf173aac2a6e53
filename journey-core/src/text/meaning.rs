//! Embedding: a small table of word-piece vectors that ships with the library.

use std::{ops::Range, sync::LazyLock};

use crate::work::look;

/// The dimensions of a vector.
pub(super) const DIMENSIONS: usize = 256;
/// The most letters of a word that is split into pieces; a longer one is unknown, as it is to the WordPiece tokenizers whose pieces the table
/// holds. The longest words of dictionaries have 80 letters, and they are German.
pub const LONGEST_WORD: usize = 100;
/// Numbers under one scale.
const GROUP: usize = 64;
/// Slots of the index of words, a power of two well above their number.
const SLOTS: usize = 1 << 16;

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/meaning/table.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| Table::read(DATA));

/// A piece of a word: its row in the table, none for an unknown word, and where it stands in the text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Piece {
    pub(super) row: Option<u32>,
    pub(super) span: Range<usize>,
}

/// The table as it lies in the file: words by row, scales in the upper half of a float, two four-bit numbers a byte.
pub(super) struct Table {
    words: Vec<&'static str>,
    /// The bytes of the longest of them: no piece of a word is longer.
    longest: usize,
    slots: Vec<u32>,
    scales: &'static [u8],
    codes: &'static [u8],
}

impl Table {
    pub(super) fn shipped() -> Option<&'static Self> {
        TABLE.as_ref()
    }

    fn read(data: &'static [u8]) -> Option<Self> {
        let header = data.get(..16).filter(|header| header.starts_with(b"JCM1"))?;
        let number = |at: usize| header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
        let (rows, sizes, names) = (number(4)? as usize, number(8)?, number(12)? as usize);
        if sizes as usize != DIMENSIONS | GROUP << 16 {
            return None;
        }
        let words: Vec<&'static str> = std::str::from_utf8(data.get(16..16 + names)?).ok()?.split('\n').collect();
        let scales = 16 + names;
        let codes = scales + rows * DIMENSIONS / GROUP * 2;
        let mut table = Self {
            longest: words.iter().map(|word| word.len()).max().unwrap_or(0),
            words,
            slots: vec![u32::MAX; SLOTS],
            scales: data.get(scales..codes)?,
            codes: data.get(codes..codes + rows * DIMENSIONS / 2)?,
        };
        for at in 0..u32::try_from(rows).ok()? {
            let mut slot = super::hash(table.words.get(at as usize)?) as usize % SLOTS;
            while table.slots.get(slot).is_some_and(|taken| *taken != u32::MAX) {
                slot = (slot + 1) % SLOTS;
            }
            *table.slots.get_mut(slot)? = at;
        }
        Some(table)
    }

    pub(super) fn rows(&self) -> usize {
        self.words.len()
    }

    fn row(&self, word: &str) -> Option<u32> {
        look(word.len());
        let mut slot = super::hash(word) as usize % SLOTS;
        loop {
            let at = *self.slots.get(slot).filter(|at| **at != u32::MAX)?;
            if self.words.get(at as usize).is_some_and(|known| *known == word) {
                return Some(at);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Adds a row's vector.
    pub(super) fn add(&self, row: u32, sum: &mut [f32; DIMENSIONS]) {
        let (row, halves) = (row as usize, DIMENSIONS / GROUP);
        let scales = self.scales.get(row * halves * 2..(row + 1) * halves * 2).unwrap_or_default();
        let codes = self.codes.get(row * DIMENSIONS / 2..(row + 1) * DIMENSIONS / 2).unwrap_or_default();
        for ((group, scale), sum) in codes.chunks_exact(GROUP / 2).zip(scales.as_chunks::<2>().0).zip(sum.chunks_exact_mut(GROUP)) {
            let scale = f32::from_bits(u32::from(u16::from_le_bytes(*scale)) << 16);
            for (code, [low, high]) in group.iter().zip(sum.as_chunks_mut::<2>().0) {
                *low += (f32::from(code & 15) - 8.0) * scale;
                *high += (f32::from(code >> 4) - 8.0) * scale;
            }
        }
    }

    /// The cosine of a row and a meaning.
    pub(super) fn likeness(&self, row: u32, meaning: &Embedding) -> f32 {
        let mut vector = [0.0; DIMENSIONS];
        self.add(row, &mut vector);
        let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
        vector.iter().zip(meaning.vector()).map(|(left, right)| left * right).sum::<f32>() / length
    }

    /// The pieces of a text: words by the longest known pieces, other marks one by one.
    pub(super) fn pieces(&self, text: &str) -> Vec<Piece> {
        look(text.len());
        let mut pieces = Vec::new();
        let mut start = None;
        for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
            if character.is_alphanumeric() {
                start = start.or(Some(at));
                continue;
            }
            if let Some(start) = start.take() {
                self.split(text, start..at, &mut pieces);
            }
            if !character.is_whitespace() {
                let mut mark = [0; 4];
                if let Some(row) = self.row(character.encode_utf8(&mut mark)) {
                    pieces.push(Piece { row: Some(row), span: at..at + character.len_utf8() });
                }
            }
        }
        pieces
    }

    fn split(&self, text: &str, span: Range<usize>, pieces: &mut Vec<Piece>) {
        let word = text.get(span.clone()).unwrap_or_default();
        if word.chars().nth(LONGEST_WORD).is_some() {
            pieces.push(Piece { row: None, span });
            return;
        }
        let word = word.to_lowercase();
        if let Some(row) = self.row(&word) {
            pieces.push(Piece { row: Some(row), span });
            return;
        }
        let before = pieces.len();
        let ends: Vec<usize> = word.char_indices().map(|(at, character)| at + character.len_utf8()).collect();
        let (mut start, mut piece) = (0, String::new());
        while start < word.len() {
            let reach = start + self.longest;
            let longest = ends.iter().rev().skip_while(|end| **end > reach).take_while(|end| **end > start).find_map(|end| {
                piece.clear();
                piece.push_str(if start > 0 { "##" } else { "" });
                piece.push_str(word.get(start..*end)?);
                Some((self.row(&piece)?, *end))
            });
            let Some((row, end)) = longest else {
                pieces.truncate(before);
                pieces.push(Piece { row: None, span });
                return;
            };
            pieces.push(Piece { row: Some(row), span: span.clone() });
            start = end;
        }
    }
}

/// The meaning of a text as a direction: the mean of its pieces' vectors, of length one.
///
/// ```
/// use journey_core::text::Embedding;
/// # #[cfg(feature = "meaning")] {
/// let near = |left: &str, right: &str| Embedding::of(left).zip(Embedding::of(right)).map(|(left, right)| left.likeness(&right)).unwrap();
/// assert!(near("the bill was wrong", "invoice error") > near("the bill was wrong", "friendly staff"));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Embedding(Box<[f32; DIMENSIONS]>);

impl Embedding {
    /// The meaning of a text; `None` when it has no known word, or without the feature `meaning`.
    pub fn of(text: &str) -> Option<Self> {
        let table = Table::shipped()?;
        let mut sum = Box::new([0.0; DIMENSIONS]);
        for row in table.pieces(text).into_iter().filter_map(|piece| piece.row) {
            table.add(row, &mut sum);
        }
        Self(sum).normal()
    }

    /// The mean direction of several.
    pub fn mean<'a>(all: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut sum = Box::new([0.0; DIMENSIONS]);
        for one in all {
            sum.iter_mut().zip(one.0.iter()).for_each(|(sum, value)| *sum += value);
        }
        Self(sum).normal()
    }

    /// What is left of it when a common part is taken out.
    pub fn without(&self, common: &Self) -> Self {
        let mut rest = self.clone();
        let along = self.likeness(common) as f32;
        rest.0.iter_mut().zip(common.0.iter()).for_each(|(value, common)| *value -= along * common);
        rest.normal().unwrap_or_else(|| self.clone())
    }

    /// The cosine with another, −1 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        f64::from(self.0.iter().zip(other.0.iter()).map(|(left, right)| left * right).sum::<f32>())
    }

    pub(super) fn vector(&self) -> &[f32; DIMENSIONS] {
        &self.0
    }

    fn normal(mut self) -> Option<Self> {
        let length = self.0.iter().map(|value| value * value).sum::<f32>().sqrt();
        if length < 1e-9 {
            return None;
        }
        self.0.iter_mut().for_each(|value| *value /= length);
        Some(self)
    }
}

/// How many numbers [`outline`] gives.
pub(super) const OUTLINE: usize = 3 * DIMENSIONS;

/// What the vectors of a text's pieces have in common, and how far they reach: of each dimension the mean, the most and the least. `None` when
/// it has no known word.
pub(super) fn outline(text: &str) -> Option<Vec<f32>> {
    let table = Table::shipped()?;
    let (mut sum, mut most, mut least) = ([0.0; DIMENSIONS], [f32::MIN; DIMENSIONS], [f32::MAX; DIMENSIONS]);
    let mut pieces = 0.0_f32;
    for row in table.pieces(text).into_iter().filter_map(|piece| piece.row) {
        let mut vector = [0.0; DIMENSIONS];
        table.add(row, &mut vector);
        pieces += 1.0;
        for (((value, sum), most), least) in vector.iter().zip(&mut sum).zip(&mut most).zip(&mut least) {
            *sum += value;
            *most = most.max(*value);
            *least = least.min(*value);
        }
    }
    let mean = sum.iter().map(|sum| sum / pieces);
    (pieces > 0.0).then(|| mean.chain(most).chain(least).collect())
}

/// The words of a text that carry meaning, with where they stand; what is common to all that they are compared with is taken out.
pub(super) fn word_meanings(text: &str, common: Option<&Embedding>) -> Vec<(Range<usize>, Embedding)> {
    let Some(table) = Table::shipped() else { return Vec::new() };
    let mut words: Vec<(Range<usize>, Box<[f32; DIMENSIONS]>)> = Vec::new();
    for piece in table.pieces(text) {
        let Some(row) = piece.row else { continue };
        let word = text.get(piece.span.clone()).unwrap_or_default();
        if word.len() < 3 || super::words::is_stopword(&word.to_lowercase()) {
            continue;
        }
        match words.last_mut().filter(|(span, _)| *span == piece.span) {
            Some((_, sum)) => table.add(row, sum),
            None => {
                let mut sum = Box::new([0.0; DIMENSIONS]);
                table.add(row, &mut sum);
                words.push((piece.span, sum));
            }
        }
    }
    let freed = |meaning: Embedding| common.map_or(meaning.clone(), |common| meaning.without(common));
    words.into_iter().filter_map(|(span, sum)| Some((span, freed(Embedding(sum).normal()?)))).collect()
}

/// The meaning of a text with the meanings of its pieces, both without what is common to all that it is compared with.
#[derive(Clone, Debug)]
pub(crate) struct Gist {
    whole: Embedding,
    pieces: Vec<Embedding>,
}

impl Gist {
    pub(crate) fn of(text: &str, common: Option<&Embedding>) -> Option<Self> {
        let table = Table::shipped()?;
        let freed = |meaning: Embedding| common.map_or(meaning.clone(), |common| meaning.without(common));
        let pieces = table.pieces(text).into_iter().filter_map(|piece| {
            let word = text.get(piece.span.clone()).filter(|word| word.len() > 2)?;
            let mut sum = Box::new([0.0; DIMENSIONS]);
            table.add(piece.row.filter(|_| !super::words::is_stopword(word))?, &mut sum);
            Embedding(sum).normal()
        });
        Some(Self { whole: freed(Embedding::of(text)?), pieces: pieces.map(freed).collect() })
    }

    /// How near the text comes to a meaning: as a whole, and at its three nearest words.
    pub(crate) fn likeness(&self, other: &Embedding) -> f64 {
        let mut nearest = [0.0_f64; 3];
        for piece in &self.pieces {
            let mut likeness = piece.likeness(other);
            for kept in &mut nearest {
                if likeness > *kept {
                    std::mem::swap(kept, &mut likeness);
                }
            }
        }
        0.5 * (self.whole.likeness(other) + nearest.iter().sum::<f64>() / self.pieces.len().clamp(1, 3) as f64)
    }
}

#[cfg(all(test, feature = "meaning"))]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_reads_and_knows_words() {
        let table = Table::shipped().unwrap_or_else(|| unreachable!());
        assert!(table.rows() > 20_000);
        let pieces = table.pieces("Overcharged, again — 汉字 naïvexq!");
        let rows: Vec<bool> = pieces.iter().map(|piece| piece.row.is_some()).collect();
        assert!(rows.first() == Some(&true) && rows.contains(&false), "{pieces:?}");
        assert!(Embedding::of("汉字").is_none() && Embedding::of("").is_none());
    }

    #[test]
    fn a_word_longer_than_any_is_unknown() {
        let table = Table::shipped().unwrap_or_else(|| unreachable!());
        let rows = |letters: usize| table.pieces(&"a".repeat(letters)).iter().filter(|piece| piece.row.is_some()).count();
        assert!(rows(LONGEST_WORD) > 0);
        assert_eq!(rows(LONGEST_WORD + 1), 0);
    }

    #[test]
    fn likeness_is_of_direction() {
        let of = |text: &str| Embedding::of(text).unwrap_or_else(|| unreachable!());
        assert!((of("the claim").likeness(&of("the claim")) - 1.0).abs() < 1e-5);
        let both = [of("price"), of("service")];
        let mean = Embedding::mean(&both).unwrap_or_else(|| unreachable!());
        assert!(both[0].without(&mean).likeness(&mean).abs() < 1e-5);
    }
}
