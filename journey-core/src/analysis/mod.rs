//! The journey map and its numbers: each with its base, the rule of who counts, and an interval.

mod curve;
mod map;
mod prevalence;
mod priority;
mod satisfaction;
mod step;
mod tally;

pub use curve::{CurvePoint, HOLLOW_BELOW};
pub use map::{CoderCount, JourneyMap, MapBase, MapOptions, MapProvenance, SegmentBase, SegmentCurve, StageSummary, journey_map};
pub use prevalence::{Finding, SMALL_BASE, SegmentShare, Share};
pub use priority::{Factor, Priority, RankInterval};
pub use satisfaction::Satisfaction;
pub use step::{ChannelCount, EmotionCount, MapStep, Mean, StepPriority, Voice};
pub use tally::{Respondent, Tally};
