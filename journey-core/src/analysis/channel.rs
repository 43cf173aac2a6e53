//! Channels: transitions, repetition, and whether a touchpoint feels the same through each.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Place, Share,
    place::{ByPlace, mean_of, mean_valences},
};
use crate::{
    journey::{Framework, Marker, Observation},
    statistics::{Difference, difference_of_means},
};

/// The fewest respondents of a channel that is compared.
const LEAST: usize = 5;

/// A change of channel.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelTransition {
    /// The channel before.
    pub from: String,
    /// The channel after.
    pub to: String,
    /// Respondents who told it.
    pub respondents: u64,
}

/// One channel at one touchpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelMean {
    /// The channel's name.
    pub channel: String,
    /// Respondents.
    pub base: u64,
    /// The mean of respondents' mean valence, −2 to 2.
    pub mean: f64,
}

/// A touchpoint through several channels.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelConsistency {
    /// Where.
    pub place: Place,
    /// The channels, best first.
    pub channels: Vec<ChannelMean>,
    /// The best channel's mean minus the worst's.
    pub difference: Difference,
    /// Whether the interval of the difference leaves out zero.
    pub inconsistent: bool,
}

/// What is known of channels.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelAnalysis {
    /// Changes of channel within a stage, in the order that customers told them, most first.
    pub transitions: Vec<ChannelTransition>,
    /// Who had to give information again, among all respondents with an observation.
    pub repeated_information: Share,
    /// Who was passed on, among the same.
    pub hand_offs: Share,
    /// Touchpoints that at least five respondents each met through two channels or more.
    pub consistency: Vec<ChannelConsistency>,
}

pub(super) fn channels(observations: &[Observation], framework: &Framework) -> ChannelAnalysis {
    let everyone: BTreeSet<&str> = observations.iter().map(|one| one.participant.as_str()).collect();
    let base = everyone.len() as u64;
    let showing = |sign: Marker| {
        let who: BTreeSet<&str> =
            observations.iter().filter(|one| one.markers.contains(&sign)).map(|one| one.participant.as_str()).collect();
        Share::new(who.len() as u64, base, "respondents with an observation")
    };
    let mut changes: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    // Within a document and a stage: another stage through another channel is no change of channel.
    let mut last: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let mut told: ByPlace<'_, BTreeMap<&str, Vec<&Observation>>> = BTreeMap::new();
    for one in observations {
        let Some(channel) = one.channel.as_ref().map(|channel| channel.name()) else { continue };
        if let Some(before) = last.insert((&one.document, &one.stage), channel).filter(|before| *before != channel) {
            changes.entry((before, channel)).or_default().insert(&one.participant);
        }
        told.entry((&one.stage, one.touchpoint.as_deref())).or_default().entry(channel).or_default().push(one);
    }
    let mut transitions: Vec<ChannelTransition> = changes
        .into_iter()
        .map(|((from, to), who)| ChannelTransition { from: from.to_owned(), to: to.to_owned(), respondents: who.len() as u64 })
        .collect();
    transitions.sort_by_key(|one| std::cmp::Reverse(one.respondents));
    let consistency = told.into_iter().filter_map(|((stage, touchpoint), channels)| {
        let mut means: Vec<(ChannelMean, Vec<f64>)> = channels
            .into_iter()
            .map(|(channel, told)| (channel, mean_valences(told)))
            .filter(|(_, felt)| felt.len() >= LEAST)
            .map(|(channel, felt)| {
                let (mean, values) = (mean_of(&felt), felt.into_values().collect::<Vec<f64>>());
                (ChannelMean { channel: channel.to_owned(), base: values.len() as u64, mean }, values)
            })
            .collect();
        means.sort_by(|left, right| right.0.mean.total_cmp(&left.0.mean));
        let (best, worst) = (means.first()?, means.last()?);
        let difference = difference_of_means(&best.1, &worst.1).filter(|_| means.len() > 1 && best.0.channel != worst.0.channel)?;
        Some(ChannelConsistency {
            place: Place::new(framework, stage, touchpoint),
            inconsistent: difference.is_significant(),
            difference,
            channels: means.into_iter().map(|(mean, _)| mean).collect(),
        })
    });
    ChannelAnalysis {
        transitions,
        repeated_information: showing(Marker::RepeatedInformation),
        hand_offs: showing(Marker::HandOff),
        consistency: consistency.collect(),
    }
}
