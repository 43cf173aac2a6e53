//! The choice of words that stand on a map.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::corpus::SampledObservation;
use crate::journey::{Expectation, Quotation};

/// The longest quotation that a lane of the picture shows, in characters.
const LONGEST_QUOTE: usize = 140;
/// The lengths of a quotation that can name a step, in characters.
const HEADLINE: std::ops::RangeInclusive<usize> = 16..=64;

/// A customer's own words, with their source.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Verbatim {
    pub quote: Quotation,
    /// The participant's id.
    pub participant: String,
    /// The id of the observation that cites them.
    pub observation: String,
    /// The BCP 47 tag of their language, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The most telling words: strong feeling, quotable length, one of each participant.
pub(super) fn most_telling<'a>(words: impl Iterator<Item = SampledObservation<'a>>, most: usize) -> Vec<Verbatim> {
    let mut rated: Vec<_> = words
        .filter_map(|one| {
            let (at, text) = one.texts().enumerate().min_by_key(|(_, text)| text.chars().count().abs_diff(LONGEST_QUOTE * 2 / 3))?;
            let fits = (20..=LONGEST_QUOTE).contains(&text.chars().count());
            let strength = (fits, one.valence().abs(), (one.confidence() * 100.0) as u32);
            Some((std::cmp::Reverse(strength), one.document(), one.id(), at, text, one))
        })
        .collect();
    rated.sort_by(|left, right| (left.0, left.1, left.2).cmp(&(right.0, right.1, right.2)));
    let mut participants = BTreeSet::new();
    let mut said = BTreeSet::new();
    let chosen = rated
        .into_iter()
        .filter(|(.., text, one)| !said.contains(text) && participants.insert(one.participant()) && said.insert(*text))
        .take(most);
    chosen.filter_map(|(.., at, _, one)| one.verbatim(at)).collect()
}

/// The words that name a step: of the strongest feeling, the longest that can stand as a headline.
pub(super) fn headline<'a>(words: impl Iterator<Item = SampledObservation<'a>>) -> Option<Verbatim> {
    let lines = words.flat_map(|one| one.texts().enumerate().map(move |(at, text)| (one, at, text.chars().count())));
    let (one, at, _) = lines
        .filter(|(.., length)| HEADLINE.contains(length))
        .min_by_key(|(one, at, length)| (std::cmp::Reverse((one.valence().abs(), *length)), one.document(), one.id(), *at))?;
    one.verbatim(at)
}

/// The pairs of expectation and fact, the shortest first: they are the clearest.
pub(super) fn pairs<'a>(words: impl Iterator<Item = SampledObservation<'a>>) -> Vec<Expectation> {
    let mut pairs: Vec<Expectation> = words.filter_map(SampledObservation::expectation).collect();
    pairs.sort_by_cached_key(|pair| (pair.expected.text.len() + pair.actual.text.len(), pair.expected.clone(), pair.actual.clone()));
    pairs.dedup();
    pairs
}
