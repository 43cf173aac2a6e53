//! Whether those with a higher predicted risk leave earlier.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval,
    censoring::CensoringCurve,
    interval::Z,
    lifetimes::{Lifetimes, check_length, check_numbers},
};
use crate::error::Error;

/// Predicted risks that differ by no more are tied.
const TIED: f64 = 1e-8;

/// The share of pairs whose predicted risks stand in the order in which they left.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Concordance {
    /// The share, weighted for Uno's C: 1 is perfect, .5 is chance.
    pub value: f64,
    /// The standard error: infinitesimal jackknife over customers, as in R's survival package, weights taken as known.
    pub standard_error: f64,
    /// The 95 % interval, value ± 1.96 standard errors, kept within 0 and 1.
    pub interval: Interval,
    /// Pairs of which the higher risk left first.
    pub concordant: u64,
    /// Pairs of which the lower risk left first.
    pub discordant: u64,
    /// Pairs with the same risk; each counts one half.
    pub tied: u64,
    /// Customers.
    pub base: u64,
    /// Customers who left.
    pub events: u64,
}

/// Harrell's C (Harrell, Lee and Mark 1996) of predicted risks: any number that is higher for those expected to leave earlier.
///
/// A pair counts when one left before the other's duration ended, or at the duration at which the other was censored; two who left at the
/// same duration do not. Risks within 1e-8 are tied. With much censoring it depends on the censoring; see [`uno_concordance`].
///
/// ```
/// use journey_core::statistics::{Lifetimes, harrell_concordance};
/// let lifetimes = Lifetimes::new(&[1.0, 2.0, 3.0, 4.0], &[true, true, false, true]).unwrap();
/// let found = harrell_concordance(lifetimes, &[0.9, 0.4, 0.5, 0.1]).unwrap();
/// assert_eq!((found.concordant, found.discordant, found.value), (4, 1, 0.8));
/// ```
///
/// # Errors
/// When the risks differ in number from the lifetimes or are not finite, or no pair can be compared.
pub fn harrell_concordance(lifetimes: Lifetimes<'_>, risks: &[f64]) -> Result<Concordance, Error> {
    concordance(lifetimes, risks, |_| Ok(1.0))
}

/// Uno's C (Uno et al. 2011): each pair weighted by the inverse squared share still followed when its first customer left.
///
/// The share comes from `training`, which may be `tested` itself. With a `horizon`, only who left before it opens pairs; give one where few
/// are followed. The standard error takes the weights as known, which as a rule makes it a little too large.
///
/// ```
/// use journey_core::statistics::{Lifetimes, uno_concordance};
/// let lifetimes = Lifetimes::new(&[1.0, 2.0, 3.0, 4.0], &[true, true, false, true]).unwrap();
/// let found = uno_concordance(lifetimes, lifetimes, &[0.9, 0.4, 0.5, 0.1], Some(3.0)).unwrap();
/// assert_eq!(found.value, 0.8);
/// ```
///
/// # Errors
/// As [`harrell_concordance`]; when the horizon is not above 0; when someone left (before the horizon) later than any customer in `training`
/// was followed.
pub fn uno_concordance(training: Lifetimes<'_>, tested: Lifetimes<'_>, risks: &[f64], horizon: Option<f64>) -> Result<Concordance, Error> {
    let end = horizon.unwrap_or(f64::INFINITY);
    if end.is_nan() || end <= 0.0 {
        return Err(Error::invalid("horizon", format!("`{end}` is out of range"), "give a number above 0"));
    }
    let curve = CensoringCurve::new(training);
    concordance(tested, risks, |time| if time < end { curve.weight(time).map(|weight| weight * weight) } else { Ok(0.0) })
}

