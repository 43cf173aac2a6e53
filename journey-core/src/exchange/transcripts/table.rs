//! A table of transcripts, from which documents are made one by one.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    io::Read,
    ops::Range,
};

use super::{
    ReadOptions, TranscriptColumns,
    cells::{Cells, Row},
    columns::{Places, Table},
    markup,
    moment::{DateOrder, date_order, moment, needs_order, period},
    options::WavePeriod,
    rating::{Rating, Scale, is_missing},
    report::{ReadGuess, ReadReport},
    speech::{Roles, Utterance, known_role, utterances},
};
use crate::{
    error::Error,
    exchange::merge::{UNNAMED_ROW, merge_excerpts},
    journey::{Document, DocumentSource, Role},
    plain,
    time::Timestamp,
};

/// How many rows tell what the columns hold.
const SAMPLE: usize = 400;
/// The most different speakers whose roles are told one by one.
const MOST_SPEAKERS: usize = 2000;

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
    /// The ids that documents of several customers share.
    shared: HashSet<String>,
    /// The name of its file, for errors.
    name: Option<String>,
    /// How its cells are read.
    reading: Reading,
}

/// How the cells of a table are read.
#[derive(Clone, Debug, Default)]
struct Reading {
    /// The scale of each column of ratings.
    scales: HashMap<usize, Scale>,
    roles: Roles,
    order: Option<DateOrder>,
    waves: Option<WavePeriod>,
    options: ReadOptions,
}

/// A table before its documents are told apart.
pub(super) struct RawTable {
    pub(super) headers: Vec<String>,
    /// A survey's questions below its header.
    pub(super) questions: Vec<String>,
    pub(super) cells: Cells,
    /// Rows above the first of the table, its header among them, for what is told of rows.
    pub(super) above: usize,
}

impl TranscriptTable {
    /// Reads a table from CSV with a header, in UTF-8, whose fields commas part.
    ///
    /// # Errors
    /// Names the line or the column that cannot be read.
    pub fn from_csv(input: impl Read, columns: &TranscriptColumns) -> Result<Self, Error> {
        let mut report = ReadReport::new("the table", super::FileFormat::Csv);
        Self::new(super::delimited_rows(input, b',', 0)?, &columns.into(), &mut report)
    }

