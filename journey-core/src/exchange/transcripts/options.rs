//! What a reader of files is told; whatever is left out is guessed, and the guess is told.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TranscriptColumns, format::FileFormat};
use crate::time::Period;

/// How a file is read; an empty field is guessed from the file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadOptions {
    /// Which columns hold what.
    pub columns: TranscriptColumns,
    /// What the file is.
    pub format: Option<FileFormat>,
    /// Its encoding by its name on the web, such as `windows-1252`.
    pub encoding: Option<String>,
    /// The mark between fields of a table.
    pub delimiter: Option<char>,
    /// The sheet of a workbook; else the one with most rows.
    pub sheet: Option<String>,
    /// Speakers who are customers.
    pub customers: Vec<String>,
    /// Speakers who are the company's or the researcher's: never the customer.
    pub staff: Vec<String>,
    /// Whether `03/04/2026` is the third of April rather than the fourth of March.
    pub day_first: Option<bool>,
    /// The lowest and highest number of an instrument's scale in the file: `csat` and 1, 5.
    pub scales: BTreeMap<String, (f64, f64)>,
    /// Makes a wave of each period, by the documents' times.
    pub waves: Option<Period>,
}

impl From<&TranscriptColumns> for ReadOptions {
    fn from(columns: &TranscriptColumns) -> Self {
        Self { columns: columns.clone(), ..Self::default() }
    }
}
