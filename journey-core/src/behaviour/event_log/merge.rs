//! One log of several parts.

use std::collections::BTreeSet;

use super::{log::EventLog, names::Names};
use crate::error::Error;

/// A column of names: which ones a log has, and the number in it of an event's or a case's.
struct Column {
    names: Names,
    /// By part and old number: the new number.
    numbers: Vec<Vec<usize>>,
}

impl EventLog {
    /// One log of parts that have no case in common, such as the exports of several months of new customers.
    ///
    /// The result is the same to the byte in whatever order the parts come and however the cases lay in them, because its order is
    /// canonical: cases by id, activities, channels and segments numbered by name, and only those that occur. Within a case events keep
    /// their order. The merge of one part is its canonical form.
    ///
    /// ```
    /// use journey_core::{Timestamp, behaviour::{EventLog, EventLogBuilder}};
    /// let part = |case: &str| {
    ///     let mut builder = EventLogBuilder::default();
    ///     builder.push(case, "quote", Timestamp(0)).map(|()| builder.finish())
    /// };
    /// let log = EventLog::merge(&[part("ben")?, part("anna")?])?;
    /// assert_eq!(log, EventLog::merge(&[part("anna")?, part("ben")?])?);
    /// assert_eq!(log.iter().map(|case| case.id()).collect::<Vec<_>>(), ["anna", "ben"]);
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A case in two parts, and more events or names than a log holds.
    pub fn merge(parts: &[Self]) -> Result<Self, Error> {
        let cases = cases_by_id(parts)?;
        let activities = column(
            parts,
            |log| &log.activity_names,
            |log| used(log.activities(), log.activity.iter().map(|number| usize::from(*number) + 1)),
        );
        let channels =
            column(parts, |log| &log.channel_names, |log| used(log.channel_names.len(), log.channel.iter().map(|code| usize::from(*code))));
        let segments =
            column(parts, |log| &log.segment_names, |log| used(log.segment_names.len(), log.segment.iter().map(|code| usize::from(*code))));
        check_size("activities", activities.names.len(), 1 << 16)?;
        check_size("channels", channels.names.len(), usize::from(u8::MAX))?;
        check_size("segments", segments.names.len(), usize::from(u16::MAX))?;
        check_size("events", parts.iter().map(Self::events).sum(), u32::MAX as usize)?;
        check_size("cases", cases.len(), u32::MAX as usize)?;
        let mut log = Self { starts: vec![0], ..Self::default() };
        for (part, case) in cases {
            let Some(from) = parts.get(part) else { continue };
            let activity = from.activities_of(case).iter().map(|number| activities.number(part, usize::from(*number)) as u16);
            log.activity.extend(activity);
            log.time.extend_from_slice(from.times_of(case));
            if channels.names.len() > 0 {
                log.channel.extend(from.channels_of(case).iter().map(|code| channels.code(part, usize::from(*code)) as u8));
                log.channel.resize(log.activity.len(), 0);
            }
            if segments.names.len() > 0 {
                log.segment.push(segments.code(part, usize::from(from.segment_of(case))) as u16);
            }
            log.starts.push(log.activity.len() as u32);
            log.case_names.push(from.case_names.name(case));
        }
        Ok(Self { activity_names: activities.names, channel_names: channels.names, segment_names: segments.names, ..log })
    }
}

/// Each case by its part and its number there.
fn cases_by_id(parts: &[EventLog]) -> Result<Vec<(usize, usize)>, Error> {
    let mut cases: Vec<(&str, usize, usize)> = Vec::with_capacity(parts.iter().map(EventLog::cases).sum());
    for (part, log) in parts.iter().enumerate() {
        cases.extend(log.case_names.iter().zip(0..).map(|(id, case)| (id, part, case)));
    }
    cases.sort_unstable();
    for two in cases.windows(2) {
        if let &[(id, part, _), (same, other, _)] = two
            && id == same
        {
            let problem = format!("the case `{id}` is also in `parts[{part}]`");
            return Err(Error::invalid(format!("parts[{other}]"), problem, "split logs so that each case is whole in one part"));
        }
    }
    Ok(cases.into_iter().map(|(_, part, case)| (part, case)).collect())
}

