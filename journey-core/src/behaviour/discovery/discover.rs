//! Discovery: what customers did, whole, by segment and by period.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    EventLog,
    conformance::{Conformance, PlannedJourney, conformance_of},
    drop_off::{DropOff, drop_off},
    durations::Durations,
    funnel::{Funnel, FunnelResult, funnel},
    graph::{DirectlyFollowsGraph, directly_follows_graph},
    handoff::{Handoffs, handoffs},
    period::by_period,
    rework::{Rework, rework},
    timing::{TimeBetween, throughput, time_between},
    variant::{Variants, variants_of},
    variant_numbers::VariantNumbers,
};
use crate::{
    error::Error,
    parallel::each,
    time::{Period, Timestamp},
};

/// What to discover beside what every log has.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default)]
pub struct DiscoveryOptions {
    /// How many variants to list; all if not given.
    pub variants: Option<usize>,
    /// Times between activities.
    pub between: Vec<ActivityPair>,
    pub funnels: Vec<Funnel>,
    /// The activities that count as reaching the goal; with some, drop-off is discovered.
    pub goals: Vec<String>,
    /// With a plan, conformance is discovered.
    pub planned: Option<PlannedJourney>,
    /// Whether to repeat it all for each segment.
    pub by_segment: bool,
    /// Whether to repeat it all for each period, and which.
    pub by_period: Option<Period>,
}

/// A hundred variants; no times between, funnels, goals and plan; not by segment or period.
impl Default for DiscoveryOptions {
    fn default() -> Self {
        Self {
            variants: Some(100),
            between: Vec::new(),
            funnels: Vec::new(),
            goals: Vec::new(),
            planned: None,
            by_segment: false,
            by_period: None,
        }
    }
}

/// Two activities.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ActivityPair {
    pub from: String,
    pub to: String,
}

/// What customers did.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct JourneyDiscovery {
    /// Of all cases.
    pub whole: Discovery,
    /// By segment, by name; cases without one come last.
    pub segments: Vec<SegmentDiscovery>,
    /// By the period of the cases' first event, the earliest first; only those in which a case began.
    pub periods: Vec<PeriodDiscovery>,
}

/// What the customers of a segment did.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentDiscovery {
    /// `None` for the cases without a segment.
    pub segment: Option<String>,
    pub discovery: Discovery,
}

/// What the customers did whose journeys began in a period.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PeriodDiscovery {
    /// `2024-03`, `2024-Q1` or `2024`, in UTC.
    pub period: String,
    pub discovery: Discovery,
}

/// What the customers of some cases did.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Discovery {
    /// Cases with at least one event: the base of what follows where none other is named.
    pub cases: u64,
    /// Cases without any event, which count nowhere else.
    pub empty_cases: u64,
    pub events: u64,
    /// The first event of all.
    pub from: Option<Timestamp>,
    /// The last event of all.
    pub to: Option<Timestamp>,
    pub graph: DirectlyFollowsGraph,
    pub variants: Variants,
    /// How long cases took.
    pub throughput: Option<Durations>,
    pub between: Vec<TimeBetween>,
    pub funnels: Vec<FunnelResult>,
    pub rework: Rework,
    pub handoffs: Handoffs,
    /// `None` without goals.
    pub drop_off: Option<DropOff>,
    /// `None` without a plan.
    pub conformance: Option<Conformance>,
}

/// Discovers what customers did: the graph, the variants, times, funnels, rework, hand-offs, drop-off and conformance of a whole log, and
/// of each segment and each period where the options ask for it.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{DiscoveryOptions, EventLogBuilder, discover}, time::Period};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, at) in [("anna", "quote", 0), ("anna", "purchase", 60_000), ("ben", "quote", 3_000_000_000)] {
///     builder.push(case, activity, Timestamp(at))?;
/// }
/// let options = DiscoveryOptions { by_period: Some(Period::Month), ..DiscoveryOptions::default() };
/// let found = discover(&builder.finish(), &options)?;
/// assert_eq!((found.whole.cases, found.whole.graph.edges.len(), found.whole.variants.count), (2, 1, 2));
/// assert_eq!(found.periods.iter().map(|one| one.period.as_str()).collect::<Vec<_>>(), ["1970-01", "1970-02"]);
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Those of [`time_between`], [`funnel`], [`drop_off`] and [`conformance`](super::conformance), and a case that began outside the years
/// −9999 to 9999 where periods are asked for.
pub fn discover(log: &EventLog, options: &DiscoveryOptions) -> Result<JourneyDiscovery, Error> {
    let whole = discovery(log, options)?;
    let by_segment = if options.by_segment { by_segment(log) } else { Vec::new() };
    let segments = each(by_segment, |(segment, cases)| {
        discovery(&log.of_cases(&cases), options).map(|discovery| SegmentDiscovery { segment, discovery })
    });
    let by_period = options.by_period.map_or(Ok(Vec::new()), |period| by_period(log, period))?;
    let periods =
        each(by_period, |(period, cases)| discovery(&log.of_cases(&cases), options).map(|discovery| PeriodDiscovery { period, discovery }));
    Ok(JourneyDiscovery {
        whole,
        segments: segments.into_iter().collect::<Result<_, _>>()?,
        periods: periods.into_iter().collect::<Result<_, _>>()?,
    })
}

