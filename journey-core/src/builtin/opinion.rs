//! Opinion: the trained reader's polarity, leant on by the lexicon's cues.

use super::cue;
use crate::text::{Clause, Embedding, Gist, Polarity, clauses, content_stems, word_count};

/// What a clause that names the target counts beside the whole text.
const CLAUSE: f64 = 2.0;
/// The most words of a text without clauses that speaks of one thing alone.
const FEW_WORDS: usize = 8;

/// The one clause of several that holds the target's words.
fn naming<'a>(parts: &[Clause<'a>], target: &str) -> Option<&'a str> {
    let wanted = content_stems(target);
    let mut holding = parts.iter().filter(|clause| {
        let said = content_stems(clause.text);
        !wanted.is_empty() && wanted.iter().all(|stem| said.contains(stem))
    });
    let found = holding.next().filter(|_| parts.len() > 1)?;
    holding.next().is_none().then_some(found.text)
}

/// Whether a text speaks well or ill, of everything or of one target: the trained reader, leant on by cues of the lexicon, which know
/// trouble without a word of feeling, such as a wait of three weeks.
///
/// A sentence may praise one thing and blame another. English only. `None` for a text without a known word, or without the feature `meaning`.
///
/// ```
/// # #[cfg(feature = "meaning")] {
/// use journey_core::builtin::polarity;
/// let text = "The staff were lovely, but the delivery came two weeks late.";
/// assert!(polarity(text, Some("staff")).unwrap().positive > 0.5);
/// assert!(polarity(text, Some("delivery")).unwrap().negative > 0.5);
/// # }
/// ```
pub fn polarity(text: &str, target: Option<&str>) -> Option<Polarity> {
    let parts = clauses(text);
    // A few words are about one thing, named or not.
    let about = target.filter(|_| parts.len() > 1 || word_count(text) > FEW_WORDS).and_then(Embedding::of);
    let mut read = Polarity::about(text, about.as_ref())?;
    // Where one clause names the target, all of that clause is about it.
    if let Some(own) = target.and_then(|target| naming(&parts, target)).and_then(|clause| Polarity::about(clause, None)) {
        read.negative = (read.negative + CLAUSE * own.negative) / (1.0 + CLAUSE);
        read.neutral = (read.neutral + CLAUSE * own.neutral) / (1.0 + CLAUSE);
        read.positive = (read.positive + CLAUSE * own.positive) / (1.0 + CLAUSE);
    }
    // A cue counts as its clause comes near the target.
    let near: Vec<f64> = parts
        .iter()
        .map(|clause| {
            about.as_ref().map_or(1.0, |about| Gist::of(clause.text, None).map_or(0.0, |gist| gist.likeness(about).max(0.0).powi(2)))
        })
        .collect();
    let total: f64 = near.iter().sum();
    let lean: f64 = parts
        .iter()
        .zip(&near)
        .filter_map(|(clause, near)| cue::named(clause.text).map(|cue| f64::from(cue.valence.signum()) * near / total.max(1e-9)))
        .sum();
    Some(cue::leant(&read, lean))
}

#[cfg(all(test, feature = "meaning"))]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_may_praise_and_blame() {
        for (text, target, sign) in [
            ("The nurse was wonderful, although the waiting room was filthy.", "nurse", 1),
            ("The nurse was wonderful, although the waiting room was filthy.", "waiting room", -1),
            ("The app is great but support never answers.", "support", -1),
            ("The app is great but support never answers.", "app", 1),
            ("I was on hold for fifty minutes.", "support", -1),
        ] {
            assert_eq!(polarity(text, Some(target)).map(|read| read.sign()), Some(sign), "{text} {target}");
        }
    }
}
