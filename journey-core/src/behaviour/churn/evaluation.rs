//! How well a model foretells, told of customers that it was not fitted to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ChurnOptions,
    panel::{PARTS, Panel},
};
use crate::statistics::{
    BrierScores, Calibration, Concordance, HazardModel, Lifetimes, brier_scores, calibration, harrell_concordance, uno_concordance,
};

/// The most groups of the calibration.
const GROUPS: usize = 10;
/// The fewest customers of a group of the calibration.
const GROUP: usize = 20;

/// How well leaving within the horizon is foretold.
///
/// Every `horizon` periods each customer who is there is foretold once (a landmark: van Houwelingen 2007), by a model that was fitted to the other
/// four fifths of the customers.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ChurnEvaluation {
    /// Foretold risks: each customer several times, so that intervals are somewhat too narrow.
    pub predictions: u64,
    /// How far ahead, in periods.
    pub horizon: u32,
    /// Harrell's C: .5 is chance.
    pub harrell: Option<Concordance>,
    /// Uno's C.
    pub uno: Option<Concordance>,
    /// Brier scores by period, beside those of telling everyone the same.
    pub brier: Option<BrierScores>,
    /// Foretold against observed.
    pub calibration: Option<Calibration>,
}

/// What was foretold, and what came.
#[derive(Default)]
struct Foretold {
    durations: Vec<f64>,
    events: Vec<bool>,
    risks: Vec<f64>,
    /// A column for each period ahead: the share foretold to be still there at its end.
    staying: Vec<Vec<f64>>,
}

/// `None` where the parts leave too few who left for a model.
pub(super) fn evaluate(panel: &Panel, options: &ChurnOptions) -> Option<ChurnEvaluation> {
    let mut foretold = Foretold { staying: (0..options.horizon).map(|_| Vec::new()).collect(), ..Foretold::default() };
    for part in 0..PARTS {
        let rows = panel.kept(|customer| !panel.is_in(customer, part));
        let model = rows.fit(&panel.names).ok()?;
        foretold.add(panel, &model, part, options.horizon);
    }
    let lifetimes = Lifetimes::new(&foretold.durations, &foretold.events).ok()?;
    let horizon = f64::from(options.horizon);
    // A share beyond the last duration cannot be judged: who is seen through the horizon is seen half a period longer.
    let times: Vec<f64> = (1..=options.horizon).map(f64::from).collect();
    Some(ChurnEvaluation {
        predictions: foretold.risks.len() as u64,
        horizon: options.horizon,
        harrell: harrell_concordance(lifetimes, &foretold.risks).ok(),
        uno: uno_concordance(lifetimes, lifetimes, &foretold.risks, Some(horizon + 0.25)).ok(),
        brier: brier_scores(lifetimes, lifetimes, &times, &foretold.staying).ok(),
        calibration: calibration(lifetimes, &foretold.risks, horizon, (foretold.risks.len() / GROUP).clamp(1, GROUPS)).ok(),
    })
}

impl Foretold {
    /// Foretells the customers of one part.
    fn add(&mut self, panel: &Panel, model: &HazardModel, part: u32, horizon: u32) {
        let mut at = 0;
        for rows in panel.customers.chunk_by(|left, right| left == right) {
            let (first, count) = (at, rows.len());
            at += count;
            if rows.first().is_none_or(|customer| !panel.is_in(*customer, part)) {
                continue;
            }
            for landmark in (0..count).step_by(horizon as usize) {
                self.foretell(panel, model, first + landmark, count - landmark, horizon);
            }
        }
    }

    /// Foretells one customer from a row on, of whom so many rows are known.
    fn foretell(&mut self, panel: &Panel, model: &HazardModel, row: usize, known: usize, horizon: u32) -> Option<()> {
        let (period, values) = (*panel.periods.get(row)?, panel.row(row));
        let staying = model.staying(period, &values, horizon)?;
        let seen = known.min(horizon as usize);
        let left = *panel.events.get(row + seen - 1)? > 0;
        self.durations.push(if left { seen as f64 } else { seen as f64 + 0.5 });
        self.events.push(left);
        self.risks.push(1.0 - staying.last()?);
        for (column, share) in self.staying.iter_mut().zip(staying) {
            column.push(share);
        }
        Some(())
    }
}
