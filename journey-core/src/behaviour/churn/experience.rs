//! Experiences that may go with leaving.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::EventLog, ChurnOptions, ChurnOutcome, lifetime::Lifetimes, panel::PARTS};
use crate::{
    analysis::Corpus,
    error::Error,
    journey::{ObservationKind, Place},
    statistics::MIN_EVENTS_PER_COVARIATE,
};

/// The share of customers that must, and that may, have an experience that is chosen.
const COMMON: (f64, f64) = (0.05, 0.95);
/// The share of customers that must have been asked for what they told to be chosen.
const ASKED: f64 = 0.9;
/// The most experiences that are chosen.
const MOST: usize = 8;

/// Something that happened to a customer, or that they told.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChurnExperience {
    /// Something happened.
    Did {
        /// The activity.
        activity: String,
    },
    /// Something happened more than once.
    Repeated {
        /// The activity.
        activity: String,
    },
    /// They belong to a segment.
    Segment {
        /// The segment.
        segment: String,
    },
    /// They told of it.
    Told {
        /// Where.
        place: Place,
        /// What kind of experience it was.
        kind: ObservationKind,
    },
}

impl ChurnExperience {
    pub(super) fn name(&self) -> String {
        match self {
            Self::Did { activity } => activity.clone(),
            Self::Repeated { activity } => format!("{activity}, again"),
            Self::Segment { segment } => format!("segment {segment}"),
            Self::Told { place, kind } => {
                format!("told of a {} at {}", kind.name(), place.touchpoint().unwrap_or_else(|| place.stage())).replace('_', " ")
            }
        }
    }
}

/// When something was told, in order, by experience and participant.
#[derive(Debug, Default)]
pub(super) struct ToldTimes<'a> {
    pub(super) times: BTreeMap<(&'a Place, ObservationKind), BTreeMap<&'a str, Vec<i64>>>,
    /// Everyone whose words are known.
    asked: BTreeSet<&'a str>,
    /// What was told without a time.
    pub(super) untimed: u64,
}

pub(super) fn told(corpus: Option<&Corpus>) -> ToldTimes<'_> {
    let mut told = ToldTimes::default();
    for telling in corpus.into_iter().flat_map(Corpus::tellings).filter(|telling| !telling.place.is_whole_journey()) {
        let Some(at) = telling.at else {
            told.untimed += 1;
            continue;
        };
        told.times.entry((telling.place, telling.kind)).or_default().entry(telling.participant).or_default().push(at.0);
    }
    told.times.values_mut().flat_map(BTreeMap::values_mut).for_each(|times| times.sort_unstable());
    told.asked = corpus.map(Corpus::respondent_ids).unwrap_or_default().into_iter().collect();
    told
}

/// The experiences that are asked for, or those that enough customers had: never more than those who left allow.
pub(super) fn chosen(
    log: &EventLog,
    told: &ToldTimes<'_>,
    lifetimes: &Lifetimes,
    options: &ChurnOptions,
) -> Result<Vec<ChurnExperience>, Error> {
    if !options.experiences.is_empty() {
        options.experiences.iter().try_for_each(|one| check(one, log, told))?;
        return Ok(options.experiences.clone());
    }
    let left = lifetimes.all.iter().filter(|one| one.cause > 0).count() as u64;
    // The model is tested on a part of the customers and fitted to the others then: those must suffice, also where a part has more of those who left.
    let most = ((left * u64::from(PARTS - 2) / u64::from(PARTS) / MIN_EVENTS_PER_COVARIATE) as usize).min(MOST);
    let mut counted: Vec<(usize, ChurnExperience)> = done(log, &options.outcome);
    // Who was not asked and who had nothing to tell look alike: what was told counts only where nearly everyone was asked.
    let asked = lifetimes.all.iter().filter(|one| told.asked.contains(log.case(one.case).id())).count();
    let tellings = told.times.iter().filter(|((_, kind), _)| kind.is_felt() && asked as f64 >= ASKED * lifetimes.all.len() as f64);
    counted.extend(tellings.map(|((place, kind), people)| {
        let own = lifetimes.all.iter().filter(|one| people.contains_key(log.case(one.case).id())).count();
        (own, ChurnExperience::Told { place: (*place).clone(), kind: *kind })
    }));
    let all = lifetimes.all.len() as f64;
    counted.retain(|(count, _)| (COMMON.0..=COMMON.1).contains(&(*count as f64 / all)));
    // What half of the customers had tells most.
    let evenness = |count: usize| (count as f64 / all - 0.5).abs();
    counted.sort_by(|left, right| evenness(left.0).total_cmp(&evenness(right.0)).then_with(|| left.1.cmp(&right.1)));
    Ok(counted.into_iter().take(most).map(|(_, experience)| experience).collect())
}

/// What was done besides leaving, and by how many.
fn done(log: &EventLog, outcome: &ChurnOutcome) -> Vec<(usize, ChurnExperience)> {
    let leaving: BTreeSet<&str> = match outcome {
        ChurnOutcome::Absence { .. } => BTreeSet::new(),
        ChurnOutcome::Events { activities } => activities.iter().map(String::as_str).collect(),
    };
    let mut cases = vec![0_usize; log.activities()];
    let mut again = cases.clone();
    let mut times = vec![0_u32; log.activities()];
    for case in 0..log.cases() {
        for activity in log.activities_of(case) {
            if let Some(times) = times.get_mut(usize::from(*activity)) {
                *times += 1;
            }
        }
        for activity in log.activities_of(case) {
            let at = usize::from(*activity);
            let Some(times) = times.get_mut(at).map(std::mem::take).filter(|times| *times > 0) else { continue };
            cases.iter_mut().skip(at).take(1).for_each(|count| *count += 1);
            again.iter_mut().skip(at).take(1).for_each(|count| *count += usize::from(times > 1));
        }
    }
    let names = log.activity_names().zip(cases.into_iter().zip(again)).filter(|(name, _)| !leaving.contains(name));
    names
        .flat_map(|(name, (cases, again))| {
            let activity = name.to_owned();
            [(cases, ChurnExperience::Did { activity: activity.clone() }), (again, ChurnExperience::Repeated { activity })]
        })
        .collect()
}

fn check(experience: &ChurnExperience, log: &EventLog, told: &ToldTimes<'_>) -> Result<(), Error> {
    match experience {
        ChurnExperience::Did { activity } | ChurnExperience::Repeated { activity } => {
            log.activity_number("experiences", activity).map(|_| ())
        }
        ChurnExperience::Segment { segment } if !log.segment_names().any(|name| name == segment) => {
            let fix = format!("name one of: {}", log.segment_names().take(30).collect::<Vec<_>>().join(", "));
            Err(Error::invalid("experiences", format!("the log has no segment `{segment}`"), fix))
        }
        ChurnExperience::Told { place, kind } if !told.times.contains_key(&(place, *kind)) => {
            let fix = "give a corpus in which it is told, with times";
            Err(Error::invalid("experiences", format!("nobody {}", experience.name()), fix))
        }
        _ => Ok(()),
    }
}
