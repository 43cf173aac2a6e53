//! REFI-QDA: projects (`.qdpx`) and codebooks (`.qdc`) as ATLAS.ti, MAXQDA, NVivo and others read and write them (QDA-XML 1.0, 2019).

mod export;
mod guid;
mod import;
mod project;
mod schema;
mod source;

pub use export::write_qdc;
pub use import::{QdaProject, read_qdc, read_qdpx};
pub use project::{QdpxPart, QdpxWriter, write_qdpx};

/// Codes that are not stages or touchpoints, by the name of their group.
const KIND: &str = "Kind of experience";
const EMOTION: &str = "Emotion";
const VALENCE: &str = "Valence";
const CHANNEL: &str = "Channel";
const SIGN: &str = "Sign";
/// What stands before the name of a file inside the archive.
const INTERNAL: &str = "internal://";
/// The variable of a case that holds its segments, joined by `|`.
const SEGMENT: &str = "segment";
/// The variable of a source that holds its wave.
const WAVE: &str = "wave";

#[cfg(test)]
mod tests;
