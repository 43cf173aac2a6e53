//! Import and export formats.

mod codings;
mod merge;
mod observations;
mod quoted;
mod refi;
mod transcripts;

pub use codings::{ImportedCodings, read_codings};
pub use merge::merge_excerpts;
#[cfg(feature = "files")]
pub(crate) use observations::{csv_header, csv_rows};
pub use observations::{observations_csv, observations_csv_verbatim};
pub use refi::{QdaProject, QdpxPart, QdpxWriter, read_qdc, read_qdpx, write_qdc, write_qdpx};
pub use transcripts::{
    FileFormat, ReadDocuments, ReadGuess, ReadOptions, ReadReport, SkippedCells, TranscriptColumns, TranscriptTable, WavePeriod, read_any,
};
