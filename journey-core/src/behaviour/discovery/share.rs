//! A share of cases with its base and interval.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::statistics::{Interval, wilson_interval};

/// How many of some cases, with the base and the interval.
///
/// ```
/// use journey_core::behaviour::CaseShare;
/// assert_eq!(CaseShare::new(75, 89).to_string(), "75/89, 84 % [75–90 %]");
/// assert_eq!(CaseShare::new(0, 0).value, None);
/// ```
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CaseShare {
    /// The cases that are meant.
    pub cases: u64,
    /// The cases that could have been.
    pub base: u64,
    /// Cases ÷ base, 0 to 1; `None` if the base is 0.
    pub value: Option<f64>,
    /// The Wilson 95 % interval (Wilson 1927); `None` if the base is 0.
    pub interval: Option<Interval>,
}

impl CaseShare {
    /// The share of `cases` in `base` cases, with its 95 % interval.
    pub fn new(cases: u64, base: u64) -> Self {
        Self { cases, base, value: (base > 0).then(|| cases as f64 / base as f64), interval: wilson_interval(cases, base) }
    }
}

/// The share with its base and interval: `75/89, 84 % [75–90 %]`.
impl fmt::Display for CaseShare {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.cases, self.base)?;
        match (self.value, self.interval) {
            (Some(value), Some(interval)) => write!(formatter, ", {:.0} % [{}]", value * 100.0, interval.percent()),
            _ => Ok(()),
        }
    }
}
