//! Words that a message may be made of.

use std::collections::HashSet;

use crate::work::look;

/// The fewest letters of a prefix.
const SHORTEST_PREFIX: usize = 2;

/// A set of words; one that ends in `*` stands for every word that begins with it.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<&'static str>,
    prefixes: HashSet<&'static str>,
}

impl Vocabulary {
    /// Reads words that are parted by spaces.
    pub(super) fn of(lists: impl IntoIterator<Item = &'static str>) -> Self {
        let mut vocabulary = Self::default();
        for word in lists.into_iter().flat_map(str::split_whitespace) {
            match word.strip_suffix('*') {
                Some(prefix) => vocabulary.prefixes.insert(prefix),
                None => vocabulary.words.insert(word),
            };
        }
        vocabulary
    }

    fn holds(&self, word: &str) -> bool {
        let prefix = |(at, _): (usize, char)| word.get(..at).is_some_and(|prefix| self.prefixes.contains(prefix));
        self.words.contains(word) || self.prefixes.contains(word) || word.char_indices().skip(SHORTEST_PREFIX).any(prefix)
    }

    /// Whether a text of single-spaced words has no other words.
    pub(super) fn covers(&self, text: &str) -> bool {
        look(text.len());
        text.split(' ').all(|word| self.holds(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_covered_word_by_word() {
        let vocabulary = Vocabulary::of(["please i", "stop*"]);
        assert!(vocabulary.covers("please stop") && vocabulary.covers("i stopped"));
        assert!(!vocabulary.covers("they stopped"));
    }
}
