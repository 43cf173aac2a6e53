//! What a table's columns, rows and speakers are, told by what they hold.

use std::collections::{HashMap, HashSet};

use super::{
    ReadOptions,
    columns::{Places, Table},
    header::RawTable,
    moment::{DateOrder, date_order, moment, needs_order},
    rating::{Rating, Scale, is_missing},
    report::{ReadGuess, ReadReport},
    speech::{Roles, Utterance, known_role},
    table::TranscriptTable,
};
use crate::{error::Error, journey::Role};

/// How many rows tell what the columns hold.
const SAMPLE: usize = 400;
/// The most different speakers whose roles are told one by one.
const MOST_SPEAKERS: usize = 2000;

impl TranscriptTable {
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
    pub(super) fn words(&self, row: usize, column: usize) -> Option<&str> {
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
    pub(super) fn customer_of(&self, row: usize) -> Option<&str> {
        let row = self.cells.row(row);
        let speaker = self.places.speaker.and_then(|column| row.cell(column));
        let own = speaker.is_none_or(|speaker| self.reading.roles.role(Some(speaker)) == Role::Customer);
        self.places.participant.filter(|_| own || self.places.speaker.is_none()).and_then(|column| row.cell(column))
    }
}
