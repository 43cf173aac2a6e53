//! A step of the map: one touchpoint with everything that was said of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CurvePoint, Priority, Share, Verbatim,
    index::{AtPlace, Index},
    verbatim::{headline, most_telling, pairs},
};
use crate::journey::{Channel, EmotionLabel, Expectation, Framework, ObservationKind, Place};

/// The most quotations of what customers did.
const ACTIONS: usize = 2;
/// The most emotions that a step names.
const EMOTIONS: usize = 3;

/// How many respondents reported an emotion.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct EmotionCount {
    pub emotion: EmotionLabel,
    pub count: u64,
}

/// How many respondents used or named a channel.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChannelCount {
    /// The channel's name.
    pub channel: String,
    /// Respondents.
    pub count: u64,
}

/// A mean with its base.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Mean {
    pub value: f64,
    /// Respondents.
    pub base: u64,
}

/// The rank and score of a step's pain.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct StepPriority {
    /// From 1.
    pub rank: u32,
    /// Prevalence × severity × impact.
    pub score: f64,
}

/// A step of the journey: a touchpoint, or a stage as a whole.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MapStep {
    /// A touchpoint; without one, what was said of the stage in general.
    pub place: Place,
    pub name: String,
    /// Respondents who mentioned it.
    pub base: u64,
    /// A headline in a customer's words.
    pub headline: Option<Verbatim>,
    /// What customers did.
    pub actions: Vec<Verbatim>,
    /// Channels by how many respondents named them, most first.
    pub channels: Vec<ChannelCount>,
    /// The touchpoint's usual channel, which the framework names whether anybody did or not.
    #[serde(default)]
    pub usual_channel: Option<Channel>,
    /// The clearest pair of what was expected and what happened.
    pub expectation: Option<Expectation>,
    /// The point of the emotion curve.
    pub curve: CurvePoint,
    /// The mean satisfaction, 0 to 10, of those who felt something here and rated.
    pub satisfaction: Option<Mean>,
    /// The most frequent emotions.
    pub emotions: Vec<EmotionCount>,
    /// The most telling words.
    pub quote: Option<Verbatim>,
    /// Respondents who reported pain here.
    pub pain_share: Option<Share>,
    /// Verbatims about pain.
    pub pains: Vec<Verbatim>,
    /// Respondents who reported delight here.
    pub delight_share: Option<Share>,
    /// Verbatims about delight.
    pub delights: Vec<Verbatim>,
    /// What customers need.
    #[serde(default)]
    pub needs: Vec<Verbatim>,
    /// What customers suggest.
    pub suggestions: Vec<Verbatim>,
    /// The rank and the score of its pain among the priorities.
    pub priority: Option<StepPriority>,
}

/// The places of the steps: touchpoints that were spoken of in the order of the journey; a stage without any is one empty step.
pub(super) fn places(framework: &Framework, index: &Index<'_>) -> Vec<Place> {
    let mut stages: Vec<_> = framework.stages.iter().collect();
    stages.sort_by_key(|stage| stage.order);
    let mut places = Vec::new();
    for stage in stages {
        let touchpoints = framework.touchpoints.iter().filter(|touchpoint| touchpoint.stage == stage.id);
        let whole = Place::whole(stage.id.as_str());
        let own = touchpoints.map(|touchpoint| Place::new(stage.id.as_str(), Some(&touchpoint.id)));
        let before = places.len();
        places.extend(std::iter::once(whole.clone()).chain(own).filter(|place| index.at(place).is_some()));
        if places.len() == before {
            places.push(whole);
        }
    }
    places
}

