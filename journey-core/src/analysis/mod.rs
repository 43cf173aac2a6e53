//! The journey map and its numbers: each with its base, the rule of who counts, and an interval.

mod account;
mod channel;
mod chart;
mod corpus;
mod correction;
mod curve;
mod cycle;
mod driver;
mod eligible;
mod gap;
mod index;
mod map;
mod moment;
mod prevalence;
mod priority;
mod satisfaction;
mod segment;
mod step;
mod theme;
mod verbatim;
mod wave;
mod what_if;

pub use account::{Account, AccountPlace, StakeholderAgreement};
pub use channel::{ChannelAnalysis, ChannelConsistency, ChannelMean, ChannelTransition};
pub use chart::{Bar, Chart};
pub(crate) use corpus::SampledObservation;
pub use corpus::{AggregateRow, Corpus, CorpusBuilder, CorpusFilter, CorpusParts, EVIDENCE_PER_BUCKET, Grouping, ObservationRow};
#[cfg(feature = "arrow")]
pub use corpus::{aggregate_to_arrow, observation_arrow_schema};
pub use correction::correct_for_coder_error;
pub use curve::{CurvePoint, MIN_CURVE_BASE};
pub use cycle::{Cycle, CycleComparison};
pub use driver::{DriverAnalysis, ExperienceDriver};
pub use gap::ExpectationGap;
pub use map::{CoderCount, JourneyMap, MapBase, MapOptions, MapProvenance, NotComputed, SegmentBase, SegmentCurve, StageSummary};
pub use moment::MomentOfTruth;
pub use prevalence::{MIN_SHARE_BASE, Prevalence, SegmentShare, Share};
pub use priority::{Priority, PriorityFactor, RankInterval};
pub use satisfaction::SatisfactionScore;
pub use segment::SegmentDifference;
pub use step::{ChannelCount, EmotionCount, MapStep, Mean, StepPriority};
pub use theme::ThematicSaturation;
pub use verbatim::Verbatim;
pub use wave::{BaselinePoint, PrevalenceChange, RatingChange, WaveComparison};
pub use what_if::{WhatIf, WhatIfPrediction};
