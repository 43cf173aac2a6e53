//! What moves the risk of leaving from period to period (discrete-time hazard model).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Interval,
    hazard_baseline::{BaselinePiece, pieces},
    interval::Z,
    newton::{Maximum, NoMaximum, Standard},
    person_periods::{Covariate, PersonPeriods},
    strata::Strata,
    tail::{chi_square_tail, two_sided_normal},
};
use crate::error::Error;

/// The fewest customers who left for each covariate (Peduzzi et al. 1996), and for each piece of the baseline.
pub const MIN_EVENTS_PER_COVARIATE: u64 = 10;
/// The ridge penalty on standardised covariates unless another is given: with ten events it moves an effect by about a thousandth of itself,
/// so that intervals stay near 95 %; it only keeps an effect finite that foretells leaving without fail.
pub const DEFAULT_RIDGE: f64 = 0.01;
/// The largest ridge penalty.
const MAX_RIDGE: f64 = 1e6;

/// How a hazard model is fitted.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct HazardOptions {
    /// The code of the only cause that counts; who leaves by another counts as staying in that period and is no longer there after. None for
    /// leaving by any cause.
    pub cause: Option<u32>,
    /// The ridge penalty on the standardised covariates, from 0 up; above about 1, intervals are biased toward no effect.
    pub ridge: f64,
}

impl Default for HazardOptions {
    fn default() -> Self {
        Self { cause: None, ridge: DEFAULT_RIDGE }
    }
}

/// A fitted hazard model: log-odds of leaving in a period = the baseline's + Σ coefficient · (covariate − its mean).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct HazardModel {
    /// Customers.
    pub customers: u64,
    /// Rows: customers times the periods in which each was there.
    pub customer_periods: u64,
    /// Customers who left (by the cause).
    pub events: u64,
    /// The baseline, in rising order of periods.
    pub baseline: Vec<BaselinePiece>,
    /// The effects, in the order of the covariates.
    pub effects: Vec<HazardEffect>,
    /// Covariates that do not vary and were left out.
    pub left_out: Vec<String>,
    /// The number of covariates given, with those left out.
    pub covariates: u64,
    /// Whether the covariates together tell more than the baseline alone.
    pub likelihood_ratio: LikelihoodRatio,
    /// The covariances of the baseline's log-odds and then the coefficients.
    pub covariance: Vec<Vec<f64>>,
    /// How it was fitted.
    pub options: HazardOptions,
    /// Whether Newton's method converged.
    pub converged: bool,
}

/// What one covariate does to the risk of leaving in a period, the others staying.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct HazardEffect {
    /// The covariate.
    pub name: String,
    /// Its place among the covariates given, from 0.
    pub place: u64,
    /// Its mean over all rows.
    pub mean: f64,
    /// The change of the log-odds when it rises by one.
    pub coefficient: f64,
    /// The standard error, by the inverse of the penalised observed information.
    pub standard_error: f64,
    /// The 95 % interval of the coefficient.
    pub interval: Interval,
    /// The factor by which the odds of leaving in a period change when it rises by one: an odds ratio of the discrete hazard. It is near the
    /// ratio of the hazards only while few leave in a period.
    pub odds_ratio: f64,
    /// Its 95 % interval.
    pub odds_ratio_interval: Interval,
    /// The probability of so large a coefficient if there were no effect (Wald), 0 to 1.
    pub p_value: f64,
}

/// A likelihood-ratio test (Wilks 1938).
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct LikelihoodRatio {
    /// Twice the gain in log-likelihood.
    pub chi_square: f64,
    /// The number of effects.
    pub degrees: u64,
    /// The probability of so large a gain if no covariate had an effect, 0 to 1.
    pub p_value: f64,
    /// The log-likelihood with the covariates, without the penalty.
    pub log_likelihood: f64,
    /// The log-likelihood of the baseline alone.
    pub baseline_log_likelihood: f64,
}

impl LikelihoodRatio {
    /// Whether the covariates together have an effect at the 5 % level.
    pub fn is_significant(&self) -> bool {
        self.p_value < 0.05
    }
}

