//! Variants: the ways that cases took.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    EventLog,
    durations::Durations,
    share::CaseShare,
    timing::throughput_of,
    variant_numbers::{VariantCount, VariantNumbers},
};
use crate::parallel::each;

/// The ways that the cases of a log took, from their first event to their last.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Variants {
    /// Cases with at least one event: the base of every share.
    pub cases: u64,
    /// How many variants there are in all.
    pub count: u64,
    /// The most frequent first; of the same count, in the order of their activities' names.
    pub most_frequent: Vec<Variant>,
    /// How many variants are not listed.
    pub others: u64,
    /// The cases that took one of those.
    pub other_cases: CaseShare,
}

/// One way, and who took it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Variant {
    /// What happened, in order.
    pub activities: Vec<String>,
    pub cases: CaseShare,
    /// From the first event to the last.
    pub throughput: Durations,
}

/// The variants of a log: the `limit` most frequent of them, or all without a limit, and how many others there are.
///
/// Sequences are counted by a hash of 128 bits and compared in full where it is the same.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, variants}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity) in [("anna", "quote"), ("anna", "purchase"), ("ben", "quote"), ("cleo", "quote")] {
///     builder.push(case, activity, Timestamp(0))?;
/// }
/// let found = variants(&builder.finish(), Some(1));
/// assert_eq!((found.count, found.others, found.other_cases.cases), (2, 1, 1));
/// let first = found.most_frequent.first().unwrap();
/// assert_eq!((first.activities.as_slice(), first.cases.cases, first.cases.base), (["quote".to_owned()].as_slice(), 2, 3));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn variants(log: &EventLog, limit: Option<usize>) -> Variants {
    variants_of(log, &VariantNumbers::of(log), limit)
}

/// The same, where the variants were numbered already.
pub(super) fn variants_of(log: &EventLog, numbers: &VariantNumbers, limit: Option<usize>) -> Variants {
    let cases = log.journeys();
    let listed = most_frequent(log, &numbers.variants, limit.unwrap_or(usize::MAX));
    let times = throughputs(log, numbers, &listed);
    let listed: Vec<(u32, Vec<i64>)> = listed.into_iter().zip(times).collect();
    let most_frequent: Vec<_> = each(listed, |(number, times)| variant(log, numbers, number, times, cases)).into_iter().flatten().collect();
    let shown: u64 = most_frequent.iter().map(|variant| variant.cases.cases).sum();
    Variants {
        cases,
        count: numbers.variants.len() as u64,
        others: (numbers.variants.len() - most_frequent.len()) as u64,
        other_cases: CaseShare::new(cases - shown, cases),
        most_frequent,
    }
}

fn variant(log: &EventLog, numbers: &VariantNumbers, number: u32, mut times: Vec<i64>, cases: u64) -> Option<Variant> {
    let counted = numbers.variants.get(number as usize)?;
    let activities = log.activities_of(counted.example as usize).iter().map(|activity| log.activity_name(*activity).to_owned());
    Some(Variant {
        activities: activities.collect(),
        cases: CaseShare::new(u64::from(counted.cases), cases),
        throughput: Durations::of(&mut times)?,
    })
}

/// The numbers of the most frequent variants, in order. Sequences are compared only where the limit cuts through variants of one count.
fn most_frequent(log: &EventLog, variants: &[VariantCount], limit: usize) -> Vec<u32> {
    let least = least_count(variants, limit);
    let ranks = log.ranks_by_name();
    let of_count = |wanted: fn(u32, u32) -> bool| {
        let found = (0_u32..).zip(variants).filter(move |(_, variant)| wanted(variant.cases, least));
        found.map(|(number, variant)| Ranked::new(log, &ranks, number, variant)).collect::<Vec<_>>()
    };
    let order = |one: &Ranked, other: &Ranked| one.order(other, log, &ranks);
    let mut listed = of_count(|cases, least| cases > least);
    let mut last = of_count(|cases, least| cases == least);
    let room = limit.saturating_sub(listed.len());
    if room > 0 && room < last.len() {
        last.select_nth_unstable_by(room - 1, order);
    }
    last.truncate(room);
    listed.append(&mut last);
    listed.sort_unstable_by(order);
    listed.into_iter().map(|ranked| ranked.number).collect()
}

