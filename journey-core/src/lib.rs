#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod error;
mod plain;
mod wire;

pub mod analysis;
pub mod ask;
pub mod builtin;
pub mod coding;
pub mod exchange;
#[cfg(feature = "ffi")]
pub mod ffi;
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
pub use coding::DocumentCoding;
pub use error::{Error, ErrorInfo, ErrorKind};
pub use interview::Interview;
pub use journey::{Document, Framework, Observation, Place};
pub use llm::{Driver, LlmProvider};
pub use plan::{Guide, ResearchPlan};
pub use study::Study;
pub use time::Timestamp;
