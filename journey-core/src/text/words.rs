//! Words, stems and overlap.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::work::look;

const STOPWORDS: &str = "a about above after again all also am an and any are aren't as at be because been before being below \
between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each even ever few for \
from further get got had hadn't has hasn't have haven't having he her here hers him his how i i'd i'll i'm i've if in into is \
isn't it it's its itself just kind like lot me more most my myself no nor not now of off on once one only or other our out over \
own quite really said same she should so some such sort than that that's the their them then there there's these they thing \
things this those through to too under until up us very was wasn't we we're well were weren't what when where which while who \
whom why will with won't would wouldn't you you'd you're your yours yes yeah okay ok actually maybe probably something anything \
everything much many bit went go going came come made make makes tell say says told think thought know felt feel feels guess \
first last next part time times way still then never always";

/// The words of a text, lower-cased, in order.
pub fn words(text: &str) -> Vec<String> {
    look(text.len());
    let plain = |word: &str| if word.is_ascii() { word.to_ascii_lowercase() } else { word.replace('’', "'").to_lowercase() };
    text.unicode_words().map(plain).collect()
}

/// How many words a text has.
pub fn word_count(text: &str) -> usize {
    look(text.len());
    text.unicode_words().count()
}

/// Whether a word carries no content of its own.
pub(super) fn is_stopword(word: &str) -> bool {
    use std::{collections::HashSet, sync::LazyLock};
    static STOP: LazyLock<HashSet<&str>> = LazyLock::new(|| STOPWORDS.split_whitespace().collect());
    STOP.contains(word)
}

/// The words that carry content: no function words, nothing shorter than three letters.
pub fn content_words(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| word.chars().count() > 2 && !is_stopword(word)).collect()
}

/// A light English stem: strips plural, past and progressive endings.
pub fn stem(word: &str) -> String {
    let long = |root: &str, least: usize| if root.is_ascii() { root.len() >= least } else { root.chars().count() >= least };
    for (suffix, replacement, least) in [
        ("ations", "ate", 4),
        ("ation", "ate", 4),
        ("ies", "y", 3),
        ("ing", "", 4),
        ("ied", "y", 3),
        ("ed", "", 4),
        ("es", "", 4),
        ("ly", "", 4),
        ("s", "", 3),
    ] {
        if let Some(root) = word.strip_suffix(suffix)
            && long(root, least)
            && !(suffix == "s" && root.ends_with('s'))
        {
            let mut stem = String::with_capacity(word.len());
            stem.push_str(root);
            stem.push_str(replacement);
            if stem.ends_with('e') && long(&stem, 4) {
                stem.pop();
            }
            return stem;
        }
    }
    word.strip_suffix('e').filter(|root| long(root, 4)).unwrap_or(word).to_owned()
}

/// The stems of a text's words, in order.
pub fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(word)).collect()
}

/// The stems of the words that carry content, in order.
pub fn content_stems(text: &str) -> Vec<String> {
    content_words(text).iter().map(|word| stem(word)).collect()
}

/// The Jaccard overlap of two texts' word sets, 0 to 1; two empty texts overlap fully.
pub fn jaccard(left: &str, right: &str) -> f64 {
    let left: BTreeSet<_> = words(left).into_iter().collect();
    let right: BTreeSet<_> = words(right).into_iter().collect();
    let union = left.union(&right).count();
    if union == 0 {
        return 1.0;
    }
    left.intersection(&right).count() as f64 / union as f64
}

/// The set of a text's words, small enough to keep with every question: sorted 32-bit hashes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WordSet(Box<[u32]>);

impl WordSet {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let mut hashes: Vec<u32> = words(text).iter().map(|word| (hash(word) >> 32) as u32).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes.into_boxed_slice())
    }

    /// The hashes of the words, in order.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Whether every word of another, not empty set is in this one.
    pub fn holds(&self, other: &Self) -> bool {
        !other.0.is_empty() && other.0.iter().all(|hash| self.0.binary_search(hash).is_ok())
    }

    /// The Jaccard overlap with another set, 0 to 1; two empty sets overlap fully.
    pub fn jaccard(&self, other: &Self) -> f64 {
        self.jaccard_from(other, 0.0)
    }

    /// Whether the overlap is at least `least`; sets too unlike in size are told apart at once.
    pub fn overlaps(&self, other: &Self, least: f64) -> bool {
        self.jaccard_from(other, least) >= least
    }

    fn jaccard_from(&self, other: &Self, least: f64) -> f64 {
        let (small, large) = (self.0.len().min(other.0.len()), self.0.len().max(other.0.len()));
        if (small as f64) < least * large as f64 {
            return 0.0;
        }
        let (mut left, mut right, mut shared) = (self.0.iter().peekable(), other.0.iter().peekable(), 0usize);
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let union = self.0.len() + other.0.len() - shared;
        if union == 0 { 1.0 } else { shared as f64 / union as f64 }
    }
}

/// FNV-1a in 64 bits, the same on every machine.
pub(crate) fn hash(word: &str) -> u64 {
    hash_on(0xcbf2_9ce4_8422_2325, word.as_bytes())
}

/// Hashes on from what was hashed before.
pub(crate) fn hash_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_meet() {
        assert_eq!(stem("claims"), stem("claim"));
        assert_eq!(stem("renewing"), stem("renewed"));
        assert_eq!(stem("policies"), stem("policy"));
        assert_eq!(stem("prices"), stem("price"));
    }

    #[test]
    fn overlap_is_of_sets() {
        assert!((jaccard("a b c", "c b a a") - 1.0).abs() < 1e-12);
        assert!((jaccard("a b", "c d")).abs() < 1e-12);
        for (left, right) in [("a b c", "c b a a"), ("a b", "c d"), ("one two three", "three four"), ("", ""), ("", "a")] {
            assert!((jaccard(left, right) - WordSet::of(left).jaccard(&WordSet::of(right))).abs() < 1e-12, "{left} | {right}");
        }
    }
}
