//! How long each customer stayed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::EventLog, ChurnOptions};
use crate::{error::Error, time::Timestamp};

const DAY: f64 = 86_400_000.0;
/// The longest absence in days.
const LONGEST_ABSENCE: f64 = 36_600.0;

/// What counts as leaving.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChurnOutcome {
    /// No event for so long; the customer left at the end of that time, when it was known.
    Absence {
        /// In days, above 0 to 36,600.
        days: f64,
    },
    /// The first of some events; each is a way of leaving of its own.
    Events {
        /// Their activities.
        activities: Vec<String>,
    },
}

impl Default for ChurnOutcome {
    /// Ninety days without an event.
    fn default() -> Self {
        Self::Absence { days: 90.0 }
    }
}

impl ChurnOutcome {
    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Absence { days } if !(*days > 0.0 && *days <= LONGEST_ABSENCE) => {
                Err(Error::invalid("outcome.days", format!("`{days}` is out of range"), "give a number of days above 0 to 36600"))
            }
            Self::Events { activities } if activities.is_empty() => {
                Err(Error::invalid("outcome.activities", "there is none", "name the activities that mean leaving"))
            }
            _ => Ok(()),
        }
    }
}

/// The stay of one case of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lifetime {
    /// The case's number.
    pub(super) case: usize,
    pub(super) start: i64,
    /// When it left, or was last observed.
    pub(super) end: i64,
    /// 0 who is still there, else 1 + the place of the activity by which they left.
    pub(super) cause: u32,
    pub(super) came_back: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Lifetimes {
    pub(super) all: Vec<Lifetime>,
    pub(super) until: Timestamp,
}

impl Lifetime {
    pub(super) fn days(&self) -> f64 {
        (self.end - self.start) as f64 / DAY
    }
}

/// The stays of a log's cases; what happened after the end of observation is not looked at.
pub(super) fn lifetimes(log: &EventLog, options: &ChurnOptions) -> Result<Lifetimes, Error> {
    let last = log.time.iter().copied().max();
    let until =
        options.until.map(|until| until.0).or(last).ok_or_else(|| Error::invalid("log", "it has no events", "give a log with events"))?;
    let rule = Rule::of(log, &options.outcome)?;
    let all: Vec<Lifetime> = (0..log.cases()).filter_map(|case| rule.lifetime(log, case, until)).collect();
    if all.is_empty() {
        return Err(Error::invalid("until", "every event lies after it", "give a later time"));
    }
    Ok(Lifetimes { all, until: Timestamp(until) })
}

/// An outcome in a log's numbers.
enum Rule {
    Absence(i64),
    Events(Vec<u16>),
}

impl Rule {
    fn of(log: &EventLog, outcome: &ChurnOutcome) -> Result<Self, Error> {
        Ok(match outcome {
            ChurnOutcome::Absence { days } => Self::Absence((days * DAY) as i64),
            ChurnOutcome::Events { activities } => {
                let number = |name: &String| log.activity_number("outcome.activities", name);
                Self::Events(activities.iter().map(number).collect::<Result<_, _>>()?)
            }
        })
    }

    fn lifetime(&self, log: &EventLog, case: usize, until: i64) -> Option<Lifetime> {
        let times = log.times_of(case);
        let observed = times.partition_point(|time| *time <= until);
        let times = times.get(..observed)?;
        let start = *times.first()?;
        let stay = |end: i64, cause: u32, came_back: bool| Some(Lifetime { case, start, end, cause, came_back });
        match self {
            Self::Absence(gap) => {
                let ends = times.iter().zip(times.iter().skip(1).map(Some).chain([None]));
                for (time, next) in ends {
                    let over = time.saturating_add(*gap);
                    if next.is_none_or(|next| *next > over) && over <= until {
                        return stay(over, 1, next.is_some());
                    }
                }
                stay(until, 0, false)
            }
            Self::Events(activities) => {
                let activity = log.activities_of(case).iter().zip(times);
                let mut left = activity.enumerate().filter_map(|(at, (activity, time))| {
                    let cause = activities.iter().position(|one| one == activity)?;
                    Some((at, *time, cause as u32 + 1))
                });
                match left.next() {
                    Some((at, time, cause)) => stay(time, cause, at + 1 < times.len()),
                    None => stay(until, 0, false),
                }
            }
        }
    }
}
