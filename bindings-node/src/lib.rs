//! The native half of the npm package: handles and one function that calls by name. The public half is TypeScript.

#![cfg_attr(test, allow(dead_code, reason = "functions are registered with Node only outside of tests"))]

mod corpus;
mod event_log;
mod failure;
mod fieldwork;
mod interview;
mod meter;
mod request;
mod simulate;
mod store;
mod task;
mod work;

use napi_derive::napi;

use crate::{
    failure::Result,
    work::{Work, guarded},
};

/// The library's version.
#[napi]
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Calls an operation by its name with a JSON object of its arguments; returns its result as JSON.
#[napi]
pub fn call(name: String, arguments: String) -> Result<String> {
    guarded(|| journey_core::ffi::call(&name, &arguments))
}

/// Calls an operation on a thread of the pool.
#[napi(ts_return_type = "Promise<string>")]
pub fn call_async(name: String, arguments: String) -> napi::bindgen_prelude::AsyncTask<Work<String>> {
    Work::spawn(move || journey_core::ffi::call(&name, &arguments))
}

/// Checks JSON against the schema of a type.
#[napi]
pub fn check_type(name: String, json: String) -> Result<()> {
    guarded(|| journey_core::ffi::check_type(&name, &json))
}
