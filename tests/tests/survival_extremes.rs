//! Whatever comes in: nothing panics, and what is found holds finite numbers only, so that it survives JSON.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fmt::Debug;

use journey_core::{
    Error,
    statistics::{
        Covariate, HazardOptions, Lifetimes, PersonPeriods, brier_scores, calibration, cumulative_incidence, discrete_hazard,
        harrell_concordance, integrated_calibration_index, kaplan_meier, log_rank_by_group, logistic_regression, multinomial_regression,
        uno_concordance,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde::{Serialize, de::DeserializeOwned};

fn survives<T: Debug + DeserializeOwned + Serialize>(found: Result<T, Error>) {
    if let Ok(found) = found {
        let text = serde_json::to_string(&found).unwrap();
        assert!(serde_json::from_str::<T>(&text).is_ok(), "{found:?}");
    }
}

fn number() -> impl Strategy<Value = f64> {
    let extreme = select(vec![0.0, -0.0, 1.0, -1.0, 1e100, -1e100, 1e99, 1e-300, 5e-324, 1e9, f64::MAX, f64::INFINITY, f64::NAN]);
    prop_oneof![8 => (0_u8..12).prop_map(f64::from), 2 => 0.0..1.0, 1 => extreme]
}

/// Numbers of which few are extreme.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![3 => vec((0_u8..12).prop_map(f64::from), 60), 1 => vec(0.0..1.0, 60), 2 => vec(tame(), 60), 1 => vec(number(), 60)]
}

/// Numbers in range, however large or small.
fn tame() -> impl Strategy<Value = f64> {
    prop_oneof![6 => (0_u8..12).prop_map(f64::from), 1 => select(vec![0.0, 1e100, 1e99, 1e-300, 5e-324, 1e9, 0.5])]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn lifetimes_survive(durations in numbers(), codes in vec(0_u32..4, 60), risks in numbers(), horizon in number(), groups in 0_usize..12) {
        let events: Vec<bool> = codes.iter().map(|code| *code > 1).collect();
        let shares: Vec<f64> = risks.iter().map(|risk| risk / 12.0).collect();
        survives(cumulative_incidence(&durations, &codes));
        survives(log_rank_by_group(&durations, &events, &codes));
        survives(integrated_calibration_index(&shares, &events));
        if let Ok(lifetimes) = Lifetimes::new(&durations, &events) {
            let curve = kaplan_meier(lifetimes);
            survives(Ok(curve.median()));
            survives(Ok(curve.at(horizon).filter(|share| share.time.is_finite())));
            survives(curve.restricted_mean(horizon));
            survives(Ok(curve));
            survives(harrell_concordance(lifetimes, &risks));
            survives(uno_concordance(lifetimes, lifetimes, &risks, Some(horizon)));
            survives(uno_concordance(lifetimes, lifetimes, &risks, None));
            survives(brier_scores(lifetimes, lifetimes, &[1.0, horizon], &[shares.clone(), shares.clone()]));
            survives(calibration(lifetimes, &shares, horizon, groups));
        }
    }

    #[test]
    fn regressions_survive(first in numbers(), second in numbers(), codes in vec(0_u32..3, 60), weights in numbers(), penalty in number()) {
        let outcome: Vec<bool> = codes.iter().map(|code| *code > 0).collect();
        let columns = [first, second];
        for weights in [None, Some(weights.as_slice())] {
            for penalties in [[0.0, 0.0], [penalty, penalty], [0.0, penalty]] {
                survives(logistic_regression(&columns, &outcome, weights, &penalties));
                survives(multinomial_regression(&columns, &codes, weights, &penalties));
            }
        }
    }

    #[test]
    fn hazards_survive(first in numbers(), second in numbers(), codes in vec(0_u32..3, 60), periods in vec(1_u32..6, 60), ridge in number(), horizon in number()) {
        let customers: Vec<u32> = (0..60).collect();
        let covariates = [Covariate { name: "first", values: &first }, Covariate { name: "second", values: &second }];
        let Ok(table) = PersonPeriods::new(&customers, &periods, &codes, &covariates) else { return Ok(()) };
        for cause in [None, Some(1)] {
            let model = discrete_hazard(&table, HazardOptions { cause, ridge });
            if let Ok(model) = &model {
                let own = [first[0], second[1]];
                survives(model.risk(1, &own, horizon as u32));
                survives(model.contributions(2, &own, None, 3));
                survives(model.contributions(2, &own, Some(&[1e100, -1e100]), 3));
                survives(model.survival(3, &[own.to_vec(), vec![horizon, 0.0]]));
            }
            survives(model);
        }
    }
}
