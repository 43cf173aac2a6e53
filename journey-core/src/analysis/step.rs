//! A step of the map: one touchpoint with everything that was said of it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CurvePoint, Share};
use crate::journey::{EmotionLabel, Expectation, Observation, ObservationKind, Quotation};

/// The longest quotation that a lane shows, in characters.
const SHOWN: usize = 140;
/// The longest quotation that names a step.
const TITLE: usize = 64;

/// A customer's words with who said them.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Verbatim {
    /// The words.
    pub quote: Quotation,
    /// The participant's id.
    pub participant: String,
    /// The observation that cites them.
    pub observation: String,
    /// The BCP 47 tag of their language, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// How many respondents reported an emotion.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct EmotionCount {
    /// The emotion.
    pub emotion: EmotionLabel,
    /// Respondents.
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
    /// The mean.
    pub value: f64,
    /// Respondents.
    pub base: u64,
}

/// Where a step's pain stands among the priorities.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct StepPriority {
    /// From 1.
    pub rank: u32,
    /// Prevalence × severity × impact.
    pub score: f64,
}

/// A step of the journey.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MapStep {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id; none for what was said of the stage as a whole.
    pub touchpoint: Option<String>,
    /// The name.
    pub name: String,
    /// Respondents who spoke of it.
    pub base: u64,
    /// The step in a customer's words.
    pub headline: Option<Verbatim>,
    /// What customers did.
    pub actions: Vec<Verbatim>,
    /// Channels by how many respondents named or used them, most first.
    pub channels: Vec<ChannelCount>,
    /// What was expected against what happened, the clearest pair.
    pub expectation: Option<Expectation>,
    /// The point of the emotion curve.
    pub curve: CurvePoint,
    /// The mean satisfaction, 0 to 10, of those who spoke of it and rated.
    pub satisfaction: Option<Mean>,
    /// The commonest emotions.
    pub emotions: Vec<EmotionCount>,
    /// The most telling words.
    pub quote: Option<Verbatim>,
    /// How many felt pain here.
    pub pain_share: Option<Share>,
    /// Words of pain.
    pub pains: Vec<Verbatim>,
    /// How many felt delight here.
    pub delight_share: Option<Share>,
    /// Words of delight.
    pub delights: Vec<Verbatim>,
    /// What customers suggest.
    pub suggestions: Vec<Verbatim>,
    /// The rank and the score of its pain among the priorities.
    pub priority: Option<StepPriority>,
}

impl MapStep {
    /// Every voice of the step.
    pub(super) fn voices_mut(&mut self) -> impl Iterator<Item = &mut Verbatim> {
        let one = self.headline.iter_mut().chain(self.quote.iter_mut());
        one.chain(&mut self.actions).chain(&mut self.pains).chain(&mut self.delights).chain(&mut self.suggestions)
    }
}

/// The most telling words among observations: strong feeling, quotable length, one of each participant.
pub(super) fn voices<'a>(observations: impl Iterator<Item = &'a Observation>, most: usize) -> Vec<Verbatim> {
    let mut rated: Vec<_> = observations
        .filter_map(|one| {
            let quote = one.evidence.iter().min_by_key(|quote| quote.text.chars().count().abs_diff(SHOWN * 2 / 3))?;
            let length = quote.text.chars().count();
            let fits = u8::from((20..=SHOWN).contains(&length));
            Some(((fits, one.emotion.valence.abs(), (one.confidence * 100.0) as u32), one, quote))
        })
        .collect();
    rated.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.2.cmp(right.2)));
    let mut heard = BTreeSet::new();
    let mut said = BTreeSet::new();
    let chosen = rated
        .into_iter()
        .filter(|(_, one, quote)| !said.contains(&quote.text) && heard.insert(&one.participant) && said.insert(&quote.text))
        .take(most);
    chosen
        .map(|(_, one, quote)| Verbatim {
            quote: quote.clone(),
            participant: one.participant.clone(),
            observation: one.id.clone(),
            language: None,
        })
        .collect()
}

/// The words that name a step: the shortest telling sentence.
pub(super) fn title(observations: &[&Observation]) -> Option<Verbatim> {
    observations
        .iter()
        .flat_map(|one| one.evidence.iter().map(move |quote| (one, quote)))
        .filter(|(_, quote)| (16..=TITLE).contains(&quote.text.chars().count()))
        .max_by(|left, right| {
            let key = |(one, quote): &(&&Observation, &Quotation)| (one.emotion.valence.abs(), quote.text.chars().count());
            key(left).cmp(&key(right)).then_with(|| right.1.cmp(left.1))
        })
        .map(|(one, quote)| Verbatim {
            quote: quote.clone(),
            participant: one.participant.clone(),
            observation: one.id.clone(),
            language: None,
        })
}

/// The three commonest emotions by respondents; neutral only when nothing else was felt.
pub(super) fn emotions(observations: &[&Observation]) -> Vec<EmotionCount> {
    let mut who: BTreeMap<EmotionLabel, BTreeSet<&str>> = BTreeMap::new();
    for one in observations.iter().filter(|one| super::curve::is_felt(one.kind)) {
        who.entry(one.emotion.label).or_default().insert(&one.participant);
    }
    if who.len() > 1 {
        who.remove(&EmotionLabel::Neutral);
    }
    let mut counts: Vec<EmotionCount> = who.into_iter().map(|(emotion, who)| EmotionCount { emotion, count: who.len() as u64 }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts.truncate(3);
    counts
}

/// Channels by respondents, most first.
pub(super) fn channels(observations: &[&Observation]) -> Vec<ChannelCount> {
    let mut who: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in observations {
        if let Some(channel) = &one.channel {
            who.entry(channel.name()).or_default().insert(&one.participant);
        }
    }
    let mut counts: Vec<ChannelCount> =
        who.into_iter().map(|(channel, who)| ChannelCount { channel: channel.to_owned(), count: who.len() as u64 }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// The clearest pair of expectation and fact.
pub(super) fn expectation(observations: &[&Observation]) -> Option<Expectation> {
    let gaps = observations.iter().filter(|one| one.kind == ObservationKind::ExpectationGap).filter_map(|one| one.expectation.as_ref());
    gaps.min_by_key(|pair| (pair.expected.text.len() + pair.actual.text.len(), &pair.expected)).cloned()
}