/// The number of cases of the last variant within the limit.
fn least_count(variants: &[VariantCount], limit: usize) -> u32 {
    if limit >= variants.len() {
        return 0;
    }
    let mut counts: Vec<u32> = variants.iter().map(|variant| variant.cases).collect();
    let place = limit.saturating_sub(1);
    let (_, least, _) = counts.select_nth_unstable_by(place, |one, other| other.cmp(one));
    *least
}

/// A variant with what decides its place.
struct Ranked {
    cases: u32,
    number: u32,
    example: u32,
    /// The ranks of the first eight activities: they tell most variants apart without a look at the log.
    prefix: u128,
}

impl Ranked {
    fn new(log: &EventLog, ranks: &[u32], number: u32, variant: &VariantCount) -> Self {
        let activities = log.activities_of(variant.example as usize);
        let place = |at: usize| activities.get(at).map_or(0, |activity| rank(ranks, *activity).saturating_add(1).min(u32::from(u16::MAX)));
        let prefix = (0..8).fold(0, |prefix, at| (prefix << 16) | u128::from(place(at)));
        Self { cases: variant.cases, number, example: variant.example, prefix }
    }

    fn order(&self, other: &Self, log: &EventLog, ranks: &[u32]) -> std::cmp::Ordering {
        let names = |ranked: &Self| log.activities_of(ranked.example as usize).iter().map(|activity| rank(ranks, *activity));
        let by_prefix = other.cases.cmp(&self.cases).then(self.prefix.cmp(&other.prefix));
        by_prefix.then_with(|| names(self).cmp(names(other)))
    }
}

fn rank(ranks: &[u32], activity: u16) -> u32 {
    ranks.get(usize::from(activity)).copied().unwrap_or_default()
}

/// How long the cases of each listed variant took.
fn throughputs(log: &EventLog, numbers: &VariantNumbers, listed: &[u32]) -> Vec<Vec<i64>> {
    let mut slots = vec![u32::MAX; numbers.variants.len()];
    for (slot, number) in (0..).zip(listed) {
        slots.get_mut(*number as usize).into_iter().for_each(|place| *place = slot);
    }
    let mut times = vec![Vec::new(); listed.len()];
    for (case, number) in numbers.of_cases.iter().enumerate() {
        let slot = slots.get(*number as usize).and_then(|slot| times.get_mut(*slot as usize));
        if let (Some(times), Some(time)) = (slot, throughput_of(log, case)) {
            times.push(time);
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::super::samples::letters;
    use super::*;

    fn listed(variants: &Variants) -> Vec<(String, u64)> {
        variants.most_frequent.iter().map(|variant| (variant.activities.concat(), variant.cases.cases)).collect()
    }

    #[test]
    fn the_most_frequent_come_first_and_ties_by_name() {
        let log = letters(&["cb", "abc", "ab", "cb", "ba", "ab", "a", "abcdefghz", "abcdefghi"]);
        let all = variants(&log, None);
        let wanted = [("ab", 2), ("cb", 2), ("a", 1), ("abc", 1), ("abcdefghi", 1), ("abcdefghz", 1), ("ba", 1)];
        assert_eq!(listed(&all), wanted.map(|(way, cases)| (way.to_owned(), cases)));
        assert_eq!((all.count, all.others, all.other_cases.cases), (7, 0, 0));
    }

    #[test]
    fn a_limit_keeps_the_first_of_the_whole_order() {
        let log = letters(&["cb", "abc", "ab", "cb", "ba", "ab", "a", "abcdefghz", "abcdefghi"]);
        let all = listed(&variants(&log, None));
        for limit in 0..9 {
            let some = variants(&log, Some(limit));
            assert_eq!(listed(&some), all.iter().take(limit).cloned().collect::<Vec<_>>());
            assert_eq!((some.others, some.cases), (7_u64.saturating_sub(limit as u64), 9));
            assert_eq!(some.other_cases.cases + some.most_frequent.iter().map(|variant| variant.cases.cases).sum::<u64>(), 9);
        }
    }
}
