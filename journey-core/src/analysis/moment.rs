//! Moments of truth.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    DriverAnalysis, Share, Verbatim,
    index::{AtPlace, Index},
    verbatim::most_telling,
};
use crate::journey::{Framework, Marker, Place};

/// The fewest respondents who name a moment decisive.
const MIN_RESPONDENTS: usize = 2;
/// The most quotations of a moment.
const QUOTES: usize = 3;

/// A moment that customers themselves call decisive.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MomentOfTruth {
    pub place: Place,
    pub name: String,
    /// Respondents who called it decisive, among those who mentioned it.
    pub decisive: Share,
    /// The mean absolute value of respondents' mean valence there, 0 to 2.
    pub intensity: f64,
    /// The stage's or touchpoint's share of the explained variance of the outcome; none where drivers were not computed.
    pub driver_share: Option<f64>,
    /// Decisive × intensity × (1 + driver share).
    pub score: f64,
    /// The formula with its numbers.
    pub formula: String,
    /// Customers' words as evidence.
    pub verbatims: Vec<Verbatim>,
}

/// Every place that at least two respondents name decisive, strongest first.
pub(super) fn moments(index: &Index<'_>, framework: &Framework, drivers: Option<&DriverAnalysis>) -> Vec<MomentOfTruth> {
    let mut found: Vec<MomentOfTruth> = index.places().iter().filter_map(|at| moment(index, framework, drivers, at)).collect();
    found.sort_by(|left, right| right.score.total_cmp(&left.score));
    found
}

fn moment(index: &Index<'_>, framework: &Framework, drivers: Option<&DriverAnalysis>, at: &AtPlace<'_>) -> Option<MomentOfTruth> {
    let who = at.showing(Marker::Decisive);
    if who.len() < MIN_RESPONDENTS || at.place.is_whole_journey() {
        return None;
    }
    let felt = at.felt();
    let intensity = felt.iter().map(|felt| felt.mean.abs()).sum::<f64>() / felt.len().max(1) as f64;
    let decisive = Share::new(who.len() as u64, at.respondents().len() as u64, "respondents who spoke of it");
    let driver_share = drivers.and_then(|drivers| {
        let driver = drivers.drivers.iter().find(|driver| driver.place.holds(at.place))?;
        Some(driver.importance.value / drivers.r_squared.max(1e-9))
    });
    let value = decisive.value.unwrap_or(0.0);
    let score = value * intensity * (1.0 + driver_share.unwrap_or(0.0));
    let formula = match driver_share {
        Some(share) => format!("{value:.2} decisive × {intensity:.2} intensity × (1 + {share:.2} driver share) = {score:.2}"),
        None => format!("{value:.2} decisive × {intensity:.2} intensity = {score:.2}; drivers were not computed"),
    };
    Some(MomentOfTruth {
        place: at.place.clone(),
        name: at.place.general_name(framework),
        decisive,
        intensity,
        driver_share,
        score,
        formula,
        verbatims: most_telling(index.words_showing(at, Marker::Decisive), QUOTES),
    })
}
