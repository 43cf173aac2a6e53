//! The emotion curve.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Tally;
use crate::{
    journey::{Framework, ObservationKind},
    statistics::{Interval, bootstrap_mean},
};

/// A point of fewer respondents is drawn hollow.
pub const MIN_CURVE_BASE: u64 = 5;

/// A point of the emotion curve.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Respondents with a felt experience here.
    pub base: u64,
    /// The mean of respondents' mean valence, −2 to 2; none without data, never zero for want of it.
    pub mean: Option<f64>,
    /// The bootstrap 95 % band by respondent.
    pub band: Option<Interval>,
    /// Whether the base is under five.
    pub low_base: bool,
}

impl CurvePoint {
    /// A point whose band was drawn together with others.
    pub(super) fn with_band(means: &[(usize, f64)], band: Option<Interval>) -> Self {
        let base = means.len() as u64;
        let mean = (base > 0).then(|| means.iter().map(|(_, mean)| mean).sum::<f64>() / base as f64);
        Self { base, mean, band, low_base: base < MIN_CURVE_BASE }
    }

    pub(super) fn of(means: &[f64], resamples: usize, seed: u64) -> Self {
        let base = means.len() as u64;
        Self {
            base,
            mean: (base > 0).then(|| means.iter().sum::<f64>() / base as f64),
            band: bootstrap_mean(means, resamples, seed),
            low_base: base < MIN_CURVE_BASE,
        }
    }
}

/// Whether an observation of this kind tells how something felt.
pub(super) fn is_felt(kind: ObservationKind) -> bool {
    matches!(kind, ObservationKind::Delight | ObservationKind::ExpectationGap | ObservationKind::Neutral | ObservationKind::Pain)
}

/// The sum and the count of valence, by respondent.
type Sums = BTreeMap<usize, (f64, u32)>;

/// Sums of valence by respondent: of each place, and of each whole stage under no touchpoint's name.
pub(super) struct Feelings {
    by_place: BTreeMap<(String, Option<String>), Sums>,
    by_stage: BTreeMap<String, Sums>,
}

impl Feelings {
    pub(super) fn of(tally: &Tally) -> Self {
        let mut feelings = Self { by_place: BTreeMap::new(), by_stage: BTreeMap::new() };
        for group in tally.groups().filter(|group| is_felt(group.kind)) {
            let place = feelings.by_place.entry((group.stage.to_owned(), group.touchpoint.map(str::to_owned))).or_default();
            let stage = feelings.by_stage.entry(group.stage.to_owned()).or_default();
            for (respondent, count, valence) in group.rows {
                for sums in [&mut *place, &mut *stage] {
                    let known = sums.entry(*respondent).or_default();
                    *known = (known.0 + valence, known.1 + count);
                }
            }
        }
        feelings
    }

    /// The respondents at a place with their mean valence.
    pub(super) fn at(&self, stage: &str, touchpoint: Option<&str>) -> Vec<(usize, f64)> {
        means(self.by_place.get(&(stage.to_owned(), touchpoint.map(str::to_owned))))
    }

    /// Everything that a respondent felt, a mean for each place, in the order of the journey.
    pub(super) fn sequence(&self, respondent: usize, framework: &Framework) -> Vec<f64> {
        let order = |stage: &str| framework.stages.iter().position(|known| known.id == stage);
        let own = self.by_place.iter().filter_map(|((stage, touchpoint), sums)| {
            let (sum, count) = sums.get(&respondent)?;
            let at = framework.touchpoints.iter().position(|known| touchpoint.as_ref() == Some(&known.id));
            Some(((order(stage), at), sum / f64::from(*count)))
        });
        let mut told: Vec<(_, f64)> = own.collect();
        told.sort_by_key(|(place, _)| *place);
        told.into_iter().map(|(_, mean)| mean).collect()
    }

    /// The respondents of a whole stage with their mean valence.
    pub(super) fn of_stage(&self, stage: &str) -> Vec<(usize, f64)> {
        means(self.by_stage.get(stage))
    }
}

fn means(sums: Option<&Sums>) -> Vec<(usize, f64)> {
    sums.into_iter().flatten().map(|(respondent, (sum, count))| (*respondent, sum / f64::from(*count))).collect()
}
