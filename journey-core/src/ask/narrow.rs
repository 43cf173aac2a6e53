//! What a question names: places, and the segment, the channel or the wave that it asks about, applied as a filter.

use crate::{
    analysis::{Corpus, CorpusFilter, JourneyMap, MapOptions},
    ask::QuestionTopic,
    journey::{Framework, Place, Touchpoint},
    text::stems,
};

/// Resamples of a part of a map.
const RESAMPLES: usize = 500;
/// Words for people: `claims` before one of them is a segment, and not the stage.
const PEOPLE: [&str; 13] = [
    "buyer",
    "client",
    "consumer",
    "customer",
    "guest",
    "member",
    "patient",
    "people",
    "policyholder",
    "segment",
    "shopper",
    "subscriber",
    "user",
];

/// The part of the findings that a question is about.
pub(super) struct Narrowed {
    pub(super) corpus: Corpus,
    pub(super) map: JourneyMap,
    /// What the part is, as a fact.
    pub(super) note: String,
}

/// The part that a question names; none where it names nothing, or what it names is what it compares.
pub(super) fn narrowed(map: &JourneyMap, corpus: &Corpus, question: &str, topic: QuestionTopic) -> Option<Narrowed> {
    let asked = stems(question);
    let mut filter = CorpusFilter::default();
    let mut parts = Vec::new();
    if topic != QuestionTopic::Segments {
        let name = |id: &String| map.base.segments.iter().find(|one| one.id == *id).map_or(id.clone(), |one| one.name.clone());
        let segments = corpus.segments().iter().filter(|id| names_segment(map, &asked, id, &name(id)));
        filter.segments = segments.cloned().collect();
        parts.extend(filter.segments.iter().map(|id| format!("segment {}", name(id))));
    }
    if !matches!(topic, QuestionTopic::AcrossChannels | QuestionTopic::Omnichannel) {
        filter.channels = corpus.channels().iter().filter(|name| !name.is_empty() && at(&asked, name).is_some()).cloned().collect();
        parts.extend(filter.channels.iter().map(|name| format!("what was said of the channel {name}")));
    }
    if topic != QuestionTopic::Waves {
        filter.waves = corpus.waves().iter().filter(|name| !name.is_empty() && at(&asked, name).is_some()).cloned().collect();
        parts.extend(filter.waves.iter().map(|name| format!("wave {name}")));
    }
    if parts.is_empty() {
        return None;
    }
    let part = corpus.filter(&filter);
    let options = MapOptions {
        include_simulated: Some(map.base.simulated > 0),
        resamples: RESAMPLES,
        ..MapOptions::new(map.title.as_str(), map.question.as_str())
    };
    let narrow = part.map(&framework(map), &options).ok()?;
    let note = format!("Only {}: {} of {} respondents", parts.join(" and "), narrow.base.respondents, map.base.respondents);
    (narrow.base.respondents > 0).then_some(Narrowed { corpus: part, map: narrow, note })
}

/// The stages and touchpoints of a map that a question names.
pub(super) fn named_places(map: &JourneyMap, question: &str) -> Vec<Place> {
    let asked = stems(question);
    let named = |name: &str| at(&asked, name).is_some();
    let steps = map.steps.iter().filter(|step| step.place.touchpoint().is_some() && named(&step.name));
    let mut places: Vec<Place> = steps.map(|step| step.place.clone()).collect();
    if places.is_empty() {
        places = map.stages.iter().filter(|one| named(&one.stage.name)).map(|one| Place::whole(one.stage.id.as_str())).collect();
    }
    places
}

/// Where a name ends in the stems of a question; none where it is not in it.
pub(super) fn at(asked: &[String], name: &str) -> Option<usize> {
    let name = stems(&name.replace('_', " "));
    (!name.is_empty()).then(|| asked.windows(name.len()).position(|window| window == name)).flatten().map(|at| at + name.len())
}

fn names_segment(map: &JourneyMap, asked: &[String], id: &str, name: &str) -> bool {
    let Some(end) = at(asked, name).or_else(|| at(asked, id)) else { return false };
    let of_people = asked.get(end).is_some_and(|next| PEOPLE.contains(&next.as_str()));
    let is_place = |place: &str| at(&stems(place), name).is_some() || at(&stems(place), id).is_some();
    of_people || !(map.stages.iter().any(|one| is_place(&one.stage.name)) || map.steps.iter().any(|step| is_place(&step.name)))
}

/// The framework that a map was drawn over, as far as it was spoken of.
pub(super) fn framework(map: &JourneyMap) -> Framework {
    let touchpoints = map.steps.iter().filter_map(|step| {
        Some(Touchpoint {
            id: step.place.touchpoint()?.to_owned(),
            name: step.name.clone(),
            stage: step.place.stage().to_owned(),
            channel: step.usual_channel.clone(),
            aliases: Vec::new(),
        })
    });
    Framework {
        id: "map".into(),
        name: map.title.clone(),
        stages: map.stages.iter().map(|one| one.stage.clone()).collect(),
        touchpoints: touchpoints.collect(),
    }
}
