//! Giving each case the number of its variant: the hot part of the variants.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{
    EventLog,
    stretches::{by_stretch, sort_unstable},
};

/// Instead of the number of a variant, for a case without events.
const NONE: u32 = u32::MAX;

/// The variants of a log by number, in the order of their first case.
#[derive(Default)]
pub(super) struct VariantNumbers {
    pub(super) variants: Vec<VariantCount>,
    /// The number of each case's variant; of a case without events, none of them.
    pub(super) of_cases: Vec<u32>,
}

pub(super) struct VariantCount {
    pub(super) cases: u32,
    /// The first case that took it.
    pub(super) example: u32,
}

impl VariantNumbers {
    pub(super) fn of(log: &EventLog) -> Self {
        Self::by_hash(log, hash)
    }

    fn by_hash(log: &EventLog, hash: fn(&[u16]) -> u128) -> Self {
        let mut firsts = firsts_of_hash(log, hash);
        tell_apart(log, &mut firsts);
        Self::of_firsts(firsts)
    }

    /// Numbers the variants in the order of the cases, given for each case the first of its variant.
    fn of_firsts(firsts: Vec<u32>) -> Self {
        let mut numbers = Self { variants: Vec::new(), of_cases: firsts };
        for case in 0..numbers.of_cases.len() {
            let first = numbers.of_cases.get(case).map_or(NONE, |first| *first);
            let number = match (first as usize).cmp(&case) {
                Ordering::Equal => {
                    numbers.variants.push(VariantCount { cases: 0, example: first });
                    numbers.variants.len() as u32 - 1
                }
                Ordering::Less => numbers.of_cases.get(first as usize).copied().unwrap_or(NONE),
                Ordering::Greater => NONE,
            };
            numbers.variants.get_mut(number as usize).into_iter().for_each(|variant| variant.cases += 1);
            numbers.of_cases.get_mut(case).into_iter().for_each(|of_case| *of_case = number);
        }
        numbers
    }
}

/// For each case the first case of the same hash; for one without events, none of them. Sorting brings them together: it needs less memory,
/// and fewer leaps in it, than a table. A word holds the upper 96 bits of the hash and the case.
fn firsts_of_hash(log: &EventLog, hash: fn(&[u16]) -> u128) -> Vec<u32> {
    let parts = by_stretch(log.cases(), |cases| {
        let sequences = cases.map(|case| (log.activities_of(case), case)).filter(|(activities, _)| !activities.is_empty());
        sequences.map(|(activities, case)| (hash(activities) >> 32 << 32) | case as u128).collect::<Vec<_>>()
    });
    let mut words = parts.concat();
    sort_unstable(&mut words);
    let mut firsts = vec![NONE; log.cases()];
    for same in words.chunk_by(|one, other| one >> 32 == other >> 32) {
        let first = same.first().map_or(NONE, |word| *word as u32);
        for word in same {
            firsts.get_mut(*word as u32 as usize).into_iter().for_each(|place| *place = first);
        }
    }
    firsts
}

/// Compares each case with the first of its hash, and gives those that differ a first of their own.
fn tell_apart(log: &EventLog, firsts: &mut [u32]) {
    let differ = |case: &usize| {
        let first = firsts.get(*case).copied().unwrap_or(NONE) as usize;
        first < *case && log.activities_of(first) != log.activities_of(*case)
    };
    let strangers = by_stretch(log.cases(), |cases| cases.filter(differ).collect::<Vec<_>>()).concat();
    let mut known: BTreeMap<&[u16], u32> = BTreeMap::new();
    for case in strangers {
        let first = *known.entry(log.activities_of(case)).or_insert(case as u32);
        firsts.get_mut(case).into_iter().for_each(|place| *place = first);
    }
}

/// A hash of 128 bits: two of 64 with different multipliers, of four activities at a time.
fn hash(activities: &[u16]) -> u128 {
    let start = fold(activities.len() as u64, 0xa076_1d64_78bd_642f);
    let [one, other] = activities.chunks(4).fold([start ^ 0x243f_6a88_85a3_08d3, start ^ 0x1319_8a2e_0370_7344], |[one, other], four| {
        let word = four.iter().fold(0, |word, activity| (word << 16) | u64::from(*activity));
        [fold(one ^ word, 0x9e37_79b9_7f4a_7c15), fold(other ^ word, 0xd1b5_4a32_d192_ed03)]
    });
    u128::from(one) << 64 | u128::from(other)
}

/// The upper and the lower half of a product, together (as wyhash mixes).
fn fold(value: u64, multiplier: u64) -> u64 {
    let product = u128::from(value) * u128::from(multiplier);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::super::samples::letters;
    use super::*;
    use crate::behaviour::EventLogBuilder;

    #[test]
    fn variants_are_numbered_in_the_order_of_the_cases() {
        let numbers = VariantNumbers::of(&letters(&["ab", "ba", "ab", "c", "ba", "cc", "c"]));
        assert_eq!(numbers.of_cases, [0, 1, 0, 2, 1, 3, 2]);
        let counts: Vec<_> = numbers.variants.iter().map(|variant| (variant.example, variant.cases)).collect();
        assert_eq!(counts, [(0, 2), (1, 2), (3, 2), (5, 1)]);
    }

    #[test]
    fn sequences_of_one_hash_are_still_variants_of_their_own() {
        let log = letters(&["ab", "ba", "ab", "c", "ba", "cc", "c"]);
        let numbers = VariantNumbers::by_hash(&log, |_| 7 << 64);
        assert_eq!(numbers.of_cases, VariantNumbers::of(&log).of_cases);
        assert_eq!(numbers.variants.iter().map(|variant| variant.cases).collect::<Vec<_>>(), [2, 2, 2, 1]);
    }

    #[test]
    fn a_case_without_events_has_no_variant() {
        let mut builder = EventLogBuilder::default();
        builder.segment("nobody", "new").expect("one segment");
        let numbers = VariantNumbers::of(&builder.finish());
        assert_eq!((numbers.variants.len(), numbers.of_cases), (0, vec![NONE]));
    }

    #[test]
    fn short_sequences_have_hashes_of_their_own() {
        let mut hashes: Vec<u128> = (0..40).flat_map(|one| (0..40).map(move |other| hash(&[one, other]))).collect();
        hashes.extend((0..40).map(|one| hash(&[one])));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 1_640);
    }
}
