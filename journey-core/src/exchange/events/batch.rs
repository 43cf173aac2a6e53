//! Some rows in columns, before their names are numbered for the whole log: cores fill batches side by side.

use super::{
    instants::{TimeReader, TimeTally},
    report::{SkipReason, Skips},
};
use crate::behaviour::{Names, Numbering, name_hash};

/// What a row says of an event; an empty text says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row<'r> {
    pub(super) case: &'r str,
    pub(super) activity: &'r str,
    pub(super) time: &'r str,
    pub(super) end: &'r str,
    pub(super) channel: &'r str,
    pub(super) segment: &'r str,
    pub(super) transition: &'r str,
}

/// Rows in columns.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) cases: Names,
    pub(super) case_hashes: Vec<u32>,
    pub(super) time: Vec<i64>,
    pub(super) activity: Coded,
    pub(super) channel: Coded,
    pub(super) segment: Coded,
    pub(super) transition: Coded,
    /// Rows that were read, with those that were left out.
    pub(super) rows: u64,
    /// Lines that the batch covers.
    pub(super) lines: u64,
    pub(super) skips: Skips,
    pub(super) times: TimeTally,
    /// Why reading ended here, and in which line of the batch.
    pub(super) fault: Option<(u64, String)>,
}

/// A column of few names.
#[derive(Debug, Default)]
pub(super) struct Coded {
    pub(super) names: Numbering,
    /// 1 + the number of each row's name, 0 where there is none; shorter than the batch where the last rows have none.
    pub(super) codes: Vec<u32>,
}

impl Batch {
    /// How many rows became events.
    pub(super) fn len(&self) -> usize {
        self.time.len()
    }

    /// Takes a row; its line is counted from 1 within the batch.
    pub(super) fn push(&mut self, line: u64, row: Row<'_>, times: &TimeReader) {
        self.rows += 1;
        if is_blank(row.case) {
            return self.skips.skip(SkipReason::MissingCase, line, row.activity);
        }
        if is_blank(row.activity) {
            return self.skips.skip(SkipReason::MissingActivity, line, row.case);
        }
        let cell = if is_blank(row.time) { row.end } else { row.time };
        let Some(at) = times.read(cell, &mut self.times).or_else(|| times.read(cell.trim(), &mut self.times)) else {
            let reason = if is_blank(cell) { SkipReason::MissingTime } else { SkipReason::UnreadableTime };
            return self.skips.skip(reason, line, if is_blank(cell) { row.case } else { cell });
        };
        let number = self.time.len();
        self.cases.push(row.case);
        self.case_hashes.push(name_hash(row.case));
        self.time.push(at);
        self.activity.push(number, row.activity);
        self.channel.push(number, row.channel);
        self.segment.push(number, row.segment);
        self.transition.push(number, row.transition);
    }

    /// Counts a row that cannot be one.
    pub(super) fn skip(&mut self, reason: SkipReason, line: u64, value: &str) {
        self.rows += 1;
        self.skips.skip(reason, line, value);
    }
}

impl Coded {
    /// Names a row; the rows before it that were not named have none.
    pub(super) fn push(&mut self, row: usize, name: &str) {
        if !name.is_empty() {
            self.codes.resize(row, 0);
            self.codes.push(self.names.number(name).saturating_add(1));
        }
    }
}

fn is_blank(cell: &str) -> bool {
    cell.is_empty() || (cell.starts_with(char::is_whitespace) && cell.trim().is_empty())
}
