//! What crosses into Python and Node: one table of operations and tasks, the same for both.
//!
//! Every operation takes and returns JSON of the library's own types. The packages' functions and types are generated from this table, so that
//! the languages cannot drift apart. Interviews and corpora are handles; only what they tell crosses.

mod bytes;
mod contract;
mod corpus;
mod event_log;
mod failure;
mod operation;
mod parameter;
mod table;
mod task;

pub use bytes::Bytes;
pub use contract::{check_type, contract};
pub use corpus::{call_corpus, start_corpus_task};
pub use event_log::call_log;
pub use failure::Failure;
pub use operation::{Operation, call, operations, validated};
pub use parameter::Parameter;
pub use task::{Task, TaskKind, TaskStep, given, reply_json, tasks};
