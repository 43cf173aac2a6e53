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

pub use account::{Accord, Account, AccountPlace, Lifecycle, accounts, lifecycle};
pub use channel::{ChannelMean, Channels, Consistency, Transition};
pub use chart::{Bar, Chart};
pub use corpus::{Cell, Corpus, Entry, Filter, Grouping};
#[cfg(feature = "arrow")]
pub use corpus::{cells_to_arrow, observation_schema};
pub use correction::corrected_finding;
pub use curve::{CurvePoint, HOLLOW_BELOW};
pub use driver::{Driver, Drivers};
pub use gap::ExpectationGap;
pub use map::{CoderCount, JourneyMap, MapBase, MapOptions, MapProvenance, Refusal, SegmentBase, SegmentCurve, StageSummary, journey_map};
pub use moment::MomentOfTruth;
pub use place::Place;
pub use prevalence::{Finding, SMALL_BASE, SegmentShare, Share};
pub use priority::{Factor, Priority, RankInterval};
pub use satisfaction::Satisfaction;
pub use segment::SegmentDifference;
pub use step::{ChannelCount, EmotionCount, MapStep, Mean, StepPriority, Voice};
pub(crate) use tally::{Respondent, Tally};
pub use theme::Themes;
pub use wave::{GhostPoint, PrevalenceChange, RatingChange, WaveComparison, compare_waves};
pub use what_if::{Prediction, WhatIf, what_if};
