//! XES (IEEE 1849): traces of events in XML, read from front to back.

use std::{
    collections::BTreeMap,
    io::{BufReader, Read},
};

use super::{
    EventOptions,
    batch::{Batch, Row},
    columns,
    gathered::Gathered,
    instants::TimeReader,
    markup::{Markup, Part, Tag},
};
use crate::{
    behaviour::Numbering,
    error::Error,
    exchange::transcripts::{ReadGuess, moment::DateOrder},
};

/// Events of a batch.
const ROWS: usize = 1 << 16;
/// What OpenXES writes as the default of a global attribute that has none.
const NO_DEFAULT: &str = "__INVALID__";

/// Reads a log.
pub(super) fn read(input: impl Read, options: &EventOptions, guesses: Vec<ReadGuess>) -> Result<Gathered, Error> {
    let mut log = XesLog {
        markup: Markup::new(input, options.limits),
        gathered: Gathered::new(options, 0, guesses),
        batch: Batch::default(),
        times: times(options)?,
        keys: Keys::new(options),
        defaults: BTreeMap::new(),
        defaulted: 0,
        traces: Numbering::default(),
        merged: 0,
        trace: Trace::default(),
        event: XesEvent::default(),
    };
    log.read()?;
    log.gathered.absorb(log.batch)?;
    log.gathered.guesses.push(ReadGuess::new(
        "time zone",
        options.time_zone.as_deref().unwrap_or("UTC"),
        "it counts where a time names none",
    ));
    if log.defaulted > 0 {
        let grounds = "the log gives them for events without a value of their own";
        log.gathered.guesses.push(ReadGuess::new("defaults of global attributes", format!("taken {} times", log.defaulted), grounds));
    }
    if log.merged > 0 {
        let grounds = "they have the `concept:name` of an earlier trace";
        log.gathered.guesses.push(ReadGuess::new("traces", format!("{} are added to an earlier one", log.merged), grounds));
    }
    Ok(log.gathered)
}

/// How times are read where no column tells the order of day and month.
pub(super) fn times(options: &EventOptions) -> Result<TimeReader, Error> {
    let order = match options.day_first {
        Some(true) => DateOrder::DayFirst,
        Some(false) => DateOrder::MonthFirst,
        None => DateOrder::Unclear,
    };
    TimeReader::new(order, options.time_zone.as_deref())
}

struct XesLog<R: Read> {
    markup: Markup<BufReader<R>>,
    gathered: Gathered,
    batch: Batch,
    times: TimeReader,
    keys: Keys,
    /// The defaults of global attributes of events.
    defaults: BTreeMap<String, String>,
    defaulted: u64,
    traces: Numbering,
    /// Traces that have the name of an earlier one.
    merged: u64,
    trace: Trace,
    event: XesEvent,
}

/// The keys of the attributes that are read.
struct Keys {
    case: String,
    activity: String,
    time: String,
    end: Option<String>,
    channel: Option<String>,
    segment: Option<String>,
    transition: String,
}

#[derive(Default)]
struct Trace {
    case: String,
    segment: String,
}

#[derive(Default)]
struct XesEvent {
    activity: String,
    time: String,
    end: String,
    channel: String,
    segment: String,
    transition: String,
}

impl Keys {
    fn new(options: &EventOptions) -> Self {
        let named = |name: &Option<String>, usual: &str| name.as_deref().unwrap_or(usual).to_owned();
        let columns = &options.columns;
        let case = named(&columns.case, "concept:name");
        Self {
            case: case.strip_prefix("case:").unwrap_or(&case).to_owned(),
            activity: named(&columns.activity, "concept:name"),
            time: named(&columns.time, "time:timestamp"),
            end: columns.end.clone(),
            channel: columns.channel.clone(),
            segment: columns.segment.clone(),
            transition: named(&columns.lifecycle, "lifecycle:transition"),
        }
    }

    fn is_segment(&self, key: &str) -> bool {
        self.segment.as_ref().map_or_else(|| columns::is_segment(key), |wanted| wanted == key)
    }
}

/// What begins below the log or a trace.
enum Child {
    Trace,
    Event,
    Global,
    Attribute,
}

impl Child {
    fn of(tag: &Tag<'_>) -> Self {
        match tag.name() {
            "trace" => Self::Trace,
            "event" => Self::Event,
            "global" => Self::Global,
            _ => Self::Attribute,
        }
    }
}

