//! Some of the cases of a log.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{log::EventLog, names::Names};
use crate::{error::Error, time::Timestamp};

/// Which cases to select; what is not given selects all.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LogFilter {
    /// Only cases of this segment.
    pub segment: Option<String>,
    /// Only cases whose first event came at this moment or later.
    pub from: Option<Timestamp>,
    /// Only cases whose first event came before this moment.
    pub to: Option<Timestamp>,
}

impl EventLog {
    /// The cases that a filter selects, whole: a case that began in the window keeps the events after it. With `from` or `to`, cases
    /// without events are left out. Activities, channels and segments keep their names and numbers, also those that no longer occur.
    ///
    /// ```
    /// use journey_core::{Timestamp, behaviour::{EventLogBuilder, LogFilter}};
    /// let mut builder = EventLogBuilder::default();
    /// for (case, activity, at) in [("anna", "quote", 0), ("anna", "purchase", 9), ("ben", "quote", 5)] {
    ///     builder.push(case, activity, Timestamp(at))?;
    /// }
    /// let early = builder.finish().select(&LogFilter { to: Some(Timestamp(5)), ..LogFilter::default() })?;
    /// assert_eq!((early.cases(), early.events()), (1, 2));
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A segment that the log does not know, and a window that ends before it begins.
    pub fn select(&self, filter: &LogFilter) -> Result<Self, Error> {
        if let (Some(from), Some(to)) = (filter.from, filter.to)
            && from > to
        {
            return Err(Error::invalid("to", "the window ends before it begins", "give a moment after `from`"));
        }
        let segment = filter.segment.as_deref().map(|segment| self.segment_code(segment)).transpose()?;
        let windowed = filter.from.is_some() || filter.to.is_some();
        let within = |case: usize| {
            let first = self.times_of(case).first().map(|time| Timestamp(*time));
            first.map_or(!windowed, |first| filter.from.is_none_or(|from| first >= from) && filter.to.is_none_or(|to| first < to))
        };
        let wanted = |case: usize| segment.is_none_or(|segment| self.segment_of(case) == segment) && within(case);
        Ok(self.of_cases(&(0..self.cases()).filter(|case| wanted(*case)).collect::<Vec<_>>()))
    }

    fn segment_code(&self, segment: &str) -> Result<u16, Error> {
        let number = self.segment_names().position(|name| name == segment);
        number.and_then(|number| u16::try_from(number + 1).ok()).ok_or_else(|| {
            let names: Vec<_> = self.segment_names().take(10).map(|name| format!("`{name}`")).collect();
            let fix = if names.is_empty() {
                "name the column of segments when the log is read".into()
            } else {
                format!("name one of {}", names.join(", "))
            };
            Error::invalid("segment", format!("no segment of the log is called `{segment}`"), fix)
        })
    }

    /// These cases, in this order.
    pub(in crate::behaviour) fn of_cases(&self, cases: &[usize]) -> Self {
        let mut log = Self {
            case_names: cases.iter().map(|case| self.case_names.name(*case)).collect::<Names>(),
            activity_names: self.activity_names.clone(),
            channel_names: self.channel_names.clone(),
            segment_names: self.segment_names.clone(),
            starts: vec![0],
            ..Self::default()
        };
        let events = cases.iter().map(|case| self.activities_of(*case).len()).sum();
        log.activity.reserve_exact(events);
        log.time.reserve_exact(events);
        for case in cases {
            log.activity.extend_from_slice(self.activities_of(*case));
            log.time.extend_from_slice(self.times_of(*case));
            log.channel.extend_from_slice(self.channels_of(*case));
            log.starts.push(log.activity.len() as u32);
        }
        if !self.segment.is_empty() {
            log.segment = cases.iter().map(|case| self.segment_of(*case)).collect();
        }
        log
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::behaviour::EventLogBuilder;

    fn log() -> EventLog {
        let mut builder = EventLogBuilder::default();
        for (case, activity, at) in [("anna", "quote", 1), ("ben", "quote", 5), ("anna", "purchase", 9), ("cleo", "call", 9)] {
            builder.push_through(case, activity, Timestamp(at), "app").unwrap();
        }
        builder.segment("anna", "new").unwrap();
        builder.segment("cleo", "old").unwrap();
        builder.segment("dora", "new").unwrap();
        builder.finish()
    }

    fn ids(filter: LogFilter) -> Vec<String> {
        log().select(&filter).unwrap().iter().map(|case| case.id().to_owned()).collect()
    }

    #[test]
    fn a_window_takes_the_cases_that_began_in_it_whole() {
        let window = |from: i64, to: i64| LogFilter { from: Some(Timestamp(from)), to: Some(Timestamp(to)), ..LogFilter::default() };
        assert_eq!(ids(window(1, 9)), ["anna", "ben"]);
        assert_eq!(ids(window(2, 10)), ["ben", "cleo"]);
        assert_eq!(ids(LogFilter::default()), ["anna", "ben", "cleo", "dora"]);
        assert_eq!(log().select(&window(1, 2)).unwrap().events(), 2);
        assert_eq!(log().select(&window(9, 1)).unwrap_err().info().field.as_deref(), Some("to"));
    }

    #[test]
    fn a_segment_takes_its_cases_with_channels_and_segments() {
        let new = log().select(&LogFilter { segment: Some("new".into()), ..LogFilter::default() }).unwrap();
        let found: Vec<_> =
            new.iter().map(|case| (case.id(), case.segment(), case.events().last().and_then(|event| event.channel))).collect();
        assert_eq!(found, [("anna", Some("new"), Some("app")), ("dora", Some("new"), None)]);
        let error = log().select(&LogFilter { segment: Some("odd".into()), ..LogFilter::default() }).unwrap_err();
        assert_eq!(error.to_string(), "segment: no segment of the log is called `odd`; name one of `new`, `old`");
    }
}
