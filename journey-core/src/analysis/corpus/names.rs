//! Interned names, sorted, so that the same names have the same codes wherever they were met.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::{error::Error, journey::Place};

/// The most different names of what is coded in 16 bits.
const MOST: usize = 65_535;

/// Different values in order; a value's code is its position.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(transparent)]
pub(in crate::analysis) struct Sorted<T>(Vec<T>);

/// Different names in order.
pub(in crate::analysis) type Names = Sorted<String>;

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone + Ord> Sorted<T> {
    /// Values that are in order, each once.
    pub(super) fn of(values: Vec<T>) -> Self {
        debug_assert!(values.is_sorted_by(|left, right| left < right));
        Self(values)
    }

    pub(in crate::analysis) fn all(&self) -> &[T] {
        &self.0
    }

    pub(in crate::analysis) fn len(&self) -> usize {
        self.0.len()
    }

    pub(in crate::analysis) fn get(&self, code: u32) -> Option<&T> {
        self.0.get(code as usize)
    }

    fn is_sorted(&self) -> bool {
        self.0.is_sorted_by(|left, right| left < right)
    }

    /// The values of several, each once, and where the codes of each go.
    fn union<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> (Self, Vec<Vec<u32>>)
    where
        T: 'a,
    {
        let mut all: Vec<&T> = parts.clone().flat_map(|part| &part.0).collect();
        all.sort_unstable();
        all.dedup();
        let code = |value: &T| all.binary_search(&value).map_or(u32::MAX, |at| at as u32);
        let moves = parts.map(|part| part.0.iter().map(code).collect()).collect();
        (Self(all.into_iter().cloned().collect()), moves)
    }

    /// Only the values in use, with where each code goes.
    fn kept(&self, used: &[bool]) -> (Self, Vec<u32>) {
        let mut moves = vec![u32::MAX; self.0.len()];
        let mut kept = Vec::new();
        for ((value, used), to) in self.0.iter().zip(used).zip(&mut moves) {
            if *used {
                *to = kept.len() as u32;
                kept.push(value.clone());
            }
        }
        (Self(kept), moves)
    }
}

impl Sorted<String> {
    pub(in crate::analysis) fn name(&self, code: u32) -> &str {
        self.0.get(code as usize).map_or("", String::as_str)
    }

    pub(in crate::analysis) fn code(&self, name: &str) -> Option<u32> {
        self.0.binary_search_by(|known| known.as_str().cmp(name)).ok().map(|at| at as u32)
    }
}

/// Names as they come, each with a provisional code.
#[derive(Clone, Debug)]
pub(super) struct Interned<T> {
    codes: HashMap<T, u32, FixedState>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { codes: HashMap::default() }
    }
}

impl<T: Clone + Ord + std::hash::Hash> Interned<T> {
    /// The code of a value, made when it is new.
    pub(super) fn code<Q>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ToOwned<Owned = T> + ?Sized,
    {
        match self.codes.get(value) {
            Some(code) => *code,
            None => {
                let code = self.codes.len() as u32;
                self.codes.insert(value.to_owned(), code);
                code
            }
        }
    }

