//! Conformance: how actual journeys fit the planned one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    EventLog,
    conformance_align::{Alignment, Deviations, Plan},
    share::CaseShare,
    variant_numbers::{VariantCount, VariantNumbers},
};
use crate::{
    error::Error,
    parallel::each,
    statistics::{Interval, Z},
};

/// How many cases a deviation names as examples.
const EXAMPLES: usize = 3;

/// The journey as it was planned.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PlannedJourney {
    /// In order; 1 to 256.
    pub steps: Vec<PlannedStep>,
}

/// A step of a planned journey.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PlannedStep {
    /// Each step has a name of its own.
    pub name: String,
    /// Any of them is the step; at least one, and none that belongs to another step.
    pub activities: Vec<String>,
    /// Whether a journey without it deviates.
    pub required: bool,
    /// Whether it may come several times, with no other step between.
    pub repeats: bool,
}

/// How the journeys of a log fit the planned one.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Conformance {
    /// The mean of the cases' fitness.
    pub fitness: MeanFitness,
    /// Cases without any deviation, of all with events.
    pub fitting: CaseShare,
    /// Those of the most cases first, then in the order of the kinds of [`Deviation`], of the plan's steps, and of the activities' names.
    pub deviations: Vec<DeviationCount>,
    /// Planned activities that the log does not know: never done, or misspelt.
    pub unknown_activities: Vec<String>,
}

/// A mean over cases.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MeanFitness {
    /// Cases with events.
    pub n: u64,
    /// 0 to 1; `None` without cases.
    pub value: Option<f64>,
    /// The 95 % interval by the normal approximation, mean ± 1.96 · s ÷ √n, cut to 0 to 1; `None` under two cases.
    pub interval: Option<Interval>,
}

/// How a case leaves the plan.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Deviation {
    /// A required step never came.
    Missing { step: String },
    /// A step came, but not where the plan has it.
    OutOfOrder { step: String },
    /// A step came again that may come once.
    Repeated { step: String },
    /// An activity came that belongs to no step.
    Unplanned { activity: String },
}

/// How often a deviation occurs.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DeviationCount {
    pub deviation: Deviation,
    /// Events that deviate so; for a missing step, cases.
    pub count: u64,
    /// Of all cases with events.
    pub cases: CaseShare,
    /// The ids of up to three such cases, the first by id.
    pub examples: Vec<String>,
}

/// Compares each case with the planned journey.
///
/// Every event belongs to one step of the plan or to none. Of a case, those events are kept that follow the plan: their steps come in its
/// order, each once, or several times in a row where it may repeat. Of all ways to keep events the one is taken that leaves the least
/// undone, where each event not kept and each required step without a kept event costs 1 (a longest common subsequence that weighs required
/// steps); of several such ways, one whose last event kept is the earliest. What is left are the deviations:
///
/// - *missing*: a required step without any event;
/// - *unplanned*: an event of no step;
/// - *repeated*: an event not kept, of a step that came already and may not repeat;
/// - *out of order*: any other event not kept.
///
/// The fitness of a case is 1 − cost ÷ (its events + the required steps): 1 follows the plan, 0 has nothing of it. A required step that
/// comes only at a wrong place costs 2, as in an alignment: it is one too many there, and one too few at its place.
///
/// It takes time in proportion to the events of the distinct variants times the steps.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{Deviation, EventLogBuilder, PlannedJourney, PlannedStep, conformance}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity) in [("anna", "quote"), ("anna", "purchase"), ("ben", "quote"), ("ben", "call")] {
///     builder.push(case, activity, Timestamp(0))?;
/// }
/// let step = |name: &str| PlannedStep { name: name.into(), activities: vec![name.into()], required: true, repeats: false };
/// let found = conformance(&builder.finish(), &PlannedJourney { steps: vec![step("quote"), step("purchase")] })?;
/// assert_eq!((found.fitness.value, found.fitting.cases), (Some(0.75), 1));
/// assert_eq!(found.deviations.first().unwrap().deviation, Deviation::Missing { step: "purchase".into() });
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// No steps or more than 256, a step without activities, two steps of one name, and an activity in two steps.
pub fn conformance(log: &EventLog, planned: &PlannedJourney) -> Result<Conformance, Error> {
    conformance_of(log, &VariantNumbers::of(log), planned)
}

