//! What reading a file guessed, on what grounds, and what it left out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::format::FileFormat;

/// How a file was read; printed, it says so a line each.
///
/// ```
/// use journey_core::exchange::{ReadOptions, read_any};
/// let read = read_any("answers.csv", b"comment;stars\nQuick and kind.;5\nNever again.;1\n;3\n", &ReadOptions::default())?;
/// assert!(read.report.to_string().contains("1 left out: empty text (row 4)"));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReadReport {
    /// The file's name.
    pub file: String,
    /// What it was recognised as.
    pub format: FileFormat,
    /// What was guessed, and why: the encoding, the columns, who speaks, scales, times.
    pub guesses: Vec<ReadGuess>,
    /// What was left out, by reason.
    pub skipped: Vec<SkippedCells>,
}

/// Something that was guessed.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ReadGuess {
    /// What it is about, such as `column of text`.
    pub what: String,
    /// What was chosen.
    pub choice: String,
    /// On what grounds.
    pub grounds: String,
}

/// Cells that were left out for one reason.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct SkippedCells {
    /// Which cells, and why.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// The first of their rows, from 1.
    pub rows: Vec<u64>,
    /// What the first of them holds.
    pub example: String,
}

/// The most rows named of what was left out.
const NAMED: usize = 5;

impl ReadGuess {
    pub(in crate::exchange) fn new(what: impl Into<String>, choice: impl Into<String>, grounds: impl Into<String>) -> Self {
        Self { what: what.into(), choice: choice.into(), grounds: grounds.into() }
    }
}

impl ReadReport {
    pub(super) fn new(file: &str, format: FileFormat) -> Self {
        Self { file: file.to_owned(), format, guesses: Vec::new(), skipped: Vec::new() }
    }

    /// Counts a cell that was left out; rows are counted from 1.
    pub(super) fn skip(&mut self, reason: &str, row: usize, value: &str) {
        let at = self.skipped.iter().position(|known| known.reason == reason);
        let known = match at.and_then(|at| self.skipped.get_mut(at)) {
            Some(known) => known,
            None => {
                let example = value.chars().take(60).collect();
                self.skipped.push(SkippedCells { reason: reason.to_owned(), count: 0, rows: Vec::new(), example });
                let Some(last) = self.skipped.last_mut() else { return };
                last
            }
        };
        known.count += 1;
        if known.rows.len() < NAMED {
            known.rows.push(row as u64 + 1);
        }
    }

    /// The report in plain words, a line each.
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: read as {}", self.file, self.format.name())];
        lines.extend(self.guesses.iter().map(|guess| format!("  {}: {} ({})", guess.what, guess.choice, guess.grounds)));
        lines.extend(self.skipped.iter().map(|skipped| {
            let rows: Vec<String> = skipped.rows.iter().map(u64::to_string).collect();
            let more = if skipped.count as usize > skipped.rows.len() { ", …" } else { "" };
            let noun = if skipped.count == 1 { "row" } else { "rows" };
            format!("  {} left out: {} ({noun} {}{more})", skipped.count, skipped.reason, rows.join(", "))
        }));
        lines
    }
}

impl std::fmt::Display for ReadReport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.lines().join("\n"))
    }
}