impl MapStep {
    pub(super) fn new(
        index: &Index<'_>,
        framework: &Framework,
        place: Place,
        curve: CurvePoint,
        priorities: &[Priority],
        quotes: usize,
    ) -> Self {
        let name = place.general_name(framework);
        let priority = priorities.iter().find(|one| one.place == place).map(|one| StepPriority { rank: one.rank, score: one.score });
        let usual_channel = place.touchpoint().and_then(|id| framework.touchpoint(id)?.channel.clone());
        let Some(at) = index.at(&place) else { return Self { usual_channel, ..Self::empty(place, name, curve) } };
        let share = |kind: ObservationKind| {
            let had = at.of_kind(kind).len() as u64;
            (had > 0).then(|| index.share(at.stage, had))
        };
        let words = |kind: ObservationKind| most_telling(index.words(at, kind), quotes);
        let felt = index.words(at, ObservationKind::Pain).chain(index.words(at, ObservationKind::Delight));
        Self {
            base: at.respondents().len() as u64,
            headline: headline(index.all_words(at)),
            actions: most_telling(index.words(at, ObservationKind::Milestone), ACTIONS),
            channels: channels(index, at),
            expectation: pairs(index.words(at, ObservationKind::ExpectationGap)).into_iter().next(),
            satisfaction: satisfaction(index, at),
            emotions: emotions(at),
            quote: most_telling(felt, 1).pop(),
            pain_share: share(ObservationKind::Pain),
            pains: words(ObservationKind::Pain),
            delight_share: share(ObservationKind::Delight),
            delights: words(ObservationKind::Delight),
            needs: words(ObservationKind::Need),
            suggestions: words(ObservationKind::Suggestion),
            priority,
            usual_channel,
            ..Self::empty(place, name, curve)
        }
    }

    /// A step that nobody spoke of.
    fn empty(place: Place, name: String, curve: CurvePoint) -> Self {
        Self {
            place,
            name,
            base: 0,
            headline: None,
            actions: Vec::new(),
            channels: Vec::new(),
            usual_channel: None,
            expectation: None,
            curve,
            satisfaction: None,
            emotions: Vec::new(),
            quote: None,
            pain_share: None,
            pains: Vec::new(),
            delight_share: None,
            delights: Vec::new(),
            needs: Vec::new(),
            suggestions: Vec::new(),
            priority: None,
        }
    }
}

fn satisfaction(index: &Index<'_>, at: &AtPlace<'_>) -> Option<Mean> {
    let csat = index.instrument("csat")?;
    let ratings: Vec<f64> = at.felt().iter().filter_map(|felt| index.respondent(felt.respondent)?.rating(csat)).collect();
    (!ratings.is_empty()).then(|| Mean { value: ratings.iter().sum::<f64>() / ratings.len() as f64, base: ratings.len() as u64 })
}

/// The commonest emotions by respondents; neutral only when nothing else was felt.
fn emotions(at: &AtPlace<'_>) -> Vec<EmotionCount> {
    let felt = at.told.iter().filter(|told| told.row.kind().is_felt());
    let mut counts = count(felt.filter_map(|told| Some((told.row.emotion()?, told.respondent))));
    if counts.len() > 1 {
        counts.remove(&EmotionLabel::Neutral);
    }
    let mut counts: Vec<EmotionCount> = counts.into_iter().map(|(emotion, count)| EmotionCount { emotion, count }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts.truncate(EMOTIONS);
    counts
}

/// Channels by respondents, most first.
fn channels(index: &Index<'_>, at: &AtPlace<'_>) -> Vec<ChannelCount> {
    let names = &index.corpus.names.channels;
    let counts = count(at.told.iter().map(|told| (names.name(told.row.channel.into()), told.respondent)));
    let named = counts.into_iter().filter(|(channel, _)| !channel.is_empty());
    let mut counts: Vec<ChannelCount> = named.map(|(channel, count)| ChannelCount { channel: channel.to_owned(), count }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// How many respondents go with each key, of pairs in the order of respondents.
fn count<K: Ord>(pairs: impl Iterator<Item = (K, u32)>) -> BTreeMap<K, u64> {
    let mut counts: BTreeMap<K, (u64, Option<u32>)> = BTreeMap::new();
    for (key, respondent) in pairs {
        let known = counts.entry(key).or_default();
        if known.1 != Some(respondent) {
            *known = (known.0 + 1, Some(respondent));
        }
    }
    counts.into_iter().map(|(key, (count, _))| (key, count)).collect()
}
