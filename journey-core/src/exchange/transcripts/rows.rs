//! Making a document of its rows.

use std::{borrow::Cow, collections::HashSet};

use super::{
    cells::Row,
    markup,
    moment::moment_in,
    rating::{Rating, Scale},
    speech::{Roles, utterances},
    table::TranscriptTable,
    wording,
};
use crate::{
    error::Error,
    exchange::merge::UNNAMED_ROW,
    journey::{Document, DocumentSource, Role},
    time::Timestamp,
};

impl TranscriptTable {
    pub(super) fn made(&self, at: usize) -> Result<Document, Error> {
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
        let when = cell(self.places.time).and_then(|cell| moment_in(cell, self.reading.order?, self.reading.zone.as_ref()));
        let stage = cell(self.places.stage);
        for (column, question) in &self.places.texts {
            let Some(text) = self.words(at, *column) else { continue };
            let text = if markup::is_html(text) { Cow::Owned(markup::text_of(text)) } else { Cow::Borrowed(text) };
            if let Some(question) = question {
                document.push(Role::Interviewer, question.as_str());
            }
            let spoken = self.speak(document, self.speaker_of(at), &text, when, stage);
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
        let period = || self.reading.waves?.name(when?);
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

    /// A rating on the scale on which its instrument is kept; none for what is not on the file's scale.
    fn rating(&self, instrument: &str, column: usize, cell: &str) -> Option<f64> {
        let (value, scale) = match Rating::read(cell) {
            Rating::Number(value, _) => (value, *self.reading.scales.get(&column)?),
            Rating::Words => {
                let steps = *self.reading.steps.get(&column)?;
                (wording::step(steps, cell)? as f64, Scale::of_steps(steps.len()))
            }
            Rating::Missing => return None,
        };
        scale.holds(value).then(|| scale.onto(Scale::of(instrument), value))
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
        let Some(id) = self.document_named(row) else { return format!("{UNNAMED_ROW}{}", row + 1) };
        match self.customer_of(row).filter(|_| self.shared.contains(id)) {
            Some(customer) => format!("{id} ({customer})"),
            None => id.to_owned(),
        }
    }
}
