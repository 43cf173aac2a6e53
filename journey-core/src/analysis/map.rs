//! The journey map: everything computed, ready to be read, rendered or queried.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ChannelAnalysis, Corpus, CurvePoint, DriverAnalysis, ExpectationGap, MapStep, Mean, MomentOfTruth, Prevalence, Priority,
    SatisfactionScore, SegmentDifference, Share, StepPriority, Tally, ThematicSaturation, WhatIfPrediction, channel,
    curve::Feelings,
    driver, gap, moment,
    place::place_name,
    prevalence::{Base, findings},
    priority::priorities,
    satisfaction::satisfaction,
    segment, step, theme, what_if,
};
use crate::{
    journey::{Document, Framework, Observation, ObservationKind, Stage},
    statistics::bootstrap_bands,
};

/// The most segment curves of one picture.
const SEGMENT_CURVES: usize = 4;

/// What to compute a map of.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
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
    /// The most quotations of each kind at a step.
    pub max_quotes: usize,
    /// Names of segments by id.
    pub segment_names: BTreeMap<String, String>,
    /// What mending takes, by touchpoint id, from the user.
    pub effort: BTreeMap<String, f64>,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self::new("", "")
    }
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
            max_quotes: 8,
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
    pub simulated_excluded: u64,
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

/// Something that could not be computed, and why.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct NotComputed {
    /// What.
    pub method: String,
    /// Why, and what it would need.
    pub reason: String,
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
    pub prevalence: Vec<Prevalence>,
    /// Pains by priority.
    pub priorities: Vec<Priority>,
    /// Satisfaction by instrument.
    pub satisfaction: Vec<SatisfactionScore>,
    /// What satisfaction goes with; none where it was refused.
    pub drivers: Vec<DriverAnalysis>,
    /// Moments that customers name as what decided, strongest first.
    pub moments_of_truth: Vec<MomentOfTruth>,
    /// Where customers expected something else.
    pub expectation_gaps: Vec<ExpectationGap>,
    /// What would be predicted if the first pains were halved.
    pub predictions: Vec<WhatIfPrediction>,
    /// Channels: transitions, repetition, consistency.
    pub channels: ChannelAnalysis,
    /// Segments beside the rest, strongest evidence first.
    pub segment_differences: Vec<SegmentDifference>,
    /// Whether more respondents would tell more.
    pub thematic_saturation: ThematicSaturation,
    /// The curve of the wave before, a point for each step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<SegmentCurve>,
    /// What could not be computed, and why.
    pub not_computed: Vec<NotComputed>,
    /// How it was made.
    pub provenance: MapProvenance,
}

impl JourneyMap {
    /// The moment of truth at a step, if customers name it decisive, with its rank from 1.
    pub fn moment_of_truth_at(&self, step: &MapStep) -> Option<(usize, &MomentOfTruth)> {
        (1..).zip(&self.moments_of_truth).find(|(_, one)| one.place.stage == step.stage && one.place.touchpoint == step.touchpoint)
    }

    /// The finding about a whole stage, or a touchpoint, and a kind.
    pub fn prevalence_at(&self, stage: &str, touchpoint: Option<&str>, kind: ObservationKind) -> Option<&Prevalence> {
        self.prevalence.iter().find(|one| one.stage == stage && one.touchpoint.as_deref() == touchpoint && one.kind == kind)
    }

    /// The steps with the lowest and the highest point of the curve, among points that are not hollow if there are any.
    pub fn extremes(&self) -> Option<(&MapStep, &MapStep)> {
        let solid = self.steps.iter().any(|step| !step.curve.low_base);
        let points = || self.steps.iter().filter(|step| !solid || !step.curve.low_base).filter_map(|step| Some((step.curve.mean?, step)));
        let low = points().min_by(|left, right| left.0.total_cmp(&right.0))?.1;
        let high = points().max_by(|left, right| left.0.total_cmp(&right.0))?.1;
        Some((low, high))
    }
}

