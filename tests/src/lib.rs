//! What the tests share: models and participants that misbehave, and a host loop.

mod check;
mod host;
pub mod listening;
mod stores;
mod wild;

pub use check::{Violation, asked_alone, violations};
pub use host::{Held, hold, hold_with};
pub use stores::{fresh_database, open_store};
pub use wild::{RequestLog, WildModel, answers, endings};