fn concordance(lifetimes: Lifetimes<'_>, risks: &[f64], weight: impl Fn(f64) -> Result<f64, Error>) -> Result<Concordance, Error> {
    check_length("risks", risks.len(), lifetimes.base() as usize)?;
    check_numbers("risks", risks)?;
    let records = records(lifetimes, risks, weight)?;
    let mut pairs = Pairs::new(risks);
    let mut shares = vec![Share::default(); records.len()];
    pairs.open(&records, &mut shares);
    let total = shares.iter().fold(Share::default(), |sum, share| sum.plus(*share));
    if total.comparable <= 0.0 {
        return Err(Error::invalid("lifetimes", "no pair can be compared", "give customers of whom one left before another"));
    }
    let value = total.concordant / total.comparable;
    pairs.close(&records, &mut shares);
    let squares: f64 = shares.iter().map(|share| (share.concordant - value * share.comparable).powi(2)).sum();
    let standard_error = squares.sqrt() / total.comparable;
    let half = Z * standard_error;
    Ok(Concordance {
        value,
        standard_error,
        interval: Interval { low: (value - half).max(0.0), high: (value + half).min(1.0) },
        concordant: pairs.concordant,
        discordant: pairs.discordant,
        tied: pairs.tied,
        base: lifetimes.base(),
        events: lifetimes.event_count(),
    })
}

/// One customer; who is censored weighs nothing.
struct Record {
    time: f64,
    event: bool,
    weight: f64,
    /// The places, among all risks in rising order, of those tied with the customer's: first and one past the last.
    tied: (usize, usize),
    /// The customer's own place among them.
    place: usize,
}

/// The customers in rising order of their durations.
fn records(lifetimes: Lifetimes<'_>, risks: &[f64], weight: impl Fn(f64) -> Result<f64, Error>) -> Result<Vec<Record>, Error> {
    let mut sorted = risks.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let record = |((time, event), risk): ((f64, bool), &f64)| {
        let first = sorted.partition_point(|other| risk - other > TIED);
        let end = sorted.partition_point(|other| other - risk <= TIED);
        let place = sorted.partition_point(|other| other < risk);
        Ok(Record { time, event, weight: if event { weight(time)? } else { 0.0 }, tied: (first, end), place })
    };
    let mut records: Vec<Record> = lifetimes.pairs().zip(risks).map(record).collect::<Result<_, Error>>()?;
    records.sort_by(|left, right| left.time.total_cmp(&right.time));
    Ok(records)
}

/// The weight of the pairs that a customer is in.
#[derive(Clone, Copy, Default)]
struct Share {
    concordant: f64,
    comparable: f64,
}

impl Share {
    fn plus(self, other: Self) -> Self {
        Self { concordant: self.concordant + other.concordant, comparable: self.comparable + other.comparable }
    }
}

/// Sums over customers by the place of their risk, and the pairs that were counted.
struct Pairs {
    sums: Fenwick,
    concordant: u64,
    discordant: u64,
    tied: u64,
}

impl Pairs {
    fn new(risks: &[f64]) -> Self {
        Self { sums: Fenwick::new(risks.len()), concordant: 0, discordant: 0, tied: 0 }
    }

    /// From the latest duration to the earliest: who left meets all who were there for longer.
    fn open(&mut self, records: &[Record], shares: &mut [Share]) {
        let mut end = records.len();
        for group in records.chunk_by(|left, right| left.time == right.time).rev() {
            let own = shares.get_mut(end - group.len()..end).unwrap_or_default();
            group.iter().filter(|record| !record.event).for_each(|record| self.sums.add(record.place, 1.0));
            for (record, share) in group.iter().zip(own).filter(|(record, _)| record.weight > 0.0) {
                let (below, tied, above) = self.sums.split(record.tied);
                self.concordant += below as u64;
                self.discordant += above as u64;
                self.tied += tied as u64;
                share.concordant = record.weight * (below + tied / 2.0);
                share.comparable = record.weight * (below + tied + above);
            }
            group.iter().filter(|record| record.event).for_each(|record| self.sums.add(record.place, 1.0));
            end -= group.len();
        }
    }

