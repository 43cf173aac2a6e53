//! Reply schemas from Rust types, and the check of replies against them.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use jsonschema::Validator;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// How many compiled schemas are kept; a program has a handful.
const KEPT: usize = 64;

type Compiled = (Arc<Value>, Arc<Validator>);

/// Schemas by type and validators by schema: both are the same for every request, and building them costs more than a reply.
static SCHEMAS: LazyLock<Mutex<HashMap<&'static str, Arc<Value>>>> = LazyLock::new(Mutex::default);
/// By the schema's address, which stays its own while the schema is kept beside its validator.
static VALIDATORS: LazyLock<Mutex<HashMap<usize, Compiled>>> = LazyLock::new(Mutex::default);

/// The JSON Schema of a reply type: one self-contained document, every object closed, optional fields nullable and
/// required, as strict servers want it.
pub fn reply_schema<T: JsonSchema>() -> Arc<Value> {
    let mut schemas = SCHEMAS.lock().unwrap_or_else(PoisonError::into_inner);
    schemas.entry(std::any::type_name::<T>()).or_insert_with(|| Arc::new(generate::<T>())).clone()
}

fn generate<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    close(&mut schema);
    schema
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

/// Checks a value against a schema; `Err` lists what is wrong, at most five points, each with its place.
///
/// # Errors
/// The list of faults.
pub fn validate(schema: &Arc<Value>, value: &Value) -> Result<(), String> {
    let validator = validator(schema)?;
    let faults: Vec<String> = validator
        .iter_errors(value)
        .take(5)
        .map(|error| {
            let place = error.instance_path().to_string();
            let text: String = error.to_string().chars().take(160).collect();
            if place.is_empty() { text } else { format!("{place}: {text}") }
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

fn validator(schema: &Arc<Value>) -> Result<Arc<Validator>, String> {
    let key = Arc::as_ptr(schema).addr();
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = validators.get(&key) {
        return Ok(known.clone());
    }
    let validator = Arc::new(jsonschema::validator_for(schema).map_err(|error| format!("the schema itself is wrong: {error}"))?);
    if validators.len() >= KEPT {
        validators.clear();
    }
    validators.insert(key, (schema.clone(), validator.clone()));
    Ok(validator)
}
