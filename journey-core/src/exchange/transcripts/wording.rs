//! Ratings as words: the answers that surveys offer, from the lowest to the highest.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// The steps of a scale from the lowest to the highest; `|` stands between the words of one step.
pub(super) type Steps = &'static [&'static str];

const SCALES: &[Steps] = &[
    &["bad", "good"],
    &[
        "very dissatisfied|extremely dissatisfied|completely dissatisfied|very unsatisfied",
        "dissatisfied|somewhat dissatisfied|unsatisfied",
        "neutral|neither satisfied nor dissatisfied|neither",
        "satisfied|somewhat satisfied",
        "very satisfied|extremely satisfied|completely satisfied",
    ],
    &[
        "extremely dissatisfied|very dissatisfied|completely dissatisfied",
        "dissatisfied|moderately dissatisfied|mostly dissatisfied",
        "somewhat dissatisfied|slightly dissatisfied",
        "neutral|neither satisfied nor dissatisfied",
        "somewhat satisfied|slightly satisfied",
        "satisfied|moderately satisfied|mostly satisfied",
        "extremely satisfied|very satisfied|completely satisfied",
    ],
    &[
        "not at all satisfied",
        "slightly satisfied|not so satisfied",
        "moderately satisfied|somewhat satisfied",
        "very satisfied",
        "extremely satisfied|completely satisfied",
    ],
    &[
        "sehr unzufrieden",
        "unzufrieden|eher unzufrieden",
        "neutral|teils/teils|teils teils|weder noch",
        "zufrieden|eher zufrieden",
        "sehr zufrieden",
    ],
    &["very unhappy|extremely unhappy", "unhappy|somewhat unhappy", "neutral", "happy|somewhat happy", "very happy|extremely happy"],
    &["extremely unhappy", "very unhappy", "unhappy", "neutral", "happy", "very happy", "extremely happy"],
    &[
        "strongly disagree|totally disagree",
        "disagree|somewhat disagree",
        "neutral|neither agree nor disagree|undecided",
        "agree|somewhat agree",
        "strongly agree|totally agree",
    ],
    &[
        "strongly disagree",
        "disagree",
        "somewhat disagree|slightly disagree",
        "neutral|neither agree nor disagree",
        "somewhat agree|slightly agree",
        "agree",
        "strongly agree",
    ],
    &[
        "stimme gar nicht zu|stimme überhaupt nicht zu",
        "stimme nicht zu|stimme eher nicht zu",
        "neutral|teils/teils|teils teils",
        "stimme zu|stimme eher zu",
        "stimme voll zu|stimme voll und ganz zu",
    ],
    &[
        "very unlikely|extremely unlikely",
        "unlikely|somewhat unlikely",
        "neutral|neither likely nor unlikely",
        "likely|somewhat likely",
        "very likely|extremely likely",
    ],
    &["not at all likely", "not so likely|slightly likely", "somewhat likely|moderately likely", "very likely", "extremely likely"],
    &[
        "very difficult|extremely difficult",
        "difficult|somewhat difficult",
        "neutral|neither easy nor difficult",
        "easy|somewhat easy",
        "very easy|extremely easy",
    ],
    &[
        "extremely difficult|very difficult",
        "difficult|moderately difficult",
        "somewhat difficult|slightly difficult",
        "neutral|neither easy nor difficult",
        "somewhat easy|slightly easy",
        "easy|moderately easy",
        "extremely easy|very easy",
    ],
    &["very poor|terrible", "poor", "fair|average|okay|ok|acceptable", "good", "very good|excellent"],
    &["poor", "fair", "good", "very good", "excellent"],
    &["very bad|terrible", "bad", "neutral|okay|ok|average", "good", "very good|great"],
    &[
        "far below expectations|much worse than expected",
        "below expectations|worse than expected",
        "met expectations|as expected|meets expectations",
        "above expectations|better than expected|exceeded expectations",
        "far above expectations|much better than expected|far exceeded expectations",
    ],
];
/// The share of the filled cells that a scale must name.
const MOST: f64 = 2.0 / 3.0;

