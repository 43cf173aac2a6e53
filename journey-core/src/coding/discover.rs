//! Places that customers speak of and nobody declared: what they name, in their words.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    cluster,
    thing::{Thing, things},
};
use crate::{
    error::Error,
    journey::{Document, Framework, Observation, Place, Role, Stage, Touchpoint},
    text::{Embedding, NounCounter, stems},
};

/// The most touchpoints of a discovered framework.
const MOST_TOUCHPOINTS: usize = 24;
/// The most stages of a discovered framework.
const MOST_STAGES: usize = 7;
/// How many touchpoints a discovered stage has on average, at least.
const OF_A_STAGE: usize = 3;

/// A touchpoint that the study did not declare, found in the data.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DiscoveredTouchpoint {
    /// Its id, made of its name.
    pub id: String,
    /// Its name: the word, or the two words, by which most customers name it.
    pub name: String,
    /// The stage's id.
    pub stage: String,
    /// The other words that name it.
    pub aliases: Vec<String>,
    /// Number of participants who mentioned it.
    pub participants: u64,
    /// The ids of its observations.
    pub observations: Vec<String>,
}

/// The stages and touchpoints that customers' own words tell, where no framework is known: what at least three of them, and 1.5 % of all, name.
/// Words of one meaning are one touchpoint; touchpoints that lie near each other are a stage, and stages stand in the order in which customers come to
/// speak of them. A researcher who knows the journey edits the names, merges and order.
///
/// Reads English; needs the feature `meaning` to join words by their meaning.
///
/// ```
/// use journey_core::{Document, coding::discover_framework, journey::{DocumentSource, Role}};
/// let said = ["The study room was locked.", "I love the study room, but the app is slow.", "Your app forgot that I booked a study room.", "The app crashed."];
/// let documents: Vec<Document> = said.iter().enumerate().map(|(at, said)| {
///     let mut review = Document::new(format!("r{at}"), DocumentSource::Review, format!("p{at}"));
///     review.push(Role::Customer, *said);
///     review
/// }).collect();
/// let found = discover_framework(&documents.iter().collect::<Vec<_>>(), "Library")?;
/// let names: Vec<&str> = found.touchpoints.iter().map(|touchpoint| touchpoint.name.as_str()).collect();
/// assert_eq!(names, ["App", "Study room"]);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When fewer than two things are named by enough customers.
pub fn discover_framework(documents: &[&Document], name: &str) -> Result<Framework, Error> {
    let mut customers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut counter = NounCounter::default();
    for document in documents {
        let next = customers.len() as u32;
        let holder = *customers.entry(&document.participant).or_insert(next);
        let turns = document.turns.iter().filter(|turn| turn.role == Role::Customer).map(|turn| turn.text.as_ref());
        counter.read(holder, &turns.collect::<Vec<&str>>().join("\n"));
    }
    let mut found = things(counter, customers.len());
    found.truncate(MOST_TOUCHPOINTS);
    if found.len() < 2 {
        return Err(Error::invalid(
            "documents",
            format!("{} customers name no two things that three of them share", customers.len()),
            "give more documents, or the framework of an industry",
        ));
    }
    let stages = in_stages(found);
    let mut framework = Framework { id: "discovered".into(), name: name.to_owned(), stages: Vec::new(), touchpoints: Vec::new() };
    for (order, things) in (0..).zip(stages) {
        let name = things.iter().take(2).map(Thing::name).reduce(|first, second| format!("{first} & {}", second.to_lowercase()));
        let name = name.unwrap_or_default();
        let stage = id(&format!("{name} stage"));
        framework.touchpoints.extend(things.into_iter().map(|thing| Touchpoint {
            id: id(&thing.name()),
            name: thing.name(),
            stage: stage.clone(),
            channel: None,
            // All of its words: who gives it another name still finds what customers call it.
            aliases: thing.words,
        }));
        framework.stages.push(Stage { id: stage, name, aliases: Vec::new(), order });
    }
    framework.check()?;
    Ok(framework)
}