impl<R: Read> XesLog<R> {
    fn read(&mut self) -> Result<(), Error> {
        loop {
            match self.markup.next()? {
                Part::Start(tag) if tag.name() == "log" => break,
                Part::Text(_) => {}
                _ => return Err(Error::invalid("the file", "its first tag is not `log`", "give a log in XES")),
            }
        }
        loop {
            match self.markup.next()? {
                Part::Start(tag) => match Child::of(&tag) {
                    Child::Trace => self.trace()?,
                    Child::Event => {
                        self.trace = Trace::default();
                        self.event()?;
                    }
                    Child::Global if tag.value("scope")? == "event" => self.global()?,
                    Child::Global | Child::Attribute => self.markup.skip()?,
                },
                Part::Text(_) => {}
                Part::End | Part::Done => break,
            }
        }
        loop {
            match self.markup.next()? {
                Part::Text(text) if text.trim().is_empty() => {}
                Part::Done => return Ok(()),
                _ => return Err(Error::invalid("the file", "more follows after the log", "give a file with one log")),
            }
        }
    }

    /// The defaults of attributes that every event has; of two for one key the later stands.
    fn global(&mut self) -> Result<(), Error> {
        loop {
            match self.markup.next()? {
                Part::Start(tag) => {
                    let (key, value) = (tag.value("key")?.into_owned(), tag.value("value")?.into_owned());
                    if key == self.keys.activity || key == self.keys.transition {
                        self.defaults.insert(key, value);
                    }
                    self.markup.skip()?;
                }
                Part::Text(_) => {}
                Part::End | Part::Done => return Ok(()),
            }
        }
    }

    /// A trace: its attributes, then its events, as the schema has it.
    fn trace(&mut self) -> Result<(), Error> {
        self.trace = Trace::default();
        let mut is_new = true;
        loop {
            match self.markup.next()? {
                Part::Start(tag) => match Child::of(&tag) {
                    Child::Event => {
                        if std::mem::take(&mut is_new) {
                            self.count_trace();
                        }
                        self.event()?;
                    }
                    _ => {
                        let key = tag.value("key")?;
                        if key == self.keys.case {
                            self.trace.case = tag.value("value")?.into_owned();
                        } else if self.keys.is_segment(&key) {
                            self.trace.segment = tag.value("value")?.into_owned();
                        }
                        self.markup.skip()?;
                    }
                },
                Part::Text(_) => {}
                Part::End | Part::Done => return Ok(()),
            }
        }
    }

    fn count_trace(&mut self) {
        let before = self.traces.len();
        if !self.trace.case.is_empty() {
            self.traces.number(&self.trace.case);
            self.merged += u64::from(self.traces.len() == before);
        }
    }

    fn event(&mut self) -> Result<(), Error> {
        self.event.clear();
        loop {
            match self.markup.next()? {
                Part::Start(tag) => {
                    if let Some(slot) = self.event.slot(&tag.value("key")?, &self.keys) {
                        slot.clear();
                        slot.push_str(&tag.value("value")?);
                    }
                    self.markup.skip()?;
                }
                Part::Text(_) => {}
                Part::End | Part::Done => break,
            }
        }
        self.apply_defaults();
        self.push()
    }

    /// What is missing of an event is what the log gives for all. Its case and its time are its own or none.
    fn apply_defaults(&mut self) {
        let slots = [(&mut self.event.activity, &self.keys.activity), (&mut self.event.transition, &self.keys.transition)];
        for (slot, key) in slots {
            if let Some(default) = self.defaults.get(key).filter(|default| slot.is_empty() && *default != NO_DEFAULT) {
                slot.push_str(default);
                self.defaulted += 1;
            }
        }
    }

    fn push(&mut self) -> Result<(), Error> {
        let XesEvent { activity, time, end, channel, segment, transition } = &self.event;
        let segment = if segment.is_empty() { &self.trace.segment } else { segment };
        let row = Row { case: &self.trace.case, activity, time, end, channel, segment, transition };
        self.batch.lines += 1;
        self.batch.push(self.batch.lines, row, &self.times);
        if self.batch.len() >= ROWS {
            self.gathered.absorb(std::mem::take(&mut self.batch))?;
        }
        Ok(())
    }
}

impl XesEvent {
    fn clear(&mut self) {
        let Self { activity, time, end, channel, segment, transition } = self;
        [activity, time, end, channel, segment, transition].into_iter().for_each(String::clear);
    }

    /// Where the value of a key belongs.
    fn slot(&mut self, key: &str, keys: &Keys) -> Option<&mut String> {
        let is = |wanted: &Option<String>| wanted.as_deref() == Some(key);
        if key == keys.activity {
            Some(&mut self.activity)
        } else if key == keys.time {
            Some(&mut self.time)
        } else if key == keys.transition {
            Some(&mut self.transition)
        } else if is(&keys.end) {
            Some(&mut self.end)
        } else if is(&keys.channel) || (keys.channel.is_none() && columns::is_channel(key)) {
            Some(&mut self.channel)
        } else if keys.is_segment(key) {
            Some(&mut self.segment)
        } else {
            None
        }
    }
}
