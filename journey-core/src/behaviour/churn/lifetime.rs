//! How long each customer stayed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::EventLog, ChurnOptions};
use crate::{error::Error, statistics::MAX_PERIOD, time::Timestamp};

const DAY: f64 = 86_400_000.0;
/// The longest absence in days.
const LONGEST_ABSENCE: f64 = 36_600.0;

/// What counts as leaving.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChurnOutcome {
    /// No event for so long; the customer left after the last event before. Nobody can be told to have left, or to be there, in so long a time
    /// before the end of the log: it ends that much earlier.
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
    /// In whole days.
    pub(super) fn days(&self) -> f64 {
        (self.end.saturating_sub(self.start) as f64 / DAY).round()
    }
}

/// The stays of a log's cases; what happened after the end of observation is not looked at.
pub(super) fn lifetimes(log: &EventLog, options: &ChurnOptions) -> Result<Lifetimes, Error> {
    let last = log.time.iter().copied().max();
    let until =
        options.until.map(|until| until.0).or(last).ok_or_else(|| Error::invalid("log", "it has no events", "give a log with events"))?;
    let rule = Rule::of(log, &options.outcome)?;
    let until = rule.known_until(until);
    let all: Vec<Lifetime> = (0..log.cases()).filter_map(|case| rule.lifetime(log, case, until)).collect();
    if all.is_empty() {
        return Err(Error::invalid(
            "until",
            "nobody was there before it, or long enough to tell",
            "give a later time, or a shorter absence",
        ));
    }
    let longest = all.iter().map(|one| one.end.saturating_sub(one.start) / options.period_ms()).max().unwrap_or(0);
    if longest + i64::from(options.horizon) >= i64::from(MAX_PERIOD) {
        let problem = format!("the longest stay has {longest} periods of {} days", options.period_days);
        return Err(Error::invalid("period_days", problem, format!("give longer ones: at most {MAX_PERIOD} are taken")));
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

    /// Until when it is known who is there.
    fn known_until(&self, until: i64) -> i64 {
        match self {
            Self::Absence(gap) => until.saturating_sub(*gap),
            Self::Events(_) => until,
        }
    }

    fn lifetime(&self, log: &EventLog, case: usize, until: i64) -> Option<Lifetime> {
        let times = log.times_of(case);
        let observed = times.partition_point(|time| *time <= until);
        let times = times.get(..observed)?;
        let start = *times.first()?;
        let stay = |end: i64, cause: u32, came_back: bool| Some(Lifetime { case, start, end, cause, came_back });
        match self {
            Self::Absence(gap) => {
                // What comes after the end of observation tells whether an absence before it was one.
                let later = log.times_of(case).iter().skip(1).map(Some).chain([None]);
                for (time, next) in times.iter().zip(later) {
                    if next.is_none_or(|next| *next > time.saturating_add(*gap)) {
                        return stay(*time, 1, next.is_some());
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
