//! Drop-off: where journeys end without reaching a goal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventLog, case_tally::CaseTally, order::most_frequent_first, share::CaseShare, stretches::by_stretch};
use crate::error::Error;

/// Where journeys ended without any of the goals.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DropOff {
    /// The activities that count as reaching the goal.
    pub goals: Vec<String>,
    /// Cases that reached none of them, of all with events.
    pub cases: CaseShare,
    /// The activities that those cases ended with, the most frequent first, then by name.
    pub activities: Vec<ActivityDropOff>,
}

/// Cases that ended with an activity and reached no goal.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ActivityDropOff {
    pub activity: String,
    /// Of the cases in which the activity happened: how risky this place is.
    pub of_cases_there: CaseShare,
    /// Of the cases that reached no goal: how much of the loss this place is.
    pub of_drop_offs: CaseShare,
}

/// Counts the activities with which cases end that never reach any of the goals, at whatever point of the case.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, drop_off}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity) in [("anna", "quote"), ("anna", "purchase"), ("ben", "quote")] {
///     builder.push(case, activity, Timestamp(0))?;
/// }
/// let found = drop_off(&builder.finish(), &["purchase"])?;
/// let quote = found.activities.first().unwrap();
/// assert_eq!((quote.of_cases_there.cases, quote.of_cases_there.base, quote.of_drop_offs.base), (1, 2, 1));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// No goals, and a goal that the log does not know.
pub fn drop_off(log: &EventLog, goals: &[impl AsRef<str>]) -> Result<DropOff, Error> {
    if goals.is_empty() {
        return Err(Error::invalid("goals", "there are none", "name the activities that customers should reach"));
    }
    let mut is_goal = vec![false; log.activities()];
    for (place, goal) in goals.iter().enumerate() {
        let number = log.activity_number(format!("goals[{place}]"), goal.as_ref())?;
        is_goal.get_mut(usize::from(number)).into_iter().for_each(|goal| *goal = true);
    }
    let parts = by_stretch(log.cases(), |cases| {
        let mut tallies = vec![(0_u64, CaseTally::default()); log.activities()];
        for case in cases {
            count(log.activities_of(case), case, &is_goal, &mut tallies);
        }
        tallies
    });
    let mut all = vec![(0, 0); log.activities()];
    for part in parts {
        all.iter_mut().zip(part).for_each(|(all, (ended, there))| *all = (all.0 + ended, all.1 + u64::from(there.cases)));
    }
    let dropped = all.iter().map(|(ended, _)| ended).sum();
    let activities = (0..).zip(&all).filter(|(_, (ended, _))| *ended > 0).map(|(number, (ended, there))| ActivityDropOff {
        activity: log.activity_name(number).to_owned(),
        of_cases_there: CaseShare::new(*ended, *there),
        of_drop_offs: CaseShare::new(*ended, dropped),
    });
    Ok(DropOff {
        goals: goals.iter().map(|goal| goal.as_ref().to_owned()).collect(),
        cases: CaseShare::new(dropped, log.journeys()),
        activities: most_frequent_first(activities.collect(), |one| one.of_drop_offs.cases, |one| (&one.activity, "")),
    })
}

/// Counts a case at each of its activities, and as ended at its last if it reached no goal.
fn count(activities: &[u16], case: usize, is_goal: &[bool], tallies: &mut [(u64, CaseTally)]) {
    let mut reached = false;
    for activity in activities {
        reached |= is_goal.get(usize::from(*activity)) == Some(&true);
        tallies.get_mut(usize::from(*activity)).into_iter().for_each(|(_, there)| _ = there.count(case));
    }
    let last = activities.last().filter(|_| !reached).and_then(|last| tallies.get_mut(usize::from(*last)));
    last.into_iter().for_each(|(ended, _)| *ended += 1);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::samples::letters;
    use super::*;

    #[test]
    fn only_cases_without_any_goal_drop_off() {
        let found = drop_off(&letters(&["abg", "gb", "ab", "aab", "ba", "h"]), &["g", "h"]).unwrap();
        let activities: Vec<_> = found
            .activities
            .iter()
            .map(|one| (one.activity.as_str(), one.of_cases_there.cases, one.of_cases_there.base, one.of_drop_offs.base))
            .collect();
        assert_eq!(activities, [("b", 2, 5, 3), ("a", 1, 4, 3)]);
        assert_eq!((found.cases.cases, found.cases.base), (3, 6));
    }

    #[test]
    fn a_goal_is_needed_and_known() {
        let log = letters(&["ab"]);
        assert_eq!(drop_off(&log, &[""; 0]).unwrap_err().info().field.as_deref(), Some("goals"));
        assert_eq!(drop_off(&log, &["a", "z"]).unwrap_err().info().field.as_deref(), Some("goals[1]"));
    }
}
