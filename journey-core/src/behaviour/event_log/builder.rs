//! Building a log from rows in any order.

use super::{
    log::EventLog,
    names::{Numbering, name_hash},
};
use crate::{error::Error, parallel::both, time::Timestamp};

/// The most activities of a log.
const MOST_ACTIVITIES: usize = 1 << 16;
/// The most channels of a log.
const MOST_CHANNELS: usize = u8::MAX as usize;
/// The most segments of a log.
const MOST_SEGMENTS: usize = u16::MAX as usize;
/// The most events, and so cases, of a log.
const MOST_EVENTS: usize = u32::MAX as usize;

/// Takes events in any order and sorts them into a log.
///
/// ```
/// use journey_core::{Timestamp, behaviour::EventLogBuilder};
/// let mut builder = EventLogBuilder::default();
/// builder.push("NA", "claim paid", Timestamp(9_000))?;
/// builder.push_through("NA", "claim filed", Timestamp(1_000), "app")?;
/// builder.segment("NA", "new")?;
/// let log = builder.finish();
/// let case = log.iter().next().unwrap();
/// let order: Vec<_> = case.events().map(|event| (event.activity, event.channel)).collect();
/// assert_eq!(order, [("claim filed", Some("app")), ("claim paid", None)]);
/// assert_eq!((case.id(), case.segment()), ("NA", Some("new")));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct EventLogBuilder {
    cases: Numbering,
    activities: Numbering,
    channels: Numbering,
    segments: Numbering,
    case: Vec<u32>,
    activity: Vec<u16>,
    time: Vec<i64>,
    channel: Vec<u8>,
    segment: Vec<u16>,
}

impl EventLogBuilder {
    /// Adds an event of a case.
    ///
    /// # Errors
    /// Past 65,536 activities or 4,294,967,295 events.
    pub fn push(&mut self, case: &str, activity: &str, at: Timestamp) -> Result<(), Error> {
        self.add(case, activity, at, None)
    }

    /// Adds an event that went through a channel.
    ///
    /// # Errors
    /// As [`push`](Self::push), and past 255 channels.
    pub fn push_through(&mut self, case: &str, activity: &str, at: Timestamp, channel: &str) -> Result<(), Error> {
        self.add(case, activity, at, Some(channel))
    }

    fn add(&mut self, case: &str, activity: &str, at: Timestamp, channel: Option<&str>) -> Result<(), Error> {
        let activity = self.activity_number(activity)?;
        let channel = channel.map_or(Ok(0), |name| self.channel_code(name))?;
        let case = self.case_number(case, name_hash(case));
        self.push_numbered(case, activity, at.0, channel)
    }

    /// Names the segment of a case; the last one named stands.
    ///
    /// # Errors
    /// Past 65,535 segments.
    pub fn segment(&mut self, case: &str, segment: &str) -> Result<(), Error> {
        let code = self.segment_code(segment)?;
        let case = self.case_number(case, name_hash(case));
        self.set_segment(case, code);
        Ok(())
    }

    /// Sorts what was added into a log: by case, then by time, then in the order of adding.
    pub fn finish(self) -> EventLog {
        let Self { cases, activities, channels, segments, case, activity, time, channel, mut segment } = self;
        let case_names = cases.finish();
        let starts = starts(&case, case_names.len());
        let (mut time, mut activity, mut channel) =
            if case.is_sorted() { (time, activity, channel) } else { by_case(&case, &starts, time, activity, channel) };
        drop(case);
        sort_cases(&starts, &mut time, &mut activity, &mut channel);
        if !segment.is_empty() {
            segment.resize(case_names.len(), 0);
        }
        EventLog {
            case_names,
            activity_names: activities.finish(),
            channel_names: channels.finish(),
            segment_names: segments.finish(),
            starts,
            activity,
            time,
            channel,
            segment,
        }
    }
}

/// For readers that number names once for many rows.
impl EventLogBuilder {
    pub(crate) fn events(&self) -> usize {
        self.case.len()
    }

