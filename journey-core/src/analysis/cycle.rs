//! Cycles: one customer several times around.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, corpus::ValenceSum};
use crate::{
    error::Error,
    statistics::{Difference, paired_difference},
};

/// How customers felt in one cycle.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Cycle {
    pub name: String,
    /// Respondents who told a feeling.
    pub respondents: u64,
    /// The mean of respondents' mean valence, −2 to 2.
    pub mean: f64,
}

/// How the same customers' experience changed over several cycles.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CycleComparison {
    /// In order.
    pub cycles: Vec<Cycle>,
    /// From each cycle to the next, among respondents of both: the paired difference; none for under two.
    pub changes: Vec<Option<Difference>>,
}

impl Corpus {
    /// Compares the cycles that a kept attribute of documents, such as `cycle`, names; they are ordered by name, numbers by value.
    ///
    /// # Errors
    /// When the corpus was built without the attribute.
    pub fn compare_cycles(&self, attribute: &str) -> Result<CycleComparison, Error> {
        let mut cycles: BTreeMap<u32, BTreeMap<u32, ValenceSum>> = BTreeMap::new();
        for (value, presence, range) in self.with_attribute(attribute)? {
            for row in self.rows.range(range).filter(|row| row.kind().is_felt()) {
                cycles.entry(value).or_default().entry(presence.participant).or_default().add(row.valence);
            }
        }
        let mut cycles: Vec<(&str, BTreeMap<u32, f64>)> = cycles
            .into_iter()
            .map(|(value, felt)| (self.names.values.name(value), felt.into_iter().map(|(who, sum)| (who, sum.mean())).collect()))
            .collect();
        cycles.sort_by(|(left, _), (right, _)| match (left.parse::<f64>(), right.parse::<f64>()) {
            (Ok(left), Ok(right)) => left.total_cmp(&right),
            _ => left.cmp(right),
        });
        let changes = cycles.windows(2).map(|pair| {
            let [(_, before), (_, after)] = pair else { return None };
            let pairs: Vec<(f64, f64)> = after.iter().filter_map(|(who, mean)| Some((*mean, *before.get(who)?))).collect();
            paired_difference(&pairs)
        });
        let changes = changes.collect();
        let cycle = |(name, felt): (&str, BTreeMap<u32, f64>)| Cycle {
            name: name.to_owned(),
            respondents: felt.len() as u64,
            mean: felt.values().sum::<f64>() / felt.len().max(1) as f64,
        };
        Ok(CycleComparison { cycles: cycles.into_iter().map(cycle).collect(), changes })
    }
}
