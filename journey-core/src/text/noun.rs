//! The things that many texts name: nouns, told by the words that stand before and after them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    english::speaks_english,
    sentence::{cuts, split_sentences},
    words::is_stopword,
};
use crate::work::look;

/// The share of a word's uses that must stand where a noun stands.
const NOUN: f64 = 0.4;
/// The same for a word that ends in `ing`.
const GERUND: f64 = 0.6;
/// What a use counts that may be the first part of a compound, or an adjective; or a verb after its subject: `the driver took`.
const PERHAPS: f64 = 0.5;
/// How much a use that tells neither weighs: a plural often stands alone.
const MUTE: f64 = 0.5;
/// What the use of a word counts that can hardly be anything but a verb: `they covered`.
const VERB: f64 = -1.0;
/// The share of a word's uses within sentences from which capitals make it a name of somebody.
const PROPER: f64 = 0.7;
/// The share of a noun's holders from which a compound stands for it: nearly every list is a waiting list.
const STANDS_FOR: f64 = 0.7;
/// The most words between a noun and its determiner.
const REACH: usize = 2;

/// A thing that texts name.
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    /// Its name, as most write it, in lower case.
    pub(crate) name: String,
    /// Who names it.
    pub(crate) holders: BTreeSet<u32>,
    /// Where in what they say, 0 at its beginning and 1 at its end, on average.
    pub(crate) stands: f64,
}

impl Noun {
    /// The word that names its kind, where customers of any company name it.
    pub(crate) fn synonym(&self) -> Option<&'static str> {
        synonym(&self.name)
    }
}

/// What the uses of a word tell.
#[derive(Debug, Default)]
struct Uses {
    forms: BTreeMap<String, usize>,
    as_noun: f64,
    all: usize,
    weight: f64,
    inside: usize,
    capital: usize,
    holders: BTreeSet<u32>,
    stands: f64,
}

/// Counts what texts name.
#[derive(Debug, Default)]
pub(crate) struct NounCounter {
    words: BTreeMap<String, Uses>,
    compounds: BTreeMap<(String, String), Uses>,
}

/// A word of a sentence.
struct Word<'a> {
    text: &'a str,
    lower: String,
    /// Whether nothing but white space stands between it and the word before.
    joined: bool,
}

impl NounCounter {
    /// Reads what somebody says.
    pub(crate) fn read(&mut self, holder: u32, text: &str) {
        look(text.len());
        for cut in cuts(text, split_sentences(text).into_iter()).flatten() {
            let sentence = text.get(cut.clone()).unwrap_or_default();
            if speaks_english(sentence) {
                self.read_sentence(holder, sentence, cut.start as f64 / text.len() as f64);
            }
        }
    }

    fn read_sentence(&mut self, holder: u32, sentence: &str, stands: f64) {
        let words = words(sentence);
        for (at, word) in words.iter().enumerate() {
            let stand = Stand::of(&words, at);
            if can_name(&word.lower) {
                self.words.entry(singular(&word.lower)).or_default().count(holder, stands, word.lower.clone(), &stand);
            }
            let first = at.checked_sub(1).filter(|_| word.joined).and_then(|before| words.get(before));
            let Some(first) = first.map(|first| first.lower.as_str()) else { continue };
            let compound = format!("{first} {}", word.lower);
            let named = stand.opened && !stand.goes_on && can_name(first) && can_name(&word.lower);
            if named || SYNONYMS.contains_key(compound.as_str()) {
                let uses = self.compounds.entry((singular(first), singular(&word.lower))).or_default();
                uses.count(holder, stands, compound, &stand);
            }
        }
    }

    /// The things that were named, those that most named first; a compound that is nearly all that a word is used for stands for it.
    pub(crate) fn nouns(self) -> Vec<Noun> {
        let mut nouns: Vec<Noun> = Vec::new();
        let mut stood_for: HashSet<String> = HashSet::new();
        for ((first, head), uses) in &self.compounds {
            let noun = |word: &String| self.words.get(word).filter(|word| word.is_noun());
            let known = noun(head);
            if SYNONYMS.contains_key(uses.name()) || (known.is_some() && uses.holders.len() > 1 && !uses.is_proper()) {
                nouns.push(uses.noun());
                let mostly =
                    |word: &&String| noun(word).is_some_and(|known| uses.holders.len() as f64 >= STANDS_FOR * known.holders.len() as f64);
                stood_for.extend([first, head].into_iter().filter(mostly).cloned());
            }
        }
        let single = self.words.iter().filter(|(word, uses)| !stood_for.contains(*word) && uses.is_noun());
        nouns.extend(single.map(|(_, uses)| uses.noun()));
        nouns.sort_by(|left, right| right.holders.len().cmp(&left.holders.len()).then_with(|| left.name.cmp(&right.name)));
        nouns
    }
}

/// How a word stands in its sentence.
struct Stand {
    /// Whether a determiner or a preposition opens a phrase before it.
    opened: bool,
    /// Whether it follows what opens the phrase, or adjectives alone stand between.
    described: bool,
    /// Whether another word of content follows, which it may belong to.
    goes_on: bool,
    /// Whether it follows a pronoun or `to`, as a verb does.
    acts: bool,
    /// Whether it opens its sentence.
    first: bool,
    capital: bool,
}

