//! JSON of any nesting as rows: the records, what is nested in them under dotted names, and a row for each message of a conversation.

use serde_json::{Map, Value};

/// Names under which the words of a message stand.
const WORDS: &[&str] = &["body", "text", "message", "content", "plain_body", "html_body", "comment"];
/// How deep the list of records may lie.
const DEEP: usize = 6;

/// A record as cells by their names.
pub(super) type Record = Vec<(String, String)>;

/// The list of records in a value: the longest list of objects that lies in no other.
pub(super) fn records(value: &Value) -> Option<Vec<&Map<String, Value>>> {
    let objects = |list: &'_ Vec<Value>| !list.is_empty() && list.iter().all(Value::is_object);
    fn lists<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Vec<Value>>) {
        match value {
            Value::Array(list) => found.push(list),
            Value::Object(fields) if depth > 0 => fields.values().for_each(|value| lists(value, depth - 1, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    lists(value, DEEP, &mut found);
    found.retain(|list| objects(list));
    match found.into_iter().max_by_key(|list| list.len()) {
        Some(list) => Some(list.iter().filter_map(Value::as_object).collect()),
        None => value.as_object().map(|one| vec![one]),
    }
}

/// The rows of a record: one, or one for each of its messages, each with what the record says of all.
pub(super) fn rows(record: &Map<String, Value>) -> Vec<Record> {
    let mut own: Record = Vec::new();
    flatten("", record, &mut own);
    let Some(messages) = messages(record, DEEP) else { return vec![own] };
    let requester = own.iter().find(|(name, _)| name == "requester_id").map(|(_, id)| id.clone());
    // What a record says of itself stands beside its messages, its own words aside: they are its first message.
    let opening = own.iter().find(|(name, _)| name == "source.body").map(|(_, text)| text.clone());
    let said = |name: &str| WORDS.contains(&name.rsplit('.').next().unwrap_or(name)) || name == "description";
    let shared: Record = own.iter().filter(|(name, _)| !said(name) && !name.starts_with("source.")).cloned().collect();
    let mut rows: Vec<Record> = Vec::new();
    if let Some(text) = opening {
        let author = own.iter().find(|(name, _)| name == "source.author.type").map_or("user", |(_, author)| author.as_str());
        rows.push([shared.clone(), vec![("body".into(), text), ("author.type".into(), author.to_owned())]].concat());
    }
    for message in messages {
        let mut cells: Record = Vec::new();
        flatten("", message, &mut cells);
        if let (Some(requester), Some((_, author))) = (&requester, cells.iter().find(|(name, _)| name == "author_id")) {
            let role = if author == requester { "customer" } else { "agent" };
            cells.push(("author role".into(), role.into()));
        }
        let fresh = |(name, _): &&(String, String)| !cells.iter().any(|(known, _)| known == name);
        let mut row: Record = shared.iter().filter(fresh).cloned().collect();
        // The conversation's own id tells rows of one conversation; the message's stands beside it.
        if let Some((_, id)) = shared.iter().find(|(name, _)| name == "id") {
            cells.retain(|(name, _)| name != "id");
            row.push(("conversation id".into(), id.clone()));
            row.retain(|(name, _)| name != "id");
        }
        row.extend(cells);
        rows.push(row);
    }
    if let Some((_, id)) = shared.iter().find(|(name, _)| name == "id") {
        for row in rows.iter_mut().filter(|row| !row.iter().any(|(name, _)| name == "conversation id")) {
            row.retain(|(name, _)| name != "id");
            row.push(("conversation id".into(), id.clone()));
        }
    }
    rows
}

/// The list of messages in a record: objects that hold words, and of which there may be several.
fn messages(record: &Map<String, Value>, depth: usize) -> Option<Vec<&Map<String, Value>>> {
    for value in record.values() {
        if let Value::Array(list) = value {
            let objects: Vec<&Map<String, Value>> = list.iter().filter_map(Value::as_object).collect();
            if !objects.is_empty() && objects.iter().any(|one| WORDS.iter().any(|name| one.get(*name).is_some_and(Value::is_string))) {
                return Some(objects);
            }
        }
    }
    record.values().filter_map(Value::as_object).filter(|_| depth > 0).find_map(|inner| messages(inner, depth - 1))
}

/// The cells of an object, those within it under dotted names; lists of plain values in one cell.
fn flatten(prefix: &str, fields: &Map<String, Value>, cells: &mut Record) {
    for (name, value) in fields {
        let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            Value::Null => {}
            Value::Object(inner) => flatten(&name, inner, cells),
            Value::Array(list) if list.iter().any(|one| one.is_object() || one.is_array()) => {}
            Value::Array(list) => cells.push((name, list.iter().map(plain).collect::<Vec<_>>().join("; "))),
            other => cells.push((name, plain(other))),
        }
    }
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_become_rows_of_messages() {
        let zendesk = serde_json::json!({"tickets": [{"id": 7, "subject": "Late", "description": "It is late.", "requester_id": 1,
            "comments": [{"id": 70, "author_id": 1, "body": "It is late."}, {"id": 71, "author_id": 2, "body": "Sorry!"}]}]});
        let intercom = serde_json::json!({"conversations": [{"id": "c1", "source": {"body": "<p>Hi</p>", "author": {"type": "user"}},
            "conversation_parts": {"conversation_parts": [{"id": "p1", "body": "Hello", "author": {"type": "admin"}}]}}]});
        let told = |value: &Value, names: [&str; 3]| -> Vec<Vec<String>> {
            let all: Vec<Record> = records(value).unwrap_or_default().into_iter().flat_map(rows).collect();
            let cell =
                |row: &Record, name: &str| row.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default();
            all.iter().map(|row| names.iter().map(|name| cell(row, name)).collect()).collect()
        };
        assert_eq!(
            told(&zendesk, ["conversation id", "author role", "body"]),
            [["7", "customer", "It is late."], ["7", "agent", "Sorry!"]]
        );
        assert_eq!(told(&intercom, ["conversation id", "author.type", "body"]), [["c1", "user", "<p>Hi</p>"], ["c1", "admin", "Hello"]]);
    }
}
