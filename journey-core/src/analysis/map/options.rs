//! What to compute a map with.

use std::{collections::BTreeMap, ops::RangeInclusive};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// How many resamples a bootstrap may draw: fewer cannot tell the ends of a 95 % interval.
const RESAMPLES: RangeInclusive<usize> = 200..=100_000;

/// What to compute a map with.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MapOptions {
    pub title: String,
    /// The research question.
    pub question: String,
    /// Whether to include simulated participants.
    pub include_simulated: bool,
    /// Resamples of every bootstrap but the drivers', 200 to 100,000.
    pub resamples: usize,
    /// Resamples of the drivers' bootstrap, each of which fits every subset of the parts, 200 to 100,000.
    pub driver_resamples: usize,
    /// The seed of every bootstrap.
    pub seed: u64,
    /// The most quotations of each kind per step.
    pub max_quotes: usize,
    /// Names of segments by id.
    pub segment_names: BTreeMap<String, String>,
    /// The effort to fix each touchpoint, by touchpoint id, as estimated by the user.
    pub effort: BTreeMap<String, f64>,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self::new("", "")
    }
}

impl MapOptions {
    /// Options with a title and a question.
    pub fn new(title: impl Into<String>, question: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            question: question.into(),
            include_simulated: false,
            resamples: 2000,
            driver_resamples: 200,
            seed: 0,
            max_quotes: 8,
            segment_names: BTreeMap::new(),
            effort: BTreeMap::new(),
        }
    }

    /// Checks that every number is in its range.
    pub(in crate::analysis) fn check(&self) -> Result<(), Error> {
        for (field, resamples) in [("resamples", self.resamples), ("driver_resamples", self.driver_resamples)] {
            if !RESAMPLES.contains(&resamples) {
                return Err(Error::invalid(field, format!("{resamples} is out of range"), "give 200 to 100,000"));
            }
        }
        Ok(())
    }
}
