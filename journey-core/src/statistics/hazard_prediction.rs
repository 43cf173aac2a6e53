//! What a hazard model foretells of one customer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval, cholesky::dot, hazard::HazardModel, interval::Z, lifetimes::check_numbers, logistic::logistic, person_periods::MAX_PERIOD,
    survival::log_log_interval,
};
use crate::error::Error;

/// One period of a predicted stay.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PredictedPeriod {
    /// The period.
    pub period: u32,
    /// The risk of leaving in it for who is there at its start, 0 to 1.
    pub hazard: f64,
    /// The share still there at its end, 0 to 1, of those there at the start of the path.
    pub survival: f64,
    /// Its 95 % interval on the log(−log) scale; it holds the model's uncertainty, not the customer's luck.
    pub interval: Option<Interval>,
    /// Whether the period lies after all that were observed, so that the last baseline is carried on.
    pub extrapolated: bool,
}

/// The risk of leaving within a horizon.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PredictedRisk {
    /// The last period that counts.
    pub last_period: u32,
    /// The risk of leaving up to its end, 0 to 1.
    pub risk: f64,
    /// Its 95 % interval, as [`PredictedPeriod::interval`].
    pub interval: Option<Interval>,
    /// Whether some period lies after all that were observed.
    pub extrapolated: bool,
}

/// What one covariate does to one customer's risk.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Contribution {
    /// The covariate.
    pub name: String,
    /// The customer's value.
    pub value: f64,
    /// What it adds to the log-odds of leaving in a period, against the mean: (value − mean) · coefficient.
    pub log_odds: f64,
    /// The value that it is compared with.
    pub reference: f64,
    /// The risk within the horizon at the customer's own values, 0 to 1.
    pub risk: f64,
    /// The risk if this covariate alone were at its reference.
    pub risk_at_reference: f64,
    /// The change if it were, in percentage points: below 0 when the risk would fall.
    pub change: f64,
    /// The change's 95 % interval by the delta method.
    pub change_interval: Interval,
}

impl HazardModel {
    /// The predicted stay of a customer there at the start of `first_period`.
    ///
    /// `path` holds each period's covariates, from that period on, in the order in which the model got them (with those left out). A model of
    /// one cause foretells the stay as if there were no other.
    ///
    /// ```
    /// # use journey_core::statistics::{Covariate, HazardOptions, PersonPeriods, discrete_hazard};
    /// # let customers: Vec<u32> = (0..200).collect();
    /// # let complaint: Vec<f64> = (0..200).map(|at| f64::from(at % 2)).collect();
    /// # let events: Vec<u32> = (0..200).map(|at| u32::from(if at % 2 == 1 { at < 80 } else { at < 20 })).collect();
    /// # let covariates = [Covariate { name: "complaint", values: &complaint }];
    /// # let table = PersonPeriods::new(&customers, &[1; 200], &events, &covariates).unwrap();
    /// let model = discrete_hazard(&table, HazardOptions::default()).unwrap();
    /// let stay = model.survival(1, &[vec![1.0], vec![0.0]]).unwrap();
    /// assert!((stay[0].survival - 0.6).abs() < 1e-3 && (stay[1].survival - 0.54).abs() < 1e-3 && stay[1].extrapolated);
    /// ```
    ///
    /// # Errors
    /// When a period is out of range, or covariates are missing or not finite.
    pub fn survival(&self, first_period: u32, path: &[Vec<f64>]) -> Result<Vec<PredictedPeriod>, Error> {
        self.check_periods(first_period, path.len())?;
        path.iter().try_for_each(|covariates| self.check_covariates("path", covariates))?;
        let mut stay = Stay::new(self.covariance.len());
        let period = |(period, covariates): (u32, &Vec<f64>)| {
            let hazard = stay.add(self, period, covariates);
            let (survival, interval) = (stay.survival(), stay.interval(self));
            PredictedPeriod { period, hazard, survival, interval, extrapolated: self.is_beyond(period) }
        };
        Ok((first_period..).zip(path).map(period).collect())
    }

