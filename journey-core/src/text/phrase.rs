//! The words of an answer that are worth quoting back.

use super::{
    clause::clauses,
    words::{content_words, words},
};

/// The most words of a quotation in a probe.
const MOST_QUOTED: usize = 7;
/// The most characters of a quotation in a probe: longer words are no words, and no probe has room for them.
const LONGEST_QUOTED: usize = 300;

/// Verbs of telling, which are not what is told.
const REMEMBERING: [&str; 10] =
    ["believe", "guess", "noticed", "realize", "realized", "recall", "remember", "remembered", "suppose", "wonder"];
const COUNTERS: [&str; 12] = ["already", "another", "every", "five", "four", "many", "second", "single", "ten", "third", "three", "two"];

/// Cuts a phrase out of a clause: from its first content word, two to seven words, not ending in a function word, exactly as written.
///
/// ```
/// use journey_core::text::phrase;
/// assert_eq!(phrase("and then the website logged me out of it"), Some("website logged"));
/// assert_eq!(phrase("so it was"), None);
/// ```
pub fn phrase(clause: &str) -> Option<&str> {
    let tokens: Vec<(usize, &str)> =
        clause.split_whitespace().map(|token| (token.as_ptr().addr() - clause.as_ptr().addr(), token)).collect();
    let full = |(_, token): &(usize, &str)| !content_words(token).is_empty();
    let opens = |token: &(usize, &str)| full(token) && !REMEMBERING.contains(&token.1.to_lowercase().as_str());
    // A cut after `second` or `single` would leave out what it counts.
    let closes = |token: &(usize, &str)| full(token) && !COUNTERS.contains(&token.1.to_lowercase().as_str());
    let first = tokens.iter().position(opens)?;
    let run = tokens.get(first..(first + MOST_QUOTED).min(tokens.len()))?;
    let whole = first + run.len() == tokens.len();
    let last = run.iter().rposition(|token| if whole { full(token) } else { closes(token) })?;
    let (end, token) = run.get(last)?;
    let phrase = clause.get(run.first()?.0..end + token.len())?.trim_matches(|c: char| !c.is_alphanumeric());
    let clean = phrase.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-'));
    (clean && phrase.chars().nth(LONGEST_QUOTED).is_none() && words(phrase).len() >= 2).then_some(phrase)
}

/// The parts of an answer that a phrase may be cut from: clauses, and what commas, quotation marks and brackets part.
pub fn parts(answer: &str) -> impl Iterator<Item = &str> {
    answer
        .split_inclusive(['.', '!', '?', '\n'])
        .flat_map(|sentence| clauses(sentence).into_iter().map(|clause| clause.text))
        .flat_map(|clause| clause.split([',', ':', ';', '"', '“', '”', '(', ')', '–', '—']))
}
