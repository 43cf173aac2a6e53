//! Reading transcripts, tickets, chats and reviews from CSV and JSON.

mod cells;
mod columns;
mod speech;
mod table;
#[cfg(test)]
mod tests;

use std::io::Read;

pub use columns::TranscriptColumns;
pub use table::TranscriptTable;

use crate::{error::Error, journey::Document};

/// Reads documents from CSV with a header.
///
/// ```
/// use journey_core::exchange::{TranscriptColumns, read_transcripts_csv};
/// let csv = "ticket_id,message\n7,The claim took weeks.\n8,All went well.\n";
/// let documents = read_transcripts_csv(csv.as_bytes(), &TranscriptColumns::default())?;
/// assert_eq!((documents.len(), documents[0].id.as_str()), (2, "7"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Names the row and the column that cannot be read.
pub fn read_transcripts_csv(input: impl Read, columns: &TranscriptColumns) -> Result<Vec<Document>, Error> {
    TranscriptTable::from_csv(input, columns)?.all()
}

/// Reads documents from JSON: this library's documents, or a list of flat records with the same columns as a table.
///
/// # Errors
/// Names the record and the field that cannot be read.
pub fn read_transcripts_json(text: &str, columns: &TranscriptColumns) -> Result<Vec<Document>, Error> {
    TranscriptTable::from_json(text, columns)?.all()
}
