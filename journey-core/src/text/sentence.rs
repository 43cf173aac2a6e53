//! Sentences with stable ids and spans: the unit of evidence.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_segmentation::UnicodeSegmentation;

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
    pub fn cut<'a>(&self, text: &'a str) -> Option<&'a str> {
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

/// Cuts a text into sentences.
///
/// Splits at sentence ends and line breaks, keeps abbreviations (`Dr.`), initials and decimals whole, and leaves out
/// surrounding white space and byte-order marks. Every span is non-empty, in order and without overlap.
///
/// ```
/// use journey_core::text::segment;
/// let text = "Dr. Lee called. It took 2.5 hours!";
/// let cut: Vec<_> = segment(text).iter().map(|span| span.cut(text).unwrap()).collect();
/// assert_eq!(cut, ["Dr. Lee called.", "It took 2.5 hours!"]);
/// ```
pub fn segment(text: &str) -> Vec<Span> {
    look(text.len());
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.len();
        match pieces.last_mut() {
            Some(last) if text.get(last.0..last.1).is_some_and(runs_on) => last.1 = end,
            _ => pieces.push((start, end)),
        }
    }
    let mut spans = Vec::with_capacity(pieces.len());
    let mut byte = 0;
    let mut scalar = 0;
    for (start, end) in pieces {
        let Some(piece) = text.get(start..end) else { continue };
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        let trimmed = piece.trim_matches(blank);
        if !trimmed.chars().any(char::is_alphanumeric) && !trimmed.chars().any(|c| !c.is_ascii_punctuation()) {
            continue;
        }
        let lead = piece.len() - piece.trim_start_matches(blank).len();
        let from = start + lead;
        scalar += text.get(byte..from).map_or(0, |gap| gap.chars().count());
        let length = trimmed.chars().count();
        spans.push(Span { start: scalar, end: scalar + length });
        scalar += length;
        byte = from + trimmed.len();
    }
    spans
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
        segment(text).iter().map(|span| span.cut(text).unwrap_or("?")).collect()
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
    fn ids_round_trip() {
        assert_eq!("t12.s3".parse::<SentenceId>().map(|id| id.to_string()).ok().as_deref(), Some("t12.s3"));
        assert!("t12".parse::<SentenceId>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn spans_are_ordered_and_inside(text in "\\PC{0,80}([.!?\\r\\n ]{1,3}\\PC{0,40}){0,4}") {
            let mut last = 0;
            for span in segment(&text) {
                proptest::prop_assert!(span.start >= last && span.end > span.start);
                proptest::prop_assert!(span.cut(&text).is_some());
                last = span.end;
            }
        }
    }
}
