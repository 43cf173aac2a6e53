//! Reading one clause: which experience its words tell.

use std::{cell::LazyCell, ops::Range, sync::LazyLock};

use regex::bytes::{Regex as Pattern, RegexBuilder, RegexSet, RegexSetBuilder};

use crate::{
    journey::{DocumentSource, EmotionLabel, ObservationKind},
    text::{Polarity, Reading, Statement, language::english, pattern::Regex},
    wire::from_wire_name,
    work::look,
};

/// What a clause tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub(super) kind: ObservationKind,
    pub(super) emotion: EmotionLabel,
    pub(super) valence: i8,
    pub(super) confidence: f64,
    pub(super) rule: &'static str,
    /// The words that told it; none for a touchpoint without feeling.
    pub(super) words: String,
}

/// One line of the lexicon.
struct Line {
    kind: ObservationKind,
    emotion: EmotionLabel,
    valence: i8,
    pattern: Pattern,
}

struct Lexicon {
    set: RegexSet,
    lines: Vec<Line>,
}

#[expect(clippy::expect_used, reason = "the lexicon is part of the source; a test reads every line")]
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lines = Vec::new();
    let mut sources = Vec::new();
    for line in include_str!("../../data/languages/en/lexicon.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().expect("a lexicon line has four cells");
        let kind = from_wire_name(cell()).expect("a kind");
        let emotion = from_wire_name(cell()).expect("an emotion");
        let valence = cell().parse().expect("a valence");
        let source = format!(r"\b{{start-half}}(?:{})\b{{end-half}}", cell().replace(r"\w", r"[\w'-]"));
        let pattern = RegexBuilder::new(&source)
            .case_insensitive(true)
            .unicode(false)
            .size_limit(1 << 26)
            .build()
            .expect("a lexicon pattern compiles");
        lines.push(Line { kind, emotion, valence, pattern });
        sources.push(source);
    }
    let set = RegexSetBuilder::new(&sources)
        .case_insensitive(true)
        .unicode(false)
        .size_limit(1 << 28)
        .dfa_size_limit(1 << 25)
        .build()
        .expect("the lexicon compiles");
    Lexicon { set, lines }
});

static NEGATOR: LazyLock<Regex> = LazyLock::new(|| english("cue.negator"));
/// Negations of a comparison praise: nothing could be better.
static PRAISE: LazyLock<Regex> = LazyLock::new(|| english("cue.praise"));
/// What was hoped, planned or imagined did not happen.
static IRREALIS: LazyLock<Regex> = LazyLock::new(|| english("cue.irrealis"));
/// Words that hedge or fill and would be read as feeling: `kind of`, `super` before an adjective.
static FILLERS: LazyLock<Regex> = LazyLock::new(|| english("cue.fillers"));
/// A complaint after a bare `if` did not happen; after `as if` it did.
static HYPOTHESIS: LazyLock<Regex> = LazyLock::new(|| english("cue.hypothesis"));
static SOFTENER: LazyLock<Regex> = LazyLock::new(|| english("cue.softener"));

/// How far a cue of the lexicon moves the odds of its side.
pub(super) const LEAN: f64 = 1.0;
/// The chance from which a clause tells an experience.
const TOLD: f64 = 0.4;
/// The chance from which it tells a need.
const NEEDED: f64 = 0.5;
/// The chance of a side that it takes without a word of the lexicon. Set by hand.
const LIKELY: f64 = 0.42;
/// The same in an interview, where much is told that is not felt, and for praise outside of reviews, where politeness reads as praise.
const LIKELIER: f64 = 0.5;
/// The chance of a side that it takes against a word of the lexicon.
const SURER: f64 = 0.6;
/// The same against a negation that a rule has read: the reader often takes `no problem` for one.
const SURER_THAN_NEGATION: f64 = 0.95;
/// The chance of a side from which its strength counts.
const FIRM: f64 = 0.5;
/// The chance of a side that it takes where the lexicon's cue was negated or only hoped for.
const TURNED: f64 = 0.7;
/// The chance of strength from which a feeling is strong, where the lexicon finds no word, a strong one, or another. On labels that the reader had
/// not seen .35 tells best: .22 of what is felt is strong then, against .30 in people's eyes.
const STRONG: f64 = 0.35;
const STRONG_WORD: f64 = 0.15;
const PLAIN_WORD: f64 = 0.4;

