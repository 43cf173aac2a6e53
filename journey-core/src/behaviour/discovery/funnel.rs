//! Funnels: how many went on from step to step, and where the others went.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    EventLog,
    durations::Durations,
    funnel_match::{FunnelMatcher, Scratch},
    order::most_frequent_first,
    share::CaseShare,
    stretches::by_stretch,
};
use crate::error::Error;

/// How many of the next activities a drop-off lists.
const NEXT_LISTED: usize = 3;

/// A chain of steps to look for, in order.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Funnel {
    pub name: String,
    /// Two to 64.
    pub steps: Vec<FunnelStep>,
    /// The most milliseconds from the first step to the last one passed.
    pub within_ms: Option<u64>,
}

/// A step of a funnel: one of its activities.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FunnelStep {
    pub name: String,
    /// Any of them passes the step; at least one.
    pub activities: Vec<String>,
    /// The most milliseconds since the step before; not for the first step.
    pub within_ms: Option<u64>,
}

impl FunnelStep {
    /// A step of one activity, named by it, without a limit.
    pub fn new(activity: &str) -> Self {
        Self { name: activity.to_owned(), activities: vec![activity.to_owned()], within_ms: None }
    }
}

/// Who passed the steps of a funnel.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FunnelResult {
    pub name: String,
    /// Cases with at least one event.
    pub cases: u64,
    pub within_ms: Option<u64>,
    pub steps: Vec<FunnelStepResult>,
}

/// Who passed a step of a funnel, after all steps before it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FunnelStepResult {
    pub name: String,
    pub activities: Vec<String>,
    pub within_ms: Option<u64>,
    /// Cases that passed it.
    pub cases: u64,
    /// Of those that passed the first step.
    pub of_first: CaseShare,
    /// Of those that passed the step before; for the first step, of all cases.
    pub of_previous: CaseShare,
    /// The time from the step before, of the cases that passed it; `None` for the first step, and where nobody passed.
    pub since_previous: Option<Durations>,
    /// Those who passed it and not the next step; `None` for the last step.
    pub drop_off: Option<FunnelDropOff>,
}

/// Cases that passed a step and not the next one.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FunnelDropOff {
    /// Of those that passed the step.
    pub cases: CaseShare,
    /// Those whose journey ended with the step, of those who dropped off.
    pub ended: CaseShare,
    /// The three most frequent activities right after the step, of those who dropped off; ties by name.
    pub next: Vec<FunnelNext>,
}

/// What came right after the last step that a case passed.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FunnelNext {
    pub activity: String,
    pub cases: CaseShare,
}

/// Counts who passed the steps of a funnel.
///
/// A case passes step k if any events of it, in the order of the log and one for each of the first k steps, keep all limits; other events
/// may lie between, and no event serves two steps. Its furthest step is found in one pass: for each step the search keeps only the latest
/// chain of events that ends there, as a later chain ends nearer to what follows and began no earlier, so that whatever can go on from an
/// earlier one can go on from it.
///
/// Times and what came next are told of one chain of each case: the earliest one that reaches its furthest step, which takes the earliest
/// event for the first step from which a chain exists, then the earliest for the second, and so on. Without limits that is the first event
/// of the first step, the first of the second step after it, and so on. With limits a second pass, from the end of the case, finds it in
/// the same way.
///
/// Both passes take time in proportion to the events times the steps that an activity belongs to; the second also to the steps.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, Funnel, FunnelStep, funnel}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity) in [("anna", "quote"), ("anna", "call"), ("anna", "purchase"), ("ben", "quote"), ("ben", "call")] {
///     builder.push(case, activity, Timestamp(0))?;
/// }
/// let steps = vec![FunnelStep::new("quote"), FunnelStep::new("purchase")];
/// let found = funnel(&builder.finish(), &Funnel { name: "sale".into(), steps, within_ms: None })?;
/// let [quote, purchase] = found.steps.as_slice() else { panic!() };
/// assert_eq!((quote.cases, purchase.of_previous.to_string()), (2, "1/2, 50 % [9–91 %]".to_owned()));
/// assert_eq!(quote.drop_off.as_ref().unwrap().next.first().unwrap().activity, "call");
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Fewer than two or more than 64 steps, a step without activities, an activity that the log does not know, and a limit on the first step.
pub fn funnel(log: &EventLog, funnel: &Funnel) -> Result<FunnelResult, Error> {
    let matcher = FunnelMatcher::new(log, funnel)?;
    let parts = by_stretch(log.cases(), |cases| {
        let mut tally = Tally::new(log.activities(), funnel.steps.len());
        let mut scratch = Scratch::default();
        for case in cases {
            matcher.find_chain(log.activities_of(case), log.times_of(case), &mut scratch);
            tally.count(&scratch.chain, log, case);
        }
        tally
    });
    let mut all = Tally::new(log.activities(), funnel.steps.len());
    parts.into_iter().for_each(|part| all.append(part));
    Ok(FunnelResult { name: funnel.name.clone(), cases: log.journeys(), within_ms: funnel.within_ms, steps: all.steps(log, funnel) })
}