    /// The risk that a customer there at the start of `first_period` leaves within `horizon` periods, while the covariates stay as they are.
    ///
    /// # Errors
    /// As [`survival`](Self::survival), or when the horizon is 0.
    pub fn risk(&self, first_period: u32, covariates: &[f64], horizon: u32) -> Result<PredictedRisk, Error> {
        let stay = self.stay(first_period, covariates, horizon)?;
        let last_period = first_period + horizon - 1;
        let interval = stay.interval(self).map(|interval| Interval { low: 1.0 - interval.high, high: 1.0 - interval.low });
        Ok(PredictedRisk { last_period, risk: stay.risk(), interval, extrapolated: self.is_beyond(last_period) })
    }

    /// What each covariate does to a customer's risk within `horizon` periods, in the order of the effects.
    ///
    /// `reference` holds the values to compare with, in the order of `covariates`; none for the means. The changes do not add up to the risk,
    /// because each is taken alone. They tell what goes with the risk in the data, not what an intervention would do.
    ///
    /// ```
    /// # use journey_core::statistics::{Covariate, HazardOptions, PersonPeriods, discrete_hazard};
    /// # let customers: Vec<u32> = (0..200).collect();
    /// # let complaint: Vec<f64> = (0..200).map(|at| f64::from(at % 2)).collect();
    /// # let events: Vec<u32> = (0..200).map(|at| u32::from(if at % 2 == 1 { at < 80 } else { at < 20 })).collect();
    /// # let covariates = [Covariate { name: "complaint", values: &complaint }];
    /// # let table = PersonPeriods::new(&customers, &[1; 200], &events, &covariates).unwrap();
    /// let model = discrete_hazard(&table, HazardOptions::default()).unwrap();
    /// assert!((model.risk(1, &[1.0], 1).unwrap().risk - 0.4).abs() < 1e-3);
    /// let found = model.contributions(1, &[1.0], Some(&[0.0]), 1).unwrap();
    /// assert_eq!(found[0].change.round(), -30.0); // from 40 % to 10 %
    /// ```
    ///
    /// # Errors
    /// As [`risk`](Self::risk).
    pub fn contributions(
        &self,
        first_period: u32,
        covariates: &[f64],
        reference: Option<&[f64]>,
        horizon: u32,
    ) -> Result<Vec<Contribution>, Error> {
        reference.map_or(Ok(()), |reference| self.check_covariates("reference", reference))?;
        let own = self.stay(first_period, covariates, horizon)?;
        let contribution = |effect: &super::HazardEffect| {
            let place = effect.place as usize;
            let value = covariates.get(place).copied().unwrap_or(effect.mean);
            let other = reference.and_then(|reference| reference.get(place)).copied().unwrap_or(effect.mean);
            let mut changed = covariates.to_vec();
            changed.iter_mut().skip(place).take(1).for_each(|cell| *cell = other);
            let stay = self.stay(first_period, &changed, horizon)?;
            let change = 100.0 * (stay.risk() - own.risk());
            let gradient: Vec<f64> = stay.risk_gradient().zip(own.risk_gradient()).map(|(left, right)| 100.0 * (left - right)).collect();
            let half = Z * self.variance(&gradient).sqrt();
            Ok(Contribution {
                name: effect.name.clone(),
                value,
                log_odds: (value - effect.mean) * effect.coefficient,
                reference: other,
                risk: own.risk(),
                risk_at_reference: stay.risk(),
                change,
                change_interval: Interval { low: change - half, high: change + half },
            })
        };
        self.effects.iter().map(contribution).collect()
    }

    /// The predicted shares still there at the end of each of `horizon` periods, without intervals.
    pub(crate) fn staying(&self, first_period: u32, covariates: &[f64], horizon: u32) -> Option<Vec<f64>> {
        self.check_periods(first_period, horizon as usize).ok()?;
        self.check_covariates("covariates", covariates).ok()?;
        let mut stay = Stay::new(self.covariance.len());
        let period = |period| {
            stay.add(self, period, covariates);
            stay.survival()
        };
        Some((first_period..).take(horizon as usize).map(period).collect())
    }

    fn stay(&self, first_period: u32, covariates: &[f64], horizon: u32) -> Result<Stay, Error> {
        if horizon == 0 {
            return Err(Error::invalid("horizon", "it is 0", "give at least one period"));
        }
        self.check_periods(first_period, horizon as usize)?;
        self.check_covariates("covariates", covariates)?;
        let mut stay = Stay::new(self.covariance.len());
        (first_period..first_period + horizon).for_each(|period| {
            stay.add(self, period, covariates);
        });
        Ok(stay)
    }

