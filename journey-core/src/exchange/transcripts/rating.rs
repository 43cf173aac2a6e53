//! Ratings in cells: numbers as people write them, and the scale that they are on.

use std::sync::LazyLock;

use crate::text::pattern::{Regex, pattern};

/// What a cell of ratings holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rating {
    /// Nothing, or words that say so.
    Missing,
    /// A number, with the top of its scale where the cell names it: `4/5`.
    Number(f64, Option<f64>),
    /// Other words.
    Words,
}

const MISSING: &[&str] =
    &["", "-", "--", "n/a", "na", "n.a.", "nan", "nil", "none", "null", "k.a.", "keine angabe", "not applicable", "?", "."];

/// What stands for a rating that nobody gave.
const NOT_RATED: &[&str] = &["offered", "unoffered", "don't know", "not sure", "no answer", "prefer not to say", "weiß nicht"];

static OF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\A(-?\d+(?:[.,]\d+)?)\s*(?:/|out of|of|von|sur|de)\s*(\d+)(?:\s*(?:stars?|points?|sterne|punkte))?\z"));
/// `Extremely likely (10)`, `Not at all likely - 0`
static LABELLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A[^\d]*?[(–:-]\s*(\d{1,3})\)?\z"));
static PLAIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\A(-?\d+(?:[.,]\d+)?)\s*(%|stars?|points?|sterne?|punkte?|étoiles?|estrellas?)?(?:\s*[-–:(].*)?\z"));

/// Whether a cell says that there is nothing.
pub(super) fn is_missing(cell: &str) -> bool {
    MISSING.contains(&cell.trim().to_lowercase().as_str())
}

impl Rating {
    pub(super) fn read(cell: &str) -> Self {
        let cell = cell.trim();
        if is_missing(cell) {
            return Self::Missing;
        }
        let stars = cell.chars().filter(|c| matches!(c, '★' | '⭐')).count();
        if stars > 0 && cell.chars().all(|c| matches!(c, '★' | '⭐' | '☆' | ' ' | '\u{fe0f}')) {
            return Self::Number(stars as f64, Some(5.0));
        }
        let number = |text: &str| text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
        if let Some(found) = OF.captures(cell)
            && let (Some(value), Some(top)) = (found.get(1).and_then(|m| number(m.as_str())), found.get(2).and_then(|m| number(m.as_str())))
        {
            return Self::Number(value, Some(top));
        }
        if let Some(found) = PLAIN.captures(cell)
            && let Some(value) = found.get(1).and_then(|m| number(m.as_str()))
        {
            let percent = found.get(2).is_some_and(|unit| unit.as_str() == "%");
            return Self::Number(value, percent.then_some(100.0));
        }
        match LABELLED.captures(cell).and_then(|found| number(found.get(1)?.as_str())) {
            Some(value) => Self::Number(value, None),
            None if NOT_RATED.contains(&cell.to_lowercase().as_str()) => Self::Missing,
            None => Self::Words,
        }
    }
}

/// The lowest and the highest number that a rating can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Scale {
    /// The scale on which an instrument is kept: likelihood to recommend and satisfaction from 0 to 10, effort from 1 to 7.
    pub(super) fn of(instrument: &str) -> Self {
        match instrument {
            "ces" => Self { low: 1.0, high: 7.0 },
            _ => Self { low: 0.0, high: 10.0 },
        }
    }

    /// The scale of answers in words, numbered from 1.
    pub(super) fn of_steps(count: usize) -> Self {
        Self { low: 1.0, high: count as f64 }
    }

    /// The scale that numbers are on, and why.
    pub(super) fn told(instrument: &str, numbers: &[f64], top: Option<f64>) -> (Self, String) {
        let own = Self::of(instrument);
        if instrument == "nps" {
            return (own, "likelihood to recommend is asked from 0 to 10".into());
        }
        if let Some(high) = top {
            let low = if high <= 7.0 { 1.0 } else { 0.0 };
            return (Self { low, high }, format!("its cells say of {high}"));
        }
        let most = numbers.iter().copied().fold(f64::MIN, f64::max);
        let least = numbers.iter().copied().fold(f64::MAX, f64::min);
        let scale = match most {
            most if most <= 1.0 && least >= 0.0 && numbers.contains(&0.0) => Self { low: 0.0, high: 1.0 },
            most if most <= 5.0 && least >= 1.0 => Self { low: 1.0, high: 5.0 },
            most if most <= 7.0 && least >= 1.0 && instrument == "ces" => own,
            most if most <= 10.0 => Self { low: 0.0, high: 10.0 },
            _ => Self { low: 0.0, high: 100.0 },
        };
        (scale, format!("its numbers go from {least} to {most}"))
    }

    pub(super) fn holds(self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// A number on another scale, whose ends meet the ends of this one.
    pub(super) fn onto(self, other: Self, value: f64) -> f64 {
        if self == other {
            return value;
        }
        other.low + (value - self.low) / (self.high - self.low) * (other.high - other.low)
    }

    pub(super) fn name(self) -> String {
        format!("{}–{}", self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_write_them() {
        for (cell, read) in [
            ("4", Rating::Number(4.0, None)),
            ("3,5", Rating::Number(3.5, None)),
            ("4/5", Rating::Number(4.0, Some(5.0))),
            ("8 out of 10", Rating::Number(8.0, Some(10.0))),
            ("4 stars", Rating::Number(4.0, None)),
            ("87 %", Rating::Number(87.0, Some(100.0))),
            ("9 - very likely", Rating::Number(9.0, None)),
            ("★★★★☆", Rating::Number(4.0, Some(5.0))),
            ("Extremely likely (10)", Rating::Number(10.0, None)),
            ("Not at all likely - 0", Rating::Number(0.0, None)),
            ("N/A", Rating::Missing),
            ("unoffered", Rating::Missing),
            ("very satisfied", Rating::Words),
        ] {
            assert_eq!(Rating::read(cell), read, "{cell}");
        }
    }

    #[test]
    fn scales_meet_at_their_ends() {
        let (stars, _) = Scale::told("csat", &[1.0, 4.0, 5.0], None);
        assert_eq!(
            (stars.onto(Scale::of("csat"), 1.0), stars.onto(Scale::of("csat"), 5.0), stars.onto(Scale::of("csat"), 4.0)),
            (0.0, 10.0, 7.5)
        );
        assert_eq!(Scale::told("csat", &[87.0, 12.0], None).0, Scale { low: 0.0, high: 100.0 });
        assert!(!Scale::told("nps", &[55.0], None).0.holds(55.0));
    }
}
