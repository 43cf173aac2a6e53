//! What a reader of event logs is told; whatever is left out is guessed, and the guess is told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How an event log is read; an empty field is guessed from the file.
///
/// ```
/// use journey_core::exchange::{EventColumns, EventOptions, read_events};
/// let csv = b"who;what;when\n7;quote;03/04/2026 09:00\n";
/// let columns = EventColumns {
///     case: Some("who".into()),
///     activity: Some("what".into()),
///     time: Some("when".into()),
///     ..EventColumns::default()
/// };
/// let options = EventOptions { columns, day_first: Some(true), time_zone: Some("Europe/Berlin".into()), ..EventOptions::default() };
/// let (log, _) = read_events("log.csv", csv, &options)?;
/// let event = log.iter().next().and_then(|case| case.events().next()).unwrap();
/// assert_eq!(event.at.0, 1_775_199_600_000); // 3 April 2026, 07:00 UTC
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventOptions {
    /// Which columns of a table, or attributes of an XES log, hold what.
    pub columns: EventColumns,
    /// Whether `03/04/2026` is the third of April rather than the fourth of March.
    pub day_first: Option<bool>,
    /// The zone of times that name none: a name such as `Europe/Berlin` or an offset such as `+02:00`; else UTC.
    pub time_zone: Option<String>,
    /// The mark between fields of a table.
    pub delimiter: Option<char>,
    /// The encoding by its name on the web, such as `windows-1252`.
    pub encoding: Option<String>,
    /// The type of objects whose journeys are the cases of an object-centric log, such as `order`.
    pub object_type: Option<String>,
    /// Which steps of an activity's lifecycle count as events.
    pub transitions: EventTransitions,
    /// Whether an apostrophe before `=`, `+`, `-`, `@`, a tab or a return at a cell's start is part of the cell. Else it is taken as the guard that
    /// [`write_events_csv`](super::write_events_csv) sets against spreadsheets, and is left out.
    pub keep_apostrophes: bool,
    /// What a file may at most hold.
    pub limits: EventLimits,
}

/// Columns by their names in the file; an empty field uses the first common name found there.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventColumns {
    /// Whose journey it is: a customer, an order, a claim.
    pub case: Option<String>,
    /// What happened.
    pub activity: Option<String>,
    /// When it happened, or began.
    pub time: Option<String>,
    /// When it ended; it tells the time of events whose `time` is empty.
    pub end: Option<String>,
    /// The channel that it went through.
    pub channel: Option<String>,
    /// The segment of the case; its last value stands. In an object-centric log an attribute of the case's object.
    pub segment: Option<String>,
    /// The step of the activity's lifecycle, such as `start` or `complete`.
    pub lifecycle: Option<String>,
}

/// Which steps of an activity's lifecycle count as events; events without one always do.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventTransitions {
    /// `complete` where any event has it, else all.
    #[default]
    Complete,
    /// All: an activity that starts and completes is two events.
    All,
    /// Those that are named, in capitals or not.
    Only { names: Vec<String> },
}

/// What a file may at most hold, so that no file can fill the memory.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventLimits {
    /// Bytes once unpacked.
    pub bytes: u64,
    /// How many times larger than packed, once more than 16 MiB are unpacked.
    pub ratio: u64,
    /// Elements of XML within each other; JSON has a limit of 128 of its own.
    pub depth: u64,
    /// Bytes of a row of a table, or of a tag or a text of XML.
    pub attribute: u64,
    /// Bytes of an object-centric log, which is held whole before its cases are made.
    pub object_bytes: u64,
    /// Events.
    pub events: u64,
}

impl Default for EventLimits {
    /// 64 GiB, 400 times, 64 deep, 1 MiB, 1 GiB, 4,294,967,295 events.
    fn default() -> Self {
        Self { bytes: 1 << 36, ratio: 400, depth: 64, attribute: 1 << 20, object_bytes: 1 << 30, events: u64::from(u32::MAX) }
    }
}
