//! Channels: transitions, repetition, and whether a touchpoint feels the same through each.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Share,
    index::{AtPlace, Index, Told, felt, mean_of},
};
use crate::{
    journey::{Framework, Marker, Place},
    statistics::{Difference, difference_of_means},
};

/// The fewest respondents of a channel that is compared.
const MIN_RESPONDENTS: usize = 5;

/// A change of channel.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelTransition {
    /// The channel before.
    pub from: String,
    /// The channel after.
    pub to: String,
    /// Number of respondents who described it.
    pub respondents: u64,
}

/// The mean valence of one channel at one touchpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelMean {
    pub channel: String,
    pub base: u64,
    /// The mean of respondents' mean valence, −2 to 2.
    pub mean: f64,
}

/// How the experience of one touchpoint differs between channels.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelConsistency {
    pub place: Place,
    pub name: String,
    /// The channels, best first.
    pub channels: Vec<ChannelMean>,
    /// The best channel's mean minus the worst's.
    pub difference: Difference,
    /// Whether the interval of the difference excludes zero.
    pub inconsistent: bool,
}

/// How customers move between channels, and whether the channels match.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelAnalysis {
    /// Channel changes within a stage, most frequent first.
    pub transitions: Vec<ChannelTransition>,
    /// Respondents who had to repeat information, among all with an observation.
    pub repeated_information: Share,
    /// Respondents who were handed off, among all with an observation.
    pub hand_offs: Share,
    /// Touchpoints where at least two channels have five respondents or more each.
    pub consistency: Vec<ChannelConsistency>,
}

pub(super) fn channels(index: &Index<'_>, framework: &Framework) -> ChannelAnalysis {
    let mut observed = vec![(false, 0_u8); index.respondents().len()];
    for told in index.places().iter().flat_map(|at| &at.told) {
        if let Some(known) = observed.get_mut(told.respondent as usize) {
            *known = (true, known.1 | told.row.markers);
        }
    }
    let base = observed.iter().filter(|(observed, _)| *observed).count() as u64;
    let showing = |marker: Marker| {
        let count = observed.iter().filter(|(_, markers)| markers >> marker.number() & 1 == 1).count();
        Share::new(count as u64, base, "respondents with an observation")
    };
    ChannelAnalysis {
        transitions: transitions(index),
        repeated_information: showing(Marker::RepeatedInformation),
        hand_offs: showing(Marker::HandOff),
        consistency: index.places().iter().filter_map(|at| consistency(index, framework, at)).collect(),
    }
}

fn transitions(index: &Index<'_>) -> Vec<ChannelTransition> {
    let names = &index.corpus.names.channels;
    let mut counts: BTreeMap<(u16, u16), u64> = BTreeMap::new();
    for respondent in index.respondents() {
        let own: BTreeSet<_> = respondent.presences().iter().flat_map(|presence| &*presence.changes).collect();
        own.into_iter().for_each(|change| *counts.entry((change.from, change.to)).or_default() += 1);
    }
    let name = |code: u16| names.name(code.into()).to_owned();
    let all = counts.into_iter().map(|((from, to), respondents)| ChannelTransition { from: name(from), to: name(to), respondents });
    let mut all: Vec<ChannelTransition> = all.collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.respondents));
    all
}

fn consistency(index: &Index<'_>, framework: &Framework, at: &AtPlace<'_>) -> Option<ChannelConsistency> {
    let names = &index.corpus.names.channels;
    let mut by_channel: BTreeMap<u16, Vec<Told>> = BTreeMap::new();
    at.told.iter().for_each(|told| by_channel.entry(told.row.channel).or_default().push(*told));
    let mut means: Vec<(ChannelMean, Vec<f64>)> = by_channel
        .into_iter()
        .map(|(channel, told)| (names.name(channel.into()), felt(told.iter())))
        .filter(|(channel, felt)| !channel.is_empty() && felt.len() >= MIN_RESPONDENTS)
        .map(|(channel, felt)| {
            let mean = ChannelMean { channel: channel.to_owned(), base: felt.len() as u64, mean: mean_of(&felt) };
            (mean, felt.into_iter().map(|felt| felt.mean).collect())
        })
        .collect();
    means.sort_by(|left, right| right.0.mean.total_cmp(&left.0.mean));
    let (best, worst) = (means.first()?, means.last().filter(|_| means.len() > 1)?);
    let difference = difference_of_means(&best.1, &worst.1)?;
    Some(ChannelConsistency {
        place: at.place.clone(),
        name: at.place.general_name(framework),
        inconsistent: difference.is_significant(),
        difference,
        channels: means.into_iter().map(|(mean, _)| mean).collect(),
    })
}
