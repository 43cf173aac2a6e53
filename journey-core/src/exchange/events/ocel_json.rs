//! Object-centric logs in JSON.

use serde::Deserialize;
use serde_json::Value;

use super::ocel::{LogObject, ObjectEvent, ObjectLog, ObjectRelation, ObjectValue};
use crate::error::Error;

/// Reads a log; JSON within more than 127 brackets is refused.
pub(super) fn read(text: &str) -> Result<ObjectLog, Error> {
    let log: Log = serde_json::from_str(text).map_err(|error| {
        let fix = "give an object-centric log in JSON as OCEL 2.0 has it, with `events` and `objects`; OCEL 1.0 has to be converted";
        Error::invalid(format!("line {}", error.line()), error, fix)
    })?;
    Ok(ObjectLog {
        events: log.events.into_iter().map(|entry| entry.into_event()).collect(),
        objects: log.objects.into_iter().map(|entry| entry.into_object()).collect(),
    })
}

#[derive(Deserialize)]
struct Log {
    events: Vec<Entry>,
    objects: Vec<Entry>,
}

/// An event or an object.
#[derive(Deserialize)]
struct Entry {
    id: String,
    #[serde(rename = "type")]
    entry_type: String,
    #[serde(default)]
    time: String,
    #[serde(default)]
    attributes: Vec<Attribute>,
    #[serde(default)]
    relationships: Vec<Relationship>,
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    time: Option<String>,
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relationship {
    object_id: String,
    #[serde(default)]
    qualifier: String,
}

impl Entry {
    fn into_event(self) -> ObjectEvent {
        let (values, objects) = (values(self.attributes), relations(self.relationships));
        ObjectEvent { id: self.id, activity: self.entry_type, time: self.time, values, objects }
    }

    fn into_object(self) -> LogObject {
        let (values, objects) = (values(self.attributes), relations(self.relationships));
        LogObject { id: self.id, object_type: self.entry_type, values, objects }
    }
}

fn values(attributes: Vec<Attribute>) -> Vec<ObjectValue> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    attributes.into_iter().map(|one| ObjectValue { name: one.name, time: one.time, value: text(one.value) }).collect()
}

fn relations(relationships: Vec<Relationship>) -> Vec<ObjectRelation> {
    relationships.into_iter().map(|one| ObjectRelation { object: one.object_id, qualifier: one.qualifier }).collect()
}