/// Where a cell stands among the steps, from 1.
pub(super) fn step(steps: Steps, cell: &str) -> Option<usize> {
    place(steps, &folded(cell))
}

/// Whether a cell is an answer of some scale.
pub(super) fn is_answer(cell: &str) -> bool {
    let words = folded(cell);
    SCALES.iter().any(|steps| place(steps, &words).is_some())
}

fn place(steps: Steps, words: &str) -> Option<usize> {
    steps.iter().position(|step| step.split('|').any(|name| name == words)).map(|at| at + 1)
}

/// The scale that the cells of a column are answers of: one that names nearly all of them, each by a step of its own. Of several, the one both of
/// whose ends are used, then that of the fewest steps; none where two of those disagree.
pub(super) fn scale_of<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Steps> {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    cells.for_each(|cell| *words.entry(folded(cell)).or_default() += 1);
    let fitting: Vec<(Fit, Steps)> = SCALES.iter().filter_map(|steps| Some((Fit::of(steps, &words)?, *steps))).collect();
    let best = fitting.iter().map(|(fit, _)| fit).max()?;
    let mut best = fitting.iter().filter(|(fit, _)| fit == best).map(|(_, steps)| *steps);
    let first = best.next()?;
    let agree = |other: Steps| words.keys().all(|word| place(other, word) == place(first, word));
    best.all(agree).then_some(first)
}

/// How well words fit a scale.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Fit {
    named: usize,
    ends_used: bool,
    steps: Reverse<usize>,
}

impl Fit {
    fn of(steps: Steps, words: &BTreeMap<String, usize>) -> Option<Self> {
        let places: Vec<(usize, usize)> = words.iter().filter_map(|(word, count)| Some((place(steps, word)?, *count))).collect();
        let named: usize = places.iter().map(|(_, count)| count).sum();
        let used: BTreeSet<usize> = places.iter().map(|(place, _)| *place).collect();
        let ends_used = used.contains(&1) && used.contains(&steps.len());
        let apart = used.len() == places.len();
        let nearly_all = named > 0 && named as f64 >= MOST * words.values().sum::<usize>() as f64;
        // Of a scale of two, one word tells nothing.
        (apart && nearly_all && (ends_used || steps.len() > 2)).then_some(Self { named, ends_used, steps: Reverse(steps.len()) })
    }
}

/// The ends of a scale in words.
pub(super) fn name(steps: Steps) -> String {
    let end = |step: Option<&&str>| step.and_then(|step| step.split('|').next()).unwrap_or_default().to_owned();
    format!("{} … {}", end(steps.first()), end(steps.last()))
}

fn folded(cell: &str) -> String {
    cell.trim().trim_end_matches(['.', '!']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(cells: &[&str]) -> Option<Vec<Option<usize>>> {
        let scale = scale_of(cells.iter().copied())?;
        Some(cells.iter().map(|cell| step(scale, cell)).collect())
    }

    #[test]
    fn answers_stand_on_the_scale_that_names_them() {
        for (cells, wanted) in [
            (["Very satisfied", "Neutral", "Somewhat dissatisfied"], [Some(5), Some(3), Some(2)]),
            (["Strongly agree", "Somewhat agree", "Agree"], [Some(7), Some(5), Some(6)]),
            (["Extremely likely", "Not at all likely", "Very likely"], [Some(5), Some(1), Some(4)]),
            (["Excellent", "Fair", "Poor"], [Some(5), Some(2), Some(1)]),
            (["good", "bad", "good"], [Some(2), Some(1), Some(2)]),
            (["sehr zufrieden", "unzufrieden", "irgendwie"], [Some(5), Some(2), None]),
        ] {
            assert_eq!(steps(&cells), Some(wanted.to_vec()), "{cells:?}");
        }
    }

    #[test]
    fn words_of_two_scales_or_of_none_stand_on_none() {
        for cells in [&["good"][..], &["yes", "no"], &["satisfied", "it depends", "who knows"]] {
            assert_eq!(steps(cells), None, "{cells:?}");
        }
    }
}
