//! Everything that a log tells about a journey, beside what the same people said.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ChurnOptions, ChurnOutcome, ChurnStudy, DiscoveryOptions, EventLog, EventPlaces, Funnel, FunnelStep, JourneyDiscovery, PlannedJourney,
    PlannedStep, SaidAndDone, churn, discover, said_and_done,
};
use crate::{analysis::Corpus, error::Error, journey::Framework};

/// The fewest and the most steps of a funnel.
const STEPS: std::ops::RangeInclusive<usize> = 2..=64;
/// The most variants that are kept.
const VARIANTS: usize = 50;

/// What a behaviour report is made of.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BehaviourOptions {
    /// Which touchpoint each activity belongs to; none goes by the framework's names alone.
    pub places: Option<EventPlaces>,
    /// What counts as leaving, and how it is modelled; none leaves churn out.
    pub churn: Option<ChurnOptions>,
}

/// What customers did, what the same people said, and who left.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BehaviourReport {
    /// What the log shows, whole and by segment, with the funnel and the deviations of the framework's order.
    pub discovery: JourneyDiscovery,
    /// Which touchpoint each activity belongs to.
    pub places: EventPlaces,
    /// Activities that belong to none, by name.
    pub unplaced: Vec<String>,
    /// None where nothing was said by the same people.
    pub said_and_done: Option<SaidAndDone>,
    /// None where it was not said what counts as leaving.
    pub churn: Option<ChurnStudy>,
}

/// Reports what a log shows, and joins it with what the same people said where a corpus is given.
///
/// The planned journey is the framework's order of touchpoints, as far as events are known of them.
///
/// # Errors
/// When the log is empty, or an option is out of range or names what does not occur.
pub fn behaviour_report(
    log: &EventLog,
    corpus: Option<&Corpus>,
    framework: &Framework,
    options: &BehaviourOptions,
) -> Result<BehaviourReport, Error> {
    let named = EventPlaces::named(log, framework);
    let places = options.places.clone().map_or_else(|| named.clone(), |places| places.or(named.clone()));
    let leaving = match options.churn.as_ref().map(|churn| &churn.outcome) {
        Some(ChurnOutcome::Events { activities }) => activities.as_slice(),
        _ => &[],
    };
    let steps = planned_steps(log, &places, framework, leaving);
    let planned = steps.len() >= *STEPS.start();
    let discovery = discover(
        log,
        &DiscoveryOptions {
            variants: Some(VARIANTS),
            funnels: if planned { vec![funnel_of(&steps)] } else { Vec::new() },
            planned: planned.then_some(PlannedJourney { steps }),
            by_segment: log.segment_names().len() > 0,
            ..DiscoveryOptions::default()
        },
    )?;
    let joined = corpus.map(|corpus| said_and_done(corpus, log, &places, framework)).filter(|joined| joined.both > 0);
    Ok(BehaviourReport {
        discovery,
        unplaced: places.unplaced(log).into_iter().map(str::to_owned).collect(),
        said_and_done: joined,
        churn: options.churn.as_ref().map(|options| churn(log, corpus, options)).transpose()?,
        places,
    })
}

/// The framework's touchpoints of which events are known, in its order, each with its activities; all may be left out and repeated. Leaving is no
/// step of a plan.
fn planned_steps(log: &EventLog, places: &EventPlaces, framework: &Framework, leaving: &[String]) -> Vec<PlannedStep> {
    let order = |stage: &str| framework.stage(stage).map_or(u32::MAX, |stage| stage.order);
    let mut touchpoints: Vec<_> = framework.touchpoints.iter().collect();
    touchpoints.sort_by_key(|touchpoint| order(&touchpoint.stage));
    let activities = |id: &str| -> Vec<String> {
        let own = log.activity_names().filter(|activity| {
            places.place(activity).and_then(|place| place.touchpoint()) == Some(id) && !leaving.iter().any(|one| one == activity)
        });
        own.map(str::to_owned).collect()
    };
    let steps = touchpoints.into_iter().map(|one| PlannedStep {
        name: one.name.clone(),
        activities: activities(&one.id),
        required: false,
        repeats: true,
    });
    steps.filter(|step| !step.activities.is_empty()).take(*STEPS.end()).collect()
}

fn funnel_of(steps: &[PlannedStep]) -> Funnel {
    let step = |step: &PlannedStep| FunnelStep { name: step.name.clone(), activities: step.activities.clone(), within_ms: None };
    Funnel { name: "How far they came".into(), steps: steps.iter().map(step).collect(), within_ms: None }
}
