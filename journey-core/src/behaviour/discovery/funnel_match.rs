//! Finding the chain of events that takes a case through a funnel.

use super::{EventLog, funnel::Funnel};
use crate::error::Error;

/// The most steps: those of an activity are held in the bits of a word.
const MOST_STEPS: usize = u64::BITS as usize;

/// A funnel made ready for the activities' numbers of a log.
pub(super) struct FunnelMatcher {
    /// By activity: the steps that it passes, the first in the lowest bit.
    steps_of: Vec<u64>,
    /// By step: the most milliseconds since the step before.
    between: Vec<u64>,
    within: u64,
    limited: bool,
}

/// What the search writes on, used again from case to case.
#[derive(Default)]
pub(super) struct Scratch {
    /// The events of the chain found, by their place in the case, one of each step passed.
    pub(super) chain: Vec<usize>,
    /// By step: of the latest chain that ends there, when it began and ended; or, backwards, of the earliest that begins there.
    spans: Vec<Option<(i64, i64)>>,
    /// By event: the steps from which a chain goes on from here to the furthest step.
    open: Vec<u64>,
}

impl FunnelMatcher {
    pub(super) fn new(log: &EventLog, funnel: &Funnel) -> Result<Self, Error> {
        if !(2..=MOST_STEPS).contains(&funnel.steps.len()) {
            return Err(Error::invalid("steps", format!("a funnel has 2 to {MOST_STEPS} steps"), "name what customers do, step by step"));
        }
        if funnel.steps.first().is_some_and(|step| step.within_ms.is_some()) {
            return Err(Error::invalid("steps[0].within_ms", "no step comes before the first", "limit the step after it"));
        }
        let mut steps_of = vec![0; log.activities()];
        for (number, step) in funnel.steps.iter().enumerate() {
            if step.activities.is_empty() {
                let problem = format!("no activity passes the step `{}`", step.name);
                return Err(Error::invalid(format!("steps[{number}].activities"), problem, "name at least one"));
            }
            for (place, activity) in step.activities.iter().enumerate() {
                let activity = log.activity_number(format!("steps[{number}].activities[{place}]"), activity)?;
                steps_of.get_mut(usize::from(activity)).into_iter().for_each(|steps| *steps |= 1 << number);
            }
        }
        Ok(Self {
            steps_of,
            between: funnel.steps.iter().map(|step| step.within_ms.unwrap_or(u64::MAX)).collect(),
            within: funnel.within_ms.unwrap_or(u64::MAX),
            limited: funnel.within_ms.is_some() || funnel.steps.iter().any(|step| step.within_ms.is_some()),
        })
    }

    /// Writes the earliest chain that reaches the furthest step of a case; an empty one if the case does not pass the first.
    pub(super) fn find_chain(&self, activities: &[u16], times: &[i64], scratch: &mut Scratch) {
        if self.limited {
            let passed = self.passed(activities, times, scratch);
            self.find_earliest(passed, activities, times, scratch);
        } else {
            self.find_unlimited(activities, &mut scratch.chain);
        }
    }

    #[inline]
    fn steps(&self, activity: u16) -> u64 {
        self.steps_of.get(usize::from(activity)).copied().unwrap_or_default()
    }

    fn between(&self, step: usize) -> u64 {
        self.between.get(step).copied().unwrap_or_default()
    }

    fn find_unlimited(&self, activities: &[u16], chain: &mut Vec<usize>) {
        chain.clear();
        for (place, activity) in activities.iter().enumerate() {
            if self.steps(*activity) >> chain.len() & 1 == 1 {
                chain.push(place);
                if chain.len() == self.between.len() {
                    return;
                }
            }
        }
    }

    /// How many steps a case passes. The later steps of an event come first, so that it does not follow itself.
    fn passed(&self, activities: &[u16], times: &[i64], scratch: &mut Scratch) -> usize {
        scratch.spans.clear();
        scratch.spans.resize(self.between.len(), None);
        let mut passed = 0;
        for (activity, time) in activities.iter().zip(times) {
            let mut steps = self.steps(*activity);
            while steps != 0 {
                let step = steps.ilog2() as usize;
                steps ^= 1 << step;
                let Some(began) = self.begin_of_chain(step, *time, &scratch.spans) else { continue };
                scratch.spans.get_mut(step).into_iter().for_each(|span| *span = Some((began, *time)));
                passed = passed.max(step + 1);
            }
        }
        passed
    }

    /// When the latest chain began that an event at this time takes to a step.
    fn begin_of_chain(&self, step: usize, time: i64, spans: &[Option<(i64, i64)>]) -> Option<i64> {
        let Some(before) = step.checked_sub(1) else { return Some(time) };
        let (began, ended) = spans.get(before).copied().flatten()?;
        (time.abs_diff(ended) <= self.between(step) && time.abs_diff(began) <= self.within).then_some(began)
    }

    /// Goes back from the end to mark which events can go on to the furthest step, and forth along the first of them.
    fn find_earliest(&self, passed: usize, activities: &[u16], times: &[i64], scratch: &mut Scratch) {
        scratch.spans.clear();
        scratch.spans.resize(self.between.len(), None);
        scratch.open.clear();
        scratch.open.resize(activities.len(), 0);
        scratch.chain.clear();
        let mut first = None;
        for (place, (activity, time)) in activities.iter().zip(times).enumerate().rev() {
            let mut steps = self.steps(*activity) & lowest(passed);
            while steps != 0 {
                let step = steps.trailing_zeros() as usize;
                steps &= steps - 1;
                let Some(ended) = self.end_of_chain(step, passed, *time, &scratch.spans) else { continue };
                scratch.spans.get_mut(step).into_iter().for_each(|span| *span = Some((*time, ended)));
                scratch.open.get_mut(place).into_iter().for_each(|open| *open |= 1 << step);
                if step == 0 && ended.abs_diff(*time) <= self.within {
                    first = Some(place);
                }
            }
        }
        let from = first.unwrap_or(activities.len());
        for (place, open) in scratch.open.iter().enumerate().skip(from) {
            if scratch.chain.len() < passed && open >> scratch.chain.len() & 1 == 1 {
                scratch.chain.push(place);
            }
        }
    }

    /// When the earliest chain ends that goes on from an event at this time and step to the furthest step.
    fn end_of_chain(&self, step: usize, passed: usize, time: i64, spans: &[Option<(i64, i64)>]) -> Option<i64> {
        if step + 1 == passed {
            return Some(time);
        }
        let (next, ended) = spans.get(step + 1).copied().flatten()?;
        (next.abs_diff(time) <= self.between(step + 1)).then_some(ended)
    }
}

/// A word with the lowest bits set.
fn lowest(bits: usize) -> u64 {
    u64::MAX.checked_shr(u64::BITS.saturating_sub(bits as u32)).unwrap_or(0)
}
