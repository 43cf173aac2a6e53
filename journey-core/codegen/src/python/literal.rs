//! Values as Python writes them.

use serde_json::Value;

/// A text.
pub fn text(text: &str) -> String {
    Value::from(text).to_string()
}

/// A value of JSON.
pub fn json(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Array(items) => list(items.iter().map(json)),
        Value::Object(entries) => dictionary(entries.iter().map(|(key, value)| (text(key), json(value)))),
        Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// A list of expressions.
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

/// A dictionary of expressions.
pub fn dictionary(pairs: impl IntoIterator<Item = (String, String)>) -> String {
    let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}
