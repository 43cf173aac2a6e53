//! The contract: functions, tasks and types, as the library declares them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    error::Error,
    schema::{Raw, Schema},
};

/// A default of more characters is not shown.
pub const LONGEST_DEFAULT: usize = 80;

/// Everything that the packages are generated from.
#[derive(Debug, Deserialize)]
pub struct Contract {
    /// Functions that return at once.
    pub operations: Vec<Function>,
    /// Functions that ask a model.
    pub tasks: Vec<Function>,
    /// Types by name.
    pub types: BTreeMap<String, Definition>,
}

/// An operation or a task.
#[derive(Debug, Deserialize)]
pub struct Function {
    /// Its name, in snake case.
    pub name: String,
    /// What it does.
    pub documentation: String,
    /// Its parameters, in the order of the declaration.
    pub parameters: Vec<Parameter>,
    /// What it returns.
    pub result: Schema,
}

/// A parameter.
#[derive(Debug, Deserialize)]
pub struct Parameter {
    /// Its name, in snake case.
    pub name: String,
    /// Whether it may be left out.
    pub optional: bool,
    /// What it is when it is left out, unless null.
    #[serde(default)]
    pub default: Option<Value>,
    /// Its kind.
    pub schema: Schema,
}

/// A type.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Value")]
pub struct Definition {
    /// What it is.
    pub documentation: String,
    /// Its form.
    pub shape: Shape,
}

/// The form of a type.
#[derive(Debug)]
pub enum Shape {
    /// Fields.
    Record(Vec<Field>),
    /// One of several records, told apart by their `type`.
    Union(Vec<Variant>),
    /// One of some texts.
    Names(Vec<String>),
    /// Another name for a kind.
    Alias(Schema),
}

/// One of a union's records.
#[derive(Debug)]
pub struct Variant {
    /// The value of its `type`.
    pub tag: String,
    /// What it is.
    pub documentation: String,
    /// Its fields, `type` among them.
    pub fields: Vec<Field>,
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Its name in JSON.
    pub name: String,
    /// What it is.
    pub documentation: String,
    /// Its kind.
    pub schema: Schema,
    /// Whether it may be left out.
    pub optional: bool,
    /// Its value when it is left out, unless null.
    pub default: Option<Value>,
}

impl Contract {
    /// Reads a contract.
    ///
    /// # Errors
    /// Names the place of what has no form in the other languages.
    pub fn read(contract: &Value) -> Result<Self, Error> {
        serde_path_to_error::deserialize(contract)
            .map_err(|error| Error::Contract { path: error.path().to_string(), problem: error.into_inner().to_string() })
    }

    /// Operations and tasks, by name.
    pub fn functions(&self) -> impl Iterator<Item = &Function> {
        let mut all: Vec<&Function> = self.operations.iter().chain(&self.tasks).collect();
        all.sort_by_key(|function| &function.name);
        all.into_iter()
    }
}

impl Function {
    /// The parameters that may not be left out.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.optional)
    }

    /// The parameters that may be left out.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.optional)
    }
}

impl Field {
    /// Whether a value is that of the field when it is left out.
    pub fn is_default(&self, value: &Value) -> bool {
        self.optional && self.default.as_ref().unwrap_or(&Value::Null) == value
    }
}

impl TryFrom<Value> for Definition {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let raw = Raw::read(value.clone())?;
        let documentation = raw.description.clone();
        let shape = if let Some(names) = raw.names()? {
            Shape::Names(names)
        } else if !raw.one_of.is_empty() {
            Shape::Union(variants(&raw)?)
        } else if !raw.properties.is_empty() {
            Shape::Record(fields(&raw.properties, &raw.required)?)
        } else {
            Shape::Alias(value.try_into()?)
        };
        Ok(Self { documentation, shape })
    }
}

/// The variants of a tagged enum, each with the fields that all share.
fn variants(whole: &Raw) -> Result<Vec<Variant>, String> {
    whole.one_of.iter().map(|option| variant(whole, Raw::read(option.clone())?)).collect()
}

fn variant(whole: &Raw, own: Raw) -> Result<Variant, String> {
    let tag = own.properties.get("type").and_then(|tag| tag.get("const")).and_then(Value::as_str);
    let tag = tag.ok_or("a variant has no constant `type`; tag the enum with `type`")?.to_owned();
    let mut properties = whole.properties.clone();
    properties.extend(own.properties);
    let required = [whole.required.clone(), own.required].concat();
    Ok(Variant { tag, documentation: own.description, fields: fields(&properties, &required)? })
}

fn fields(properties: &Map<String, Value>, required: &[String]) -> Result<Vec<Field>, String> {
    properties.iter().map(|(name, schema)| field(name, schema, required).map_err(|problem| format!("{name}: {problem}"))).collect()
}

fn field(name: &str, schema: &Value, required: &[String]) -> Result<Field, String> {
    let Raw { description, default, .. } = Raw::read(schema.clone())?;
    let optional = !required.iter().any(|one| one == name);
    Ok(Field { name: name.to_owned(), documentation: description, schema: schema.clone().try_into()?, optional, default })
}
