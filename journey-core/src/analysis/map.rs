//! The journey map: everything computed, ready to be read, rendered or queried.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CurvePoint, Finding, MapStep, Mean, Priority, Satisfaction, Share, StepPriority, Tally, curve::Feelings, prevalence::findings,
    priority::priorities, satisfaction::satisfaction, step,
};
use crate::journey::{Document, Framework, Kind, Observation, Stage};

/// The most segment curves of one picture.
const SEGMENT_CURVES: usize = 4;

/// What to compute a map of.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct MapOptions {
    /// The title.
    pub title: String,
    /// The research question.
    pub question: String,
    /// Whether simulated participants count; without it they are left out.
    pub include_simulated: bool,
    /// Resamples of every bootstrap, 200 to 100,000.
    pub resamples: usize,
    /// The seed of every bootstrap.
    pub seed: u64,
    /// Names of segments by id.
    pub segment_names: BTreeMap<String, String>,
    /// What mending takes, by touchpoint id, from the user.
    pub effort: BTreeMap<String, f64>,
}

impl MapOptions {
    /// Options with a title and a question.
    pub fn new(title: impl Into<String>, question: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            question: question.into(),
            include_simulated: false,
            resamples: 2000,
            seed: 0,
            segment_names: BTreeMap::new(),
            effort: BTreeMap::new(),
        }
    }
}

/// What a map stands on.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MapBase {
    /// Respondents.
    pub respondents: u64,
    /// Documents.
    pub documents: u64,
    /// Observations.
    pub observations: u64,
    /// Documents left out because they are simulated.
    pub simulated_left_out: u64,
    /// Respondents who are simulated.
    pub simulated: u64,
    /// Segments by size, largest first.
    pub segments: Vec<SegmentBase>,
}

/// A segment's size.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentBase {
    /// The segment's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Respondents.
    pub respondents: u64,
}

/// How much a coder made.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoderCount {
    /// The coder's name.
    pub name: String,
    /// Observations.
    pub observations: u64,
}

/// One whole stage.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct StageSummary {
    /// The stage.
    pub stage: Stage,
    /// The stage's point of the emotion curve.
    pub curve: CurvePoint,
}

/// The emotion curve of one segment, a point for each step.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentCurve {
    /// The segment's id.
    pub segment: String,
    /// Its name.
    pub name: String,
    /// The points, in the order of the steps.
    pub points: Vec<CurvePoint>,
}

/// How a map was made.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MapProvenance {
    /// The library's version.
    pub version: String,
    /// The coders by name.
    pub coders: Vec<CoderCount>,
    /// Resamples of every bootstrap.
    pub resamples: u64,
    /// The seed of every bootstrap.
    pub seed: u64,
}

/// A journey map, computed from what customers said.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct JourneyMap {
    /// The title.
    pub title: String,
    /// The research question.
    pub question: String,
    /// The base.
    pub base: MapBase,
    /// The stages in order.
    pub stages: Vec<StageSummary>,
    /// The steps in order.
    pub steps: Vec<MapStep>,
    /// The curves of the largest segments.
    pub segment_curves: Vec<SegmentCurve>,
    /// Prevalence by place and kind.
    pub findings: Vec<Finding>,
    /// Pains by priority.
    pub priorities: Vec<Priority>,
    /// Satisfaction by instrument.
    pub satisfaction: Vec<Satisfaction>,
    /// How it was made.
    pub provenance: MapProvenance,
}

impl JourneyMap {
    /// The finding about a whole stage, or a touchpoint, and a kind.
    pub fn finding(&self, stage: &str, touchpoint: Option<&str>, kind: Kind) -> Option<&Finding> {
        self.findings.iter().find(|one| one.stage == stage && one.touchpoint.as_deref() == touchpoint && one.kind == kind)
    }

    /// The steps with the lowest and the highest point of the curve, among points that are not hollow if there are any.
    pub fn extremes(&self) -> Option<(&MapStep, &MapStep)> {
        let solid = self.steps.iter().any(|step| !step.curve.hollow);
        let points = || self.steps.iter().filter(|step| !solid || !step.curve.hollow).filter_map(|step| Some((step.curve.mean?, step)));
        let low = points().min_by(|left, right| left.0.total_cmp(&right.0))?.1;
        let high = points().max_by(|left, right| left.0.total_cmp(&right.0))?.1;
        Some((low, high))
    }
}

