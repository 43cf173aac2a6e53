//! What the tests share: models and participants that misbehave, and a host loop.

mod host;
mod wild;

pub use host::{Held, hold, hold_with};
pub use wild::{RequestLog, WildModel, answers};