/// Groups things that lie near each other, in the order in which customers come to speak of them.
fn in_stages(things: Vec<Thing>) -> Vec<Vec<Thing>> {
    let most = MOST_STAGES.min(things.len().div_ceil(OF_A_STAGE));
    let (meant, lone): (Vec<Thing>, Vec<Thing>) = things.into_iter().partition(|thing| thing.meaning.is_some());
    let meanings: Vec<Embedding> = meant.iter().filter_map(|thing| thing.meaning.clone()).collect();
    let groups = cluster::at_most(&meanings, most).into_iter();
    let mut stages: Vec<Vec<Thing>> =
        groups.map(|group| group.into_iter().filter_map(|at| meant.get(at).cloned()).collect()).chain(Some(lone)).collect();
    stages.retain(|stage| !stage.is_empty());
    let stands = |stage: &[Thing]| {
        let weight: f64 = stage.iter().map(|thing| thing.holders.len() as f64).sum();
        stage.iter().map(|thing| thing.stands * thing.holders.len() as f64).sum::<f64>() / weight.max(1.0)
    };
    stages.sort_by(|left, right| stands(left).total_cmp(&stands(right)));
    stages
}

/// Finds touchpoints among observations that have none, stage by stage: the things that the evidence of at least three participants names.
pub fn discover_touchpoints(observations: &[Observation]) -> Vec<DiscoveredTouchpoint> {
    let mut by_stage: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for one in observations.iter().filter(|one| one.place.touchpoint().is_none()) {
        by_stage.entry(one.place.stage()).or_default().push(one);
    }
    let mut found: Vec<DiscoveredTouchpoint> = Vec::new();
    for (stage, told) in by_stage {
        let mut participants: BTreeMap<&str, u32> = BTreeMap::new();
        let mut counter = NounCounter::default();
        for one in &told {
            let next = participants.len() as u32;
            let holder = *participants.entry(&one.participant).or_insert(next);
            one.evidence.iter().for_each(|quote| counter.read(holder, &quote.text));
        }
        let mut free = told;
        for thing in things(counter, participants.len()) {
            let names: HashSet<Vec<String>> = thing.words.iter().map(|word| stems(word)).collect();
            let (own, others): (Vec<&Observation>, Vec<&Observation>) = free.into_iter().partition(|one| names_any(one, &names));
            free = others;
            let who: BTreeSet<&str> = own.iter().map(|one| one.participant.as_str()).collect();
            if who.len() < 2 || found.iter().any(|known| known.id == id(&thing.name())) {
                continue;
            }
            found.push(DiscoveredTouchpoint {
                id: id(&thing.name()),
                name: thing.name(),
                stage: stage.to_owned(),
                participants: who.len() as u64,
                observations: own.iter().map(|one| one.id.clone()).collect(),
                aliases: thing.words.into_iter().skip(1).collect(),
            });
        }
    }
    found
}

fn names_any(one: &Observation, names: &HashSet<Vec<String>>) -> bool {
    one.evidence.iter().any(|quote| {
        let said = stems(&quote.text);
        [1, 2].into_iter().any(|length| said.windows(length).any(|part| names.contains(part)))
    })
}

/// Adds discovered touchpoints to a framework and to their observations.
pub fn adopt_touchpoints(discovered: &[DiscoveredTouchpoint], framework: &mut Framework, observations: &mut [Observation]) {
    for one in discovered.iter().filter(|one| framework.touchpoint(&one.id).is_none()).cloned().collect::<Vec<_>>() {
        let own: BTreeSet<&String> = one.observations.iter().collect();
        for observation in observations.iter_mut().filter(|observation| own.contains(&observation.id)) {
            observation.place = Place::new(observation.place.stage(), Some(&one.id));
        }
        framework.touchpoints.push(Touchpoint { id: one.id, name: one.name, stage: one.stage, channel: None, aliases: one.aliases });
    }
}

fn id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_lowercase()
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
        assert_eq!(names, BTreeSet::from(["Breakfast", "Parking"]), "{found:?}");
        adopt_touchpoints(&found, &mut framework, &mut observations);
        assert_eq!(framework.check(), Ok(()));
        assert!(observations.iter().filter(|one| one.place.touchpoint().is_some()).count() >= 6);
    }
}