fn discovery(log: &EventLog, options: &DiscoveryOptions) -> Result<Discovery, Error> {
    let numbers = VariantNumbers::of(log);
    let between = options
        .between
        .iter()
        .enumerate()
        .map(|(place, pair)| time_between(log, &pair.from, &pair.to).map_err(|error| error.within(format!("between[{place}]"))));
    let funnels =
        options.funnels.iter().enumerate().map(|(place, one)| funnel(log, one).map_err(|error| error.within(format!("funnels[{place}]"))));
    let goals = Some(&options.goals).filter(|goals| !goals.is_empty());
    let planned = options.planned.as_ref();
    let (between, funnels) = (between.collect::<Result<_, _>>()?, funnels.collect::<Result<_, _>>()?);
    Ok(Discovery {
        cases: log.journeys(),
        empty_cases: log.cases() as u64 - log.journeys(),
        events: log.events() as u64,
        from: log.time.iter().min().map(|time| Timestamp(*time)),
        to: log.time.iter().max().map(|time| Timestamp(*time)),
        graph: directly_follows_graph(log),
        variants: variants_of(log, &numbers, options.variants),
        throughput: throughput(log),
        between,
        funnels,
        rework: rework(log),
        handoffs: handoffs(log),
        drop_off: goals.map(|goals| drop_off(log, goals)).transpose()?,
        conformance: planned.map(|planned| conformance_of(log, &numbers, planned)).transpose().map_err(|error| error.within("planned"))?,
    })
}

/// The cases of each segment, by name, and last those of none.
fn by_segment(log: &EventLog) -> Vec<(Option<String>, Vec<usize>)> {
    let mut cases: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    for (number, case) in log.iter().enumerate() {
        let segment = case.segment();
        cases.entry((segment.is_none(), segment.unwrap_or_default())).or_default().push(number);
    }
    cases.into_iter().map(|((none, segment), cases)| ((!none).then(|| segment.to_owned()), cases)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::behaviour::{EventLogBuilder, FunnelStep, LogFilter};

    fn log() -> EventLog {
        let mut builder = EventLogBuilder::default();
        let month = 31 * 86_400_000;
        for (case, activity, at) in
            [("a", "quote", 0), ("a", "purchase", 5), ("b", "quote", month), ("c", "quote", 7), ("c", "call", month)]
        {
            builder.push(case, activity, Timestamp(at)).unwrap();
        }
        for (case, segment) in [("a", "old"), ("c", "new"), ("d", "old")] {
            builder.segment(case, segment).unwrap();
        }
        builder.finish()
    }

    fn options() -> DiscoveryOptions {
        DiscoveryOptions {
            between: vec![ActivityPair { from: "quote".into(), to: "purchase".into() }],
            funnels: vec![Funnel {
                name: "sale".into(),
                steps: vec![FunnelStep::new("quote"), FunnelStep::new("purchase")],
                within_ms: None,
            }],
            goals: vec!["purchase".into()],
            by_segment: true,
            by_period: Some(Period::Month),
            ..DiscoveryOptions::default()
        }
    }

    #[test]
    fn a_segment_and_a_period_are_discovered_as_the_log_of_their_cases() {
        let found = discover(&log(), &options()).unwrap();
        let names: Vec<_> =
            found.segments.iter().map(|one| (one.segment.as_deref(), one.discovery.cases, one.discovery.empty_cases)).collect();
        assert_eq!(names, [(Some("new"), 1, 0), (Some("old"), 1, 1), (None, 1, 0)]);
        let periods: Vec<_> = found.periods.iter().map(|one| (one.period.as_str(), one.discovery.cases)).collect();
        assert_eq!(periods, [("1970-01", 2), ("1970-02", 1)]);
        let plain = DiscoveryOptions { by_segment: false, by_period: None, ..options() };
        let old = log().select(&LogFilter { segment: Some("old".into()), ..LogFilter::default() }).unwrap();
        assert_eq!(found.segments.get(1).unwrap().discovery, discover(&old, &plain).unwrap().whole);
        assert_eq!((found.whole.cases, found.whole.empty_cases, found.whole.events), (3, 1, 5));
        assert_eq!(found.whole.drop_off.unwrap().cases.cases, 2);
    }

    #[test]
    fn an_unknown_activity_is_named_with_its_place_in_the_options() {
        let mut options = options();
        options.funnels.iter_mut().flat_map(|funnel| &mut funnel.steps).for_each(|step| step.activities.push("pay".into()));
        let field = discover(&log(), &options).unwrap_err().info().field.clone();
        assert_eq!(field.as_deref(), Some("funnels[0]: steps[0].activities[1]"));
    }

    #[test]
    fn a_discovery_is_the_same_after_a_trip_through_json() {
        let found = discover(&log(), &options()).unwrap();
        let json = serde_json::to_string(&found).unwrap();
        let back = serde_json::from_str::<JourneyDiscovery>(&json).unwrap();
        // serde_json may read the last bit of a number differently.
        assert!(format!("{back:.3?}") == format!("{found:.3?}"));
        assert_eq!(serde_json::from_str::<DiscoveryOptions>("{}").unwrap(), DiscoveryOptions::default());
    }

    #[test]
    fn an_empty_log_has_an_empty_discovery() {
        let found = discover(
            &EventLog::default(),
            &DiscoveryOptions { by_segment: true, by_period: Some(Period::Year), ..DiscoveryOptions::default() },
        );
        assert_eq!(found.unwrap(), JourneyDiscovery::default());
    }
}
