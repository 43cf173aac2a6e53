//! Reading what people hold: transcripts, subtitles, tickets, chats, reviews and surveys, in the files in which they lie.

mod cells;
mod columns;
mod delimited;
mod encoding;
mod format;
mod markup;
mod moment;
mod nested;
mod options;
mod rating;
mod report;
mod speech;
#[cfg(feature = "spreadsheets")]
mod spreadsheet;
mod subtitle;
mod table;
#[cfg(test)]
mod tests;
mod whatsapp;
mod word;

use std::io::Read;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use columns::TranscriptColumns;
pub use format::FileFormat;
pub use options::{ReadOptions, WavePeriod};
pub use report::{ReadGuess, ReadReport, SkippedCells};
pub use table::TranscriptTable;

use cells::Cells;
use table::RawTable;

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
/// Zendesk, Intercom, WebVTT, SRT, Whisper, a transcript in plain text or Word, a WhatsApp chat, reviews with stars. What it is is told by its content; the
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

fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<(TranscriptTable, ReadReport), Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::invalid("the file", "it is empty", "give a file with words"));
    }
    let id = stem(name);
    let binary = format::binary_format(bytes)?;
    if let Some(format) = binary {
        let mut report = ReadReport::new(name, format);
        if format == FileFormat::Docx {
            let text = word::document_text(bytes)?;
            return Ok((transcript(&text, &id, options, &mut report)?, report));
        }
        return Ok((workbook(bytes, options, &mut report)?, report));
    }
    let (text, guess) = encoding::decode(bytes, options.encoding.as_deref())?;
    let format = options.format.unwrap_or_else(|| format::text_format(name, &text));
    let mut report = ReadReport::new(name, format);
    report.guesses.push(guess);
    let table = match format {
        FileFormat::Csv => {
            let (delimiter, guess) = delimited::delimiter(&text, options.delimiter)?;
            report.guesses.push(guess);
            TranscriptTable::new(rows_of_text(&text, delimiter, &mut report)?, options, &mut report)?
        }
        FileFormat::Json => TranscriptTable::from_value(&plain::from_json("the file", &text)?, &id, options, &mut report)?,
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
        FileFormat::Docx | FileFormat::Excel => {
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
    let named = said.iter().any(|one| one.speaker.is_some());
    let (choice, grounds) = if named {
        ("by the names before their words", "names stand before colons")
    } else {
        ("one customer", "no names stand before words")
    };
    report.guesses.push(ReadGuess::new("speakers", choice, grounds));
    Ok(TranscriptTable::of_documents(vec![speech::conversation(id, said, options, false, &mut report.guesses)?]))
}

#[cfg(feature = "spreadsheets")]
fn workbook(bytes: &[u8], options: &ReadOptions, report: &mut ReadReport) -> Result<TranscriptTable, Error> {
    let (rows, guess) = spreadsheet::rows(bytes, options.sheet.as_deref())?;
    report.guesses.push(guess);
    TranscriptTable::new(table_of(rows, report)?, options, report)
}

#[cfg(not(feature = "spreadsheets"))]
fn workbook(_: &[u8], _: &ReadOptions, _: &mut ReadReport) -> Result<TranscriptTable, Error> {
    Err(Error::invalid("the file", "workbooks are read with the feature `spreadsheets`", "turn it on, or save the sheet as CSV"))
}

/// Rows of which the first that is no title is the header, and below it perhaps a survey's questions and ids.
fn table_of(mut rows: Vec<Vec<String>>, report: &mut ReadReport) -> Result<RawTable, Error> {
    let above = delimited::title_rows(&rows);
    if above > 0 {
        report.guesses.push(ReadGuess::new("header", format!("row {}", above + 1), "the rows above it are titles"));
        rows.drain(..above);
    }
    let mut rows = rows.into_iter();
    let headers: Vec<String> = rows.next().unwrap_or_default().into_iter().map(|name| name.trim().to_owned()).collect();
    let mut rows: Vec<Vec<String>> = rows.collect();
    let mut above = above + 1;
    let mut questions = Vec::new();
    let import_id = |row: &Vec<String>| row.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""));
    if rows.get(1).is_some_and(import_id) {
        report.guesses.push(ReadGuess::new("survey", "Qualtrics", "its third row holds ImportIds; the second asks"));
        questions = rows.drain(..2).next().unwrap_or_default();
        above += 2;
    }
    let mut cells = Cells::default();
    for row in &rows {
        cells.push((0..).zip(row.iter().map(String::as_str)));
    }
    Ok(RawTable { headers, questions, cells, above })
}

