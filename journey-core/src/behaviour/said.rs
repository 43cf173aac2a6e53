//! Said and done: what the same people told, beside what they did.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CaseShare, Durations, EventLog, EventPlaces,
    visits::{Visits, visits},
};
use crate::{
    analysis::{Corpus, Telling},
    journey::{Framework, ObservationKind, Place},
    statistics::{Kappa, cohens_kappa},
    time::Timestamp,
};

/// The most people named in a cell.
const NAMED: usize = 100;

/// What people told of each touchpoint beside what the same people did there.
///
/// A person of a corpus and a case of a log are the same when their ids are equal; ids may be pseudonyms (see [`pseudonym`](super::pseudonym)).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SaidAndDone {
    /// People of whom both words and events are known: the base of everything else.
    pub both: u64,
    /// People of whom only words are known.
    pub only_said: u64,
    /// People of whom only events are known.
    pub only_done: u64,
    /// Events of those people that belong to no place.
    pub unplaced_events: u64,
    /// The activities of the log that belong to no place, by name.
    pub unplaced_activities: Vec<String>,
    /// The places of which events are known, in the order of the journey.
    pub places: Vec<SaidAndDoneAt>,
    /// How it was counted.
    pub method: String,
}

/// One place, told and done.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SaidAndDoneAt {
    pub place: Place,
    pub name: String,
    /// Told of it and did it.
    pub told_and_done: People,
    /// Told of it, and no event shows that they did it.
    pub only_told: People,
    /// Did it, and never told of it.
    pub only_done: People,
    /// Neither.
    pub neither: People,
    /// Of those who did it, how many told of it.
    pub told_of_doers: CaseShare,
    /// Of those who told of it, how many did it.
    pub did_of_tellers: CaseShare,
    /// How far telling and doing agree beyond chance; none where everyone, or nobody, told or did.
    pub agreement: Option<Kappa>,
    /// Of those who did it, how many told of a pain there.
    pub hurt: CaseShare,
    /// Of those who did it, how many came back there more often than half of them.
    pub repeated: CaseShare,
    /// Of those who came back, how many told of no pain there, nor of the stage in general.
    pub silent: CaseShare,
    /// Those who came back and told of no pain.
    pub silent_people: People,
    /// From the last time that they did it before telling to the telling, of those who did and then told, where the telling has a time.
    pub recall: Option<Durations>,
}

/// How many people, and some of their ids, first by name.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct People {
    pub count: u64,
    /// At most 100 ids; each opens onto the person's words and events.
    pub ids: Vec<String>,
}

impl People {
    fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut people = Self::default();
        for id in ids {
            people.count += 1;
            if people.ids.len() < NAMED {
                people.ids.push(id.to_owned());
            }
        }
        people
    }
}

/// What one person told of one place.
#[derive(Clone, Copy, Default)]
struct Told {
    pain: bool,
    at: Option<Timestamp>,
}

/// Joins what a corpus tells with what a log shows of the same people.
pub fn said_and_done(corpus: &Corpus, log: &EventLog, places: &EventPlaces, framework: &Framework) -> SaidAndDone {
    let tellers: BTreeSet<&str> = corpus.respondent_ids().into_iter().collect();
    let doers: BTreeSet<&str> = (0..log.cases()).map(|number| log.case(number).id()).collect();
    let both: BTreeSet<&str> = tellers.intersection(&doers).copied().collect();
    let told = told(corpus.tellings().filter(|telling| both.contains(telling.participant)), framework);
    let done = done(log, places, &both);
    // Of a place whose events no activity shows, nothing can be compared.
    let shown = |place: &Place| done.keys().any(|other| place.holds(other));
    let placed: BTreeSet<&Place> = told.keys().chain(done.keys()).filter(|place| shown(place)).collect();
    let mut found: Vec<SaidAndDoneAt> = placed.into_iter().map(|place| at(place, &both, &told, &done, framework)).collect();
    found.sort_by_key(|one| order(&one.place, framework));
    let unplaced = places.unplaced(log);
    let cases = (0..log.cases()).map(|number| log.case(number)).filter(|case| both.contains(case.id()));
    SaidAndDone {
        both: both.len() as u64,
        only_said: (tellers.len() - both.len()) as u64,
        only_done: (doers.len() - both.len()) as u64,
        unplaced_events: cases.flat_map(|case| case.events()).filter(|event| places.place(event.activity).is_none()).count() as u64,
        unplaced_activities: unplaced.into_iter().map(str::to_owned).collect(),
        places: found,
        method: "people whose id is in both the words and the events; a place is told of when an observation lies there, and done when an event of its activities happened; shares with Wilson 95 % intervals; Cohen's κ of telling and doing".to_owned(),
    }
}

type AtPlace<T> = BTreeMap<Place, BTreeMap<String, T>>;