/// Reads a clause of a sentence: the trained reader, where it knows the language, leant on by the lexicon; the lexicon alone otherwise. `None`
/// when the words tell no experience, wish or need.
pub(super) fn read(clause: &str, reading: Option<&Reading>, sentence: Option<&Reading>, source: DocumentSource) -> Option<Cue> {
    let text = plain(clause);
    let (cues, dropped) = cues(&text);
    if let Some(wish) = cues.iter().find(|cue| cue.kind == ObservationKind::Suggestion) {
        return Some(wish.clone());
    }
    let found = strongest(&text, &cues);
    let Some(reading) = reading else { return found.or_else(|| cues.first().cloned()) };
    let likely = |statement| (reading.chance(statement) + sentence.unwrap_or(reading).chance(statement)) / 2.0;
    // A review tells experiences where an interview weighs and wishes.
    let odds = likely(Statement::Experience) * prior(source);
    let chance = |statement| match statement {
        Statement::Experience => odds / (odds + 1.0 - likely(Statement::Experience)),
        other => likely(other) / (odds + 1.0 - likely(Statement::Experience)),
    };
    if chance(Statement::Need) >= NEEDED {
        let need = |words: &str| Cue { confidence: chance(Statement::Need), ..Cue::unfelt(ObservationKind::Need, "need", words) };
        return Some(need(&reading.polarity.words));
    }
    if chance(Statement::Experience) < TOLD {
        return None;
    }
    // What was hoped for is no delight.
    let hoped = found.is_none() && IRREALIS.is_match(&text);
    let felt = felt(&outspoken(reading, source), found.as_ref(), dropped, source).filter(|cue| !hoped || cue.valence < 0);
    felt.or_else(|| cues.into_iter().find(|cue| cue.kind == ObservationKind::Milestone))
}

/// How many times likelier than in the sentences that the reader learnt from a sentence of a source tells an experience. Set by hand.
fn prior(source: DocumentSource) -> f64 {
    match source {
        DocumentSource::Review => 6.0,
        DocumentSource::Survey => 3.0,
        DocumentSource::Chat | DocumentSource::Ticket => 2.0,
        _ => 1.0,
    }
}

/// A review is written because something was felt: what it says without feeling is likelier a feeling than in the sentences that the reader
/// learnt from. Set by hand.
fn outspoken(reading: &Reading, source: DocumentSource) -> Reading {
    let keeps = if matches!(source, DocumentSource::Review | DocumentSource::Ticket) { 0.6 } else { return reading.clone() };
    let read = &reading.polarity;
    let whole = read.positive + read.negative + keeps * read.neutral;
    reading.with_polarity(Polarity {
        positive: read.positive / whole,
        negative: read.negative / whole,
        neutral: keeps * read.neutral / whole,
        words: read.words.clone(),
    })
}

/// What was felt: the side by the reader's odds and the lexicon's cue, the strength by both.
fn felt(reading: &Reading, found: Option<&Cue>, dropped: i8, source: DocumentSource) -> Option<Cue> {
    // Negation that a rule has read is surer than a word.
    let weight = |cue: &Cue| if cue.rule == "cue" { 1.0 } else { 2.0 };
    let read = leant(&reading.polarity, found.map_or(0.0, |cue| weight(cue) * f64::from(cue.valence.signum())));
    let of = |sign: i8| if sign > 0 { read.positive } else { read.negative };
    // Where the reader is not sure of the contrary, a word of the lexicon stands.
    let said = found.map_or(0, |cue| cue.valence.signum());
    let surer = if found.is_some_and(|cue| cue.rule != "cue") { SURER_THAN_NEGATION } else { SURER };
    let sign = match read.sign() {
        sign if said != 0 && sign == -said && of(sign) < surer => said,
        sign => sign,
    };
    let chance = of(sign);
    let least = match (said == sign, dropped != 0) {
        (true, _) => 0.0,
        (false, false) if source == DocumentSource::Interview || (sign > 0 && source != DocumentSource::Review) => LIKELIER,
        (false, false) => LIKELY,
        (false, true) => TURNED,
    };
    // What was not so is no delight, and a complaint that was denied is none either.
    let denied = found.is_none() && dropped != 0 && (sign > 0 || dropped < 0);
    if sign == 0 || chance < least || denied {
        return None;
    }
    let word = found.filter(|cue| cue.valence.signum() == sign);
    let strong = match word.map(|cue| cue.valence.abs()) {
        None => STRONG,
        Some(2) => STRONG_WORD,
        Some(_) => PLAIN_WORD,
    };
    Some(Cue {
        kind: if sign > 0 { ObservationKind::Delight } else { ObservationKind::Pain },
        emotion: word.map_or_else(|| emotion(reading, sign), |cue| cue.emotion),
        valence: if reading.strong >= strong && chance >= FIRM { 2 * sign } else { sign },
        confidence: chance,
        rule: word.map_or("reader", |cue| cue.rule),
        words: word.map_or_else(|| read.words.clone(), |cue| cue.words.clone()),
    })
}

