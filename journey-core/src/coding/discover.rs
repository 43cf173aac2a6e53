//! Touchpoints that customers speak of and the study does not declare: their sentences clustered by meaning and named by their words.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    journey::{Framework, Observation, Place, Touchpoint},
    text::{Meaning, content_words, stem},
};

/// The distance, one minus cosine, at which clusters stay apart.
const APART: f64 = 0.62;
/// The fewest participants of a touchpoint.
const LEAST: usize = 3;
/// The most observations clustered at once: the work grows with their square.
const MOST: usize = 4000;

/// A touchpoint that the study did not declare, found in the data.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DiscoveredTouchpoint {
    /// Its id, made of its name.
    pub id: String,
    /// Its name: the words that its sentences share and others lack.
    pub name: String,
    /// The stage's id.
    pub stage: String,
    /// Number of participants who mentioned it.
    pub participants: u64,
    /// The ids of its observations.
    pub observations: Vec<String>,
    /// How similar its sentences are, 0 to 1: their mean cosine similarity to the shared direction.
    pub cohesion: f64,
}

/// Finds touchpoints among observations that have none, stage by stage: average-linkage clusters (Sokal and Michener 1958) of the meanings of
/// their evidence. Needs the feature `meaning`; without it nothing is found.
pub fn discover_touchpoints(observations: &[Observation]) -> Vec<DiscoveredTouchpoint> {
    let mut by_stage: BTreeMap<&str, Vec<(&Observation, Meaning)>> = BTreeMap::new();
    for one in observations.iter().filter(|one| one.place.touchpoint().is_none()) {
        if let Some(meaning) = one.evidence.first().and_then(|quote| Meaning::of(&topic(&quote.text))) {
            by_stage.entry(one.place.stage()).or_default().push((one, meaning));
        }
    }
    let mut found: Vec<DiscoveredTouchpoint> = Vec::new();
    for (stage, mut told) in by_stage {
        told.truncate(MOST);
        let common = Meaning::mean(told.iter().map(|(_, meaning)| meaning));
        for members in clusters(&told.iter().map(|(_, meaning)| meaning.clone()).collect::<Vec<_>>()) {
            let own: Vec<&(&Observation, Meaning)> = members.iter().filter_map(|at| told.get(*at)).collect();
            let who: BTreeSet<&str> = own.iter().map(|(one, _)| one.participant.as_str()).collect();
            if who.len() < LEAST {
                continue;
            }
            let centre = Meaning::mean(own.iter().map(|(_, meaning)| meaning)).or_else(|| common.clone());
            let cohesion =
                centre.map_or(0.0, |centre| own.iter().map(|(_, meaning)| meaning.likeness(&centre)).sum::<f64>() / own.len() as f64);
            let Some(name) =
                name(&own.iter().map(|(one, _)| *one).collect::<Vec<_>>(), &told.iter().map(|(one, _)| *one).collect::<Vec<_>>())
            else {
                continue;
            };
            let id = name.to_lowercase().replace(' ', "_");
            if found.iter().any(|known| known.id == id) {
                continue;
            }
            found.push(DiscoveredTouchpoint {
                id,
                name,
                stage: stage.to_owned(),
                participants: who.len() as u64,
                observations: own.iter().map(|(one, _)| one.id.clone()).collect(),
                cohesion,
            });
        }
    }
    found
}

/// Adds discovered touchpoints to a framework and to their observations.
pub fn adopt_touchpoints(discovered: &[DiscoveredTouchpoint], framework: &mut Framework, observations: &mut [Observation]) {
    for one in discovered.iter().filter(|one| framework.touchpoint(&one.id).is_none()).cloned().collect::<Vec<_>>() {
        framework.touchpoints.push(Touchpoint { id: one.id.clone(), name: one.name, stage: one.stage, channel: None, aliases: Vec::new() });
        let own: BTreeSet<&String> = one.observations.iter().collect();
        for observation in observations.iter_mut().filter(|observation| own.contains(&observation.id)) {
            observation.place = Place::new(observation.place.stage(), Some(&one.id));
        }
    }
}

/// The words of a sentence that can name a thing.
fn topic(text: &str) -> String {
    let words = content_words(text);
    if words.is_empty() { text.to_owned() } else { words.join(" ") }
}

