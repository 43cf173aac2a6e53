//! Customers by periods: what each had experienced when a period began, and whether they left in it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::{CaseShare, EventLog, name_hash},
    ChurnExperience, ChurnOptions,
    experience::ToldTimes,
    lifetime::{Lifetime, Lifetimes},
};
use crate::{
    error::Error,
    statistics::{Covariate, HazardModel, HazardOptions, MAX_PERIOD, PersonPeriods, discrete_hazard},
};

/// Into how many parts the customers are cut; each part is foretold by a model of the others.
pub(super) const PARTS: u32 = 5;
/// The correlation from which two experiences tell the same.
const ALIKE: f64 = 0.8;

/// How many had an experience, and how many of them left.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ExperienceCount {
    pub experience: String,
    /// Of the customers who had it while they were observed, those who left later.
    pub left: CaseShare,
}

/// One row for each customer and period whose outcome is known.
pub(super) struct Panel {
    pub(super) names: Vec<String>,
    /// The number of the customer's lifetime.
    pub(super) customers: Vec<u32>,
    pub(super) periods: Vec<u32>,
    pub(super) events: Vec<u32>,
    /// A column for each experience.
    pub(super) columns: Vec<Vec<f64>>,
    /// How many whole periods each customer stayed, and what they had experienced at the end of the last.
    pub(super) now: Vec<(u32, Vec<f64>)>,
    /// Which part each customer belongs to when the model is tested, told by their id.
    folds: Vec<u32>,
}

/// When a customer's experience began to count: the moments that it happened, in order.
enum Moments {
    /// All along.
    Always,
    At(Vec<i64>),
}

impl Moments {
    /// Whether it counts at a moment.
    fn counts(&self, at: i64, memory: Option<i64>) -> bool {
        let Self::At(moments) = self else { return true };
        let before = moments.partition_point(|moment| *moment <= at);
        let last = before.checked_sub(1).and_then(|last| moments.get(last));
        last.is_some_and(|last| memory.is_none_or(|memory| at.saturating_sub(*last) <= memory))
    }
}

impl Panel {
    pub(super) fn of(
        log: &EventLog,
        told: &ToldTimes<'_>,
        lifetimes: &Lifetimes,
        experiences: &[ChurnExperience],
        options: &ChurnOptions,
    ) -> Self {
        let names = experiences.iter().map(ChurnExperience::name).collect();
        let columns = experiences.iter().map(|_| Vec::new()).collect();
        let folds = lifetimes.all.iter().map(|lifetime| name_hash(log.case(lifetime.case).id()) % PARTS).collect();
        let mut panel = Self { names, customers: Vec::new(), periods: Vec::new(), events: Vec::new(), columns, now: Vec::new(), folds };
        for (number, lifetime) in (0_u32..).zip(&lifetimes.all) {
            let moments: Vec<Moments> = experiences.iter().map(|one| moments(log, told, lifetime, one)).collect();
            panel.add(number, lifetime, &moments, lifetimes.until.0, options);
        }
        panel
    }

    fn add(&mut self, number: u32, lifetime: &Lifetime, moments: &[Moments], until: i64, options: &ChurnOptions) {
        let length = options.period_ms();
        let memory = options.memory.map(|periods| length.saturating_mul(i64::from(periods)));
        let begins = |period: u32| lifetime.start.saturating_add(length.saturating_mul(i64::from(period - 1)));
        let stay = lifetime.end.saturating_sub(lifetime.start);
        let whole = |time: i64| u32::try_from(time / length).unwrap_or(MAX_PERIOD).min(MAX_PERIOD - 1);
        // A period counts when all of it was observed, whoever left in it: else those who left would be counted, and those who stayed not.
        let observed = whole(until.saturating_sub(lifetime.start));
        let lived = if lifetime.cause > 0 { whole((stay - 1).max(0)) + 1 } else { whole(stay) };
        for period in 1..=lived.min(observed) {
            self.customers.push(number);
            self.periods.push(period);
            self.events.push(if period == lived { lifetime.cause } else { 0 });
            for (column, moments) in self.columns.iter_mut().zip(moments) {
                column.push(f64::from(u8::from(moments.counts(begins(period), memory))));
            }
        }
        let whole = whole(stay);
        let now = moments.iter().map(|moments| f64::from(u8::from(moments.counts(begins(whole + 1), memory)))).collect();
        self.now.push((whole, now));
    }

    /// The model of all customers.
    pub(super) fn fit(&self) -> Result<HazardModel, Error> {
        self.kept(|_| true).fit(&self.names)
    }

    /// The model without the experiences that others, or the passing of time, tell already.
    pub(super) fn fit_what_differs(&mut self) -> Result<HazardModel, Error> {
        while let Some(place) = self.told_twice() {
            self.leave_out(place);
        }
        loop {
            let fitted = self.fit();
            let Some(place) = fitted.as_ref().err().and_then(|error| self.place_of(error)) else { return fitted };
            self.leave_out(place);
        }
    }

