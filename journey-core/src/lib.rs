#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod error;
mod escape;
#[cfg(test)]
mod hostile;
mod parallel;
mod plain;
mod wire;
mod work;

pub mod analysis;
pub mod ask;
pub mod behaviour;
pub mod builtin;
pub mod coding;
pub mod exchange;
#[cfg(feature = "ffi")]
pub mod ffi;
#[cfg(feature = "files")]
pub mod files;
pub mod interview;
pub mod journey;
pub mod llm;
pub mod plan;
pub mod render;
pub mod schema;
pub mod simulate;
pub mod statistics;
pub mod store;
pub mod study;
pub mod text;
pub mod time;

pub use analysis::{Corpus, JourneyMap, MapOptions};
pub use ask::Answer;
pub use behaviour::EventLog;
pub use coding::{Codebook, DocumentCoding, PreparedFramework};
pub use error::{Error, ErrorInfo, ErrorKind};
pub use exchange::{ReadOptions, TranscriptColumns, TranscriptTable, read_any};
pub use interview::{Conversation, Fieldwork, Interview, PreparedGuide};
pub use journey::{Document, Framework, Observation, Place};
pub use llm::{Budget, Driver, LlmProvider, Meter};
pub use plan::{Guide, ResearchPlan};
pub use study::{Participant, Study};
pub use time::Timestamp;
