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
    /// The risk of leaving within the horizon, 0 to 1, if nothing else happens.
    pub risk: f64,
    /// Its 95 % interval: of the model, not of the customer's luck.
    pub interval: Option<Interval>,
    /// What raises or lowers it most, strongest first.
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
    let risk = |(periods, values): &(u32, Vec<f64>)| model.risk(periods + 1, values, options.horizon).ok();
    let mut all: Vec<_> = there.filter_map(|(lifetime, now)| Some((lifetime.case, now, risk(now)?))).collect();
    all.sort_by(|left, right| right.2.risk.total_cmp(&left.2.risk).then_with(|| left.0.cmp(&right.0)));
    let told = all.into_iter().take(options.customers).map(|(case, (periods, values), risk)| CustomerRisk {
        customer: log.case(case).id().to_owned(),
        periods: *periods,
        risk: risk.risk,
        interval: risk.interval,
        reasons: reasons(model, *periods, values, options.horizon),
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
    all.into_iter().take(REASONS).map(reason).collect()
}
