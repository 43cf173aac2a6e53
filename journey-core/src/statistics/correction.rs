//! Correcting a machine's prevalence by a sample that people coded.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interval, interval::Z, mean, variance};
use crate::error::Error;

/// The fewest units that people coded.
const LEAST_CODED: usize = 20;

/// A prevalence corrected for the coder's error.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CorrectedPrevalence {
    /// The corrected share.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// The machine's own share over the units that it alone coded.
    pub machine: f64,
    /// The weight given to the machine's codes, 0 to 1 (λ in PPI++): 0 uses the human sample alone.
    pub machine_weight: f64,
    /// Units that people coded.
    pub coded: u64,
    /// Units that the machine alone coded.
    pub uncoded: u64,
}

/// Prediction-powered inference of a mean (Angelopoulos et al. 2023, power tuning of PPI++, Angelopoulos, Duchi and Zrnic 2023).
///
/// `coded` pairs a person's value with the machine's for the same unit; `uncoded` are the machine's values for all other units. The people's
/// sample must be drawn at random.
///
/// # Errors
/// When people coded fewer than 20 units, or the machine none alone.
pub fn corrected_prevalence(coded: &[(f64, f64)], uncoded: &[f64]) -> Result<CorrectedPrevalence, Error> {
    if coded.len() < LEAST_CODED {
        return Err(Error::invalid(
            "coded",
            format!("{} are too few", coded.len()),
            format!("have people code at least {LEAST_CODED} at random"),
        ));
    }
    let people: Vec<f64> = coded.iter().map(|(person, _)| *person).collect();
    let machine: Vec<f64> = coded.iter().map(|(_, machine)| *machine).collect();
    let none = || Error::invalid("uncoded", "there are none", "give the machine's values for the units that people did not code");
    let (own, seen, rest) = (mean(&people).ok_or_else(none)?, mean(&machine).ok_or_else(none)?, mean(uncoded).ok_or_else(none)?);
    let (n, m) = (coded.len() as f64, uncoded.len() as f64);
    let together: f64 = coded.iter().map(|(person, machine)| (person - own) * (machine - seen)).sum::<f64>() / n;
    let all: Vec<f64> = machine.iter().chain(uncoded).copied().collect();
    let spread = variance(&all).unwrap_or(0.0);
    let trust = if spread > 0.0 { (together / ((1.0 + n / m) * spread)).clamp(0.0, 1.0) } else { 0.0 };
    let value = trust * rest + own - trust * seen;
    // Both spreads divide by n, as the authors' library does.
    let population = |values: &[f64]| variance(values).unwrap_or(0.0) * (values.len().saturating_sub(1)) as f64 / values.len() as f64;
    let rectifier: Vec<f64> = coded.iter().map(|(person, machine)| person - trust * machine).collect();
    let error = (trust * trust * population(uncoded) / m + population(&rectifier) / n).sqrt();
    Ok(CorrectedPrevalence {
        value,
        interval: Interval { low: value - Z * error, high: value + Z * error },
        machine: rest,
        machine_weight: trust,
        coded: coded.len() as u64,
        uncoded: uncoded.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Oracle: ppi-python 0.2.3 `ppi_mean_pointestimate`, `ppi_mean_ci(alpha=0.05)`.
    #[test]
    fn correction_agrees_with_ppi_python() {
        let flag = |yes: bool| f64::from(u8::from(yes));
        let coded: Vec<(f64, f64)> = (0..30)
            .map(|at: u32| (flag((at * 7).is_multiple_of(3)), flag((at * 7 + u32::from(at.is_multiple_of(5))).is_multiple_of(3))))
            .collect();
        let uncoded: Vec<f64> = (0..200).map(|at| flag(at * 11 % 7 < 3)).collect();
        let found = corrected_prevalence(&coded, &uncoded).unwrap_or_else(|error| unreachable!("{error}"));
        for (found, wanted) in
            [(found.value, 0.38687004790860513), (found.interval.low, 0.2581683252425551), (found.interval.high, 0.5155717705746552)]
        {
            assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
        }
        assert!(corrected_prevalence(&coded[..5], &uncoded).is_err());
        assert!(corrected_prevalence(&coded, &[]).is_err());
    }
}
