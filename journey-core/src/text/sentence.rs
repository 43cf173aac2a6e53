//! Sentences with stable ids and spans: the unit of evidence.

use std::{fmt, ops::Range, str::FromStr, sync::LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_segmentation::UnicodeSegmentation;

use super::pattern::{Regex, pattern};
use crate::{error::Error, work::look};

/// A half-open range of Unicode scalar values in a text.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Span {
    /// First scalar value.
    pub start: usize,
    /// One past the last scalar value.
    pub end: usize,
}

impl Span {
    /// Cuts this span out of `text`, or `None` when the span lies outside of it.
    pub fn slice<'a>(&self, text: &'a str) -> Option<&'a str> {
        if self.start > self.end {
            return None;
        }
        let mut bounds = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
        let start = bounds.nth(self.start)?;
        if self.end == self.start {
            return text.get(start..start);
        }
        let end = bounds.nth(self.end - self.start - 1)?;
        look(end);
        text.get(start..end)
    }
}

/// Where spans that follow each other stand in `text`, in bytes, found in one walk; `None` for a span outside of it, or one that begins before
/// another has ended.
pub(crate) fn cuts(text: &str, spans: impl Iterator<Item = Span>) -> impl Iterator<Item = Option<Range<usize>>> {
    let (mut scalar, mut byte) = (0, 0);
    spans.map(move |span| {
        let mut reach = |wanted: usize| {
            let rest = text.get(byte..)?;
            let mut bounds = rest.char_indices().map(|(at, _)| at).chain(std::iter::once(rest.len()));
            let step = bounds.nth(wanted.checked_sub(scalar)?).unwrap_or(rest.len() + 1);
            look(step);
            (scalar, byte) = (wanted, byte + step);
            Some(byte)
        };
        let start = reach(span.start)?;
        let end = reach(span.end)?;
        text.is_char_boundary(end).then_some(start..end)
    })
}

/// The id of a sentence: its turn and its place in the turn, both from 1, written `t12.s3`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SentenceId {
    /// The turn's number in its document, from 1.
    pub turn: u32,
    /// The sentence's number in its turn, from 1.
    pub sentence: u32,
}

impl fmt::Display for SentenceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "t{}.s{}", self.turn, self.sentence)
    }
}

impl FromStr for SentenceId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parsed = text
            .trim()
            .strip_prefix('t')
            .and_then(|rest| rest.split_once(".s"))
            .and_then(|(turn, sentence)| Some((turn.parse().ok()?, sentence.parse().ok()?)));
        match parsed {
            Some((turn, sentence)) => Ok(Self { turn, sentence }),
            None => {
                Err(Error::invalid("sentence id", format!("`{text}` is not of the form t<turn>.s<sentence>"), "cite an id such as `t2.s1`"))
            }
        }
    }
}

impl Serialize for SentenceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SentenceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for SentenceId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SentenceId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^t[0-9]+\\.s[0-9]+$", "maxLength": 24 })
    }
}

/// A numbered sentence of a turn.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Sentence {
    /// Its id in the document.
    pub id: SentenceId,
    /// Where it stands in the turn's text, in Unicode scalar values.
    pub span: Span,
}

const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "vs", "etc", "e.g", "i.e", "approx", "no", "dept", "inc", "ltd", "co", "corp",
    "fig", "est", "a.m", "p.m", "u.s", "u.k", "apt", "ave", "tel", "ext", "min", "max", "incl",
];

/// The most characters of a sentence: three times the longest among the thousands of sentences of reviews, chats and interviews that the library
/// was tried on, and two minutes of speech written down without a full stop.
pub const LONGEST_SENTENCE: usize = 2_000;
/// The most white space and brackets between a full stop and the next word: a blank line of a form has fewer. At each of them the segmentation
/// reads on to that word.
const LONGEST_PAUSE: usize = 128;

