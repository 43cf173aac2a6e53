//! Reading replies as models write them: JSON inside prose or fences, with a key too many, or without one that may be empty.

use serde_json::{Map, Value};

/// How many places of a text are tried as the beginning of the JSON.
const BEGINNINGS: usize = 20;

/// The object that a text holds, mended as far as its schema leaves no doubt.
///
/// # Errors
/// What is wrong with the text, when it holds no object.
pub(super) fn read(text: &str, schema: &Value) -> Result<Value, String> {
    let body = text.trim();
    let value = match serde_json::from_str::<Value>(body) {
        Ok(value) => value,
        Err(error) => inside(body).ok_or_else(|| format!("not JSON: {error}"))?,
    };
    Ok(mended(value, schema))
}

/// The largest object inside a text.
fn inside(text: &str) -> Option<Value> {
    let mut found: Option<(usize, Value)> = None;
    let mut from = 0;
    for _ in 0..BEGINNINGS {
        let Some(at) = text.get(from..).and_then(|rest| rest.find('{')).map(|at| from + at) else { break };
        let mut values = serde_json::Deserializer::from_str(text.get(at..)?).into_iter::<Value>();
        from = match values.next() {
            Some(Ok(value)) => {
                let length = values.byte_offset();
                if found.as_ref().is_none_or(|(known, _)| length > *known) {
                    found = Some((length, value));
                }
                at + length
            }
            _ => at + 1,
        };
    }
    found.map(|(_, value)| value)
}

/// Leaves out keys that a schema does not know, and puts in what it allows to be empty.
fn mended(value: Value, schema: &Value) -> Value {
    let schema = fitting(schema, &value);
    match value {
        Value::Object(map) => match schema.get("properties").and_then(Value::as_object) {
            Some(properties) => Value::Object(cut(known(map, properties), properties)),
            None => Value::Object(map),
        },
        Value::Array(items) => match schema.get("items") {
            Some(each) => items.into_iter().map(|item| mended(item, each)).collect(),
            None => Value::Array(items),
        },
        other => other,
    }
}

fn known(mut map: Map<String, Value>, properties: &Map<String, Value>) -> Map<String, Value> {
    let mut kept = Map::new();
    for (name, schema) in properties {
        match map.remove(name).map(|value| mended(value, schema)).or_else(|| empty(schema)) {
            Some(value) => kept.insert(name.clone(), value),
            None => None,
        };
    }
    kept
}

/// Remarks that nobody is shown: one that is too long is cut rather than asked for again.
const REMARKS: [&str; 2] = ["notes", "reason"];

fn cut(mut map: Map<String, Value>, properties: &Map<String, Value>) -> Map<String, Value> {
    for name in REMARKS {
        let most = properties.get(name).and_then(|schema| schema.get("maxLength")).and_then(Value::as_u64);
        if let (Some(Value::String(text)), Some(most)) = (map.get_mut(name), most) {
            *text = text.chars().take(usize::try_from(most).unwrap_or(usize::MAX)).collect();
        }
    }
    map
}

/// What stands for nothing in a schema: null where it is allowed, else no entries.
fn empty(schema: &Value) -> Option<Value> {
    if allows(schema, "null") {
        return Some(Value::Null);
    }
    (allows(schema, "array") && schema.get("minItems").is_none()).then(|| Value::Array(Vec::new()))
}

fn allows(schema: &Value, wanted: &str) -> bool {
    let named = match schema.get("type") {
        Some(Value::String(kind)) => kind == wanted,
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == wanted),
        _ => false,
    };
    named || schema.get("anyOf").and_then(Value::as_array).is_some_and(|choices| choices.iter().any(|choice| allows(choice, wanted)))
}

/// The part of a choice that a value follows.
fn fitting<'a>(schema: &'a Value, value: &Value) -> &'a Value {
    let kind = match value {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        _ => return schema,
    };
    let choices = schema.get("anyOf").and_then(Value::as_array);
    choices.and_then(|choices| choices.iter().find(|choice| allows(choice, kind))).unwrap_or(schema)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn replies_are_read_as_models_write_them() {
        let schema = json!({"type": "object", "properties": {
            "move": {"type": "string"}, "item": {"type": ["string", "null"]},
            "covered": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "why": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}},
        }});
        let whole = json!({"move": "probe", "item": null, "covered": [{"id": "q1", "why": null}]});
        for text in [
            r#"{"move": "probe", "covered": [{"id": "q1"}]}"#,
            "Sure! Here is my move {as asked}:\n```json\n{\"move\": \"probe\", \"item\": null, \"covered\": [{\"id\": \"q1\", \"more\": 1}], \"thought\": \"…\"}\n```\nDone.",
        ] {
            assert_eq!(read(text, &schema), Ok(whole.clone()), "{text}");
        }
        assert_eq!(read(r#"{"move": "close"}"#, &schema), Ok(json!({"move": "close", "item": null, "covered": []})));
        let remark = json!({"type": "object", "properties": {"notes": {"type": "string", "maxLength": 4}}});
        assert_eq!(read(r#"{"notes": "longer"}"#, &remark), Ok(json!({"notes": "long"})));
        assert!(read("I cannot do that.", &schema).is_err() && read("", &schema).is_err());
    }
}
