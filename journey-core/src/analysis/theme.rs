//! Saturation of themes: a theme is a kind of experience at a place.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::Index;
use crate::{
    journey::ObservationKind,
    statistics::{Chao1Estimate, Saturation, chao1, saturation},
};

/// Interviews of the base and of a run, and the share of new information that counts as none (Guest, Namey and Chen 2020).
const GUEST: (usize, usize, f64) = (4, 2, 0.05);

/// Whether more respondents would bring new themes.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ThematicSaturation {
    /// Number of themes found, and an estimate including those not yet found.
    pub estimated_themes: Chao1Estimate,
    /// Where new themes stopped coming, in the order in which respondents were first heard, those of unknown time last and by their ids; none
    /// under six respondents.
    pub saturation: Option<Saturation>,
}

pub(super) fn themes(index: &Index<'_>) -> ThematicSaturation {
    let mut themes: Vec<(u32, (u16, u8))> = Vec::new();
    for at in index.places() {
        let told = at.told.iter().filter(|told| told.row.kind != ObservationKind::Neutral.number());
        themes.extend(told.map(|told| (told.respondent, (at.code, told.row.kind))));
    }
    themes.sort_unstable();
    themes.dedup();
    let mut counts: BTreeMap<(u16, u8), u64> = BTreeMap::new();
    themes.iter().for_each(|(_, theme)| *counts.entry(*theme).or_default() += 1);
    let first_heard = |number: &u32| {
        let presences = index.respondent(*number).map_or(&[][..], super::index::Respondent::presences);
        let first = presences.iter().filter_map(|presence| presence.first).min();
        (first.is_none(), first, *number)
    };
    let mut order: Vec<u32> = (0..index.respondents().len() as u32).collect();
    order.sort_by_cached_key(first_heard);
    let told = order.into_iter().map(|number| {
        let from = themes.partition_point(|(respondent, _)| *respondent < number);
        themes.iter().skip(from).take_while(move |(respondent, _)| *respondent == number).map(|(_, theme)| *theme)
    });
    let (base, run, threshold) = GUEST;
    ThematicSaturation {
        estimated_themes: chao1(&counts.into_values().collect::<Vec<_>>()),
        saturation: saturation(told, base, run, threshold),
    }
}
