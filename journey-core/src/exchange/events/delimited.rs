//! Event logs in tables of text, read from front to back.

use std::io::{self, Cursor, Read};

use super::{
    EventColumns, EventLimits, EventOptions,
    batch::{Batch, Row},
    blocks::{Blocks, batches},
    columns::{Places, places},
    gathered::Gathered,
    input::{Allowed, HEAD, Returns, Source, read_error},
    instants::{TimeReader, told_order},
    report::SkipReason,
};
use crate::{
    error::Error,
    escape::csv_text,
    exchange::transcripts::{ReadGuess, delimited, moment::DateOrder},
    parallel::both,
};

/// How a table is read.
pub(super) struct Layout {
    pub(super) delimiter: u8,
    pub(super) fields: usize,
    pub(super) places: Places,
    /// The columns' names.
    pub(super) names: EventColumns,
    pub(super) times: TimeReader,
    pub(super) keep_apostrophes: bool,
    pub(super) limits: EventLimits,
}

/// Rows of a batch where a reader goes through them one by one.
const ROWS: usize = 1 << 16;
/// What the reader of quoted rows holds of the next rows.
const AHEAD: usize = 1 << 16;

/// Reads a table whose first bytes are known.
pub(super) fn read(head: &str, input: Source<'_>, options: &EventOptions, guesses: Vec<ReadGuess>) -> Result<(Gathered, Layout), Error> {
    if head.contains('\r') && !head.contains('\n') {
        return read_lines(&head.replace('\r', "\n"), Box::new(Returns(input)), options, guesses);
    }
    read_lines(head, input, options, guesses)
}

fn read_lines(head: &str, mut input: Source<'_>, options: &EventOptions, guesses: Vec<ReadGuess>) -> Result<(Gathered, Layout), Error> {
    let (delimiter, guess) = delimited::delimiter(head, options.delimiter)?;
    if matches!(delimiter, b'\n' | b'\r' | b'"') {
        return Err(Error::invalid(
            "delimiter",
            "an end of line or a quote cannot stand between fields",
            "use a comma, a semicolon, a tab or a bar",
        ));
    }
    let mut guesses: Vec<ReadGuess> = guesses.into_iter().chain([guess]).collect();
    let header = Header::read(head, delimiter)?;
    let names: Vec<&str> = header.names.iter().map(String::as_str).collect();
    let places = places(&names, &options.columns, &mut guesses)?;
    let times = times(head, delimiter, &places, &names, options, &mut guesses)?;
    let keep_apostrophes = options.keep_apostrophes;
    let layout =
        Layout { delimiter, fields: names.len(), names: places.names(&names), places, times, keep_apostrophes, limits: options.limits };
    io::copy(&mut input.by_ref().take(header.bytes), &mut io::sink()).map_err(|error| read_error(&error))?;
    let mut gathered = Gathered::new(options, header.lines, guesses);
    read_blocks(&mut input, &layout, &mut gathered)?;
    Ok((gathered, layout))
}

/// The first row of a table.
struct Header {
    names: Vec<String>,
    /// Bytes until the row below it.
    bytes: u64,
    lines: u64,
}

impl Header {
    fn read(head: &str, delimiter: u8) -> Result<Self, Error> {
        let mut reader = reader(head.as_bytes(), delimiter);
        let mut record = csv::StringRecord::new();
        if !reader.read_record(&mut record).map_err(|error| row_error(&error, 0))? {
            return Err(Error::invalid("the file", "it holds no events", "give a log with events"));
        }
        let end = reader.position();
        if end.byte() >= HEAD {
            return Err(Error::invalid("line 1", "the header does not end", "mend it: a quote may not be closed"));
        }
        let names = record.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { names, bytes: end.byte(), lines: end.line() - 1 })
    }
}

/// Lines end with a line feed; a return before it is left out by who reads the last field.
fn reader<R: Read>(input: R, delimiter: u8) -> csv::Reader<R> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).terminator(csv::Terminator::Any(b'\n')).has_headers(false).flexible(true).buffer_capacity(AHEAD);
    builder.from_reader(input)
}