    /// From the earliest duration to the latest: everyone meets all who left before.
    fn close(&mut self, records: &[Record], shares: &mut [Share]) {
        self.sums.clear();
        let mut shares = shares.iter_mut();
        for group in records.chunk_by(|left, right| left.time == right.time) {
            let meet = |sums: &Fenwick, record: &Record, share: &mut Share| {
                let (below, tied, above) = sums.split(record.tied);
                *share = share.plus(Share { concordant: above + tied / 2.0, comparable: below + tied + above });
            };
            let own: Vec<(&Record, &mut Share)> = group.iter().zip(shares.by_ref().take(group.len())).collect();
            let (left, censored): (Vec<_>, Vec<_>) = own.into_iter().partition(|(record, _)| record.event);
            left.into_iter().for_each(|(record, share)| meet(&self.sums, record, share));
            group.iter().for_each(|record| self.sums.add(record.place, record.weight));
            censored.into_iter().for_each(|(record, share)| meet(&self.sums, record, share));
        }
    }
}

/// Sums of the first places of a list that changes (Fenwick 1994).
struct Fenwick {
    nodes: Vec<f64>,
}

impl Fenwick {
    fn new(size: usize) -> Self {
        Self { nodes: vec![0.0; size] }
    }

    fn clear(&mut self) {
        self.nodes.fill(0.0);
    }

    fn add(&mut self, place: usize, value: f64) {
        let mut at = place;
        while let Some(node) = self.nodes.get_mut(at) {
            *node += value;
            at |= at + 1;
        }
    }

    /// The sum of the places before `end`.
    fn before(&self, end: usize) -> f64 {
        let (mut at, mut sum) = (end, 0.0);
        while let Some(node) = at.checked_sub(1).and_then(|at| self.nodes.get(at)) {
            sum += node;
            at &= at - 1;
        }
        sum
    }

