//! Transcripts in a file.

use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

use super::unreadable;
use crate::{
    error::Error,
    exchange::{TranscriptColumns, TranscriptTable},
};

impl TranscriptTable {
    /// Reads a file of transcripts: JSON when its name ends so, otherwise CSV.
    ///
    /// # Errors
    /// When the file cannot be read, with the row and the column.
    pub fn open(path: impl AsRef<Path>, columns: &TranscriptColumns) -> Result<Self, Error> {
        let path = path.as_ref();
        let table = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            let text = fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
            Self::from_json(&text, columns)
        } else {
            let file = File::open(path).map_err(|error| unreadable(path, error))?;
            Self::from_csv(BufReader::new(file), columns)
        };
        let name = path.display();
        table.map(|table| table.with_name(name.to_string())).map_err(|error| error.within(name))
    }
}