/// Fits a discrete-time hazard model by logistic regression on customers' periods (Cox 1972; Singer and Willett 1993).
///
/// The likelihood of a customer's whole stay is the product of those of its periods, each given that the customer was still there at its start
/// (Allison 1982). So the rows of one customer count as independent trials, and standard errors need no clustering by customer.
///
/// The baseline has an intercept for each period; neighbouring periods are joined until each piece holds
/// [`MIN_EVENTS_PER_COVARIATE`] who left and as many rows that stayed. Coefficients are ridge-penalised on the standardised covariates (see
/// [`DEFAULT_RIDGE`]), the baseline is not. Covariates that do not vary are left out and named in the result.
///
/// ```
/// use journey_core::statistics::{Covariate, HazardOptions, PersonPeriods, discrete_hazard};
/// // 200 customers, each seen for a single period: of those with a complaint 40 % leave, of the others 10 %.
/// let customers: Vec<u32> = (0..200).collect();
/// let complaint: Vec<f64> = (0..200).map(|at| f64::from(at % 2)).collect();
/// let events: Vec<u32> = (0..200).map(|at| u32::from(if at % 2 == 1 { at < 80 } else { at < 20 })).collect();
/// let covariates = [Covariate { name: "complaint", values: &complaint }];
/// let table = PersonPeriods::new(&customers, &[1; 200], &events, &covariates).unwrap();
/// let model = discrete_hazard(&table, HazardOptions::default()).unwrap();
/// assert!((model.effects[0].odds_ratio - 6.0).abs() < 0.01 && model.likelihood_ratio.is_significant());
/// ```
///
/// # Errors
/// When fewer than [`MIN_EVENTS_PER_COVARIATE`] customers left for each covariate that varies, or fewer rows stayed; when a covariate is a
/// combination of others or of the baseline, or, without a ridge, foretells leaving without fail; when an option is out of range.
pub fn discrete_hazard(table: &PersonPeriods<'_>, options: HazardOptions) -> Result<HazardModel, Error> {
    check_options(options)?;
    let outcome: Vec<bool> = table.events().iter().map(|event| options.cause.map_or(*event > 0, |cause| *event == cause)).collect();
    let (varying, constant): (Vec<Placed<'_>>, Vec<Placed<'_>>) =
        table.covariates().iter().enumerate().partition(|(_, covariate)| Standard::new([covariate.values]).constant().is_none());
    check_events(&outcome, varying.len())?;
    let mut baseline = pieces(table.periods(), &outcome);
    let standard = Standard::new(varying.iter().map(|(_, covariate)| covariate.values));
    let found = fit(table, &outcome, &baseline, &standard, options.ridge).map_err(|failure| explain(&failure, &varying, baseline.len()))?;
    baseline.iter_mut().zip(&found.parameters).for_each(|(piece, log_odds)| piece.log_odds = *log_odds);
    let covariance = covariance(&found, &standard, baseline.len());
    Ok(HazardModel {
        customers: table.customer_count(),
        customer_periods: table.rows() as u64,
        events: outcome.iter().filter(|left| **left).count() as u64,
        effects: effects(&found, &standard, &covariance, baseline.len(), &varying),
        left_out: constant.iter().map(|(_, covariate)| covariate.name.to_owned()).collect(),
        covariates: table.covariates().len() as u64,
        likelihood_ratio: likelihood_ratio(found.log_likelihood, &baseline, varying.len()),
        baseline,
        covariance,
        options,
        converged: found.converged,
    })
}

/// A covariate with its place among those given.
type Placed<'a> = (usize, &'a Covariate<'a>);

fn check_options(options: HazardOptions) -> Result<(), Error> {
    if options.cause == Some(0) {
        return Err(Error::invalid("cause", "0 stands for staying", "give the code of a cause of leaving, or none for any"));
    }
    if !(0.0..=MAX_RIDGE).contains(&options.ridge) {
        return Err(Error::invalid("ridge", format!("`{}` is out of range", options.ridge), format!("give 0 to {MAX_RIDGE}")));
    }
    Ok(())
}

fn fit(
    table: &PersonPeriods<'_>,
    outcome: &[bool],
    baseline: &[BaselinePiece],
    standard: &Standard<'_>,
    ridge: f64,
) -> Result<Maximum, NoMaximum> {
    let strata: Vec<usize> = table.periods().iter().map(|period| baseline.partition_point(|piece| piece.last < *period)).collect();
    let rows = Strata { standard, strata: Some(&strata), count: baseline.len(), outcome, weights: None };
    let log_odds = rows.log_odds().ok_or(NoMaximum::Unbounded(Vec::new()))?;
    rows.fit(log_odds, &vec![ridge; standard.width()], false)
}

