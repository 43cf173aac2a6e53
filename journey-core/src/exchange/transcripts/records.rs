//! Tables of JSON: documents of this library, segments of speech, or records in any nesting.

use std::collections::HashMap;

use super::{
    ReadOptions,
    cells::Cells,
    header::RawTable,
    nested,
    report::{ReadGuess, ReadReport},
    speech, subtitle,
    table::TranscriptTable,
};
use crate::{error::Error, journey::Document, plain};

impl TranscriptTable {
    /// Documents of this library, segments of speech, or records.
    pub(super) fn from_value(value: &serde_json::Value, id: &str, options: &ReadOptions, report: &mut ReadReport) -> Result<Self, Error> {
        let list: Vec<&serde_json::Value> = match value {
            serde_json::Value::Array(list) => list.iter().collect(),
            one @ serde_json::Value::Object(_) => vec![one],
            _ => return Err(Error::invalid("the file", "it holds neither a record nor a list of records", "give a list of records")),
        };
        if list.iter().all(|one| {
            one.get("turns")
                .is_some_and(|turns| turns.as_array().is_some_and(|turns| turns.iter().all(|turn| turn.get("number").is_some())))
        }) && !list.is_empty()
        {
            let whole = (1..).zip(list).map(|(number, one)| {
                let document = serde_json::from_value(one.clone()).map_err(|error| plain::invalid(format!("record {number}"), &error))?;
                Ok(recut(document))
            });
            report.guesses.push(ReadGuess::new("records", "documents of this library", "each has numbered turns"));
            return Ok(Self::of_documents(whole.collect::<Result<_, Error>>()?));
        }
        if let Some(said) = subtitle::segments(value) {
            report.guesses.push(ReadGuess::new("records", "segments of speech", "each has a start and a text"));
            return Ok(Self::of_documents(vec![speech::conversation(id, said, options, false, &mut report.guesses)?]));
        }
        let records =
            nested::records(value).ok_or_else(|| Error::invalid("the file", "it holds no list of records", "give a list of records"))?;
        let rows: Vec<nested::Record> = (1..)
            .zip(&records)
            .flat_map(|(place, record)| nested::rows(record, &if records.len() == 1 { id.to_owned() } else { format!("{id}-{place}") }))
            .collect();
        if rows.len() > records.len() {
            let choice = format!("{} messages of {} records", rows.len(), records.len());
            report.guesses.push(ReadGuess::new("rows", choice, "the records hold lists of messages"));
        }
        Self::new(RawTable::of_records(rows), options, report)
    }
}

/// Numbers turns and cuts sentences anew, so that ids and spans can be trusted whoever wrote the file.
fn recut(document: Document) -> Document {
    let mut whole = Document { turns: Vec::new(), ..document.clone() };
    for turn in document.turns {
        let pushed = whole.push(turn.role, turn.text);
        (pushed.at, pushed.item, pushed.stage) = (turn.at, turn.item, turn.stage);
    }
    whole
}

impl RawTable {
    /// Records as a table whose columns are all their names.
    pub(super) fn of_records(records: Vec<nested::Record>) -> Self {
        let mut headers: Vec<String> = Vec::new();
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut cells = Cells::default();
        for record in records {
            let mut row: Vec<(u32, String)> = Vec::with_capacity(record.len());
            for (name, value) in record {
                let column = *known.entry(name).or_insert_with_key(|name| {
                    headers.push(name.clone());
                    (headers.len() - 1) as u32
                });
                row.push((column, value));
            }
            row.sort_by_key(|(column, _)| *column);
            cells.push(row.iter().map(|(column, text)| (*column, text.as_str())));
        }
        Self { headers, questions: Vec::new(), cells, above: 0, zone: None }
    }
}
