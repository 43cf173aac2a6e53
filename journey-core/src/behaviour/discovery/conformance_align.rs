//! Aligning one sequence of activities with the plan.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    EventLog,
    conformance::{Deviation, PlannedJourney},
};
use crate::error::Error;

/// The most steps of a plan.
const MOST_STEPS: usize = 256;

/// The kinds of deviation that a sequence has, by number, and how often.
pub(super) type Deviations = [(usize, u64)];

/// A planned journey made ready for the activities' numbers of a log.
pub(super) struct Plan {
    steps: Vec<Step>,
    /// By activity: its step.
    step_of: Vec<Option<usize>>,
    required: usize,
    pub(super) unknown_activities: Vec<String>,
}

struct Step {
    name: String,
    required: bool,
    repeats: bool,
}

/// How a sequence fits the plan.
pub(super) struct Alignment {
    pub(super) fitness: f64,
    pub(super) deviations: Vec<(usize, u64)>,
}

/// The best way so far to keep events up to one of some step.
#[derive(Clone, Copy)]
struct Kept {
    /// Events kept, and required steps among their steps.
    worth: usize,
    last: usize,
}

impl Plan {
    pub(super) fn new(log: &EventLog, planned: &PlannedJourney) -> Result<Self, Error> {
        check(planned)?;
        let step_by_name: BTreeMap<&str, usize> = (planned.steps.iter().zip(0..))
            .flat_map(|(step, number)| step.activities.iter().map(move |activity| (activity.as_str(), number)))
            .collect();
        let known: BTreeSet<&str> = log.activity_names().collect();
        let unknown = planned.steps.iter().flat_map(|step| &step.activities).filter(|activity| !known.contains(activity.as_str()));
        let step = planned.steps.iter().map(|step| Step { name: step.name.clone(), required: step.required, repeats: step.repeats });
        Ok(Self {
            steps: step.collect(),
            step_of: log.activity_names().map(|name| step_by_name.get(name).copied()).collect(),
            required: planned.steps.iter().filter(|step| step.required).count(),
            unknown_activities: unknown.cloned().collect(),
        })
    }

    /// A kind for each step that is missing, each out of order, each repeated, and each unplanned activity.
    pub(super) fn kinds_of_deviation(&self) -> usize {
        3 * self.steps.len() + self.step_of.len()
    }

    pub(super) fn deviation(&self, kind: usize, log: &EventLog) -> Deviation {
        let count = self.steps.len();
        let step = || self.steps.get(kind % count).map(|step| step.name.clone()).unwrap_or_default();
        match kind / count {
            0 => Deviation::Missing { step: step() },
            1 => Deviation::OutOfOrder { step: step() },
            2 => Deviation::Repeated { step: step() },
            _ => Deviation::Unplanned { activity: log.activity_names.name(kind - 3 * count).to_owned() },
        }
    }