/// Computes the map of documents and the observations made of them.
///
/// ```
/// use journey_core::{analysis::{MapOptions, journey_map}, builtin, journey::{Document, Role, Source, template}};
/// let framework = template("insurance").unwrap();
/// let mut ticket = Document::new("ticket-1", Source::Ticket, "customer-1");
/// ticket.push(Role::Customer, "I waited three weeks for an update on my claim.");
/// let coding = builtin::code(&ticket, framework)?;
/// let map = journey_map(&[ticket], &coding.observations, framework, &MapOptions::new("Tickets", "Where does it hurt?"));
/// assert_eq!(map.priorities[0].formula, "1.00 prevalence × 2.00 severity × 1.00 impact = 2.00");
/// assert_eq!((map.priorities[0].prevalence.count, map.priorities[0].prevalence.base), (1, 1));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn journey_map(documents: &[Document], observations: &[Observation], framework: &Framework, options: &MapOptions) -> JourneyMap {
    let kept: Vec<&Document> = documents.iter().filter(|document| options.include_simulated || !document.simulated).collect();
    let left_out: BTreeSet<&str> =
        documents.iter().filter(|document| document.simulated && !options.include_simulated).map(|document| document.id.as_str()).collect();
    let observations: Vec<Observation> = observations.iter().filter(|one| !left_out.contains(one.document.as_str())).cloned().collect();
    let tally = Tally::of(kept.iter().copied(), &observations);
    let feelings = Feelings::of(&tally);
    let findings = findings(&tally);
    let mut priorities = priorities(&tally, options.resamples.min(2000), options.seed);
    for priority in &mut priorities {
        priority.name = place_name(framework, &priority.stage, priority.touchpoint.as_deref());
        priority.effort = priority.touchpoint.as_ref().and_then(|touchpoint| options.effort.get(touchpoint)).copied();
        let here = |one: &&Observation| one.kind == Kind::Pain && one.stage == priority.stage && one.touchpoint == priority.touchpoint;
        priority.voices = step::voices(observations.iter().filter(here), 3);
    }
    let seed = |at: usize| options.seed.wrapping_mul(1_000_003).wrapping_add(at as u64);
    let mut steps = Vec::new();
    for (stage, touchpoint) in places(framework, &observations) {
        let told: Vec<&Observation> =
            observations.iter().filter(|one| one.stage == stage && one.touchpoint.as_deref() == touchpoint).collect();
        let felt = feelings.at(stage, touchpoint);
        let means: Vec<f64> = felt.iter().map(|(_, mean)| *mean).collect();
        let ratings: Vec<f64> = felt.iter().filter_map(|(at, _)| tally.respondents().get(*at)?.rating("csat")).collect();
        let of_kind = |kind: Kind| told.iter().copied().filter(move |one| one.kind == kind);
        let eligible = findings.iter().find(|one| one.stage == stage).map(|one| &one.share);
        let share = |kind: Kind| {
            let who: BTreeSet<&String> = of_kind(kind).map(|one| &one.participant).collect();
            eligible.filter(|_| !who.is_empty()).map(|eligible| Share::new(who.len() as u64, eligible.base, &eligible.rule))
        };
        steps.push(MapStep {
            stage: stage.to_owned(),
            touchpoint: touchpoint.map(str::to_owned),
            name: place_name(framework, stage, touchpoint),
            base: told.iter().map(|one| &one.participant).collect::<BTreeSet<_>>().len() as u64,
            title: step::title(&told),
            actions: step::voices(of_kind(Kind::Milestone), 2),
            channels: step::channels(&told),
            expectation: step::expectation(&told),
            curve: CurvePoint::of(&means, options.resamples, seed(steps.len())),
            satisfaction: (!ratings.is_empty())
                .then(|| Mean { value: ratings.iter().sum::<f64>() / ratings.len() as f64, base: ratings.len() as u64 }),
            emotions: step::emotions(&told),
            quote: step::voices(told.iter().copied().filter(|one| matches!(one.kind, Kind::Pain | Kind::Delight)), 1).pop(),
            pain: share(Kind::Pain),
            pains: step::voices(of_kind(Kind::Pain), 3),
            delight: share(Kind::Delight),
            gains: step::voices(of_kind(Kind::Delight), 3),
            suggestions: step::voices(of_kind(Kind::Suggestion), 2),
            priority: priorities
                .iter()
                .find(|one| one.stage == stage && one.touchpoint.as_deref() == touchpoint)
                .map(|one| StepPriority { rank: one.rank, score: one.score }),
        });
    }
    let stages = framework
        .stages
        .iter()
        .enumerate()
        .map(|(at, stage)| {
            let means: Vec<f64> = feelings.of_stage(&stage.id).into_iter().map(|(_, mean)| mean).collect();
            StageSummary { stage: stage.clone(), curve: CurvePoint::of(&means, options.resamples, seed(1000 + at)) }
        })
        .collect();
    let segments = segments(&tally, options);
    let segment_curves = segments
        .iter()
        .take(SEGMENT_CURVES)
        .enumerate()
        .map(|(number, segment)| SegmentCurve {
            segment: segment.id.clone(),
            name: segment.name.clone(),
            points: steps
                .iter()
                .enumerate()
                .map(|(at, step)| {
                    let felt = feelings.at(&step.stage, step.touchpoint.as_deref());
                    let belongs = |at: usize| tally.respondents().get(at).is_some_and(|one| one.segments.contains(&segment.id));
                    let means: Vec<f64> = felt.into_iter().filter(|(at, _)| belongs(*at)).map(|(_, mean)| mean).collect();
                    CurvePoint::of(&means, options.resamples, seed(10_000 * (number + 1) + at))
                })
                .collect(),
        })
        .collect();
    let languages: BTreeMap<&str, &String> =
        kept.iter().filter_map(|document| Some((document.id.as_str(), document.language.as_ref()?))).collect();
    let voices = steps.iter_mut().flat_map(MapStep::voices_mut).chain(priorities.iter_mut().flat_map(|priority| &mut priority.voices));
    for voice in voices {
        voice.language = languages.get(voice.quote.document.as_str()).map(|tag| (*tag).clone());
    }
    JourneyMap {
        title: options.title.clone(),
        question: options.question.clone(),
        base: MapBase {
            respondents: tally.respondents().len() as u64,
            documents: kept.len() as u64,
            observations: observations.len() as u64,
            simulated_left_out: left_out.len() as u64,
            simulated: kept
                .iter()
                .filter(|document| document.simulated)
                .map(|document| &document.participant)
                .collect::<BTreeSet<_>>()
                .len() as u64,
            segments,
        },
        stages,
        steps,
        segment_curves,
        findings,
        satisfaction: satisfaction(&tally, options.resamples, options.seed),
        priorities,
        provenance: MapProvenance {
            version: env!("CARGO_PKG_VERSION").into(),
            coders: coders(&observations),
            resamples: options.resamples as u64,
            seed: options.seed,
        },
    }
}

