//! A table of transcripts, from which documents are made one by one.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
    ops::Range,
};

use super::{
    TranscriptColumns,
    cells::{Cells, Row},
    columns::Places,
    speech::{role, spoken},
};
use crate::{
    error::Error,
    exchange::merge::{UNNAMED_ROW, merge_excerpts},
    journey::{Document, DocumentSource, Role},
    plain,
};

/// A table of transcripts that was read; its documents are made when they are asked for, so that a large file takes the memory of its words.
///
/// ```
/// use journey_core::exchange::{TranscriptColumns, TranscriptTable};
/// let csv = "ticket_id,message\n7,The claim took weeks.\n8,All went well.\n";
/// let table = TranscriptTable::from_csv(csv.as_bytes(), &TranscriptColumns::default())?;
/// assert_eq!((table.len(), table.documents(1..2)?[0].id.as_str()), (2, "8"));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TranscriptTable {
    headers: Vec<String>,
    places: Places,
    source: Option<DocumentSource>,
    cells: Cells,
    /// The rows of each document, those of one beside each other.
    rows: Vec<usize>,
    /// Where the rows of each document end.
    ends: Vec<usize>,
    /// Documents that were whole already.
    whole: Vec<Document>,
    /// The name of its file, for errors.
    name: Option<String>,
}