/// How the times are read, by the rows of the head.
fn times(
    head: &str,
    delimiter: u8,
    places: &Places,
    names: &[&str],
    options: &EventOptions,
    guesses: &mut Vec<ReadGuess>,
) -> Result<TimeReader, Error> {
    let zone = options.time_zone.as_deref();
    let column = names.get(places.time).copied().unwrap_or_default();
    let order = match options.day_first {
        Some(true) => DateOrder::DayFirst,
        Some(false) => DateOrder::MonthFirst,
        None => {
            let rows: Vec<csv::StringRecord> = reader(head.as_bytes(), delimiter).records().skip(1).map_while(Result::ok).collect();
            let cells =
                rows.iter().flat_map(|row| [Some(places.time), places.end].into_iter().flatten().filter_map(|place| row.get(place)));
            match told_order(cells, column)? {
                Some(order) => {
                    let choice = if order == DateOrder::DayFirst { "the day is first" } else { "the month is first" };
                    guesses.push(ReadGuess::new("dates", choice, format!("the column `{column}` tells")));
                    order
                }
                None => DateOrder::Unclear,
            }
        }
    };
    guesses.push(ReadGuess::new("time zone", zone.unwrap_or("UTC"), "it counts where a time names none"));
    TimeReader::new(order, zone)
}

/// Reads the rows in blocks: while one is cut into rows, the one before it is added to the log and the one after it is read.
fn read_blocks(input: &mut Source<'_>, layout: &Layout, gathered: &mut Gathered) -> Result<(), Error> {
    let mut blocks = Blocks::new(input);
    let mut parsed: Vec<Batch> = Vec::new();
    let mut block = blocks.next()?;
    while let Some(current) = block {
        if !current.is_plain {
            gathered.absorb_all(parsed)?;
            let rest = Cursor::new(current.bytes).chain(blocks.rest());
            return read_rows(rest, layout, gathered);
        }
        let (absorbed, (next_parsed, next_block)) =
            both(|| gathered.absorb_all(std::mem::take(&mut parsed)), || both(|| batches(&current.bytes, layout), || blocks.next()));
        absorbed?;
        parsed = next_parsed;
        block = next_block?;
    }
    gathered.absorb_all(parsed)
}

/// Reads rows one by one, as quotes ask for.
fn read_rows(input: impl Read, layout: &Layout, gathered: &mut Gathered) -> Result<(), Error> {
    // The last row ends as the others do.
    let mut reader = reader(Allowed::new(input.chain(&b"\n"[..]), "a row"), layout.delimiter);
    let mut record = csv::StringRecord::new();
    let (mut batch, mut before) = (Batch::default(), 0);
    let first = gathered.lines;
    loop {
        reader.get_mut().allow(layout.limits.attribute.saturating_add(AHEAD as u64 * 2));
        let more = reader.read_record(&mut record).map_err(|error| row_error(&error, first))?;
        let end = reader.position().line() - 1;
        if more {
            let inside = memchr::memchr_iter(b'\n', record.as_slice().as_bytes()).count() as u64;
            take(&mut batch, end.saturating_sub(inside + before), &record, layout);
        }
        if batch.len() >= ROWS || !more {
            batch.lines = end.saturating_sub(before);
            before = end;
            gathered.absorb(std::mem::take(&mut batch))?;
        }
        if !more {
            return Ok(());
        }
    }
}

fn take(batch: &mut Batch, line: u64, record: &csv::StringRecord, layout: &Layout) {
    let cell = |place: usize| {
        let cell = record.get(place).unwrap_or_default();
        if place + 1 == record.len() { cell.strip_suffix('\r').unwrap_or(cell) } else { cell }
    };
    if record.len() == 1 && cell(0).is_empty() {
        return;
    }
    if record.len() == layout.fields {
        push(batch, line, cell, layout);
    } else {
        batch.skip(SkipReason::WrongFieldCount, line, cell(0));
    }
}

/// Adds a row by its cells.
pub(super) fn push<'r>(batch: &mut Batch, line: u64, cell: impl Fn(usize) -> &'r str, layout: &Layout) {
    let name = |place: usize| if layout.keep_apostrophes { cell(place) } else { csv_text(cell(place)) };
    let optional = |place: Option<usize>| place.map_or("", name);
    let Places { case, activity, time, end, channel, segment, lifecycle } = layout.places;
    let row = Row {
        case: name(case),
        activity: name(activity),
        time: cell(time),
        end: end.map_or("", &cell),
        channel: optional(channel),
        segment: optional(segment),
        transition: optional(lifecycle),
    };
    batch.push(line, row, &layout.times);
}

fn row_error(error: &csv::Error, before: u64) -> Error {
    let line = error.position().map_or_else(|| "the table".to_owned(), |position| format!("line {}", before + position.line()));
    match error.kind() {
        csv::ErrorKind::Io(error) => read_error(error),
        csv::ErrorKind::Utf8 { .. } => Error::invalid(line, "it is not UTF-8", "name the encoding, such as `encoding`: `windows-1252`"),
        _ => Error::invalid(line, error, "mend the row, or name the mark between fields: `delimiter`"),
    }
}
