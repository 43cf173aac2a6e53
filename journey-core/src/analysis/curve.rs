//! The emotion curve.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::{Felt, mean_of};
use crate::statistics::{Interval, bootstrap_bands};

/// Under this base a point of the curve is flagged as of a low base, and drawn hollow.
pub const MIN_CURVE_BASE: u64 = 5;

/// A point of the emotion curve.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Respondents who felt something here.
    pub base: u64,
    /// The mean of respondents' mean valence, −2 to 2; `None` without data, never 0.
    pub mean: Option<f64>,
    /// The bootstrap 95 % band by respondent.
    pub band: Option<Interval>,
    /// Whether the base is below [`MIN_CURVE_BASE`].
    pub low_base: bool,
}

impl CurvePoint {
    /// A point where nobody felt anything.
    pub(super) fn empty() -> Self {
        Self { base: 0, mean: None, band: None, low_base: true }
    }

    /// Points of one curve and another, their bands by resampling all respondents.
    pub(super) fn all(respondents: usize, places: &[Vec<Felt>], resamples: usize, seed: u64) -> Vec<Self> {
        let columns: Vec<Vec<f64>> = places.iter().map(|felt| felt.iter().map(|felt| felt.mean).collect()).collect();
        let bands = bootstrap_bands(respondents, &columns, resamples, seed);
        let point = |(felt, band): (&Vec<Felt>, Option<Interval>)| {
            let base = felt.len() as u64;
            Self { base, mean: (base > 0).then(|| mean_of(felt)), band, low_base: base < MIN_CURVE_BASE }
        };
        places.iter().zip(bands).map(point).collect()
    }
}