    fn is_beyond(&self, period: u32) -> bool {
        self.baseline.last().is_none_or(|piece| period > piece.last)
    }

    fn check_periods(&self, first_period: u32, count: usize) -> Result<(), Error> {
        let last = (first_period as usize).saturating_add(count).saturating_sub(1);
        if first_period == 0 || last > MAX_PERIOD as usize {
            return Err(Error::invalid(
                "first_period",
                format!("`{first_period}` to `{last}` is out of range"),
                format!("stay within 1 and {MAX_PERIOD}"),
            ));
        }
        Ok(())
    }

    fn check_covariates(&self, field: &str, covariates: &[f64]) -> Result<(), Error> {
        if covariates.len() as u64 != self.covariates {
            let problem = format!("there are {} values for {} covariates", covariates.len(), self.covariates);
            return Err(Error::invalid(field, problem, "give one for each covariate that the model got"));
        }
        check_numbers(field, covariates)
    }

    fn variance(&self, gradient: &[f64]) -> f64 {
        self.covariance.iter().zip(gradient).map(|(row, own)| own * dot(row, gradient)).sum::<f64>().max(0.0)
    }
}

/// The periods added so far: their cumulative hazard −log(survival), and its gradient by the model's parameters.
struct Stay {
    cumulative: f64,
    gradient: Vec<f64>,
}

impl Stay {
    fn new(parameters: usize) -> Self {
        Self { cumulative: 0.0, gradient: vec![0.0; parameters] }
    }

    /// Adds a period; returns its hazard.
    fn add(&mut self, model: &HazardModel, period: u32, covariates: &[f64]) -> f64 {
        let last = model.baseline.len().saturating_sub(1);
        let piece = model.baseline.partition_point(|piece| piece.last < period).min(last);
        let apart = |effect: &super::HazardEffect| covariates.get(effect.place as usize).map_or(0.0, |value| value - effect.mean);
        let effects: f64 = model.effects.iter().map(|effect| apart(effect) * effect.coefficient).sum();
        let log_odds = model.baseline.get(piece).map_or(0.0, |piece| piece.log_odds) + effects;
        let hazard = logistic(log_odds);
        self.cumulative += log_odds.max(0.0) + (-log_odds.abs()).exp().ln_1p();
        self.gradient.iter_mut().skip(piece).take(1).for_each(|cell| *cell += hazard);
        let slopes = self.gradient.iter_mut().skip(model.baseline.len());
        slopes.zip(&model.effects).for_each(|(cell, effect)| *cell += hazard * apart(effect));
        hazard
    }

    fn survival(&self) -> f64 {
        (-self.cumulative).exp()
    }

    fn risk(&self) -> f64 {
        -(-self.cumulative).exp_m1()
    }

    fn risk_gradient(&self) -> impl Iterator<Item = f64> {
        self.gradient.iter().map(|slope| slope * self.survival())
    }