/// Of each number, whether a code names it; a code is 1 + a number, or 0.
fn used(numbers: usize, codes: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut used = vec![false; numbers + 1];
    codes.for_each(|code| used.get_mut(code).into_iter().for_each(|used| *used = true));
    used.split_off(1)
}

fn column(parts: &[EventLog], names: fn(&EventLog) -> &Names, used: fn(&EventLog) -> Vec<bool>) -> Column {
    let mut by_name = BTreeSet::new();
    for log in parts {
        by_name.extend(names(log).iter().zip(used(log)).filter(|(_, used)| *used).map(|(name, _)| name));
    }
    let sorted: Vec<&str> = by_name.into_iter().collect();
    let numbers = parts.iter().map(|log| names(log).iter().map(|name| sorted.binary_search(&name).unwrap_or_default()).collect());
    Column { numbers: numbers.collect(), names: sorted.into_iter().collect() }
}

impl Column {
    fn number(&self, part: usize, number: usize) -> usize {
        self.numbers.get(part).and_then(|numbers| numbers.get(number)).copied().unwrap_or_default()
    }

    /// 1 + the new number of an old code, 0 of 0.
    fn code(&self, part: usize, code: usize) -> usize {
        code.checked_sub(1).map_or(0, |number| self.number(part, number) + 1)
    }
}

fn check_size(what: &str, found: usize, most: usize) -> Result<(), Error> {
    if found <= most {
        return Ok(());
    }
    Err(Error::invalid(what, format!("together the parts have {found}; a log holds at most {most}"), "merge fewer parts"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{behaviour::EventLogBuilder, time::Timestamp};

    fn part(rows: &[(&str, &str, Option<&str>)], segment: Option<&str>) -> EventLog {
        let mut builder = EventLogBuilder::default();
        for (at, (case, activity, channel)) in (0..).zip(rows) {
            match channel {
                Some(channel) => builder.push_through(case, activity, Timestamp(at), channel).unwrap(),
                None => builder.push(case, activity, Timestamp(at)).unwrap(),
            }
            segment.into_iter().for_each(|segment| builder.segment(case, segment).unwrap());
        }
        builder.finish()
    }

    #[test]
    fn a_case_in_two_parts_is_named() {
        let parts = [part(&[("a", "x", None)], None), part(&[("b", "x", None)], None), part(&[("c", "x", None), ("a", "y", None)], None)];
        let error = EventLog::merge(&parts).unwrap_err();
        assert_eq!(error.to_string(), "parts[2]: the case `a` is also in `parts[0]`; split logs so that each case is whole in one part");
    }

    #[test]
    fn channels_and_segments_of_some_parts_stay_with_their_cases() {
        let parts =
            [part(&[("b", "y", None), ("b", "x", None)], None), part(&[("a", "z", Some("web")), ("a", "x", Some("app"))], Some("new"))];
        let log = EventLog::merge(&parts).unwrap();
        let events: Vec<Vec<_>> = log.iter().map(|case| case.events().map(|event| (event.activity, event.channel)).collect()).collect();
        assert_eq!(events, [vec![("z", Some("web")), ("x", Some("app"))], vec![("y", None), ("x", None)]]);
        assert_eq!(log.iter().map(|case| case.segment()).collect::<Vec<_>>(), [Some("new"), None]);
        assert_eq!(log.activity_names().collect::<Vec<_>>(), ["x", "y", "z"]);
        assert_eq!(EventLog::merge(std::slice::from_ref(&log)).unwrap(), log);
    }

    #[test]
    fn no_parts_are_an_empty_log() {
        assert!(EventLog::merge(&[]).unwrap().is_empty());
    }
}
