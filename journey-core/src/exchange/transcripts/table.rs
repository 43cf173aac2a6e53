//! A table of transcripts, from which documents are made one by one.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use jiff::tz::TimeZone;

use super::{
    ReadOptions,
    cells::Cells,
    columns::Places,
    moment::DateOrder,
    rating::Scale,
    speech::{Roles, utterances},
    wording::Steps,
};
use crate::{
    error::Error,
    exchange::merge::merge_excerpts,
    journey::{Document, DocumentSource, Role},
    time::Period,
};

/// A table of transcripts that was read; its documents are made when they are asked for, so that a large file takes the memory of its words.
///
/// ```
/// use journey_core::exchange::{ReadOptions, TranscriptTable};
/// let csv = "ticket_id,message\n7,The claim took weeks.\n8,All went well.\n";
/// let (table, _) = TranscriptTable::read("tickets.csv", csv.as_bytes(), &ReadOptions::default())?;
/// assert_eq!((table.len(), table.documents(1..2)?[0].id.as_str()), (2, "8"));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TranscriptTable {
    pub(super) headers: Vec<String>,
    pub(super) places: Places,
    pub(super) source: Option<DocumentSource>,
    pub(super) cells: Cells,
    /// The rows of each document, those of one beside each other.
    pub(super) rows: Vec<usize>,
    /// Where the rows of each document end.
    pub(super) ends: Vec<usize>,
    /// Documents that were whole already.
    pub(super) whole: Vec<Document>,
    /// The ids that documents of several customers share.
    pub(super) shared: HashSet<String>,
    /// The row that names the document of each, where rows answer each other.
    pub(super) roots: Vec<usize>,
    /// The name of its file, for errors.
    pub(super) name: Option<String>,
    /// How its cells are read.
    pub(super) reading: Reading,
}

/// How the cells of a table are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The scale of each column of ratings.
    pub(super) scales: HashMap<usize, Scale>,
    /// The words of each column of ratings that has some.
    pub(super) steps: HashMap<usize, Steps>,
    pub(super) roles: Roles,
    /// The zone of times that name none.
    pub(super) zone: Option<TimeZone>,
    pub(super) order: Option<DateOrder>,
    pub(super) waves: Option<Period>,
    pub(super) options: ReadOptions,
}

impl TranscriptTable {
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
        let Some(first) = self.rows_of(at).first().copied() else { return false };
        let row = self.cells.row(first);
        let cell = |place: Option<usize>| place.and_then(|column| row.cell(column));
        let staff = |speaker: Option<&str>| self.reading.roles.role(speaker) == Role::Interviewer;
        let interviewed = || match (self.speaker_of(first), self.places.texts.as_slice()) {
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

    pub(super) fn rows_of(&self, at: usize) -> &[usize] {
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
}
