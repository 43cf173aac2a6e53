use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::behaviour::EventLogBuilder;

fn day(day: f64) -> Timestamp {
    Timestamp((day * 86_400_000.0) as i64)
}

/// Customers over 24 months of 30 days: a complaint raises the odds of leaving in the months after it fourfold, using the app does nothing.
fn simulated(customers: usize, seed: u64) -> EventLog {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut builder = EventLogBuilder::default();
    for customer in 0..customers {
        let id = format!("c{customer}");
        let mut push = |activity: &str, month: f64| builder.push(&id, activity, day(month * 30.0)).unwrap();
        push("signed up", 0.0);
        let mut complained = false;
        for month in 0..24 {
            let odds = if complained { 0.12 } else { 0.03 };
            if random.random_bool(odds / (1.0 + odds)) {
                push("cancelled", f64::from(month) + 0.9);
                break;
            }
            if random.random_bool(0.06) {
                push("complained", f64::from(month) + 0.5);
                complained = true;
            }
            if random.random_bool(0.3) {
                push("used the app", f64::from(month) + 0.4);
            }
        }
        if customer == 0 {
            push("looked", 24.0);
        }
    }
    builder.finish()
}

fn options() -> ChurnOptions {
    let did = |activity: &str| ChurnExperience::Did { activity: activity.into() };
    ChurnOptions {
        outcome: ChurnOutcome::Events { activities: vec!["cancelled".into()] },
        experiences: vec![did("complained"), did("used the app")],
        until: Some(day(720.0)),
        ..ChurnOptions::default()
    }
}

#[test]
fn planted_effects_are_found_with_their_intervals() {
    let study = churn(&simulated(1000, 3), None, &options()).unwrap();
    let model = study.model.unwrap();
    let [complained, used] = model.effects.as_slice() else { panic!("two effects") };
    assert!(complained.odds_ratio_interval.low < 4.0 && 4.0 < complained.odds_ratio_interval.high, "{complained:?}");
    assert!(complained.odds_ratio_interval.low > 2.0 && model.likelihood_ratio.is_significant());
    assert!(used.odds_ratio_interval.low < 1.0 && 1.0 < used.odds_ratio_interval.high, "{used:?}");
    let evaluation = study.evaluation.unwrap();
    assert!(evaluation.harrell.unwrap().interval.low > 0.55);
    assert!(evaluation.calibration.unwrap().expected_calibration_error < 0.05);
    assert!(evaluation.brier.unwrap().integrated.unwrap().skill.unwrap() > 0.0);
    let first = study.at_risk.first().unwrap();
    let reason = first.reasons.first().unwrap();
    assert!(reason.experience == "complained" && reason.had && reason.points > 0.0 && reason.interval.low > 0.0, "{first:?}");
    assert!(study.at_risk.is_sorted_by(|left, right| left.risk >= right.risk));
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let options = ChurnOptions { experiences: vec![ChurnExperience::Did { activity: "used the app".into() }], ..options() };
    let quiet = (0..20).filter(|seed| {
        let study = churn(&simulated(300, 100 + seed), None, &options).unwrap();
        !study.model.unwrap().likelihood_ratio.is_significant()
    });
    assert!(quiet.count() >= 16);
}

#[test]
fn too_few_who_left_are_no_model() {
    let study = churn(&simulated(20, 1), None, &options()).unwrap();
    assert!(study.model.is_none() && study.at_risk.is_empty() && study.evaluation.is_none());
    assert!(study.no_model.unwrap().contains("10"));
}

#[test]
fn who_comes_back_had_left() {
    let mut builder = EventLogBuilder::default();
    for (customer, days) in [("stays", vec![0.0, 50.0, 99.0]), ("returns", vec![0.0, 95.0]), ("leaves", vec![0.0, 5.0])] {
        for at in days {
            builder.push(customer, "visit", day(at)).unwrap();
        }
    }
    let options = ChurnOptions { outcome: ChurnOutcome::Absence { days: 60.0 }, until: Some(day(100.0)), ..ChurnOptions::default() };
    let study = churn(&builder.finish(), None, &options).unwrap();
    // What happened in the last sixty days cannot tell who was gone: the log ends before them.
    assert_eq!((study.customers, study.left, study.came_back, study.until), (3, 2, 1, day(40.0)));
    // Both left after their last event.
    let left: Vec<f64> = study.staying.all.steps.iter().filter(|step| step.events > 0).map(|step| step.time).collect();
    assert_eq!(left, [0.0, 5.0]);
}