    /// The sums below, within and above a range of places.
    fn split(&self, (first, end): (usize, usize)) -> (f64, f64, f64) {
        let (below, within) = (self.before(first), self.before(end));
        (below, within - below, self.before(self.nodes.len()) - within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{flags, load, near, numbers};

    /// Oracle: scikit-survival 0.28 `concordance_index_censored` and `concordance_index_ipcw`; the standard error over all pairs in numpy.
    #[test]
    fn concordance_agrees_with_scikit_survival() {
        let golden = load("concordance");
        let (durations, events) = (numbers(&golden["durations"]), flags(&golden["events"]));
        let lifetimes = Lifetimes::new(&durations, &events).unwrap();
        for case in golden["cases"].as_array().unwrap() {
            let risks = numbers(&case["risks"]);
            let found = harrell_concordance(lifetimes, &risks).unwrap();
            let counts = [found.concordant as f64, found.discordant as f64, found.tied as f64];
            near(&counts, &case["counts"], 0.0);
            near(&[found.value, found.standard_error], &case["harrell"], 1e-9);
            for uno in case["uno"].as_array().unwrap() {
                let found = uno_concordance(lifetimes, lifetimes, &risks, uno["horizon"].as_f64()).unwrap();
                near(&[found.value, found.standard_error], &uno["value_and_error"], 1e-9);
            }
        }
        let (training, rest) = (400, &golden["other_training"]);
        let tested = Lifetimes::new(&durations[training..], &events[training..]).unwrap();
        let training = Lifetimes::new(&durations[..training], &events[..training]).unwrap();
        let risks = &numbers(&golden["cases"][0]["risks"])[400..];
        near(&[uno_concordance(training, tested, risks, rest["horizon"].as_f64()).unwrap().value], &rest["value"], 1e-9);
    }

    #[test]
    fn the_standard_error_is_near_that_of_leaving_out_one_at_a_time() {
        let golden = load("concordance");
        let (durations, events) = (numbers(&golden["durations"])[..200].to_vec(), flags(&golden["events"])[..200].to_vec());
        let risks = numbers(&golden["cases"][0]["risks"])[..200].to_vec();
        let value = |durations: &[f64], events: &[bool], risks: &[f64]| {
            harrell_concordance(Lifetimes::new(durations, events).unwrap(), risks).unwrap()
        };
        let without = |place: usize| {
            let (mut durations, mut events, mut risks) = (durations.clone(), events.clone(), risks.clone());
            durations.remove(place);
            events.remove(place);
            risks.remove(place);
            value(&durations, &events, &risks).value
        };
        let values: Vec<f64> = (0..200).map(without).collect();
        let centre = values.iter().sum::<f64>() / 200.0;
        let jackknife = (values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() * 199.0 / 200.0).sqrt();
        let found = value(&durations, &events, &risks).standard_error;
        assert!((found / jackknife - 1.0).abs() < 0.02, "{found} {jackknife}");
    }

    /// All pairs one by one.
    fn slowly(durations: &[f64], events: &[bool], risks: &[f64]) -> (u64, u64, u64) {
        let mut counts = (0, 0, 0);
        for (one, (duration, risk)) in durations.iter().zip(risks).enumerate().filter(|(one, _)| events[*one]) {
            for other in 0..durations.len() {
                let later = durations[other] > *duration || (durations[other] == *duration && !events[other]);
                match risks[other].total_cmp(risk) {
                    _ if !later || other == one => {}
                    std::cmp::Ordering::Less => counts.0 += 1,
                    std::cmp::Ordering::Greater => counts.1 += 1,
                    std::cmp::Ordering::Equal => counts.2 += 1,
                }
            }
        }
        counts
    }

    proptest::proptest! {
        #[test]
        fn the_fast_count_is_the_slow_one(rows in proptest::collection::vec((0_u8..6, proptest::bool::ANY, 0_u8..5), 1..40)) {
            let durations: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let events: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let risks: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
            let found = harrell_concordance(Lifetimes::new(&durations, &events).unwrap(), &risks);
            let wanted = slowly(&durations, &events, &risks);
            match found {
                Ok(found) => proptest::prop_assert_eq!((found.concordant, found.discordant, found.tied), wanted),
                Err(_) => proptest::prop_assert_eq!(wanted, (0, 0, 0)),
            }
        }
    }

    #[test]
    fn risks_without_meaning_are_at_chance() {
        let durations: Vec<f64> = (0..200).map(|at| f64::from(at * 37 % 101)).collect();
        let lifetimes = Lifetimes::new(&durations, &[true; 200]).unwrap();
        let found = harrell_concordance(lifetimes, &[0.3; 200]).unwrap();
        assert_eq!((found.value, found.standard_error, found.concordant), (0.5, 0.0, 0));
        let risks: Vec<f64> = durations.iter().map(|duration| -duration).collect();
        assert_eq!(harrell_concordance(lifetimes, &risks).unwrap().value, 1.0);
    }

    #[test]
    fn without_censoring_uno_is_harrell() {
        let durations: Vec<f64> = (0..90).map(|at| f64::from(at * 7 % 31)).collect();
        let risks: Vec<f64> = (0..90).map(|at| f64::from(at * 11 % 17)).collect();
        let lifetimes = Lifetimes::new(&durations, &[true; 90]).unwrap();
        assert_eq!(uno_concordance(lifetimes, lifetimes, &risks, None), harrell_concordance(lifetimes, &risks));
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let lifetimes = Lifetimes::new(&[1.0, 2.0], &[false, true]).unwrap();
        assert!(harrell_concordance(lifetimes, &[0.1, 0.2]).is_err());
        assert!(harrell_concordance(lifetimes, &[0.1]).is_err());
        assert!(harrell_concordance(lifetimes, &[0.1, f64::NAN]).is_err());
        let training = Lifetimes::new(&[1.0], &[true]).unwrap();
        let refused = uno_concordance(training, lifetimes, &[0.1, 0.2], None).map(|_| ()).map_err(|error| error.to_string());
        assert!(refused.is_err_and(|error| error.contains("followed beyond 2") && error.contains("up to 1")));
        assert!(uno_concordance(training, lifetimes, &[0.1, 0.2], Some(0.0)).is_err());
    }
}
