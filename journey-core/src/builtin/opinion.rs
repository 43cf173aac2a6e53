//! Opinion: the trained reader's polarity, leant on by the lexicon's cues.

use super::cue;
use crate::text::{Gist, Meaning, Polarity, clauses};

/// How far a cue of the lexicon moves the odds of its side.
const LEAN: f64 = 1.0;

/// Whether a text speaks well or ill, of everything or of one target: the trained reader, leant on by cues of the lexicon, which know
/// trouble without a word of feeling, such as a wait of three weeks.
///
/// `None` for a text without a known word, or without the feature `meaning`.
pub fn polarity(text: &str, target: Option<&str>) -> Option<Polarity> {
    let about = target.and_then(Meaning::of);
    let mut read = Polarity::about(text, about.as_ref())?;
    let parts = clauses(text);
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
    read.positive *= (LEAN * lean.max(0.0)).exp();
    read.negative *= (LEAN * (-lean).max(0.0)).exp();
    let whole = read.positive + read.neutral + read.negative;
    for chance in [&mut read.positive, &mut read.neutral, &mut read.negative] {
        *chance /= whole;
    }
    Some(read)
}
