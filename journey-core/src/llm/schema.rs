//! Reply schemas from Rust types, and the check of replies against them.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use jsonschema::Validator;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most faults that are told of a reply.
const FAULTS: usize = 5;

/// The JSON Schema that a reply must follow, ready to check it; copies share it.
///
/// Making one costs more than a reply does: keep it.
///
/// ```
/// use journey_core::llm::ReplySchema;
/// #[derive(schemars::JsonSchema)]
/// struct Verdict { fair: bool }
/// let schema = ReplySchema::of::<Verdict>();
/// assert_eq!(schema.check(&serde_json::json!({"fair": true})), Ok(()));
/// assert!(schema.check(&serde_json::json!({"fair": "yes"})).is_err());
/// ```
#[derive(Clone)]
pub struct ReplySchema(Arc<Prepared>);

struct Prepared {
    json: Value,
    text: String,
    validator: OnceLock<Result<Validator, String>>,
}

impl ReplySchema {
    /// The schema of a reply type: one self-contained document, every object closed, optional fields nullable and required, as strict servers
    /// want it.
    pub fn of<T: JsonSchema>() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        });
        let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
        close(&mut schema);
        Self::from(schema)
    }

    pub fn json(&self) -> &Value {
        &self.0.json
    }

    /// The schema as JSON text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Checks a value; `Err` lists what is wrong, at most five points, each with its place.
    ///
    /// # Errors
    /// The list of faults.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        let compile = || jsonschema::validator_for(&self.0.json).map_err(|error| format!("the schema itself is wrong: {error}"));
        let validator = self.0.validator.get_or_init(compile).as_ref().map_err(String::clone)?;
        let faults: Vec<String> = validator
            .iter_errors(value)
            .take(FAULTS)
            .map(|error| {
                let place = error.instance_path().to_string();
                let text: String = error.to_string().chars().take(160).collect();
                if place.is_empty() { text } else { format!("{place}: {text}") }
            })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
    }
}

impl From<Value> for ReplySchema {
    fn from(json: Value) -> Self {
        Self(Arc::new(Prepared { text: json.to_string(), json, validator: OnceLock::new() }))
    }
}

impl fmt::Debug for ReplySchema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ReplySchema").field(&self.0.json).finish()
    }
}

impl PartialEq for ReplySchema {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.json == other.0.json
    }
}

impl Serialize for ReplySchema {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.json.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ReplySchema {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}

impl JsonSchema for ReplySchema {
    fn schema_name() -> Cow<'static, str> {
        "ReplySchema".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Value::json_schema(generator)
    }
}

/// Closes objects, requires every property and drops keywords that strict servers reject.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.remove("title");
            map.remove("format");
            map.remove("default");
            if let Some(Value::Object(properties)) = map.get("properties") {
                let names = properties.keys().map(|name| Value::String(name.clone())).collect();
                map.insert("required".into(), Value::Array(names));
                map.insert("additionalProperties".into(), Value::Bool(false));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
