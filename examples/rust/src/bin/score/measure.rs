//! Accuracy, macro-F1 and rank correlation, with 95 % intervals.

use std::collections::BTreeMap;

use journey_core::statistics::{Interval, wilson_interval};

/// Resamples of the interval of macro-F1.
const RESAMPLES: usize = 1000;

#[derive(Default)]
pub struct Class {
    pub wanted: usize,
    pub found: usize,
    right: usize,
}

impl Class {
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    pub fn recall(&self) -> f64 {
        share(self.right, self.wanted)
    }

    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.wanted + self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Accuracy and the mean F1 over the labels of the data, each with its interval.
pub struct Measured {
    accuracy: f64,
    accuracy_interval: Interval,
    macro_f1: f64,
    macro_f1_interval: Interval,
    pub classes: BTreeMap<String, Class>,
}

impl Measured {
    pub fn of(wanted: &[&str], found: &[&str]) -> Self {
        let pairs: Vec<(&str, &str)> = wanted.iter().copied().zip(found.iter().copied()).collect();
        let classes = classes(&pairs);
        let right = pairs.iter().filter(|(wanted, found)| wanted == found).count();
        let mut random = 7_u64;
        let mut resampled: Vec<f64> = (0..RESAMPLES)
            .map(|_| {
                let drawn: Vec<(&str, &str)> =
                    (0..pairs.len()).filter_map(|_| pairs.get(draw(&mut random, pairs.len())).copied()).collect();
                macro_f1(&classes_of(&drawn, &classes))
            })
            .collect();
        resampled.sort_by(f64::total_cmp);
        let at = |share: f64| resampled.get((share * (RESAMPLES - 1) as f64).round() as usize).copied().unwrap_or(f64::NAN);
        Self {
            accuracy: share(right, pairs.len()),
            accuracy_interval: wilson_interval(right as u64, pairs.len() as u64).unwrap_or(Interval { low: 0.0, high: 1.0 }),
            macro_f1: macro_f1(&classes),
            macro_f1_interval: Interval { low: at(0.025), high: at(0.975) },
            classes,
        }
    }

    pub fn line(&self, name: &str) -> String {
        let Self { accuracy, accuracy_interval, macro_f1, macro_f1_interval, .. } = self;
        format!(
            "{name:<34} accuracy {accuracy:.3} [{:.3}, {:.3}]  macro-F1 {macro_f1:.3} [{:.3}, {:.3}]",
            accuracy_interval.low, accuracy_interval.high, macro_f1_interval.low, macro_f1_interval.high
        )
    }
}

fn draw(random: &mut u64, below: usize) -> usize {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*random >> 33) as usize % below.max(1)
}

fn classes(pairs: &[(&str, &str)]) -> BTreeMap<String, Class> {
    let names = pairs.iter().map(|(wanted, _)| ((*wanted).to_owned(), Class::default())).collect();
    classes_of(pairs, &names)
}

/// The counts of pairs over the labels of `names`.
fn classes_of(pairs: &[(&str, &str)], names: &BTreeMap<String, Class>) -> BTreeMap<String, Class> {
    let mut all: BTreeMap<String, Class> = names.keys().map(|name| (name.clone(), Class::default())).collect();
    for (wanted, found) in pairs {
        if let Some(class) = all.get_mut(*wanted) {
            class.wanted += 1;
            class.right += usize::from(wanted == found);
        }
        if let Some(class) = all.get_mut(*found) {
            class.found += 1;
        }
    }
    all
}

fn macro_f1(classes: &BTreeMap<String, Class>) -> f64 {
    let met: Vec<f64> = classes.values().filter(|class| class.wanted + class.found > 0).map(Class::f1).collect();
    met.iter().sum::<f64>() / met.len().max(1) as f64
}

/// Spearman's rank correlation, with mean ranks for ties (Spearman 1904).
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let (left, right): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (left, right) = (ranks(&left), ranks(&right));
    let mean = (pairs.len() as f64 + 1.0) / 2.0;
    let moment = |one: &[f64], two: &[f64]| one.iter().zip(two).map(|(one, two)| (one - mean) * (two - mean)).sum::<f64>();
    let spread = (moment(&left, &left) * moment(&right, &right)).sqrt();
    (spread > 0.0).then(|| moment(&left, &right) / spread)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let below = |value: f64| values.iter().filter(|other| **other < value).count() as f64;
    let equal = |value: f64| values.iter().filter(|other| **other == value).count() as f64;
    values.iter().map(|value| below(*value) + (equal(*value) + 1.0) / 2.0).collect()
}
