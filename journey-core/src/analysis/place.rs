//! Places of the map.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::journey::{Framework, Observation};

/// A touchpoint, or what was said of a stage as a whole.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Place {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id; none for the stage in general.
    pub touchpoint: Option<String>,
    /// The place in words.
    pub name: String,
}

impl Place {
    pub(super) fn new(framework: &Framework, stage: &str, touchpoint: Option<&str>) -> Self {
        Self { stage: stage.to_owned(), touchpoint: touchpoint.map(str::to_owned), name: place_name(framework, stage, touchpoint) }
    }
}

/// Observations by place: a stage and a touchpoint of it, or none.
pub(super) type ByPlace<'a, T> = BTreeMap<(&'a str, Option<&'a str>), T>;

/// The mean valence of each participant over what they felt, −2 to 2.
pub(super) fn mean_valences<'a>(told: impl IntoIterator<Item = &'a Observation>) -> BTreeMap<&'a str, f64> {
    let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for one in told.into_iter().filter(|one| super::curve::is_felt(one.kind)) {
        let sum = sums.entry(&one.participant).or_default();
        *sum = (sum.0 + f64::from(one.emotion.valence), sum.1 + 1.0);
    }
    sums.into_iter().map(|(who, (sum, count))| (who, sum / count)).collect()
}

/// The mean of some means; zero of none.
pub(super) fn mean_of(means: &BTreeMap<&str, f64>) -> f64 {
    means.values().sum::<f64>() / means.len().max(1) as f64
}

/// The name of a touchpoint, or of what was said of a stage as a whole.
pub(super) fn place_name(framework: &Framework, stage: &str, touchpoint: Option<&str>) -> String {
    match touchpoint {
        Some(id) => framework.touchpoint(id).map_or(id, |touchpoint| &touchpoint.name).to_owned(),
        None => format!("{} in general", framework.stage(stage).map_or(stage, |stage| &stage.name)),
    }
}