fn check_events(outcome: &[bool], covariates: usize) -> Result<(), Error> {
    let left = outcome.iter().filter(|left| **left).count();
    let rarer = left.min(outcome.len() - left) as u64;
    let needed = MIN_EVENTS_PER_COVARIATE * (covariates as u64).max(1);
    if rarer >= needed {
        return Ok(());
    }
    let problem = format!("{left} customers who left, in {} rows, are too few for {covariates} covariates", outcome.len());
    let fix =
        format!("{MIN_EVENTS_PER_COVARIATE} a covariate are needed, {needed} in all, and as many rows that stayed; leave covariates out");
    Err(Error::invalid("events", problem, fix))
}

fn explain(failure: &NoMaximum, varying: &[Placed<'_>], pieces: usize) -> Error {
    let fault = failure.column(varying.len() + pieces, pieces).and_then(|column| varying.get(column));
    let field = fault.map_or("covariates".to_owned(), |(_, covariate)| format!("covariates[{}]", covariate.name));
    let (problem, fix) = match failure {
        NoMaximum::Dependent(_) => ("it is a combination of other covariates or of the baseline (collinear)", "leave it out"),
        NoMaximum::Unbounded(_) => {
            ("it foretells leaving without fail, alone or with others (perfect separation)", "give a ridge above 0 or leave it out")
        }
    };
    Error::invalid(field, problem, fix)
}

/// The test against the baseline alone.
fn likelihood_ratio(log_likelihood: f64, baseline: &[BaselinePiece], effects: usize) -> LikelihoodRatio {
    let baseline_log_likelihood: f64 = baseline.iter().map(BaselinePiece::log_likelihood).sum();
    let chi_square = if effects == 0 { 0.0 } else { (2.0 * (log_likelihood - baseline_log_likelihood)).max(0.0) };
    let p_value = chi_square_tail(chi_square, effects as f64);
    LikelihoodRatio { chi_square, degrees: effects as u64, p_value, log_likelihood, baseline_log_likelihood }
}

/// The covariance with the coefficients in their own units.
fn covariance(found: &Maximum, standard: &Standard<'_>, pieces: usize) -> Vec<Vec<f64>> {
    let units: Vec<f64> = std::iter::repeat_n(1.0, pieces).chain(standard.deviations.iter().copied()).collect();
    let rows = found.covariance.chunks_exact(units.len()).zip(&units);
    rows.map(|(row, own)| row.iter().zip(&units).map(|(value, unit)| value / (own * unit)).collect()).collect()
}

fn effects(found: &Maximum, standard: &Standard<'_>, covariance: &[Vec<f64>], pieces: usize, varying: &[Placed<'_>]) -> Vec<HazardEffect> {
    let slopes = found.parameters.iter().skip(pieces).zip(&standard.deviations).map(|(slope, deviation)| slope / deviation);
    let errors = covariance.iter().enumerate().skip(pieces).filter_map(|(place, row)| row.get(place)).map(|variance| variance.sqrt());
    let numbers = slopes.zip(errors).zip(&standard.means);
    numbers.zip(varying).map(|(((coefficient, error), mean), placed)| effect(placed, *mean, coefficient, error)).collect()
}

fn effect((place, covariate): &Placed<'_>, mean: f64, coefficient: f64, standard_error: f64) -> HazardEffect {
    let interval = Interval { low: coefficient - Z * standard_error, high: coefficient + Z * standard_error };
    HazardEffect {
        name: covariate.name.to_owned(),
        place: *place as u64,
        mean,
        coefficient,
        standard_error,
        interval,
        odds_ratio: odds(coefficient),
        odds_ratio_interval: Interval { low: odds(interval.low), high: odds(interval.high) },
        p_value: two_sided_normal(coefficient / standard_error),
    }
}

