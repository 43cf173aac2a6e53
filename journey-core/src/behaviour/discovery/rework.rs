//! Rework: what customers had to do again.

use std::{collections::BTreeMap, ops::Range};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventLog, case_tally::CaseTally, order::most_frequent_first, share::CaseShare, stretches::by_stretch};

/// What happened again within a case.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Rework {
    /// Cases in which any activity came again, of all with events.
    pub cases: CaseShare,
    /// Events beyond the first of their activity in their case.
    pub extra_events: u64,
    /// Those that came again in any case, the most extra events first, then by name.
    pub activities: Vec<ActivityRework>,
    /// Loops of two activities, the most frequent first, then by name.
    pub loops: Vec<LoopOfTwo>,
}

/// How often an activity came again.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ActivityRework {
    pub activity: String,
    pub events: u64,
    /// Cases in which it came again, of those in which it came.
    pub repeated: CaseShare,
    /// Events beyond the first in their case.
    pub extra_events: u64,
    /// How often it came right after itself.
    pub self_loops: u64,
    /// Cases in which it did, of those in which it came.
    pub self_looped: CaseShare,
}

/// One activity, another, and the first again, right after each other.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LoopOfTwo {
    pub first: String,
    pub second: String,
    /// How often; loops may share events, so that a, b, a, b has one from a and one from b.
    pub count: u64,
    /// Cases in which it came, of those in which the first activity came.
    pub cases: CaseShare,
}

/// Counts repeats, self-loops and loops of two.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, rework}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity) in [("anna", "call"), ("anna", "wait"), ("anna", "call"), ("ben", "call")] {
///     builder.push(case, activity, Timestamp(0))?;
/// }
/// let found = rework(&builder.finish());
/// let call = found.activities.first().unwrap();
/// assert_eq!((call.activity.as_str(), call.repeated.cases, call.repeated.base, call.extra_events), ("call", 1, 2, 1));
/// assert_eq!((found.loops.len(), call.self_loops), (1, 0));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn rework(log: &EventLog) -> Rework {
    let mut parts = by_stretch(log.cases(), |cases| Tally::of(log, cases)).into_iter();
    let mut all = parts.next().unwrap_or_default();
    parts.for_each(|part| all.append(part));
    let activities = (0..).zip(&all.activities).filter(|(_, counted)| counted.extra > 0);
    let activities = activities.map(|(number, counted)| counted.named(log.activity_name(number)));
    let loops = all.loops.iter().map(|((first, second), (count, looped))| LoopOfTwo {
        first: log.activity_name(*first).to_owned(),
        second: log.activity_name(*second).to_owned(),
        count: *count,
        cases: CaseShare::new(u64::from(looped.cases), all.activities.get(usize::from(*first)).map_or(0, ActivityTally::cases)),
    });
    Rework {
        cases: CaseShare::new(all.repeating, log.journeys()),
        extra_events: all.activities.iter().map(|counted| counted.extra).sum(),
        activities: most_frequent_first(activities.collect(), |activity| activity.extra_events, |activity| (&activity.activity, "")),
        loops: most_frequent_first(loops.collect(), |looped| looped.count, |looped| (&looped.first, &looped.second)),
    }
}

#[derive(Default)]
struct Tally {
    repeating: u64,
    activities: Vec<ActivityTally>,
    loops: BTreeMap<(u16, u16), (u64, CaseTally)>,
}

#[derive(Clone, Copy, Default)]
struct ActivityTally {
    seen: CaseTally,
    repeated: CaseTally,
    looped: CaseTally,
    extra: u64,
    self_loops: u64,
}

impl Tally {
    fn of(log: &EventLog, cases: Range<usize>) -> Self {
        let mut tally = Self { activities: vec![ActivityTally::default(); log.activities()], ..Self::default() };
        for case in cases {
            let mut repeats = false;
            let (mut second_last, mut last) = (None, None);
            for activity in log.activities_of(case) {
                let Some(counted) = tally.activities.get_mut(usize::from(*activity)) else { continue };
                repeats |= counted.count(case, last == Some(*activity));
                if second_last == Some(*activity)
                    && let Some(between) = last.filter(|last| last != activity)
                {
                    let (count, looped) = tally.loops.entry((*activity, between)).or_default();
                    *count += 1;
                    looped.count(case);
                }
                (second_last, last) = (last, Some(*activity));
            }
            tally.repeating += u64::from(repeats);
        }
        tally
    }

    fn append(&mut self, part: Self) {
        self.repeating += part.repeating;
        for (activity, more) in self.activities.iter_mut().zip(part.activities) {
            activity.seen.cases += more.seen.cases;
            activity.repeated.cases += more.repeated.cases;
            activity.looped.cases += more.looped.cases;
            activity.extra += more.extra;
            activity.self_loops += more.self_loops;
        }
        for (pair, (more, looped)) in part.loops {
            let (count, cases) = self.loops.entry(pair).or_default();
            *count += more;
            cases.cases += looped.cases;
        }
    }
}

impl ActivityTally {
    /// Counts an event, and tells whether the case had one of its activity before.
    fn count(&mut self, case: usize, self_loop: bool) -> bool {
        let again = !self.seen.count(case);
        if again {
            self.extra += 1;
            self.repeated.count(case);
        }
        if self_loop {
            self.self_loops += 1;
            self.looped.count(case);
        }
        again
    }

    fn cases(&self) -> u64 {
        u64::from(self.seen.cases)
    }

    fn named(&self, activity: &str) -> ActivityRework {
        ActivityRework {
            activity: activity.to_owned(),
            events: self.cases() + self.extra,
            repeated: CaseShare::new(u64::from(self.repeated.cases), self.cases()),
            extra_events: self.extra,
            self_loops: self.self_loops,
            self_looped: CaseShare::new(u64::from(self.looped.cases), self.cases()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::letters;
    use super::*;

    #[test]
    fn repeats_self_loops_and_loops_of_two_are_told_apart() {
        let found = rework(&letters(&["aab", "abab", "abca", "b"]));
        let activities: Vec<_> = found
            .activities
            .iter()
            .map(|one| (one.activity.as_str(), one.events, one.repeated.cases, one.repeated.base, one.extra_events, one.self_loops))
            .collect();
        assert_eq!(activities, [("a", 6, 3, 3, 3, 1), ("b", 5, 1, 4, 1, 0)]);
        assert_eq!(found.activities.iter().map(|one| one.self_looped.cases).collect::<Vec<_>>(), [1, 0]);
        let loops: Vec<_> = found.loops.iter().map(|one| (one.first.as_str(), one.second.as_str(), one.count, one.cases.base)).collect();
        assert_eq!(loops, [("a", "b", 1, 3), ("b", "a", 1, 4)]);
        assert_eq!((found.cases.cases, found.cases.base, found.extra_events), (3, 4, 4));
    }

    #[test]
    fn without_repeats_there_is_no_rework() {
        let found = rework(&letters(&["abc", "cba"]));
        assert_eq!((found.cases, found.activities, found.loops), (CaseShare::new(0, 2), vec![], vec![]));
    }
}