/// Computes the map of documents and the observations made of them.
///
/// ```
/// use journey_core::{analysis::{MapOptions, journey_map}, builtin, journey::{Document, Role, DocumentSource, template}};
/// let framework = template("insurance").unwrap();
/// let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
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
    let (corpus, overflow) = match Corpus::of(kept.iter().copied(), &observations) {
        Ok(corpus) => (corpus, None),
        Err(error) => (Corpus::default(), Some(error)),
    };
    let tally = corpus.tally();
    let feelings = Feelings::of(&tally);
    let findings = findings(&tally);
    let mut priorities = priorities(&tally, options.resamples.min(2000), options.seed);
    for priority in &mut priorities {
        priority.name = place_name(framework, &priority.stage, priority.touchpoint.as_deref());
        priority.effort = priority.touchpoint.as_ref().and_then(|touchpoint| options.effort.get(touchpoint)).copied();
        let here =
            |one: &&Observation| one.kind == ObservationKind::Pain && one.stage == priority.stage && one.touchpoint == priority.touchpoint;
        priority.verbatims = step::voices(observations.iter().filter(here), 3);
    }
    let mut steps = Vec::new();
    let segments = segments(&tally, options);
    let places = places(framework, &observations);
    let curves = Curves::of(&tally, &feelings, framework, &places, &segments, options);
    for ((stage, touchpoint), curve) in places.into_iter().zip(curves.steps) {
        let told: Vec<&Observation> =
            observations.iter().filter(|one| one.stage == stage && one.touchpoint.as_deref() == touchpoint).collect();
        let felt = feelings.at(stage, touchpoint);
        let ratings: Vec<f64> = felt.iter().filter_map(|(at, _)| tally.respondents().get(*at)?.rating("csat")).collect();
        let of_kind = |kind: ObservationKind| told.iter().copied().filter(move |one| one.kind == kind);
        let eligible = findings.iter().find(|one| one.stage == stage).map(|one| &one.share);
        let share = |kind: ObservationKind| {
            let who: BTreeSet<&String> = of_kind(kind).map(|one| &one.participant).collect();
            eligible.filter(|_| !who.is_empty()).map(|eligible| Share::new(who.len() as u64, eligible.base, &eligible.rule))
        };
        steps.push(MapStep {
            stage: stage.to_owned(),
            touchpoint: touchpoint.map(str::to_owned),
            name: place_name(framework, stage, touchpoint),
            base: told.iter().map(|one| &one.participant).collect::<BTreeSet<_>>().len() as u64,
            headline: step::title(&told),
            actions: step::voices(of_kind(ObservationKind::Milestone), 2),
            channels: step::channels(&told),
            expectation: step::expectation(&told),
            curve,
            satisfaction: (!ratings.is_empty())
                .then(|| Mean { value: ratings.iter().sum::<f64>() / ratings.len() as f64, base: ratings.len() as u64 }),
            emotions: step::emotions(&told),
            quote: step::voices(told.iter().copied().filter(|one| matches!(one.kind, ObservationKind::Pain | ObservationKind::Delight)), 1)
                .pop(),
            pain_share: share(ObservationKind::Pain),
            pains: step::voices(of_kind(ObservationKind::Pain), options.max_quotes),
            delight_share: share(ObservationKind::Delight),
            delights: step::voices(of_kind(ObservationKind::Delight), options.max_quotes),
            suggestions: step::voices(of_kind(ObservationKind::Suggestion), options.max_quotes),
            priority: priorities
                .iter()
                .find(|one| one.stage == stage && one.touchpoint.as_deref() == touchpoint)
                .map(|one| StepPriority { rank: one.rank, score: one.score }),
        });
    }
    let stages = framework.stages.iter().zip(curves.stages).map(|(stage, curve)| StageSummary { stage: stage.clone(), curve }).collect();
    let segment_curves = segments
        .iter()
        .zip(curves.segments)
        .map(|(segment, points)| SegmentCurve { segment: segment.id.clone(), name: segment.name.clone(), points })
        .collect();
    let languages: BTreeMap<&str, &String> =
        kept.iter().filter_map(|document| Some((document.id.as_str(), document.language.as_ref()?))).collect();
    let voices = steps.iter_mut().flat_map(MapStep::voices_mut).chain(priorities.iter_mut().flat_map(|priority| &mut priority.verbatims));
    for voice in voices {
        voice.language = languages.get(voice.quote.document.as_str()).map(|tag| (*tag).clone());
    }
    let satisfaction = satisfaction(&tally, options.resamples, options.seed);
    let mut drivers = Vec::new();
    let mut refusals: Vec<NotComputed> =
        overflow.iter().map(|error| NotComputed { method: "every number".into(), reason: error.to_string() }).collect();
    let outcomes: Vec<String> =
        tally.respondents().iter().flat_map(|one| one.ratings.keys().cloned()).collect::<BTreeSet<String>>().into_iter().collect();
    for outcome in &outcomes {
        // Every resample fits every subset of the parts.
        match driver::drivers(&tally, &feelings, framework, outcome, options.resamples.min(200), options.seed) {
            Ok(found) => drivers.push(found),
            Err(error) => refusals.push(NotComputed { method: format!("drivers of {outcome}"), reason: error.to_string() }),
        }
    }
    if outcomes.is_empty() {
        refusals.push(NotComputed { method: "drivers".into(), reason: "nobody rated csat, nps or ces; ask one of them".into() });
    }
    let differences = segment::differences(&findings, framework);
    if differences.is_empty() && segments.len() > 1 {
        let reason = "no segment has ten eligible respondents on both sides; hear more of each".into();
        refusals.push(NotComputed { method: "segment differences".into(), reason });
    }
    JourneyMap {
        title: options.title.clone(),
        question: options.question.clone(),
        base: MapBase {
            respondents: tally.respondents().len() as u64,
            documents: kept.len() as u64,
            observations: observations.len() as u64,
            simulated_excluded: left_out.len() as u64,
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
        moments_of_truth: moment::moments(&observations, framework, drivers.first()),
        expectation_gaps: gap::gaps(&observations, framework, &Base::of(&findings)),
        predictions: what_if::predictions(&corpus, &priorities, &outcomes),
        channels: channel::channels(&observations, framework),
        thematic_saturation: theme::themes(&kept, &observations),
        prevalence: findings,
        satisfaction,
        drivers,
        segment_differences: differences,
        baseline: None,
        not_computed: refusals,
        priorities,
        provenance: MapProvenance {
            version: env!("CARGO_PKG_VERSION").into(),
            coders: coders(&observations),
            resamples: options.resamples as u64,
            seed: options.seed,
        },
    }
}