/// The name of a touchpoint, or of what was said of a stage as a whole.
fn place_name(framework: &Framework, stage: &str, touchpoint: Option<&str>) -> String {
    match touchpoint {
        Some(id) => framework.touchpoint(id).map_or(id, |touchpoint| &touchpoint.name).to_owned(),
        None => format!("{} in general", framework.stage(stage).map_or(stage, |stage| &stage.name)),
    }
}

/// The steps: touchpoints with observations in the order of the journey; a stage without any is one empty step.
fn places<'a>(framework: &'a Framework, observations: &[Observation]) -> Vec<(&'a str, Option<&'a str>)> {
    let told: BTreeSet<(&str, Option<&str>)> = observations.iter().map(|one| (one.stage.as_str(), one.touchpoint.as_deref())).collect();
    let mut stages: Vec<&Stage> = framework.stages.iter().collect();
    stages.sort_by_key(|stage| stage.order);
    let mut places = Vec::new();
    for stage in stages {
        let before = places.len();
        if told.contains(&(stage.id.as_str(), None)) {
            places.push((stage.id.as_str(), None));
        }
        for touchpoint in framework.touchpoints.iter().filter(|touchpoint| touchpoint.stage == stage.id) {
            if told.contains(&(stage.id.as_str(), Some(touchpoint.id.as_str()))) {
                places.push((stage.id.as_str(), Some(touchpoint.id.as_str())));
            }
        }
        if places.len() == before {
            places.push((stage.id.as_str(), None));
        }
    }
    places
}

/// Segments by size, largest first.
fn segments(tally: &Tally, options: &MapOptions) -> Vec<SegmentBase> {
    let mut counts: BTreeMap<&String, u64> = BTreeMap::new();
    for segment in tally.respondents().iter().flat_map(|one| &one.segments) {
        *counts.entry(segment).or_default() += 1;
    }
    let mut segments: Vec<SegmentBase> = counts
        .into_iter()
        .map(|(id, respondents)| SegmentBase { id: id.clone(), name: options.segment_names.get(id).unwrap_or(id).clone(), respondents })
        .collect();
    segments.sort_by_key(|one| std::cmp::Reverse(one.respondents));
    segments
}

fn coders(observations: &[Observation]) -> Vec<CoderCount> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for one in observations {
        *counts.entry(&one.coder.name).or_default() += 1;
    }
    counts.into_iter().map(|(name, observations)| CoderCount { name: name.to_owned(), observations }).collect()
}
