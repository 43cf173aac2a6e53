//! Object-centric logs from the tables in which SQLite holds them; the tables are read elsewhere.

use std::collections::HashMap;

use super::ocel::{LogObject, ObjectEvent, ObjectLog, ObjectRelation, ObjectValue};
use crate::error::Error;

/// The rows of an object-centric log's tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OcelTables {
    /// `event`, each with its row of `event_…`.
    pub events: Vec<OcelEventRow>,
    /// `object`: id and type.
    pub objects: Vec<(String, String)>,
    /// The rows of `object_…`.
    pub object_values: Vec<OcelValueRow>,
    /// `event_object`.
    pub event_objects: Vec<OcelRelationRow>,
    /// `object_object`.
    pub object_objects: Vec<OcelRelationRow>,
}

/// An event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OcelEventRow {
    /// `ocel_id`
    pub id: String,
    /// `ocel_type`
    pub event_type: String,
    /// `ocel_time`
    pub time: String,
    /// The other columns: name and value.
    pub values: Vec<(String, String)>,
}

/// Values of an object since a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OcelValueRow {
    /// `ocel_id`
    pub object: String,
    /// `ocel_time`
    pub time: String,
    /// `ocel_changed_field`; nothing in the row of first values.
    pub changed: Option<String>,
    /// The other columns that are not null: name and value.
    pub values: Vec<(String, String)>,
}

/// That an event or an object has to do with an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OcelRelationRow {
    /// `ocel_event_id` or `ocel_source_id`
    pub source: String,
    /// `ocel_object_id` or `ocel_target_id`
    pub target: String,
    /// `ocel_qualifier`
    pub qualifier: String,
}

/// Puts a log together from its tables.
///
/// ```
/// use journey_core::exchange::{EventFormat, EventOptions, OcelEventRow, OcelRelationRow, OcelTables, ocel_tables};
/// let event = OcelEventRow { id: "e1".into(), event_type: "pay".into(), time: "2026-11-27 12:00:00".into(), values: vec![] };
/// let relation = OcelRelationRow { source: "e1".into(), target: "o1".into(), qualifier: "order".into() };
/// let tables = OcelTables { events: vec![event], objects: vec![("o1".into(), "order".into())], event_objects: vec![relation], ..OcelTables::default() };
/// let (log, _) = ocel_tables(tables)?.event_log("log.sqlite", EventFormat::OcelTables, &EventOptions::default())?;
/// assert_eq!((log.cases(), log.events()), (1, 1));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When a relation or a value is of an event or an object that is not there.
pub fn ocel_tables(tables: OcelTables) -> Result<ObjectLog, Error> {
    let event = |row: OcelEventRow| {
        let values = row.values.into_iter().map(|(name, value)| ObjectValue { name, time: None, value }).collect();
        ObjectEvent { id: row.id, activity: row.event_type, time: row.time, values, objects: Vec::new() }
    };
    let object = |(id, object_type)| LogObject { id, object_type, ..LogObject::default() };
    let mut events: Vec<ObjectEvent> = tables.events.into_iter().map(event).collect();
    let mut objects: Vec<LogObject> = tables.objects.into_iter().map(object).collect();
    let event_places = places(events.iter().map(|event| &event.id));
    let object_places = places(objects.iter().map(|object| &object.id));
    for row in tables.event_objects {
        known(&object_places, &row.target, "event_object")?;
        let event = known(&event_places, &row.source, "event_object").map(|at| events.get_mut(at))?;
        event.into_iter().for_each(|event| event.objects.push(relation(&row)));
    }
    for row in tables.object_objects {
        known(&object_places, &row.target, "object_object")?;
        let object = known(&object_places, &row.source, "object_object").map(|at| objects.get_mut(at))?;
        object.into_iter().for_each(|object| object.objects.push(relation(&row)));
    }
    for row in tables.object_values {
        let object = known(&object_places, &row.object, "object").map(|at| objects.get_mut(at))?;
        let is_told = |name: &String| row.changed.as_ref().is_none_or(|changed| changed == name);
        let told = row.values.iter().filter(|(name, _)| is_told(name));
        let values = told.map(|(name, value)| ObjectValue { name: name.clone(), time: Some(row.time.clone()), value: value.clone() });
        object.into_iter().for_each(|object| object.values.extend(values.clone()));
    }
    Ok(ObjectLog { events, objects })
}

fn places<'i>(ids: impl Iterator<Item = &'i String>) -> HashMap<String, usize> {
    ids.enumerate().map(|(at, id)| (id.clone(), at)).collect()
}

fn known(places: &HashMap<String, usize>, id: &str, table: &str) -> Result<usize, Error> {
    places
        .get(id)
        .copied()
        .ok_or_else(|| Error::invalid(table, format!("it names `{id}`, which is not there"), "give all rows of the tables"))
}

fn relation(row: &OcelRelationRow) -> ObjectRelation {
    ObjectRelation { object: row.target.clone(), qualifier: row.qualifier.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    #[test]
    fn a_change_tells_one_value_and_the_first_row_all() {
        let row = |time: &str, changed: Option<&str>| OcelValueRow {
            object: "o1".into(),
            time: time.into(),
            changed: changed.map(str::to_owned),
            values: vec![pair("price", "5"), pair("state", "open")],
        };
        let tables = OcelTables {
            objects: vec![pair("o1", "order")],
            object_values: vec![row("1970-01-01 00:00:00", None), row("2026-11-27 12:00:00", Some("price"))],
            ..OcelTables::default()
        };
        let log = ocel_tables(tables).unwrap();
        assert_eq!((log.objects[0].values.len(), log.changes()), (3, 1));
    }

    #[test]
    fn a_relation_to_nothing_is_refused() {
        let relation = OcelRelationRow { source: "e1".into(), target: "o1".into(), qualifier: String::new() };
        let error = ocel_tables(OcelTables { event_objects: vec![relation], ..OcelTables::default() }).unwrap_err();
        assert!(error.to_string().contains("`o1`, which is not there"));
    }
}
