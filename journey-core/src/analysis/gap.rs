//! Expectation gaps.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Share,
    index::{AtPlace, Index, mean_of},
    verbatim::pairs,
};
use crate::{
    journey::{Expectation, Framework, ObservationKind, Place},
    text::Labels,
};

/// The most pairs that a gap shows.
const PAIRS: usize = 5;

/// Where customers expected something different.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ExpectationGap {
    pub place: Place,
    pub name: String,
    /// Who told of a gap, among those who could have.
    pub share: Share,
    /// The mean valence of the gaps, −2 to 2, by respondent: negative fell short of expectations, positive exceeded them.
    pub mean_valence: f64,
    /// The dimension of service quality that the pairs come nearest to (SERVQUAL: Parasuraman, Zeithaml and Berry 1988); none where none is
    /// near.
    pub dimension: Option<String>,
    /// Pairs of words: what was expected and what happened, the clearest first.
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
pub(super) fn gaps(index: &Index<'_>, framework: &Framework) -> Vec<ExpectationGap> {
    let mut found: Vec<ExpectationGap> = index.places().iter().filter_map(|at| gap(index, framework, at)).collect();
    found.sort_by_key(|gap| std::cmp::Reverse(gap.share.count));
    found
}

fn gap(index: &Index<'_>, framework: &Framework, at: &AtPlace<'_>) -> Option<ExpectationGap> {
    let felt = super::index::felt(at.told.iter().filter(|told| told.row.kind == ObservationKind::ExpectationGap.number()));
    if felt.is_empty() {
        return None;
    }
    let mut pairs = pairs(index.words(at, ObservationKind::ExpectationGap));
    let words: String = pairs.iter().map(|pair| format!("{} {} ", pair.expected.text, pair.actual.text)).collect();
    let dimension = DIMENSIONS.best(&words).and_then(|(at, _)| NAMES.get(at)).map(|name| (*name).to_owned());
    pairs.truncate(PAIRS);
    Some(ExpectationGap {
        place: at.place.clone(),
        name: at.place.general_name(framework),
        share: index.share(at.stage, felt.len() as u64),
        mean_valence: mean_of(&felt),
        dimension,
        pairs,
    })
}
