//! The journeys that a log shows: paths, times, funnels, rework, hand-offs, deviations from the plan.

mod case_tally;
mod conformance;
mod conformance_align;
mod discover;
mod drop_off;
mod durations;
mod follows;
mod funnel;
mod funnel_match;
mod graph;
mod graph_simplify;
mod handoff;
mod order;
mod period;
mod rework;
#[cfg(test)]
mod samples;
mod share;
mod stretches;
mod timing;
mod variant;
mod variant_numbers;

pub use conformance::{Conformance, Deviation, DeviationCount, MeanFitness, PlannedJourney, PlannedStep, case_fitness, conformance};
pub use discover::{ActivityPair, Discovery, DiscoveryOptions, JourneyDiscovery, PeriodDiscovery, SegmentDiscovery, discover};
pub use drop_off::{ActivityDropOff, DropOff, drop_off};
pub use durations::Durations;
pub use funnel::{Funnel, FunnelDropOff, FunnelNext, FunnelResult, FunnelStep, FunnelStepResult, funnel};
pub use graph::{DirectlyFollowsGraph, GraphEdge, GraphNode, GraphTerminal, directly_follows_graph};
pub use handoff::{Handoff, Handoffs, handoffs};
pub use rework::{ActivityRework, LoopOfTwo, Rework, rework};
pub use share::CaseShare;
pub use timing::{TimeBetween, throughput, time_between};
pub use variant::{Variant, Variants, variants};

use super::EventLog;
#[cfg(test)]
use super::EventLogBuilder;
