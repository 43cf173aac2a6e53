//! Moderating one turn by rules: reads the answer, probes its salient clause for what is still untold, never leads. It serves where no model does,
//! and where a model failed.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use super::{
    AnswerAssessment, CoverageClaim, ItemCoverage, Mention, ModeratorMove, MoveKind, ProbeKind, SuggestedProbe, TurnContext,
    proposal::wordings,
};
use crate::{
    journey::named_channel,
    plan::{InterviewMode, Script},
    text::{
        Information, LintLimits, Polarity, Signal, content_stems, content_words, detect_answer_signals, detect_information, jaccard,
        language::{english, language, primary},
        lint_question,
        pattern::Regex,
        quotable, sentiment,
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
/// A reader this sure of a side speaks of a strong feeling.
const CERTAIN: f64 = 0.9;
/// The share of an unasked question's content words that a sentence must hold to have answered it.
const COVERS: f64 = 0.6;
/// The most sentences of a claim, and the most claims, as the schema has them.
const MOST_CLAIMED: usize = 20;
const MOST_COVERED: usize = 8;

/// The built-in engine's move.
pub(crate) fn moderate(context: &TurnContext) -> ModeratorMove {
    let answer = context.answer.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ");
    let mut found = detect_answer_signals(&answer, context.asked.first().map_or("", AsRef::as_ref), &context.language);
    let tired = is_tired_of_quotations(&answer, &context.language);
    // Who says so asks nothing.
    found.retain(|signal| !(tired && *signal == Signal::AsksQuestion));
    let reading = read(context, &answer, &found);
    let told = matches!(reading, AnswerAssessment::Substantive | AnswerAssessment::Partial);
    let mut next = ModeratorMove {
        assessment: reading,
        covered: if told { covered(context) } else { Vec::new() },
        mentions: if told { mentions(context) } else { Vec::new() },
        participant_question_fact: None,
        notes: context.notes.clone(),
        next: MoveKind::Advance,
        item: None,
        probe_kind: None,
        message: String::new(),
    };
    if found.contains(&Signal::AsksQuestion) {
        next.participant_question_fact = Some(fact_number(&answer, &context.facts).unwrap_or(0));
    }
    if !told {
        return next;
    }
    if tired {
        next.notes = NO_QUOTATIONS.to_owned();
        if let Some(item) = context.unasked.first() {
            let script = script(context);
            next.next = MoveKind::AskItem;
            next.item = Some(item.id.clone());
            next.message = format!("{} {}", script.moving_on, item.text);
        }
    } else if let Some((kind, message)) = probe(context, &answer, &found) {
        (next.next, next.probe_kind, next.message) = (MoveKind::Probe, Some(kind), message);
    }
    next
}

/// What the engine notes for itself once a participant has had enough of their own words.
const NO_QUOTATIONS: &str = "no quotations";

/// Whether a participant says that they are being repeated, or asked what they have said.
fn is_tired_of_quotations(answer: &str, tag: &str) -> bool {
    let says =
        |language: &crate::text::language::Language| language.pattern("feedback.repeating").is_some_and(|pattern| pattern.is_match(answer));
    language(tag).is_some_and(says) || (primary(tag) != "en" && language("en").is_some_and(says))
}

fn script(context: &TurnContext) -> &'static Script {
    Script::for_language(&context.language).unwrap_or_else(Script::english)
}

fn read(context: &TurnContext, answer: &str, found: &[Signal]) -> AnswerAssessment {
    for (signal, reading) in [
        (Signal::Distress, AnswerAssessment::Distress),
        (Signal::Stops, AnswerAssessment::WantsToStop),
        (Signal::Declines, AnswerAssessment::Declined),
        (Signal::NotApplicable, AnswerAssessment::NotApplicable),
        (Signal::DontKnow, AnswerAssessment::DontKnow),
    ] {
        if found.contains(&signal) {
            return reading;
        }
    }
    let few = content_words(answer).len() < THIN_ANSWER;
    if found.contains(&Signal::AsksQuestion) && (few || context.answer.len() == 1) {
        return AnswerAssessment::AsksQuestion;
    }
    if found.contains(&Signal::Gibberish) {
        return AnswerAssessment::OffTopic;
    }
    if few {
        return AnswerAssessment::Partial;
    }
    if is_elsewhere(context, answer) { AnswerAssessment::OffTopic } else { AnswerAssessment::Substantive }
}

fn is_english(language: &str) -> bool {
    primary(language) == "en"
}

static PERSONS: LazyLock<Regex> = LazyLock::new(|| english("person"));

/// Content words from which a question says enough of its matter to tell what is beside it.
const TELLING: usize = 4;

/// Whether an answer tells nothing that happened to anybody, names nothing of the study and shares no word with it; English.
fn is_elsewhere(context: &TurnContext, answer: &str) -> bool {
    if !is_english(&context.language)
        || content_stems(&context.item.text).len() < TELLING
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

/// The unasked items whose words a sentence holds: spoken of, which is no answer.
fn covered(context: &TurnContext) -> Vec<ItemCoverage> {
    if context.mode != InterviewMode::Adaptive {
        return Vec::new();
    }
    let said: Vec<(String, HashSet<String>)> =
        context.answer.iter().map(|sentence| (sentence.id.to_string(), content_stems(&sentence.text).into_iter().collect())).collect();
    let mut all = Vec::new();
    for item in &context.unasked {
        let wanted = content_stems(&item.text);
        let covers = |held: &HashSet<String>| {
            let shared = wanted.iter().filter(|word| held.contains(*word)).count();
            wanted.len() >= 2 && shared >= 2 && shared as f64 >= COVERS * wanted.len() as f64
        };
        let sentences: Vec<String> = said.iter().filter(|(_, held)| covers(held)).map(|(id, _)| id.clone()).take(MOST_CLAIMED).collect();
        if !sentences.is_empty() && all.len() < MOST_COVERED {
            all.push(ItemCoverage { item: item.id.clone(), coverage: CoverageClaim::Touched, sentences });
        }
    }
    all
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
                channel: named_channel(text).map(|channel| channel.name().to_owned()),
                valence: valence(text),
            }
        })
        .collect()
}

