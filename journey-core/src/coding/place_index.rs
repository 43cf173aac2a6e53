//! Placing a clause: which stage and touchpoint its words name, or its meaning comes near to.

use std::{collections::HashMap, sync::Arc};

use super::Code;
use crate::{
    journey::{Framework, Touchpoint},
    text::{LabelMatcher, stems},
};

// The next three were set by hand, by reading which sentences of simulated interviews (`simulate::insurance_cohort`) moved, not fitted to labels;
// a lower one places more sentences, and more of them wrongly. `examples/rust/src/bin/score.rs` measures placing on labels of one's own.

/// The score from which meaning alone places a text within a known stage.
const NEAR_IN_STAGE: f64 = 0.38;
/// The score from which meaning alone places a text anywhere.
const NEAR: f64 = 0.5;
/// How far the best must lead the second.
const LEAD: f64 = 0.05;

/// The names and meanings of a framework's places, ready to be found.
#[derive(Clone, Debug)]
pub(crate) struct PlaceIndex {
    framework: Arc<Framework>,
    /// By their first stem.
    stages: HashMap<String, Vec<(usize, Vec<String>)>>,
    touchpoints: HashMap<String, Vec<(usize, Vec<String>)>>,
    meanings: LabelMatcher,
}

/// Where a clause stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed<'a> {
    pub(crate) stage: &'a str,
    pub(crate) touchpoint: Option<&'a str>,
    pub(crate) reason: Reason,
}

/// Why a clause stands there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reason {
    /// The question was about the stage.
    Asked,
    /// Its meaning comes near.
    Meaning,
    /// It names the place.
    Named,
    /// It goes on about the one before.
    Onward,
}

impl Reason {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Asked => "the question's stage",
            Self::Meaning => "near in meaning",
            Self::Named => "named",
            Self::Onward => "goes on from before",
        }
    }
}

/// The entries of an index whose alias a text holds.
fn found<'i>(index: &'i HashMap<String, Vec<(usize, Vec<String>)>>, text: &'i [String]) -> impl Iterator<Item = &'i (usize, Vec<String>)> {
    text.iter().enumerate().flat_map(move |(at, stem)| {
        let rest = text.get(at..).unwrap_or_default();
        index.get(stem).into_iter().flatten().filter(move |(_, alias)| rest.starts_with(alias))
    })
}

fn by_first_stem<'a>(names: impl Iterator<Item = (usize, &'a String)>) -> HashMap<String, Vec<(usize, Vec<String>)>> {
    let mut index: HashMap<String, Vec<(usize, Vec<String>)>> = HashMap::new();
    for (at, name) in names {
        let alias = stems(name);
        if let Some(first) = alias.first() {
            index.entry(first.clone()).or_default().push((at, alias));
        }
    }
    index
}

impl PlaceIndex {
    pub(crate) fn new(framework: &Arc<Framework>, codes: &[Code]) -> Self {
        let stages = framework.stages.iter().enumerate();
        let touchpoints = || framework.touchpoints.iter().enumerate();
        let described = framework.touchpoints.iter().map(|one| {
            let definition = codes.iter().find(|code| code.id == one.id).map(|code| code.definition.as_str());
            (one.name.as_str(), one.aliases.iter().map(String::as_str).collect(), definition)
        });
        Self {
            stages: by_first_stem(
                stages.flat_map(|(at, stage)| std::iter::once(&stage.name).chain(&stage.aliases).map(move |name| (at, name))),
            ),
            touchpoints: by_first_stem(
                touchpoints().flat_map(|(at, one)| std::iter::once(&one.name).chain(&one.aliases).map(move |name| (at, name))),
            ),
            meanings: LabelMatcher::with_aliases(described),
            framework: Arc::clone(framework),
        }
    }

    /// How many touchpoints a text names.
    pub(crate) fn specific_hits(&self, text: &str) -> usize {
        let text = stems(text);
        let mut hit: Vec<usize> = found(&self.touchpoints, &text).map(|(at, _)| *at).collect();
        hit.sort_unstable();
        hit.dedup();
        hit.len()
    }

    /// Places a text by what its stems name, given the stage that its question is about.
    ///
    /// A touchpoint of another stage than the one asked about, or than the one named, needs that stage's own name.
    pub(crate) fn place<'a>(&'a self, said: &[String], asked: Option<&'a str>) -> Option<Placed<'a>> {
        let mut named: Vec<(usize, &str)> =
            found(&self.stages, said).filter_map(|(at, _)| Some((*at, self.framework.stages.get(*at)?.id.as_str()))).collect();
        named.sort_unstable();
        named.dedup();
        let is_named = |stage: &str| named.iter().any(|(_, named)| *named == stage);
        let free = asked.is_none() && named.is_empty();
        let touchpoint = found(&self.touchpoints, said)
            .filter_map(|(at, alias)| Some((*at, alias.len(), self.framework.touchpoints.get(*at)?)))
            .filter(|(_, _, touchpoint)| asked == Some(touchpoint.stage.as_str()) || free || is_named(&touchpoint.stage))
            .map(|(at, length, touchpoint)| {
                let asked_here = asked == Some(touchpoint.stage.as_str());
                (2 * length + 3 * usize::from(asked_here) + usize::from(is_named(&touchpoint.stage)), std::cmp::Reverse(at), touchpoint)
            })
            // The first of the best, in the order of the journey.
            .max_by_key(|(score, at, _)| (*score, *at));
        if let Some((.., touchpoint)) = touchpoint {
            return Some(Placed { stage: &touchpoint.stage, touchpoint: Some(&touchpoint.id), reason: Reason::Named });
        }
        let asked = asked.map(|stage| Placed { stage, touchpoint: None, reason: Reason::Asked });
        asked.or_else(|| named.first().map(|(_, stage)| Placed { stage, touchpoint: None, reason: Reason::Named }))
    }

    /// Places a text by its meaning: among the touchpoints of a stage that is known, or among all.
    pub(crate) fn near(&self, text: &str, said: &[String], stage: Option<&str>) -> Option<Placed<'_>> {
        let scores = self.meanings.scores_of(text, said);
        let mut among: Vec<(f64, &Touchpoint)> = scores
            .into_iter()
            .zip(&self.framework.touchpoints)
            .filter(|(_, touchpoint)| stage.is_none_or(|stage| stage == touchpoint.stage))
            .collect();
        among.sort_by(|left, right| right.0.total_cmp(&left.0));
        let mut ranked = among.into_iter();
        let (best, touchpoint) = ranked.next()?;
        let second = ranked.next().map_or(0.0, |(score, _)| score);
        let least = if stage.is_some() { NEAR_IN_STAGE } else { NEAR };
        (best >= least && best - second >= LEAD).then_some(Placed {
            stage: &touchpoint.stage,
            touchpoint: Some(&touchpoint.id),
            reason: Reason::Meaning,
        })
    }
}
