//! What customers did, from an event log: alone, or beside what they said.

use std::path::Path;

use journey_core::{
    analysis::Corpus,
    behaviour::{BehaviourOptions, BehaviourReport, ChurnOptions, ChurnOutcome, EventLog, EventPlaces, behaviour_report},
    exchange::{EventColumns, EventOptions},
    files::ResultFolder,
    journey::Framework,
    simulate::{Cohort, SimulatedEvents, disagreement_report, insurance_events},
};

use crate::{
    Failure,
    options::{Events, Options},
};

/// Reports what the log of a file shows, and joins it with what the same people said.
pub(crate) fn report(file: &Path, corpus: Option<&Corpus>, framework: &Framework, options: &Options) -> Result<BehaviourReport, Failure> {
    let events = &options.events;
    let (log, told) = EventLog::open(file, &events.reading())?;
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
    let churn = ChurnOptions { outcome, ..options.events.churn() };
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
    println!(
        "{} journeys, {} events, {} ways; {} of {} customers left",
        whole.cases, whole.events, whole.variants.count, found.churn.left, found.churn.customers
    );
    let written = folder.finish_behaviour(&found)?;
    println!("open {} and {}", written.join("report.md").display(), written.join("behaviour/flow.svg").display());
    Ok(())
}

impl Events {
    fn reading(&self) -> EventOptions {
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
            object_type: self.object_type.clone(),
            ..EventOptions::default()
        }
    }

    fn churn(&self) -> ChurnOptions {
        let outcome = if self.left.is_empty() {
            ChurnOutcome::Absence { days: self.absent_days }
        } else {
            ChurnOutcome::Events { activities: self.left.clone() }
        };
        ChurnOptions { outcome, period_days: self.period_days, horizon: self.horizon, ..ChurnOptions::default() }
    }
}
