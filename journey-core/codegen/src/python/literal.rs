//! Values as Python writes them.

use serde_json::Value;

/// A text in double quotes.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A text as `repr` writes it.
pub fn repr_of_text(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut written = String::from(mark);
    for letter in text.chars() {
        match letter {
            '\n' => written.push_str("\\n"),
            '\\' => written.push_str("\\\\"),
            letter if letter == mark => written.extend(['\\', mark]),
            letter => written.push(letter),
        }
    }
    written.push(mark);
    written
}

/// A value of JSON as `repr` writes it.
pub fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => repr_of_text(text),
        Value::Array(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => dictionary(entries.iter().map(|(key, value)| (repr_of_text(key), repr(value)))),
    }
}

/// A dictionary of keys and values that are written already.
pub fn dictionary(pairs: impl IntoIterator<Item = (String, String)>) -> String {
    let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}
