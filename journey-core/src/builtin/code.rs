//! Coding by rules: clause by clause, each with its place and its cue.

use std::sync::LazyLock;

use super::{
    cue::{self, Cue, General},
    marker::markers,
};
use crate::{
    coding::{CodingContext, CodingProposal, NumberedSentence, PlaceReason, Placed, ProposedObservation},
    journey::{Channel, EmotionLabel, Marker, ObservationKind, named_channel},
    text::{ClauseLink, clauses, language::english, pattern::Regex, split_sentences, stems, words},
};

/// The stage of a clause that could not be placed: the check returns it with the reason.
const UNPLACED: &str = "unplaced";
/// The most sentences of one observation.
const MOST_SENTENCES: usize = 6;
/// The most observations of one window, as its schema has it: no more than one a sentence.
const MOST_OBSERVATIONS: usize = 80;

static EXPECTED: LazyLock<Regex> = LazyLock::new(|| english("gap.expected"));
static INSTEAD: LazyLock<Regex> = LazyLock::new(|| english("gap.instead"));

pub(super) fn code(context: &CodingContext) -> CodingProposal {
    let index = context.framework.places();
    let mut observations: Vec<ProposedObservation> = Vec::new();
    let mut before: Option<(u32, Placed<'_>)> = None;
    let mut expecting: Option<&NumberedSentence> = None;
    for sentence in &context.sentences {
        let asked = sentence.stage.as_deref().and_then(|stage| context.framework.framework().stage(stage)).map(|stage| stage.id.as_str());
        let same_turn = before.filter(|(turn, _)| *turn == sentence.id.turn).map(|(_, place)| place);
        let answered = sentence
            .question
            .as_deref()
            .filter(|_| asked.is_none())
            .and_then(|question| index.place(&stems(last_question(question)), None));
        let said = stems(&sentence.text);
        let named = index.place(&said, asked);
        let whole = inherit(named, same_turn).or(answered);
        // What names no touchpoint may still mean one.
        let whole = match whole {
            Some(place) if place.touchpoint.is_none() => index.near(&sentence.text, &said, Some(place.stage)).or(whole),
            None => index.near(&sentence.text, &said, None),
            placed => placed,
        };
        let parts = clauses(&sentence.text);
        let cause = parts.iter().any(|clause| clause.link == ClauseLink::Cause).then_some(sentence);
        let mut told = false;
        let expected_here = EXPECTED.is_match(&sentence.text).then_some(sentence);
        let general = cue::general(&sentence.text, context.source);
        let heard = Heard { sentence, channel: named_channel(&sentence.text), markers: markers(&sentence.text) };
        let contradicts = INSTEAD.is_match(&sentence.text);
        for clause in &parts {
            let Some(cue) = cue::read(clause.text).filter(|cue| match general {
                Some(General::Everything) => cue.kind == ObservationKind::Suggestion,
                Some(General::Praise) => cue.valence <= 0,
                None => true,
            }) else {
                continue;
            };
            let here = if parts.len() == 1 { named } else { index.place(&stems(clause.text), asked) };
            let place = inherit(here.filter(|place| place.touchpoint.is_some()).or(whole), same_turn);
            told = true;
            push(&mut observations, propose(&heard, place, &cue, cause));
            let gap = expected_here.filter(|_| clause.link == ClauseLink::Contrast).or_else(|| expecting.filter(|_| contradicts));
            if let Some(expected) = gap
                && cue.kind == ObservationKind::Pain
            {
                let mut gap = propose(&heard, place, &cue, None);
                gap.kind = ObservationKind::ExpectationGap;
                gap.expected = Some(expected.id.to_string());
                gap.actual = Some(sentence.id.to_string());
                gap.sentences = if expected.id == sentence.id {
                    vec![sentence.id.to_string()]
                } else {
                    vec![expected.id.to_string(), sentence.id.to_string()]
                };
                gap.reason = "what happened is set against what was expected".into();
                push(&mut observations, gap);
            }
        }
        // A touchpoint that is told of without feeling is a neutral experience.
        if !told
            && words(&sentence.text).len() >= 5
            && let Some(place) = whole.filter(|place| place.touchpoint.is_some())
        {
            let cue = Cue {
                kind: ObservationKind::Neutral,
                emotion: EmotionLabel::Neutral,
                valence: 0,
                confidence: 0.4,
                rule: "touchpoint without feeling",
                words: String::new(),
            };
            push(&mut observations, propose(&heard, Some(place), &cue, None));
        }
        expecting = expected_here;
        before = whole.map(|place| (sentence.id.turn, place)).or(before);
    }
    fit(&mut observations);
    CodingProposal { observations }
}

/// Leaves out what a window has no room for: first what was told without feeling, then what came last.
fn fit(observations: &mut Vec<ProposedObservation>) {
    if observations.len() > MOST_OBSERVATIONS {
        observations.retain(|one| one.kind != ObservationKind::Neutral);
        observations.truncate(MOST_OBSERVATIONS);
    }
}

/// What a sentence tells as a whole, whichever of its clauses is read.
struct Heard<'a> {
    sentence: &'a NumberedSentence,
    channel: Option<Channel>,
    markers: Vec<Marker>,
}