/// How a sentence feels, −2 to 2.
fn valence(text: &str) -> i8 {
    let told = sentiment(text).valence();
    match Polarity::of(text, None) {
        Some(polarity) if polarity.sign() != 0 => {
            let sure = polarity.negative.max(polarity.positive) >= CERTAIN;
            polarity.sign() * told.abs().clamp(if sure { 2 } else { 1 }, 2)
        }
        Some(_) => 0,
        None => told,
    }
}

/// The number of the fact that shares most words with a question, from 1.
fn fact_number(question: &str, facts: &[String]) -> Option<u32> {
    let asked: HashSet<String> = content_stems(question).into_iter().collect();
    let shared = |fact: &String| content_stems(fact).iter().filter(|word| asked.contains(*word)).count();
    let (number, best) = (1..).zip(facts).max_by_key(|(number, fact)| (shared(fact), std::cmp::Reverse(*number)))?;
    (shared(best) > 0).then_some(number)
}

/// The fact that answers a question, if one does.
pub(super) fn best_fact<'a>(question: &str, facts: &'a [String]) -> Option<&'a String> {
    facts.get(fact_number(question, facts)?.checked_sub(1)? as usize)
}

/// Writes the next probe, or none when nothing is left to ask.
fn probe(context: &TurnContext, answer: &str, found: &[Signal]) -> Option<(ProbeKind, String)> {
    let SuggestedProbe { kind, missing: about } = context.suggested_probe?;
    let sought = sought(context);
    if !is_relevant(context, answer, &sought) || found.contains(&Signal::Exhausted) {
        return None;
    }
    let script = script(context);
    let mut drafts: Vec<String> = Vec::new();
    // A draft that was sent back quoted something that may not be shown, so the second attempt quotes nothing.
    let quotes = context.rejected.is_empty() && context.notes != NO_QUOTATIONS && !found.contains(&Signal::Injection);
    if let Some(clause) = salient(context, answer, &sought).filter(|_| quotes) {
        let fill = |frame: &String| frame.replace("{phrase}", clause);
        drafts.extend(wordings(&script.anchored, about, kind).iter().map(fill));
        let turn = (context.asked.len() + context.item.id.len()) % drafts.len().max(1);
        drafts.rotate_left(turn);
        drafts.extend(script.anchored.descriptive.iter().map(fill));
    }
    let own = wordings(&script.plain, about, kind);
    let plain = own.iter().cycle().skip(context.asked.len() % own.len().max(1)).take(own.len());
    // Who was quoted last is not quoted again at once.
    let at = if quoted_last(context) { 0 } else { drafts.len() };
    drafts.splice(at..at, plain.cloned());
    drafts.extend(script.plain.descriptive.iter().cloned());
    let sound = |draft: &&String| {
        lint_question(draft, &context.language, LintLimits::default()).is_empty()
            && context.asked.iter().all(|asked| jaccard(asked, draft) < SAME)
    };
    let last = context.asked.first().map(|asked| form(asked));
    let fresh = drafts.iter().filter(sound).find(|draft| last.as_ref() != Some(&form(draft)));
    fresh.or_else(|| drafts.iter().find(sound)).cloned().map(|draft| (kind, draft))
}

/// Whether the last question quoted the participant.
fn quoted_last(context: &TurnContext) -> bool {
    context.asked.first().is_some_and(|asked| asked.contains(['“', '„', '«']))
}

/// The form of a question: how it opens, its quotation aside.
fn form(question: &str) -> String {
    let opening: Vec<String> = question.split_whitespace().take(2).map(str::to_lowercase).collect();
    opening.join(" ")
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

/// The clause worth asking about: the one that tells most, in feeling and in what the study looks for, exactly as said.
fn salient<'a>(context: &TurnContext, answer: &'a str, sought: &HashSet<String>) -> Option<&'a str> {
    let weight = |clause: &str| {
        let relevant = content_stems(clause).iter().filter(|word| sought.contains(*word)).count();
        tone(clause, &context.language) + 2.0 * relevant.min(4) as f64 + f64::from(detect_information(clause, &context.language).count())
    };
    let quoted = |clause: &str| context.asked.iter().any(|asked| asked.contains(clause));
    quotable(answer, &context.language)
        .filter(|clause| !quoted(clause))
        .map(|clause| (weight(clause), clause))
        // The first of the best: what was said first is what came to mind first.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, clause)| clause)
}

/// How much feeling a clause tells.
fn tone(clause: &str, language: &str) -> f64 {
    let feeling = if detect_information(clause, language).has(Information::Feeling) { 0.5 } else { 0.0 };
    if !is_english(language) {
        return feeling;
    }
    let side = Polarity::of(clause, None).map_or(0.0, |polarity| 2.0 * (1.0 - polarity.neutral));
    side + sentiment(clause).compound.abs() + feeling
}
