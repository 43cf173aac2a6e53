//! The journey map: everything computed, ready to be read, rendered or queried.

mod compute;
mod options;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use options::MapOptions;

use super::{
    ChannelAnalysis, CurvePoint, DriverAnalysis, ExpectationGap, MapStep, MomentOfTruth, Prevalence, Priority, ReadingCoverage,
    SatisfactionScore, SegmentDifference, ThematicSaturation, WhatIfPrediction,
};
use crate::journey::{ObservationKind, Place, Stage};

/// The data behind a map.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MapBase {
    pub respondents: u64,
    pub documents: u64,
    pub observations: u64,
    /// Documents excluded because their participants are simulated.
    pub simulated_excluded: u64,
    /// Respondents who are simulated.
    pub simulated: u64,
    /// Segments by size, largest first.
    pub segments: Vec<SegmentBase>,
}

/// The number of respondents in a segment.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentBase {
    /// The segment's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Respondents.
    pub respondents: u64,
}

/// How many observations a coder made.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoderCount {
    /// The coder's name.
    pub name: String,
    pub observations: u64,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct StageSummary {
    pub stage: Stage,
    /// The stage's point of the emotion curve.
    pub curve: CurvePoint,
}

/// The emotion curve of one segment, with a point for each step.
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
    /// Resamples of every bootstrap but the drivers'.
    pub resamples: u64,
    /// Resamples of the drivers' bootstrap.
    pub driver_resamples: u64,
    /// The seed of every bootstrap.
    pub seed: u64,
}

/// A result that was not computed, and why.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct NotComputed {
    /// The method's name.
    pub method: String,
    /// Why not, and what it would need.
    pub reason: String,
}

/// A journey map, computed from what customers said.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct JourneyMap {
    pub title: String,
    /// The research question.
    pub question: String,
    /// The data behind the map.
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
    /// What satisfaction goes with, by instrument.
    pub drivers: Vec<DriverAnalysis>,
    /// Moments that customers call decisive, strongest first.
    pub moments_of_truth: Vec<MomentOfTruth>,
    /// Where customers expected something different.
    pub expectation_gaps: Vec<ExpectationGap>,
    /// The predicted effect of halving each of the top pains.
    pub predictions: Vec<WhatIfPrediction>,
    /// Channels: transitions, repetition, consistency.
    pub channels: ChannelAnalysis,
    /// Each segment compared with all other respondents, strongest evidence first.
    pub segment_differences: Vec<SegmentDifference>,
    /// Whether more respondents would bring new themes.
    pub thematic_saturation: ThematicSaturation,
    /// The previous wave's curve, a point for each step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<SegmentCurve>,
    /// How much of what was said stands in the numbers.
    #[serde(default)]
    pub coverage: ReadingCoverage,
    /// What was not computed, and why.
    pub not_computed: Vec<NotComputed>,
    /// How it was made.
    pub provenance: MapProvenance,
}

impl JourneyMap {
    /// The map as `map.json` has it: indented, with a newline at its end, the same bytes for the same map.
    ///
    /// ```
    /// use journey_core::{Corpus, Framework, JourneyMap, analysis::MapOptions};
    /// let map = Corpus::default().map(Framework::template("general")?, &MapOptions::default())?;
    /// assert_eq!(serde_json::from_str::<JourneyMap>(&map.to_json()).ok(), Some(map));
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        // Serialising to memory cannot fail: every part is a number, a text or a list.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The moment of truth at a step, if customers name it decisive, with its rank from 1.
    pub fn moment_of_truth_at(&self, step: &MapStep) -> Option<(usize, &MomentOfTruth)> {
        (1..).zip(&self.moments_of_truth).find(|(_, one)| one.place == step.place)
    }

    /// The prevalence of a kind at a touchpoint, or at a stage as a whole.
    pub fn prevalence_at(&self, place: &Place, kind: ObservationKind) -> Option<&Prevalence> {
        self.prevalence.iter().find(|one| one.place == *place && one.kind == kind)
    }

    /// The steps with the lowest and the highest point of the curve, among points without a low base if there are any.
    pub fn extremes(&self) -> Option<(&MapStep, &MapStep)> {
        let solid = self.steps.iter().any(|step| !step.curve.low_base);
        let points = || self.steps.iter().filter(|step| !solid || !step.curve.low_base).filter_map(|step| Some((step.curve.mean?, step)));
        let low = points().min_by(|left, right| left.0.total_cmp(&right.0))?.1;
        let high = points().max_by(|left, right| left.0.total_cmp(&right.0))?.1;
        Some((low, high))
    }
}
