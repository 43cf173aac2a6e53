//! Churn: who leaves, when, and which experiences go with it.

mod evaluation;
mod experience;
mod lifetime;
mod panel;
mod risk;
mod staying;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use evaluation::ChurnEvaluation;
pub use experience::ChurnExperience;
pub use lifetime::ChurnOutcome;
pub use panel::ExperienceCount;
pub use risk::{CustomerRisk, RiskReason};
pub use staying::{SegmentStaying, Staying, WayOfLeaving};

use super::EventLog;
use crate::{
    analysis::Corpus,
    error::Error,
    statistics::{HazardModel, MIN_EVENTS_PER_COVARIATE},
    time::Timestamp,
};

/// The longest period in days.
const LONGEST_PERIOD: f64 = 3_660.0;
/// The most periods of a horizon.
const LONGEST_HORIZON: u32 = 120;

/// How churn is told and modelled.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChurnOptions {
    /// What counts as leaving.
    pub outcome: ChurnOutcome,
    /// The length of a period in days, above 0 to 3,660.
    pub period_days: f64,
    /// How many periods ahead risks are told, 1 to 120.
    pub horizon: u32,
    /// What may go with leaving; empty chooses among what was done and told, as many as those who left allow.
    pub experiences: Vec<ChurnExperience>,
    /// For how many periods an experience counts; none for ever after.
    pub memory: Option<u32>,
    /// Until when customers were observed; none for the last event of the log.
    pub until: Option<Timestamp>,
    /// How many of the customers who are still there are listed, those most at risk first.
    pub customers: usize,
}

impl Default for ChurnOptions {
    fn default() -> Self {
        Self {
            outcome: ChurnOutcome::default(),
            period_days: 30.0,
            horizon: 3,
            experiences: Vec::new(),
            memory: None,
            until: None,
            customers: 100,
        }
    }
}

/// Who left, when, what went with it, how well that foretells, and who may be next.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChurnStudy {
    /// Customers observed.
    pub customers: u64,
    /// Customers who left.
    pub left: u64,
    /// Customers who left and came back later; they count as having left.
    pub came_back: u64,
    /// Until when they were observed.
    pub until: Timestamp,
    /// How many periods ahead risks are told.
    pub horizon: u32,
    /// How many stay how long, all together and by segment.
    pub staying: Staying,
    /// How many had each experience of the model, and how many of them left.
    pub experiences: Vec<ExperienceCount>,
    /// What goes with leaving.
    pub model: Option<HazardModel>,
    /// Why there is no model.
    pub no_model: Option<String>,
    /// How well the model foretells, told of customers that it was not fitted to.
    pub evaluation: Option<ChurnEvaluation>,
    /// Customers who are still there, those most at risk first.
    pub at_risk: Vec<CustomerRisk>,
    /// What was told without a time and could not be used.
    pub untimed: u64,
    /// How it was computed.
    pub method: String,
}

impl ChurnOptions {
    fn check(&self) -> Result<(), Error> {
        if !(self.period_days.is_finite() && self.period_days > 0.0 && self.period_days <= LONGEST_PERIOD) {
            let problem = format!("`{}` is out of range", self.period_days);
            return Err(Error::invalid("period_days", problem, "give a number of days above 0 to 3660"));
        }
        if !(1..=LONGEST_HORIZON).contains(&self.horizon) {
            return Err(Error::invalid("horizon", format!("`{}` is out of range", self.horizon), "give 1 to 120 periods"));
        }
        if self.memory == Some(0) {
            return Err(Error::invalid("memory", "it is 0", "give at least one period, or none"));
        }
        self.outcome.check()
    }

    fn period_ms(&self) -> i64 {
        ((self.period_days * 86_400_000.0) as i64).max(1)
    }
}

