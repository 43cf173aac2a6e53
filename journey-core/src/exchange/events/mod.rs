//! Event logs in the files in which they lie: tables, XES and object-centric logs, packed or not.

mod batch;
mod blocks;
mod columns;
mod delimited;
#[cfg(feature = "arrow")]
mod frame;
mod gathered;
mod input;
mod instants;
mod markup;
mod ocel;
mod ocel_json;
mod ocel_tables;
mod ocel_xml;
mod options;
mod report;
#[cfg(test)]
mod tests;
mod write;
mod xes;

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};

#[cfg(feature = "arrow")]
pub use frame::read_event_batches;
pub use ocel::{LogObject, ObjectEvent, ObjectLog, ObjectRelation, ObjectValue};
pub use ocel_tables::{OcelEventRow, OcelRelationRow, OcelTables, OcelValueRow, ocel_tables};
pub use options::{EventColumns, EventLimits, EventOptions, EventTransitions};
pub use report::{EventFormat, EventReport, SkipReason, SkippedRows};
pub use write::{EventCsvOptions, write_events_csv, write_xes};

use input::{AtMost, Source, Unpacked, in_utf8, read_error, with_head};

use super::transcripts::{ReadGuess, encoding::decode};
use crate::{behaviour::EventLog, error::Error};

/// Reads an event log, whatever it is: a table of text with any delimiter and encoding, XES, OCEL 2.0 in JSON or XML, each packed with gzip or not. What it is
/// is told by its content; the name serves for the report and in errors. What was guessed, and what was left out, stands in the report; what cannot be told is
/// an error that names the choices.
///
/// ```
/// use journey_core::exchange::{EventFormat, EventOptions, read_events};
/// let csv = b"case_id;activity;timestamp\n7;quote;2026-11-27 12:00:00\n7;purchase;2026-11-27 12:30:00\n";
/// let (log, report) = read_events("log.csv", csv, &EventOptions::default())?;
/// assert_eq!((log.cases(), log.events(), log.activities()), (1, 2, 2));
/// assert_eq!((report.format, report.rows), (EventFormat::Csv, 2));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When the file is of no known kind, is broken or too large, leaves open what is what, or when more than half of its rows are no events; the error names the
/// file, the place and the option that mends it.
pub fn read_events(file_name: &str, bytes: &[u8], options: &EventOptions) -> Result<(EventLog, EventReport), Error> {
    let told = told_by_all(bytes, options);
    let (log, mut report) = read_source(file_name, Box::new(bytes), &told).map_err(|error| error.within(file_name))?;
    let misled = report.guesses.iter_mut().filter(|guess| guess.what == "encoding" && told.encoding != options.encoding);
    misled.for_each(|guess| guess.grounds = "its bytes are not UTF-8".into());
    Ok((log, report))
}

/// Reads an event log as [`read_events`] does, from front to back: of a table or XES no more than the log itself is held, whatever its size. What a table is is
/// told by its first MiB.
///
/// ```
/// use journey_core::exchange::{EventOptions, read_events_from};
/// let csv = "customer_id,event,time\n".to_owned() + &"7,visit,1795780800\n".repeat(100_000);
/// let (log, _) = read_events_from("log.csv", csv.as_bytes(), &EventOptions::default())?;
/// assert_eq!(log.events(), 100_000);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// As for [`read_events`], and when reading fails.
pub fn read_events_from(file_name: &str, input: impl Read + Send, options: &EventOptions) -> Result<(EventLog, EventReport), Error> {
    read_source(file_name, Box::new(input), options).map_err(|error| error.within(file_name))
}

/// Reads an object-centric log (OCEL 2.0 in JSON or XML, packed or not) with all its objects and their relations.
///
/// ```
/// use journey_core::exchange::{EventOptions, read_object_log};
/// let json = br#"{"objectTypes": [], "eventTypes": [], "objects": [{"id": "o1", "type": "order"}], "events": []}"#;
/// let log = read_object_log("log.json", json, &EventOptions::default())?;
/// assert_eq!(log.object_types().get("order"), Some(&1));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When the file is no object-centric log, is broken or too large.
pub fn read_object_log(file_name: &str, bytes: &[u8], options: &EventOptions) -> Result<ObjectLog, Error> {
    let read = || {
        let told = told_by_all(bytes, options);
        let opened = Opened::new(Box::new(bytes), &told)?;
        match opened.format {
            EventFormat::OcelJson | EventFormat::OcelXml => object_log(opened.format, opened.text, &told),
            other => {
                Err(Error::invalid("the file", format!("it is {}, which names no objects", other.in_words()), "read it with `read_events`"))
            }
        }
    };
    read().map_err(|error| error.within(file_name))
}

/// A file whose kind is known.
struct Opened<'s> {
    format: EventFormat,
    /// The first of its text.
    head: String,
    /// All of it in UTF-8.
    text: Source<'s>,
    guesses: Vec<ReadGuess>,
}

impl<'s> Opened<'s> {
    fn new(input: Source<'s>, options: &EventOptions) -> Result<Self, Error> {
        let (head, input) = with_head(input)?;
        if !head.starts_with(GZIP) {
            return Self::unpacked(head, input, options);
        }
        let (head, input) = with_head(Box::new(Unpacked::new(input, options.limits)))?;
        if head.starts_with(GZIP) {
            return Err(Error::invalid("the file", "it is packed twice", "unpack it once"));
        }
        let mut opened = Self::unpacked(head, input, options)?;
        opened.guesses.insert(0, ReadGuess::new("packing", "gzip", "its first bytes"));
        Ok(opened)
    }

