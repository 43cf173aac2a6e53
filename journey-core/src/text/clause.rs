//! Clauses: the scope of sentiment.

use std::sync::LazyLock;

use super::{
    pattern::{Regex, pattern},
    sentence::{LONGEST_SENTENCE, parts_of},
};

/// The most characters of a clause: a sentence may be one. What goes on is cut at the last white space before, its parts joined as by `and`.
pub const LONGEST_CLAUSE: usize = LONGEST_SENTENCE;

/// How a clause hangs on the one before it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ClauseLink {
    /// Joined by `and`, a semicolon or a dash.
    Addition,
    /// Gives a reason: because, since, due to.
    Cause,
    /// Grants a point that the main clause outweighs: although, even though.
    Concession,
    /// Turns against what came before: but, however, yet.
    Contrast,
    /// Opens the sentence.
    Start,
}

/// A clause of a sentence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Clause<'a> {
    /// How it hangs on the one before.
    pub link: ClauseLink,
    /// Its words, without the linking word.
    pub text: &'a str,
}

static LINKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?P<contrast> [,;—–-]?\s*\b(?:but|however|nevertheless|yet\s+(?:i|it|they|the|we|my)|except\ that|only\ to|then\ again)\b,? )
      | (?P<concession> [,;]?\s*\b(?:although|even\ though|though|while\ (?:the|it|i|they|my)|whereas|despite|in\ spite\ of)\b )
      | (?P<cause> [,;]?\s*\b(?:because(?:\ of)?|due\ to|since\ (?:i|it|they|the|we|my|there|nobody|no)|as\ a\ result\ of|thanks\ to|caused\ by)\b )
      | (?P<addition> \s*;\s* | \s+[—–]\s+ | ,\s+(?:and|so|then|which)\s+ | \s+and\s+(?:then\s+)?(?:i|it|they|we|he|she|the|my|nobody|there|that)\b )
        ",
    )
});

/// Splits a sentence into its clauses at contrast, concession, cause and coordination.
///
/// ```
/// use journey_core::text::{clauses, ClauseLink};
/// let cut = clauses("The app is lovely, but the claim took weeks because nobody called.");
/// assert_eq!(cut.len(), 3);
/// assert_eq!((cut[1].link, cut[1].text), (ClauseLink::Contrast, "the claim took weeks"));
/// ```
pub fn clauses(sentence: &str) -> Vec<Clause<'_>> {
    let mut cut = Vec::new();
    let mut start = 0;
    let mut link = ClauseLink::Start;
    for found in LINKS.captures_iter(sentence) {
        let Some(whole) = found.get(0) else { continue };
        let next = if found.name("contrast").is_some() {
            ClauseLink::Contrast
        } else if found.name("concession").is_some() {
            ClauseLink::Concession
        } else if found.name("cause").is_some() {
            ClauseLink::Cause
        } else {
            ClauseLink::Addition
        };
        push(&mut cut, link, sentence.get(start..whole.start()));
        // A coordinated subject belongs to the next clause, so only the conjunction is taken off.
        start = match next {
            ClauseLink::Addition => whole.start() + conjunction_length(whole.as_str()),
            ClauseLink::Cause | ClauseLink::Concession | ClauseLink::Contrast => whole.start() + linking_length(whole.as_str()),
            ClauseLink::Start => whole.end(),
        };
        link = next;
    }
    push(&mut cut, link, sentence.get(start..));
    if cut.is_empty() {
        let text = sentence.trim();
        cut.push(Clause { link: ClauseLink::Start, text: parts_of(text, LONGEST_CLAUSE).next().unwrap_or(text) });
    }
    cut
}

fn push<'a>(cut: &mut Vec<Clause<'a>>, link: ClauseLink, text: Option<&'a str>) {
    let trim = |text: &'a str| text.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let mut link = link;
    for text in parts_of(trim(text.unwrap_or_default()), LONGEST_CLAUSE).map(trim) {
        if text.chars().any(char::is_alphanumeric) {
            cut.push(Clause { link, text });
            link = ClauseLink::Addition;
        }
    }
}

fn conjunction_length(link: &str) -> usize {
    let lower = link.to_lowercase();
    lower.find("and").map_or_else(
        || {
            if lower.trim_start().starts_with([';', '—', '–']) {
                link.len()
            } else {
                link.len() - link.trim_start_matches([',', ' ']).len()
            }
        },
        |at| at + 3,
    )
}

fn linking_length(link: &str) -> usize {
    let lower = link.to_lowercase();
    for word in ["yet ", "since ", "while "] {
        if let Some(at) = lower.find(word) {
            return at + word.len();
        }
    }
    link.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sentence: &str) -> Vec<(ClauseLink, &str)> {
        clauses(sentence).into_iter().map(|clause| (clause.link, clause.text)).collect()
    }

    #[test]
    fn contrast_and_concession_split() {
        assert_eq!(
            texts("Although the price was fair, the paperwork was endless."),
            [(ClauseLink::Concession, "the price was fair, the paperwork was endless.")]
        );
        assert_eq!(
            texts("The price was fair, although the paperwork was endless."),
            [(ClauseLink::Start, "The price was fair"), (ClauseLink::Concession, "the paperwork was endless.")]
        );
        assert_eq!(texts("Easy to buy and they were polite.").len(), 2);
        assert_eq!(texts("It was fast and friendly.").len(), 1);
    }
}
