//! Errors on their way to JavaScript: the message of the native error is the failure as JSON, which the public half reads.

use journey_core::{Error, ffi::Failure};

/// A result that becomes a `JourneyError` in JavaScript.
pub(crate) type Result<T> = std::result::Result<T, napi::Error>;

pub(crate) fn failed(error: Error) -> napi::Error {
    thrown(&error.into())
}

pub(crate) fn thrown(failure: &Failure) -> napi::Error {
    napi::Error::from_reason(serde_json::to_string(failure).unwrap_or_default())
}
