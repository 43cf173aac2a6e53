//! How an event log was read, and what was left out of it.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::exchange::transcripts::ReadGuess;

/// How an event log was read; printed, it says so a line each.
///
/// ```
/// use journey_core::exchange::{EventOptions, read_events};
/// let csv = b"case_id,activity,timestamp\nNA,quote,2026-11-27T12:00:00Z\n,call,2026-11-27T12:05:00Z\n";
/// let (log, report) = read_events("log.csv", csv, &EventOptions::default())?;
/// assert_eq!((log.cases(), report.rows, report.events), (1, 2, 1));
/// assert!(report.to_string().contains("1 of 2 rows left out: no case (line 3)"));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct EventReport {
    /// The file's name.
    pub file: String,
    /// What it was recognised as.
    pub format: EventFormat,
    /// What was guessed, and why: the encoding, the columns, times, lifecycles.
    pub guesses: Vec<ReadGuess>,
    /// The rows of a table, or the events of another log, that were read; each is an event or is counted in `skipped`. In an object-centric log an event
    /// counts once for each of its objects of the type that makes a case, or once when it has none.
    pub rows: u64,
    /// The events of the log.
    pub events: u64,
    /// What was left out, by reason.
    pub skipped: Vec<SkippedRows>,
}

/// The formats of event logs.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventFormat {
    /// A table of text: commas, semicolons, tabs or bars between its fields.
    Csv,
    /// A data frame.
    Frame,
    /// An object-centric log (OCEL 2.0) in JSON.
    OcelJson,
    /// An object-centric log (OCEL 2.0) in tables, as SQLite holds it.
    OcelTables,
    /// An object-centric log (OCEL 2.0) in XML.
    OcelXml,
    /// XES (IEEE 1849).
    Xes,
}

/// Why a row is no event of the log.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SkipReason {
    /// It has more or fewer fields than the header.
    WrongFieldCount,
    /// It names no case.
    MissingCase,
    /// It does not say what happened.
    MissingActivity,
    /// It does not say when.
    MissingTime,
    /// Its time cannot be read.
    UnreadableTime,
    /// It is a step of a lifecycle that does not count.
    OtherTransition,
    /// It is of no object of the type that makes a case.
    NoObject,
}

/// Rows that were left out for one reason.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct SkippedRows {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub count: u64,
    /// The first of their lines in a table, from 1 with the header; in other formats their numbers among the events, from 1.
    pub lines: Vec<u64>,
    /// What the first of them holds.
    pub example: String,
}

/// The most lines named of what was left out.
const NAMED: usize = 5;
/// The most letters of an example.
const EXAMPLE: usize = 60;

impl SkipReason {
    fn in_words(self) -> &'static str {
        match self {
            Self::WrongFieldCount => "another number of fields than the header",
            Self::MissingCase => "no case",
            Self::MissingActivity => "no activity",
            Self::MissingTime => "no time",
            Self::UnreadableTime => "a time that cannot be read",
            Self::NoObject => "no object of the type that makes a case",
            Self::OtherTransition => "a step of a lifecycle that does not count",
        }
    }
}

impl fmt::Display for EventReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: read as {}, {} events of {} rows", self.file, self.format.in_words(), self.events, self.rows)?;
        for guess in &self.guesses {
            write!(formatter, "\n  {}: {} ({})", guess.what, guess.choice, guess.grounds)?;
        }
        for skipped in &self.skipped {
            let lines: Vec<String> = skipped.lines.iter().map(u64::to_string).collect();
            let more = if skipped.count as usize > lines.len() { ", …" } else { "" };
            write!(formatter, "\n  {} of {} rows left out: {}", skipped.count, self.rows, skipped.reason.in_words())?;
            if !lines.is_empty() {
                write!(formatter, " (line {}{more})", lines.join(", "))?;
            }
        }
        Ok(())
    }
}

impl EventFormat {
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Csv => "a table of text",
            Self::Frame => "a data frame",
            Self::OcelJson => "an object-centric log in JSON",
            Self::OcelTables => "an object-centric log in tables",
            Self::OcelXml => "an object-centric log in XML",
            Self::Xes => "XES",
        }
    }
}

/// Counts what is left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Skips(BTreeMap<SkipReason, SkippedRows>);

impl Skips {
    /// Counts a row; its line is from 1.
    pub(super) fn skip(&mut self, reason: SkipReason, line: u64, value: &str) {
        let known = self.of(reason);
        if known.count == 0 {
            known.example = value.chars().take(EXAMPLE).collect();
        }
        known.count += 1;
        if known.lines.len() < NAMED {
            known.lines.push(line);
        }
    }

    /// Counts what stands in no line that is known.
    pub(super) fn count(&mut self, reason: SkipReason, count: u64, example: &str) {
        let known = self.of(reason);
        if known.count == 0 {
            known.example = example.chars().take(EXAMPLE).collect();
        }
        known.count += count;
    }

    /// Adds what was counted in lines that follow so many others.
    pub(super) fn add(&mut self, later: Self, before: u64) {
        for rows in later.0.into_values() {
            let known = self.of(rows.reason);
            if known.count == 0 {
                known.example = rows.example;
            }
            known.count += rows.count;
            let room = NAMED.saturating_sub(known.lines.len());
            known.lines.extend(rows.lines.iter().take(room).map(|line| line + before));
        }
    }

    fn of(&mut self, reason: SkipReason) -> &mut SkippedRows {
        self.0.entry(reason).or_insert_with(|| SkippedRows { reason, count: 0, lines: Vec::new(), example: String::new() })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &SkippedRows> {
        self.0.values()
    }

    pub(super) fn finish(self) -> Vec<SkippedRows> {
        self.0.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_parts_add_up_and_lines_are_those_of_the_whole() {
        let mut whole = Skips::default();
        for part in 0..3 {
            let mut skips = Skips::default();
            skips.skip(SkipReason::UnreadableTime, 2, "soon");
            skips.skip(SkipReason::MissingCase, 9, "");
            skips.skip(SkipReason::UnreadableTime, 10, "later");
            whole.add(skips, part * 10);
        }
        let told: Vec<_> = whole.finish().into_iter().map(|rows| (rows.reason, rows.count, rows.lines, rows.example)).collect();
        let times = (SkipReason::UnreadableTime, 6, vec![2, 10, 12, 20, 22], "soon".to_owned());
        assert_eq!(told, [(SkipReason::MissingCase, 3, vec![9, 19, 29], String::new()), times]);
    }
}
