//! The coverage matrix: which participant answered which item.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InterviewState, ItemStatus, Rate};
use crate::{escape::csv_cell, plan::Guide};

/// One participant's row.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct CoverageRow {
    /// The participant's id.
    pub participant: String,
    /// How each item stands, in the order of the matrix.
    pub statuses: Vec<ItemStatus>,
}

/// Participants × items: which questions each participant answered, and the base of every share.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct CoverageMatrix {
    /// The items' ids.
    pub items: Vec<String>,
    /// The rows.
    pub rows: Vec<CoverageRow>,
}

impl CoverageMatrix {
    /// An empty matrix of a guide's items.
    pub fn new(guide: &Guide) -> Self {
        Self { items: guide.items.iter().map(|item| item.id.clone()).collect(), rows: Vec::new() }
    }

    /// Adds a participant.
    pub fn push(&mut self, participant: impl Into<String>, state: &InterviewState) {
        let status = |item: &String| state.ledger().entry(item).map_or(ItemStatus::Unreached, |entry| entry.status.clone());
        self.rows.push(CoverageRow { participant: participant.into(), statuses: self.items.iter().map(status).collect() });
    }

    /// How many answered an item, of those to whom it applied.
    pub fn answered(&self, item: &str) -> Rate {
        let mut rate = Rate::default();
        let Some(at) = self.items.iter().position(|known| known == item) else { return rate };
        for status in self.rows.iter().filter_map(|row| row.statuses.get(at)).filter(|status| **status != ItemStatus::NotApplicable) {
            rate.base += 1;
            rate.count += u64::from(matches!(status, ItemStatus::Answered { .. } | ItemStatus::Partial { .. }));
        }
        rate
    }

    /// The matrix as CSV: a row a participant, a column an item.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = std::iter::once("participant".into()).chain(self.items.iter().map(|item| csv_cell(item)));
        // Writing to memory does not fail.
        let _ = writer.write_record(header.map(Cow::into_owned).collect::<Vec<String>>());
        for row in &self.rows {
            let _ = writer.write_record(
                std::iter::once(&*csv_cell(&row.participant)).chain(row.statuses.iter().map(|status| -> &str { status.name() })),
            );
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
