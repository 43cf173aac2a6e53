//! JSON of any nesting as rows: the records, what is nested in them under dotted names, and a row for each message of a conversation.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    markup,
    names::{FLAGS, Flag},
    speech::known_role,
};
use crate::journey::Role;

/// Names under which the words of a message stand.
const WORDS: &[&str] = &["body", "text", "message", "content", "plain_body", "html_body", "comment", "msg"];
/// Names of lists of messages, whose holder is one conversation.
const CONVERSATIONS: &[&str] =
    &["comments", "conversation_parts", "conversations", "events", "messages", "notes", "transcript", "utterances"];
/// Names of a record's own words, with which its conversation opens, and of who wrote them.
const OPENINGS: &[(&str, &str)] =
    &[("source.body", "source.author.type"), ("description_text", "author.role"), ("description", "author.role")];
/// Where a helpdesk keeps how a ticket came in, and what says there that staff wrote it: Freshdesk numbers the phone 3, mail to a customer 10.
const CHANNELS: &[&str] = &["source", "source_name"];
const BY_STAFF: &[&str] = &["3", "10", "phone", "outbound email", "outbound_email"];
/// Names under which the one who asked for help stands.
const REQUESTERS: &[&str] = &["requester_id", "requester.id", "customer.id", "customer_id", "contact.id", "submitter_id"];
/// How deep the list of records may lie.
const DEEP: usize = 6;

/// A record as cells by their names.
pub(super) type Record = Vec<(String, String)>;

/// The list of records in a value: the longest list of objects that lies in no other.
pub(super) fn records(value: &Value) -> Option<Vec<&Map<String, Value>>> {
    if let Some(fields) = value.as_object().map(unwrapped)
        && fields.keys().any(|name| CONVERSATIONS.contains(&name.to_lowercase().as_str()))
        && messages(fields, DEEP).is_some()
    {
        return Some(vec![fields]);
    }
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

/// The rows of a record: one, or one for each of its messages, each with what the record says of all. A conversation that has no id gets
/// a name.
pub(super) fn rows(record: &Map<String, Value>, name: &str) -> Vec<Record> {
    let record = unwrapped(record);
    let mut own: Record = Vec::new();
    flatten("", record, &mut own);
    let Some(messages) = messages(record, DEEP) else { return vec![own] };
    let cell = |name: &str| own.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    let requester = REQUESTERS.iter().find_map(|name| cell(name));
    let mut people: BTreeMap<String, Role> = BTreeMap::new();
    people_of(&Value::Object(record.clone()), DEEP, &mut people);
    let conversation = ["id", "conversation_id", "ticket_id"].into_iter().find_map(cell).unwrap_or(name).to_owned();
    // What a record says of itself stands beside its messages; its own words and the roles of its people are no message's.
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_lowercase();
    let of_all = |name: &str| {
        !WORDS.contains(&last(name).as_str()) && !["description", "id", "role", "type", "user_type"].contains(&last(name).as_str())
    };
    let shared: Record = own.iter().filter(|(name, _)| of_all(name) && !name.starts_with("source.")).cloned().collect();
    let mut rows: Vec<Record> = Vec::new();
    let row = |cells: Record| -> Record {
        let fresh = |(name, _): &&(String, String)| !cells.iter().any(|(known, _)| known == name);
        let mut row: Record = shared.iter().filter(fresh).cloned().collect();
        row.push(("conversation id".into(), conversation.clone()));
        row.extend(cells);
        row
    };
    if let Some((text, role)) = opening(&own, &messages) {
        let author = own.iter().filter_map(|(name, text)| Some((name.strip_prefix("source.")?.to_owned(), text.clone())));
        let mut cells: Record = author.filter(|(name, _)| name.starts_with("author.")).collect();
        cells.extend([("body".into(), text.to_owned()), ("author role".into(), role.to_owned())]);
        rows.push(row(cells));
    }
    for message in messages {
        let mut cells: Record = Vec::new();
        flatten("", message, &mut cells);
        let role = role_of(&cells, requester, &people).map(str::to_owned);
        cells.retain(|(name, _)| name != "id" && name != "conversation id");
        if let Some(role) = role {
            cells.retain(|(name, _)| name != "author role");
            cells.push(("author role".into(), role));
        }
        rows.push(row(cells));
    }
    rows
}

/// What stands in a wrapper of one name, such as `{"helpdesk_ticket": {…}}`.
fn unwrapped(record: &Map<String, Value>) -> &Map<String, Value> {
    let inner = record.values().next().and_then(Value::as_object).filter(|_| record.len() == 1);
    inner.unwrap_or(record)
}

/// The words with which a record opens its conversation, and who says them; nothing where a message repeats them.
fn opening<'r>(own: &'r Record, messages: &[&Map<String, Value>]) -> Option<(&'r str, &'r str)> {
    let cell = |name: &str| own.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    let (text, author) = OPENINGS.iter().find_map(|(words, author)| Some((cell(words)?, cell(author))))?;
    let letters = |text: &str| -> String {
        let text = if markup::is_html(text) { markup::text_of(text) } else { text.to_owned() };
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let opens = letters(text);
    let said = |message: &&Map<String, Value>| {
        WORDS.iter().filter_map(|name| message.get(*name)?.as_str()).any(|said| letters(said).starts_with(&opens))
    };
    if opens.is_empty() || messages.iter().any(said) {
        return None;
    }
    let by_staff = CHANNELS.iter().filter_map(|name| cell(name)).any(|channel| BY_STAFF.contains(&channel.to_lowercase().as_str()))
        || cell("submitter_id").zip(cell("requester_id")).is_some_and(|(submitter, requester)| submitter != requester);
    Some((text, author.unwrap_or(if by_staff { "agent" } else { "customer" })))
}

/// Who speaks in a message, by the id of its author, or by what it says of them.
fn role_of<'a>(cells: &'a Record, requester: Option<&str>, people: &BTreeMap<String, Role>) -> Option<&'a str> {
    let cell = |names: &[&str]| cells.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, text)| text.as_str());
    let hidden = cell(&["part_type"]) == Some("note");
    if hidden || cell(&["type"]).is_some_and(|kind| kind.to_lowercase().contains("system")) {
        return Some("system");
    }
    if let Some(speaker) = flagged(cells) {
        return Some(speaker);
    }
    let said = || cell(&["author.type", "author.role", "sender.type", "sender.role", "user.type", "sender_type", "user_type", "role"]);
    let Some(author) = cell(&["author_id", "authorId", "user_id", "sender_id"]) else { return said() };
    match (people.get(author), requester) {
        (_, Some(requester)) if requester == author => Some("customer"),
        (Some(Role::Customer), _) => Some("customer"),
        (Some(_), _) | (None, Some(_)) => Some("agent"),
        // Whose id it is, is asked.
        (None, None) => said().or(Some(author)),
    }
}