/// The reader's odds, leant toward a side: −1 to 1.
pub(super) fn leant(read: &Polarity, lean: f64) -> Polarity {
    let positive = read.positive * (LEAN * lean.max(0.0)).exp();
    let negative = read.negative * (LEAN * (-lean).max(0.0)).exp();
    let whole = positive + read.neutral + negative;
    Polarity { positive: positive / whole, neutral: read.neutral / whole, negative: negative / whole, words: read.words.clone() }
}

/// The likeliest emotion of a sign.
fn emotion(reading: &Reading, sign: i8) -> EmotionLabel {
    let fits = |label: EmotionLabel| label.sign() == sign || label == EmotionLabel::Surprise;
    let fitting = EmotionLabel::ALL.into_iter().zip(reading.emotions()).filter(|(label, _)| fits(*label));
    fitting.max_by(|left, right| left.1.total_cmp(right.1)).map_or(EmotionLabel::Neutral, |(label, _)| label)
}

impl Cue {
    /// What is told without feeling.
    pub(super) fn unfelt(kind: ObservationKind, rule: &'static str, words: &str) -> Self {
        Self { kind, emotion: EmotionLabel::Neutral, valence: 0, confidence: 0.4, rule, words: words.to_owned() }
    }
}

/// What the lexicon alone reads of a clause: a pain or a delight.
pub(super) fn named(clause: &str) -> Option<Cue> {
    let text = plain(clause);
    strongest(&text, &cues(&text).0).filter(|cue| cue.valence != 0)
}

fn plain(clause: &str) -> String {
    FILLERS.replace_all(&clause.replace(['’', '‘'], "'"), " ").into_owned()
}

/// Every cue of the lexicon, with negation and wishes applied, and the sign of what they took away: 0 for nothing.
fn cues(text: &str) -> (Vec<Cue>, i8) {
    let lexicon = &*LEXICON;
    let (mut cues, mut dropped) = (Vec::new(), 0);
    let praised = LazyCell::new(|| PRAISE.is_match(text));
    look(text.len());
    for line in lexicon.set.matches(text.as_bytes()).into_iter().filter_map(|at| lexicon.lines.get(at)) {
        look(text.len());
        for found in line.pattern.find_iter(text.as_bytes()) {
            match settle(line, text, found.range(), &praised) {
                Some(cue) => cues.push(cue),
                None => dropped = line.valence.signum(),
            }
        }
    }
    (cues, dropped)
}

/// The strongest experience among cues; where both signs are as strong, the reader decides, and without it the complaint does.
fn strongest(text: &str, cues: &[Cue]) -> Option<Cue> {
    let felt = || cues.iter().filter(|cue| cue.kind != ObservationKind::Milestone);
    let strength = felt().map(|cue| cue.valence.abs()).max()?;
    let mut top = felt().filter(|cue| cue.valence.abs() == strength);
    let first = top.next()?;
    let contrary = top.find(|cue| cue.valence.signum() == -first.valence.signum());
    let mut chosen = first.clone();
    if let Some(contrary) = contrary {
        let better = Polarity::of(text, None).is_some_and(|read| read.positive > SURE);
        chosen = if (first.valence > 0) == better { first.clone() } else { contrary.clone() };
        chosen.confidence -= 0.2;
    }
    if chosen.valence.abs() == 2 && SOFTENER.is_match(text) {
        chosen.valence = chosen.valence.signum();
    }
    Some(chosen)
}

/// The chance of praise from which a clause that praises and complains is praise.
const SURE: f64 = 0.7;

