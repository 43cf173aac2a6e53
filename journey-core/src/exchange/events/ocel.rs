//! Object-centric logs (OCEL 2.0; Berti et al. 2024): events of several objects each, and the journeys of objects of one type.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    EventOptions,
    batch::{Batch, Row},
    columns,
    gathered::Gathered,
    instants::{TimeReader, TimeTally},
    report::{EventFormat, EventReport, SkipReason},
    xes::times,
};
use crate::{
    behaviour::EventLog,
    error::Error,
    exchange::transcripts::{ReadGuess, moment::DateOrder},
};

/// An object-centric log as it was written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ObjectLog {
    /// What happened, in the order of the file.
    pub events: Vec<ObjectEvent>,
    /// What it happened to.
    pub objects: Vec<LogObject>,
}

/// An event of any number of objects.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ObjectEvent {
    pub id: String,
    /// What happened: the event's type.
    pub activity: String,
    /// When, as it was written.
    pub time: String,
    /// The values of its attributes.
    pub values: Vec<ObjectValue>,
    /// The objects that it happened to.
    pub objects: Vec<ObjectRelation>,
}

/// An object, such as an order or a customer.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LogObject {
    pub id: String,
    /// Its type, such as `order`.
    pub object_type: String,
    /// The values of its attributes over time.
    pub values: Vec<ObjectValue>,
    /// The objects that it belongs to or has.
    pub objects: Vec<ObjectRelation>,
}

/// That an event or an object has to do with an object.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ObjectRelation {
    /// The object's id.
    pub object: String,
    /// In which way, such as `payment of the invoice`.
    pub qualifier: String,
}

/// The value of an attribute.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ObjectValue {
    /// The attribute.
    pub name: String,
    /// Since when it has the value, as it was written; 1970-01-01 for the first value of an object, nothing for one of an event.
    pub time: Option<String>,
    pub value: String,
}

impl ObjectLog {
    /// How many objects there are of each type.
    pub fn object_types(&self) -> BTreeMap<&str, usize> {
        let mut types = BTreeMap::new();
        for object in &self.objects {
            *types.entry(object.object_type.as_str()).or_default() += 1;
        }
        types
    }

    /// How many values of objects changed after their first, which is of 1970-01-01T00:00:00Z.
    pub fn changes(&self) -> usize {
        let Ok(times) = TimeReader::new(DateOrder::Unclear, None) else { return 0 };
        let is_first = |time: &str| times.read(time, &mut TimeTally::default()) == Some(0);
        let dated = self.objects.iter().flat_map(|object| &object.values).filter_map(|value| value.time.as_deref());
        dated.filter(|time| !is_first(time)).count()
    }

    /// The journeys of the objects of one type: an event of several of them is in the journey of each (flattening; van der Aalst 2019). The name and the
    /// format are for the report.
    ///
    /// # Errors
    /// When no type is named and there are several, when none has the name, or when more than half of the events cannot be placed.
    pub fn event_log(&self, file: &str, format: EventFormat, options: &EventOptions) -> Result<(EventLog, EventReport), Error> {
        let (chosen, grounds) = self.chosen_type(options)?;
        let mut gathered = Gathered::new(options, 0, Vec::new());
        let shared = self.gather(chosen, options, &mut gathered)?;
        gathered.guesses.push(ReadGuess::new(
            "time zone",
            options.time_zone.as_deref().unwrap_or("UTC"),
            "it counts where a time names none",
        ));
        let shared = format!("{grounds}; {shared} of {} events are of several and are in the journey of each", self.events.len());
        gathered.guesses.push(ReadGuess::new("cases", format!("objects of type `{chosen}`"), shared));
        let (log, report) = gathered.finish(file, format, &options.columns)?;
        if log.is_empty() {
            return Err(Error::invalid("object_type", format!("no event is of a `{chosen}`"), "name another type of objects"));
        }
        Ok((log, report))
    }

    fn chosen_type<'o>(&'o self, options: &'o EventOptions) -> Result<(&'o str, &'static str), Error> {
        let types = self.object_types();
        let listed = types.keys().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        if let Some(wanted) = &options.object_type {
            let known = types.contains_key(wanted.as_str()).then_some((wanted.as_str(), "the type was named"));
            return known
                .ok_or_else(|| Error::invalid("object_type", format!("no object is a `{wanted}`"), format!("name one of {listed}")));
        }
        let mut names = types.keys();
        match (names.next(), names.next()) {
            (Some(only), None) => Ok((only, "all objects are of this type")),
            (None, _) => Err(Error::invalid("the file", "it holds no objects", "give a log with objects")),
            _ => Err(Error::invalid(
                "object_type",
                "the log has objects of several types",
                format!("name whose journeys are the cases: {listed}"),
            )),
        }
    }

    /// Adds the events of each object of a type; tells how many are of several.
    fn gather(&self, chosen: &str, options: &EventOptions, gathered: &mut Gathered) -> Result<usize, Error> {
        let times = times(options)?;
        let of_type = self.objects.iter().filter(|object| object.object_type == chosen);
        let segments: HashMap<&str, &str> = of_type.map(|object| (object.id.as_str(), segment(object, options))).collect();
        let mut shared = 0;
        for events in self.events.chunks(1 << 14) {
            let mut batch = Batch::default();
            for event in events {
                batch.lines += 1;
                let line = batch.lines;
                let objects: BTreeSet<&str> = event.objects.iter().map(|relation| relation.object.as_str()).collect();
                let mut cases = objects.into_iter().filter_map(|object| segments.get_key_value(object)).peekable();
                if cases.peek().is_none() {
                    batch.skip(SkipReason::NoObject, line, &event.activity);
                }
                let channel = value(&event.values, options.columns.channel.as_deref(), columns::is_channel);
                let before = batch.rows;
                for (case, segment) in cases {
                    let row = Row { case, activity: &event.activity, time: &event.time, channel, segment, ..Row::default() };
                    batch.push(line, row, &times);
                }
                shared += usize::from(batch.rows > before + 1);
            }
            gathered.absorb(batch)?;
        }
        Ok(shared)
    }
}

/// The last segment of an object.
fn segment<'o>(object: &'o LogObject, options: &EventOptions) -> &'o str {
    value(&object.values, options.columns.segment.as_deref(), columns::is_segment)
}

/// The last value of an attribute by its name, or by one of its usual names.
fn value<'v>(values: &'v [ObjectValue], wanted: Option<&str>, is_usual: fn(&str) -> bool) -> &'v str {
    let fits = |name: &str| wanted.map_or_else(|| is_usual(name), |wanted| wanted == name);
    values.iter().rev().find(|value| fits(&value.name)).map_or("", |value| &value.value)
}