    fn interval(&self, model: &HazardModel) -> Option<Interval> {
        log_log_interval(self.survival(), self.survival() * model.variance(&self.gradient).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{Covariate, HazardOptions, PersonPeriods, discrete_hazard};

    /// Customers over four periods; complaints raise the risk.
    fn model() -> HazardModel {
        let (mut customers, mut periods, mut events) = (Vec::new(), Vec::new(), Vec::new());
        let (mut complaints, mut usage) = (Vec::new(), Vec::new());
        for customer in 0..600_u32 {
            for period in 1..=4 {
                let complaint = u32::from((customer * 7 + period) % 4 == 0);
                let left = (customer * 31 + period * 17) % 20 < 1 + 4 * complaint;
                customers.push(customer);
                periods.push(period);
                events.push(u32::from(left));
                complaints.push(f64::from(complaint));
                usage.push(f64::from(customer * 13 % 29));
                if left {
                    break;
                }
            }
        }
        let covariates = [Covariate { name: "complaint", values: &complaints }, Covariate { name: "usage", values: &usage }];
        let table = PersonPeriods::new(&customers, &periods, &events, &covariates).unwrap();
        discrete_hazard(&table, HazardOptions::default()).unwrap()
    }

    #[test]
    fn survival_is_the_product_of_staying_in_each_period() {
        let model = model();
        let stay = model.survival(2, &[vec![1.0, 5.0], vec![0.0, 5.0], vec![0.0, 9.0], vec![0.0, 9.0]]).unwrap();
        let mut survival = 1.0;
        for period in &stay {
            survival *= 1.0 - period.hazard;
            let interval = period.interval.unwrap();
            assert!((period.survival - survival).abs() < 1e-12 && interval.low < survival && survival < interval.high);
        }
        assert_eq!(
            stay.iter().map(|period| (period.period, period.extrapolated)).collect::<Vec<_>>(),
            [(2, false), (3, false), (4, false), (5, true)]
        );
        assert!(stay[0].hazard > 2.0 * stay[1].hazard);
    }

    #[test]
    fn the_risk_is_what_a_held_path_leaves() {
        let model = model();
        let stay = model.survival(1, &vec![vec![1.0, 3.0]; 3]).unwrap();
        let risk = model.risk(1, &[1.0, 3.0], 3).unwrap();
        assert!((risk.risk - (1.0 - stay[2].survival)).abs() < 1e-12);
        assert_eq!((risk.last_period, risk.extrapolated), (3, false));
        assert!((risk.interval.unwrap().low - (1.0 - stay[2].interval.unwrap().high)).abs() < 1e-12);
    }

    #[test]
    fn contributions_tell_what_a_reference_would_change() {
        let model = model();
        let found = model.contributions(1, &[1.0, 3.0], Some(&[0.0, 3.0]), 2).unwrap();
        let complaint = &found[0];
        assert!(complaint.change < 0.0 && complaint.change_interval.high < 0.0 && complaint.log_odds > 0.0);
        let without = model.risk(1, &[0.0, 3.0], 2).unwrap().risk;
        assert!((complaint.change - 100.0 * (without - complaint.risk)).abs() < 1e-9 && complaint.risk_at_reference == without);
        assert_eq!((found[1].change, found[1].change_interval.low), (0.0, 0.0));
        let against_means = model.contributions(1, &[1.0, 3.0], None, 2).unwrap();
        assert_eq!(against_means[0].reference, model.effects[0].mean);
        let sum: f64 = against_means.iter().map(|one| one.log_odds).sum();
        let log_odds = |risk: f64| (risk / (1.0 - risk)).ln();
        let first = model.risk(1, &[1.0, 3.0], 1).unwrap().risk;
        assert!((log_odds(first) - model.baseline[0].log_odds - sum).abs() < 1e-9);
    }

    /// The change's interval agrees with the spread of the change over parameters moved along each column of the covariance's root.
    #[test]
    fn the_gradient_is_that_of_the_risk() {
        let model = model();
        let own = model.stay(1, &[1.0, 3.0], 3).unwrap();
        let gradient: Vec<f64> = own.risk_gradient().collect();
        let small = 1e-6;
        for (place, slope) in gradient.iter().enumerate() {
            let mut moved = model.clone();
            match place.checked_sub(moved.baseline.len()) {
                Some(effect) => moved.effects[effect].coefficient += small,
                None => moved.baseline[place].log_odds += small,
            }
            let change = (moved.risk(1, &[1.0, 3.0], 3).unwrap().risk - own.risk()) / small;
            assert!((change - slope).abs() < 1e-5, "{place}: {change} {slope}");
        }
    }

    #[test]
    fn crooked_questions_are_refused() {
        let model = model();
        assert!(model.risk(0, &[1.0, 3.0], 1).is_err() && model.risk(1, &[1.0, 3.0], 0).is_err());
        assert!(model.risk(1, &[1.0, 3.0], u32::MAX).is_err() && model.risk(u32::MAX, &[1.0, 3.0], 1).is_err());
        assert!(model.risk(1, &[1.0], 1).is_err() && model.risk(1, &[1.0, f64::NAN], 1).is_err());
        assert!(model.survival(1, &[vec![]]).is_err() && model.contributions(1, &[1.0, 3.0], Some(&[1.0]), 1).is_err());
        assert_eq!(model.survival(1, &[]).map(|stay| stay.len()), Ok(0));
    }
}
