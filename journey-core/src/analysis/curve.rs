//! The emotion curve.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Tally;
use crate::{
    journey::Kind,
    statistics::{Interval, bootstrap_mean},
};

/// A point of fewer respondents is drawn hollow.
pub const HOLLOW_BELOW: u64 = 5;

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
    pub hollow: bool,
}

impl CurvePoint {
    pub(super) fn of(means: &[f64], resamples: usize, seed: u64) -> Self {
        let base = means.len() as u64;
        Self {
            base,
            mean: (base > 0).then(|| means.iter().sum::<f64>() / base as f64),
            band: bootstrap_mean(means, resamples, seed),
            hollow: base < HOLLOW_BELOW,
        }
    }
}

/// Whether an observation of this kind tells how something felt.
pub(super) fn is_felt(kind: Kind) -> bool {
    matches!(kind, Kind::Delight | Kind::ExpectationGap | Kind::Neutral | Kind::Pain)
}

/// The sum and the count of valence, by respondent.
type Sums = BTreeMap<usize, (i64, u32)>;

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
            for (respondent, count, valence) in &group.rows {
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

    /// The respondents of a whole stage with their mean valence.
    pub(super) fn of_stage(&self, stage: &str) -> Vec<(usize, f64)> {
        means(self.by_stage.get(stage))
    }
}

fn means(sums: Option<&Sums>) -> Vec<(usize, f64)> {
    sums.into_iter().flatten().map(|(respondent, (sum, count))| (*respondent, *sum as f64 / f64::from(*count))).collect()
}
