//! A table of text in blocks of whole lines, and those without quotes cut into rows on all cores.

use std::io::{Cursor, Read};

use super::{
    batch::Batch,
    delimited::{Layout, push},
    input::{Source, read_error},
    report::SkipReason,
};
use crate::{error::Error, parallel::each};

/// Bytes of a block.
const BLOCK: usize = 1 << 22;
/// Bytes that a core takes at once.
const PIECE: usize = 1 << 19;

/// A block of whole lines.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    /// Whether no quote is in it: each line is a row.
    pub(super) is_plain: bool,
}

/// Cuts a table into blocks of whole lines.
pub(super) struct Blocks<'i, 's> {
    input: &'i mut Source<'s>,
    /// The beginning of a line whose end was not read yet.
    carry: Vec<u8>,
    has_ended: bool,
}

impl<'i, 's> Blocks<'i, 's> {
    pub(super) fn new(input: &'i mut Source<'s>) -> Self {
        Self { input, carry: Vec::new(), has_ended: false }
    }

    pub(super) fn next(&mut self) -> Result<Option<Block>, Error> {
        if self.has_ended {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(self.carry.len() + BLOCK + 1);
        bytes.append(&mut self.carry);
        let read = self.input.by_ref().take(BLOCK as u64).read_to_end(&mut bytes).map_err(|error| read_error(&error))?;
        self.has_ended = read < BLOCK;
        let mut is_whole = true;
        if !self.has_ended {
            let end = memchr::memrchr(b'\n', &bytes);
            // A line longer than a block goes to the reader of single rows, which knows the limit of a row.
            is_whole = end.is_some();
            self.carry = bytes.split_off(end.map_or(bytes.len(), |at| at + 1));
        }
        Ok(Some(Block { is_plain: is_whole && memchr::memchr(b'"', &bytes).is_none(), bytes }))
    }

    /// What follows the last block.
    pub(super) fn rest(self) -> impl Read {
        Cursor::new(self.carry).chain(self.input)
    }
}

/// The rows of a plain block, a batch for each piece of it.
pub(super) fn batches(bytes: &[u8], layout: &Layout) -> Vec<Batch> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let after = rest.get(PIECE..).and_then(|after| memchr::memchr(b'\n', after));
        let (piece, later) = rest.split_at_checked(after.map_or(rest.len(), |at| PIECE + at + 1)).unwrap_or((rest, &[]));
        pieces.push(piece);
        rest = later;
    }
    each(pieces, |piece| rows(piece, layout))
}

/// The rows of some plain lines.
fn rows(piece: &[u8], layout: &Layout) -> Batch {
    let mut batch = Batch::default();
    let text = match std::str::from_utf8(piece) {
        Ok(text) => text,
        Err(error) => {
            let before = piece.get(..error.valid_up_to()).unwrap_or_default();
            batch.fault = Some((memchr::memchr_iter(b'\n', before).count() as u64 + 1, "it is not UTF-8".to_owned()));
            return batch;
        }
    };
    let mut cells: Vec<&str> = Vec::with_capacity(layout.fields);
    let mut start = 0;
    for at in memchr::memchr2_iter(layout.delimiter, b'\n', piece) {
        let cell = text.get(start..at).unwrap_or_default();
        start = at + 1;
        if piece.get(at) == Some(&b'\n') {
            cells.push(cell.strip_suffix('\r').unwrap_or(cell));
            take(&mut batch, &mut cells, layout);
        } else {
            cells.push(cell);
        }
    }
    let last = text.get(start..).unwrap_or_default();
    let last = last.strip_suffix('\r').unwrap_or(last);
    if !(last.is_empty() && cells.is_empty()) {
        cells.push(last);
        take(&mut batch, &mut cells, layout);
    }
    batch
}

/// Adds the row of a line.
fn take(batch: &mut Batch, cells: &mut Vec<&str>, layout: &Layout) {
    batch.lines += 1;
    let line = batch.lines;
    let length = || cells.iter().map(|cell| cell.len() as u64 + 1).sum::<u64>();
    match cells.as_slice() {
        [] | [""] => {}
        _ if length() > layout.limits.attribute => {
            let _ = batch.fault.get_or_insert_with(|| (line, "it is longer than the limit `limits.attribute`".to_owned()));
        }
        row if row.len() == layout.fields => push(batch, line, |place| row.get(place).copied().unwrap_or_default(), layout),
        row => batch.skip(SkipReason::WrongFieldCount, line, row.first().copied().unwrap_or_default()),
    }
    cells.clear();
}
