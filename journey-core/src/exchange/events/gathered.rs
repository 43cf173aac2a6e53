//! Batches put together into a log, in their order.

use std::collections::BTreeMap;

use super::{
    EventColumns, EventOptions, EventTransitions,
    batch::{Batch, Coded},
    instants::TimeTally,
    report::{EventFormat, EventReport, SkipReason, Skips},
};
use crate::{
    behaviour::{EventLog, EventLogBuilder},
    error::Error,
    exchange::transcripts::ReadGuess,
};

/// The events so far.
#[derive(Debug)]
pub(super) struct Gathered {
    builder: EventLogBuilder,
    choice: Choice,
    most: u64,
    rows: u64,
    /// Lines of the file before the next batch.
    pub(super) lines: u64,
    skips: Skips,
    times: TimeTally,
    pub(super) guesses: Vec<ReadGuess>,
}

/// Which steps of lifecycles count; names of steps are in lower case.
#[derive(Debug)]
enum Choice {
    All,
    /// Those that are named; with how many events of others were left out.
    Only(Vec<String>, BTreeMap<String, u64>),
    /// `complete` was not seen yet: everything is kept, with the step of each event that has one.
    Undecided(Coded),
}

/// How many cases are fetched at once.
const AHEAD: usize = 16;
const COMPLETE: &str = "complete";

impl Gathered {
    /// Nothing yet, after so many lines above the first row.
    pub(super) fn new(options: &EventOptions, lines: u64, guesses: Vec<ReadGuess>) -> Self {
        let choice = match &options.transitions {
            EventTransitions::All => Choice::All,
            EventTransitions::Only { names } => Choice::Only(names.iter().map(|name| name.to_lowercase()).collect(), BTreeMap::new()),
            EventTransitions::Complete => Choice::Undecided(Coded::default()),
        };
        let (builder, skips, times) = Default::default();
        Self { builder, choice, most: options.limits.events, rows: 0, lines, skips, times, guesses }
    }

    /// Adds the rows of batches.
    pub(super) fn absorb_all(&mut self, batches: Vec<Batch>) -> Result<(), Error> {
        batches.into_iter().try_for_each(|batch| self.absorb(batch))
    }

    /// Adds the rows of a batch.
    pub(super) fn absorb(&mut self, batch: Batch) -> Result<(), Error> {
        if self.builder.events() as u64 + batch.len() as u64 > self.most {
            let problem = format!("it holds more than {} events", self.most);
            return Err(Error::invalid("the file", problem, "raise `limits.events`, or read it in parts"));
        }
        let counts = self.counted_transitions(&batch)?;
        self.add_events(&batch, &counts)?;
        if let Some((line, problem)) = batch.fault {
            return Err(Error::invalid(format!("line {}", self.lines + line), problem, "mend the line, or name what it is: `encoding`"));
        }
        self.skips.add(batch.skips, self.lines);
        self.times.add(batch.times);
        self.rows += batch.rows;
        self.lines += batch.lines;
        Ok(())
    }

    fn add_events(&mut self, batch: &Batch, counted: &[bool]) -> Result<(), Error> {
        let mut activities: Vec<Option<u16>> = vec![None; batch.activity.names.len()];
        let mut channels: Vec<Option<u8>> = vec![None; batch.channel.names.len()];
        let mut segments: Vec<Option<u16>> = vec![None; batch.segment.names.len()];
        for (row, (hash, time)) in batch.case_hashes.iter().zip(&batch.time).enumerate() {
            if row % AHEAD == 0 {
                let next = batch.case_hashes.get(row..).unwrap_or_default();
                self.builder.fetch_cases(next.get(..AHEAD).unwrap_or(next));
            }
            let code = |codes: &[u32]| codes.get(row).and_then(|code| (*code as usize).checked_sub(1));
            if code(&batch.transition.codes).is_some_and(|step| !counted.get(step).copied().unwrap_or(true)) {
                continue;
            }
            let Some(activity) = code(&batch.activity.codes) else { continue };
            let activity = known(&mut activities, activity, || self.builder.activity_number(batch.activity.names.names().name(activity)))?;
            let channel = match code(&batch.channel.codes) {
                Some(channel) => known(&mut channels, channel, || self.builder.channel_code(batch.channel.names.names().name(channel)))?,
                None => 0,
            };
            let case = self.builder.case_number(batch.cases.name(row), *hash);
            if let Some(segment) = code(&batch.segment.codes) {
                let code = known(&mut segments, segment, || self.builder.segment_code(batch.segment.names.names().name(segment)))?;
                self.builder.set_segment(case, code);
            }
            self.builder.push_numbered(case, activity, *time, channel)?;
        }
        Ok(())
    }

