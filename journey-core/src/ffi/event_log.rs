//! What an event log is asked by other languages: a handle, so that only the answers cross.

use schemars::{Schema, SchemaGenerator};

use super::{Parameter, table};
use crate::{analysis::Corpus, behaviour::EventLog, error::Error};

/// A question to a log, and to what the same people said where it needs that.
pub(super) struct LogOperation {
    pub(super) name: &'static str,
    pub(super) parameters: fn(&mut SchemaGenerator) -> Vec<Parameter>,
    pub(super) result: fn(&mut SchemaGenerator) -> Schema,
    pub(super) run: fn(&EventLog, Option<&Corpus>, &str) -> Result<String, Error>,
}

/// Declares questions to a log: name, the log and perhaps a corpus, typed parameters with or without a default, result, and a body that yields
/// a `Result`.
macro_rules! declare_log_operations {
    ($( $name:ident ( $log:ident, $corpus:ident $(, $parameter:ident : $kind:ty $(= $default:expr)? )* $(,)? ) -> $result:ty $body:block )+) => {
        pub(in crate::ffi) const OPERATIONS: &[$crate::ffi::event_log::LogOperation] = &[ $( $crate::ffi::event_log::LogOperation {
            name: stringify!($name),
            parameters: |_generator| vec![ $( $crate::ffi::parameter::declared_parameter!(_generator, $parameter: $kind $(= $default)?) ),* ],
            result: |generator| generator.subschema_for::<$result>(),
            run: |log, corpus, arguments| {
                fn method(
                    $log: &$crate::behaviour::EventLog,
                    $corpus: Option<&$crate::analysis::Corpus>,
                    $($parameter: $kind),*
                ) -> Result<$result, $crate::error::Error> $body
                let body = |$($parameter: $kind),*| method(log, corpus, $($parameter),*);
                let result = $crate::ffi::parameter::call_with!(body, $name, arguments, $( $parameter: $kind $(= $default)? ),*)?;
                $crate::ffi::operation::written(&result)
            },
        } ),+ ];
    };
}
pub(super) use declare_log_operations;

/// Asks a log by the name of its method, with a JSON object of its arguments, and perhaps a corpus of the same people; returns the answer as JSON.
///
/// # Errors
/// When there is no such method, an argument cannot be read (the error names its path), or the method fails.
pub fn call_log(log: &EventLog, corpus: Option<&Corpus>, name: &str, arguments: &str) -> Result<String, Error> {
    let operation = table::EVENT_LOG
        .iter()
        .find(|operation| operation.name == name)
        .ok_or_else(|| Error::invalid("operation", format!("an event log has none called `{name}`"), "see the names in the reference"))?;
    (operation.run)(log, corpus, arguments)
}