/// What was told, by place and person.
fn told<'a>(tellings: impl Iterator<Item = Telling<'a>>, framework: &Framework) -> AtPlace<Told> {
    let mut told: AtPlace<Told> = BTreeMap::new();
    for telling in tellings.filter(|telling| !telling.place.is_whole_journey() && framework.stage(telling.place.stage()).is_some()) {
        let one = told.entry(telling.place.clone()).or_default().entry(telling.participant.to_owned()).or_default();
        one.pain |= matches!(telling.kind, ObservationKind::Pain | ObservationKind::ExpectationGap);
        one.at = one.at.max(telling.at);
    }
    told
}

fn done(log: &EventLog, places: &EventPlaces, both: &BTreeSet<&str>) -> AtPlace<Visits> {
    let mut done: AtPlace<Visits> = BTreeMap::new();
    for (place, people) in visits(log, places) {
        let people = people.into_iter().filter(|(person, _)| both.contains(person));
        let people: BTreeMap<String, Visits> = people.map(|(person, visits)| (person.to_owned(), visits)).collect();
        if !people.is_empty() {
            done.insert(place.clone(), people);
        }
    }
    done
}

/// One person at one place.
struct AtOne<'a> {
    person: &'a str,
    told: Option<Told>,
    /// Whether a pain was told of the place, or of its stage in general.
    hurt: bool,
    /// None who was not there.
    times: Option<Vec<Timestamp>>,
    repeated: bool,
}

impl<'a> AtOne<'a> {
    /// What is told of a touchpoint is told of its stage, and what is done there is done in its stage.
    fn of(person: &'a str, place: &Place, told: &AtPlace<Told>, done: &AtPlace<Visits>) -> Self {
        let within = told.iter().filter(|(other, _)| place.holds(other)).filter_map(|(_, people)| people.get(person));
        let told_here = within.copied().reduce(|left, right| Told { pain: left.pain || right.pain, at: left.at.max(right.at) });
        let of_stage = told.get(&Place::whole(place.stage())).and_then(|people| people.get(person));
        let visits: Vec<&Visits> =
            done.iter().filter(|(other, _)| place.holds(other)).filter_map(|(_, people)| people.get(person)).collect();
        Self {
            person,
            told: told_here,
            hurt: told_here.into_iter().chain(of_stage.copied()).any(|told| told.pain),
            times: (!visits.is_empty()).then(|| visits.iter().flat_map(|visits| visits.times.iter().copied()).collect()),
            repeated: visits.iter().any(|visits| visits.repeated),
        }
    }

    /// From the last time before the telling to the telling.
    fn recall(&self) -> Option<i64> {
        let told = self.told?.at?;
        let last = self.times.as_ref()?.iter().filter(|time| **time <= told).max()?;
        Some(told.0.saturating_sub(last.0))
    }
}

fn at(place: &Place, both: &BTreeSet<&str>, told: &AtPlace<Told>, done: &AtPlace<Visits>, framework: &Framework) -> SaidAndDoneAt {
    let people: Vec<AtOne<'_>> = both.iter().map(|person| AtOne::of(person, place, told, done)).collect();
    let cell = |said: bool, did: bool| {
        let in_cell = people.iter().filter(|one| one.told.is_some() == said && one.times.is_some() == did);
        People::of(in_cell.map(|one| one.person))
    };
    let (told_and_done, only_told, only_done, neither) = (cell(true, true), cell(true, false), cell(false, true), cell(false, false));
    let doers = || people.iter().filter(|one| one.times.is_some());
    let count = |number: usize| number as u64;
    let all = count(doers().count());
    let repeated = count(doers().filter(|one| one.repeated).count());
    let silent = People::of(doers().filter(|one| one.repeated && !one.hurt).map(|one| one.person));
    let mut recalled: Vec<i64> = people.iter().filter_map(AtOne::recall).collect();
    SaidAndDoneAt {
        name: place.name(framework),
        told_of_doers: CaseShare::new(told_and_done.count, all),
        did_of_tellers: CaseShare::new(told_and_done.count, told_and_done.count + only_told.count),
        agreement: agreement([[told_and_done.count, only_told.count], [only_done.count, neither.count]]),
        hurt: CaseShare::new(count(doers().filter(|one| one.told.is_some_and(|told| told.pain)).count()), all),
        repeated: CaseShare::new(repeated, all),
        silent: CaseShare::new(silent.count, repeated),
        silent_people: silent,
        recall: Durations::of(&mut recalled),
        place: place.clone(),
        told_and_done,
        only_told,
        only_done,
        neither,
    }
}

/// Cohen's κ where some told and some did not, and some did and some did not.
fn agreement([[both, told], [did, neither]]: [[u64; 2]; 2]) -> Option<Kappa> {
    let varies = both + told > 0 && did + neither > 0 && both + did > 0 && told + neither > 0;
    varies.then(|| cohens_kappa(&[vec![both, told], vec![did, neither]])).flatten()
}

/// Where a place stands in the journey.
fn order(place: &Place, framework: &Framework) -> (u32, usize, Place) {
    let stage = framework.stage(place.stage()).map_or(u32::MAX, |stage| stage.order);
    let touchpoint = framework.touchpoints.iter().position(|one| Some(one.id.as_str()) == place.touchpoint());
    (stage, touchpoint.map_or(0, |at| at + 1), place.clone())
}
