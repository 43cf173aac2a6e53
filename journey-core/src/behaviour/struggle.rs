//! Where people struggled, as their events show.

use std::collections::BTreeMap;

use super::{Durations, EventLog, EventPlaces};
use crate::{journey::Place, time::Timestamp};

/// The fewest waits from which it can be told which are long.
const FEWEST_WAITS: usize = 10;

/// What one person's events at one place show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Struggle {
    /// They came back more often than most.
    pub(super) repeated: bool,
    /// They waited longer for the next step than nine in ten.
    pub(super) waited: bool,
    /// The last event.
    pub(super) last: Timestamp,
}

impl Struggle {
    pub(super) fn is_one(self) -> bool {
        self.repeated || self.waited
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { repeated: self.repeated || other.repeated, waited: self.waited || other.waited, last: self.last.max(other.last) }
    }
}

/// A person's events at a place.
struct Visit<'a> {
    person: &'a str,
    times: u64,
    longest_wait: Option<i64>,
    last: Timestamp,
}

/// What each person's events show at each place that they passed.
pub(super) fn struggles<'a>(log: &'a EventLog, places: &'a EventPlaces) -> BTreeMap<&'a Place, Vec<(&'a str, Struggle)>> {
    visits(log, places).into_iter().map(|(place, visits)| (place, judged(&visits))).collect()
}

fn visits<'a>(log: &'a EventLog, places: &'a EventPlaces) -> BTreeMap<&'a Place, Vec<Visit<'a>>> {
    let mut all: BTreeMap<&Place, Vec<Visit<'_>>> = BTreeMap::new();
    for case in log.iter() {
        let mut events = case.events().peekable();
        while let Some(event) = events.next() {
            let Some(place) = places.place(event.activity) else { continue };
            let wait = events.peek().map(|next| next.at.0.saturating_sub(event.at.0));
            let visits = all.entry(place).or_default();
            match visits.last_mut().filter(|visit| visit.person == case.id()) {
                Some(visit) => {
                    visit.times += 1;
                    visit.longest_wait = visit.longest_wait.max(wait);
                    visit.last = visit.last.max(event.at);
                }
                None => visits.push(Visit { person: case.id(), times: 1, longest_wait: wait, last: event.at }),
            }
        }
    }
    all
}

fn judged<'a>(visits: &[Visit<'a>]) -> Vec<(&'a str, Struggle)> {
    let mut times: Vec<u64> = visits.iter().map(|visit| visit.times).collect();
    times.sort_unstable();
    let usual = times.get(times.len() / 2).copied().unwrap_or(1);
    let mut waits: Vec<i64> = visits.iter().filter_map(|visit| visit.longest_wait).collect();
    let long = if waits.len() < FEWEST_WAITS { None } else { Durations::of(&mut waits).map(|waits| waits.p90_ms) };
    let struggle = |visit: &Visit<'_>| Struggle {
        repeated: visit.times > usual,
        waited: long.zip(visit.longest_wait).is_some_and(|(long, wait)| wait as f64 > long),
        last: visit.last,
    };
    visits.iter().map(|visit| (visit.person, struggle(visit))).collect()
}