    /// The place of a kind among those of as many cases.
    pub(super) fn order_of<'a>(&self, kind: usize, log: &'a EventLog) -> (usize, &'a str) {
        let first_unplanned = 3 * self.steps.len();
        (kind.min(first_unplanned), kind.checked_sub(first_unplanned).map_or("", |activity| log.activity_names.name(activity)))
    }

    pub(super) fn align(&self, activities: &[u16]) -> Alignment {
        let steps: Vec<Option<usize>> =
            activities.iter().map(|activity| self.step_of.get(usize::from(*activity)).copied().flatten()).collect();
        let kept = self.kept(&steps);
        let deviations = self.deviations(activities, &steps, &kept);
        let came: BTreeSet<usize> = steps.iter().zip(&kept).filter(|(_, kept)| **kept).filter_map(|(step, _)| *step).collect();
        let left = kept.iter().filter(|kept| !**kept).count();
        let undone = self.required - came.iter().filter(|step| self.is_required(**step)).count();
        let most = activities.len() + self.required;
        let fitness = if most == 0 { 1.0 } else { 1.0 - (left + undone) as f64 / most as f64 };
        Alignment { fitness, deviations }
    }

    fn is_required(&self, step: usize) -> bool {
        self.steps.get(step).is_some_and(|step| step.required)
    }

    fn repeats(&self, step: usize) -> bool {
        self.steps.get(step).is_some_and(|step| step.repeats)
    }

    /// Of each event, whether it is kept. For each step it remembers the best way to keep events up to one of this step.
    fn kept(&self, steps: &[Option<usize>]) -> Vec<bool> {
        let mut best: Vec<Option<Kept>> = vec![None; self.steps.len()];
        let mut before = vec![None; steps.len()];
        for (event, step) in steps.iter().enumerate() {
            let Some(step) = *step else { continue };
            let earlier = first_best(best.get(..step).unwrap_or_default());
            let new = 1 + usize::from(self.is_required(step)) + earlier.map_or(0, |kept| kept.worth);
            let same = best.get(step).copied().flatten();
            let again = same.filter(|same| self.repeats(step) && same.worth + 1 > new);
            let (worth, from) = again.map_or((new, earlier), |same| (same.worth + 1, again));
            if same.is_some_and(|same| same.worth >= worth) {
                continue;
            }
            before.get_mut(event).into_iter().for_each(|before| *before = from.map(|kept| kept.last));
            best.get_mut(step).into_iter().for_each(|best| *best = Some(Kept { worth, last: event }));
        }
        let mut kept = vec![false; steps.len()];
        let mut next = first_best(&best).map(|kept| kept.last);
        while let Some(event) = next {
            kept.get_mut(event).into_iter().for_each(|kept| *kept = true);
            next = before.get(event).copied().flatten();
        }
        kept
    }

    fn deviations(&self, activities: &[u16], steps: &[Option<usize>], kept: &[bool]) -> Vec<(usize, u64)> {
        let count = self.steps.len();
        let mut came: Vec<bool> = vec![false; count];
        let mut seen = vec![false; count];
        for (step, kept) in steps.iter().zip(kept) {
            let Some(step) = *step else { continue };
            seen.get_mut(step).into_iter().for_each(|seen| *seen = true);
            came.get_mut(step).into_iter().for_each(|came| *came |= kept);
        }
        let mut found: BTreeMap<usize, u64> = BTreeMap::new();
        for (step, _) in seen.iter().enumerate().filter(|(step, seen)| !**seen && self.is_required(*step)) {
            found.insert(step, 1);
        }
        for ((activity, step), _) in activities.iter().zip(steps).zip(kept).filter(|(_, kept)| !**kept) {
            let kind = match *step {
                None => 3 * count + usize::from(*activity),
                Some(step) if came.get(step) == Some(&true) && !self.repeats(step) => 2 * count + step,
                Some(step) => {
                    came.get_mut(step).into_iter().for_each(|came| *came = true);
                    count + step
                }
            };
            *found.entry(kind).or_default() += 1;
        }
        found.into_iter().collect()
    }
}

/// The best of some; of equal ones that which ends first.
fn first_best(all: &[Option<Kept>]) -> Option<Kept> {
    all.iter().flatten().copied().max_by_key(|kept| (kept.worth, Reverse(kept.last)))
}

fn check(planned: &PlannedJourney) -> Result<(), Error> {
    if !(1..=MOST_STEPS).contains(&planned.steps.len()) {
        return Err(Error::invalid("steps", format!("a plan has 1 to {MOST_STEPS} steps"), "list the planned steps in order"));
    }
    let (mut names, mut activities) = (BTreeSet::new(), BTreeSet::new());
    for (number, step) in planned.steps.iter().enumerate() {
        if !names.insert(&step.name) {
            return Err(Error::invalid(
                format!("steps[{number}].name"),
                format!("`{}` is taken", step.name),
                "give each step a name of its own",
            ));
        }
        if step.activities.is_empty() {
            let problem = format!("no activity belongs to `{}`", step.name);
            return Err(Error::invalid(format!("steps[{number}].activities"), problem, "name at least one"));
        }
        if let Some((place, activity)) = step.activities.iter().enumerate().find(|(_, activity)| !activities.insert(*activity)) {
            let field = format!("steps[{number}].activities[{place}]");
            return Err(Error::invalid(field, format!("`{activity}` belongs to a step already"), "give each activity to one step"));
        }
    }
    Ok(())
}