impl TranscriptTable {
    /// Reads a table from CSV with a header.
    ///
    /// # Errors
    /// Names the line or the column that cannot be read.
    pub fn from_csv(input: impl Read, columns: &TranscriptColumns) -> Result<Self, Error> {
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(input);
        let broken = |error: &csv::Error| {
            let place = error.position().map_or_else(|| "the table".to_owned(), |position| format!("line {}", position.line()));
            Error::invalid(place, csv_problem(error), "save the table as UTF-8 CSV with the same number of fields in each row")
        };
        let mut headers: Vec<String> =
            reader.headers().map_err(|error| broken(&error))?.iter().map(|name| name.trim().to_owned()).collect();
        if let Some(first) = headers.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        let places = Places::of(&headers, columns)?;
        let mut cells = Cells::default();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| broken(&error))? {
            cells.push((0..).zip(record.iter()));
        }
        Self::of_cells(cells, headers, places, columns.source)
    }

    /// Reads a table from JSON: this library's documents, or a list of flat records with the same columns as a table.
    ///
    /// # Errors
    /// Names the record and the field that cannot be read.
    pub fn from_json(text: &str, columns: &TranscriptColumns) -> Result<Self, Error> {
        let value: serde_json::Value = plain::from_json("the file", text.trim_start_matches('\u{feff}'))?;
        let list = match value {
            serde_json::Value::Array(list) => list,
            one @ serde_json::Value::Object(_) => vec![one],
            _ => return Err(Error::invalid("the file", "it holds neither a record nor a list of records", "give a list of records")),
        };
        if list.iter().all(|one| one.get("turns").is_some_and(serde_json::Value::is_array)) && !list.is_empty() {
            let whole = (1..).zip(list).map(|(number, one)| {
                let document = serde_json::from_value(one).map_err(|error| plain::invalid(format!("record {number}"), &error))?;
                Ok(recut(document))
            });
            return Ok(Self { whole: whole.collect::<Result<_, Error>>()?, ..Self::default() });
        }
        let mut headers: Vec<String> = Vec::new();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for key in list.iter().filter_map(serde_json::Value::as_object).flat_map(|one| one.keys()) {
            known.entry(key).or_insert_with(|| {
                headers.push(key.clone());
                (headers.len() - 1) as u32
            });
        }
        let places = Places::of(&headers, columns)?;
        let mut cells = Cells::default();
        for one in &list {
            let filled = one.as_object().into_iter().flatten();
            let mut row: Vec<(u32, String)> = filled.filter_map(|(key, value)| Some((*known.get(key.as_str())?, plain(value)))).collect();
            row.sort_unstable_by_key(|(column, _)| *column);
            cells.push(row.iter().map(|(column, text)| (*column, text.as_str())));
        }
        Self::of_cells(cells, headers, places, columns.source)
    }

    /// The same table, named in its errors.
    #[cfg(feature = "files")]
    pub(crate) fn with_name(self, name: String) -> Self {
        Self { name: Some(name), ..self }
    }

    fn of_cells(cells: Cells, headers: Vec<String>, places: Places, source: Option<DocumentSource>) -> Result<Self, Error> {
        if cells.rows() == 0 {
            return Err(Error::invalid("the file", "it has no rows", "give at least one transcript"));
        }
        let mut of_row: Vec<(usize, usize)> = Vec::with_capacity(cells.rows());
        if places.document.is_some() {
            let mut known: HashMap<String, usize> = HashMap::new();
            for row in 0..cells.rows() {
                let next = known.len();
                of_row.push((*known.entry(document_id(&cells, &places, row)).or_insert(next), row));
            }
            of_row.sort_unstable();
        } else {
            of_row.extend((0..cells.rows()).map(|row| (row, row)));
        }
        let mut ends: Vec<usize> = Vec::new();
        for (at, (document, _)) in (1..).zip(&of_row) {
            match ends.get_mut(*document) {
                Some(end) => *end = at,
                None => ends.push(at),
            }
        }
        let rows = of_row.into_iter().map(|(_, row)| row).collect();
        Ok(Self { headers, places, source, cells, rows, ends, whole: Vec::new(), name: None })
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.ends.len() + self.whole.len()
    }

    /// Whether it holds no documents.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Some of its documents, in the order of the file; what is beyond its end is left out.
    ///
    /// # Errors
    /// Names the row and the column that cannot be read.
    pub fn documents(&self, range: Range<usize>) -> Result<Vec<Document>, Error> {
        (range.start.min(self.len())..range.end.min(self.len())).map(|at| self.document(at)).collect()
    }

    /// So many of its documents, spread over the file.
    ///
    /// # Errors
    /// As for [`documents`](Self::documents).
    pub fn sample(&self, most: usize) -> Result<Vec<Document>, Error> {
        (0..self.len()).step_by(self.len().div_ceil(most.max(1)).max(1)).map(|at| self.document(at)).collect()
    }

    /// Keeps the documents with a value in a column, whatever its case.
    ///
    /// # Errors
    /// When no document has it.
    pub fn keep(mut self, column: &str, value: &str) -> Result<Self, Error> {
        let found = self.headers.iter().position(|header| header.eq_ignore_ascii_case(column.trim()));
        let wanted = |text: &str| text.eq_ignore_ascii_case(value.trim());
        let has = |row: &usize| found.and_then(|column| self.cells.row(*row).cell(column)).is_some_and(wanted);
        let kept: Vec<usize> = (0..self.ends.len()).filter(|at| self.rows_of(*at).iter().any(has)).collect();
        self.select(&kept);
        let attribute = |document: &Document| document.attributes.get(column.trim()).is_some_and(|value| wanted(value));
        self.whole.retain(attribute);
        if self.is_empty() {
            let problem = format!("no row has `{}` there", value.trim());
            return Err(Error::invalid(format!("column `{}`", column.trim()), problem, "name a value that occurs"));
        }
        Ok(self)
    }

    /// Makes one transcript of excerpts of the same interview; see [`merge_excerpts`](crate::exchange::merge_excerpts).
    ///
    /// # Errors
    /// As for [`documents`](Self::documents).
    pub fn merge_excerpts(mut self) -> Result<Self, Error> {
        let (excerpts, others): (Vec<usize>, Vec<usize>) = (0..self.ends.len()).partition(|at| self.may_be_excerpt(*at));
        let excerpts = excerpts.into_iter().map(|at| self.document(at)).collect::<Result<Vec<_>, _>>()?;
        self.select(&others);
        self.whole.extend(merge_excerpts(excerpts));
        Ok(self)
    }

    pub(super) fn all(self) -> Result<Vec<Document>, Error> {
        let mut all = (0..self.ends.len()).map(|at| self.document(at)).collect::<Result<Vec<_>, _>>()?;
        all.extend(self.whole);
        Ok(all)
    }

    /// Whether a document is an interview's that no id and no participant names, as far as its first row tells.
    fn may_be_excerpt(&self, at: usize) -> bool {
        let Some(row) = self.rows_of(at).first().map(|row| self.cells.row(*row)) else { return false };
        let cell = |place: Option<usize>| place.and_then(|column| row.cell(column));
        let interviewed = || match (cell(self.places.speaker), cell(Some(self.places.text))) {
            (Some(speaker), _) => role(speaker) == Role::Interviewer,
            (None, text) => text.is_some_and(|text| spoken(text).iter().any(|(role, _)| *role == Role::Interviewer)),
        };
        let interview = self.source.map_or_else(interviewed, |source| source == DocumentSource::Interview);
        cell(self.places.document).is_none() && cell(self.places.participant).is_none() && interview
    }

    /// Keeps some of the documents made of rows.
    fn select(&mut self, kept: &[usize]) {
        let (mut rows, mut ends) = (Vec::new(), Vec::new());
        for at in kept {
            rows.extend_from_slice(self.rows_of(*at));
            ends.push(rows.len());
        }
        (self.rows, self.ends) = (rows, ends);
    }

    fn rows_of(&self, at: usize) -> &[usize] {
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(begin);
        self.rows.get(begin..end).unwrap_or_default()
    }

    fn document(&self, at: usize) -> Result<Document, Error> {
        if let Some(whole) = at.checked_sub(self.ends.len()).and_then(|at| self.whole.get(at)) {
            return Ok(whole.clone());
        }
        let rows = self.rows_of(at);
        let first = rows.first().copied().unwrap_or(0);
        let id = document_id(&self.cells, &self.places, first);
        let participant = self.places.participant.and_then(|column| self.cells.row(first).cell(column)).unwrap_or(&id);
        let mut document = Document::new(&id, self.source.unwrap_or(DocumentSource::Interview), participant);
        let mut segments = HashSet::new();
        for row in rows {
            self.add(&mut document, &mut segments, *row)?;
        }
        if self.source.is_none() {
            let interviewed = document.turns.iter().any(|turn| turn.role == Role::Interviewer);
            document.source = match (interviewed, document.ratings.is_empty()) {
                (true, _) => DocumentSource::Interview,
                // A review rates; other words of one customer are told, as an open answer is.
                (false, false) => DocumentSource::Review,
                (false, true) => DocumentSource::Survey,
            };
        }
        Ok(document)
    }

    fn add<'a>(&'a self, document: &mut Document, segments: &mut HashSet<&'a str>, at: usize) -> Result<(), Error> {
        let row = self.cells.row(at);
        let cell = |place: Option<usize>| place.and_then(|column| row.cell(column));
        let text = cell(Some(self.places.text))
            .ok_or_else(|| Error::invalid(self.place(at, self.places.text), "it is empty", "fill it or leave the row out"))?;
        let stage = cell(self.places.stage).map(str::to_owned);
        match cell(self.places.speaker) {
            Some(speaker) => document.push(role(speaker), text).stage = stage,
            None => {
                for (role, text) in spoken(text) {
                    document.push(role, text).stage.clone_from(&stage);
                }
            }
        }
        let named = cell(self.places.segment).into_iter().flat_map(|named| named.split([';', '|']));
        let fresh = named.map(str::trim).filter(|segment| !segment.is_empty() && segments.insert(segment));
        document.segments.extend(fresh.map(str::to_owned));
        for (instrument, column) in &self.places.ratings {
            if let Some(value) = cell(Some(*column)) {
                document.ratings.insert(instrument.clone(), self.rating(at, *column, value)?);
            }
        }
        self.attribute(document, row);
        Ok(())
    }

    fn rating(&self, row: usize, column: usize, value: &str) -> Result<f64, Error> {
        value.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| {
            Error::invalid(self.place(row, column), format!("`{value}` is not a number"), "write a number or leave it empty")
        })
    }

    /// Keeps what no other field holds.
    fn attribute(&self, document: &mut Document, row: Row<'_>) {
        let Places { text, document: id, participant, speaker, segment, stage, .. } = self.places;
        let used = [Some(text), id, participant, speaker, segment, stage];
        for (column, value) in row.all().filter(|(column, _)| !used.contains(&Some(*column))) {
            if let Some(header) = self.headers.get(column) {
                document.attributes.entry(header.clone()).or_insert_with(|| value.to_owned());
            }
        }
    }

    fn place(&self, row: usize, column: usize) -> String {
        let name = self.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        format!("{name}row {}, column `{}`", row + 1, self.headers.get(column).map_or("text", String::as_str))
    }
}

fn document_id(cells: &Cells, places: &Places, row: usize) -> String {
    let named = places.document.and_then(|column| cells.row(row).cell(column));
    named.map_or_else(|| format!("{UNNAMED_ROW}{}", row + 1), str::to_owned)
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

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn csv_problem(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("it has {len} fields where the header has {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".into(),
        _ => error.to_string(),
    }
}