impl Stand {
    fn of(words: &[Word<'_>], at: usize) -> Self {
        let word = words.get(at);
        let joined = word.is_some_and(|word| word.joined);
        let before: &[Word<'_>] = words.get(..at).unwrap_or_default();
        let reach = before.iter().rev().take(if joined { REACH } else { 0 });
        let skipped = reach.take_while(|word| word.joined && carries(&word.lower)).count();
        let opens = before.iter().rev().nth(skipped).filter(|_| joined).map(|word| word.lower.as_str());
        Self {
            opened: opens.is_some_and(|opens| is("determiner", opens) || (is("preposition", opens) && opens != "to")),
            described: before.iter().rev().take(skipped).all(|word| is("adjective", &word.lower)),
            goes_on: words.get(at + 1).is_some_and(|next| {
                next.joined && carries(&next.lower) && !["adjective", "verb"].into_iter().any(|group| is(group, &next.lower))
            }),
            acts: skipped == 0 && opens.is_some_and(|opens| is("pronoun", opens)),
            first: at == 0,
            capital: word.is_some_and(|word| word.text.starts_with(char::is_uppercase)),
        }
    }
}

impl Uses {
    fn count(&mut self, holder: u32, stands: f64, form: String, stand: &Stand) {
        self.all += 1;
        self.weight += if stand.opened || stand.acts { 1.0 } else { MUTE };
        self.as_noun += match (stand.opened, stand.goes_on) {
            (true, false) if stand.described => 1.0,
            (true, _) => PERHAPS,
            (false, _) if stand.acts => VERB,
            (false, _) => 0.0,
        };
        self.inside += usize::from(!stand.first);
        self.capital += usize::from(!stand.first && stand.capital);
        self.holders.insert(holder);
        self.stands += stands;
        *self.forms.entry(form).or_default() += 1;
    }

    fn name(&self) -> &str {
        let most = self.forms.iter().max_by(|left, right| left.1.cmp(right.1).then_with(|| right.0.cmp(left.0)));
        most.map_or("", |(form, _)| form)
    }

    fn is_noun(&self) -> bool {
        let name = self.name();
        let least = if name.ends_with("ing") && synonym(name).is_none() { GERUND } else { NOUN };
        self.as_noun >= least * self.weight && !self.is_proper()
    }

    fn is_proper(&self) -> bool {
        self.inside > 0 && self.capital as f64 >= PROPER * self.inside as f64
    }

    fn noun(&self) -> Noun {
        Noun { name: self.name().to_owned(), holders: self.holders.clone(), stands: self.stands / self.all.max(1) as f64 }
    }
}

fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut end = 0;
    let word = |(at, text): (usize, &'_ str)| {
        let between = sentence.get(end..at).unwrap_or_default();
        let joined = end > 0 && (between == "-" || between.chars().all(char::is_whitespace));
        end = at + text.len();
        (at, joined)
    };
    let placed: Vec<(usize, bool)> = sentence.unicode_word_indices().map(word).collect();
    let texts = sentence.unicode_words();
    placed.into_iter().zip(texts).map(|((_, joined), text)| Word { text, lower: text.replace('’', "'").to_lowercase(), joined }).collect()
}

/// Words of one meaning that customers of any company use, by the first word of their line, which names them all.
static SYNONYMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/languages/en/things.tsv").lines();
    lines.flat_map(|line| line.split(", ").map(move |word| (word, line.split(", ").next().unwrap_or(word)))).collect()
});

/// The word that names what a word, or the last of two, is of for customers of any company.
fn synonym(name: &str) -> Option<&'static str> {
    let last = name.rsplit(' ').next().unwrap_or_default();
    [name, &singular(name), last].into_iter().find_map(|word| SYNONYMS.get(word)).copied()
}

/// Function words and words that name nothing to be met, by their group.
static GROUPS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/languages/en/nouns.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).map(|(group, words)| (group, words.split(' ').collect())).collect()
});

fn is(group: &str, word: &str) -> bool {
    GROUPS.get(group).is_some_and(|words| words.contains(word))
}

/// Whether a word is no function word: it may be a noun, an adjective or a verb.
fn carries(word: &str) -> bool {
    let function = ["determiner", "joining", "preposition"].into_iter().any(|group| is(group, word));
    !function && !is_stopword(word) && word.starts_with(char::is_alphabetic)
}

/// Whether a word may name a thing that customers meet.
fn can_name(word: &str) -> bool {
    let letters = word.chars().count();
    let none = ["adjective", "kin", "pronoun", "time", "vague", "verb"].into_iter().any(|group| is(group, word));
    (3..=24).contains(&letters) && carries(word) && !none && !word.ends_with("ly") && word.chars().all(char::is_alphabetic)
}

/// The singular of a regular English plural.
fn singular(word: &str) -> String {
    let letters = word.chars().count();
    if letters > 4
        && let Some(root) = word.strip_suffix("ies")
    {
        return format!("{root}y");
    }
    let sibilant = ["ches", "shes", "sses", "xes", "zes"].into_iter().any(|end| word.ends_with(end));
    if sibilant && letters > 4 {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    let plural = word.ends_with('s') && !["ss", "us", "is"].into_iter().any(|end| word.ends_with(end));
    word.strip_suffix('s').filter(|_| plural && letters > 3).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(texts: &[&str]) -> Vec<String> {
        let mut counter = NounCounter::default();
        for (holder, text) in (0..).zip(texts) {
            counter.read(holder, text);
        }
        counter.nouns().into_iter().filter(|noun| noun.holders.len() > 1).map(|noun| noun.name).collect()
    }

    #[test]
    fn things_are_told_from_what_is_done_to_them() {
        let texts = ["I returned the book late.", "My books were gone, so I returned home.", "We booked a room and returned two books."];
        assert_eq!(named(&texts), ["books"]);
    }

    #[test]
    fn a_compound_stands_for_its_noun() {
        let texts = ["The waiting list is endless.", "I am on a waiting list again.", "Your waiting list never moves."];
        assert_eq!(named(&texts), ["waiting list"]);
    }

    #[test]
    fn names_of_somebody_are_no_things() {
        assert!(named(&["I rang your Decker twice.", "Nobody but the Decker helped."]).is_empty());
    }
}
