//! Event logs out: as XES and as a table.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use jiff::{Timestamp as Instant, tz::TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{behaviour::EventLog, error::Error, escape::csv_cell, time::Timestamp};

/// How a log is written as a table.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventCsvOptions {
    /// The mark between fields, one ASCII character.
    pub delimiter: char,
    /// Whether cells that begin with `=`, `+`, `-`, `@`, a tab or a return get an apostrophe before them, so that no spreadsheet runs them.
    /// [`read_events`](super::read_events) leaves it out again.
    pub guarded: bool,
}

impl Default for EventCsvOptions {
    /// Commas, and guarded.
    fn default() -> Self {
        Self { delimiter: ',', guarded: true }
    }
}

/// Writes a log as a table with the columns `case_id`, `activity`, `timestamp` (ISO 8601 in UTC, to the millisecond), and `channel` and `segment` where the
/// log has them; a row for each event, by case, then by time. Read again it is the same log, but for cases without events.
///
/// ```
/// use journey_core::exchange::{EventCsvOptions, EventOptions, read_events, write_events_csv};
/// let csv = b"case_id,activity,timestamp\n7,'=quote,2026-11-27T12:00:00.000Z\n";
/// let (log, _) = read_events("log.csv", csv, &EventOptions::default())?;
/// assert_eq!(log.activity_names().next(), Some("=quote"));
/// let mut written = Vec::new();
/// write_events_csv(&log, &mut written, &EventCsvOptions::default())?;
/// assert_eq!(written, csv);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When writing fails, when a time lies outside the years 0 to 9999, or when the delimiter is no ASCII character.
pub fn write_events_csv(log: &EventLog, out: impl Write, options: &EventCsvOptions) -> Result<(), Error> {
    let delimiter = u8::try_from(options.delimiter)
        .ok()
        .filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | b'\''))
        .ok_or_else(|| {
            Error::invalid(
                "delimiter",
                format!("`{}` cannot stand between fields", options.delimiter),
                "use a comma, a semicolon, a tab or a bar",
            )
        })?;
    let has_channels = log.iter().any(|case| case.events().any(|event| event.channel.is_some()));
    let has_segments = log.segment_names().len() > 0;
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(out);
    let mut write = |cells: [&str; 3], channel: &str, segment: &str| {
        let more = [has_channels.then_some(channel), has_segments.then_some(segment)];
        table.write_record(cells.into_iter().chain(more.into_iter().flatten())).map_err(written_csv)
    };
    write(["case_id", "activity", "timestamp"], "channel", "segment")?;
    let guarded = options.guarded;
    for case in log.iter() {
        let guard = |cell| if guarded { csv_cell(cell) } else { Cow::Borrowed(cell) };
        let (id, segment) = (guard(case.id()), guard(case.segment().unwrap_or_default()));
        for event in case.events() {
            let (activity, channel) = (guard(event.activity), guard(event.channel.unwrap_or_default()));
            let time = iso(event.at)?;
            write([&id, &activity, &time], &channel, &segment)?;
        }
    }
    table.flush().map_err(|error| written(&error))
}

/// Writes a log as XES (IEEE 1849-2016): a trace for each case with its `concept:name` and, where it has one, its `segment`; events with `concept:name`,
/// `time:timestamp` and, where it has one, their `channel`. Read again it is the same log.
///
/// ```
/// use journey_core::exchange::{EventOptions, read_events, write_xes};
/// let csv = b"case_id,activity,timestamp\n7,quote & pay,2026-11-27T12:00:00Z\n";
/// let (log, _) = read_events("log.csv", csv, &EventOptions::default())?;
/// let mut xes = Vec::new();
/// write_xes(&log, &mut xes)?;
/// let (again, _) = read_events("log.xes", &xes, &EventOptions::default())?;
/// assert_eq!(again, log);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When writing fails, when a time lies outside the years 0 to 9999, or when a name holds a letter that XML cannot, such as a zero byte.
pub fn write_xes(log: &EventLog, mut out: impl Write) -> Result<(), Error> {
    let mut out = io::BufWriter::new(&mut out);
    out.write_all(HEAD.as_bytes()).map_err(|error| written(&error))?;
    for case in log.iter() {
        let mut trace = String::from("  <trace>\n");
        push_string(&mut trace, 4, "concept:name", case.id())?;
        if let Some(segment) = case.segment() {
            push_string(&mut trace, 4, "segment", segment)?;
        }
        for event in case.events() {
            trace.push_str("    <event>\n");
            push_string(&mut trace, 6, "concept:name", event.activity)?;
            trace.push_str(&format!("      <date key=\"time:timestamp\" value=\"{}\"/>\n", iso(event.at)?));
            if let Some(channel) = event.channel {
                push_string(&mut trace, 6, "channel", channel)?;
            }
            trace.push_str("    </event>\n");
        }
        trace.push_str("  </trace>\n");
        out.write_all(trace.as_bytes()).map_err(|error| written(&error))?;
    }
    out.write_all(b"</log>\n").and_then(|()| out.flush()).map_err(|error| written(&error))
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <classifier name="Activity" keys="concept:name"/>
"#;

fn push_string(trace: &mut String, indent: usize, key: &str, value: &str) -> Result<(), Error> {
    let is_letter = |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if let Some(letter) = value.chars().find(|letter| !is_letter(*letter)) {
        let problem = format!("`{}` holds the letter {letter:?}, which XML cannot", value.escape_debug());
        return Err(Error::invalid(key, problem, "write the log as a table"));
    }
    trace.push_str(&format!("{:indent$}<string key=\"{key}\" value=\"", ""));
    for letter in value.chars() {
        match letter {
            '&' => trace.push_str("&amp;"),
            '<' => trace.push_str("&lt;"),
            '>' => trace.push_str("&gt;"),
            '"' => trace.push_str("&quot;"),
            '\t' => trace.push_str("&#9;"),
            '\n' => trace.push_str("&#10;"),
            '\r' => trace.push_str("&#13;"),
            _ => trace.push(letter),
        }
    }
    trace.push_str("\"/>\n");
    Ok(())
}

/// A moment as `2026-11-27T12:00:00.000Z`.
fn iso(at: Timestamp) -> Result<String, Error> {
    let outside = || Error::invalid("time", format!("{} ms lies outside the years 0 to 9999", at.0), "mend the event's time");
    let local = TimeZone::UTC.to_datetime(Instant::from_millisecond(at.0).map_err(|_| outside())?);
    let (year, month, day) = (local.year(), local.month(), local.day());
    if !(0..=9999).contains(&year) {
        return Err(outside());
    }
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    Ok(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", local.millisecond()))
}

fn written(error: &io::Error) -> Error {
    Error::invalid("the file", error, "give a file that can be written")
}

fn written_csv(error: csv::Error) -> Error {
    Error::invalid("the file", error, "give a file that can be written")
}