    /// Reads a table from JSON: this library's documents, or a list of records with the same columns as a table.
    ///
    /// # Errors
    /// Names the record and the field that cannot be read.
    pub fn from_json(text: &str, columns: &TranscriptColumns) -> Result<Self, Error> {
        let mut report = ReadReport::new("the file", super::FileFormat::Json);
        let value: serde_json::Value = plain::from_json("the file", text.trim_start_matches('\u{feff}'))?;
        Self::from_value(&value, "document", &columns.into(), &mut report)
    }

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
        if let Some(said) = super::subtitle::segments(value) {
            report.guesses.push(ReadGuess::new("records", "segments of speech", "each has a start and a text"));
            return Ok(Self::of_documents(vec![super::speech::conversation(id, said, options, false, &mut report.guesses)?]));
        }
        let records = super::nested::records(value)
            .ok_or_else(|| Error::invalid("the file", "it holds no list of records", "give a list of records"))?;
        let rows: Vec<super::nested::Record> = (1..)
            .zip(&records)
            .flat_map(|(place, record)| {
                super::nested::rows(record, &if records.len() == 1 { id.to_owned() } else { format!("{id}-{place}") })
            })
            .collect();
        if rows.len() > records.len() {
            let choice = format!("{} messages of {} records", rows.len(), records.len());
            report.guesses.push(ReadGuess::new("rows", choice, "the records hold lists of messages"));
        }
        Self::new(RawTable::of_records(rows), options, report)
    }

    /// Documents that are whole.
    pub(super) fn of_documents(whole: Vec<Document>) -> Self {
        Self { whole, ..Self::default() }
    }

    /// One table of the documents of several; an id that is taken gets a number.
    ///
    /// # Errors
    /// As for [`documents`](Self::documents).
    pub fn joined(tables: Vec<Self>) -> Result<Self, Error> {
        let mut taken: HashSet<String> = HashSet::new();
        let mut whole: Vec<Document> = Vec::new();
        for mut document in tables.into_iter().map(Self::all).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            let own = document.id.clone();
            for number in 2.. {
                if taken.insert(document.id.clone()) {
                    break;
                }
                document.id = format!("{own}-{number}");
            }
            if document.participant == own {
                document.participant.clone_from(&document.id);
            }
            whole.push(document);
        }
        Ok(Self::of_documents(whole))
    }

    /// The same table, named in its errors.
    pub(super) fn named(self, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..self }
    }

    /// Tells columns, documents, speakers, scales and times of a table, and counts what is left out.
    pub(super) fn new(raw: RawTable, options: &ReadOptions, report: &mut ReadReport) -> Result<Self, Error> {
        let RawTable { headers, questions, cells, above } = raw;
        if cells.rows() == 0 {
            return Err(Error::invalid("the file", "it has no rows", "give at least one transcript"));
        }
        let step = cells.rows().div_ceil(SAMPLE).max(1);
        let sample = (0..cells.rows())
            .step_by(step)
            .map(|row| (0..headers.len()).map(|column| cells.row(row).cell(column).unwrap_or_default()).collect());
        let table = Table { headers: &headers, questions: &questions, sample: sample.collect() };
        let places = Places::of(&table, &options.columns, &mut report.guesses)?;
        let mut whole = Self { headers, places, source: options.columns.source, cells, ..Self::default() };
        whole.reading.options = options.clone();
        whole.reading.waves = options.waves;
        whole.leave_out(above, report)?;
        whole.tell_scales(options, above, report)?;
        whole.tell_order(options, above, report)?;
        whole.tell_roles(options, report)?;
        whole.tell_documents();
        Ok(whole)
    }

    /// Counts the rows without words.
    fn leave_out(&mut self, above: usize, report: &mut ReadReport) -> Result<(), Error> {
        for row in (0..self.cells.rows()).filter(|row| !self.has_words(*row)) {
            report.skip("empty text", row + above, "");
        }
        if (0..self.cells.rows()).any(|row| self.has_words(row)) {
            return Ok(());
        }
        let column = self.places.texts.first().and_then(|(column, _)| self.headers.get(*column)).map_or("text", String::as_str);
        Err(Error::invalid(
            format!("column `{column}`"),
            "it is empty in every row",
            "name the column of the words: `columns.text` (--text-column)",
        ))
    }

    fn has_words(&self, row: usize) -> bool {
        self.places.texts.iter().any(|(column, _)| self.words(row, *column).is_some())
    }

    /// The words in a cell, where it does not say that there are none.
    fn words(&self, row: usize, column: usize) -> Option<&str> {
        self.cells.row(row).cell(column).filter(|text| !is_missing(text))
    }

    /// Finds the scale of each column of ratings; numbers outside of it and words are told, and left out.
    fn tell_scales(&mut self, options: &ReadOptions, above: usize, report: &mut ReadReport) -> Result<(), Error> {
        for (instrument, column) in &self.places.ratings {
            let header = self.headers.get(*column).map_or("", String::as_str);
            let (mut numbers, mut top) = (Vec::new(), None);
            for (row, cell) in (0..self.cells.rows()).filter_map(|row| Some((row, self.cells.row(row).cell(*column)?))) {
                match Rating::read(cell) {
                    Rating::Number(value, of) => {
                        numbers.push((row, value));
                        top = top.or(of);
                    }
                    Rating::Words => report.skip(&format!("words where `{header}` has numbers"), row + above, cell),
                    Rating::Missing => {}
                }
            }
            let values: Vec<f64> = numbers.iter().map(|(_, value)| *value).collect();
            if values.is_empty() {
                continue;
            }
            let (scale, grounds) = match options.scales.get(instrument) {
                Some((low, high)) if low < high => (Scale { low: *low, high: *high }, "it was named".to_owned()),
                Some(_) => {
                    return Err(Error::invalid(
                        format!("scales.{instrument}"),
                        "its ends are not in order",
                        "give the lowest and the highest number",
                    ));
                }
                None => Scale::told(instrument, &values, top),
            };
            for (row, value) in numbers.iter().filter(|(_, value)| !scale.holds(*value)) {
                report.skip(&format!("`{header}` outside of {}", scale.name()), row + above, &value.to_string());
            }
            let kept = Scale::of(instrument);
            let choice = if scale == kept { scale.name() } else { format!("{}, kept as {}", scale.name(), kept.name()) };
            report.guesses.push(ReadGuess::new(format!("scale of `{header}`"), choice, grounds));
            self.reading.scales.insert(*column, scale);
        }
        Ok(())
    }

    fn tell_order(&mut self, options: &ReadOptions, above: usize, report: &mut ReadReport) -> Result<(), Error> {
        let Some(column) = self.places.time else { return Ok(()) };
        let header = self.headers.get(column).map_or("", String::as_str);
        let cells = || (0..self.cells.rows()).filter_map(|row| self.cells.row(row).cell(column));
        let order = match options.day_first {
            Some(true) => DateOrder::DayFirst,
            Some(false) => DateOrder::MonthFirst,
            None => date_order(cells()),
        };
        let slashed = cells().any(needs_order);
        if slashed && order == DateOrder::Unclear && options.waves.is_some() {
            let fix = "say so: `day_first` true or false (--day-first, --month-first)";
            return Err(Error::invalid(format!("column `{header}`"), "no date tells whether day or month comes first", fix));
        }
        if slashed {
            let choice = match order {
                DateOrder::DayFirst => "day before month",
                DateOrder::MonthFirst => "month before day",
                DateOrder::Unclear => "times are left out",
            };
            let grounds = if options.day_first.is_some() { "it was named" } else { "what its dates can be" };
            report.guesses.push(ReadGuess::new(format!("dates of `{header}`"), choice, grounds));
        }
        let unread = cells().filter(|cell| moment(cell, order).is_none()).count();
        if unread == 0 {
            report.guesses.push(ReadGuess::new(format!("times of `{header}`"), "UTC where no zone is named", "every cell is a time"));
        } else {
            for (row, cell) in (0..self.cells.rows()).filter_map(|row| Some((row, self.cells.row(row).cell(column)?))) {
                if moment(cell, order).is_none() {
                    report.skip(&format!("no time in `{header}`"), row + above, cell);
                }
            }
        }
        self.reading.order = Some(order);
        Ok(())
    }

    /// Tells who of the speakers is the customer.
    fn tell_roles(&mut self, options: &ReadOptions, report: &mut ReadReport) -> Result<(), Error> {
        let Some(column) = self.places.speaker else { return Ok(()) };
        let text = self.places.texts.first().map(|(column, _)| *column);
        let mut said: Vec<Utterance> = Vec::new();
        let mut known: HashSet<&str> = HashSet::new();
        let mut own: HashSet<&str> = HashSet::new();
        for row in (0..self.cells.rows()).map(|row| self.cells.row(row)) {
            let Some(speaker) = row.cell(column) else { continue };
            // Who has the customer's own id is the customer.
            if self.places.participant.and_then(|column| row.cell(column)) == Some(speaker) {
                own.insert(speaker);
            }
            known.insert(speaker);
            let words = text.and_then(|column| row.cell(column)).unwrap_or_default().to_owned();
            said.push(Utterance { speaker: Some(speaker.to_owned()), text: words, at: None });
        }
        if known.len() > MOST_SPEAKERS && !known.iter().any(|speaker| known_role(speaker).is_some()) {
            let fix =
                "name a column that tells customers from staff: `columns.speaker` (--speaker-column), or the staff: `staff` (--staff)";
            return Err(Error::invalid(
                format!("column `{}`", self.headers.get(column).map_or("", String::as_str)),
                "none of its names tells a role",
                fix,
            ));
        }
        said.retain(|one| !own.contains(one.speaker.as_deref().unwrap_or_default()));
        let mut roles = Roles::of(&said, options, &mut report.guesses)?;
        own.into_iter().for_each(|speaker| roles.set(speaker, Role::Customer));
        self.reading.roles = roles;
        Ok(())
    }

    /// Puts the rows of one document beside each other; two customers who share a document's id stay two.
    fn tell_documents(&mut self) {
        let mut of_row: Vec<(usize, usize)> = Vec::with_capacity(self.cells.rows());
        let rows = (0..self.cells.rows()).filter(|row| self.has_words(*row));
        if self.places.document.is_some() {
            let mut known: HashMap<(&str, &str), usize> = HashMap::new();
            // The document of an id that was last spoken of, and whether a customer is known of it.
            let mut last: HashMap<&str, (usize, bool)> = HashMap::new();
            let (mut next, mut shared) = (0, HashSet::new());
            for row in rows {
                let named = self.places.document.and_then(|column| self.cells.row(row).cell(column));
                let customer = self.customer_of(row);
                let document = match (named, customer) {
                    (Some(id), Some(customer)) => {
                        known.get(&(id, customer)).copied().or_else(|| last.get(id).filter(|(_, known)| !known).map(|(at, _)| *at))
                    }
                    (Some(id), None) => last.get(id).map(|(at, _)| *at),
                    (None, _) => None,
                };
                let document = document.unwrap_or_else(|| {
                    next += 1;
                    next - 1
                });
                if let Some(id) = named.filter(|id| last.get(id).is_some_and(|(at, _)| *at != document)) {
                    shared.insert(id.to_owned());
                }
                if let Some(id) = named {
                    let knows = customer.is_some() || last.get(id).is_some_and(|(at, known)| *known && *at == document);
                    last.insert(id, (document, knows));
                    known.extend(customer.map(|customer| ((id, customer), document)));
                }
                of_row.push((document, row));
            }
            of_row.sort_unstable();
            self.shared = shared;
        } else {
            of_row.extend(rows.enumerate());
        }
        let mut ends: Vec<usize> = Vec::new();
        for (at, (document, _)) in (1..).zip(&of_row) {
            match ends.get_mut(*document) {
                Some(end) => *end = at,
                None => ends.push(at),
            }
        }
        self.rows = of_row.into_iter().map(|(_, row)| row).collect();
        self.ends = ends;
    }

    /// The customer of a row, where it names one and is no other's words.
    fn customer_of(&self, row: usize) -> Option<&str> {
        let row = self.cells.row(row);
        let speaker = self.places.speaker.and_then(|column| row.cell(column));
        let own = speaker.is_none_or(|speaker| self.reading.roles.role(Some(speaker)) == Role::Customer);
        self.places.participant.filter(|_| own || self.places.speaker.is_none()).and_then(|column| row.cell(column))
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
        let staff = |speaker: Option<&str>| self.reading.roles.role(speaker) == Role::Interviewer;
        let interviewed = || match (cell(self.places.speaker), self.places.texts.as_slice()) {
            (Some(speaker), _) => staff(Some(speaker)),
            (None, [(column, None)]) => {
                cell(Some(*column)).is_some_and(|text| utterances(text).iter().any(|one| staff(one.speaker.as_deref())))
            }
            (None, _) => false,
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
        let document = self.made(at);
        match &self.name {
            Some(name) => document.map_err(|error| error.within(name)),
            None => document,
        }
    }

    fn made(&self, at: usize) -> Result<Document, Error> {
        if let Some(whole) = at.checked_sub(self.ends.len()).and_then(|at| self.whole.get(at)) {
            return Ok(whole.clone());
        }
        let rows = self.rows_of(at);
        let first = rows.first().copied().unwrap_or(0);
        let id = self.document_id(first);
        let participant = rows.iter().find_map(|row| self.customer_of(*row)).map_or_else(|| id.clone(), str::to_owned);
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
        let when = cell(self.places.time).and_then(|cell| moment(cell, self.reading.order?));
        let stage = cell(self.places.stage);
        for (column, question) in &self.places.texts {
            let Some(text) = self.words(at, *column) else { continue };
            let text = if markup::is_html(text) { Cow::Owned(markup::text_of(text)) } else { Cow::Borrowed(text) };
            if let Some(question) = question {
                document.push(Role::Interviewer, question.as_str());
            }
            let spoken = self.speak(document, cell(self.places.speaker), &text, when, stage);
            spoken.map_err(|error| error.within(format!("document `{}`", document.id)))?;
        }
        let named = cell(self.places.segment).into_iter().flat_map(|named| named.split([';', '|']));
        let fresh = named.map(str::trim).filter(|segment| !segment.is_empty() && segments.insert(segment));
        document.segments.extend(fresh.map(str::to_owned));
        for (instrument, column) in &self.places.ratings {
            if let Some(value) = row.cell(*column).and_then(|value| self.rating(instrument, *column, value)) {
                document.ratings.insert(instrument.clone(), value);
            }
        }
        let period = || period(when?, self.reading.waves?);
        document.wave = document.wave.take().or_else(|| cell(self.places.wave).map(str::to_owned)).or_else(period);
        document.language = document.language.take().or_else(|| cell(self.places.language).map(str::to_owned));
        self.attribute(document, row);
        Ok(())
    }

    /// Adds the turns of a text: one of its speaker, or those that its lines name.
    fn speak(
        &self,
        document: &mut Document,
        speaker: Option<&str>,
        text: &str,
        at: Option<Timestamp>,
        stage: Option<&str>,
    ) -> Result<(), Error> {
        let mut push = |role, text: &str, at| {
            let turn = document.push(role, text);
            (turn.at, turn.stage) = (at, stage.map(str::to_owned));
        };
        if speaker.is_some() {
            push(self.reading.roles.role(speaker), text, at);
            return Ok(());
        }
        let said = utterances(text);
        for (role, one) in Roles::of(&said, &self.reading.options, &mut Vec::new())?.each(&said) {
            push(role, &one.text, at.or(one.at));
        }
        Ok(())
    }

    /// A rating on the scale on which its instrument is kept; none for what is no number of the file's scale.
    fn rating(&self, instrument: &str, column: usize, cell: &str) -> Option<f64> {
        let Rating::Number(value, _) = Rating::read(cell) else { return None };
        let scale = self.reading.scales.get(&column).filter(|scale| scale.holds(value))?;
        Some(scale.onto(Scale::of(instrument), value))
    }

    /// Keeps what no other field holds; a rating stands here as it was given.
    fn attribute(&self, document: &mut Document, row: Row<'_>) {
        for (column, value) in row.all().filter(|(column, _)| !self.places.holds(*column)) {
            if let Some(header) = self.headers.get(column) {
                document.attributes.entry(header.clone()).or_insert_with(|| value.to_owned());
            }
        }
    }

    /// The id of the document that a row belongs to; that of one of two customers names the customer as well.
    fn document_id(&self, row: usize) -> String {
        let named = self.places.document.and_then(|column| self.cells.row(row).cell(column));
        let Some(id) = named else { return format!("{UNNAMED_ROW}{}", row + 1) };
        match self.customer_of(row).filter(|_| self.shared.contains(id)) {
            Some(customer) => format!("{id} ({customer})"),
            None => id.to_owned(),
        }
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
    pub(super) fn of_records(records: Vec<super::nested::Record>) -> Self {
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
        Self { headers, questions: Vec::new(), cells, above: 0 }
    }
}