    /// The number of a case; the hash is the one of [`name_hash`].
    pub(crate) fn case_number(&mut self, case: &str, hash: u32) -> u32 {
        self.cases.number_hashed(case, hash)
    }

    /// Fetches what is known of the cases of some hashes, which are asked for next.
    pub(crate) fn fetch_cases(&self, hashes: &[u32]) {
        self.cases.fetch(hashes);
    }

    pub(crate) fn activity_number(&mut self, activity: &str) -> Result<u16, Error> {
        u16::try_from(self.activities.number(activity))
            .map_err(|_| too_many("activities", MOST_ACTIVITIES, "name the column that tells what happened, not one of free text"))
    }

    /// 1 + the number of a channel.
    pub(crate) fn channel_code(&mut self, channel: &str) -> Result<u8, Error> {
        u8::try_from(self.channels.number(channel) + 1)
            .map_err(|_| too_many("channels", MOST_CHANNELS, "name the column of channels, not one of free text"))
    }

    /// 1 + the number of a segment.
    pub(crate) fn segment_code(&mut self, segment: &str) -> Result<u16, Error> {
        u16::try_from(self.segments.number(segment) + 1).map_err(|_| too_many("segments", MOST_SEGMENTS, "name a column with few values"))
    }

    pub(crate) fn set_segment(&mut self, case: u32, code: u16) {
        let case = case as usize;
        if self.segment.len() <= case {
            self.segment.resize(case + 1, 0);
        }
        if let Some(slot) = self.segment.get_mut(case) {
            *slot = code;
        }
    }

    /// Adds an event by the numbers of its names; the channel's code is 0 where there is none.
    pub(crate) fn push_numbered(&mut self, case: u32, activity: u16, time: i64, channel: u8) -> Result<(), Error> {
        if self.case.len() >= MOST_EVENTS {
            return Err(too_many("events", MOST_EVENTS, "read the log in parts, each with its cases whole, and merge them"));
        }
        if channel > 0 || !self.channel.is_empty() {
            self.channel.resize(self.case.len(), 0);
            self.channel.push(channel);
        }
        self.case.push(case);
        self.activity.push(activity);
        self.time.push(time);
        Ok(())
    }

    /// The same events without those that are not wanted, and without names that only those had.
    pub(crate) fn only(&self, wanted: impl Fn(usize) -> bool) -> Result<Self, Error> {
        let mut kept = Self::default();
        let rows = self.case.iter().zip(&self.activity).zip(&self.time).enumerate();
        for (row, ((case, activity), time)) in rows.filter(|(row, _)| wanted(*row)) {
            let channel = self.channel.get(row).and_then(|code| usize::from(*code).checked_sub(1));
            let channel = channel.map(|number| self.channels.names().name(number));
            let name = self.cases.names().name(*case as usize);
            kept.add(name, self.activities.names().name(usize::from(*activity)), Timestamp(*time), channel)?;
            if let Some(number) = self.segment.get(*case as usize).and_then(|code| usize::from(*code).checked_sub(1)) {
                kept.segment(name, self.segments.names().name(number))?;
            }
        }
        Ok(kept)
    }
}

