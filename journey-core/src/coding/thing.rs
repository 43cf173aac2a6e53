//! The things that customers name, words of one meaning together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::text::{Embedding, Noun, NounCounter, stems};

/// The fewest customers who name a thing.
const FEWEST: usize = 3;
/// The same of a thing that customers of any company name.
const FEWEST_KNOWN: usize = 2;
/// The least share of all customers who name a thing.
const LEAST_SHARE: f64 = 0.015;
/// The distance, one minus cosine, at which words stay apart.
const APART: f64 = 0.5;
/// The likeness from which rare words join what is often named.
const JOINS: f64 = 0.5;
/// The share of a thing's customers from which one word names it; or a compound, rather than the word that most say.
const NAMES: f64 = 0.7;
/// The most words compared: the work grows with their square.
const MOST_WORDS: usize = 1500;

/// Something that customers name, by words of one meaning.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// The words that name it, those of most customers first.
    pub(super) words: Vec<String>,
    /// Who names it.
    pub(super) holders: BTreeSet<u32>,
    /// Where in what they say, 0 at its beginning and 1 at its end, on average.
    pub(super) stands: f64,
    pub(super) meaning: Option<Embedding>,
    /// How many customers say the word that most of them say.
    most: usize,
    /// Whether customers of any company name it.
    known: bool,
}

/// The things that enough of so many customers name, those that most name first.
pub(super) fn things(counter: NounCounter, customers: usize) -> Vec<Thing> {
    let mut nouns = counter.nouns();
    nouns.truncate(MOST_WORDS);
    let mut known: BTreeMap<&str, Vec<Noun>> = BTreeMap::new();
    let mut others: Vec<Noun> = Vec::new();
    for noun in nouns {
        match noun.synonym() {
            Some(name) => known.entry(name).or_default().push(noun),
            None => others.push(noun),
        }
    }
    let (meant, lone): (Vec<_>, Vec<_>) =
        others.into_iter().map(|noun| (Embedding::of(&noun.name), noun)).partition(|(meaning, _)| meaning.is_some());
    let (meanings, meant): (Vec<Embedding>, Vec<Noun>) = meant.into_iter().filter_map(|(meaning, noun)| Some((meaning?, noun))).unzip();
    let groups = super::cluster::apart(&meanings, APART);
    let near = groups.into_iter().map(|group| group.iter().filter_map(|at| meant.get(*at).cloned()).collect::<Vec<_>>());
    let alone = lone.into_iter().map(|(_, noun)| vec![noun]);
    let known = known.into_iter().map(|(name, nouns)| Thing::new(nouns).or_named(name));
    let all: Vec<Thing> = known.chain(near.chain(alone).map(Thing::new)).collect();
    let share = (LEAST_SHARE * customers as f64).ceil() as usize;
    let enough = |thing: &Thing| thing.holders.len() >= share.max(if thing.known { FEWEST_KNOWN } else { FEWEST });
    let (mut often, rare): (Vec<Thing>, Vec<Thing>) = all.into_iter().partition(enough);
    for thing in rare {
        let likeness = |other: &Thing| thing.meaning.as_ref().zip(other.meaning.as_ref()).map_or(0.0, |(own, other)| own.likeness(other));
        let nearest = often.iter_mut().map(|other| (likeness(other), other)).max_by(|left, right| left.0.total_cmp(&right.0));
        if let Some((_, other)) = nearest.filter(|(likeness, _)| *likeness >= JOINS) {
            other.words.extend(thing.words);
            other.holders.extend(thing.holders);
        }
    }
    often.sort_by(|left, right| right.holders.len().cmp(&left.holders.len()).then_with(|| left.words.cmp(&right.words)));
    told_apart(often)
}

/// Leaves each stem to the thing that most name: a `booking` has the stem of a book, and goes with it where it is all that names a thing.
fn told_apart(things: Vec<Thing>) -> Vec<Thing> {
    let mut taken: HashMap<Vec<String>, usize> = HashMap::new();
    let mut apart: Vec<Thing> = Vec::new();
    for mut thing in things {
        let first = thing.words.first().and_then(|word| taken.get(&stems(word))).copied();
        if let Some(known) = first.and_then(|at| apart.get_mut(at)) {
            known.holders.extend(thing.holders);
            continue;
        }
        thing.words.retain(|word| {
            let free = !taken.contains_key(&stems(word));
            if free {
                taken.insert(stems(word), apart.len());
            }
            free
        });
        apart.push(thing);
    }
    apart
}

impl Thing {
    fn new(mut nouns: Vec<Noun>) -> Self {
        nouns.sort_by(|left, right| right.holders.len().cmp(&left.holders.len()).then_with(|| left.name.cmp(&right.name)));
        let most = nouns.first().map_or(0, |noun| noun.holders.len()) as f64;
        let compound = |noun: &Noun| noun.name.contains(' ') && noun.holders.len() as f64 >= NAMES * most;
        if let Some(at) = nouns.iter().position(compound) {
            let name = nouns.remove(at);
            nouns.insert(0, name);
        }
        let weight: f64 = nouns.iter().map(|noun| noun.holders.len() as f64).sum();
        let meanings: Vec<Embedding> = nouns.iter().filter_map(|noun| Embedding::of(&noun.name)).collect();
        Self {
            stands: nouns.iter().map(|noun| noun.stands * noun.holders.len() as f64).sum::<f64>() / weight.max(1.0),
            holders: nouns.iter().flat_map(|noun| noun.holders.iter().copied()).collect(),
            meaning: Embedding::mean(&meanings),
            most: most as usize,
            known: false,
            words: nouns.into_iter().map(|noun| noun.name).collect(),
        }
    }

    /// Named by a word that stands for all, where no single one of its own does.
    fn or_named(mut self, name: &str) -> Self {
        self.known = true;
        if self.most as f64 <= NAMES * self.holders.len() as f64 {
            self.words.retain(|word| word != name);
            self.words.insert(0, name.to_owned());
        }
        self
    }

    /// Its name, as most customers say it.
    pub(super) fn name(&self) -> String {
        let mut letters = self.words.first().map(String::as_str).unwrap_or_default().chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.as_str().chars()).collect()
    }
}
