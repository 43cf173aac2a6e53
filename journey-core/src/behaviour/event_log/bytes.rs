//! A log as bytes.

use super::{log::EventLog, names::Names};
use crate::error::Error;

/// The form of the bytes; it stands first in them.
const VERSION: u8 = 1;
/// The most cases and events.
const MOST: usize = u32::MAX as usize;

impl EventLog {
    /// The log as bytes: a byte for the version, then the columns in postcard's form. The same log gives the same bytes.
    ///
    /// ```
    /// use journey_core::{Timestamp, behaviour::{EventLog, EventLogBuilder}};
    /// let mut builder = EventLogBuilder::default();
    /// builder.push("anna", "quote", Timestamp(0))?;
    /// let log = builder.finish();
    /// assert_eq!(EventLog::from_bytes(&log.to_bytes()?)?, log);
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// None that a log can cause; a failure of the encoder is passed on.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        postcard::to_extend(self, vec![VERSION])
            .map_err(|error| Error::invalid("log", "it cannot be written", "report this fault").with_source(error))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote. Bytes may come from anywhere: everything that the library relies on is checked, and
    /// memory stays in proportion to the input's size.
    ///
    /// ```
    /// let error = journey_core::behaviour::EventLog::from_bytes(&[9]).unwrap_err();
    /// assert_eq!(error.to_string(), "bytes: version 9 is not known, only 1; pass the bytes that `to_bytes` gave");
    /// ```
    ///
    /// # Errors
    /// Bytes of another version, and those that are cut, damaged or not a log.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let body = match bytes.split_first() {
            Some((&VERSION, body)) => body,
            Some((version, _)) => return Err(bad(format!("version {version} is not known, only {VERSION}"))),
            None => return Err(bad("there are none".into())),
        };
        let (log, rest) =
            postcard::take_from_bytes::<Self>(body).map_err(|error| bad("they are cut, damaged or not a log".into()).with_source(error))?;
        let fault = if rest.is_empty() { log.fault() } else { Some("something follows the log") };
        fault.map_or(Ok(log), |fault| Err(bad(fault.to_owned())))
    }

    /// The first rule that the columns break.
    fn fault(&self) -> Option<&'static str> {
        let (cases, events) = (self.cases(), self.events());
        let names = [&self.case_names, &self.activity_names, &self.channel_names, &self.segment_names];
        let starts_fit = match self.starts.as_slice() {
            [] => cases == 0 && events == 0,
            [first, .., last] => *first == 0 && *last as usize == events,
            [only] => *only == 0 && events == 0,
        };
        let in_range = |code: usize, names: &Names| code <= names.len();
        let few = cases <= MOST && events <= MOST && self.activities() <= 1 << 16;
        let rules = [
            (few, "it is larger than a log can be"),
            (names.iter().all(|names| names.are_sound()), "names end in the middle of a letter, or out of order"),
            (names.iter().all(|names| are_distinct(names)), "a name comes twice"),
            (starts_fit && (cases == 0 || self.starts.len() == cases + 1), "the cases' starts do not fit the events"),
            (self.starts.is_sorted(), "a case starts before the one ahead of it"),
            (self.time.len() == events, "there are not as many times as activities"),
            (self.channel.is_empty() || self.channel.len() == events, "there are not as many channels as activities"),
            (self.segment.is_empty() || self.segment.len() == cases, "there are not as many segments as cases"),
            (self.activity.iter().all(|number| usize::from(*number) < self.activities()), "an activity has no name"),
            (self.channel.iter().all(|code| in_range(usize::from(*code), &self.channel_names)), "a channel has no name"),
            (self.segment.iter().all(|code| in_range(usize::from(*code), &self.segment_names)), "a segment has no name"),
            ((0..cases).all(|case| self.times_of(case).is_sorted()), "a case's events are not in the order of time"),
        ];
        rules.into_iter().find(|(kept, _)| !kept).map(|(_, fault)| fault)
    }
}