/// Where each case begins once its events stand together, and after them their number.
fn starts(case: &[u32], cases: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; cases + 1];
    for case in case {
        if let Some(count) = starts.get_mut(*case as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

type Columns = (Vec<i64>, Vec<u16>, Vec<u8>);

/// The columns with each case's events together, in the order of adding; each column is let go as soon as it has moved.
fn by_case(case: &[u32], starts: &[u32], time: Vec<i64>, activity: Vec<u16>, channel: Vec<u8>) -> Columns {
    let (time, (activity, channel)) = both(|| moved(case, starts, time), || (moved(case, starts, activity), moved(case, starts, channel)));
    (time, activity, channel)
}

/// A counting sort without an index: each value goes straight to the next free place of its case.
fn moved<T: Copy + Default>(case: &[u32], starts: &[u32], values: Vec<T>) -> Vec<T> {
    if values.is_empty() {
        return values;
    }
    let mut next = starts.to_vec();
    let mut sorted = vec![T::default(); values.len()];
    for (case, value) in case.iter().zip(&values) {
        let Some(next) = next.get_mut(*case as usize) else { continue };
        if let Some(slot) = sorted.get_mut(*next as usize) {
            *slot = *value;
        }
        *next += 1;
    }
    sorted
}

/// Sorts the cases whose events do not stand by time yet; events of one moment keep their order.
fn sort_cases(starts: &[u32], time: &mut [i64], activity: &mut [u16], channel: &mut [u8]) {
    let mut events: Vec<(i64, u16, u8)> = Vec::new();
    for bounds in starts.windows(2) {
        let &[start, end] = bounds else { continue };
        let range = start as usize..end as usize;
        let Some(time) = time.get_mut(range.clone()).filter(|time| !time.is_sorted()) else { continue };
        let activity = activity.get_mut(range.clone()).unwrap_or_default();
        let channel = channel.get_mut(range).unwrap_or_default();
        let channels = channel.iter().copied().chain(std::iter::repeat(0));
        events.clear();
        events.extend(time.iter().zip(activity.iter()).zip(channels).map(|((time, activity), channel)| (*time, *activity, channel)));
        events.sort_by_key(|(time, _, _)| *time);
        time.iter_mut().zip(&events).for_each(|(slot, event)| *slot = event.0);
        activity.iter_mut().zip(&events).for_each(|(slot, event)| *slot = event.1);
        channel.iter_mut().zip(&events).for_each(|(slot, event)| *slot = event.2);
    }
}

fn too_many(what: &str, most: usize, fix: &str) -> Error {
    Error::invalid(what, format!("a log holds at most {most} {what}"), fix)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cases: their ids, segments, and events.
    type Told = Vec<(String, Option<String>, Vec<ToldEvent>)>;
    type ToldEvent = (String, i64, Option<String>);

    fn told(log: &EventLog) -> Told {
        let events = |case: super::super::Case<'_>| {
            case.events().map(|event| (event.activity.to_owned(), event.at.0, event.channel.map(str::to_owned))).collect()
        };
        log.iter().map(|case| (case.id().to_owned(), case.segment().map(str::to_owned), events(case))).collect()
    }

    proptest! {
        #[test]
        fn events_stand_by_case_then_time_then_order_of_adding(rows in prop::collection::vec((0_u8..6, 0_u8..4, -5_i64..5, 0_u8..3), 0..60)) {
            let mut builder = EventLogBuilder::default();
            let mut wanted = Told::new();
            for (case, activity, time, channel) in rows {
                let (case, activity) = (case.to_string(), activity.to_string());
                let channel = (channel > 0).then(|| channel.to_string());
                match &channel {
                    Some(channel) => builder.push_through(&case, &activity, Timestamp(time), channel).unwrap(),
                    None => builder.push(&case, &activity, Timestamp(time)).unwrap(),
                }
                let at = wanted.iter().position(|known| known.0 == case).unwrap_or_else(|| {
                    wanted.push((case, None, Vec::new()));
                    wanted.len() - 1
                });
                wanted[at].2.push((activity, time, channel));
            }
            wanted.iter_mut().for_each(|case| case.2.sort_by_key(|event| event.1));
            prop_assert_eq!(told(&builder.finish()), wanted);
        }
    }

    #[test]
    fn names_that_only_unwanted_events_had_are_gone() {
        let mut builder = EventLogBuilder::default();
        builder.push("a", "start", Timestamp(1)).unwrap();
        builder.push_through("b", "done", Timestamp(2), "app").unwrap();
        builder.segment("b", "new").unwrap();
        let log = builder.only(|row| row == 1).unwrap().finish();
        let done = ("done".to_owned(), 2, Some("app".to_owned()));
        assert_eq!(told(&log), [("b".to_owned(), Some("new".to_owned()), vec![done])]);
        assert_eq!(log.activities(), 1);
    }
}