/// A sentence that names no touchpoint goes on about the one before it, within a turn and a stage.
fn inherit<'a>(place: Option<Placed<'a>>, before: Option<Placed<'a>>) -> Option<Placed<'a>> {
    match (place, before) {
        (Some(place), Some(before)) if place.touchpoint.is_none() && place.stage == before.stage => Some(onward(before)),
        (None, before) => before.map(onward),
        (place, _) => place,
    }
}

fn onward(place: Placed<'_>) -> Placed<'_> {
    Placed { reason: PlaceReason::Onward, ..place }
}

/// The part of an interviewer's turn that asks: its last sentence.
fn last_question(turn: &str) -> &str {
    split_sentences(turn).last().and_then(|span| span.slice(turn)).unwrap_or(turn)
}

fn propose(heard: &Heard<'_>, place: Option<Placed<'_>>, cue: &Cue, cause: Option<&NumberedSentence>) -> ProposedObservation {
    ProposedObservation {
        sentences: vec![heard.sentence.id.to_string()],
        stage: place.map_or(UNPLACED, |place| place.stage).to_owned(),
        touchpoint: place.and_then(|place| place.touchpoint).map(str::to_owned),
        new_touchpoint: None,
        channel: heard.channel.as_ref().map(|channel| channel.name().to_owned()),
        kind: cue.kind,
        emotion: cue.emotion,
        valence: cue.valence,
        cause: cause.filter(|_| cue.kind == ObservationKind::Pain).map(|sentence| sentence.id.to_string()),
        expected: None,
        actual: None,
        markers: heard.markers.clone(),
        confidence: (cue.confidence * 100.0).round() / 100.0,
        reason: reason(cue, place),
    }
}

/// Which rule decided, by which words, and why the place: at most what the schema allows.
fn reason(cue: &Cue, place: Option<Placed<'_>>) -> String {
    let placed = place.map_or("not placed", |place| place.reason.words());
    if cue.words.is_empty() {
        return format!("{}; {placed}", cue.rule);
    }
    let words: String = cue.words.chars().take(80).collect();
    format!("{} `{words}`; {placed}", cue.rule)
}

/// Adds an observation, or lengthens the last of its kind when the same thing goes on in the same turn.
fn push(observations: &mut Vec<ProposedObservation>, next: ProposedObservation) {
    let key = |observation: &ProposedObservation| (observation.stage.clone(), observation.touchpoint.clone(), observation.kind);
    let turn = |id: &str| id.split('.').next().map(str::to_owned);
    let known = observations.iter_mut().rev().take(3).find(|known| {
        key(known) == key(&next)
            && known.sentences.len() < MOST_SENTENCES
            && known.sentences.last().and_then(|id| turn(id)) == next.sentences.first().and_then(|id| turn(id))
    });
    let Some(known) = known.filter(|known| known.kind != ObservationKind::ExpectationGap && known.kind != ObservationKind::Suggestion)
    else {
        observations.push(next);
        return;
    };
    for id in next.sentences {
        if !known.sentences.contains(&id) {
            known.sentences.push(id);
        }
    }
    if next.valence.abs() > known.valence.abs() {
        (known.valence, known.emotion) = (next.valence, next.emotion);
    }
    known.confidence = known.confidence.max(next.confidence);
    known.channel = known.channel.take().or(next.channel);
    known.cause = known.cause.take().or(next.cause);
    for marker in next.markers {
        if !known.markers.contains(&marker) {
            known.markers.push(marker);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        builtin,
        journey::{Document, DocumentSource, Framework, Observation, ObservationKind, Role},
    };

    fn coded(question: &str, stage: &str, answer: &str) -> Vec<Observation> {
        let mut document = Document::new("d", DocumentSource::Interview, "p");
        document.push(Role::Interviewer, question).stage = Some(stage.into());
        document.push(Role::Customer, answer);
        let framework = Framework::template("insurance").cloned().unwrap_or_else(|_| unreachable!());
        builtin::code_document(&document, &framework).map(|coding| coding.observations).unwrap_or_default()
    }

    #[test]
    fn mixed_sentences_give_two_kinds() {
        let found = coded("How was buying?", "purchase", "The online form was quick and easy, but paying by direct debit failed twice.");
        let kinds: Vec<_> = found.iter().map(|one| (one.kind, one.place.touchpoint().map(str::to_owned))).collect();
        assert_eq!(
            kinds,
            [(ObservationKind::Delight, Some("online_application".into())), (ObservationKind::Pain, Some("payment_set_up".into()))]
        );
    }

    #[test]
    fn a_gap_names_both_sides() {
        let found = coded("And the claim?", "claims", "I expected an update within days. Instead I heard nothing for a month.");
        let gap = found.iter().find(|one| one.kind == ObservationKind::ExpectationGap);
        let pair = gap.and_then(|gap| gap.expectation.as_ref()).map(|pair| (pair.expected.text.as_str(), pair.actual.text.as_str()));
        assert_eq!(pair, Some(("I expected an update within days.", "Instead I heard nothing for a month.")));
    }

    #[test]
    fn another_stage_needs_more_than_one_word() {
        let found = coded("How were the first weeks?", "onboarding", "The price seemed unfair. My renewal price went up by a third.");
        let stages: Vec<_> = found.iter().map(|one| one.place.stage()).collect();
        assert_eq!(stages, ["onboarding", "renewal"]);
    }
}
