//! Reply schemas from Rust types, and the check of replies against them.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// The JSON Schema of a reply type: one self-contained document, every object closed, optional fields nullable and
/// required, as strict servers want it.
pub fn reply_schema<T: JsonSchema>() -> Value {
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
pub fn validate(schema: &Value, value: &Value) -> Result<(), String> {
    let validator = jsonschema::validator_for(schema).map_err(|error| format!("the schema itself is wrong: {error}"))?;
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
