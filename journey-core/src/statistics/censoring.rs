//! How likely a customer is still followed: the weights that stand in for those who were censored.

use super::lifetimes::Lifetimes;
use crate::error::Error;

/// The Kaplan–Meier curve of the censoring: the share not yet censored after each duration.
///
/// At a duration the events come first, so that who leaves is not at risk of being censored then.
pub(crate) struct CensoringCurve {
    /// Durations in rising order, with the share after each.
    steps: Vec<(f64, f64)>,
}

impl CensoringCurve {
    pub(crate) fn new(training: Lifetimes<'_>) -> Self {
        let mut share = 1.0;
        let steps = training.moments().into_iter().map(|moment| {
            if moment.censored > 0 {
                share *= 1.0 - moment.censored as f64 / (moment.at_risk - moment.events) as f64;
            }
            (moment.time, share)
        });
        Self { steps: steps.collect() }
    }

    /// The inverse of the share still followed after `time`.
    pub(crate) fn weight(&self, time: f64) -> Result<f64, Error> {
        let beyond = self.steps.last().is_none_or(|(last, _)| time > *last);
        let passed = self.steps.partition_point(|(step, _)| *step <= time);
        let share = passed.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(1.0, |(_, share)| *share);
        if beyond || share <= 0.0 {
            let end = self.steps.iter().take_while(|(_, share)| *share > 0.0).last().map_or(0.0, |(time, _)| *time);
            let problem = format!("no customer of the training data is followed beyond {time}");
            return Err(Error::invalid("training", problem, format!("look only at times up to {end}, or train on longer lifetimes")));
        }
        Ok(1.0 / share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_is_not_at_risk_of_censoring_at_the_same_time() {
        let training = Lifetimes::new(&[1.0, 2.0, 2.0, 2.0, 3.0], &[false, true, false, false, true]).unwrap();
        let curve = CensoringCurve::new(training);
        assert_eq!(curve.weight(0.5).ok(), Some(1.0));
        assert!((curve.weight(1.0).unwrap() - 1.25).abs() < 1e-12);
        assert!((curve.weight(2.5).unwrap() - 3.75).abs() < 1e-12);
        assert!(curve.weight(3.5).is_err());
    }

    #[test]
    fn a_time_at_which_all_are_censored_has_no_weight() {
        let curve = CensoringCurve::new(Lifetimes::new(&[1.0, 2.0], &[true, false]).unwrap());
        assert!(curve.weight(2.0).is_err_and(|error| error.to_string().contains("up to 1")));
    }
}
