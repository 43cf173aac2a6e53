//! The event log: columns, building, merging, selecting, bytes.

mod builder;
mod bytes;
mod log;
mod merge;
mod names;
mod select;

pub use builder::EventLogBuilder;
pub use log::{Case, Event, EventLog};
pub(crate) use names::{Names, Numbering, name_hash};
pub use select::LogFilter;
