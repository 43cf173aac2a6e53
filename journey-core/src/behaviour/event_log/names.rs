//! Names held once, each with its number.

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, Hasher};

/// Names in the order of their first appearance, in one text: many short names cost little more than their letters.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Names {
    text: String,
    /// Where each name ends.
    ends: Vec<usize>,
}

impl Names {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn name(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|number| self.name(number))
    }

    pub(crate) fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    /// Whether every name ends behind the one before it, between two letters, and the last with the text.
    pub(crate) fn are_sound(&self) -> bool {
        self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or(0) == self.text.len()
            && self.ends.iter().all(|end| self.text.is_char_boundary(*end))
    }
}

impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut all = Self::default();
        names.into_iter().for_each(|name| all.push(name));
        all
    }
}

/// Gives names their numbers while a log is built.
///
/// Its table is open and each place holds the beginning of its name: a log has millions of cases, each lookup leaves the processor's caches once, and not for the
/// name's place, its number, where it ends and its letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbering {
    names: Names,
    /// A power of two of places, or none; at most half are taken.
    table: Vec<Place>,
    /// The last number given: rows that follow each other often share a name.
    last: u32,
    last_hash: u32,
}

/// A place in the table.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    hash: u32,
    /// 1 + the number of the name; 0 where the place is free.
    code: u32,
    start: Start,
}

/// The first letters of a name, and in the last byte its length.
type Start = [u8; 24];

/// Names of at most so many bytes are the same when their starts are.
const SHORT: usize = 23;

/// The hash of a name, the same in every run.
pub(crate) fn name_hash(name: &str) -> u32 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(name.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

fn start_of(name: &str) -> Start {
    let mut start = Start::default();
    let letters = name.as_bytes().get(..SHORT).unwrap_or(name.as_bytes());
    if let Some(first) = start.get_mut(..letters.len()) {
        first.copy_from_slice(letters);
    }
    start[SHORT] = u8::try_from(name.len()).unwrap_or(u8::MAX);
    start
}

impl Numbering {
    /// The number of a name: the known one, or the next.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        self.number_hashed(name, name_hash(name))
    }

    /// The number of a name whose [hash](name_hash) is known.
    pub(crate) fn number_hashed(&mut self, name: &str, hash: u32) -> u32 {
        let is_last = self.last_hash == hash && self.names.len() > 0 && self.names.name(self.last as usize) == name;
        if is_last { self.last } else { self.looked_up(name, hash) }
    }

    /// Looks at the places of names that are looked up next: the processor fetches them all at once, rather than one after the other.
    pub(crate) fn fetch(&self, hashes: &[u32]) {
        let homes = hashes.iter().map(|hash| self.home(*hash));
        let seen = homes.flat_map(|home| [self.table.get(home), self.table.get(home + 1)]).flatten();
        std::hint::black_box(seen.fold(0, |sum: u32, place| sum ^ place.code));
    }

    fn looked_up(&mut self, name: &str, hash: u32) -> u32 {
        if self.names.len() >= self.table.len() / 2 {
            self.grow();
        }
        let start = start_of(name);
        let at = self.find(|place| place.hash == hash && place.start == start && self.is_name(place, name), hash);
        let Some(place) = self.table.get_mut(at) else { return 0 };
        if place.code == 0 {
            self.names.push(name);
            *place = Place { hash, code: self.names.len() as u32, start };
        }
        self.last = place.code.saturating_sub(1);
        self.last_hash = hash;
        self.last
    }

    /// Where a name is, or the free place that it would take.
    fn find(&self, is_same: impl Fn(&Place) -> bool, hash: u32) -> usize {
        let mask = self.table.len().saturating_sub(1);
        let mut at = self.home(hash);
        while self.table.get(at).is_some_and(|place| place.code != 0 && !is_same(place)) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Where a name is looked for first: the highest bits of its hash, spread (Fibonacci hashing; Knuth 1973).
    fn home(&self, hash: u32) -> usize {
        let bits = self.table.len().trailing_zeros().min(32);
        (u64::from(hash.wrapping_mul(0x9e37_79b9)) << bits >> 32) as usize
    }

    fn is_name(&self, place: &Place, name: &str) -> bool {
        name.len() <= SHORT || self.names.name(place.code.saturating_sub(1) as usize) == name
    }

    fn grow(&mut self) {
        let places = vec![Place::default(); (self.table.len() * 2).max(16)];
        for place in std::mem::replace(&mut self.table, places) {
            if place.code != 0 {
                let at = self.find(|_| false, place.hash);
                self.table.get_mut(at).into_iter().for_each(|free| *free = place);
            }
        }
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn finish(self) -> Names {
        self.names
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_keeps_the_number_of_its_first_appearance(names in prop::collection::vec("[ab\\x00]{0,2}|x{20,26}[ab]{0,2}|[a-z]{1,40}", 0..400)) {
            let mut numbering = Numbering::default();
            let mut known: HashMap<&str, u32> = HashMap::new();
            for name in &names {
                let next = known.len() as u32;
                let wanted = *known.entry(name).or_insert(next);
                numbering.fetch(&[name_hash(name)]);
                prop_assert_eq!(numbering.number(name), wanted);
                prop_assert_eq!(numbering.names().name(wanted as usize), name);
            }
            prop_assert_eq!(numbering.len(), known.len());
        }
    }

    #[test]
    fn names_of_one_hash_are_told_apart() {
        let mut numbering = Numbering::default();
        let names: Vec<String> = (0..40).map(|number| format!("{number}{}", "x".repeat(number))).collect();
        let numbers = |numbering: &mut Numbering| names.iter().map(|name| numbering.number_hashed(name, 7)).collect::<Vec<_>>();
        let first = numbers(&mut numbering);
        assert_eq!(first, (0..40).collect::<Vec<u32>>());
        assert_eq!(numbers(&mut numbering), first);
    }
}
