//! Placing a clause: which stage and touchpoint its words name, or its meaning comes near to.

use std::{cell::LazyCell, collections::HashMap, sync::Arc};

use super::Code;
use crate::{
    journey::{Framework, Touchpoint},
    text::{LabelMatcher, MENTIONED, MENTIONED_AMONG_ALL, stems},
};

// The next three were set by hand, by reading which sentences of simulated interviews (`simulate::insurance_cohort`) moved, not fitted to labels;
// a lower one places more sentences, and more of them wrongly. `examples/rust/src/bin/score.rs` measures placing on labels of one's own.

/// The score from which meaning alone places a text within a known stage.
const NEAR_IN_STAGE: f64 = 0.38;
/// The score from which meaning alone places a text anywhere; raised from .5, where most of what it found was wrong, at no cost on MAMS.
const NEAR: f64 = 0.7;
/// How far the best must lead the second.
const LEAD: f64 = 0.05;

/// The names and meanings of a framework's places, ready to be found.
#[derive(Clone, Debug)]
pub(crate) struct PlaceIndex {
    framework: Arc<Framework>,
    stages: Names,
    touchpoints: Names,
    meanings: LabelMatcher,
    stage_meanings: LabelMatcher,
}

/// A name or an alias of a place.
#[derive(Clone, Debug)]
struct Name {
    at: usize,
    stems: Vec<String>,
    /// An alias of one word, such as `need` or `flights`: it is said of much else, and places nothing by itself.
    common: bool,
}

/// Names by their first stem.
type Names = HashMap<String, Vec<Name>>;

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

/// The names that a text holds.
fn found<'i>(index: &'i Names, text: &'i [String]) -> impl Iterator<Item = &'i Name> {
    text.iter().enumerate().flat_map(move |(at, stem)| {
        let rest = text.get(at..).unwrap_or_default();
        index.get(stem).into_iter().flatten().filter(move |name| rest.starts_with(&name.stems))
    })
}

/// The names and aliases of places in their order.
fn by_first_stem<'a>(places: impl Iterator<Item = (&'a String, &'a Vec<String>)>) -> Names {
    let mut index = Names::new();
    for (at, (name, aliases)) in places.enumerate() {
        for (alias, text) in std::iter::once((false, name)).chain(aliases.iter().map(|alias| (true, alias))) {
            let stems = stems(text);
            if let Some(first) = stems.first() {
                let common = alias && stems.len() == 1;
                index.entry(first.clone()).or_default().push(Name { at, stems, common });
            }
        }
    }
    index
}

impl PlaceIndex {
    pub(crate) fn new(framework: &Arc<Framework>, codes: &[Code]) -> Self {
        let defined = |id: &str| codes.iter().find(|code| code.id == id).map(|code| code.definition.clone()).unwrap_or_default();
        let aliases = |all: &'_ [String]| all.iter().map(|alias| alias.to_owned()).collect::<Vec<String>>();
        let touchpoints: Vec<_> = framework.touchpoints.iter().map(|one| (&one.name, aliases(&one.aliases), defined(&one.id))).collect();
        let stages: Vec<_> = framework
            .stages
            .iter()
            .map(|stage| {
                let own = framework.touchpoints.iter().filter(|one| one.stage == stage.id).map(|one| one.name.as_str());
                let known = defined(&stage.id);
                (&stage.name, aliases(&stage.aliases), own.chain(Some(known.as_str())).collect::<Vec<_>>().join(", "))
            })
            .collect();
        let labels = |all: &[(&String, Vec<String>, String)]| {
            LabelMatcher::with_aliases(all.iter().map(|(name, aliases, described)| {
                let described = Some(described.as_str()).filter(|text| !text.trim_matches([',', ' ']).is_empty());
                (name.as_str(), aliases.iter().map(String::as_str).collect(), described)
            }))
        };
        Self {
            stages: by_first_stem(framework.stages.iter().map(|stage| (&stage.name, &stage.aliases))),
            touchpoints: by_first_stem(framework.touchpoints.iter().map(|one| (&one.name, &one.aliases))),
            meanings: labels(&touchpoints),
            stage_meanings: labels(&stages),
            framework: Arc::clone(framework),
        }
    }

    /// How many touchpoints a text names outright, and how many with common words as well.
    pub(crate) fn specific_hits(&self, said: &[String]) -> (usize, usize) {
        let count = |common: bool| {
            let mut hit: Vec<usize> = found(&self.touchpoints, said).filter(|name| common || !name.common).map(|name| name.at).collect();
            hit.sort_unstable();
            hit.dedup();
            hit.len()
        };
        (count(false), count(true))
    }