/// Applies negation and wishes to a found cue.
fn settle(line: &Line, text: &str, found: Range<usize>, praised: &LazyCell<bool, impl FnOnce() -> bool>) -> Option<Cue> {
    let before = text.get(..found.start).unwrap_or_default();
    let inside = text.get(found).unwrap_or_default();
    let near = tail(before, 4);
    let cue = Cue { kind: line.kind, emotion: line.emotion, valence: line.valence, confidence: 0.8, rule: "cue", words: inside.to_owned() };
    if matches!(line.kind, ObservationKind::Milestone | ObservationKind::Suggestion) {
        return Some(cue);
    }
    let negator = NEGATOR.find_iter(near).last().filter(|_| !**praised).map(|found| found.as_str().to_lowercase());
    if line.valence > 0 {
        if IRREALIS.is_match(tail(before, 5)) && !inside.contains("than") {
            return None;
        }
        let negated = negator.is_some() || (!**praised && !own_negation(inside) && NEGATOR.is_match(inside));
        if negated {
            return Some(Cue {
                kind: ObservationKind::Pain,
                emotion: EmotionLabel::Disappointment,
                valence: -1,
                confidence: 0.7,
                rule: "negated praise",
                words: inside.to_owned(),
            });
        }
        return Some(if own_negation(inside) { Cue { rule: "praise by negation", ..cue } } else { cue });
    }
    match negator.as_deref() {
        None if HYPOTHESIS.is_match(tail(before, 4)) => None,
        None => Some(cue),
        // Having no problem is good news; being not that bad is none.
        Some("never" | "no" | "without" | "none") => Some(Cue {
            kind: ObservationKind::Delight,
            emotion: EmotionLabel::Satisfaction,
            valence: 1,
            confidence: 0.6,
            rule: "absence of trouble",
            words: inside.to_owned(),
        }),
        Some(_) => None,
    }
}

/// Whether a praise is made of a negation: `without any hassle`, `no problem`.
fn own_negation(inside: &str) -> bool {
    let lower = inside.to_lowercase();
    lower.starts_with("without")
        || lower.starts_with("could")
        || lower.starts_with("can")
        || lower.starts_with("no ")
        || lower.starts_with("nothing")
}

/// The last words of a text, within its last comma; no more of it is walked.
fn tail(text: &str, count: usize) -> &str {
    let (mut words, mut blanks, mut start, mut from) = (0, 0, text.len(), 0);
    let mut blank = true;
    for (at, c) in text.char_indices().rev() {
        look(1);
        if matches!(c, ',' | ';' | ':' | '.' | '!' | '?') {
            from = at + 1;
            break;
        }
        if !c.is_whitespace() && blank {
            words += 1;
        }
        if words > count {
            return text.get(start..).unwrap_or(text);
        }
        blank = c.is_whitespace();
        if blank && words > 0 && blanks < count {
            (blanks, start) = (blanks + 1, at);
        }
    }
    text.get(from..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(ObservationKind, i8)> {
        let reading = Reading::of(text);
        read(text, reading.as_ref(), None, DocumentSource::Ticket).map(|cue| (cue.kind, cue.valence.signum()))
    }

    #[test]
    fn the_tail_is_of_words_within_a_comma() {
        for (text, expected) in [
            ("", ""),
            ("not", "not"),
            ("it was, not ", " not "),
            ("a b c d", "a b c d"),
            ("a b c d e ", " b c d e "),
            ("a  b c d e", " b c d e"),
            ("a b  c d e", "  c d e"),
            ("Ende. à b c d é ", " b c d é "),
        ] {
            assert_eq!(tail(text, 4), expected, "{text}");
        }
    }

    #[test]
    fn plain_experiences_are_read() {
        for (text, expected) in [
            ("I waited three weeks for an answer", Some((ObservationKind::Pain, -1))),
            ("nobody ever called me back", Some((ObservationKind::Pain, -1))),
            ("the form was really easy to fill in", Some((ObservationKind::Delight, 1))),
            ("I wish they had a chat", Some((ObservationKind::Suggestion, 0))),
            ("we signed up in March", Some((ObservationKind::Milestone, 0))),
            ("the office is on the second floor", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn negation_turns_praise_and_drops_complaint() {
        for (text, expected) in [
            ("it was not easy at all", Some((ObservationKind::Pain, -1))),
            ("the staff were never friendly", Some((ObservationKind::Pain, -1))),
            ("it wasn't stressful", None),
            ("I never had a problem with them", Some((ObservationKind::Delight, 1))),
            ("it couldn't have been easier", Some((ObservationKind::Delight, 1))),
            ("there was no problem at all", Some((ObservationKind::Delight, 1))),
        ] {
            assert_eq!(kind(text).map(|found| found.0), expected.map(|found: (ObservationKind, i8)| found.0), "{text}");
        }
    }

    #[test]
    fn what_was_only_hoped_for_is_no_delight() {
        assert_ne!(kind("I expected it to be quick and easy").map(|found| found.0), Some(ObservationKind::Delight));
        assert_ne!(kind("I was looking for something really cheap").map(|found| found.0), Some(ObservationKind::Delight));
    }
}