/// The fitness of each case in the order of the log, 0 to 1, as [`conformance`] has it; `None` of a case without events.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, PlannedJourney, PlannedStep, case_fitness}};
/// let mut builder = EventLogBuilder::default();
/// builder.push("anna", "quote", Timestamp(0))?;
/// builder.push("ben", "call", Timestamp(0))?;
/// let step = PlannedStep { name: "quote".into(), activities: vec!["quote".into()], required: true, repeats: false };
/// assert_eq!(case_fitness(&builder.finish(), &PlannedJourney { steps: vec![step] })?, [Some(1.0), Some(0.0)]);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// As [`conformance`].
pub fn case_fitness(log: &EventLog, planned: &PlannedJourney) -> Result<Vec<Option<f64>>, Error> {
    let (plan, numbers) = (Plan::new(log, planned)?, VariantNumbers::of(log));
    let aligned = align(log, &plan, &numbers.variants);
    Ok(numbers.of_cases.iter().map(|number| aligned.get(*number as usize).map(|alignment| alignment.fitness)).collect())
}

/// The same, where the variants were numbered already.
pub(super) fn conformance_of(log: &EventLog, numbers: &VariantNumbers, planned: &PlannedJourney) -> Result<Conformance, Error> {
    let plan = Plan::new(log, planned)?;
    let aligned = align(log, &plan, &numbers.variants);
    let weighted = || aligned.iter().zip(&numbers.variants).map(|(alignment, variant)| (alignment.fitness, u64::from(variant.cases)));
    let fitting = aligned.iter().zip(&numbers.variants).filter(|(alignment, _)| alignment.deviations.is_empty());
    Ok(Conformance {
        fitness: mean_fitness(weighted),
        fitting: CaseShare::new(fitting.map(|(_, variant)| u64::from(variant.cases)).sum(), log.journeys()),
        deviations: deviations(log, &plan, &aligned, numbers),
        unknown_activities: plan.unknown_activities.clone(),
    })
}

fn align(log: &EventLog, plan: &Plan, variants: &[VariantCount]) -> Vec<Alignment> {
    each(variants.iter().collect(), |variant| plan.align(log.activities_of(variant.example as usize)))
}

/// The mean of values that each count for some cases.
fn mean_fitness<I: Iterator<Item = (f64, u64)>>(weighted: impl Fn() -> I) -> MeanFitness {
    let n: u64 = weighted().map(|(_, cases)| cases).sum();
    if n == 0 {
        return MeanFitness::default();
    }
    let mean = weighted().map(|(fitness, cases)| fitness * cases as f64).sum::<f64>() / n as f64;
    let squares: f64 = weighted().map(|(fitness, cases)| (fitness - mean).powi(2) * cases as f64).sum();
    let half = Z * (squares / (n as f64 - 1.0) / n as f64).sqrt();
    let interval = (n > 1).then_some(Interval { low: (mean - half).max(0.0), high: (mean + half).min(1.0) });
    MeanFitness { n, value: Some(mean), interval }
}

#[derive(Clone, Default)]
struct DeviationTally<'a> {
    count: u64,
    cases: u64,
    /// The first ids so far, in order.
    examples: Vec<&'a str>,
}

impl<'a> DeviationTally<'a> {
    fn offer(&mut self, id: &'a str) {
        if self.examples.len() == EXAMPLES && self.examples.last().is_some_and(|last| id >= *last) {
            return;
        }
        self.examples.insert(self.examples.partition_point(|known| *known < id), id);
        self.examples.truncate(EXAMPLES);
    }
}

