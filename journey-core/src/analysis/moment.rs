//! Moments of truth.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DriverAnalysis, Place, Share, Verbatim, place::mean_valences, step};
use crate::journey::{Framework, Marker, Observation};

/// The fewest respondents who name a moment decisive.
const LEAST: usize = 2;

/// A moment that customers themselves name as what decided.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MomentOfTruth {
    /// Where.
    pub place: Place,
    /// Who named it decisive, among those who spoke of it.
    pub decisive: Share,
    /// The mean size of respondents' mean valence there, 0 to 2.
    pub intensity: f64,
    /// The stage's or touchpoint's share of the explained variance of the outcome; none where drivers were refused.
    pub driver_share: Option<f64>,
    /// Decisive × intensity × (1 + driver share).
    pub score: f64,
    /// The formula with its numbers.
    pub formula: String,
    /// Words behind it.
    pub verbatims: Vec<Verbatim>,
}

/// Every place that at least two respondents name decisive, strongest first.
pub(super) fn moments(observations: &[Observation], framework: &Framework, drivers: Option<&DriverAnalysis>) -> Vec<MomentOfTruth> {
    let mut places: BTreeMap<(&str, Option<&str>), Vec<&Observation>> = BTreeMap::new();
    for one in observations {
        places.entry((&one.stage, one.touchpoint.as_deref())).or_default().push(one);
    }
    let mut found: Vec<MomentOfTruth> = places
        .into_iter()
        .filter_map(|((stage, touchpoint), told)| {
            let decisive: Vec<&Observation> = told.iter().copied().filter(|one| one.markers.contains(&Marker::Decisive)).collect();
            let who: BTreeSet<&str> = decisive.iter().map(|one| one.participant.as_str()).collect();
            if who.len() < LEAST {
                return None;
            }
            let felt = mean_valences(told.iter().copied());
            let intensity = felt.values().map(|mean| mean.abs()).sum::<f64>() / felt.len().max(1) as f64;
            let everyone: BTreeSet<&str> = told.iter().map(|one| one.participant.as_str()).collect();
            let decisive_share = Share::new(who.len() as u64, everyone.len() as u64, "respondents who spoke of it");
            let driver_share = drivers.and_then(|drivers| {
                let of = |driver: &&super::ExperienceDriver| {
                    driver.place.stage == stage && (driver.place.touchpoint.is_none() || driver.place.touchpoint.as_deref() == touchpoint)
                };
                drivers.drivers.iter().find(of).map(|driver| driver.importance.value / drivers.r_squared.max(1e-9))
            });
            let value = decisive_share.value.unwrap_or(0.0);
            let score = value * intensity * (1.0 + driver_share.unwrap_or(0.0));
            let formula = match driver_share {
                Some(share) => format!("{value:.2} decisive × {intensity:.2} intensity × (1 + {share:.2} driver share) = {score:.2}"),
                None => format!("{value:.2} decisive × {intensity:.2} intensity = {score:.2}; drivers were refused"),
            };
            Some(MomentOfTruth {
                place: Place::new(framework, stage, touchpoint),
                decisive: decisive_share,
                intensity,
                driver_share,
                score,
                formula,
                verbatims: step::voices(decisive.into_iter(), 3),
            })
        })
        .collect();
    found.sort_by(|left, right| right.score.total_cmp(&left.score).then_with(|| left.place.cmp(&right.place)));
    found
}
