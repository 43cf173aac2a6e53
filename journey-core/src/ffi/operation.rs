//! The table of operations.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, de::DeserializeOwned};

use super::table;
use crate::{error::Error, plain};

/// A parameter of an operation or a task.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, in snake case.
    pub name: &'static str,
    /// Whether it may be left out.
    pub optional: bool,
    /// The schema of its values.
    pub schema: Schema,
}

impl Parameter {
    pub(super) fn of<T: JsonSchema + DeserializeOwned>(name: &'static str, generator: &mut SchemaGenerator) -> Self {
        let optional = serde_json::from_value::<T>(serde_json::Value::Null).is_ok();
        Self { name, optional, schema: generator.subschema_for::<T>() }
    }
}

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

/// Declares operations: documentation, name, typed parameters, result, and a body that yields a `Result`.
macro_rules! declare_operations {
    ($( $(#[doc = $doc:literal])+ $name:ident ( $( $parameter:ident : $kind:ty ),* $(,)? ) -> $result:ty $body:block )+) => {
        pub(in crate::ffi) const OPERATIONS: &[$crate::ffi::Operation] = &[ $( $crate::ffi::Operation {
            name: stringify!($name),
            documentation: concat!($($doc, "\n"),+),
            parameters: |_generator| vec![ $( $crate::ffi::Parameter::of::<$kind>(stringify!($parameter), _generator) ),* ],
            result: |generator| generator.subschema_for::<$result>(),
            run: |arguments| {
                #[derive(serde::Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Arguments { $( $parameter: $kind ),* }
                let Arguments { $($parameter),* } = $crate::ffi::operation::read(stringify!($name), arguments)?;
                fn body($($parameter: $kind),*) -> Result<$result, $crate::error::Error> $body
                $crate::ffi::operation::written(&body($($parameter),*)?)
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
