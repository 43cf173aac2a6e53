//! How long journeys take.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventLog, durations::Durations, share::CaseShare, stretches::by_stretch};
use crate::error::Error;

/// The time from one activity to another.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct TimeBetween {
    pub from: String,
    pub to: String,
    /// Cases in which `to` came after `from`, of the cases with `from`.
    pub cases: CaseShare,
    /// From the first `from` of a case to the first `to` after it; `None` if no case has both in this order.
    pub durations: Option<Durations>,
}

/// How long cases take from their first event to their last; `None` of a log without events. A case of one event takes no time.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, throughput}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, minute) in [("anna", "quote", 0), ("anna", "purchase", 30), ("ben", "quote", 5), ("ben", "purchase", 15)] {
///     builder.push(case, activity, Timestamp(minute * 60_000))?;
/// }
/// let times = throughput(&builder.finish()).unwrap();
/// assert_eq!((times.n, times.median_ms), (2, 20.0 * 60_000.0));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn throughput(log: &EventLog) -> Option<Durations> {
    let parts = by_stretch(log.cases(), |cases| cases.filter_map(|case| throughput_of(log, case)).collect::<Vec<_>>());
    Durations::of(&mut parts.concat())
}

/// From a case's first event to its last; `None` of a case without events.
pub(super) fn throughput_of(log: &EventLog, case: usize) -> Option<i64> {
    let times = log.times_of(case);
    Some(times.last()?.saturating_sub(*times.first()?))
}

/// The time from the first `from` of a case to the first `to` that comes after it, in the order of the log; for one activity twice, from
/// its first to its second event.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, time_between}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, minute) in [("anna", "quote", 0), ("anna", "purchase", 30), ("ben", "quote", 5)] {
///     builder.push(case, activity, Timestamp(minute * 60_000))?;
/// }
/// let between = time_between(&builder.finish(), "quote", "purchase")?;
/// assert_eq!((between.cases.cases, between.cases.base), (1, 2));
/// assert_eq!(between.durations.unwrap().median_ms, 30.0 * 60_000.0);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// An activity that the log does not know.
pub fn time_between(log: &EventLog, from: &str, to: &str) -> Result<TimeBetween, Error> {
    let (first, second) = (log.activity_number("from", from)?, log.activity_number("to", to)?);
    let parts = by_stretch(log.cases(), |cases| {
        let (mut base, mut durations) = (0_u64, Vec::new());
        for case in cases {
            let Some(at) = log.activities_of(case).iter().position(|activity| *activity == first) else { continue };
            base += 1;
            durations.extend(wait(log, case, at, second));
        }
        (base, durations)
    });
    let base = parts.iter().map(|(base, _)| base).sum();
    let mut durations = parts.into_iter().flat_map(|(_, durations)| durations).collect::<Vec<_>>();
    Ok(TimeBetween {
        from: from.to_owned(),
        to: to.to_owned(),
        cases: CaseShare::new(durations.len() as u64, base),
        durations: Durations::of(&mut durations),
    })
}

/// How long after a case's event of a place the next event of an activity came.
fn wait(log: &EventLog, case: usize, place: usize, activity: u16) -> Option<i64> {
    let later = log.activities_of(case).get(place + 1..)?.iter().position(|other| *other == activity)?;
    let times = log.times_of(case);
    Some(times.get(place + 1 + later)?.saturating_sub(*times.get(place)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::samples::letters;
    use super::*;

    #[test]
    fn the_wait_runs_from_the_first_event_to_the_next_after_it() {
        let log = letters(&["xbaxab", "ba", "aa", "x"]);
        let between = time_between(&log, "a", "b").unwrap();
        assert_eq!((between.cases.cases, between.cases.base), (1, 3));
        assert_eq!(between.durations.unwrap().median_ms, 3_000.0);
        let again = time_between(&log, "a", "a").unwrap();
        assert_eq!((again.cases.cases, again.durations.unwrap().mean_ms), (2, 1_500.0));
    }

    #[test]
    fn an_activity_that_never_happened_is_refused() {
        let error = time_between(&letters(&["ab"]), "a", "c").unwrap_err();
        assert_eq!(error.to_string(), "to: no activity of the log is called `c`; name one of its activities, such as `a`");
    }

    #[test]
    fn a_case_of_one_event_takes_no_time() {
        let times = throughput(&letters(&["a", "abc"])).unwrap();
        assert_eq!((times.n, times.minimum_ms, times.maximum_ms), (2, 0.0, 2_000.0));
        assert_eq!(throughput(&EventLog::default()), None);
    }
}