/// Members of each cluster, largest first.
fn clusters(meanings: &[Meaning]) -> Vec<Vec<usize>> {
    let size = meanings.len();
    let mut distances: Vec<f32> = Vec::with_capacity(size * size.saturating_sub(1) / 2);
    for (at, left) in meanings.iter().enumerate() {
        distances.extend(meanings.iter().skip(at + 1).map(|right| (1.0 - left.likeness(right)) as f32));
    }
    if size < 2 {
        return (0..size).map(|at| vec![at]).collect();
    }
    let tree = kodama::linkage(&mut distances, size, kodama::Method::Average);
    let mut groups: Vec<Option<Vec<usize>>> = (0..size).map(|at| Some(vec![at])).collect();
    for step in tree.steps() {
        if f64::from(step.dissimilarity) > APART {
            break;
        }
        let mut take = |at: usize| groups.get_mut(at).and_then(Option::take).unwrap_or_default();
        let mut joined = take(step.cluster1);
        joined.extend(take(step.cluster2));
        groups.push(Some(joined));
    }
    let mut all: Vec<Vec<usize>> = groups.into_iter().flatten().collect();
    all.iter_mut().for_each(|group| group.sort_unstable());
    all.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    all
}

/// The word, or the pair of words, that most of a cluster's observations hold and few others.
fn name(own: &[&Observation], all: &[&Observation]) -> Option<String> {
    let terms = |one: &Observation| -> BTreeMap<String, String> {
        let words: Vec<String> =
            one.evidence.iter().flat_map(|quote| content_words(&quote.text)).filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let single = words.iter().map(|word| (stem(word), word.clone()));
        let pairs = words.windows(2).filter_map(|pair| Some((format!("{} {}", stem(pair.first()?), stem(pair.last()?)), pair.join(" "))));
        single.chain(pairs).collect()
    };
    let mut held: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for one in own {
        for (term, word) in terms(one) {
            held.entry(term).or_insert((0, word)).0 += 1;
        }
    }
    let others: Vec<BTreeMap<String, String>> = all.iter().map(|one| terms(one)).collect();
    let score = |term: &str, count: usize| {
        let everywhere = others.iter().filter(|terms| terms.contains_key(term)).count().max(1);
        let pair = if term.contains(' ') { 1.5 } else { 1.0 };
        count as f64 * count as f64 / everywhere as f64 * pair
    };
    held.into_iter()
        .filter(|(_, (count, _))| *count >= 2)
        .max_by(|left, right| score(&left.0, left.1.0).total_cmp(&score(&right.0, right.1.0)).then_with(|| right.0.cmp(&left.0)))
        .map(|(_, (_, word))| word)
}

#[cfg(all(test, feature = "meaning"))]
mod tests {
    use super::*;
    use crate::{
        builtin,
        journey::{Document, DocumentSource, Role, Stage},
    };

    #[test]
    fn undeclared_touchpoints_are_found_and_named() {
        let stage = Stage { id: "stay".into(), name: "Stay".into(), aliases: Vec::new(), order: 0 };
        let mut framework = Framework { id: "hotel".into(), name: "Hotel".into(), stages: vec![stage], touchpoints: Vec::new() };
        let texts = [
            "The breakfast buffet was wonderful.",
            "Loved the breakfast, fresh fruit and good coffee.",
            "Breakfast was cold and the coffee awful.",
            "We were very happy with the breakfast every morning.",
            "The parking garage was too small for our car.",
            "Parking was a nightmare and expensive.",
            "I could not find any parking near the entrance.",
        ];
        let mut observations = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let mut document = Document::new(format!("d{at}"), DocumentSource::Review, format!("p{at}"));
            document.push(Role::Interviewer, "How was your stay?").stage = Some("stay".into());
            document.push(Role::Customer, *text);
            observations.extend(builtin::code_document(&document, &framework).map(|coding| coding.observations).unwrap_or_default());
        }
        let found = discover_touchpoints(&observations);
        let names: BTreeSet<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, BTreeSet::from(["breakfast", "parking"]), "{found:?}");
        adopt_touchpoints(&found, &mut framework, &mut observations);
        assert_eq!(framework.check(), Ok(()));
        assert!(observations.iter().filter(|one| one.place.touchpoint().is_some()).count() >= 6);
    }
}
