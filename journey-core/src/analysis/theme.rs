//! Saturation of themes: a theme is a kind of experience at a place.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    journey::{Document, Observation, ObservationKind},
    statistics::{Chao1Estimate, Saturation, chao1, saturation},
};

/// Interviews of the base and of a run, and the share of new information that counts as none (Guest, Namey and Chen 2020).
const GUEST: (usize, usize, f64) = (4, 2, 0.05);

/// Whether more respondents would tell more.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ThematicSaturation {
    /// Themes seen and an estimate of those unseen.
    pub estimated_themes: Chao1Estimate,
    /// Where new themes stopped coming, in the order of the documents; none under six respondents.
    pub saturation: Option<Saturation>,
}

pub(super) fn themes(documents: &[&Document], observations: &[Observation]) -> ThematicSaturation {
    let mut told: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for one in observations.iter().filter(|one| one.kind != ObservationKind::Neutral) {
        let theme = format!("{}/{}/{}", one.stage, one.touchpoint.as_deref().unwrap_or_default(), one.kind.name());
        told.entry(&one.participant).or_default().insert(theme);
    }
    let mut counts: BTreeMap<&String, u64> = BTreeMap::new();
    told.values().flatten().for_each(|theme| *counts.entry(theme).or_default() += 1);
    let mut seen = BTreeSet::new();
    let order: Vec<BTreeSet<String>> = documents
        .iter()
        .filter(|document| seen.insert(&document.participant))
        .map(|document| told.get(document.participant.as_str()).cloned().unwrap_or_default())
        .collect();
    let (base, run, threshold) = GUEST;
    ThematicSaturation {
        estimated_themes: chao1(&counts.into_values().collect::<Vec<_>>()),
        saturation: saturation(&order, base, run, threshold),
    }
}
