//! Expectation gaps.

use std::{collections::BTreeMap, sync::LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Place, Share,
    place::{mean_of, mean_valences},
    prevalence::Base,
};
use crate::{
    journey::{Expectation, Framework, Observation, ObservationKind},
    text::Labels,
};

/// Where customers expected something else.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ExpectationGap {
    /// Where.
    pub place: Place,
    /// Who told of a gap, among those eligible.
    pub share: Share,
    /// The mean valence of the gaps, −2 to 2, by respondent: below zero fell short, above zero exceeded.
    pub mean_valence: f64,
    /// The dimension of service quality that the pairs are nearest to (SERVQUAL: Parasuraman, Zeithaml and Berry 1988); none without meaning.
    pub dimension: Option<String>,
    /// Pairs of words: what was expected and what happened, at most five.
    pub pairs: Vec<Expectation>,
}

static DIMENSIONS: LazyLock<Labels> = LazyLock::new(|| {
    Labels::new([
        ("reliability", Some("kept the promise, done right the first time, on the promised date, accurate, as agreed")),
        ("responsiveness", Some("prompt answer, quick reply, waiting time, willing to help, told when it would happen")),
        ("assurance", Some("competent, knowledgeable, trust, safe, confident, polite")),
        ("empathy", Some("personal attention, understood my situation, cared, listened, convenient hours")),
        ("tangibles", Some("documents, rooms, equipment, website and app, appearance, price and product")),
    ])
});
const NAMES: [&str; 5] = ["reliability", "responsiveness", "assurance", "empathy", "tangibles"];

/// Every place with a gap, most prevalent first.
pub(super) fn gaps(observations: &[Observation], framework: &Framework, base: &Base) -> Vec<ExpectationGap> {
    let mut places: BTreeMap<(&str, Option<&str>), Vec<&Observation>> = BTreeMap::new();
    for one in observations.iter().filter(|one| one.kind == ObservationKind::ExpectationGap) {
        places.entry((&one.stage, one.touchpoint.as_deref())).or_default().push(one);
    }
    let mut found: Vec<ExpectationGap> = places
        .into_iter()
        .map(|((stage, touchpoint), told)| {
            let felt = mean_valences(told.iter().copied());
            let mut pairs: Vec<Expectation> = told.iter().filter_map(|one| one.expectation.clone()).collect();
            pairs.sort_by_key(|pair| (pair.expected.text.len() + pair.actual.text.len(), pair.expected.clone()));
            pairs.dedup();
            let words: String = pairs.iter().map(|pair| format!("{} {} ", pair.expected.text, pair.actual.text)).collect();
            let dimension = DIMENSIONS.best(&words).and_then(|(at, _)| NAMES.get(at)).map(|name| (*name).to_owned());
            pairs.truncate(5);
            ExpectationGap {
                place: Place::new(framework, stage, touchpoint),
                share: base.share(stage, felt.len() as u64),
                mean_valence: mean_of(&felt),
                dimension,
                pairs,
            }
        })
        .collect();
    found.sort_by_key(|gap| (std::cmp::Reverse(gap.share.count), gap.place.clone()));
    found
}