/// Who left in a period that was cut short would be counted, and who stayed in it not.
#[test]
fn the_hazard_is_the_same_whenever_customers_began() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut builder = EventLogBuilder::default();
    for customer in 0..3000 {
        let id = format!("c{customer}");
        let begun = random.random_range(0.0..300.0);
        builder.push(&id, "signed up", day(begun)).unwrap();
        let left = (0..20).find(|_| random.random_bool(0.1)).map(|month| begun + 30.0 * (f64::from(month) + random.random::<f64>()));
        if let Some(left) = left.filter(|left| *left < 400.0) {
            builder.push(&id, "cancelled", day(left)).unwrap();
        }
    }
    let experiences = vec![ChurnExperience::Did { activity: "signed up".into() }];
    let study = churn(&builder.finish(), None, &ChurnOptions { experiences, until: Some(day(400.0)), ..options() }).unwrap();
    for piece in study.model.unwrap().baseline {
        let hazard = piece.events as f64 / piece.customer_periods as f64;
        assert!((hazard - 0.1).abs() < 0.05, "{piece:?}");
    }
}

#[test]
fn what_happened_later_counts_only_later() {
    let mut builder = EventLogBuilder::default();
    for (activity, at) in [("signed up", 0.0), ("complained", 45.0), ("cancelled", 100.0)] {
        builder.push("anna", activity, day(at)).unwrap();
    }
    let log = builder.finish();
    let lifetimes = lifetime::lifetimes(&log, &options()).unwrap();
    let experience = [ChurnExperience::Did { activity: "complained".into() }];
    let panel = panel::Panel::of(&log, &experience::told(None), &lifetimes, &experience, &options());
    assert_eq!((panel.periods.as_slice(), panel.events.as_slice()), ([1, 2, 3, 4].as_slice(), [0, 0, 0, 1].as_slice()));
    assert_eq!(panel.columns, [[0.0, 0.0, 1.0, 1.0]]);
    let forgetful = ChurnOptions { memory: Some(1), ..options() };
    let panel = panel::Panel::of(&log, &experience::told(None), &lifetimes, &experience, &forgetful);
    assert_eq!(panel.columns, [[0.0, 0.0, 1.0, 0.0]]);
}

#[test]
fn names_that_do_not_occur_are_refused() {
    let outcome = ChurnOutcome::Events { activities: vec!["nothing".into()] };
    let refused = churn(&simulated(5, 1), None, &ChurnOptions { outcome, ..ChurnOptions::default() });
    assert!(refused.is_err_and(|error| error.to_string().contains("`nothing`")));
    let experiences = vec![ChurnExperience::Segment { segment: "gold".into() }];
    assert!(churn(&simulated(5, 1), None, &ChurnOptions { experiences, ..options() }).is_err());
    for wrong in [
        ChurnOptions { period_days: 0.0, ..options() },
        ChurnOptions { horizon: 0, ..options() },
        ChurnOptions { memory: Some(0), ..options() },
        ChurnOptions { outcome: ChurnOutcome::Absence { days: f64::NAN }, ..options() },
    ] {
        assert!(churn(&simulated(5, 1), None, &wrong).is_err());
    }
}

#[test]
fn what_is_chosen_does_not_tell_the_same_twice() {
    let mut builder = EventLogBuilder::default();
    for customer in 0..200 {
        let id = format!("c{customer}");
        let refused = customer % 2 == 0;
        builder.push(&id, "signed up", day(0.0)).unwrap();
        builder.push(&id, if refused { "refused" } else { "settled" }, day(1.0)).unwrap();
        builder.push(&id, if refused { "letter of refusal" } else { "payment" }, day(2.0)).unwrap();
        if customer % 5 == 0 || customer % 8 == 4 {
            builder.push(&id, "cancelled", day(100.0 + f64::from(customer))).unwrap();
        }
    }
    let study = churn(&builder.finish(), None, &ChurnOptions { experiences: Vec::new(), until: Some(day(320.0)), ..options() }).unwrap();
    let model = study.model.unwrap();
    assert_eq!(model.effects.len(), 1, "{:?}", model.effects);
    assert!(model.effects[0].standard_error < 1.0);
}
