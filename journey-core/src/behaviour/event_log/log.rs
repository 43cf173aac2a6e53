//! The event log: what happened to whom and when, in columns.

use std::{fmt::Display, ops::Range};

use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::{error::Error, time::Timestamp};

/// Events of many cases, in columns sorted by case, then by time; events of one moment keep the order in which they came.
///
/// A case is one journey: a customer, an order, a claim. An activity is what happened, such as `claim filed`.
///
/// ```
/// use journey_core::{Timestamp, behaviour::EventLogBuilder};
/// let mut builder = EventLogBuilder::default();
/// builder.push("anna", "quote", Timestamp(0))?;
/// builder.push("anna", "purchase", Timestamp(60_000))?;
/// let log = builder.finish();
/// assert_eq!((log.cases(), log.events(), log.activities()), (1, 2, 2));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct EventLog {
    pub(in crate::behaviour) case_names: Names,
    pub(in crate::behaviour) activity_names: Names,
    pub(in crate::behaviour) channel_names: Names,
    pub(in crate::behaviour) segment_names: Names,
    /// Where each case begins among the events, and after them their number.
    pub(in crate::behaviour) starts: Vec<u32>,
    /// The number of each event's activity.
    pub(in crate::behaviour) activity: Vec<u16>,
    /// Milliseconds since the epoch, in UTC.
    pub(in crate::behaviour) time: Vec<i64>,
    /// 1 + the number of each event's channel, 0 where none was named; empty where none was for any event.
    pub(in crate::behaviour) channel: Vec<u8>,
    /// 1 + the number of each case's segment, 0 where it has none; empty where no case has one.
    pub(in crate::behaviour) segment: Vec<u16>,
}

/// One journey of a log.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    log: &'a EventLog,
    number: usize,
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'a> {
    pub activity: &'a str,
    pub at: Timestamp,
    /// The channel that it went through, where the log names it.
    pub channel: Option<&'a str>,
}

impl EventLog {
    /// How many cases.
    pub fn cases(&self) -> usize {
        self.case_names.len()
    }

    /// How many events.
    pub fn events(&self) -> usize {
        self.activity.len()
    }

    /// How many activities.
    pub fn activities(&self) -> usize {
        self.activity_names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.activity.is_empty()
    }

    /// The activities' names, in the order of their first appearance.
    pub fn activity_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.activity_names.iter()
    }

    /// The segments' names, in the order of their first appearance.
    pub fn segment_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.segment_names.iter()
    }

    /// The cases, in the order of their first appearance.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Case<'_>> {
        (0..self.cases()).map(|number| self.case(number))
    }

    pub(in crate::behaviour) fn case(&self, number: usize) -> Case<'_> {
        Case { log: self, number }
    }

    pub(in crate::behaviour) fn range(&self, case: usize) -> Range<usize> {
        let at = |number: usize| self.starts.get(number).map_or(0, |start| *start as usize);
        at(case)..at(case + 1)
    }

    /// A case's activities, by number.
    pub(in crate::behaviour) fn activities_of(&self, case: usize) -> &[u16] {
        self.activity.get(self.range(case)).unwrap_or_default()
    }

    /// A case's times in milliseconds since the epoch, of the same events.
    pub(in crate::behaviour) fn times_of(&self, case: usize) -> &[i64] {
        self.time.get(self.range(case)).unwrap_or_default()
    }

    /// 1 + the number of each channel of a case's events, 0 where none was named; empty where the log names none.
    pub(in crate::behaviour) fn channels_of(&self, case: usize) -> &[u8] {
        self.channel.get(self.range(case)).unwrap_or_default()
    }

    /// 1 + the number of a case's segment, 0 where it has none.
    pub(in crate::behaviour) fn segment_of(&self, case: usize) -> u16 {
        self.segment.get(case).copied().unwrap_or_default()
    }

    pub(in crate::behaviour) fn activity_name(&self, number: u16) -> &str {
        self.activity_names.name(usize::from(number))
    }

    /// The number of an activity; `field` names the argument in the error.
    pub(in crate::behaviour) fn activity_number(&self, field: impl Display, activity: &str) -> Result<u16, Error> {
        let number = self.activity_names().position(|name| name == activity).and_then(|number| u16::try_from(number).ok());
        let example = self.activity_names().next().map_or_else(String::new, |name| format!(", such as `{name}`"));
        number.ok_or_else(|| {
            let problem = format!("no activity of the log is called `{activity}`");
            Error::invalid(field, problem, format!("name one of its activities{example}"))
        })
    }

    /// How many cases have at least one event.
    pub(in crate::behaviour) fn journeys(&self) -> u64 {
        self.starts.windows(2).filter(|bounds| bounds.first() < bounds.last()).count() as u64
    }

    /// By activity: its place among the activities by name.
    pub(in crate::behaviour) fn ranks_by_name(&self) -> Vec<u32> {
        let mut order: Vec<(&str, usize)> = self.activity_names().zip(0..).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for (rank, (_, number)) in (0..).zip(order) {
            ranks.get_mut(number).into_iter().for_each(|place| *place = rank);
        }
        ranks
    }
}

impl<'a> Case<'a> {
    pub fn id(&self) -> &'a str {
        self.log.case_names.name(self.number)
    }

    /// The segment, where the log names one.
    pub fn segment(&self) -> Option<&'a str> {
        let code = usize::from(*self.log.segment.get(self.number)?);
        Some(self.log.segment_names.name(code.checked_sub(1)?))
    }

    /// Its events by time.
    pub fn events(self) -> impl Iterator<Item = Event<'a>> {
        let log = self.log;
        let range = log.range(self.number);
        let times = log.times_of(self.number).iter();
        let channels = range.map(|at| log.channel.get(at).and_then(|code| usize::from(*code).checked_sub(1)));
        log.activities_of(self.number).iter().zip(times).zip(channels).map(|((activity, time), channel)| Event {
            activity: log.activity_name(*activity),
            at: Timestamp(*time),
            channel: channel.map(|number| log.channel_names.name(number)),
        })
    }
}
