//! Moderating one turn by rules: reads the answer, probes its salient words, never leads.

use super::cue;
use crate::{
    interview::{AnswerClaim, Mention, Move, MoveKind, ProbeKind, Reading, TurnContext},
    plan::PROBES,
    text::{LintLimits, Signal, clauses, content_words, jaccard, lint_question, sentiment, signals, words},
};

/// An answer with this many words has told its story.
const FULL_ANSWER: usize = 60;
/// An answer with fewer content words is partial.
const THIN_ANSWER: usize = 3;
/// The most words of a quotation in a probe.
const MOST_QUOTED: usize = 6;
/// Two probes that overlap by this much are the same.
const SAME: f64 = 0.6;

pub(super) fn moderate(context: &TurnContext) -> Move {
    let answer = context.answer.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ");
    let reading = read(&answer);
    let mut claimed = Vec::new();
    if matches!(reading, Reading::Substantive | Reading::Partial) {
        let sentences = context.answer.iter().take(20).map(|sentence| sentence.id.to_string()).collect();
        claimed.push(AnswerClaim { item: context.item.id.clone(), sentences });
    }
    let mentions = context
        .item
        .stage
        .iter()
        .filter(|_| reading == Reading::Substantive)
        .map(|stage| Mention { stage: stage.clone(), touchpoint: None, valence: sentiment(&answer).valence() })
        .collect();
    let mut next = Move { reading, answers: claimed, mentions, kind: MoveKind::Advance, probe: None, message: String::new(), fact: None };
    match reading {
        Reading::AsksBack => {
            next.kind = MoveKind::AnswerThenReturn;
            next.fact = fact(&answer, &context.facts);
        }
        Reading::Substantive | Reading::Partial => {
            if let Some((kind, message)) = probe(context, &answer) {
                (next.kind, next.probe, next.message) = (MoveKind::Probe, Some(kind), message);
            }
        }
        _ => {}
    }
    next
}

fn read(answer: &str) -> Reading {
    let found = signals(answer);
    for (signal, reading) in [
        (Signal::Distress, Reading::Distress),
        (Signal::Stops, Reading::WantsToStop),
        (Signal::Declines, Reading::Declined),
        (Signal::AsksBack, Reading::AsksBack),
        (Signal::NotApplicable, Reading::NotApplicable),
        (Signal::DontKnow, Reading::DontKnow),
        (Signal::Gibberish, Reading::OffTopic),
    ] {
        if found.contains(&signal) {
            return reading;
        }
    }
    if content_words(answer).len() < THIN_ANSWER { Reading::Partial } else { Reading::Substantive }
}

/// The fact that shares most words with a question, from 1.
fn fact(question: &str, facts: &[String]) -> Option<u32> {
    let asked = content_words(question);
    let shared = |fact: &String| content_words(fact).iter().filter(|word| asked.contains(word)).count();
    let (number, best) = (1..).zip(facts).max_by_key(|(number, fact)| (shared(fact), std::cmp::Reverse(*number)))?;
    (shared(best) > 0).then_some(number)
}

/// Writes the next probe, or none when the story is told.
fn probe(context: &TurnContext, answer: &str) -> Option<(ProbeKind, String)> {
    if context.probes_used >= context.probes_allowed {
        return None;
    }
    let said: usize = words(answer).len() + context.earlier.iter().map(|earlier| words(earlier).len()).sum::<usize>();
    if (context.probes_used > 0 && said >= FULL_ANSWER / 2) || said >= FULL_ANSWER {
        return None;
    }
    let plain = [ProbeKind::Descriptive, ProbeKind::Idiographic, ProbeKind::Explanatory].into_iter().zip(PROBES.map(str::to_owned));
    if context.standard_probes {
        return plain.into_iter().nth(context.probes_used as usize);
    }
    let mut drafts: Vec<(ProbeKind, String)> = Vec::new();
    // A draft that was sent back quoted something that may not be shown, so the second attempt quotes nothing.
    if let Some(phrase) = salient(answer).filter(|_| context.rejected.is_empty()) {
        drafts.extend([
            (ProbeKind::Descriptive, format!("You said “{phrase}”. What happened there?")),
            (ProbeKind::Explanatory, format!("When you say “{phrase}”, what led up to that?")),
            (ProbeKind::Idiographic, format!("Tell me about one time when it was “{phrase}”.")),
        ]);
        let turn = (context.probes_used as usize + context.item.id.len()) % 2;
        drafts.rotate_left(turn);
    }
    drafts.extend(plain);
    drafts.into_iter().find(|(_, draft)| {
        lint_question(draft, LintLimits::default()).is_empty() && context.asked.iter().all(|asked| jaccard(asked, draft) < SAME)
    })
}

/// The words worth asking about: two to six words of the clause that tells most, exactly as said.
fn salient(answer: &str) -> Option<&str> {
    clauses_of(answer)
        .flat_map(|clause| clause.split([',', ':', '"', '“', '”', '(', ')']))
        .filter_map(|part| Some((part, phrase(part)?)))
        .max_by(|left, right| weight(left.0).total_cmp(&weight(right.0)))
        .map(|(_, phrase)| phrase)
}

/// The phrase of a clause: from its first content word, at most six words, not ending in a function word.
fn phrase(part: &str) -> Option<&str> {
    let tokens = tokens(part);
    let full = |(_, token): &(usize, &str)| !content_words(token).is_empty();
    let first = tokens.iter().position(full)?;
    let run = tokens.get(first..(first + MOST_QUOTED).min(tokens.len()))?;
    let last = run.iter().rposition(full)?;
    let (end, token) = run.get(last)?;
    let phrase = part.get(run.first()?.0..end + token.len())?.trim_matches(|c: char| !c.is_alphanumeric());
    let clean = phrase.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-'));
    (clean && words(phrase).len() >= 2).then_some(phrase)
}

fn clauses_of(answer: &str) -> impl Iterator<Item = &str> {
    answer.split_inclusive(['.', '!', '?', '\n']).flat_map(|sentence| clauses(sentence).into_iter().map(|clause| clause.text))
}

fn weight(clause: &str) -> f64 {
    let cue = cue::read(clause).map_or(0.0, |cue| f64::from(cue.valence.abs()) + cue.confidence);
    cue * 2.0 + sentiment(clause).compound.abs()
}

/// The whitespace-separated tokens with their byte offsets.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace().map(|token| (token.as_ptr().addr() - text.as_ptr().addr(), token)).collect()
}
