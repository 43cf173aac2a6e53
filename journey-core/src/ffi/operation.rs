//! The table of operations.

use schemars::{Schema, SchemaGenerator};
use serde::{Serialize, de::DeserializeOwned};

use super::{Parameter, table};
use crate::{error::Error, plain};

/// A function of the library that takes and returns JSON.
#[derive(Debug)]
pub struct Operation {
    /// Its name, in snake case.
    pub name: &'static str,
    /// What it does.
    pub documentation: &'static str,
    /// Its parameters, in order.
    pub parameters: fn(&mut SchemaGenerator) -> Vec<Parameter>,
    /// The schema of what it returns.
    pub result: fn(&mut SchemaGenerator) -> Schema,
    pub(super) run: fn(&str) -> Result<String, Error>,
}

/// Declares operations: documentation, name, typed parameters with or without a default, result, and a body that yields a `Result`.
macro_rules! declare_operations {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident ( $( $parameter:ident : $kind:ty $(= $default:expr)? ),* $(,)? ) -> $result:ty $body:block
    )+) => {
        pub(in crate::ffi) const OPERATIONS: &[$crate::ffi::Operation] = &[ $( $crate::ffi::Operation {
            name: stringify!($name),
            documentation: concat!($($doc, "\n"),+),
            parameters: |_generator| vec![ $( $crate::ffi::parameter::declared_parameter!(_generator, $parameter: $kind $(= $default)?) ),* ],
            result: |generator| generator.subschema_for::<$result>(),
            run: |arguments| {
                fn body($($parameter: $kind),*) -> Result<$result, $crate::error::Error> $body
                let result = $crate::ffi::parameter::call_with!(body, $name, arguments, $( $parameter: $kind $(= $default)? ),*)?;
                $crate::ffi::operation::written(&result)
            },
        } ),+ ];
    };
}
pub(super) use declare_operations;

/// Every operation, by module.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    table::ALL.iter().copied().flatten()
}

/// Calls an operation by its name with a JSON object of its arguments; returns its result as JSON.
///
/// ```
/// let issues = journey_core::ffi::call("lint_question", r#"{"question": "Was it good and was it cheap?"}"#)?;
/// assert!(issues.contains("double_barrelled"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When there is no such operation, an argument cannot be read (the error names its path), or the operation fails.
pub fn call(name: &str, arguments: &str) -> Result<String, Error> {
    let operation = operations()
        .find(|operation| operation.name == name)
        .ok_or_else(|| Error::invalid("operation", format!("there is none called `{name}`"), "see the names in the reference"))?;
    (operation.run)(arguments)
}

/// Reads a value of a type, naming the path of what cannot be read.
///
/// # Errors
/// When the text is not JSON of the type.
pub fn validated<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Error> {
    read(what, json)
}

pub(super) fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { what.to_owned() } else { format!("{what}.{path}") };
        plain::invalid(field, error.inner())
    })
}

pub(super) fn written(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| plain::invalid("result", &error))
}