/// Cuts a text into sentences.
///
/// Splits at sentence ends and line breaks, keeps abbreviations (`Dr.`), initials and decimals whole, and leaves out
/// surrounding white space and byte-order marks. What goes on for more than [`LONGEST_SENTENCE`] characters is cut at the last white space before,
/// or between two characters as people see them. Every span is non-empty, in order and without overlap.
///
/// ```
/// use journey_core::text::split_sentences;
/// let text = "Dr. Lee called. It took 2.5 hours!";
/// let cut: Vec<_> = split_sentences(text).iter().map(|span| span.slice(text).unwrap()).collect();
/// assert_eq!(cut, ["Dr. Lee called.", "It took 2.5 hours!"]);
/// ```
pub fn split_sentences(text: &str) -> Vec<Span> {
    look(text.len());
    let mut spans = Vec::new();
    let (mut byte, mut scalar) = (0, 0);
    for piece in pieces(text) {
        let sentence = text.get(piece.clone()).unwrap_or_default().trim_end_matches(is_blank);
        let words = sentence.trim_start_matches(is_blank);
        let mut at = piece.start + sentence.len() - words.len();
        for part in parts_of(words, LONGEST_SENTENCE) {
            let words = part.trim_matches(is_blank);
            let from = at + part.len() - part.trim_start_matches(is_blank).len();
            at += part.len();
            if words.chars().all(|c| c.is_ascii_punctuation()) {
                continue;
            }
            scalar += text.get(byte..from).map_or(0, |gap| gap.chars().count());
            let length = words.chars().count();
            spans.push(Span { start: scalar, end: scalar + length });
            scalar += length;
            byte = from + words.len();
        }
    }
    spans
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Whether a character leaves open if the full stop before it ended a sentence.
fn is_pause(c: char) -> bool {
    /// What belongs to the character before it; some of it counts as letters.
    static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{M}\p{Cf}\p{Grapheme_Extend}]"));
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' => true,
        c if c.is_ascii() => c.is_ascii_whitespace() || c.is_ascii_control(),
        c => !c.is_alphanumeric() || MARK.is_match(c.encode_utf8(&mut [0; 4])),
    }
}

/// Where the sentences of a text stand, with the white space around them, however long they are.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for stretch in stretches(text) {
        let sentences = text.get(stretch.clone()).unwrap_or_default().split_sentence_bound_indices();
        for (start, sentence) in sentences.map(|(at, sentence)| (stretch.start + at, sentence)) {
            match pieces.last_mut() {
                Some(last) if text.get(last.clone()).is_some_and(runs_on) => last.end = start + sentence.len(),
                _ => pieces.push(start..start + sentence.len()),
            }
        }
    }
    pieces
}

/// A text in stretches without a pause that is too long: the segmentation takes the square of a pause, so it must not see one.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let (mut start, mut pause) = (0, None);
    for (at, c) in text.char_indices() {
        pause = match (c, pause) {
            ('.' | '\u{2024}' | '\u{fe52}' | '\u{ff0e}', _) => Some(0),
            (c, Some(length)) if length < LONGEST_PAUSE && is_pause(c) => Some(length + 1),
            (c, Some(_)) if is_pause(c) => {
                stretches.push(start..at);
                start = at;
                None
            }
            _ => None,
        };
    }
    stretches.push(start..text.len());
    stretches
}

