//! Reply schemas from Rust types, and the check of replies against them.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use jsonschema::Validator;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
    /// What a provider is given.
    json: Value,
    text: String,
    /// What a reply is checked against: the bounds, too.
    full: Value,
    validator: OnceLock<Result<Validator, String>>,
}

impl ReplySchema {
    /// The schema of a reply type, in the subset that strict servers take: one self-contained document, every object closed, optional fields
    /// nullable and required, names as plain `enum`. Bounds of length, number and count, which some servers refuse, stand in the descriptions and
    /// are checked here.
    pub fn of<T: JsonSchema>() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        });
        let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
        close(&mut schema);
        let full = schema.clone();
        unbound(&mut schema);
        Self(Arc::new(Prepared { text: schema.to_string(), json: schema, full, validator: OnceLock::new() }))
    }

    /// The schema as a provider is given it.
    pub fn json(&self) -> &Value {
        &self.0.json
    }

    /// The schema with the bounds that replies are checked against.
    pub(super) fn full(&self) -> &Value {
        &self.0.full
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
        let compile = || jsonschema::validator_for(&self.0.full).map_err(|error| format!("the schema itself is wrong: {error}"));
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
        Self(Arc::new(Prepared { text: json.to_string(), full: json.clone(), json, validator: OnceLock::new() }))
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
            name(map);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// Makes a choice between constants, each with its description, a plain `enum` that describes them all.
fn name(map: &mut Map<String, Value>) {
    let choice = |value: &Value| {
        if let Some(constant) = value.get("const").and_then(Value::as_str) {
            let told = value.get("description").and_then(Value::as_str).unwrap_or_default();
            return Some(vec![(constant.to_owned(), told.to_owned())]);
        }
        let plain = value.get("enum")?.as_array()?.iter();
        plain.map(|name| Some((name.as_str()?.to_owned(), String::new()))).collect()
    };
    let Some(Value::Array(choices)) = map.get("oneOf") else { return };
    let Some(names) = choices.iter().map(choice).collect::<Option<Vec<Vec<(String, String)>>>>() else { return };
    let names = names.concat();
    let told = names.iter().filter(|(_, told)| !told.is_empty()).map(|(name, told)| format!("{name}: {told}"));
    let own = map.get("description").and_then(Value::as_str).map(str::to_owned);
    let description = own.into_iter().chain(told).collect::<Vec<_>>().join(" ");
    map.remove("oneOf");
    map.insert("type".into(), "string".into());
    map.insert("enum".into(), names.iter().map(|(name, _)| name.as_str()).collect());
    if !description.is_empty() {
        map.insert("description".into(), description.into());
    }
}

/// Takes out the bounds that strict servers refuse, and tells them in the description.
fn unbound(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let mut told = Vec::new();
            for (keyword, unit) in [("maxLength", " characters"), ("maxItems", " entries"), ("maximum", "")] {
                if let Some(bound) = map.remove(keyword) {
                    told.push(format!("At most {bound}{unit}."));
                }
            }
            for (keyword, unit) in [("minLength", " characters"), ("minItems", " entries"), ("minimum", "")] {
                // That a count is not negative needs no words.
                if let Some(bound) = map.remove(keyword).filter(|bound| bound.as_f64() != Some(0.0)) {
                    told.push(format!("At least {bound}{unit}."));
                }
            }
            if !told.is_empty() && map.contains_key("type") {
                let own = map.get("description").and_then(Value::as_str).map(str::to_owned);
                map.insert("description".into(), own.into_iter().chain(told).collect::<Vec<_>>().join(" ").into());
            }
            map.values_mut().for_each(unbound);
        }
        Value::Array(items) => items.iter_mut().for_each(unbound),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A choice.
    #[derive(JsonSchema)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "only its schema is read")]
    enum Choice {
        /// The one.
        One,
        /// The other.
        Two,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is read")]
    struct Reply {
        /// What to say.
        #[schemars(length(max = 5))]
        text: String,
        choice: Option<Choice>,
    }

    #[test]
    fn providers_get_a_strict_subset_and_bounds_are_checked_here() {
        let schema = ReplySchema::of::<Reply>();
        for refused in ["oneOf", "const", "maxLength", "default", "$ref"] {
            assert!(!schema.text().contains(&format!("\"{refused}\"")), "{refused}: {}", schema.text());
        }
        assert!(schema.text().contains("What to say. At most 5 characters.") && schema.text().contains("one: The one. two: The other."));
        assert_eq!(schema.check(&serde_json::json!({"text": "short", "choice": "two"})), Ok(()));
        assert!(schema.check(&serde_json::json!({"text": "too long", "choice": null})).is_err());
        assert!(schema.check(&serde_json::json!({"text": "short", "choice": "three"})).is_err());
    }
}
