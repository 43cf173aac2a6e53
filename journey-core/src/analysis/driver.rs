//! Drivers: which parts of the journey an outcome goes with.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Place, Tally, curve::Feelings};
use crate::{
    error::Error,
    journey::Framework,
    statistics::{Importance, MAX_PREDICTORS, MIN_RESPONDENTS_PER_PREDICTOR, relative_importance},
};

/// A part of the journey with its share of the explained variance.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ExperienceDriver {
    /// The part.
    pub place: Place,
    /// Respondents who told how it felt.
    pub base: u64,
    /// Its importance: an association, not a cause.
    pub importance: Importance,
}

/// What an outcome goes with.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DriverAnalysis {
    /// The outcome: `csat`, `nps`, `ces`.
    pub outcome: String,
    /// Respondents with a rating and a feeling.
    pub base: u64,
    /// R² of all parts together, 0 to 1.
    pub r_squared: f64,
    /// The parts, most important first.
    pub drivers: Vec<ExperienceDriver>,
    /// R² of the mean of everything that a respondent felt.
    pub r_squared_of_mean: Option<f64>,
    /// R² of the mean of the strongest and the last feeling (peak and end: Kahneman et al. 1993).
    pub r_squared_of_peak_end: Option<f64>,
    /// How it was computed, and what was left out.
    pub method: String,
}

/// Splits the explained variance of an outcome among the stages of the journey, or its touchpoints where respondents are many enough.
///
/// A respondent who told no feeling of a part counts as neutral there. Parts told of by too few are left out, fewest first.
///
/// # Errors
/// When too few respondents rated, or nothing varies: the message says how many are needed.
pub(super) fn drivers(
    tally: &Tally,
    feelings: &Feelings,
    framework: &Framework,
    outcome: &str,
    resamples: usize,
    seed: u64,
) -> Result<DriverAnalysis, Error> {
    let rated: Vec<(usize, f64)> =
        tally.respondents().iter().enumerate().filter_map(|(at, one)| Some((at, one.rating(outcome)?))).collect();
    let most = (rated.len() / MIN_RESPONDENTS_PER_PREDICTOR).min(MAX_PREDICTORS);
    if most == 0 {
        return Err(Error::invalid(
            "respondents",
            format!("{} rated {outcome}", rated.len()),
            format!("at least {MIN_RESPONDENTS_PER_PREDICTOR} are needed for one part"),
        ));
    }
    let touchpoints: Vec<(Place, Vec<(usize, f64)>)> = framework
        .touchpoints
        .iter()
        .map(|touchpoint| {
            let place = Place::new(framework, &touchpoint.stage, Some(&touchpoint.id));
            let felt = feelings.at(&touchpoint.stage, Some(&touchpoint.id));
            (place, felt)
        })
        .filter(|(_, felt)| !felt.is_empty())
        .collect();
    let stages: Vec<(Place, Vec<(usize, f64)>)> = framework
        .stages
        .iter()
        .map(|stage| {
            let place = Place { stage: stage.id.clone(), touchpoint: None, name: stage.name.clone() };
            (place, feelings.of_stage(&stage.id))
        })
        .filter(|(_, felt)| !felt.is_empty())
        .collect();
    let (mut parts, level) =
        if touchpoints.len() <= most && !touchpoints.is_empty() { (touchpoints, "touchpoints") } else { (stages, "stages") };
    parts.sort_by_key(|(_, felt)| std::cmp::Reverse(felt.len()));
    let left_out = parts.len().saturating_sub(most);
    parts.truncate(most);
    let values: Vec<f64> = rated.iter().map(|(_, rating)| *rating).collect();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for (_, felt) in &parts {
        let felt: BTreeMap<usize, f64> = felt.iter().copied().collect();
        columns.push(rated.iter().map(|(at, _)| felt.get(at).copied().unwrap_or(0.0)).collect());
    }
    // A part that never varies among those who rated tells nothing.
    let varies = |column: &Vec<f64>| column.iter().any(|value| Some(value) != column.first());
    let kept: Vec<bool> = columns.iter().map(varies).collect();
    let mut keep = kept.iter();
    parts.retain(|_| keep.next().copied().unwrap_or(false));
    columns.retain(varies);
    let (explained, found) = relative_importance(&columns, &values, resamples, seed)?;
    let mut drivers: Vec<ExperienceDriver> = parts
        .into_iter()
        .zip(found)
        .map(|((place, felt), importance)| ExperienceDriver { place, base: felt.len() as u64, importance })
        .collect();
    drivers.sort_by(|left, right| right.importance.value.total_cmp(&left.importance.value));
    let summary = |of: &dyn Fn(&[f64]) -> f64| {
        let column: Vec<f64> = rated.iter().map(|(at, _)| of(&feelings.sequence(*at, framework))).collect();
        relative_importance(&[column], &values, 0, seed).ok().map(|(explained, _)| explained)
    };
    let mean = |felt: &[f64]| felt.iter().sum::<f64>() / felt.len().max(1) as f64;
    let peak_end = |felt: &[f64]| {
        let peak = felt.iter().copied().max_by(|left, right| left.abs().total_cmp(&right.abs())).unwrap_or(0.0);
        (peak + felt.last().copied().unwrap_or(0.0)) / 2.0
    };
    Ok(DriverAnalysis {
        outcome: outcome.to_owned(),
        base: rated.len() as u64,
        r_squared: explained,
        drivers,
        r_squared_of_mean: summary(&mean),
        r_squared_of_peak_end: summary(&peak_end),
        method: format!(
            "LMG share of R² over {level}; who told no feeling of a part counts as neutral there; {left_out} parts left out for want of respondents; {resamples} resamples; an association, not a cause"
        ),
    })
}