    fn unpacked(head: Vec<u8>, input: Source<'s>, options: &EventOptions) -> Result<Self, Error> {
        refuse_other_kinds(&head)?;
        let input = Box::new(AtMost { input, left: options.limits.bytes, option: "limits.bytes" });
        let whole = whole_letters(&head);
        let declared = declared_encoding(whole);
        let (text, guess) = decode(whole, options.encoding.as_deref().or(declared.as_deref()))?;
        let encoding = Encoding::for_label(guess.choice.as_bytes()).unwrap_or(UTF_8);
        let head = text.into_owned();
        if head.trim().is_empty() {
            return Err(Error::invalid("the file", "it is empty", "give a log with events"));
        }
        Ok(Self { format: format(&head)?, text: in_utf8(input, encoding)?, head, guesses: vec![guess] })
    }
}

const GZIP: &[u8] = &[0x1f, 0x8b];

fn read_source(file: &str, input: Source<'_>, options: &EventOptions) -> Result<(EventLog, EventReport), Error> {
    let Opened { format, head, text, guesses } = Opened::new(input, options)?;
    match format {
        EventFormat::Csv => {
            let (gathered, layout) = delimited::read(&head, text, options, guesses)?;
            gathered.finish(file, format, &layout.names)
        }
        EventFormat::Xes => xes::read(text, options, guesses)?.finish(file, format, &options.columns),
        _ => {
            let (log, mut report) = object_log(format, text, options)?.event_log(file, format, options)?;
            report.guesses.splice(0..0, guesses);
            Ok((log, report))
        }
    }
}

fn object_log(format: EventFormat, text: Source<'_>, options: &EventOptions) -> Result<ObjectLog, Error> {
    let mut input = AtMost { input: text, left: options.limits.object_bytes, option: "limits.object_bytes" };
    if format == EventFormat::OcelXml {
        return ocel_xml::read(input, options.limits);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| read_error(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| Error::invalid("the file", "it is not UTF-8", "name the encoding: `encoding`"))?;
    ocel_json::read(&text)
}

/// The options with the encoding that all bytes tell, where the first would mislead.
fn told_by_all(bytes: &[u8], options: &EventOptions) -> EventOptions {
    let head = bytes.get(..input::HEAD as usize).unwrap_or(bytes);
    let is_told = || declared_encoding(head).is_some() || std::str::from_utf8(whole_letters(head)).is_err();
    let mut told = options.clone();
    if told.encoding.is_none() && !bytes.starts_with(GZIP) && std::str::from_utf8(bytes).is_err() && !is_told() {
        told.encoding = Some("windows-1252".into());
    }
    told
}

/// The first bytes without a letter that is cut off.
fn whole_letters(head: &[u8]) -> &[u8] {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or(head),
        _ => head,
    }
}

/// The encoding that XML says it has, unless its bytes tell that better.
fn declared_encoding(head: &[u8]) -> Option<String> {
    let line: Vec<u8> = head.iter().copied().take(200).take_while(|byte| *byte != b'>').collect();
    let line = String::from_utf8(line).ok()?;
    let (_, after) = line.strip_prefix("<?xml")?.split_once("encoding")?;
    let label = after.trim_start_matches([' ', '=']).trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding.is_ascii_compatible() && encoding != UTF_8).then(|| encoding.name().to_owned())
}

fn refuse_other_kinds(head: &[u8]) -> Result<(), Error> {
    let kinds: [(&[u8], &str, &str); 8] = [
        (b"PK", "a workbook or an archive", "save the sheet as CSV, or unpack the archive and give the log in it"),
        (b"\xd0\xcf\x11\xe0", "a workbook", "save the sheet as CSV"),
        (b"SQLite format 3", "an SQLite database", "open it, and give its tables to `ocel_tables`"),
        (b"%PDF", "a PDF", "give the log that it was made of"),
        (b"PAR1", "Parquet", "save it as CSV"),
        (b"\x28\xb5\x2f\xfd", "packed with Zstandard", "unpack it, or pack it with gzip"),
        (b"BZh", "packed with bzip2", "unpack it, or pack it with gzip"),
        (b"\xfd7zXZ", "packed with xz", "unpack it, or pack it with gzip"),
    ];
    match kinds.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        Some((_, kind, fix)) => Err(Error::invalid("the file", format!("it is {kind}"), fix)),
        None => Ok(()),
    }
}

/// What a text is.
fn format(head: &str) -> Result<EventFormat, Error> {
    let start = head.trim_start();
    if start.starts_with('{') {
        return Ok(EventFormat::OcelJson);
    }
    if start.starts_with('[') {
        return Err(Error::invalid("the file", "it is JSON, but no object-centric log", "give a table, XES or OCEL 2.0"));
    }
    if !start.starts_with('<') {
        return Ok(EventFormat::Csv);
    }
    let before = start.split("<trace").next().unwrap_or(start);
    if before.contains("<WorkflowLog") {
        return Err(Error::invalid("the file", "it is MXML", "convert it to XES"));
    }
    let is_ocel = ["<object-types", "<event-types", "<objects"].iter().any(|tag| before.contains(tag));
    Ok(if is_ocel { EventFormat::OcelXml } else { EventFormat::Xes })
}
