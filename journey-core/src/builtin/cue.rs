//! Reading one clause: which experience its words tell.

use std::{cell::LazyCell, ops::Range, sync::LazyLock};

use regex::bytes::{Regex as Pattern, RegexBuilder, RegexSet, RegexSetBuilder};

use crate::{
    journey::{DocumentSource, EmotionLabel, ObservationKind},
    text::{Polarity, Signal, detect_signals, language::english, pattern::Regex, word_count},
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
/// A sentence about what one wants, weighs or imagines, rather than about what happened.
static GENERAL: LazyLock<Regex> = LazyLock::new(|| english("cue.general"));
static HAPPENED: LazyLock<Regex> = LazyLock::new(|| english("cue.happened"));

/// A sentence about people in general, as interviews have them: `you` and nobody else.
static ANYONE: LazyLock<Regex> = LazyLock::new(|| english("cue.anyone"));
static SELF: LazyLock<Regex> = LazyLock::new(|| english("cue.self"));

/// What a sentence leaves out because it tells of nothing that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum General {
    /// It tells what one wants, weighs or imagines.
    Everything,
    /// It speaks of people in general: what they need is no praise, what they suffer is a complaint.
    Praise,
}

/// Whether a sentence tells what one wants, weighs or imagines and nothing that happened.
pub(super) fn general(sentence: &str, source: DocumentSource) -> Option<General> {
    let text = sentence.replace(['’', '‘'], "'");
    if HAPPENED.is_match(&text) {
        return None;
    }
    if GENERAL.is_match(&text) {
        return Some(General::Everything);
    }
    (source == DocumentSource::Interview && ANYONE.is_match(&text) && !SELF.is_match(&text)).then_some(General::Praise)
}

/// A complaint after a bare `if` did not happen; after `as if` it did.
static HYPOTHESIS: LazyLock<Regex> = LazyLock::new(|| english("cue.hypothesis"));
static SOFTENER: LazyLock<Regex> = LazyLock::new(|| english("cue.softener"));

/// Talk about the talk, or about oneself, which is no experience.
static SILENT: LazyLock<Regex> = LazyLock::new(|| english("cue.silent"));

/// Names of things that sound like praise.
static NAMES: LazyLock<Regex> = LazyLock::new(|| english("cue.names"));
/// The fewest words that have a tone: fewer name a thing.
const LEAST_WORDS: usize = 5;
/// The chance from which the trained reader alone tells an experience: set by hand, by reading what it told of simulated interviews. Below it,
/// remarks without feeling begin to count; `examples/rust/src/bin/score.rs` measures it on labels of one's own.
const TOLD: f64 = 0.8;
/// The chance from which it tells a strong one. Set by hand as well; no labels of strength were at hand.
const STRONG: f64 = 0.93;

/// Reads a clause; `None` when its words tell no experience.
pub(super) fn read(clause: &str) -> Option<Cue> {
    let text = plain(clause);
    let (cues, dropped) = cues(&text);
    if let Some(wish) = cues.iter().find(|cue| cue.kind == ObservationKind::Suggestion) {
        return Some(wish.clone());
    }
    // Where negation or a wish took a cue away, its words must not come back as tone.
    let tone = || if dropped { None } else { tone(&text) };
    strongest(&text, &cues).or_else(tone).or_else(|| cues.first().cloned())
}

/// What the lexicon alone reads of a clause: a pain or a delight.
pub(super) fn named(clause: &str) -> Option<Cue> {
    let text = plain(clause);
    strongest(&text, &cues(&text).0).filter(|cue| cue.valence != 0)
}

fn plain(clause: &str) -> String {
    FILLERS.replace_all(&clause.replace(['’', '‘'], "'"), " ").into_owned()
}

/// Every cue of the lexicon, with negation and wishes applied, and whether they took any away.
fn cues(text: &str) -> (Vec<Cue>, bool) {
    let lexicon = &*LEXICON;
    let (mut cues, mut dropped) = (Vec::new(), false);
    let praised = LazyCell::new(|| PRAISE.is_match(text));
    look(text.len());
    for line in lexicon.set.matches(text.as_bytes()).into_iter().filter_map(|at| lexicon.lines.get(at)) {
        look(text.len());
        for found in line.pattern.find_iter(text.as_bytes()) {
            match settle(line, text, found.range(), &praised) {
                Some(cue) => cues.push(cue),
                None => dropped = true,
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
        return Some(cue);
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

/// Reads the tone of a clause whose words are no cue.
fn tone(text: &str) -> Option<Cue> {
    if word_count(text) < LEAST_WORDS || IRREALIS.is_match(text) {
        return None;
    }
    let read = Polarity::of(&NAMES.replace_all(text, " "), None)?;
    let (chance, kind, emotion, sign) = if read.positive > read.negative {
        (read.positive, ObservationKind::Delight, EmotionLabel::Satisfaction, 1)
    } else {
        (read.negative, ObservationKind::Pain, EmotionLabel::Disappointment, -1)
    };
    // Who does not remember speaks ill of nothing.
    if chance < TOLD || SILENT.is_match(text) || detect_signals(text, "en").contains(&Signal::DontKnow) {
        return None;
    }
    let valence = if chance < STRONG { sign } else { 2 * sign };
    Some(Cue { kind, emotion, valence, confidence: chance - 0.1, rule: "tone", words: read.words })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(ObservationKind, i8)> {
        read(text).map(|cue| (cue.kind, cue.valence.signum()))
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