/// Tells from a log who left, when, and which experiences go with it: what customers did, and what a corpus of the same people tells.
///
/// Leaving is an event or a long absence; who was still there at the end is censored, not counted as staying for ever. The curve is Kaplan and
/// Meier's by segment with a log-rank test; the model is a discrete-time hazard over periods, in which every experience counts only from when it
/// happened. It tells what goes with leaving, not what brings it about. Without enough customers who left there is no model, and `no_model` says
/// how many are needed.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{ChurnOptions, ChurnOutcome, EventLogBuilder, churn}};
/// let day = |day: i64| Timestamp(day * 86_400_000);
/// let mut builder = EventLogBuilder::default();
/// for (number, customer) in ["anna", "ben", "cem"].into_iter().enumerate() {
///     builder.push(customer, "signed up", day(0))?;
///     builder.push(customer, "logged in", day(40 * number as i64))?;
/// }
/// builder.push("anna", "cancelled", day(50))?;
/// builder.push("cem", "logged in", day(120))?;
/// let outcome = ChurnOutcome::Events { activities: vec!["cancelled".into()] };
/// let study = churn(&builder.finish(), None, &ChurnOptions { outcome, ..ChurnOptions::default() })?;
/// assert_eq!((study.customers, study.left), (3, 1));
/// assert!(study.no_model.is_some());
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When an option is out of range, the log is empty, or the outcome or an experience names an activity or a place that does not occur.
pub fn churn(log: &EventLog, corpus: Option<&Corpus>, options: &ChurnOptions) -> Result<ChurnStudy, Error> {
    options.check()?;
    let lifetimes = lifetime::lifetimes(log, options)?;
    let told = experience::told(corpus);
    let experiences = experience::chosen(log, &told, &lifetimes, options)?;
    let mut panel = panel::Panel::of(log, &told, &lifetimes, &experiences, options);
    let fitted = if options.experiences.is_empty() { panel.fit_what_differs() } else { panel.fit() };
    let (model, no_model) = match fitted {
        Ok(model) => (Some(model), None),
        Err(error) => (None, Some(why_not(&lifetimes, &error))),
    };
    let at_risk = model.as_ref().map_or_else(Vec::new, |model| risk::at_risk(model, &panel, log, &lifetimes, options));
    Ok(ChurnStudy {
        customers: lifetimes.all.len() as u64,
        left: lifetimes.all.iter().filter(|one| one.cause > 0).count() as u64,
        came_back: lifetimes.all.iter().filter(|one| one.came_back).count() as u64,
        until: lifetimes.until,
        horizon: options.horizon,
        staying: staying::staying(log, &lifetimes, &options.outcome)?,
        evaluation: model.as_ref().and_then(|_| evaluation::evaluate(&panel, options)),
        experiences: panel.counts(),
        model,
        no_model,
        at_risk,
        untimed: told.untimed,
        method: method(options, panel.names.len()),
    })
}

/// Why there is no model, in words for whoever reads the report.
fn why_not(lifetimes: &lifetime::Lifetimes, error: &Error) -> String {
    let left = lifetimes.all.iter().filter(|one| one.cause > 0).count() as u64;
    if left < MIN_EVENTS_PER_COVARIATE {
        return format!("{left} left, and at least {MIN_EVENTS_PER_COVARIATE} are needed for each experience");
    }
    error.to_string()
}

fn method(options: &ChurnOptions, experiences: usize) -> String {
    let outcome = match &options.outcome {
        ChurnOutcome::Absence { days } => {
            format!("leaving is no event for {days} days, dated at the last one before; the log ends that much earlier for want of knowing")
        }
        ChurnOutcome::Events { activities } => format!("leaving is the first of: {}", activities.join(", ")),
    };
    let memory = options.memory.map_or_else(|| "ever after".to_owned(), |periods| format!("for {periods} periods"));
    format!(
        "{outcome}; who was there at the end is censored; periods of {} days; {experiences} experiences, each counted from when it happened, {memory}; odds ratios of the discrete hazard with 95 % intervals; associations, not causes",
        options.period_days
    )
}
