//! Import and export formats.

mod codings;
mod merge;
mod observations;
mod quoted;
mod refi;
mod transcripts;

pub use codings::{ImportedCodings, read_codings};
pub use merge::merge_excerpts;
pub use observations::observations_csv;
pub use refi::{QdaProject, read_qdc, read_qdpx, write_qdc, write_qdpx};
pub use transcripts::{TranscriptColumns, read_transcripts_csv, read_transcripts_json};
