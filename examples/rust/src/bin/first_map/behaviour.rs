//! What customers did, from an event log: alone, or beside what they said.

use std::path::Path;

use journey_core::{
    Timestamp,
    analysis::Corpus,
    behaviour::{BehaviourOptions, BehaviourReport, ChurnOptions, ChurnOutcome, EventLog, EventPlaces, behaviour_report},
    exchange::{EventColumns, EventOptions},
    files::ResultFolder,
    journey::Framework,
    simulate::{Cohort, SimulatedEvents, disagreement_report, insurance_events},
};

use crate::{
    Failure,
    options::{Events, Input, Options},
};

/// Reports what the log of a file shows, and joins it with what the same people said.
pub(crate) fn report(file: &Path, corpus: Option<&Corpus>, framework: &Framework, options: &Options) -> Result<BehaviourReport, Failure> {
    let events = &options.events;
    let (log, told) = EventLog::open(file, &events.reading(&options.input))?;
    eprintln!("{told}");
    let places = events.places.as_ref().map(|path| EventPlaces::open(path, framework)).transpose()?;
    let found = behaviour_report(&log, corpus, framework, &BehaviourOptions { places, churn: events.churn() })?;
    match &found.said_and_done {
        Some(joined) => eprintln!("{} people both spoke and acted", joined.both),
        None if corpus.is_some() => {
            eprintln!(
                "nobody both spoke and acted: --participant-column and --case-column must hold the same ids to join what was said and done"
            );
        }
        None => {}
    }
    Ok(found)
}

/// What the customers of whom words are known did: from a file, or simulated, with what was planted then.
pub(crate) fn beside(
    corpus: &Corpus,
    framework: &Framework,
    cohort: &Cohort,
    options: &Options,
) -> Result<(Option<BehaviourReport>, String), Failure> {
    if let Some(file) = &options.events.events {
        return Ok((Some(report(file, Some(corpus), framework, options)?), String::new()));
    }
    if !options.events.simulate_events {
        return Ok((None, String::new()));
    }
    let events = insurance_events(cohort, options.seed)?;
    let outcome = ChurnOutcome::Events { activities: vec![SimulatedEvents::LEFT.to_owned()] };
    let churn =
        Some(ChurnOptions { outcome, period_days: options.events.period_days, horizon: options.events.horizon, ..ChurnOptions::default() });
    let found = behaviour_report(&events.log, Some(corpus), framework, &BehaviourOptions { churn, ..BehaviourOptions::default() })?;
    let planted = found.said_and_done.as_ref().map_or_else(String::new, |joined| disagreement_report(&events, joined));
    Ok((Some(found), planted))
}

/// Reports what the log of a file shows, without words.
pub(crate) fn report_alone(file: &Path, options: &Options, folder: ResultFolder) -> Result<(), Failure> {
    let framework = match (&options.framework, &options.industry) {
        (Some(path), _) => Framework::open(path)?,
        (None, Some(industry)) => Framework::template(industry)?.clone(),
        (None, None) => Framework::general().clone(),
    };
    let found = report(file, None, &framework, options)?;
    let whole = &found.discovery.whole;
    println!("{} journeys, {} events, {} ways", whole.cases, whole.events, whole.variants.count);
    match &found.churn {
        Some(churn) => println!("{} of {} customers left", churn.left, churn.customers),
        None => println!("say what counts as leaving to be told who leaves: --left ACTIVITY or --absent-days N"),
    }
    let written = folder.finish_behaviour(&found)?;
    println!("open {} and {}", written.join("report.md").display(), written.join("behaviour/flow.svg").display());
    Ok(())
}

impl Events {
    fn reading(&self, input: &Input) -> EventOptions {
        EventOptions {
            columns: EventColumns {
                case: self.case_column.clone(),
                activity: self.activity_column.clone(),
                time: self.event_time_column.clone(),
                channel: self.channel_column.clone(),
                segment: self.case_segment_column.clone(),
                ..EventColumns::default()
            },
            time_zone: self.time_zone.clone(),
            day_first: input.day_first.then_some(true).or(input.month_first.then_some(false)),
            delimiter: input.delimiter,
            encoding: input.encoding.clone(),
            object_type: self.object_type.clone(),
            ..EventOptions::default()
        }
    }

    /// How leaving is told, where it was said what counts as leaving.
    fn churn(&self) -> Option<ChurnOptions> {
        let outcome = match self.absent_days {
            _ if !self.left.is_empty() => ChurnOutcome::Events { activities: self.left.clone() },
            Some(days) => ChurnOutcome::Absence { days },
            None => return None,
        };
        let until = self.until.map(|date| Timestamp(date.as_millisecond()));
        Some(ChurnOptions { outcome, period_days: self.period_days, horizon: self.horizon, until, ..ChurnOptions::default() })
    }
}