/// Who speaks, by the cells of yes and no.
fn flagged(cells: &Record) -> Option<&'static str> {
    let mut flags: Vec<(usize, &str)> = cells.iter().filter_map(|(name, cell)| Some((Flag::named(name)?, cell.as_str()))).collect();
    flags.sort_unstable();
    flags.into_iter().find_map(|(at, cell)| FLAGS.get(at)?.speaker(cell))
}

/// The roles of the people that a record lists by their ids.
fn people_of(value: &Value, depth: usize, people: &mut BTreeMap<String, Role>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| people_of(one, depth, people)),
        Value::Object(fields) if depth > 0 => {
            let role = ["role", "type"].into_iter().find_map(|name| known_role(fields.get(name)?.as_str()?));
            if let (Some(id), Some(role)) = (fields.get("id").filter(|id| !id.is_null()), role) {
                people.insert(plain(id), role);
            }
            fields.values().for_each(|value| people_of(value, depth - 1, people));
        }
        _ => {}
    }
}

/// The list of messages in a record: objects that hold words, and of which there may be several.
fn messages(record: &Map<String, Value>, depth: usize) -> Option<Vec<&Map<String, Value>>> {
    for value in record.values() {
        if let Value::Array(list) = value {
            let objects: Vec<&Map<String, Value>> = list.iter().filter_map(Value::as_object).collect();
            if !objects.is_empty()
                && objects
                    .iter()
                    .any(|one| one.iter().any(|(name, value)| value.is_string() && WORDS.contains(&name.to_lowercase().as_str())))
            {
                return Some(objects);
            }
        }
    }
    record.values().filter_map(Value::as_object).filter(|_| depth > 0).find_map(|inner| messages(inner, depth - 1))
}

/// The cells of an object, those within it under dotted names; lists of plain values in one cell.
fn flatten(prefix: &str, fields: &Map<String, Value>, cells: &mut Record) {
    for (name, value) in fields {
        // A feed keeps its values in labels.
        let name = match (prefix.is_empty(), name.as_str()) {
            (true, name) => name.to_owned(),
            (false, "label") => prefix.to_owned(),
            (false, name) => format!("{prefix}.{name}"),
        };
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
            let all: Vec<Record> = records(value)
                .unwrap_or_default()
                .into_iter()
                .enumerate()
                .flat_map(|(at, record)| rows(record, &format!("c-{at}")))
                .collect();
            let cell =
                |row: &Record, name: &str| row.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default();
            all.iter().map(|row| names.iter().map(|name| cell(row, name)).collect()).collect()
        };
        assert_eq!(
            told(&zendesk, ["conversation id", "author role", "body"]),
            [["7", "customer", "It is late."], ["7", "agent", "Sorry!"]]
        );
        assert_eq!(told(&intercom, ["conversation id", "body", "author role"]), [["c1", "<p>Hi</p>", "user"], ["c1", "Hello", "admin"]]);
    }
}
