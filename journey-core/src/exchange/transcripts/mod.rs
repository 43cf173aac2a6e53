//! Reading what people hold: transcripts, subtitles, tickets, chats, reviews and surveys, in the files in which they lie.

mod cells;
mod columns;
pub(super) mod delimited;
mod documents;
pub(super) mod encoding;
mod format;
mod header;
mod mail;
mod markup;
pub(super) mod moment;
mod names;
mod nested;
mod options;
mod rating;
mod recognise;
mod records;
mod report;
mod rows;
mod scales;
pub(crate) mod slack;
mod speech;
#[cfg(feature = "spreadsheets")]
mod spreadsheet;
mod subtitle;
mod table;
#[cfg(test)]
mod tests;
mod whatsapp;
mod word;
mod wording;
mod zone;

#[cfg(feature = "files")]
use std::io::Read;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use columns::TranscriptColumns;
pub use format::FileFormat;
pub use options::ReadOptions;
pub use report::{ReadGuess, ReadReport, SkippedCells};
pub use table::TranscriptTable;

use header::RawTable;

use crate::{error::Error, journey::Document, plain};

/// Documents that were read, and how.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReadDocuments {
    /// The documents.
    pub documents: Vec<Document>,
    /// What was guessed on what grounds, and what was left out.
    pub report: ReadReport,
}

/// Reads a file of customers' words, whatever it is: CSV and TSV with any delimiter and encoding, Qualtrics, Excel, JSON and JSON Lines in any nesting,
/// Zendesk, Intercom, Freshdesk, Slack, mail, WebVTT, SRT, Whisper, a transcript in plain text or Word, a WhatsApp chat, reviews with stars. What it is is told by its content; the
/// name serves for its ending and in errors. What was guessed, and on what grounds, stands in the report; what cannot be told is an error that names the
/// choices.
///
/// ```
/// use journey_core::exchange::{FileFormat, ReadOptions, read_any};
/// let vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Interviewer>How was the move?</v>\n\n00:03.000 --> 00:06.000\n<v Ada>They came two hours late.</v>\n";
/// let read = read_any("call.vtt", vtt.as_bytes(), &ReadOptions::default())?;
/// assert_eq!((read.report.format, read.documents[0].participant.as_str()), (FileFormat::Vtt, "Ada"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When the file is of no known kind, is broken, or leaves open what is what; the error names the file, the place and the option that mends it.
pub fn read_any(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<ReadDocuments, Error> {
    let (table, report) = TranscriptTable::read(name, bytes, options)?;
    let documents = table.merge_excerpts()?.all()?;
    Ok(ReadDocuments { documents, report })
}

impl TranscriptTable {
    /// Reads a file as [`read_any`] does; its documents are made when they are asked for.
    ///
    /// # Errors
    /// As for [`read_any`].
    pub fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<(Self, ReadReport), Error> {
        let read = read(name, bytes, options).map_err(|error| error.within(name));
        read.map(|(table, report)| (table.named(name), report))
    }
}

impl TranscriptTable {
    /// Reads the unpacked files of a Slack export, each with its path.
    #[cfg(feature = "files")]
    pub(crate) fn read_slack(name: &str, files: &[(String, Vec<u8>)], options: &ReadOptions) -> Result<(Self, ReadReport), Error> {
        let mut report = ReadReport::new(name, FileFormat::Slack);
        let table = slack::table(files, options, &mut report).map_err(|error| error.within(name))?;
        Ok((table.named(name), report))
    }
}

/// How much of a large table tells what it is.
#[cfg(feature = "files")]
const HEAD: usize = 1 << 18;

impl TranscriptTable {
    /// Reads a table of UTF-8 text from front to back, by what its head tells; nothing when the head is of another kind.
    #[cfg(feature = "files")]
    pub(crate) fn read_stream(name: &str, mut input: impl Read, options: &ReadOptions) -> Result<Option<(Self, ReadReport)>, Error> {
        let mut bytes = Vec::new();
        input
            .by_ref()
            .take(HEAD as u64)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::invalid(name, error, "name a file that may be read"))?;
        let end = match std::str::from_utf8(&bytes) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Ok(None),
        };
        let head = bytes.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default().trim_start_matches('\u{feff}');
        let plain = options.encoding.is_none() && !head.contains('\0') && !bytes.starts_with(b"PK") && !mail::is_mail(&bytes);
        if !plain || options.format.unwrap_or_else(|| format::text_format(name, head)) != FileFormat::Csv {
            return Ok(None);
        }
        let table = |report: &mut ReadReport| {
            report.guesses.push(ReadGuess::new("encoding", "UTF-8", "its first bytes are valid"));
            let (delimiter, guess) = delimited::delimiter(head, options.delimiter)?;
            report.guesses.push(guess);
            Self::new(RawTable::of_text(delimited::head(head), bytes.as_slice().chain(input), delimiter, report)?, options, report)
        };
        let mut report = ReadReport::new(name, FileFormat::Csv);
        let table = table(&mut report).map_err(|error| error.within(name))?;
        Ok(Some((table.named(name), report)))
    }
}

fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<(TranscriptTable, ReadReport), Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::invalid("the file", "it is empty", "give a file with words"));
    }
    let id = stem(name);
    let binary = match options.format {
        Some(FileFormat::Mail) => Some(FileFormat::Mail),
        _ => format::binary_format(bytes)?,
    };
    if let Some(format) = binary {
        let mut report = ReadReport::new(name, format);
        let table = match format {
            FileFormat::Docx => transcript(&word::document_text(bytes)?, &id, options, &mut report)?,
            FileFormat::Mail => mail::table(bytes, &id, options, &mut report)?,
            FileFormat::Slack => slack::table(&slack::unpacked(bytes)?, options, &mut report)?,
            _ => workbook(bytes, options, &mut report)?,
        };
        return Ok((table, report));
    }
    let (text, guess) = encoding::decode(bytes, options.encoding.as_deref())?;
    let format = options.format.unwrap_or_else(|| format::text_format(name, &text));
    let mut report = ReadReport::new(name, format);
    report.guesses.push(guess);
    let table = match format {
        FileFormat::Csv => {
            let (delimiter, guess) = delimited::delimiter(&text, options.delimiter)?;
            report.guesses.push(guess);
            TranscriptTable::new(RawTable::of_text(delimited::head(&text), text.as_bytes(), delimiter, &mut report)?, options, &mut report)?
        }
        FileFormat::Json | FileFormat::Slack => {
            let value = plain::from_json("the file", &text)?;
            if slack::is_messages(&value) {
                report.format = FileFormat::Slack;
                slack::day(value, &id, options, &mut report)?
            } else {
                TranscriptTable::from_value(&value, &id, options, &mut report)?
            }
        }
        FileFormat::JsonLines => {
            let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
            let values: Result<Vec<serde_json::Value>, Error> =
                lines.map(|(number, line)| plain::from_json(&format!("line {number}"), line)).collect();
            TranscriptTable::from_value(&serde_json::Value::Array(values?), &id, options, &mut report)?
        }
        FileFormat::Srt | FileFormat::Vtt => {
            let said = subtitle::cues(&text);
            if said.is_empty() {
                let fix = "save the subtitles anew: each needs a line such as `00:00:01.000 --> 00:00:04.000` above its words";
                return Err(Error::invalid("line 1", "no cue with a time and words follows", fix));
            }
            let document = speech::conversation(&id, said, options, false, &mut report.guesses)?;
            TranscriptTable::of_documents(vec![document])
        }
        FileFormat::Whatsapp => {
            let order = options.day_first.map(|day| if day { moment::DateOrder::DayFirst } else { moment::DateOrder::MonthFirst });
            let (said, order) = whatsapp::messages(&text, order);
            if order == moment::DateOrder::Unclear {
                report.guesses.push(ReadGuess::new(
                    "dates",
                    "times are left out",
                    "no date tells whether day or month comes first: `day_first`",
                ));
            }
            let document = speech::conversation(&id, said, options, true, &mut report.guesses)?;
            TranscriptTable::of_documents(vec![document])
        }
        FileFormat::Docx | FileFormat::Excel | FileFormat::Mail => {
            let problem = format!("it is no {}", format.name());
            return Err(Error::invalid("format", problem, "leave `format` out, and what the file is is told by its content"));
        }
        FileFormat::Text => transcript(&text, &id, options, &mut report)?,
    };
    Ok((table, report))
}

fn transcript(text: &str, id: &str, options: &ReadOptions, report: &mut ReadReport) -> Result<TranscriptTable, Error> {
    let said = speech::utterances(text.trim());
    if said.iter().all(|one| one.text.trim().is_empty()) {
        return Err(Error::invalid("the file", "it has no words", "give a transcript"));
    }
    if said.iter().any(|one| one.speaker.is_some()) {
        report.guesses.push(ReadGuess::new("speakers", "by the names before their words", "names stand before colons"));
    }
    Ok(TranscriptTable::of_documents(vec![speech::conversation(id, said, options, false, &mut report.guesses)?]))
}

#[cfg(feature = "spreadsheets")]
fn workbook(bytes: &[u8], options: &ReadOptions, report: &mut ReadReport) -> Result<TranscriptTable, Error> {
    let (rows, guess) = spreadsheet::rows(bytes, options.sheet.as_deref())?;
    report.guesses.push(guess);
    TranscriptTable::new(RawTable::of_rows(&rows, report), options, report)
}

#[cfg(not(feature = "spreadsheets"))]
fn workbook(_: &[u8], _: &ReadOptions, _: &mut ReadReport) -> Result<TranscriptTable, Error> {
    Err(Error::invalid("the file", "workbooks are read with the feature `spreadsheets`", "turn it on, or save the sheet as CSV"))
}

/// A file's name without its folder and ending.
fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
