//! Which rows of a table make one document.

use std::collections::{HashMap, HashSet};

use super::{moment::moment_in, table::TranscriptTable};
use crate::journey::Role;

/// What stands for the message above where there is none.
const NOTHING: &[&str] = &["0", "-1", "null", "none", "None", "nan", "NaN"];

impl TranscriptTable {
    /// Puts the rows of one document beside each other; two customers who share a document's id stay two.
    pub(super) fn tell_documents(&mut self) {
        self.tell_threads();
        let mut of_row: Vec<(usize, usize)> = Vec::with_capacity(self.cells.rows());
        let rows = (0..self.cells.rows()).filter(|row| self.has_words(*row));
        if self.places.document.is_some() {
            let mut known: HashMap<(&str, &str), usize> = HashMap::new();
            // The document of an id that was last spoken of, and whether a customer is known of it.
            let mut last: HashMap<&str, (usize, bool)> = HashMap::new();
            let (mut next, mut shared) = (0, HashSet::new());
            for row in rows {
                let named = self.document_named(row);
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
        self.order_by_time();
    }

    /// What a row calls its document; of rows that answer each other, what the first of them calls it.
    pub(super) fn document_named(&self, row: usize) -> Option<&str> {
        let row = self.roots.get(row).copied().unwrap_or(row);
        self.places.document.and_then(|column| self.cells.row(row).cell(column))
    }

    /// Finds the first message of each thread, by what each row answers.
    fn tell_threads(&mut self) {
        let (Some(document), Some(answers)) = (self.places.document, self.places.answers) else { return };
        let cell = |row: usize, column: usize| self.cells.row(row).cell(column);
        let rows: HashMap<&str, usize> = (0..self.cells.rows()).filter_map(|row| Some((cell(row, document)?, row))).collect();
        // What the table lacks is stood for by the first that answers it.
        let mut lacking: HashMap<&str, usize> = HashMap::new();
        let above: Vec<usize> = (0..self.cells.rows())
            .map(|row| match cell(row, answers).filter(|answered| !NOTHING.contains(answered)) {
                Some(answered) => rows.get(answered).copied().unwrap_or_else(|| *lacking.entry(answered).or_insert(row)),
                None => row,
            })
            .collect();
        self.roots = roots(&above);
    }

    /// Puts the rows of a conversation in the order of their times, where each has one.
    fn order_by_time(&mut self) {
        let Some((column, order)) = self.places.time.zip(self.reading.order) else { return };
        let mut rows = std::mem::take(&mut self.rows);
        let mut begin = 0;
        for end in &self.ends {
            let one = rows.get_mut(begin..*end).unwrap_or_default();
            begin = *end;
            let time = |row: &usize| moment_in(self.cells.row(*row).cell(column)?, order, self.reading.zone.as_ref());
            let times = if one.len() > 1 { one.iter().map(|row| Some((time(row)?, *row))).collect::<Option<Vec<_>>>() } else { None };
            if let Some(mut times) = times {
                times.sort_unstable();
                one.iter_mut().zip(times).for_each(|(row, (_, sorted))| *row = sorted);
            }
        }
        self.rows = rows;
    }

    /// Who speaks in a row: what its columns of yes and no tell, else the speaker that it names.
    pub(super) fn speaker_of(&self, row: usize) -> Option<&str> {
        let row = self.cells.row(row);
        let told = self.places.flags.iter().find_map(|(column, flag)| flag.speaker(row.cell(*column)?));
        told.or_else(|| self.places.speaker.and_then(|column| row.cell(column)))
    }

    /// The customer of a row, where it names one and is no other's words.
    pub(super) fn customer_of(&self, row: usize) -> Option<&str> {
        let own = self.speaker_of(row).is_none_or(|speaker| self.reading.roles.role(Some(speaker)) == Role::Customer);
        self.places.participant.filter(|_| own).and_then(|column| self.cells.row(row).cell(column))
    }
}

/// The row at the top of each, by the row above each; a circle ends where it is met again.
fn roots(above: &[usize]) -> Vec<usize> {
    let mut roots: Vec<Option<usize>> = vec![None; above.len()];
    let mut met: Vec<Option<usize>> = vec![None; above.len()];
    for row in 0..above.len() {
        let (mut way, mut at) = (Vec::new(), row);
        let root = loop {
            if let Some(known) = roots.get(at).copied().flatten() {
                break known;
            }
            way.push(at);
            met.get_mut(at).into_iter().for_each(|met| *met = Some(row));
            let next = above.get(at).copied().unwrap_or(at);
            if met.get(next).copied().flatten() == Some(row) {
                break at;
            }
            at = next;
        };
        for at in way {
            roots.get_mut(at).into_iter().for_each(|known| *known = Some(root));
        }
    }
    roots.into_iter().enumerate().map(|(row, root)| root.unwrap_or(row)).collect()
}
