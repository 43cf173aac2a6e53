//! Coding by rules: clause by clause, each with its place and its cue.

use std::{ops::Range, sync::LazyLock};

use super::{
    cue::{self, Cue},
    marker::markers,
};
use crate::{
    coding::{CodingContext, CodingProposal, NumberedSentence, PlaceReason, Placed, ProposedObservation},
    journey::{Channel, DocumentSource, Marker, ObservationKind, WHOLE_JOURNEY, named_channel},
    text::{
        Clause, ClauseLink, Embedding, Reading, SentenceReader, Signal, Statement, clauses, language::english, pattern::Regex,
        signals_of_words, split_sentences, stems, word_count,
    },
};

/// The chance from which a sentence that names a touchpoint tells an experience without feeling.
const HAPPENED: f64 = 0.5;
/// The rule of an experience without feeling.
const WITHOUT_FEELING: &str = "touchpoint without feeling";
/// The most words of a sentence that may be a signal as a whole.
const SHORT: usize = 9;
/// The most sentences of one observation.
const MOST_SENTENCES: usize = 6;
/// The most observations of one window, as its schema has it: no more than one a sentence.
const MOST_OBSERVATIONS: usize = 80;

static EXPECTED: LazyLock<Regex> = LazyLock::new(|| english("gap.expected"));
static INSTEAD: LazyLock<Regex> = LazyLock::new(|| english("gap.instead"));

pub(super) fn code(context: &CodingContext) -> CodingProposal {
    let mut observations: Vec<ProposedObservation> = Vec::new();
    let mut before: Option<(u32, Placed<'_>)> = None;
    let mut expecting: Option<&NumberedSentence> = None;
    for sentence in context.sentences.iter().filter(|sentence| !says_nothing(&sentence.text)) {
        let same_turn = before.filter(|(turn, _)| *turn == sentence.id.turn).map(|(_, place)| place);
        let standing = Standing::new(context, sentence, same_turn);
        let expected_here = EXPECTED.is_match(&sentence.text).then_some(sentence);
        let told = Told { context, standing: &standing, expected_here, expecting };
        told.observe(sentence, &mut observations);
        expecting = expected_here;
        before = match standing.whole {
            // A likeness of meaning is too little to say what the next sentence goes on about, but enough to end what was spoken of.
            Some(place) if place.reason == PlaceReason::Meaning => None,
            place => place.map(|place| (sentence.id.turn, place)).or(before),
        };
    }
    fit(&mut observations);
    CodingProposal { observations }
}

/// Where a sentence stands.
struct Standing<'a> {
    /// The stage that its question is about.
    asked: Option<&'a str>,
    /// What the sentence before it in the same turn stood on.
    same_turn: Option<Placed<'a>>,
    /// What its own words name.
    named: Option<Placed<'a>>,
    /// The things that its words mean one by one.
    topics: Vec<(Placed<'a>, Range<usize>)>,
    /// The best of all these.
    whole: Option<Placed<'a>>,
}

impl<'a> Standing<'a> {
    fn new(context: &'a CodingContext, sentence: &'a NumberedSentence, same_turn: Option<Placed<'a>>) -> Self {
        let index = context.framework.places();
        let asked = sentence.stage.as_deref().and_then(|stage| context.framework.framework().stage(stage)).map(|stage| stage.id.as_str());
        let question = sentence.question.as_deref().filter(|_| asked.is_none()).map(last_question);
        let answered = question.and_then(|question| index.place(question, &stems(question), None));
        let said = stems(&sentence.text);
        let named = index.place(&sentence.text, &said, asked);
        let topics = index.topics(&sentence.text, &said, asked);
        let whole = inherit(named, same_turn).or(answered);
        // What names no touchpoint may still mean one.
        let whole = match whole {
            Some(place) if place.touchpoint.is_none() => index.near(&sentence.text, &said, Some(place.stage)).or(whole),
            None => index.near(&sentence.text, &said, None).or_else(|| index.near_stage(&sentence.text, &said)),
            placed => placed,
        };
        let whole = match topics.as_slice() {
            [(only, _)] if whole.is_none_or(|place| place.touchpoint.is_none() && place.stage == only.stage) => Some(*only),
            _ => whole,
        };
        Self { asked, same_turn, named, topics, whole }
    }

    /// Where one of several clauses stands.
    fn of_clause(&self, context: &'a CodingContext, clause: &Clause<'_>, alone: bool) -> Option<Placed<'a>> {
        let here = if alone { self.named } else { context.framework.places().place(clause.text, &stems(clause.text), self.asked) };
        inherit(here.filter(|place| place.touchpoint.is_some()).or(self.whole), self.same_turn)
    }
}

