//! Saturation: whether more interviews would tell more.

use std::collections::{BTreeSet, VecDeque};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Chao's estimate of how many themes there are, seen and unseen.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Chao1Estimate {
    /// Themes that were seen.
    pub seen: u64,
    /// The bias-corrected estimate (Chao 1987): a lower bound of all themes.
    pub corrected: f64,
    /// The classic estimate (Chao 1984); none when no theme was told exactly twice.
    pub classic: Option<f64>,
}

/// Estimates how many themes there are, from how many respondents told each.
///
/// ```
/// let found = journey_core::statistics::chao1(&[10, 5, 3, 2, 2, 1, 1, 1, 1]);
/// assert_eq!((found.seen, found.corrected, found.classic), (9, 11.0, Some(13.0)));
/// ```
pub fn chao1(counts: &[u64]) -> Chao1Estimate {
    let of = |wanted: u64| counts.iter().filter(|count| **count == wanted).count() as f64;
    let seen = counts.iter().filter(|count| **count > 0).count() as u64;
    let (once, twice) = (of(1), of(2));
    Chao1Estimate {
        seen,
        corrected: seen as f64 + once * (once - 1.0) / (2.0 * (twice + 1.0)),
        classic: (twice > 0.0).then(|| seen as f64 + once * once / (2.0 * twice)),
    }
}

/// When new themes stopped appearing (Guest, Namey and Chen 2020).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Saturation {
    /// Interviews of the base.
    pub base_size: u64,
    /// Interviews of a run.
    pub run_length: u64,
    /// Different themes of the base.
    pub base_themes: u64,
    /// For each interview that ends a run after the base, up to the one that saturates: its number, and the run's new themes ÷ the base's themes.
    pub runs: Vec<(u64, f64)>,
    /// The first interview after which a run brought at most `threshold` new information.
    pub reached_at: Option<u64>,
    /// The share of new information that counts as none, such as .05.
    pub threshold: f64,
}

/// Runs through interviews in order, each with its themes, up to the one that saturates; `None` when fewer than a base and a run were held
/// or the base has no theme.
pub fn saturation<T: Ord, Themes: IntoIterator<Item = T>>(
    interviews: impl IntoIterator<Item = Themes>,
    base_size: usize,
    run_length: usize,
    threshold: f64,
) -> Option<Saturation> {
    if base_size == 0 || run_length == 0 {
        return None;
    }
    let mut interviews = interviews.into_iter();
    let mut known: BTreeSet<T> = BTreeSet::new();
    for _ in 0..base_size {
        known.extend(interviews.next()?);
    }
    let base_themes = known.len();
    let mut run: VecDeque<usize> = VecDeque::new();
    let mut runs: Vec<(u64, f64)> = Vec::new();
    let mut reached_at = None;
    for (number, themes) in (base_size as u64 + 1..).zip(interviews) {
        run.push_back(themes.into_iter().map(|theme| known.insert(theme)).filter(|fresh| *fresh).count());
        if run.len() < run_length {
            continue;
        }
        let share = run.iter().sum::<usize>() as f64 / base_themes as f64;
        runs.push((number, share));
        run.pop_front();
        if share <= threshold {
            reached_at = Some(number);
            break;
        }
    }
    (base_themes > 0 && !runs.is_empty()).then_some(Saturation {
        base_size: base_size as u64,
        run_length: run_length as u64,
        base_themes: base_themes as u64,
        runs,
        reached_at,
        threshold,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: scikit-bio 0.7 `chao1`, bias-corrected and not.
    #[test]
    fn chao_agrees_with_scikit_bio() {
        let found = chao1(&[10, 5, 3, 2, 2, 1, 1, 1, 1]);
        assert!((found.corrected - 11.0).abs() < 1e-9 && found.classic.is_some_and(|value| (value - 13.0).abs() < 1e-9));
        assert_eq!(chao1(&[3, 0, 4]), Chao1Estimate { seen: 2, corrected: 2.0, classic: None });
    }

    #[test]
    fn a_run_without_news_saturates() {
        let interview = |themes: &[&'static str]| themes.to_vec();
        let told = [
            interview(&["a", "b"]),
            interview(&["a", "c"]),
            interview(&["b"]),
            interview(&["d"]),
            interview(&["a"]),
            interview(&["c"]),
            interview(&["e"]),
        ];
        let found = saturation(told.clone(), 2, 2, 0.05).unwrap_or_else(|| unreachable!());
        assert_eq!(found.base_themes, 3);
        assert_eq!(found.reached_at, Some(6));
        let shares: Vec<f64> = found.runs.iter().map(|(_, share)| (share * 3.0).round()).collect();
        assert_eq!(shares, [1.0, 1.0, 0.0]);
        assert_eq!(saturation(told, 4, 4, 0.05), None);
    }
}
