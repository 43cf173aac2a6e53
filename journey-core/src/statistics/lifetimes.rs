//! Durations that may be censored: the input of the survival statistics.

use crate::error::Error;

/// How long each customer was seen, and whether they left at the end of it or were still there (censored).
#[derive(Clone, Copy, Debug)]
pub struct Lifetimes<'a> {
    durations: &'a [f64],
    events: &'a [bool],
}

/// The largest number taken, so that no sum of squares overflows.
pub(crate) const LARGEST: f64 = 1e100;

/// What happened at one duration.
pub(crate) struct Moment {
    pub(crate) time: f64,
    pub(crate) at_risk: u64,
    pub(crate) events: u64,
    pub(crate) censored: u64,
}

impl<'a> Lifetimes<'a> {
    /// Pairs durations, in any unit from 0 to 1e100, with whether each ended in the event (`true`) or in censoring (`false`).
    ///
    /// ```
    /// use journey_core::statistics::Lifetimes;
    /// assert_eq!(Lifetimes::new(&[3.0, 5.0], &[true, false]).unwrap().base(), 2);
    /// assert!(Lifetimes::new(&[-1.0], &[true]).is_err());
    /// ```
    ///
    /// # Errors
    /// When there is no duration, the slices differ in length, or a duration is out of range.
    pub fn new(durations: &'a [f64], events: &'a [bool]) -> Result<Self, Error> {
        check_durations(durations)?;
        check_length("events", events.len(), durations.len())?;
        Ok(Self { durations, events })
    }

    /// The number of customers.
    pub fn base(&self) -> u64 {
        self.durations.len() as u64
    }

    /// The number of events.
    pub fn event_count(&self) -> u64 {
        self.events.iter().filter(|event| **event).count() as u64
    }

    /// Duration and event of each customer, in the order given.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (f64, bool)> + use<'a> {
        self.durations.iter().copied().zip(self.events.iter().copied())
    }

    /// The longest duration.
    pub(crate) fn longest(&self) -> f64 {
        self.durations.iter().copied().fold(0.0, f64::max)
    }

    /// The different durations in rising order.
    pub(crate) fn moments(&self) -> Vec<Moment> {
        let mut sorted: Vec<(f64, bool)> = self.pairs().collect();
        sorted.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
        let mut at_risk = self.base();
        let same_time = sorted.chunk_by(|left, right| left.0 == right.0);
        same_time
            .map(|group| {
                let events = group.iter().filter(|(_, event)| *event).count() as u64;
                let time = group.first().map_or(0.0, |(time, _)| *time);
                let moment = Moment { time, at_risk, events, censored: group.len() as u64 - events };
                at_risk -= group.len() as u64;
                moment
            })
            .collect()
    }
}

pub(crate) fn check_durations(durations: &[f64]) -> Result<(), Error> {
    if durations.is_empty() {
        return Err(Error::invalid("durations", "there are none", "give one for each customer"));
    }
    check_amounts("durations", durations)
}

pub(crate) fn check_length(field: &str, length: usize, wanted: usize) -> Result<(), Error> {
    if length == wanted {
        return Ok(());
    }
    Err(Error::invalid(field, format!("there are {length} values for {wanted} rows"), "give one for each row"))
}

/// Checks numbers from 0 up.
pub(crate) fn check_amounts(field: &str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|value| !(0.0..=LARGEST).contains(value)) {
        Some(at) => Err(Error::invalid(format!("{field}[{at}]"), "it is out of range", format!("give a number from 0 to {LARGEST:e}"))),
        None => Ok(()),
    }
}

pub(crate) fn check_numbers(field: &str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|value| !(-LARGEST..=LARGEST).contains(value)) {
        Some(at) => {
            Err(Error::invalid(format!("{field}[{at}]"), "it is out of range", format!("give a number from -{LARGEST:e} to {LARGEST:e}")))
        }
        None => Ok(()),
    }
}

/// Checks shares or risks, each from 0 to 1.
pub(crate) fn check_shares(field: &str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|value| !(0.0..=1.0).contains(value)) {
        Some(at) => Err(Error::invalid(format!("{field}[{at}]"), "it is not a share", "give a number from 0 to 1")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crooked_input_is_refused_with_its_place() {
        let refused = |durations: &[f64], events: &[bool]| Lifetimes::new(durations, events).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(refused(&[], &[]), Err("durations: there are none; give one for each customer".into()));
        assert_eq!(refused(&[1.0, f64::NAN], &[true, true]), Err("durations[1]: it is out of range; give a number from 0 to 1e100".into()));
        assert_eq!(refused(&[1.0], &[]), Err("events: there are 0 values for 1 rows; give one for each row".into()));
    }

    #[test]
    fn a_censored_customer_leaves_the_risk_set() {
        let lifetimes = Lifetimes::new(&[2.0, 1.0, 2.0, 3.0], &[true, false, false, true]).unwrap();
        let seen: Vec<_> = lifetimes.moments().iter().map(|moment| (moment.time, moment.at_risk, moment.events, moment.censored)).collect();
        assert_eq!(seen, [(1.0, 4, 0, 1), (2.0, 3, 1, 1), (3.0, 1, 1, 0)]);
    }
}
