//! What if a pain fell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Corpus, Priority,
    index::{Index, respondents},
};
use crate::{
    error::Error,
    journey::{ObservationKind, Place},
    statistics::{Interval, difference_of_means},
};

/// The fewest rated respondents on either side.
const MIN_RATED: usize = 5;
/// How many priorities the map predicts for.
const PREDICTED: usize = 5;

/// The predicted change in an outcome if a pain became less common.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WhatIf {
    /// `csat`, `nps` or `ces`.
    pub outcome: String,
    /// By how much the pain's prevalence falls, 0 to 1.
    pub reduction: f64,
    /// The predicted change of the outcome's mean.
    pub change: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Respondents with and without the pain who rated.
    pub base: (u64, u64),
    /// The assumptions behind the prediction.
    pub note: String,
}

/// What reducing the pain at one place would change.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WhatIfPrediction {
    pub place: Place,
    pub name: String,
    /// What would be predicted.
    pub what_if: WhatIf,
}

impl Corpus {
    /// Predicts how the mean of an outcome, among those who could have a pain, would differ if its prevalence fell by `reduction`, from the
    /// difference between those without and with it: an association, not an effect. Without a touchpoint the pain is any at the stage.
    ///
    /// # Errors
    /// When `reduction` is not within the pain's prevalence, or fewer than five rated with or without the pain.
    pub fn what_if(&self, place: &Place, outcome: &str, reduction: f64) -> Result<WhatIf, Error> {
        what_if(&Index::new(self), place, outcome, reduction)
    }
}

fn what_if(index: &Index<'_>, place: &Place, outcome: &str, reduction: f64) -> Result<WhatIf, Error> {
    let told = index.held_by(place);
    let with = respondents(told.iter().filter(|told| told.row.kind == ObservationKind::Pain.number()));
    let stage = index.stages().binary_search(&place.stage()).unwrap_or(usize::MAX);
    let prevalence = index.share(stage, with.len() as u64).value.unwrap_or(0.0);
    if !(reduction > 0.0 && reduction <= prevalence) {
        let fix = format!("give more than 0 and at most {prevalence:.2}");
        return Err(Error::invalid("reduction", format!("{reduction} is not within the prevalence"), fix));
    }
    let rated = index.instrument(outcome).into_iter().flat_map(|code| index.rated(code));
    let (mut has, mut has_not) = (Vec::new(), Vec::new());
    for (respondent, rating) in rated.filter(|(respondent, _)| index.is_eligible(stage, *respondent)) {
        let side = if with.binary_search(&respondent).is_ok() { &mut has } else { &mut has_not };
        side.push(rating);
    }
    if has.len() < MIN_RATED || has_not.len() < MIN_RATED {
        return Err(Error::invalid(
            "respondents",
            format!("{} with and {} without the pain rated {outcome}", has.len(), has_not.len()),
            format!("at least {MIN_RATED} of each are needed"),
        ));
    }
    let difference = difference_of_means(&has_not, &has)
        .ok_or_else(|| Error::invalid("respondents", format!("{outcome} does not vary"), "ask more respondents"))?;
    Ok(WhatIf {
        outcome: outcome.to_owned(),
        reduction,
        change: difference.value * reduction,
        interval: Interval { low: difference.interval.low * reduction, high: difference.interval.high * reduction },
        base: (has.len() as u64, has_not.len() as u64),
        note: "an association between having the pain and the outcome, not the effect of removing it".into(),
    })
}

/// What would be predicted for every outcome if each of the first pains were halved; what cannot be computed is left out.
pub(super) fn predictions(index: &Index<'_>, priorities: &[Priority]) -> Vec<WhatIfPrediction> {
    let first = priorities.iter().take(PREDICTED).filter(|one| one.place.touchpoint().is_some());
    let pairs = first.flat_map(|one| index.instruments().map(move |(_, outcome)| (one, outcome)));
    pairs
        .filter_map(|(one, outcome)| {
            let reduction = one.prevalence.value? / 2.0;
            let what_if = what_if(index, &one.place, outcome, reduction).ok()?;
            Some(WhatIfPrediction { place: one.place.clone(), name: one.name.clone(), what_if })
        })
        .collect()
}
