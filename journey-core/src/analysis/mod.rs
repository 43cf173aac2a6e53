//! The journey map and its numbers: each with its base, the rule of who counts, and an interval.

mod account;
mod channel;
mod chart;
mod corpus;
mod correction;
mod curve;
mod driver;
mod gap;
mod map;
mod moment;
mod place;
mod prevalence;
mod priority;
mod satisfaction;
mod segment;
mod step;
mod tally;
mod theme;
mod wave;
mod what_if;

pub use account::{Account, AccountPlace, CycleComparison, StakeholderAgreement, accounts, lifecycle};
pub use channel::{ChannelAnalysis, ChannelConsistency, ChannelMean, ChannelTransition};
pub use chart::{Bar, Chart};
pub use corpus::{AggregateRow, Corpus, CorpusFilter, Grouping, ObservationRow};
#[cfg(feature = "arrow")]
pub use corpus::{cells_to_arrow, observation_schema};
pub use correction::correct_for_coder_error;
pub use curve::{CurvePoint, MIN_CURVE_BASE};
pub use driver::{DriverAnalysis, ExperienceDriver};
pub use gap::ExpectationGap;
pub use map::{
    CoderCount, JourneyMap, MapBase, MapOptions, MapProvenance, NotComputed, SegmentBase, SegmentCurve, StageSummary, journey_map,
};
pub use moment::MomentOfTruth;
pub use place::Place;
pub use prevalence::{MIN_SHARE_BASE, Prevalence, SegmentShare, Share};
pub use priority::{Priority, PriorityFactor, RankInterval};
pub use satisfaction::SatisfactionScore;
pub use segment::SegmentDifference;
pub use step::{ChannelCount, EmotionCount, MapStep, Mean, StepPriority, Verbatim};
pub(crate) use tally::{Respondent, Tally};
pub use theme::ThematicSaturation;
pub use wave::{BaselinePoint, PrevalenceChange, RatingChange, WaveComparison, compare_waves};
pub use what_if::{WhatIf, WhatIfPrediction, what_if};