/// What was counted of each step.
struct Tally {
    steps: Vec<StepTally>,
}

struct StepTally {
    cases: u64,
    waits: Vec<i64>,
    ended: u64,
    /// By activity: how often it came right after the last step of a case.
    next: Vec<u64>,
}

impl Tally {
    fn new(activities: usize, steps: usize) -> Self {
        let step = || StepTally { cases: 0, waits: Vec::new(), ended: 0, next: vec![0; activities] };
        Self { steps: (0..steps).map(|_| step()).collect() }
    }

    fn count(&mut self, chain: &[usize], log: &EventLog, case: usize) {
        let mut since = None;
        for (step, time) in self.steps.iter_mut().zip(chain.iter().filter_map(|place| log.times_of(case).get(*place))) {
            step.cases += 1;
            step.waits.extend(since.replace(*time).map(|since| time.saturating_sub(since)));
        }
        let Some(place) = chain.last() else { return };
        let Some(step) = self.steps.get_mut(chain.len() - 1) else { return };
        match log.activities_of(case).get(place + 1) {
            Some(activity) => step.next.get_mut(usize::from(*activity)).into_iter().for_each(|count| *count += 1),
            None => step.ended += 1,
        }
    }

    fn append(&mut self, part: Self) {
        for (step, part) in self.steps.iter_mut().zip(part.steps) {
            step.cases += part.cases;
            step.ended += part.ended;
            step.waits.extend(part.waits);
            step.next.iter_mut().zip(part.next).for_each(|(count, more)| *count += more);
        }
    }

    fn steps(self, log: &EventLog, funnel: &Funnel) -> Vec<FunnelStepResult> {
        let counts: Vec<u64> = self.steps.iter().map(|step| step.cases).collect();
        let first = counts.first().copied().unwrap_or_default();
        let previous = std::iter::once(log.journeys()).chain(counts.iter().copied());
        let following = counts.iter().skip(1).map(|count| Some(*count)).chain([None]);
        let counted = self.steps.into_iter().zip(&funnel.steps).zip(previous.zip(following));
        let results = counted.map(|((mut tally, step), (previous, following))| FunnelStepResult {
            name: step.name.clone(),
            activities: step.activities.clone(),
            within_ms: step.within_ms,
            cases: tally.cases,
            of_first: CaseShare::new(tally.cases, first),
            of_previous: CaseShare::new(tally.cases, previous),
            since_previous: Durations::of(&mut tally.waits),
            drop_off: following.map(|following| drop_off(log, &tally, following)),
        });
        results.collect()
    }
}