/// Odds that stay finite.
fn odds(log_odds: f64) -> f64 {
    log_odds.clamp(-700.0, 700.0).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::golden::{load, near, numbers};

    /// Rossi's convicts in periods of four weeks; `visits` follows a made-up rule.
    struct Convicts {
        customers: Vec<u32>,
        periods: Vec<u32>,
        events: Vec<u32>,
        columns: [Vec<f64>; 4],
    }

    const NAMES: [&str; 4] = ["fin", "age", "prio", "visits"];

    impl Convicts {
        fn new() -> Self {
            let golden = load("hazard");
            let of = |name: &str| numbers(&golden[name]);
            let (weeks, arrests, fixed) = (of("weeks"), of("arrests"), [of("fin"), of("age"), of("prio")]);
            let mut found = Self { customers: vec![], periods: vec![], events: vec![], columns: Default::default() };
            for (customer, (week, arrest)) in weeks.iter().zip(arrests).enumerate() {
                let last = (week / 4.0).ceil() as u32;
                for period in 1..=last {
                    found.customers.push(customer as u32);
                    found.periods.push(period);
                    found.events.push(u32::from(period == last && arrest > 0.0));
                    (0..3).for_each(|place| found.columns[place].push(fixed[place][customer]));
                    found.columns[3].push(f64::from((customer as u32 * 7 + period * 3) % 5));
                }
            }
            found
        }

        fn covariates(&self) -> Vec<Covariate<'_>> {
            NAMES.iter().zip(&self.columns).map(|(name, values)| Covariate { name, values }).collect()
        }

        fn fit(&self, covariates: &[Covariate<'_>], ridge: f64) -> Result<HazardModel, Error> {
            let table = PersonPeriods::new(&self.customers, &self.periods, &self.events, covariates)?;
            discrete_hazard(&table, HazardOptions { cause: None, ridge })
        }
    }

    /// Oracle: statsmodels 0.15 `Logit` with a column for each piece of the baseline; risks by the delta method in numpy.
    #[test]
    fn the_model_agrees_with_statsmodels() {
        let golden = load("hazard");
        let convicts = Convicts::new();
        let model = convicts.fit(&convicts.covariates(), 0.0).unwrap();
        near(&model.baseline.iter().map(|piece| f64::from(piece.last)).collect::<Vec<_>>(), &golden["piece_ends"], 0.0);
        near(&model.effects.iter().map(|effect| effect.mean).collect::<Vec<_>>(), &golden["means"], 1e-9);
        let coefficients = model.baseline.iter().map(|piece| piece.log_odds).chain(model.effects.iter().map(|effect| effect.coefficient));
        near(&coefficients.collect::<Vec<_>>(), &golden["coefficients"], 1e-9);
        let errors = model.covariance.iter().enumerate().map(|(place, row)| row[place].sqrt());
        near(&errors.collect::<Vec<_>>(), &golden["standard_errors"], 1e-9);
        near(&model.effects.iter().map(|effect| effect.p_value).collect::<Vec<_>>(), &golden["p_values"], 1e-9);
        let test = model.likelihood_ratio;
        near(&[test.log_likelihood, test.baseline_log_likelihood], &golden["log_likelihoods"], 1e-9);
        near(&[test.chi_square, test.degrees as f64, test.p_value], &golden["likelihood_ratio"], 1e-9);
        assert_eq!((model.customers, model.events, model.customer_periods), (432, 114, convicts.customers.len() as u64));
        let risk = model.risk(1, &numbers(&golden["first_customer"]), 13).unwrap();
        let interval = risk.interval.unwrap();
        near(&[risk.risk, interval.low, interval.high], &golden["risk"], 1e-9);
        let back: HazardModel = serde_json::from_value(serde_json::to_value(&model).unwrap()).unwrap();
        assert_eq!(back, model);
    }

    #[test]
    fn the_default_ridge_hardly_moves_an_effect() {
        let convicts = Convicts::new();
        let (one, other) =
            (convicts.fit(&convicts.covariates(), 0.0).unwrap(), convicts.fit(&convicts.covariates(), DEFAULT_RIDGE).unwrap());
        for (left, right) in one.effects.iter().zip(&other.effects) {
            assert!((left.coefficient - right.coefficient).abs() < 0.001 * left.standard_error.max(left.coefficient.abs()));
        }
        let strong = convicts.fit(&convicts.covariates(), 1000.0).unwrap();
        assert!(strong.effects.iter().zip(&one.effects).all(|(left, right)| left.coefficient.abs() < 0.5 * right.coefficient.abs()));
    }

    #[test]
    fn a_covariate_that_does_not_vary_is_left_out_and_named() {
        let convicts = Convicts::new();
        let flat = vec![0.1; convicts.customers.len()];
        let mut covariates = convicts.covariates();
        covariates.insert(1, Covariate { name: "country", values: &flat });
        let model = convicts.fit(&covariates, 0.0).unwrap();
        assert_eq!(model.left_out, ["country"]);
        assert_eq!(
            model.effects.iter().map(|effect| (effect.name.as_str(), effect.place)).collect::<Vec<_>>(),
            [("fin", 0), ("age", 2), ("prio", 3), ("visits", 4)]
        );
        let without = convicts.fit(&convicts.covariates(), 0.0).unwrap();
        let risks = (model.risk(1, &[1.0, 7.0, 30.0, 2.0, 3.0], 5).unwrap(), without.risk(1, &[1.0, 30.0, 2.0, 3.0], 5).unwrap());
        assert_eq!(risks.0, risks.1);
    }

    #[test]
    fn too_few_who_left_are_refused_with_the_number_needed() {
        let events: Vec<u32> = (0..400).map(|at| u32::from(at < 19)).collect();
        let customers: Vec<u32> = (0..400).collect();
        let columns: Vec<Vec<f64>> = [7, 11].map(|step| (0..400).map(|at| f64::from(at * step % 13)).collect()).to_vec();
        let covariates: Vec<Covariate<'_>> = ["one", "two"].iter().zip(&columns).map(|(name, values)| Covariate { name, values }).collect();
        let periods = [1; 400];
        let table = PersonPeriods::new(&customers, &periods, &events, &covariates).unwrap();
        let refused = discrete_hazard(&table, HazardOptions::default()).map(|_| ()).map_err(|error| error.to_string());
        let wanted = "events: 19 customers who left, in 400 rows, are too few for 2 covariates; 10 a covariate are needed, 20 in all, \
                      and as many rows that stayed; leave covariates out";
        assert_eq!(refused, Err(wanted.into()));
        let table = PersonPeriods::new(&customers, &periods, &events, &covariates[..1]).unwrap();
        assert!(discrete_hazard(&table, HazardOptions::default()).is_ok());
        assert!(discrete_hazard(&table, HazardOptions { cause: None, ridge: -1.0 }).is_err());
        assert!(discrete_hazard(&table, HazardOptions { cause: Some(2), ridge: 0.0 }).is_err());
        assert!(
            discrete_hazard(&table, HazardOptions { cause: Some(0), ridge: 0.0 })
                .is_err_and(|error| error.to_string().starts_with("cause"))
        );
    }

    #[test]
    fn collinear_and_foretelling_covariates_are_named() {
        let convicts = Convicts::new();
        let rows = convicts.customers.len();
        let refused = |values: &[f64], ridge: f64| {
            let mut covariates = convicts.covariates();
            covariates.push(Covariate { name: "new", values });
            convicts.fit(&covariates, ridge).map(|_| ()).map_err(|error| error.to_string())
        };
        let sum: Vec<f64> = (0..rows).map(|row| convicts.columns[0][row] - 3.0 * convicts.columns[1][row]).collect();
        let late: Vec<f64> = convicts.periods.iter().map(|period| f64::from(u8::from(*period == 13))).collect();
        for column in [sum, late] {
            let found = refused(&column, DEFAULT_RIDGE);
            assert!(
                found.is_err_and(|error| error.starts_with("covariates[new]: it is a combination of other covariates or of the baseline"))
            );
        }
        let oracle: Vec<f64> = convicts.events.iter().map(|event| f64::from(*event)).collect();
        assert!(refused(&oracle, 0.0).is_err_and(|error| error.starts_with("covariates[new]: it foretells leaving without fail")));
        assert_eq!(refused(&oracle, DEFAULT_RIDGE), Ok(()));
    }

    #[test]
    fn one_cause_counts_alone() {
        let mut convicts = Convicts::new();
        let whole = convicts.fit(&convicts.covariates(), 0.0).unwrap();
        convicts.events.iter_mut().zip(&convicts.customers).for_each(|(event, customer)| *event *= 1 + customer % 2);
        let covariates = convicts.covariates();
        let table = PersonPeriods::new(&convicts.customers, &convicts.periods, &convicts.events, &covariates).unwrap();
        let of = |cause| discrete_hazard(&table, HazardOptions { cause, ridge: 0.0 }).unwrap();
        assert_eq!(of(None), whole);
        assert_eq!(of(Some(1)).events + of(Some(2)).events, whole.events);
    }
}
