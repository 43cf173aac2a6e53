//! The base check: whether a percentage can arise from its stated base (GRIM, Brown and Heathers 2017).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the base check found.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BaseCheck {
    /// The percentage as stated.
    pub percent: f64,
    /// The digits after the point that it is stated with.
    pub decimals: u32,
    /// The stated base.
    pub base: u64,
    /// The counts that round to the percentage; empty when none can.
    pub counts: Vec<u64>,
    /// What that means, in words.
    pub verdict: String,
}

/// Checks a percentage, stated with so many decimals, against its base.
///
/// ```
/// use journey_core::statistics::check_base;
/// assert_eq!(check_base(76.0, 0, 89).counts, [68]);
/// assert!(check_base(76.0, 0, 28).counts.is_empty()); // 21/28 is 75, 22/28 is 79
/// ```
pub fn check_base(percent: f64, decimals: u32, base: u64) -> BaseCheck {
    let half = 0.5 * 10f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX)) + 1e-9;
    let near = (percent / 100.0 * base as f64).floor() as u64;
    let reach = (half / 100.0 * base as f64).ceil() as u64 + 1;
    let counts: Vec<u64> = (near.saturating_sub(reach)..=(near + reach).min(base))
        .filter(|count| base > 0 && (*count as f64 / base as f64 * 100.0 - percent).abs() <= half)
        .collect();
    let stated = format!("{percent:.*} %", decimals as usize);
    let verdict = match counts.as_slice() {
        [] => format!("{stated} cannot arise from a base of {base}"),
        [one] => format!("{stated} is {one} of {base}"),
        [first, .., last] => format!("{stated} is {first} to {last} of {base}"),
    };
    BaseCheck { percent, decimals, base, counts, verdict }
}

/// The bases up to `most` from which every percentage can arise.
pub fn possible_bases(percents: &[f64], decimals: u32, most: u64) -> Vec<u64> {
    (1..=most).filter(|base| percents.iter().all(|percent| !check_base(*percent, decimals, *base).counts.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_table_fits_its_whole_base_only() {
        let percents = [76.0, 84.0, 67.0, 71.0, 58.0, 63.0];
        let counts: Vec<_> = percents.iter().map(|percent| check_base(*percent, 0, 89).counts).collect();
        assert_eq!(counts, [[68], [75], [60], [63], [52], [56]]);
        for (percent, base) in [(76.0, 28), (84.0, 22), (67.0, 19)] {
            assert!(check_base(percent, 0, base).counts.is_empty(), "{percent} of {base}");
        }
        assert!(possible_bases(&percents, 0, 100).contains(&89));
        assert!(check_base(10.0, 0, 0).counts.is_empty());
        assert_eq!(check_base(33.3, 1, 3).counts, [1]);
    }
}
