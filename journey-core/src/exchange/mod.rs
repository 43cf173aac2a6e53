//! Import and export formats.

mod codings;
mod merge;
mod observations;
mod transcripts;

pub use codings::{Codings, read_codings};
pub use merge::merge_excerpts;
pub use observations::observations_csv;
pub use transcripts::{TranscriptColumns, read_csv, read_json};