fn rows_of_text(text: &str, delimiter: u8, report: &mut ReadReport) -> Result<RawTable, Error> {
    let mut first: Vec<Vec<String>> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    first.extend(reader.records().take(16).map_while(Result::ok).map(|record| record.iter().map(str::to_owned).collect()));
    let titles = delimited::title_rows(&first);
    let survey = first.get(titles + 2).is_some_and(|row| row.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\"")));
    if titles > 0 {
        report.guesses.push(ReadGuess::new("header", format!("row {}", titles + 1), "the rows above it are titles"));
    }
    let mut kept = delimited_rows(SkipRows { text, delimiter, titles }.rest().as_bytes(), delimiter)?;
    kept.above += titles;
    if survey {
        report.guesses.push(ReadGuess::new("survey", "Qualtrics", "its third row holds ImportIds; the second asks"));
        kept.questions = first.get(titles + 1).cloned().unwrap_or_default();
        kept.cells.drop_first(2);
        kept.above += 2;
    }
    Ok(kept)
}

/// A text without the rows above its header.
struct SkipRows<'a> {
    text: &'a str,
    delimiter: u8,
    titles: usize,
}

impl<'a> SkipRows<'a> {
    fn rest(&self) -> &'a str {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(self.delimiter).has_headers(false).flexible(true).from_reader(self.text.as_bytes());
        let mut record = csv::ByteRecord::new();
        for _ in 0..self.titles {
            if !reader.read_byte_record(&mut record).unwrap_or(false) {
                break;
            }
        }
        self.text.get(reader.position().byte() as usize..).unwrap_or(self.text)
    }
}

/// The cells of a table of text with a header.
fn delimited_rows(input: impl Read, delimiter: u8) -> Result<RawTable, Error> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(false).from_reader(input);
    let broken = |error: &csv::Error| {
        let place = error.position().map_or_else(|| "the table".to_owned(), |position| format!("line {}", position.line()));
        Error::invalid(place, csv_problem(error), "mend the row, or name the mark between fields: `delimiter` (--delimiter)")
    };
    let mut headers: Vec<String> = reader.headers().map_err(|error| broken(&error))?.iter().map(|name| name.trim().to_owned()).collect();
    if let Some(first) = headers.first_mut() {
        *first = first.trim_start_matches('\u{feff}').to_owned();
    }
    let mut cells = Cells::default();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| broken(&error))? {
        cells.push((0..).zip(record.iter()));
    }
    Ok(RawTable { headers, questions: Vec::new(), cells, above: 1 })
}

fn csv_problem(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("it has {len} fields where the header has {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".into(),
        _ => error.to_string(),
    }
}

/// A file's name without its folder and ending.
fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Reads documents from CSV with a header.
///
/// ```
/// use journey_core::exchange::{TranscriptColumns, read_transcripts_csv};
/// let csv = "ticket_id,message\n7,The claim took weeks.\n8,All went well.\n";
/// let documents = read_transcripts_csv(csv.as_bytes(), &TranscriptColumns::default())?;
/// assert_eq!((documents.len(), documents[0].id.as_str()), (2, "7"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Names the row and the column that cannot be read.
pub fn read_transcripts_csv(input: impl Read, columns: &TranscriptColumns) -> Result<Vec<Document>, Error> {
    TranscriptTable::from_csv(input, columns)?.all()
}

/// Reads documents from JSON: this library's documents, or a list of records with the same columns as a table.
///
/// # Errors
/// Names the record and the field that cannot be read.
pub fn read_transcripts_json(text: &str, columns: &TranscriptColumns) -> Result<Vec<Document>, Error> {
    TranscriptTable::from_json(text, columns)?.all()
}
