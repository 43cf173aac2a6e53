//! Customers by periods: what each had experienced when a period began, and whether they left in it.

use super::{
    super::EventLog,
    ChurnExperience, ChurnOptions,
    experience::ToldTimes,
    lifetime::{Lifetime, Lifetimes},
};
use crate::{
    error::Error,
    statistics::{Covariate, HazardModel, HazardOptions, MAX_PERIOD, PersonPeriods, discrete_hazard},
};

/// The correlation from which two experiences tell the same.
const ALIKE: f64 = 0.8;

/// One row for each customer and period whose outcome is known.
pub(super) struct Panel {
    pub(super) names: Vec<String>,
    /// The number of the customer's lifetime.
    pub(super) customers: Vec<u32>,
    pub(super) periods: Vec<u32>,
    pub(super) events: Vec<u32>,
    /// A column for each experience.
    pub(super) columns: Vec<Vec<f64>>,
    /// What each customer who is still there has experienced by the end of observation, and how many whole periods they stayed.
    pub(super) now: Vec<(u32, Vec<f64>)>,
}

/// When a customer's experience began to count: the moments that it happened, in order.
struct Moments(Vec<i64>);

impl Moments {
    /// Whether it counts at a moment.
    fn counts(&self, at: i64, memory: Option<i64>) -> bool {
        let before = self.0.partition_point(|moment| *moment <= at);
        let last = before.checked_sub(1).and_then(|last| self.0.get(last));
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
        let mut panel = Self { names, customers: Vec::new(), periods: Vec::new(), events: Vec::new(), columns, now: Vec::new() };
        for (number, lifetime) in (0_u32..).zip(&lifetimes.all) {
            let moments: Vec<Moments> = experiences.iter().map(|one| moments(log, told, lifetime, one)).collect();
            panel.add(number, lifetime, &moments, options);
        }
        panel
    }

    fn add(&mut self, number: u32, lifetime: &Lifetime, moments: &[Moments], options: &ChurnOptions) {
        let length = options.period_ms();
        let memory = options.memory.map(|periods| length.saturating_mul(i64::from(periods)));
        let stay = lifetime.end.saturating_sub(lifetime.start);
        let whole = u32::try_from(stay / length).unwrap_or(MAX_PERIOD).min(MAX_PERIOD - 1);
        // Who left did so in the period that then ran; who is still there has lived through whole periods alone.
        let known = if lifetime.cause > 0 { (stay - 1).max(0) / length + 1 } else { i64::from(whole) };
        let known = u32::try_from(known).unwrap_or(MAX_PERIOD).min(MAX_PERIOD);
        for period in 1..=known {
            let begins = lifetime.start.saturating_add(length.saturating_mul(i64::from(period - 1)));
            self.customers.push(number);
            self.periods.push(period);
            self.events.push(if period == known { lifetime.cause } else { 0 });
            for (column, moments) in self.columns.iter_mut().zip(moments) {
                column.push(f64::from(u8::from(moments.counts(begins, memory))));
            }
        }
        let now = moments.iter().map(|moments| f64::from(u8::from(moments.counts(lifetime.end, memory)))).collect();
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

    /// The place of an experience that one before it tells already, or its contrary.
    fn told_twice(&self) -> Option<usize> {
        let mut pairs = (0..self.columns.len()).flat_map(|later| (0..later).map(move |earlier| (earlier, later)));
        pairs.find_map(|(earlier, later)| {
            let likeness = correlation(self.columns.get(earlier)?, self.columns.get(later)?);
            (likeness.abs() >= ALIKE).then_some(later)
        })
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
    Moments(match experience {
        ChurnExperience::Did { activity } => happened(activity),
        ChurnExperience::Repeated { activity } => happened(activity).into_iter().skip(1).collect(),
        ChurnExperience::Segment { segment } => {
            if log.case(lifetime.case).segment() == Some(segment.as_str()) {
                vec![i64::MIN]
            } else {
                Vec::new()
            }
        }
        ChurnExperience::Told { place, kind } => {
            let first = told.first.get(&(place, *kind)).and_then(|people| people.get(log.case(lifetime.case).id()));
            first.copied().into_iter().collect()
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
