#![doc = include_str!("../README.md")]

mod error;
#[cfg(test)]
mod hostile;
mod wire;
mod work;

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

pub use error::Error;
