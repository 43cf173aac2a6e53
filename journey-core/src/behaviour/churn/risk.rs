//! Who may be next, and what their risk goes with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::EventLog, ChurnOptions, lifetime::Lifetimes, panel::Panel};
use crate::statistics::{Contribution, HazardModel, Interval};

/// The most reasons of one customer.
const REASONS: usize = 3;

/// The risk of a customer who is still there.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CustomerRisk {
    /// The case's id.
    pub customer: String,
    /// Whole periods that they stayed.
    pub periods: u32,
    /// The risk of leaving within the horizon from the end of the last of them on, 0 to 1, if nothing else happens.
    pub risk: f64,
    /// Its 95 % interval: of the model, not of the customer's luck.
    pub interval: Option<Interval>,
    /// Whether the horizon reaches beyond every stay that was observed.
    pub extrapolated: bool,
    /// What raises or lowers it most, strongest first; only what is told apart from chance.
    pub reasons: Vec<RiskReason>,
}

/// An experience that a customer's risk goes with.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RiskReason {
    pub experience: String,
    /// Whether the customer had it.
    pub had: bool,
    /// By how many percentage points the risk is higher (or lower, below 0) than it would be the other way round.
    pub points: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

pub(super) fn at_risk(
    model: &HazardModel,
    panel: &Panel,
    log: &EventLog,
    lifetimes: &Lifetimes,
    options: &ChurnOptions,
) -> Vec<CustomerRisk> {
    let there = lifetimes.all.iter().zip(&panel.now).filter(|(lifetime, _)| lifetime.cause == 0);
    let likely = |(periods, values): &(u32, Vec<f64>)| model.staying(periods + 1, values, options.horizon)?.last().map(|share| 1.0 - share);
    let mut all: Vec<_> = there.filter_map(|(lifetime, now)| Some((likely(now)?, log.case(lifetime.case).id(), now))).collect();
    all.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    let told = all.into_iter().take(options.customers).filter_map(|(_, customer, (periods, values))| {
        let risk = model.risk(periods + 1, values, options.horizon).ok()?;
        Some(CustomerRisk {
            customer: customer.to_owned(),
            periods: *periods,
            risk: risk.risk,
            interval: risk.interval,
            extrapolated: risk.extrapolated,
            reasons: reasons(model, *periods, values, options.horizon),
        })
    });
    told.collect()
}

fn reasons(model: &HazardModel, periods: u32, values: &[f64], horizon: u32) -> Vec<RiskReason> {
    let reference: Vec<f64> = values.iter().map(|value| 1.0 - value).collect();
    let mut all: Vec<Contribution> = model.contributions(periods + 1, values, Some(&reference), horizon).unwrap_or_default();
    all.sort_by(|left, right| right.change.abs().total_cmp(&left.change.abs()).then_with(|| left.name.cmp(&right.name)));
    let reason = |one: Contribution| RiskReason {
        had: one.value > 0.5,
        points: -one.change,
        interval: Interval { low: -one.change_interval.high, high: -one.change_interval.low },
        experience: one.name,
    };
    let certain = all.into_iter().filter(|one| one.change_interval.low > 0.0 || one.change_interval.high < 0.0);
    certain.take(REASONS).map(reason).collect()
}
