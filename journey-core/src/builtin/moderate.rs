//! Moderating one turn by rules: reads the answer, probes its salient words for what is still untold, never leads.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use super::{channel::channel, cue};
use crate::{
    interview::{AnswerAssessment, AnswerClaim, Mention, ModeratorMove, MoveKind, ProbeKind, SuggestedProbe, TurnContext, wordings},
    plan::{InterviewMode, Script},
    text::{
        Information, LintLimits, Signal, content_stems, content_words, detect_information, detect_signals, jaccard,
        language::{english, primary},
        lint_question, parts,
        pattern::Regex,
        phrase, sentiment,
    },
};

/// An answer with fewer content words is partial.
const THIN_ANSWER: usize = 3;
/// Two probes that overlap by this much are the same.
const SAME: f64 = 0.6;
/// How many different words of the study make an answer one about it; a single one may mean something else.
const ON_TOPIC: usize = 2;
/// An answer of no more content words than this only hints at something.
const HINT: usize = 5;
/// The share of an unasked question's content words that a sentence must hold to have answered it.
const COVERS: f64 = 0.6;
/// The most sentences of a claim, as its schema has it.
const MOST_CLAIMED: usize = 20;

pub(super) fn moderate(context: &TurnContext) -> ModeratorMove {
    let answer = context.answer.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ");
    let reading = read(context, &answer);
    let told = matches!(reading, AnswerAssessment::Substantive | AnswerAssessment::Partial);
    let mut next = ModeratorMove {
        assessment: reading,
        answers: if told { claims(context) } else { Vec::new() },
        mentions: if told { mentions(context) } else { Vec::new() },
        kind: MoveKind::Advance,
        probe: None,
        message: String::new(),
        fact: None,
    };
    match reading {
        AnswerAssessment::AsksQuestion => {
            next.kind = MoveKind::AnswerThenReturn;
            next.fact = fact(&answer, &context.facts);
        }
        AnswerAssessment::Substantive | AnswerAssessment::Partial => {
            if let Some((kind, message)) = probe(context, &answer) {
                (next.kind, next.probe, next.message) = (MoveKind::Probe, Some(kind), message);
            }
        }
        _ => {}
    }
    next
}

fn read(context: &TurnContext, answer: &str) -> AnswerAssessment {
    let found = detect_signals(answer, &context.language);
    for (signal, reading) in [
        (Signal::Distress, AnswerAssessment::Distress),
        (Signal::Stops, AnswerAssessment::WantsToStop),
        (Signal::Declines, AnswerAssessment::Declined),
        (Signal::AsksQuestion, AnswerAssessment::AsksQuestion),
        (Signal::NotApplicable, AnswerAssessment::NotApplicable),
        (Signal::DontKnow, AnswerAssessment::DontKnow),
        (Signal::Injection, AnswerAssessment::OffTopic),
        (Signal::Gibberish, AnswerAssessment::OffTopic),
    ] {
        if found.contains(&signal) {
            return reading;
        }
    }
    if content_words(answer).len() < THIN_ANSWER {
        return AnswerAssessment::Partial;
    }
    if is_elsewhere(context, answer) { AnswerAssessment::OffTopic } else { AnswerAssessment::Substantive }
}

fn is_english(language: &str) -> bool {
    primary(language) == "en"
}

static PERSONS: LazyLock<Regex> = LazyLock::new(|| english("person"));

/// Whether an answer tells nothing that happened to anybody, names nothing of the study and shares no word with it; English.
fn is_elsewhere(context: &TurnContext, answer: &str) -> bool {
    if !is_english(&context.language)
        || !context.named.is_empty()
        || detect_information(answer, &context.language).count() > 0
        || PERSONS.is_match(answer)
    {
        return false;
    }
    let said: HashSet<String> = content_stems(answer).into_iter().collect();
    let study = std::iter::once(context.item.text.as_str()).chain(context.goals.iter().map(String::as_str));
    !study.chain(context.asked.iter().map(AsRef::as_ref)).any(|text| content_stems(text).iter().any(|word| said.contains(word)))
}

/// The item in hand, and each unasked one whose words a sentence holds.
fn claims(context: &TurnContext) -> Vec<AnswerClaim> {
    let all = context.answer.iter().take(MOST_CLAIMED).map(|sentence| sentence.id.to_string()).collect();
    let mut claims = vec![AnswerClaim { item: context.item.id.clone(), sentences: all }];
    if context.mode != InterviewMode::Adaptive {
        return claims;
    }
    let said: Vec<(String, HashSet<String>)> =
        context.answer.iter().map(|sentence| (sentence.id.to_string(), content_stems(&sentence.text).into_iter().collect())).collect();
    for item in &context.unasked {
        let wanted = content_stems(&item.text);
        let covers = |held: &HashSet<String>| {
            let shared = wanted.iter().filter(|word| held.contains(*word)).count();
            wanted.len() >= 2 && shared >= 2 && shared as f64 >= COVERS * wanted.len() as f64
        };
        let sentences: Vec<String> = said.iter().filter(|(_, held)| covers(held)).map(|(id, _)| id.clone()).take(MOST_CLAIMED).collect();
        if !sentences.is_empty() && claims.len() < 6 {
            claims.push(AnswerClaim { item: item.id.clone(), sentences });
        }
    }
    claims
}

