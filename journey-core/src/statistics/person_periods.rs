//! A table of customers by periods: the input of the discrete-time hazard model.

use std::collections::BTreeSet;

use super::{
    lifetimes::{check_length, check_numbers},
    logistic::MAX_COLUMNS,
};
use crate::error::Error;

/// The latest period.
pub const MAX_PERIOD: u32 = 10_000;

/// What is known of each customer in each period.
#[derive(Clone, Copy, Debug)]
pub struct Covariate<'a> {
    /// A name that no other covariate has.
    pub name: &'a str,
    /// One value for each row.
    pub values: &'a [f64],
}

/// One row for each customer and period in which the customer was there at its start.
#[derive(Clone, Copy, Debug)]
pub struct PersonPeriods<'a> {
    customers: &'a [u32],
    periods: &'a [u32],
    events: &'a [u32],
    covariates: &'a [Covariate<'a>],
}

impl<'a> PersonPeriods<'a> {
    /// Pairs the columns of a table, in any order of rows.
    ///
    /// `customers` holds a number for each customer, `periods` counts from 1 (the first period after the start) to [`MAX_PERIOD`], `events` is 0
    /// when the customer was still there at the period's end and otherwise the code of the cause by which they left. Covariates may change from
    /// row to row and must be known before the period's outcome. Periods in which a customer was not followed have no row.
    ///
    /// ```
    /// use journey_core::statistics::{Covariate, PersonPeriods};
    /// let price = Covariate { name: "price", values: &[9.0, 9.0, 12.0] };
    /// assert!(PersonPeriods::new(&[7, 8, 8], &[1, 1, 2], &[1, 0, 0], &[price]).is_ok());
    /// assert!(PersonPeriods::new(&[7, 8, 8], &[1, 1, 1], &[1, 0, 0], &[price]).is_err());
    /// ```
    ///
    /// # Errors
    /// When there is no row, columns differ in length, a period is out of range, a covariate is not finite or shares its name, there are more
    /// than [`MAX_COLUMNS`](super::MAX_COLUMNS) covariates, or a customer has two rows for a period or a row after leaving.
    pub fn new(customers: &'a [u32], periods: &'a [u32], events: &'a [u32], covariates: &'a [Covariate<'a>]) -> Result<Self, Error> {
        let table = Self { customers, periods, events, covariates };
        table.check_columns()?;
        table.check_customers()?;
        Ok(table)
    }

    pub(crate) fn rows(&self) -> usize {
        self.customers.len()
    }

    pub(crate) fn periods(&self) -> &'a [u32] {
        self.periods
    }

    pub(crate) fn events(&self) -> &'a [u32] {
        self.events
    }

    pub(crate) fn covariates(&self) -> &'a [Covariate<'a>] {
        self.covariates
    }

    pub(crate) fn customer_count(&self) -> u64 {
        let mut customers = self.customers.to_vec();
        customers.sort_unstable();
        customers.dedup();
        customers.len() as u64
    }

    fn check_columns(&self) -> Result<(), Error> {
        if self.customers.is_empty() {
            return Err(Error::invalid("customers", "there is no row", "give one for each customer and period"));
        }
        check_length("periods", self.periods.len(), self.rows())?;
        check_length("events", self.events.len(), self.rows())?;
        if let Some(at) = self.periods.iter().position(|period| !(1..=MAX_PERIOD).contains(period)) {
            return Err(Error::invalid(format!("periods[{at}]"), "it is out of range", format!("give 1 to {MAX_PERIOD}")));
        }
        if self.covariates.len() > MAX_COLUMNS {
            let problem = format!("there are {}", self.covariates.len());
            return Err(Error::invalid("covariates", problem, format!("give at most {MAX_COLUMNS}")));
        }
        let mut names = BTreeSet::new();
        for covariate in self.covariates {
            let field = format!("covariates[{}]", covariate.name);
            if !names.insert(covariate.name) {
                return Err(Error::invalid(field, "the name is taken", "give each covariate a name of its own"));
            }
            check_length(&field, covariate.values.len(), self.rows())?;
            check_numbers(&field, covariate.values)?;
        }
        Ok(())
    }

    fn check_customers(&self) -> Result<(), Error> {
        let rows = self.customers.iter().zip(self.periods).zip(self.events);
        let mut sorted: Vec<(u32, u32, u32)> = rows.map(|((customer, period), event)| (*customer, *period, *event)).collect();
        sorted.sort_unstable();
        for ((customer, period, event), next) in sorted.iter().zip(sorted.iter().skip(1)).filter(|(row, next)| row.0 == next.0) {
            if *period == next.1 {
                let problem = format!("customer `{customer}` has two rows for period {period}");
                return Err(Error::invalid("periods", problem, "give one for each customer and period"));
            }
            if *event > 0 {
                let problem = format!("customer `{customer}` has a row after leaving in period {period}");
                return Err(Error::invalid(
                    "events",
                    problem,
                    "end each customer's rows where they left, or give who came back a new number",
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crooked_tables_are_refused_with_their_place() {
        let refused = |customers: &[u32], periods: &[u32], events: &[u32], covariates: &[Covariate<'_>]| {
            PersonPeriods::new(customers, periods, events, covariates).map(|_| ()).map_err(|error| error.to_string())
        };
        assert!(refused(&[], &[], &[], &[]).is_err());
        assert!(refused(&[1], &[0], &[0], &[]).is_err_and(|error| error.starts_with("periods[0]")));
        assert!(
            refused(&[1, 1], &[2, 1], &[0, 3], &[]).is_err_and(|error| error.contains("customer `1` has a row after leaving in period 1"))
        );
        assert!(refused(&[1, 1], &[1, 1], &[0, 0], &[]).is_err_and(|error| error.contains("two rows for period 1")));
        let price = Covariate { name: "price", values: &[f64::INFINITY] };
        assert!(refused(&[1], &[1], &[0], &[price]).is_err_and(|error| error.starts_with("covariates[price][0]")));
        let fair = Covariate { name: "price", values: &[1.0] };
        assert!(refused(&[1], &[1], &[0], &[fair, fair]).is_err_and(|error| error.contains("the name is taken")));
        assert_eq!(refused(&[1, 1, 2], &[3, 1, 1], &[1, 0, 0], &[]), Ok(()));
    }
}