fn deviations(log: &EventLog, plan: &Plan, aligned: &[Alignment], numbers: &VariantNumbers) -> Vec<DeviationCount> {
    let mut tallies = vec![DeviationTally::default(); plan.kinds_of_deviation()];
    for (alignment, variant) in aligned.iter().zip(&numbers.variants) {
        for (kind, count) in &alignment.deviations {
            let Some(tally) = tallies.get_mut(*kind) else { continue };
            tally.count += count * u64::from(variant.cases);
            tally.cases += u64::from(variant.cases);
        }
    }
    for (case, number) in numbers.of_cases.iter().enumerate() {
        let deviations: &Deviations = aligned.get(*number as usize).map_or(&[], |alignment| &alignment.deviations);
        for (kind, _) in deviations {
            tallies.get_mut(*kind).into_iter().for_each(|tally| tally.offer(log.case_names.name(case)));
        }
    }
    named(log, plan, &tallies)
}

fn named(log: &EventLog, plan: &Plan, tallies: &[DeviationTally<'_>]) -> Vec<DeviationCount> {
    let mut found: Vec<_> = tallies.iter().enumerate().filter(|(_, tally)| tally.cases > 0).collect();
    found.sort_by(|(one, tally), (other, other_tally)| {
        other_tally.cases.cmp(&tally.cases).then_with(|| plan.order_of(*one, log).cmp(&plan.order_of(*other, log)))
    });
    let named = found.into_iter().map(|(kind, tally)| DeviationCount {
        deviation: plan.deviation(kind, log),
        count: tally.count,
        cases: CaseShare::new(tally.cases, log.journeys()),
        examples: tally.examples.iter().map(|id| (*id).to_owned()).collect(),
    });
    named.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::samples::letters;
    use super::*;

    /// Steps of one letter each: a capital is required, one followed by `+` may repeat.
    fn plan(letters: &str) -> PlannedJourney {
        let mut steps: Vec<PlannedStep> = Vec::new();
        for letter in letters.chars() {
            match steps.last_mut() {
                Some(step) if letter == '+' => step.repeats = true,
                _ => {
                    let name = letter.to_lowercase().to_string();
                    steps.push(PlannedStep { activities: vec![name.clone()], name, required: letter.is_uppercase(), repeats: false });
                }
            }
        }
        PlannedJourney { steps }
    }

    fn one(planned: &str, case: &str) -> (f64, Vec<String>) {
        let found = conformance(&letters(&[case]), &plan(planned)).unwrap();
        let deviations = found.deviations.iter().map(|one| match &one.deviation {
            Deviation::Missing { step } => format!("missing {step} {}", one.count),
            Deviation::OutOfOrder { step } => format!("out of order {step} {}", one.count),
            Deviation::Repeated { step } => format!("repeated {step} {}", one.count),
            Deviation::Unplanned { activity } => format!("unplanned {activity} {}", one.count),
        });
        (found.fitness.value.unwrap(), deviations.collect())
    }

    #[test]
    fn a_case_that_follows_the_plan_fits_wholly() {
        for (planned, case) in [("ABC", "abc"), ("AbC", "ac"), ("AB+C", "abbbc"), ("ab", "b"), ("A+", "aaa")] {
            assert_eq!(one(planned, case), (1.0, vec![]), "{planned} {case}");
        }
    }

    #[test]
    fn each_deviation_has_its_cost() {
        let cases: [(&str, &str, f64, &[&str]); 9] = [
            ("ABC", "ac", 1.0 - 1.0 / 5.0, &["missing b 1"]),
            ("ABC", "axbxc", 1.0 - 2.0 / 8.0, &["unplanned x 2"]),
            ("ABC", "abbc", 1.0 - 1.0 / 7.0, &["repeated b 1"]),
            ("ABC", "acb", 1.0 - 2.0 / 6.0, &["out of order b 1"]),
            ("AB+C", "abcb", 1.0 - 1.0 / 7.0, &["out of order b 1"]),
            ("ABC", "x", 0.0, &["missing a 1", "missing b 1", "missing c 1", "unplanned x 1"]),
            ("Ab", "xba", 1.0 - 2.0 / 4.0, &["out of order b 1", "unplanned x 1"]),
            // To keep `a`, which is required, is worth as much as to keep `c` and `b`, and these end first.
            ("Acb", "cba", 1.0 - 2.0 / 4.0, &["out of order a 1"]),
            ("ABC", "aabcc", 1.0 - 2.0 / 8.0, &["repeated a 1", "repeated c 1"]),
        ];
        for (planned, case, fitness, deviations) in cases {
            let (found, listed) = one(planned, case);
            let mut listed = listed;
            listed.sort();
            assert!((found - fitness).abs() < 1e-12, "{planned} {case}: {found} {fitness} {listed:?}");
            assert_eq!(listed, deviations, "{planned} {case}");
        }
    }

    #[test]
    fn the_kept_events_are_worth_the_most_that_any_choice_is() {
        // Every sequence of up to six events of two steps and a stranger, against all choices of events.
        for planned in ["AB", "Ab", "A+b", "aB+", "A+B+"] {
            let plan = plan(planned);
            let repeats = |letter: char| plan.steps.iter().any(|step| step.repeats && step.name == letter.to_string());
            let follows = |two: &[char]| matches!(two, &[one, other] if one < other || one == other && repeats(one));
            let allowed = |kept: &[char]| kept.windows(2).all(follows) && !kept.contains(&'x');
            for code in 0..3_usize.pow(6) {
                let case: Vec<char> = (0..6).map(|place| ['a', 'b', 'x'].into_iter().nth(code / 3_usize.pow(place) % 3).unwrap()).collect();
                let required = plan.steps.iter().filter(|step| step.required);
                let cost = |kept: &[char]| {
                    6 - kept.len() + required.clone().filter(|step| !kept.iter().any(|one| step.name == one.to_string())).count()
                };
                let choices = (0..64_u32)
                    .map(|choice| (0..6).zip(&case).filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, one)| *one).collect::<Vec<_>>());
                let least = choices.filter(|kept| allowed(kept)).map(|kept| cost(&kept)).min().unwrap();
                let (fitness, _) = one(planned, &case.iter().collect::<String>());
                let wanted = 1.0 - least as f64 / (6 + required.count()) as f64;
                assert!((fitness - wanted).abs() < 1e-12, "{planned} {case:?}: {fitness} {wanted}");
            }
        }
    }

    #[test]
    fn means_examples_and_order_are_of_all_cases() {
        let log = letters(&["ab", "ba", "a", "a", "a", "a", "axb", "abz"]);
        let found = conformance(&log, &plan("ABq")).unwrap();
        assert_eq!((found.fitting.cases, found.fitting.base, found.fitness.n), (1, 8, 8));
        assert_eq!(found.unknown_activities, ["q"]);
        let listed: Vec<_> = found.deviations.iter().map(|one| (one.deviation.clone(), one.cases.cases, one.examples.join(","))).collect();
        let step = |step: &str| step.to_owned();
        assert_eq!(
            listed,
            [
                (Deviation::Missing { step: step("b") }, 4, step("case 3,case 4,case 5")),
                (Deviation::OutOfOrder { step: step("a") }, 1, step("case 2")),
                (Deviation::Unplanned { activity: step("x") }, 1, step("case 7")),
                (Deviation::Unplanned { activity: step("z") }, 1, step("case 8")),
            ]
        );
        let fitness: Vec<f64> = case_fitness(&log, &plan("ABq")).unwrap().into_iter().flatten().collect();
        let mean = fitness.iter().sum::<f64>() / 8.0;
        let deviation = (fitness.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / 7.0).sqrt();
        let interval = found.fitness.interval.unwrap();
        assert!((found.fitness.value.unwrap() - mean).abs() < 1e-12);
        assert!((interval.low - (mean - 1.959_963_984_540_054 * deviation / 8.0_f64.sqrt())).abs() < 1e-12);
    }

    #[test]
    fn plans_that_contradict_themselves_are_refused() {
        let log = letters(&["ab"]);
        let field = |planned: &PlannedJourney| conformance(&log, planned).unwrap_err().info().field.clone().unwrap();
        assert_eq!(field(&plan("")), "steps");
        assert_eq!(field(&plan("aba")), "steps[2].name");
        let mut twice = plan("ab");
        twice.steps.iter_mut().for_each(|step| step.activities.push("c".into()));
        assert_eq!(field(&twice), "steps[1].activities[1]");
        twice.steps.iter_mut().for_each(|step| step.activities.clear());
        assert_eq!(field(&twice), "steps[0].activities");
    }
}
