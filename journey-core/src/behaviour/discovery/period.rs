//! The cases of a log by the period in which they began.

use std::collections::BTreeMap;

use super::EventLog;
use crate::{
    error::Error,
    time::{Period, Timestamp},
};

const DAY_MS: i64 = 86_400_000;

/// The cases by the period of their first event, the earliest first; those without events are left out.
pub(super) fn by_period(log: &EventLog, period: Period) -> Result<Vec<(String, Vec<usize>)>, Error> {
    let mut cases: BTreeMap<(i16, i8), Vec<usize>> = BTreeMap::new();
    let mut days = BTreeMap::new();
    for case in 0..log.cases() {
        let Some(first) = log.times_of(case).first() else { continue };
        let day = first.div_euclid(DAY_MS);
        let key = match days.get(&day) {
            Some(key) => *key,
            None => {
                let key = day
                    .checked_mul(DAY_MS)
                    .and_then(|day| period.part(Timestamp(day)))
                    .ok_or_else(|| out_of_range(log.case_names.name(case), *first))?;
                *days.entry(day).or_insert(key)
            }
        };
        cases.entry(key).or_default().push(case);
    }
    Ok(cases.into_iter().map(|(part, cases)| (period.name_of(part), cases)).collect())
}

fn out_of_range(case: &str, time: i64) -> Error {
    let problem = format!("the case `{case}` begins {time} milliseconds from 1970, outside the years -9999 to 9999");
    Error::invalid("by_period", problem, "check the format of the log's times, or leave the periods out")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{behaviour::EventLogBuilder, time::Timestamp};

    fn periods(times: &[i64], period: Period) -> Result<Vec<(String, Vec<usize>)>, Error> {
        let mut builder = EventLogBuilder::default();
        for (case, time) in times.iter().enumerate() {
            builder.push(&case.to_string(), "a", Timestamp(*time)).unwrap();
        }
        by_period(&builder.finish(), period)
    }

    #[test]
    fn a_period_begins_at_midnight_in_utc() {
        // 2024-03-31T23:59:59.999Z, 2024-04-01T00:00:00Z and 1969-12-31T23:59:59.999Z.
        let times = [1_711_929_599_999, 1_711_929_600_000, -1];
        let named =
            |period| periods(&times, period).unwrap().into_iter().map(|(name, cases)| format!("{name} {cases:?}")).collect::<Vec<_>>();
        assert_eq!(named(Period::Month), ["1969-12 [2]", "2024-03 [0]", "2024-04 [1]"]);
        assert_eq!(named(Period::Quarter), ["1969-Q4 [2]", "2024-Q1 [0]", "2024-Q2 [1]"]);
        assert_eq!(named(Period::Year), ["1969 [2]", "2024 [0, 1]"]);
    }

    #[test]
    fn times_outside_the_calendar_are_refused() {
        for time in [i64::MIN, i64::MAX] {
            assert_eq!(periods(&[0, time], Period::Year).unwrap_err().info().field.as_deref(), Some("by_period"));
        }
    }
}
