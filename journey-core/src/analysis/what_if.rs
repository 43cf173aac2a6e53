//! What if a pain fell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, Place, Priority, Tally};
use crate::{
    error::Error,
    journey::ObservationKind,
    statistics::{Interval, difference_of_means},
};

/// A predicted change of an outcome.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WhatIf {
    /// The outcome.
    pub outcome: String,
    /// By how much the share of respondents with the pain falls, 0 to 1.
    pub reduction: f64,
    /// The predicted change of the outcome's mean.
    pub change: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Respondents with and without the pain who rated.
    pub base: (u64, u64),
    /// What it rests on, in words.
    pub note: String,
}

/// A prediction with its place.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WhatIfPrediction {
    /// The pain's place.
    pub place: Place,
    /// What would be predicted.
    pub what_if: WhatIf,
}

/// The fewest rated respondents on either side.
const LEAST: usize = 5;

/// Predicts how the mean of an outcome would differ if the share of respondents with a pain fell by `fall`, from the difference between those
/// without and with it: an association.
///
/// # Errors
/// When `fall` is not within the pain's prevalence, or fewer than five rated with or without the pain.
pub fn what_if(corpus: &Corpus, stage: &str, touchpoint: Option<&str>, outcome: &str, fall: f64) -> Result<WhatIf, Error> {
    let tally: Tally = corpus.tally();
    let with: std::collections::BTreeSet<usize> = tally
        .groups()
        .filter(|group| {
            group.kind == ObservationKind::Pain && group.stage == stage && (touchpoint.is_none() || group.touchpoint == touchpoint)
        })
        .flat_map(|group| group.rows.iter().map(|(at, ..)| *at))
        .collect();
    let prevalence = with.len() as f64 / tally.respondents().len().max(1) as f64;
    if !(fall > 0.0 && fall <= prevalence) {
        return Err(Error::invalid(
            "fall",
            format!("{fall} is not within the prevalence"),
            format!("give more than 0 and at most {prevalence:.2}"),
        ));
    }
    let rated = |has: bool| -> Vec<f64> {
        let of = tally.respondents().iter().enumerate().filter(|(at, _)| with.contains(at) == has);
        of.filter_map(|(_, one)| one.rating(outcome)).collect()
    };
    let (has, has_not) = (rated(true), rated(false));
    if has.len() < LEAST || has_not.len() < LEAST {
        return Err(Error::invalid(
            "respondents",
            format!("{} with and {} without the pain rated {outcome}", has.len(), has_not.len()),
            format!("at least {LEAST} of each are needed"),
        ));
    }
    let difference = difference_of_means(&has_not, &has)
        .ok_or_else(|| Error::invalid("respondents", format!("{outcome} does not vary"), "ask more respondents"))?;
    Ok(WhatIf {
        outcome: outcome.to_owned(),
        reduction: fall,
        change: difference.value * fall,
        interval: Interval { low: difference.interval.low * fall, high: difference.interval.high * fall },
        base: (has.len() as u64, has_not.len() as u64),
        note: "an association between having the pain and the outcome, not the effect of removing it".into(),
    })
}

/// What would be predicted for every outcome if each of the first five pains were halved; what is refused is left out.
pub(super) fn predictions(corpus: &Corpus, priorities: &[Priority], outcomes: &[String]) -> Vec<WhatIfPrediction> {
    let first = priorities.iter().take(5).filter(|one| one.touchpoint.is_some());
    let pairs = first.flat_map(|one| outcomes.iter().map(move |outcome| (one, outcome)));
    pairs
        .filter_map(|(one, outcome)| {
            let fall = one.prevalence.count as f64 / corpus.respondent_count().max(1) as f64 / 2.0;
            let what_if = what_if(corpus, &one.stage, one.touchpoint.as_deref(), outcome, fall).ok()?;
            let place = Place { stage: one.stage.clone(), touchpoint: one.touchpoint.clone(), name: one.name.clone() };
            Some(WhatIfPrediction { place, what_if })
        })
        .collect()
}