    pub(super) fn contains<Q>(&self, value: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ?Sized,
    {
        self.codes.contains_key(value)
    }

    /// The values in order, and where each provisional code goes.
    pub(super) fn sorted(self) -> (Sorted<T>, Vec<u32>) {
        let mut all: Vec<(T, u32)> = self.codes.into_iter().collect();
        all.sort_unstable();
        let mut moves = vec![u32::MAX; all.len()];
        for (to, (_, from)) in (0..).zip(&all) {
            moves.get_mut(*from as usize).into_iter().for_each(|slot| *slot = to);
        }
        (Sorted(all.into_iter().map(|(value, _)| value).collect()), moves)
    }
}

/// Declares the vocabulary once: its names, where its codes move, and what is met while building.
macro_rules! vocabulary {
    ($( $(#[doc = $doc:literal])? $field:ident : $kind:ty ),+ $(,)?) => {
        /// All names of a corpus.
        #[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
        pub(in crate::analysis) struct Vocabulary { $( $(#[doc = $doc])? pub(in crate::analysis) $field: Sorted<$kind> ),+ }

        /// Where the codes of one vocabulary stand in another.
        #[derive(Clone, Debug, Default)]
        pub(super) struct Moves { $( pub(super) $field: Vec<u32> ),+ }

        /// Names as they come.
        #[derive(Clone, Debug, Default)]
        pub(super) struct Growing { $( pub(super) $field: Interned<$kind> ),+ }

        /// Which names are in use.
        #[derive(Clone, Debug)]
        pub(super) struct Used { $( pub(super) $field: Vec<bool> ),+ }

        impl Vocabulary {
            pub(super) fn is_sorted(&self) -> bool {
                true $( && self.$field.is_sorted() )+
            }

            /// One vocabulary of several, and where the codes of each go.
            pub(super) fn union(parts: &[&Self]) -> (Self, Vec<Moves>) {
                let mut whole = Self::default();
                let mut moves = vec![Moves::default(); parts.len()];
                $(
                    let (names, own) = Sorted::union(parts.iter().map(|part| &part.$field));
                    whole.$field = names;
                    for (moves, own) in moves.iter_mut().zip(own) {
                        moves.$field = own;
                    }
                )+
                (whole, moves)
            }

            pub(super) fn unused(&self) -> Used {
                Used { $( $field: vec![false; self.$field.len()] ),+ }
            }

            /// The same vocabulary without names that nothing uses, so that equal parts have equal bytes.
            pub(super) fn kept(&self, used: &Used) -> (Self, Moves) {
                $( let $field = self.$field.kept(&used.$field); )+
                (Self { $( $field: $field.0 ),+ }, Moves { $( $field: $field.1 ),+ })
            }
        }

        impl Growing {
            pub(super) fn sorted(self) -> (Vocabulary, Moves) {
                $( let $field = self.$field.sorted(); )+
                (Vocabulary { $( $field: $field.0 ),+ }, Moves { $( $field: $field.1 ),+ })
            }
        }
    };
}

vocabulary! {
    /// Names of attributes that were kept.
    attributes: String,
    channels: String,
    coders: String,
    documents: String,
    instruments: String,
    /// The empty name stands for none.
    languages: String,
    participants: String,
    places: Place,
    segments: String,
    /// The stages that somebody reached.
    stages: String,
    /// Values of attributes that were kept.
    values: String,
    /// The empty name stands for none.
    waves: String,
}

impl Vocabulary {
    /// Checks that what is coded in 16 bits has names enough.
    pub(super) fn check(&self) -> Result<(), Error> {
        for (field, count) in [
            ("attribute", self.attributes.len()),
            ("channel", self.channels.len()),
            ("coder", self.coders.len()),
            ("instrument", self.instruments.len()),
            ("language", self.languages.len()),
            ("place", self.places.len()),
            ("segment", self.segments.len()),
            ("stage", self.stages.len()),
            ("wave", self.waves.len()),
        ] {
            if count > MOST {
                return Err(Error::invalid(field, format!("there are {count} different names"), format!("use at most {MOST}")));
            }
        }
        Ok(())
    }
}

/// Where a code goes.
pub(super) fn moved(moves: &[u32], code: u32) -> u32 {
    moves.get(code as usize).copied().unwrap_or(u32::MAX)
}

/// Where a code of 16 bits goes.
pub(super) fn moved_short(moves: &[u32], code: u16) -> u16 {
    moves.get(usize::from(code)).map_or(u16::MAX, |code| *code as u16)
}

/// Where some codes go, in order.
pub(super) fn moved_all(moves: &[u32], codes: &[u16]) -> Box<[u16]> {
    let mut all: Vec<u16> = codes.iter().map(|code| moved_short(moves, *code)).collect();
    all.sort_unstable();
    all.dedup();
    all.into_boxed_slice()
}
