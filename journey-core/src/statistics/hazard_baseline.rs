//! How the risk of leaving runs over the periods: the baseline of the hazard model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::hazard::MIN_EVENTS_PER_COVARIATE;

/// Periods that share a baseline.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BaselinePiece {
    /// The first period.
    pub first: u32,
    /// The last period.
    pub last: u32,
    /// Rows in these periods.
    pub customer_periods: u64,
    /// Customers who left in them.
    pub events: u64,
    /// The log-odds of leaving in one such period for a customer whose covariates are at their means.
    pub log_odds: f64,
}

impl BaselinePiece {
    fn starting(period: u32) -> Self {
        Self { first: period, last: period, customer_periods: 0, events: 0, log_odds: 0.0 }
    }

    fn is_enough(&self) -> bool {
        self.events.min(self.customer_periods - self.events) >= MIN_EVENTS_PER_COVARIATE
    }

    /// The highest log-likelihood without covariates: that at the piece's own share.
    pub(crate) fn log_likelihood(&self) -> f64 {
        let (events, rows) = (self.events as f64, self.customer_periods as f64);
        events * (events / rows).ln() + (rows - events) * (1.0 - events / rows).ln()
    }
}

/// Joins neighbouring periods until each piece has enough who left and who stayed; what is left over joins the last piece.
pub(crate) fn pieces(periods: &[u32], outcome: &[bool]) -> Vec<BaselinePiece> {
    let last = periods.iter().copied().max().unwrap_or(0);
    let mut counts = vec![(0_u64, 0_u64); last as usize + 1];
    for (period, left) in periods.iter().zip(outcome) {
        if let Some((rows, events)) = counts.get_mut(*period as usize) {
            *rows += 1;
            *events += u64::from(*left);
        }
    }
    let mut pieces: Vec<BaselinePiece> = Vec::new();
    let mut open = BaselinePiece::starting(1);
    for (period, (rows, events)) in (1..).zip(counts.into_iter().skip(1)) {
        open.last = period;
        open.customer_periods += rows;
        open.events += events;
        if open.is_enough() {
            pieces.push(open);
            open = BaselinePiece::starting(period + 1);
        }
    }
    match pieces.last_mut() {
        Some(piece) => {
            piece.last = last;
            piece.customer_periods += open.customer_periods;
            piece.events += open.events;
        }
        None => pieces.push(open),
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with these numbers of who left and who stayed in periods 1, 2 and so on.
    fn found(counts: &[(usize, usize)]) -> Vec<(u32, u32, u64, u64)> {
        let (mut periods, mut outcome) = (Vec::new(), Vec::new());
        for (period, (left, stayed)) in (1..).zip(counts) {
            periods.extend(std::iter::repeat_n(period, left + stayed));
            outcome.extend(std::iter::repeat_n(true, *left).chain(std::iter::repeat_n(false, *stayed)));
        }
        let pieces = pieces(&periods, &outcome);
        pieces.iter().map(|piece| (piece.first, piece.last, piece.customer_periods, piece.events)).collect()
    }

    #[test]
    fn periods_with_few_who_left_are_joined() {
        assert_eq!(found(&[(12, 90), (4, 80), (0, 80), (7, 70), (10, 60), (3, 50)]), [(1, 1, 102, 12), (2, 4, 241, 11), (5, 6, 123, 13)]);
    }

    #[test]
    fn a_period_in_which_all_leave_is_joined() {
        assert_eq!(found(&[(15, 40), (40, 0)]), [(1, 2, 95, 55)]);
        assert_eq!(found(&[(0, 0), (0, 30), (20, 10)]), [(1, 3, 60, 20)]);
        assert_eq!(found(&[(3, 4)]), [(1, 1, 7, 3)]);
    }
}