/// What a sentence tells at its place, beside what was expected before it.
struct Told<'a> {
    context: &'a CodingContext,
    standing: &'a Standing<'a>,
    expected_here: Option<&'a NumberedSentence>,
    expecting: Option<&'a NumberedSentence>,
}

impl Told<'_> {
    fn observe(&self, sentence: &NumberedSentence, observations: &mut Vec<ProposedObservation>) {
        let parts = clauses(&sentence.text);
        let read = Read::new(&sentence.text, &parts);
        let cause = parts.iter().any(|clause| clause.link == ClauseLink::Cause).then_some(sentence);
        let heard = Heard { sentence, cause, channel: named_channel(&sentence.text), markers: markers(&sentence.text) };
        let several = side_by_side(&sentence.text, &self.standing.topics, &read.spans, self.context.source);
        if several.len() > 1 {
            let index = self.context.framework.places();
            let mut told: Vec<String> = Vec::new();
            for (place, span) in several {
                let cue = read.toward(&parts, index.name(place), span.start, self.context.source);
                // What was told of a thing that is named is not told again of another that only comes near.
                let again = |cue: &Cue| place.reason == PlaceReason::Meaning && !cue.words.is_empty() && told.contains(&cue.words);
                if let Some(cue) = cue.filter(|cue| !again(cue)) {
                    push(observations, propose(&heard, Some(place), &cue));
                    told.push(cue.words);
                }
            }
            return;
        }
        let mut felt = false;
        for (clause, reading) in parts.iter().zip(&read.clauses) {
            let cue = cue::read(clause.text, reading.as_ref(), read.whole.as_ref(), self.context.source);
            let Some(cue) = cue else { continue };
            felt = true;
            let place = self.standing.of_clause(self.context, clause, parts.len() == 1);
            push(observations, propose(&heard, place, &cue));
            if let Some(gap) = self.gap(&heard, clause, place, &cue) {
                push(observations, gap);
            }
        }
        // A touchpoint that is told of without feeling is a neutral experience.
        let place = self.standing.whole.filter(|place| place.touchpoint.is_some() && place.reason != PlaceReason::Meaning && !felt);
        let place = place.filter(|_| read.tells_experience(&sentence.text));
        if place.is_some() {
            push(observations, propose(&heard, place, &Cue::unfelt(ObservationKind::Neutral, WITHOUT_FEELING, "")));
        }
    }

    /// The gap between what was expected and the pain that a clause tells.
    fn gap(&self, heard: &Heard<'_>, clause: &Clause<'_>, place: Option<Placed<'_>>, cue: &Cue) -> Option<ProposedObservation> {
        let here = self.expected_here.filter(|_| clause.link == ClauseLink::Contrast);
        let expected = here.or_else(|| self.expecting.filter(|_| INSTEAD.is_match(&heard.sentence.text)))?;
        let mut sentences = vec![expected.id.to_string(), heard.sentence.id.to_string()];
        sentences.dedup();
        (cue.kind == ObservationKind::Pain).then(|| ProposedObservation {
            sentences,
            kind: ObservationKind::ExpectationGap,
            cause: None,
            expected: Some(expected.id.to_string()),
            actual: Some(heard.sentence.id.to_string()),
            reason: "what happened is set against what was expected".into(),
            ..propose(heard, place, cue)
        })
    }
}

