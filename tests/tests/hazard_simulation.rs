//! Whether the hazard model's intervals and its test hold what they promise, in data whose truth is known.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

use journey_core::statistics::{Covariate, HazardModel, HazardOptions, PersonPeriods, discrete_hazard};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const CUSTOMERS: u32 = 1000;
const MONTHS: u32 = 24;
const NAMES: [&str; 3] = ["complaint", "price", "usage"];

/// One thousand customers over two years: a complaint in some months, a price that rises for some, a usage that stays.
fn simulate(effects: [f64; 3], seed: u64) -> HazardModel {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (mut customers, mut periods, mut events) = (Vec::new(), Vec::new(), Vec::new());
    let mut columns: [Vec<f64>; 3] = Default::default();
    for customer in 0..CUSTOMERS {
        let usage: f64 = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
        let mut price = 10.0;
        for period in 1..=MONTHS {
            price += f64::from(u8::from(rng.random::<f64>() < 0.1));
            let values = [f64::from(u8::from(rng.random::<f64>() < 0.15)), price, usage];
            let baseline = -4.2 + 1.2 * (-f64::from(period) / 6.0).exp();
            let log_odds = baseline + effects[0] * values[0] + effects[1] * (values[1] - 11.0) + effects[2] * values[2];
            let left = rng.random::<f64>() < 1.0 / (1.0 + (-log_odds).exp());
            customers.push(customer);
            periods.push(period);
            events.push(u32::from(left));
            columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
            if left {
                break;
            }
        }
    }
    let covariates: Vec<Covariate<'_>> = NAMES.iter().zip(&columns).map(|(name, values)| Covariate { name, values }).collect();
    let table = PersonPeriods::new(&customers, &periods, &events, &covariates).expect("a table");
    discrete_hazard(&table, HazardOptions::default()).expect("a model")
}

/// The share of repetitions whose interval holds each planted effect.
fn coverage(effects: [f64; 3], repetitions: u64) -> Vec<f64> {
    let mut hits = [0_u64; 3];
    for seed in 0..repetitions {
        let model = simulate(effects, seed);
        for ((hit, found), wanted) in hits.iter_mut().zip(&model.effects).zip(effects) {
            *hit += u64::from(found.interval.low <= wanted && wanted <= found.interval.high);
        }
    }
    hits.iter().map(|hits| *hits as f64 / repetitions as f64).collect()
}

fn rejections(repetitions: u64) -> f64 {
    let rejected = (0..repetitions).filter(|seed| simulate([0.0; 3], 10_000 + seed).likelihood_ratio.is_significant());
    rejected.count() as f64 / repetitions as f64
}

#[test]
fn intervals_hold_planted_effects_nineteen_times_in_twenty() {
    let found = coverage([0.9, 0.15, -0.3], 200);
    assert!(found.iter().all(|share| (0.92..=0.98).contains(share)), "{found:?}");
}

#[test]
fn a_model_without_any_effect_says_so() {
    let share = rejections(200);
    assert!((0.01..=0.10).contains(&share), "{share}");
}

#[test]
fn a_planted_effect_is_found() {
    let model = simulate([0.9, 0.15, -0.3], 1);
    assert!(model.likelihood_ratio.p_value < 1e-6 && model.effects.iter().all(|effect| effect.p_value < 0.05), "{:?}", model.effects);
}

#[test]
#[ignore = "takes minutes: narrower limits over 2,000 repetitions"]
fn coverage_and_size_are_near_what_is_stated() {
    let found = coverage([0.9, 0.15, -0.3], 2000);
    let size = rejections(2000);
    eprintln!("coverage {found:?}, size {size}");
    assert!(found.iter().all(|share| (0.938..=0.962).contains(share)) && (0.038..=0.062).contains(&size));
}
