//! Import and export formats.

mod codings;
mod events;
mod merge;
mod observations;
mod quoted;
mod refi;
mod transcripts;

pub use codings::{ImportedCodings, read_codings};
#[cfg(feature = "arrow")]
pub use events::read_event_batches;
pub use events::{
    EventColumns, EventCsvOptions, EventFormat, EventLimits, EventOptions, EventReport, EventTransitions, LogObject, ObjectEvent,
    ObjectLog, ObjectRelation, ObjectValue, OcelEventRow, OcelRelationRow, OcelTables, OcelValueRow, SkipReason, SkippedRows, ocel_tables,
    read_events, read_events_from, read_object_log, write_events_csv, write_xes,
};
pub use merge::merge_excerpts;
#[cfg(feature = "files")]
pub(crate) use observations::{csv_header, csv_rows};
pub use observations::{observations_csv, observations_csv_verbatim};
pub use refi::{QdaProject, QdpxPart, QdpxWriter, read_qdc, read_qdpx, write_qdc, write_qdpx};
#[cfg(feature = "files")]
pub(crate) use transcripts::slack;
pub use transcripts::{
    FileFormat, ReadDocuments, ReadGuess, ReadOptions, ReadReport, SkippedCells, TranscriptColumns, TranscriptTable, read_any,
};