/// The topics of a sentence that stand side by side: each named outright, in clauses of their own, or joined within one. `An update on my claim`
/// is one thing. A review speaks of several things in few words.
fn side_by_side<'a>(
    sentence: &str,
    topics: &[(Placed<'a>, Range<usize>)],
    clauses: &[Range<usize>],
    source: DocumentSource,
) -> Vec<(Placed<'a>, Range<usize>)> {
    let clause = |at: usize| clauses.iter().rposition(|span| span.start <= at);
    let mut kept: Vec<(Placed<'a>, Range<usize>)> = Vec::new();
    for (place, span) in topics {
        let apart = source == DocumentSource::Review
            || kept.last().is_none_or(|(before, last)| {
                let between = sentence.get(last.end..span.start).unwrap_or_default();
                let joined =
                    between.contains([',', ';', '/', '&']) || between.split(' ').any(|word| matches!(word, "and" | "but" | "nor" | "or"));
                let named = before.reason == PlaceReason::Named && place.reason == PlaceReason::Named;
                named || joined || clause(last.start) != clause(span.start)
            });
        if apart {
            kept.push((*place, span.clone()));
        }
    }
    kept
}

/// Whether a sentence is as a whole what ends an answer or refuses it: `Not much more to it, really.`
fn says_nothing(sentence: &str) -> bool {
    let nothing = |signal: &Signal| matches!(signal, Signal::Declines | Signal::DontKnow | Signal::Exhausted | Signal::NotApplicable);
    word_count(sentence) <= SHORT && signals_of_words(sentence, "en").iter().any(nothing)
}

/// Leaves out what a window has no room for: first what was told without feeling, then what came last.
fn fit(observations: &mut Vec<ProposedObservation>) {
    if observations.len() > MOST_OBSERVATIONS {
        observations.retain(|one| one.kind != ObservationKind::Neutral);
        observations.truncate(MOST_OBSERVATIONS);
    }
}

/// What the trained reader makes of a sentence and of its clauses; nothing in a language that it does not know.
struct Read<'a> {
    reader: Option<SentenceReader<'a>>,
    whole: Option<Reading>,
    clauses: Vec<Option<Reading>>,
    /// Where each clause stands.
    spans: Vec<Range<usize>>,
}

impl<'a> Read<'a> {
    fn new(sentence: &'a str, parts: &[Clause<'_>]) -> Self {
        let Some(reader) = SentenceReader::new(sentence) else {
            return Self { reader: None, whole: None, clauses: vec![None; parts.len()], spans: Vec::new() };
        };
        let mut from = 0;
        let mut span = |part: &Clause<'_>| {
            let start = from + sentence.get(from..).and_then(|rest| rest.find(part.text)).unwrap_or(0);
            from = start + part.text.len();
            start..from
        };
        let spans: Vec<Range<usize>> = parts.iter().map(&mut span).collect();
        let whole = reader.part(0..sentence.len());
        let turns = parts.iter().any(|part| matches!(part.link, ClauseLink::Concession | ClauseLink::Contrast));
        let clauses = spans.iter().map(|span| {
            let own = reader.part(span.clone())?;
            // A sentence that does not turn speaks of its parts as it speaks as a whole.
            let smoothed = whole.as_ref().filter(|_| !turns).map(|whole| own.polarity.averaged(&whole.polarity));
            Some(smoothed.map_or_else(|| own.clone(), |polarity| own.with_polarity(polarity)))
        });
        Self { clauses: clauses.collect(), spans, whole, reader: Some(reader) }
    }

    /// What a sentence that speaks of several things tells of one of them, whose word stands at a byte.
    fn toward(&self, parts: &[Clause<'_>], name: &str, at: usize, source: DocumentSource) -> Option<Cue> {
        let reader = self.reader.as_ref()?;
        let target = Embedding::of(name);
        let (clause, reading) = self.spans.iter().zip(parts.iter().zip(&self.clauses)).rev().find(|(span, _)| span.start <= at)?.1;
        let mut polarity = reader.toward(target.as_ref());
        // The clause is read by itself as well: it is mostly about what it names.
        if parts.len() > 1
            && let Some(own) = SentenceReader::new(clause.text).map(|reader| reader.toward(None))
        {
            polarity = polarity.averaged(&own);
        }
        let reading = reading.as_ref()?.with_polarity(polarity);
        let cue = cue::read(clause.text, Some(&reading), self.whole.as_ref(), source);
        cue.or_else(|| self.tells_experience(clause.text).then(|| Cue::unfelt(ObservationKind::Neutral, WITHOUT_FEELING, "")))
    }

    fn tells_experience(&self, sentence: &str) -> bool {
        self.whole.as_ref().map_or_else(|| word_count(sentence) >= 5, |read| read.chance(Statement::Experience) >= HAPPENED)
    }
}

/// What a sentence tells as a whole, whichever of its clauses is read.
struct Heard<'a> {
    sentence: &'a NumberedSentence,
    /// The sentence itself, where it gives a reason.
    cause: Option<&'a NumberedSentence>,
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

fn propose(heard: &Heard<'_>, place: Option<Placed<'_>>, cue: &Cue) -> ProposedObservation {
    ProposedObservation {
        sentences: vec![heard.sentence.id.to_string()],
        stage: place.map_or(WHOLE_JOURNEY, |place| place.stage).to_owned(),
        touchpoint: place.and_then(|place| place.touchpoint).map(str::to_owned),
        new_touchpoint: None,
        channel: heard.channel.as_ref().map(|channel| channel.name().to_owned()),
        kind: cue.kind,
        emotion: cue.emotion,
        valence: cue.valence,
        cause: heard.cause.filter(|_| cue.kind == ObservationKind::Pain).map(|sentence| sentence.id.to_string()),
        expected: None,
        actual: None,
        markers: heard.markers.clone(),
        confidence: (cue.confidence * 100.0).round() / 100.0,
        reason: reason(cue, place),
    }
}

/// Which rule decided, by which words, and why the place: at most what the schema allows.
fn reason(cue: &Cue, place: Option<Placed<'_>>) -> String {
    let placed = place.map_or("no place named", |place| place.reason.words());
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