fn mentions(context: &TurnContext) -> Vec<Mention> {
    context
        .named
        .iter()
        .take(6)
        .map(|named| {
            let text = context.answer.iter().find(|sentence| sentence.id == named.sentence).map_or("", |sentence| sentence.text.as_str());
            Mention {
                stage: named.stage.clone(),
                touchpoint: Some(named.touchpoint.clone()),
                channel: channel(text).map(|channel| channel.name().to_owned()),
                valence: cue::read(text).map_or_else(|| sentiment(text).valence(), |cue| cue.valence),
            }
        })
        .collect()
}

/// The fact that shares most words with a question, from 1.
fn fact(question: &str, facts: &[String]) -> Option<u32> {
    let asked: HashSet<String> = content_words(question).into_iter().collect();
    let shared = |fact: &String| content_words(fact).iter().filter(|word| asked.contains(*word)).count();
    let (number, best) = (1..).zip(facts).max_by_key(|(number, fact)| (shared(fact), std::cmp::Reverse(*number)))?;
    (shared(best) > 0).then_some(number)
}

/// Writes the next probe, or none when nothing is left to ask.
fn probe(context: &TurnContext, answer: &str) -> Option<(ProbeKind, String)> {
    let SuggestedProbe { kind, missing: about } = context.suggested_probe?;
    let sought = sought(context);
    if !is_relevant(context, answer, &sought) || detect_signals(answer, &context.language).contains(&Signal::Exhausted) {
        return None;
    }
    let script = Script::for_language(&context.language).unwrap_or_else(Script::english);
    let mut drafts: Vec<String> = Vec::new();
    // A draft that was sent back quoted something that may not be shown, so the second attempt quotes nothing.
    if let Some(phrase) = salient(context, answer, &sought).filter(|_| context.rejected.is_empty()) {
        let fill = |frame: &String| frame.replace("{phrase}", phrase);
        drafts.extend(wordings(&script.anchored, about, kind).iter().map(fill));
        drafts.extend(script.anchored.descriptive.iter().map(fill));
        let turn = (context.asked.len() + context.item.id.len()) % 2;
        drafts.rotate_left(turn.min(wordings(&script.anchored, about, kind).len().saturating_sub(1)));
    }
    drafts.extend(wordings(&script.plain, about, kind).iter().cloned());
    drafts.extend(script.plain.descriptive.iter().cloned());
    let sound = |draft: &String| {
        lint_question(draft, &context.language, LintLimits::default()).is_empty()
            && context.asked.iter().all(|asked| jaccard(asked, draft) < SAME)
    };
    drafts.into_iter().find(sound).map(|draft| (kind, draft))
}

/// The stems of what the study looks for: its goals, the question in hand and those ahead.
fn sought(context: &TurnContext) -> HashSet<String> {
    context
        .goals
        .iter()
        .map(String::as_str)
        .chain([context.item.text.as_str()])
        .chain(context.unasked.iter().map(|item| item.text.as_str()))
        .flat_map(content_stems)
        .collect()
}

/// Whether an answer is about what the study looks for: it names a touchpoint, shares words with the study, or answers a question about one
/// stage; without goals, everything is. A tangent is not followed.
fn is_relevant(context: &TurnContext, answer: &str, sought: &HashSet<String>) -> bool {
    // A few words that say little are a door, not a tangent.
    let hint = content_words(answer).len() <= HINT;
    hint || context.goals.is_empty()
        || context.item.stage.is_some()
        || !context.named.is_empty()
        || content_stems(answer).into_iter().filter(|word| sought.contains(word)).collect::<BTreeSet<_>>().len() >= ON_TOPIC
}

/// The words worth asking about: of the clause that tells most, in feeling and in what the study looks for, exactly as said.
fn salient<'a>(context: &TurnContext, answer: &'a str, sought: &HashSet<String>) -> Option<&'a str> {
    let weight = |part: &str| {
        let relevant = content_stems(part).iter().filter(|word| sought.contains(*word)).count();
        tone(part, &context.language) * 0.5 + 2.0 * relevant.min(4) as f64 + f64::from(detect_information(part, &context.language).count())
    };
    let quoted = |phrase: &str| context.asked.iter().any(|asked| asked.contains(phrase));
    parts(answer)
        .filter_map(|part| Some((part, phrase(part).filter(|phrase| !quoted(phrase))?)))
        .map(|(part, phrase)| (weight(part), phrase))
        // The first of the best: what was said first is what came to mind first.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, phrase)| phrase)
}

/// How much feeling a clause tells; its cues and its sentiment are read in English only.
fn tone(clause: &str, language: &str) -> f64 {
    let feeling = if detect_information(clause, language).has(Information::Feeling) { 0.5 } else { 0.0 };
    if !is_english(language) {
        return feeling;
    }
    let cue = cue::read(clause).map_or(0.0, |cue| f64::from(cue.valence.abs()) + cue.confidence);
    cue * 2.0 + sentiment(clause).compound.abs() + feeling
}
