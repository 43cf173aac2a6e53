//! Time as an argument, and the periods of the calendar.

use jiff::tz::Offset;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A moment in milliseconds since the Unix epoch, given by the host.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Milliseconds elapsed since `earlier`; zero if it lies in the future.
    pub fn ms_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// This moment plus some milliseconds.
    pub fn plus_ms(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_add(i64::try_from(milliseconds).unwrap_or(i64::MAX)))
    }
}

/// A period of the calendar in UTC.
///
/// ```
/// use journey_core::time::{Period, Timestamp};
/// assert_eq!(Period::Quarter.name(Timestamp(1_795_780_800_000)).as_deref(), Some("2026-Q4"));
/// ```
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A month, such as `2026-11`.
    Month,
    /// A quarter, such as `2026-Q4`.
    Quarter,
    /// A year, such as `2026`.
    Year,
}

impl Period {
    /// The name of the period of a moment; `None` outside the years −9999 to 9999.
    pub fn name(self, at: Timestamp) -> Option<String> {
        self.part(at).map(|part| self.name_of(part))
    }

    /// The year of a moment, and its month or quarter, in an order that is that of time.
    pub(crate) fn part(self, at: Timestamp) -> Option<(i16, i8)> {
        let date = Offset::UTC.to_datetime(jiff::Timestamp::from_millisecond(at.0).ok()?);
        let part = match self {
            Self::Month => date.month(),
            Self::Quarter => (date.month() + 2) / 3,
            Self::Year => 0,
        };
        Some((date.year(), part))
    }

    pub(crate) fn name_of(self, (year, part): (i16, i8)) -> String {
        match self {
            Self::Month => format!("{year:04}-{part:02}"),
            Self::Quarter => format!("{year:04}-Q{part}"),
            Self::Year => format!("{year:04}"),
        }
    }
}
