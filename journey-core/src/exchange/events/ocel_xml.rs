//! Object-centric logs in XML.

use std::io::Read;

use super::{
    EventLimits,
    markup::{Markup, Part},
    ocel::{LogObject, ObjectEvent, ObjectLog, ObjectRelation, ObjectValue},
};
use crate::error::Error;

/// Reads a log.
pub(super) fn read(input: impl Read, limits: EventLimits) -> Result<ObjectLog, Error> {
    let mut markup = Markup::new(input, limits);
    let mut log = ObjectLog::default();
    let mut owner = Owner::Nothing;
    loop {
        match markup.next()? {
            Part::Start(tag) => {
                let text = |name: &str| tag.value(name).map(std::borrow::Cow::into_owned);
                match tag.name() {
                    "object-type" | "event-type" => owner = Owner::Nothing,
                    "object" => {
                        log.objects.push(LogObject { id: text("id")?, object_type: text("type")?, ..LogObject::default() });
                        owner = Owner::Object;
                    }
                    "event" => {
                        log.events.push(ObjectEvent {
                            id: text("id")?,
                            activity: text("type")?,
                            time: text("time")?,
                            ..ObjectEvent::default()
                        });
                        owner = Owner::Event;
                    }
                    "relationship" => owner.relate(&mut log, ObjectRelation { object: text("object-id")?, qualifier: text("qualifier")? }),
                    "attribute" => {
                        let (name, time) = (text("name")?, Some(text("time")?).filter(|time| !time.is_empty()));
                        let value = markup.text()?;
                        owner.set(&mut log, ObjectValue { name, time, value });
                    }
                    _ => {}
                }
            }
            Part::End | Part::Text(_) => {}
            Part::Done => return Ok(log),
        }
    }
}

/// Whose attributes and relations are read.
enum Owner {
    Nothing,
    /// The last event.
    Event,
    /// The last object.
    Object,
}

impl Owner {
    fn relate(&self, log: &mut ObjectLog, relation: ObjectRelation) {
        let relations = match self {
            Self::Nothing => None,
            Self::Event => log.events.last_mut().map(|event| &mut event.objects),
            Self::Object => log.objects.last_mut().map(|object| &mut object.objects),
        };
        relations.into_iter().for_each(|relations| relations.push(relation.clone()));
    }

    fn set(&self, log: &mut ObjectLog, value: ObjectValue) {
        let values = match self {
            Self::Nothing => None,
            Self::Event => log.events.last_mut().map(|event| &mut event.values),
            Self::Object => log.objects.last_mut().map(|object| &mut object.values),
        };
        values.into_iter().for_each(|values| values.push(value.clone()));
    }
}