fn are_distinct(names: &Names) -> bool {
    let mut numbers: Vec<u32> = (0..names.len() as u32).collect();
    let name = |number: &u32| names.name(*number as usize);
    numbers.sort_unstable_by(|one, other| name(one).cmp(name(other)));
    !numbers.windows(2).any(|two| matches!(two, [one, other] if name(one) == name(other)))
}

fn bad(problem: String) -> Error {
    Error::invalid("bytes", problem, "pass the bytes that `to_bytes` gave")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::{behaviour::EventLogBuilder, time::Timestamp};

    fn log() -> EventLog {
        let mut builder = EventLogBuilder::default();
        for (at, (case, activity)) in (0..).zip([("änne", "quote"), ("änne", "kündigen"), ("NA", "quote")]) {
            builder.push_through(case, activity, Timestamp(at * 1_000), "app").unwrap();
        }
        builder.segment("NA", "new").unwrap();
        builder.finish()
    }

    fn refused(change: impl FnOnce(&mut EventLog)) -> String {
        let mut log = log();
        change(&mut log);
        EventLog::from_bytes(&log.to_bytes().unwrap()).unwrap_err().info().problem.clone()
    }

    #[test]
    fn bytes_read_back_are_the_same_log() {
        for log in [log(), EventLog::default(), EventLogBuilder::default().finish()] {
            assert_eq!(EventLog::from_bytes(&log.to_bytes().unwrap()).unwrap(), log);
        }
    }

    #[test]
    fn every_broken_rule_is_refused() {
        assert_eq!(refused(|log| log.activity[0] = 2), "an activity has no name");
        assert_eq!(refused(|log| log.channel[0] = 2), "a channel has no name");
        assert_eq!(refused(|log| log.segment[0] = 2), "a segment has no name");
        assert_eq!(refused(|log| log.time[0] = 1_001), "a case's events are not in the order of time");
        assert_eq!(refused(|log| log.starts[1] = 4), "a case starts before the one ahead of it");
        assert_eq!(refused(|log| log.starts[2] = 2), "the cases' starts do not fit the events");
        assert_eq!(refused(|log| log.starts.clear()), "the cases' starts do not fit the events");
        assert_eq!(refused(|log| log.time.truncate(2)), "there are not as many times as activities");
        assert_eq!(refused(|log| log.channel.truncate(2)), "there are not as many channels as activities");
        assert_eq!(refused(|log| log.segment.truncate(1)), "there are not as many segments as cases");
        assert_eq!(refused(|log| log.case_names = ["NA", "NA"].into_iter().collect()), "a name comes twice");
    }

    #[test]
    fn names_that_split_a_letter_are_refused() {
        let mut bytes = log().to_bytes().unwrap();
        // Version, length and letters of the case ids (5 and 2), then how many there are and where the first ends.
        assert_eq!(&bytes[..12], [&[1, 7], "änneNA".as_bytes(), &[2, 5, 7]].concat());
        bytes[10] = 1;
        assert_eq!(EventLog::from_bytes(&bytes).unwrap_err().info().problem, "names end in the middle of a letter, or out of order");
    }

    #[test]
    fn cut_damaged_and_lengthened_bytes_are_refused_without_panic() {
        let bytes = log().to_bytes().unwrap();
        for length in 0..bytes.len() {
            assert_eq!(EventLog::from_bytes(&bytes[..length]).unwrap_err().info().field.as_deref(), Some("bytes"));
        }
        for (at, value) in (0..bytes.len()).flat_map(|at| [0, 1, 127, 128, 255].map(|value| (at, value))) {
            let mut damaged = bytes.clone();
            damaged[at] = value;
            if let Ok(log) = EventLog::from_bytes(&damaged) {
                assert_eq!(EventLog::from_bytes(&log.to_bytes().unwrap()).unwrap(), log);
            }
        }
        assert!(EventLog::from_bytes(&[bytes.as_slice(), &[0]].concat()).is_err());
        // A length of almost 2^63 for the first text.
        assert!(EventLog::from_bytes(&[1, 255, 255, 255, 255, 255, 255, 255, 255, 127]).is_err());
    }
}