/// A text in parts of at most so many characters, each cut before the last white space that it has room for, or before the last character as
/// people see them.
pub(super) fn parts_of(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (part, after) = rest.split_at_checked(reach(rest, most)).unwrap_or((rest, ""));
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

/// How many bytes of a text make a part.
fn reach(text: &str, most: usize) -> usize {
    let Some((end, next)) = text.char_indices().nth(most) else { return text.len() };
    let head = text.get(..end + next.len_utf8()).unwrap_or_default();
    look(head.len());
    let (mut blank, mut last) = (None, None);
    for (at, cluster) in head.grapheme_indices(true).filter(|(at, _)| *at > 0) {
        last = Some(at);
        blank = last.filter(|_| cluster.chars().all(char::is_whitespace)).or(blank);
    }
    // A cluster of thousands of marks is no character of any script.
    blank.or(last).unwrap_or(end)
}

/// Whether a piece ends in an abbreviation or an initial, so that the sentence goes on.
fn runs_on(piece: &str) -> bool {
    if piece.ends_with(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return false;
    }
    let Some(body) = piece.trim_end().strip_suffix('.') else { return false };
    let last = body.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let lower = last.to_lowercase();
    let initial = last.chars().count() == 1 && last.chars().all(|c| c.is_uppercase() && c != 'I');
    initial || (ABBREVIATIONS.contains(&lower.as_str()) && !(lower == "no" && last == "no"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        split_sentences(text).iter().map(|span| span.slice(text).unwrap_or("?")).collect()
    }

    #[test]
    fn hard_texts_keep_their_spans() {
        assert_eq!(cut("\u{feff}Hello there. Bye!"), ["Hello there.", "Bye!"]);
        assert_eq!(cut("One line\r\nTwo lines\r\n"), ["One line", "Two lines"]);
        assert_eq!(cut("I cried 😭. Then cafe\u{301} closed."), ["I cried 😭.", "Then cafe\u{301} closed."]);
        assert_eq!(cut("They said no. I left."), ["They said no.", "I left."]);
        assert_eq!(cut("Claim No. 12 took approx. 3.5 weeks."), ["Claim No. 12 took approx. 3.5 weeks."]);
        assert_eq!(cut("J. Smith rang. Fine"), ["J. Smith rang.", "Fine"]);
        assert!(cut("").is_empty());
        assert!(cut(" \n ... \t").is_empty());
        assert_eq!(cut("👍"), ["👍"]);
    }

    #[test]
    fn what_goes_on_is_cut_at_white_space_or_between_characters() {
        let words = "word ".repeat(LONGEST_SENTENCE);
        assert!(cut(&words).iter().all(|part| part.len() < LONGEST_SENTENCE && part.starts_with("word") && part.ends_with("word")));
        let family = "👩\u{200d}👩\u{200d}👧".repeat(LONGEST_SENTENCE / 2);
        let parts = cut(&family);
        assert_eq!(parts.concat(), family);
        assert!(parts.iter().all(|part| part.starts_with('👩') && part.ends_with('👧')));
        // The limit itself is no cut.
        assert_eq!(cut(&format!(" {} \n", "a".repeat(LONGEST_SENTENCE))).len(), 1);
        assert_eq!(cut(&"\u{301}".repeat(2 * LONGEST_SENTENCE + 1)).len(), 3);
    }

    #[test]
    fn the_segmentation_sees_no_long_pause() {
        for pause in [" ", "(", "\u{301}", "”", "\u{200b}", "\u{e31}(", "\u{ff9e}("] {
            let text = format!("It ended.{}Then it began.", pause.repeat(10 * LONGEST_PAUSE));
            assert_eq!(stretches(&text).len(), 2, "{pause:?}");
        }
        let short = format!("It ended.{}then it went on.", " ".repeat(LONGEST_PAUSE));
        assert_eq!(cut(&short).len(), 1);
        assert_eq!(stretches(&format!("It ended.\n{}", "-".repeat(10 * LONGEST_PAUSE))).len(), 1);
    }

    #[test]
    fn spans_are_cut_in_one_walk() {
        let text = "Über uns. Füße!";
        let spans = split_sentences(text);
        let walked: Vec<_> = cuts(text, spans.iter().copied()).map(|cut| text.get(cut?)).collect();
        assert_eq!(walked, spans.iter().map(|span| span.slice(text)).collect::<Vec<_>>());
        let odd = [(2, 1), (3, 5), (4, 6), (5, 5), (5, 99), (0, 1)].map(|(start, end)| Span { start, end });
        let walked: Vec<_> = cuts(text, odd.into_iter()).map(|cut| text.get(cut?)).collect();
        assert_eq!(walked, [None, Some("r "), None, Some(""), None, None]);
    }

    #[test]
    fn ids_round_trip() {
        assert_eq!("t12.s3".parse::<SentenceId>().map(|id| id.to_string()).ok().as_deref(), Some("t12.s3"));
        assert!("t12".parse::<SentenceId>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn spans_are_ordered_and_inside(text in "\\PC{0,80}([.!?\\r\\n ]{1,3}\\PC{0,40}){0,4}") {
            let mut last = 0;
            for span in split_sentences(&text) {
                proptest::prop_assert!(span.start >= last && span.end > span.start);
                proptest::prop_assert!(span.slice(&text).is_some());
                last = span.end;
            }
        }
    }
}