fn drop_off(log: &EventLog, step: &StepTally, following: u64) -> FunnelDropOff {
    let dropped = step.cases - following;
    let next = (0..).zip(&step.next).filter(|(_, count)| **count > 0);
    let next =
        next.map(|(number, count)| FunnelNext { activity: log.activity_name(number).to_owned(), cases: CaseShare::new(*count, dropped) });
    let mut next = most_frequent_first(next.collect(), |next| next.cases.cases, |next| (&next.activity, ""));
    next.truncate(NEXT_LISTED);
    FunnelDropOff { cases: CaseShare::new(dropped, step.cases), ended: CaseShare::new(step.ended, dropped), next }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::samples::letters;
    use super::*;

    /// A step for each letter; with the most seconds since the step before.
    fn steps(letters: &str, within: Option<u64>) -> Vec<FunnelStep> {
        let step = |(number, letter): (usize, char)| FunnelStep {
            within_ms: within.filter(|_| number > 0).map(|seconds| seconds * 1_000),
            ..FunnelStep::new(&letter.to_string())
        };
        letters.chars().enumerate().map(step).collect()
    }

    fn counts(cases: &[&str], steps: Vec<FunnelStep>, within: Option<u64>) -> Vec<u64> {
        let found =
            funnel(&letters(cases), &Funnel { steps, within_ms: within.map(|seconds| seconds * 1_000), ..Funnel::default() }).unwrap();
        found.steps.iter().map(|step| step.cases).collect()
    }

    #[test]
    fn steps_count_as_a_chain_in_order() {
        // Of every two steps some case has them in order, but only the first case has all three.
        assert_eq!(counts(&["axbxc", "bca", "cab", "acb"], steps("abc", None), None), [4, 3, 1]);
        assert_eq!(counts(&["a", "aa", "aaa"], steps("aaa", None), None), [3, 2, 1]);
    }

    #[test]
    fn a_later_start_is_tried_where_the_first_is_too_early() {
        assert_eq!(counts(&["axxxab"], steps("ab", None), Some(2)), [1, 1]);
        assert_eq!(counts(&["axxxab"], steps("ab", Some(1)), None), [1, 1]);
        // The first b is near the a, but only the second is near the c.
        assert_eq!(counts(&["abbxc"], steps("abc", Some(2)), None), [1, 1, 1]);
        // The chain may take two seconds but not three.
        assert_eq!(counts(&["abxc"], steps("abc", None), Some(2)), [1, 1, 0]);
    }

    #[test]
    fn who_drops_off_is_told_by_what_came_next() {
        let log = letters(&["ax", "ay", "ay", "aw", "az", "a", "ab"]);
        let found = funnel(&log, &Funnel { steps: steps("ab", None), ..Funnel::default() }).unwrap();
        let drop_off = found.steps.first().unwrap().drop_off.clone().unwrap();
        assert_eq!((drop_off.cases, drop_off.ended), (CaseShare::new(6, 7), CaseShare::new(1, 6)));
        let next: Vec<_> = drop_off.next.iter().map(|next| (next.activity.as_str(), next.cases.cases, next.cases.base)).collect();
        assert_eq!(next, [("y", 2, 6), ("w", 1, 6), ("x", 1, 6)]);
        assert_eq!(found.steps.last().unwrap().drop_off, None);
    }

    #[test]
    fn a_funnel_that_cannot_be_is_refused() {
        let log = letters(&["ab"]);
        let field =
            |steps: Vec<FunnelStep>| funnel(&log, &Funnel { steps, ..Funnel::default() }).unwrap_err().info().field.clone().unwrap();
        assert_eq!(field(steps("a", None)), "steps");
        assert_eq!(field(steps(&"a".repeat(65), None)), "steps");
        assert_eq!(field(steps("az", None)), "steps[1].activities[0]");
        assert_eq!(field(vec![FunnelStep::new("a"), FunnelStep::default()]), "steps[1].activities");
        assert_eq!(field(vec![FunnelStep { within_ms: Some(1), ..FunnelStep::new("a") }, FunnelStep::new("b")]), "steps[0].within_ms");
        assert_eq!(counts(&["ab"], steps(&"a".repeat(64), Some(1)), Some(1)).iter().sum::<u64>(), 1);
    }
}