    /// The place of an experience that one before it tells already, or its contrary: in the rows, or of the customers in the end.
    fn told_twice(&self) -> Option<usize> {
        let ends: Vec<Vec<f64>> =
            (0..self.columns.len()).map(|at| self.now.iter().filter_map(|(_, values)| values.get(at)).copied().collect()).collect();
        let mut pairs = (0..self.columns.len()).flat_map(|later| (0..later).map(move |earlier| (earlier, later)));
        let alike = |columns: &[Vec<f64>], earlier: usize, later: usize| {
            let pair = columns.get(earlier).zip(columns.get(later));
            pair.is_some_and(|(earlier, later)| correlation(earlier, later).abs() >= ALIKE)
        };
        let twice = pairs.find(|(earlier, later)| alike(&self.columns, *earlier, *later) || alike(&ends, *earlier, *later));
        twice.map(|(_, later)| later)
    }

    /// The place of the experience that an error is about.
    fn place_of(&self, error: &Error) -> Option<usize> {
        let field = error.info().field.as_deref()?;
        self.names.iter().position(|name| field == format!("covariates[{name}]"))
    }

    /// Goes on without an experience.
    fn leave_out(&mut self, place: usize) {
        self.names.remove(place);
        self.columns.remove(place);
        for (_, values) in &mut self.now {
            values.remove(place);
        }
    }

    /// Whether a customer belongs to a part.
    pub(super) fn is_in(&self, customer: u32, part: u32) -> bool {
        self.folds.get(customer as usize) == Some(&part)
    }

    /// How many customers had each experience when a period of theirs began, and how many of those left.
    pub(super) fn counts(&self) -> Vec<ExperienceCount> {
        let rows = |at: usize| self.columns.get(at).into_iter().flatten().zip(&self.customers).zip(&self.events);
        let count = |(at, name): (usize, &String)| {
            let had: BTreeSet<u32> = rows(at).filter(|((value, _), _)| **value > 0.5).map(|((_, customer), _)| *customer).collect();
            let left: BTreeSet<u32> = rows(at).filter(|(_, event)| **event > 0).map(|((_, customer), _)| *customer).collect();
            ExperienceCount { experience: name.clone(), left: CaseShare::new(had.intersection(&left).count() as u64, had.len() as u64) }
        };
        self.names.iter().enumerate().map(count).collect()
    }

    pub(super) fn rows(&self) -> usize {
        self.customers.len()
    }

    /// What a row's customer had experienced when its period began.
    pub(super) fn row(&self, at: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column.get(at).copied().unwrap_or_default()).collect()
    }
}

/// The correlation of two columns (Pearson); 0 where one does not vary.
fn correlation(left: &[f64], right: &[f64]) -> f64 {
    let mean = |column: &[f64]| column.iter().sum::<f64>() / column.len().max(1) as f64;
    let (own, other) = (mean(left), mean(right));
    let sum = |product: fn(f64, f64) -> f64| left.iter().zip(right).map(|(left, right)| product(left - own, right - other)).sum::<f64>();
    let spread = (sum(|left, _| left * left) * sum(|_, right| right * right)).sqrt();
    if spread > 0.0 { sum(|left, right| left * right) / spread } else { 0.0 }
}

/// The moments of an experience of one customer.
fn moments(log: &EventLog, told: &ToldTimes<'_>, lifetime: &Lifetime, experience: &ChurnExperience) -> Moments {
    let happened = |activity: &str| -> Vec<i64> {
        let Ok(number) = log.activity_number("experiences", activity) else { return Vec::new() };
        let events = log.activities_of(lifetime.case).iter().zip(log.times_of(lifetime.case));
        events.filter(|(activity, _)| **activity == number).map(|(_, time)| *time).collect()
    };
    Moments::At(match experience {
        ChurnExperience::Did { activity } => happened(activity),
        ChurnExperience::Repeated { activity } => happened(activity).into_iter().skip(1).collect(),
        ChurnExperience::Segment { segment } if log.case(lifetime.case).segment() == Some(segment) => return Moments::Always,
        ChurnExperience::Segment { .. } => Vec::new(),
        ChurnExperience::Told { place, kind } => {
            let times = told.times.get(&(place, *kind)).and_then(|people| people.get(log.case(lifetime.case).id()));
            times.cloned().unwrap_or_default()
        }
    })
}

/// Rows of a panel, as they are or without some customers.
pub(super) struct Rows {
    customers: Vec<u32>,
    periods: Vec<u32>,
    events: Vec<u32>,
    columns: Vec<Vec<f64>>,
}

impl Panel {
    /// The rows of the customers that a test keeps.
    pub(super) fn kept(&self, keep: impl Fn(u32) -> bool) -> Rows {
        let kept: Vec<usize> = (0..self.rows()).filter(|at| self.customers.get(*at).is_some_and(|customer| keep(*customer))).collect();
        let of = |column: &[u32]| kept.iter().filter_map(|at| column.get(*at)).copied().collect();
        Rows {
            customers: of(&self.customers),
            periods: of(&self.periods),
            events: of(&self.events),
            columns: self.columns.iter().map(|column| kept.iter().filter_map(|at| column.get(*at)).copied().collect()).collect(),
        }
    }
}

impl Rows {
    /// The model of them.
    pub(super) fn fit(&self, names: &[String]) -> Result<HazardModel, Error> {
        let covariates: Vec<Covariate<'_>> = names.iter().zip(&self.columns).map(|(name, values)| Covariate { name, values }).collect();
        discrete_hazard(&PersonPeriods::new(&self.customers, &self.periods, &self.events, &covariates)?, HazardOptions::default())
    }
}