    /// Whether each step of a batch's lifecycles counts; steps that do not are counted as left out.
    fn counted_transitions(&mut self, batch: &Batch) -> Result<Vec<bool>, Error> {
        let names: Vec<String> = batch.transition.names.names().iter().map(str::to_lowercase).collect();
        if matches!(self.choice, Choice::Undecided(_)) && names.iter().any(|name| name == COMPLETE) {
            self.keep_complete()?;
        }
        let step = |code: &u32| (*code as usize).checked_sub(1).and_then(|step| names.get(step));
        match &mut self.choice {
            Choice::All => Ok(Vec::new()),
            Choice::Undecided(steps) => {
                for (event, code) in (self.builder.events()..).zip(&batch.transition.codes) {
                    steps.push(event, step(code).map_or("", String::as_str));
                }
                Ok(Vec::new())
            }
            Choice::Only(wanted, left_out) => {
                let counted: Vec<bool> = names.iter().map(|name| wanted.contains(name)).collect();
                for name in batch.transition.codes.iter().filter_map(step).filter(|name| !wanted.contains(name)) {
                    *left_out.entry(name.clone()).or_default() += 1;
                }
                Ok(counted)
            }
        }
    }

    /// From here on only `complete` counts, and of the events so far those without a lifecycle.
    fn keep_complete(&mut self) -> Result<(), Error> {
        let chosen = Choice::Only(vec![COMPLETE.to_owned()], BTreeMap::new());
        let Choice::Undecided(steps) = std::mem::replace(&mut self.choice, chosen) else { return Ok(()) };
        if steps.codes.is_empty() {
            return Ok(());
        }
        self.builder = self.builder.only(|event| steps.codes.get(event).is_none_or(|code| *code == 0))?;
        let Choice::Only(_, left_out) = &mut self.choice else { return Ok(()) };
        for step in steps.codes.iter().filter_map(|code| (*code as usize).checked_sub(1)) {
            *left_out.entry(steps.names.names().name(step).to_owned()).or_default() += 1;
        }
        Ok(())
    }

    /// The log, and how it was read.
    ///
    /// # Errors
    /// When there are no rows, or more than half of them are no events.
    pub(super) fn finish(mut self, file: &str, format: EventFormat, columns: &EventColumns) -> Result<(EventLog, EventReport), Error> {
        if self.rows == 0 {
            return Err(Error::invalid("the file", "it holds no events", "give a log with events"));
        }
        self.refuse_mostly_bad(columns)?;
        self.tell_transitions();
        self.tell_times();
        let events = self.builder.events() as u64;
        let report =
            EventReport { file: file.to_owned(), format, guesses: self.guesses, rows: self.rows, events, skipped: self.skips.finish() };
        Ok((self.builder.finish(), report))
    }

    fn refuse_mostly_bad(&self, columns: &EventColumns) -> Result<(), Error> {
        let bad = || self.skips.iter().filter(|rows| rows.reason != SkipReason::NoObject);
        let count: u64 = bad().map(|rows| rows.count).sum();
        let Some(worst) = bad().max_by_key(|rows| rows.count).filter(|_| count > self.rows / 2) else { return Ok(()) };
        let (option, column, what) = match worst.reason {
            SkipReason::MissingCase => ("columns.case", &columns.case, "name no case"),
            SkipReason::MissingActivity => ("columns.activity", &columns.activity, "do not say what happened"),
            SkipReason::MissingTime => ("columns.time", &columns.time, "do not say when"),
            SkipReason::UnreadableTime => ("columns.time", &columns.time, "hold no time that can be read"),
            _ => ("delimiter", &None, "have more or fewer fields than the header"),
        };
        let place = column.as_ref().map_or_else(String::new, |column| format!(" in `{column}`"));
        let line = worst.lines.first().map_or_else(String::new, |line| format!(" (line {line}: `{}`)", worst.example));
        let problem = format!("{} of {} rows {what}{place}{line}", worst.count, self.rows);
        Err(Error::invalid(option, problem, format!("name what holds it: `{option}`, or mend the file")))
    }

    fn tell_transitions(&mut self) {
        match &self.choice {
            Choice::Only(wanted, left_out) if !left_out.is_empty() => {
                let total = left_out.values().sum();
                let told: Vec<String> = left_out.iter().map(|(name, count)| format!("{name}: {count}")).collect();
                self.skips.count(SkipReason::OtherTransition, total, &told.join(", "));
                let grounds = format!("left out are {} of {} rows; `transitions` chooses others", told.join(", "), self.rows);
                self.guesses.push(ReadGuess::new("steps of lifecycles", wanted.join(", "), grounds));
            }
            Choice::Undecided(steps) if !steps.codes.is_empty() => {
                self.guesses.push(ReadGuess::new("steps of lifecycles", "all", "none is `complete`"));
            }
            _ => {}
        }
    }

    fn tell_times(&mut self) {
        self.guesses.push(ReadGuess::new("times", self.times.in_words(), "each cell was read as it is written"));
    }
}

/// The number of a batch's name in the log, looked up once.
fn known<T: Copy>(numbers: &mut [Option<T>], name: usize, number: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    if let Some(Some(known)) = numbers.get(name) {
        return Ok(*known);
    }
    let number = number()?;
    if let Some(slot) = numbers.get_mut(name) {
        *slot = Some(number);
    }
    Ok(number)
}
