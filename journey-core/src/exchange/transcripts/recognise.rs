//! What a table's columns, rows and speakers are, told by what they hold.

use std::collections::{BTreeMap, HashSet};

use jiff::tz::TimeZone;

use super::{
    ReadOptions,
    columns::{Places, Table},
    header::RawTable,
    moment::{DateOrder, date_order, moment, needs_order},
    rating::is_missing,
    report::{ReadGuess, ReadReport},
    speech::{Roles, Utterance, given, known_role},
    table::TranscriptTable,
    zone::{self, SharedAbbreviation},
};
use crate::{error::Error, journey::Role};

/// How many rows tell what the columns hold.
const SAMPLE: usize = 400;
/// The most different speakers whose roles are told one by one.
const MOST_SPEAKERS: usize = 2000;

impl TranscriptTable {
    /// Tells columns, documents, speakers, scales and times of a table, and counts what is left out.
    pub(super) fn new(raw: RawTable, options: &ReadOptions, report: &mut ReadReport) -> Result<Self, Error> {
        let RawTable { headers, questions, cells, above, zone } = raw;
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
        whole.reading.zone = zone.as_deref().and_then(|name| TimeZone::get(name).ok());
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

    pub(super) fn has_words(&self, row: usize) -> bool {
        self.places.texts.iter().any(|(column, _)| self.words(row, *column).is_some())
    }

    /// The words in a cell, where it does not say that there are none.
    pub(super) fn words(&self, row: usize, column: usize) -> Option<&str> {
        self.cells.row(row).cell(column).filter(|text| !is_missing(text))
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
        self.tell_times(column, order, above, report);
        self.reading.order = Some(order);
        Ok(())
    }

    /// Tells which zone times are in, and which cells are none.
    fn tell_times(&self, column: usize, order: DateOrder, above: usize, report: &mut ReadReport) {
        let header = self.headers.get(column).map_or("", String::as_str);
        let mut shared: BTreeMap<&str, &SharedAbbreviation> = BTreeMap::new();
        let mut unread = 0;
        for (row, cell) in (0..self.cells.rows()).filter_map(|row| Some((row, self.cells.row(row).cell(column)?))) {
            let abbreviation = zone::shared_in(cell);
            if moment(cell, order).is_some() {
                shared.extend(abbreviation.map(|abbreviation| (abbreviation.name, abbreviation)));
                continue;
            }
            unread += 1;
            let reason = match abbreviation {
                Some(one) => format!("time in `{header}` whose zone `{}` can be {}: write its offset", one.name, one.also),
                None => format!("no time in `{header}`"),
            };
            report.skip(&reason, row + above, cell);
        }
        if unread == 0 {
            let zone = self.reading.zone.as_ref().and_then(TimeZone::iana_name).unwrap_or("UTC");
            report.guesses.push(ReadGuess::new(
                format!("times of `{header}`"),
                format!("{zone} where no zone is named"),
                "every cell is a time",
            ));
        }
        for abbreviation in shared.values() {
            let Some((_, choice)) = abbreviation.read else { continue };
            let grounds = format!("it can also be {}", abbreviation.also);
            report.guesses.push(ReadGuess::new(format!("zone `{}` of `{header}`", abbreviation.name), choice, grounds));
        }
    }

    /// Tells who of the speakers is the customer.
    fn tell_roles(&mut self, options: &ReadOptions, report: &mut ReadReport) -> Result<(), Error> {
        if self.places.speaker.is_none() && self.places.flags.is_empty() {
            return Ok(());
        }
        let text = self.places.texts.first().map(|(column, _)| *column);
        let mut said: Vec<Utterance> = Vec::new();
        let mut known: HashSet<&str> = HashSet::new();
        let mut own: HashSet<&str> = HashSet::new();
        for at in 0..self.cells.rows() {
            let Some(speaker) = self.speaker_of(at) else { continue };
            let row = self.cells.row(at);
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
                format!("column `{}`", self.places.speaker.and_then(|column| self.headers.get(column)).map_or("", String::as_str)),
                "none of its names tells a role",
                fix,
            ));
        }
        said.retain(|one| one.speaker.as_deref().is_none_or(|speaker| !own.contains(speaker) || given(speaker, options).is_some()));
        let mut roles = Roles::of(&said, options, &mut report.guesses)?;
        let named = |speaker: &&str| given(speaker, options).is_some();
        own.into_iter().filter(|speaker| !named(speaker)).for_each(|speaker| roles.set(speaker, Role::Customer));
        self.reading.roles = roles;
        Ok(())
    }
}