/// The points of every curve, their bands drawn together.
struct Curves {
    steps: Vec<CurvePoint>,
    stages: Vec<CurvePoint>,
    segments: Vec<Vec<CurvePoint>>,
}

impl Curves {
    fn of(
        tally: &Tally,
        feelings: &Feelings,
        framework: &Framework,
        places: &[(&str, Option<&str>)],
        segments: &[SegmentBase],
        options: &MapOptions,
    ) -> Self {
        let steps: Vec<Vec<(usize, f64)>> = places.iter().map(|(stage, touchpoint)| feelings.at(stage, *touchpoint)).collect();
        let stages: Vec<Vec<(usize, f64)>> = framework.stages.iter().map(|stage| feelings.of_stage(&stage.id)).collect();
        let within = segments.iter().take(SEGMENT_CURVES).flat_map(|segment| {
            let belongs = |at: usize| tally.respondents().get(at).is_some_and(|one| one.segments.contains(&segment.id));
            steps.iter().map(move |felt| felt.iter().copied().filter(|(at, _)| belongs(*at)).collect::<Vec<_>>())
        });
        let within: Vec<Vec<(usize, f64)>> = within.collect();
        let columns: Vec<Vec<(u32, f64)>> =
            steps.iter().chain(&stages).chain(&within).map(|felt| felt.iter().map(|(at, mean)| (*at as u32, *mean)).collect()).collect();
        let mut bands = bootstrap_bands(tally.respondents().len(), &columns, options.resamples, options.seed).into_iter();
        let mut points = |all: &[Vec<(usize, f64)>]| -> Vec<CurvePoint> {
            all.iter().map(|felt| CurvePoint::with_band(felt, bands.next().flatten())).collect()
        };
        let (step_points, stage_points) = (points(&steps), points(&stages));
        let segments = within.chunks(steps.len().max(1)).map(&mut points).collect();
        Self { steps: step_points, stages: stage_points, segments }
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
