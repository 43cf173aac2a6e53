//! Where people were how often, as their events show.

use std::collections::BTreeMap;

use super::{EventLog, EventPlaces};
use crate::{journey::Place, time::Timestamp};

/// What one person's events at one place show.
#[derive(Clone, Debug)]
pub(super) struct Visits {
    /// They came back more often than half of those who were there.
    pub(super) repeated: bool,
    /// When they were there, in order.
    pub(super) times: Vec<Timestamp>,
}

/// What each person's events show at each place that they passed.
pub(super) fn visits<'a>(log: &'a EventLog, places: &'a EventPlaces) -> BTreeMap<&'a Place, Vec<(&'a str, Visits)>> {
    let mut all: BTreeMap<&Place, Vec<(&str, Visits)>> = BTreeMap::new();
    for case in log.iter() {
        for event in case.events() {
            let Some(place) = places.place(event.activity) else { continue };
            let people = all.entry(place).or_default();
            match people.last_mut().filter(|(person, _)| *person == case.id()) {
                Some((_, visits)) => visits.times.push(event.at),
                None => people.push((case.id(), Visits { repeated: false, times: vec![event.at] })),
            }
        }
    }
    all.values_mut().for_each(|people| judge(people));
    all
}

fn judge(people: &mut [(&str, Visits)]) {
    let mut times: Vec<usize> = people.iter().map(|(_, visits)| visits.times.len()).collect();
    times.sort_unstable();
    let usual = times.get(times.len() / 2).copied().unwrap_or(1);
    people.iter_mut().for_each(|(_, visits)| visits.repeated = visits.times.len() > usual);
}