    /// Places a text by what its stems name, given the stage that its question is about.
    ///
    /// A touchpoint of another stage than the one asked about, or than the one named, needs that stage's own name. An alias of one common word
    /// needs company: the stage asked about, its stage's own name, or a meaning that is nearest to it.
    pub(crate) fn place<'a>(&'a self, text: &str, said: &[String], asked: Option<&'a str>) -> Option<Placed<'a>> {
        let nearest_stage = LazyCell::new(|| self.stage_meanings.best_of(text, said));
        let mut named: Vec<(usize, &str)> = found(&self.stages, said)
            .filter(|name| !name.common || *nearest_stage == Some(name.at))
            .filter_map(|name| Some((name.at, self.framework.stages.get(name.at)?.id.as_str())))
            .collect();
        named.sort_unstable();
        named.dedup();
        let is_named = |stage: &str| named.iter().any(|(_, named)| *named == stage);
        let free = asked.is_none() && named.is_empty();
        let nearest = LazyCell::new(|| self.meanings.best_of(text, said));
        let touchpoint = found(&self.touchpoints, said)
            .filter_map(|name| Some((name, self.framework.touchpoints.get(name.at)?)))
            .filter(|(_, touchpoint)| asked == Some(touchpoint.stage.as_str()) || free || is_named(&touchpoint.stage))
            .filter(|(name, touchpoint)| {
                !name.common || asked == Some(touchpoint.stage.as_str()) || is_named(&touchpoint.stage) || *nearest == Some(name.at)
            })
            .map(|(name, touchpoint)| {
                let asked_here = asked == Some(touchpoint.stage.as_str());
                let score = 2 * name.stems.len() + 3 * usize::from(asked_here) + usize::from(is_named(&touchpoint.stage));
                (score, std::cmp::Reverse(name.at), touchpoint)
            })
            // The first of the best, in the order of the journey.
            .max_by_key(|(score, at, _)| (*score, *at));
        if let Some((.., touchpoint)) = touchpoint {
            return Some(Placed { stage: &touchpoint.stage, touchpoint: Some(&touchpoint.id), reason: Reason::Named });
        }
        let asked = asked.map(|stage| Placed { stage, touchpoint: None, reason: Reason::Asked });
        asked.or_else(|| named.first().map(|(_, stage)| Placed { stage, touchpoint: None, reason: Reason::Named }))
    }

    /// The touchpoints that the words of a sentence mean, one by one, with where each stands, and whether it is named outright; of the stage that
    /// was asked about, if one was.
    pub(crate) fn topics(&self, sentence: &str, said: &[String], asked: Option<&str>) -> Vec<(Placed<'_>, std::ops::Range<usize>)> {
        let named: Vec<usize> = found(&self.touchpoints, said).filter(|name| !name.common).map(|name| name.at).collect();
        let reason = |at: usize| if named.contains(&at) { Reason::Named } else { Reason::Meaning };
        let least = if asked.is_some() { MENTIONED } else { MENTIONED_AMONG_ALL };
        let meant = self.meanings.mentions(sentence, least).into_iter();
        let touchpoints = meant.filter_map(|(at, span)| Some((at, self.framework.touchpoints.get(at)?, span)));
        let own = touchpoints.filter(|(_, touchpoint, _)| asked.is_none_or(|asked| asked == touchpoint.stage));
        own.map(|(at, one, span)| (Placed { stage: &one.stage, touchpoint: Some(&one.id), reason: reason(at) }, span)).collect()
    }

    /// The name of a place.
    pub(crate) fn name<'a>(&'a self, place: Placed<'a>) -> &'a str {
        place.touchpoint.and_then(|id| self.framework.touchpoint(id)).map_or(place.stage, |touchpoint| &touchpoint.name)
    }

    /// The stage that a text is nearest to in meaning.
    pub(crate) fn near_stage(&self, text: &str, said: &[String]) -> Option<Placed<'_>> {
        let mut ranked: Vec<(f64, &str)> = self
            .stage_meanings
            .scores_of(text, said)
            .into_iter()
            .zip(self.framework.stages.iter().map(|stage| stage.id.as_str()))
            .collect();
        ranked.sort_by(|left, right| right.0.total_cmp(&left.0));
        let (best, stage) = *ranked.first()?;
        let second = ranked.get(1).map_or(0.0, |(score, _)| *score);
        (best >= NEAR && best - second >= LEAD).then_some(Placed { stage, touchpoint: None, reason: Reason::Meaning })
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
