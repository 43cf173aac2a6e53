//! Where a table's header is: titles above it, a second row that widens it, a survey's questions and ids below it.

use std::io::Read;

use serde::Deserialize;

use super::{
    cells::Cells,
    delimited,
    report::{ReadGuess, ReadReport},
};
use crate::error::Error;

/// How many rows tell the header.
const HEAD_ROWS: usize = 16;

/// A table before its documents are told apart.
pub(super) struct RawTable {
    pub(super) headers: Vec<String>,
    /// A survey's questions below its header.
    pub(super) questions: Vec<String>,
    pub(super) cells: Cells,
    /// Rows above the first of the table, its header among them, for what is told of rows.
    pub(super) above: usize,
    /// The zone that a survey's file names for its times.
    pub(super) zone: Option<String>,
}

impl RawTable {
    /// The rows of a sheet.
    #[cfg(feature = "spreadsheets")]
    pub(super) fn of_rows(rows: &[Vec<String>], report: &mut ReadReport) -> Self {
        let header = Header::of(rows.get(..HEAD_ROWS).unwrap_or(rows), report);
        let mut cells = Cells::default();
        for row in rows.iter().skip(header.rows) {
            cells.push((0..).zip(row.iter().map(String::as_str)));
        }
        header.above(cells)
    }

    /// A table of text, whose head tells where its header is; the text itself is read once, from front to back.
    pub(super) fn of_text(head: &str, input: impl Read, delimiter: u8, report: &mut ReadReport) -> Result<Self, Error> {
        let first = reader(delimiter).from_reader(head.as_bytes());
        let first: Vec<Vec<String>> =
            first.into_records().take(HEAD_ROWS).map_while(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect();
        let header = Header::of(&first, report);
        let mut reader = reader(delimiter).from_reader(input);
        let mut record = csv::StringRecord::new();
        let mut cells = Cells::default();
        for row in 0.. {
            if !reader.read_record(&mut record).map_err(|error| broken(&error))? {
                break;
            }
            if row < header.rows {
                continue;
            }
            if record.len() != header.names.len() {
                let problem = format!("it has {} fields where the header has {}", record.len(), header.names.len());
                return Err(fault(record.position(), problem));
            }
            cells.push((0..).zip(record.iter()));
        }
        Ok(header.above(cells))
    }
}

/// What Qualtrics writes below a question: `{"ImportId":"endDate","timeZone":"America/Denver"}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ImportId {
    time_zone: Option<String>,
}

/// The names of a table's columns.
#[derive(Default)]
struct Header {
    names: Vec<String>,
    questions: Vec<String>,
    /// How many rows it takes, titles among them.
    rows: usize,
    zone: Option<String>,
}

impl Header {
    /// The header that the first rows of a table tell.
    fn of(first: &[Vec<String>], report: &mut ReadReport) -> Self {
        let titles = delimited::title_rows(first);
        if titles > 0 {
            report.guesses.push(ReadGuess::new("header", format!("row {}", titles + 1), "the rows above it are titles"));
        }
        let mut rows = first.iter().skip(titles);
        let name = |name: &String| name.trim().trim_start_matches('\u{feff}').to_owned();
        let mut header = Self { names: rows.next().map(|row| row.iter().map(name).collect()).unwrap_or_default(), ..Self::default() };
        header.rows = titles + 1;
        let mut rows = rows.peekable();
        if let Some(second) = rows.next_if(|row| names_responses(row)) {
            header.widen(second);
            report.guesses.push(ReadGuess::new("header", "two rows", "the second says what is a response"));
        }
        if let (Some(questions), Some(ids)) = (rows.next(), rows.next())
            && ids.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""))
        {
            header.questions.clone_from(questions);
            header.rows += 2;
            header.zone = ids.iter().find_map(|cell| serde_json::from_str::<ImportId>(cell).ok()?.time_zone);
            report.guesses.push(ReadGuess::new("survey", "Qualtrics", "its third row holds ImportIds; the second asks"));
        }
        header
    }

    /// Names columns by a second row, as SurveyMonkey writes one: `Response`, `Open-Ended Response`, or the choices of a question.
    fn widen(&mut self, row: &[String]) {
        let mut question = String::new();
        for (name, cell) in self.names.iter_mut().zip(row) {
            if !name.is_empty() {
                question.clone_from(name);
            }
            if !matches!(cell.trim(), "" | "Response" | "Open-Ended Response") {
                *name = format!("{question} {}", cell.trim());
            }
        }
        self.rows += 1;
    }

    fn above(self, cells: Cells) -> RawTable {
        RawTable { headers: self.names, questions: self.questions, cells, above: self.rows, zone: self.zone }
    }
}

fn names_responses(row: &[String]) -> bool {
    row.iter().any(|cell| matches!(cell.trim(), "Response" | "Open-Ended Response"))
}

fn reader(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true);
    builder
}

fn broken(error: &csv::Error) -> Error {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            Error::invalid(line(error.position()), "it is not UTF-8", "name the encoding, such as `encoding`: `windows-1252` (--encoding)")
        }
        _ => fault(error.position(), error.to_string()),
    }
}

fn fault(position: Option<&csv::Position>, problem: String) -> Error {
    Error::invalid(line(position), problem, "mend the row, or name the mark between fields: `delimiter` (--delimiter)")
}

fn line(position: Option<&csv::Position>) -> String {
    position.map_or_else(|| "the table".to_owned(), |position| format!("line {}", position.line()))
}
