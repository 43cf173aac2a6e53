//! What holds of every log: sums, parts, and funnels against a search of all chains.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::collections::BTreeSet;

use journey_core::behaviour::{ActivityPair, PlannedJourney, PlannedStep};
use journey_core::{
    Timestamp,
    behaviour::{
        DirectlyFollowsGraph, DiscoveryOptions, EventLog, EventLogBuilder, Funnel, FunnelStep, FunnelStepResult, GraphTerminal,
        directly_follows_graph, discover, funnel, rework, variants,
    },
    time::Period,
};
use proptest::prelude::*;

/// Cases of events: which activity, and the milliseconds since the event before.
type Cases = Vec<Vec<(usize, i64)>>;

const ACTIVITIES: [&str; 5] = ["a", "b", "c", "d", "e"];

fn cases(most: usize) -> impl Strategy<Value = Cases> {
    prop::collection::vec(prop::collection::vec((0..ACTIVITIES.len(), 0..5_i64), 1..9), 1..most)
}

fn build<'a>(cases: impl IntoIterator<Item = (usize, &'a Vec<(usize, i64)>)>) -> EventLog {
    let mut builder = EventLogBuilder::default();
    for (number, case) in cases {
        let id = format!("{number}");
        let mut time = number as i64 * 1_000_000_000;
        for (activity, gap) in case {
            time += gap;
            match activity {
                4 => builder.push(&id, ACTIVITIES[*activity], Timestamp(time)).unwrap(),
                _ => builder.push_through(&id, ACTIVITIES[*activity], Timestamp(time), ["web", "app"][number % 2]).unwrap(),
            }
        }
        if number % 3 > 0 {
            builder.segment(&id, ["new", "old"][number % 3 - 1]).unwrap();
        }
    }
    builder.finish()
}

/// The earliest chain that reaches the furthest step, by trying all: at each step the earliest event first.
fn search(case: &[(usize, i64)], funnel: &Funnel) -> Vec<usize> {
    let times: Vec<i64> = case
        .iter()
        .scan(0, |time, (_, gap)| {
            Some({
                *time += gap;
                *time
            })
        })
        .collect();
    (1..=funnel.steps.len()).rev().find_map(|steps| extend(case, &times, funnel, steps, &mut Vec::new())).unwrap_or_default()
}

fn extend(case: &[(usize, i64)], times: &[i64], funnel: &Funnel, steps: usize, chain: &mut Vec<usize>) -> Option<Vec<usize>> {
    if chain.len() == steps {
        return Some(chain.clone());
    }
    let step = &funnel.steps[chain.len()];
    for place in chain.last().map_or(0, |last| last + 1)..case.len() {
        let within = |since: Option<&usize>, limit: Option<u64>| {
            since.zip(limit).is_none_or(|(since, limit)| times[place].abs_diff(times[*since]) <= limit)
        };
        let fits = step.activities.iter().any(|activity| activity == ACTIVITIES[case[place].0]);
        if fits && within(chain.last(), step.within_ms) && within(chain.first(), funnel.within_ms) {
            chain.push(place);
            if let Some(found) = extend(case, times, funnel, steps, chain) {
                return Some(found);
            }
            chain.pop();
        }
    }
    None
}

fn funnels() -> impl Strategy<Value = Funnel> {
    let step = (prop::collection::btree_set(0..ACTIVITIES.len(), 1..3), prop::option::of(0..7_u64));
    (prop::collection::vec(step, 2..5), prop::option::of(0..12_u64)).prop_map(|(steps, within_ms)| {
        let steps = steps.into_iter().enumerate().map(|(number, (activities, within_ms))| FunnelStep {
            name: number.to_string(),
            activities: activities.into_iter().map(|activity| ACTIVITIES[activity].to_owned()).collect(),
            within_ms: within_ms.filter(|_| number > 0),
        });
        Funnel { name: "some".into(), steps: steps.collect(), within_ms }
    })
}

/// How many waited for a step: the least, the most and all milliseconds.
type Waits = Option<(u64, f64, f64, f64)>;

fn waits_found(result: &FunnelStepResult) -> Waits {
    result.since_previous.map(|times| (times.n, times.minimum_ms, times.maximum_ms, (times.mean_ms * times.n as f64).round()))
}

fn waits_wanted(cases: &Cases, chains: &[Vec<usize>], step: usize) -> Waits {
    let passed = cases.iter().zip(chains).filter(|(_, chain)| step > 0 && chain.len() > step);
    let between = |case: &[(usize, i64)], from: usize, to: usize| case[from + 1..=to].iter().map(|(_, gap)| gap).sum::<i64>();
    let waits: Vec<i64> = passed.map(|(case, chain)| between(case, chain[step - 1], chain[step])).collect();
    let (least, most) = (*waits.iter().min()? as f64, *waits.iter().max()? as f64);
    Some((waits.len() as u64, least, most, waits.iter().sum::<i64>() as f64))
}

/// What came after a step in the cases that passed it last; `None` where nothing did.
fn next_events(cases: &Cases, chains: &[Vec<usize>], step: usize) -> Vec<Option<&'static str>> {
    let last = cases.iter().zip(chains).filter(|(_, chain)| chain.len() == step + 1);
    last.map(|(case, chain)| case.get(chain[step] + 1).map(|(activity, _)| ACTIVITIES[*activity])).collect()
}

fn three_most_frequent(next: &[Option<&'static str>]) -> Vec<(&'static str, u64)> {
    let count = |activity: &str| next.iter().flatten().filter(|next| **next == activity).count() as u64;
    let mut counts: Vec<(&str, u64)> = ACTIVITIES.into_iter().map(|activity| (activity, count(activity))).collect();
    counts.sort_by_key(|(activity, count)| (std::cmp::Reverse(*count), *activity));
    counts.into_iter().filter(|(_, count)| *count > 0).take(3).collect()
}

/// Nodes that are reached along edges from some.
fn reached(graph: &DirectlyFollowsGraph, from: &[GraphTerminal], forth: bool) -> usize {
    let mut reached: BTreeSet<&str> = from.iter().map(|terminal| terminal.activity.as_str()).collect();
    loop {
        let ends = graph.edges.iter().map(|edge| if forth { (&edge.from, &edge.to) } else { (&edge.to, &edge.from) });
        let new: Vec<&str> = ends
            .filter(|(from, to)| reached.contains(from.as_str()) && !reached.contains(to.as_str()))
            .map(|(_, to)| to.as_str())
            .collect();
        if new.is_empty() {
            return reached.len();
        }
        reached.extend(new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn edges_starts_and_variants_sum_up(cases in cases(12)) {
        let log = build(cases.iter().enumerate());
        let graph = directly_follows_graph(&log);
        let (all, events) = (log.cases() as u64, log.events() as u64);
        prop_assert_eq!(graph.edges.iter().map(|edge| edge.count).sum::<u64>(), events - all);
        prop_assert_eq!(graph.nodes.iter().map(|node| node.events).sum::<u64>(), events);
        prop_assert_eq!(graph.starts.iter().map(|start| start.cases.cases).sum::<u64>(), all);
        prop_assert_eq!(graph.ends.iter().map(|end| end.cases.cases).sum::<u64>(), all);
        let found = variants(&log, None);
        prop_assert_eq!(found.most_frequent.iter().map(|variant| variant.cases.cases).sum::<u64>(), all);
        let ways: BTreeSet<Vec<usize>> = cases.iter().map(|case| case.iter().map(|(activity, _)| *activity).collect()).collect();
        prop_assert_eq!(found.count, ways.len() as u64);
        let self_loops: u64 = graph.edges.iter().filter(|edge| edge.from == edge.to).map(|edge| edge.count).sum();
        prop_assert_eq!(rework(&log).activities.iter().map(|activity| activity.self_loops).sum::<u64>(), self_loops);
    }

    #[test]
    fn merged_parts_are_the_whole(cases in cases(12), parts in prop::collection::vec(0..3_usize, 12), forth in any::<bool>()) {
        let whole = build(cases.iter().enumerate());
        let part = |wanted: usize| build(cases.iter().enumerate().filter(|(number, _)| parts[*number] == wanted));
        let split = if forth { [part(0), part(1), part(2)] } else { [part(2), part(0), part(1)] };
        let merged = EventLog::merge(&split).unwrap();
        let canonical = EventLog::merge(std::slice::from_ref(&whole)).unwrap();
        prop_assert_eq!(merged.to_bytes().unwrap(), canonical.to_bytes().unwrap());
        prop_assert_eq!(&EventLog::from_bytes(&merged.to_bytes().unwrap()).unwrap(), &merged);
        let options = DiscoveryOptions { by_segment: true, by_period: Some(Period::Month), ..DiscoveryOptions::default() };
        let (merged, whole) = (discover(&merged, &options).unwrap(), discover(&whole, &options).unwrap());
        // The same but for the last bits of means, which are summed in the order of the cases.
        prop_assert_eq!(format!("{merged:.6?}"), format!("{whole:.6?}"));
    }

    #[test]
    fn a_funnel_finds_what_a_search_of_all_chains_finds(mut cases in cases(6), funnel_of in funnels()) {
        cases.push((0..ACTIVITIES.len()).map(|activity| (activity, 1)).collect());
        let found = funnel(&build(cases.iter().enumerate()), &funnel_of).unwrap();
        let chains: Vec<Vec<usize>> = cases.iter().map(|case| search(case, &funnel_of)).collect();
        for (step, result) in found.steps.iter().enumerate() {
            let passed = chains.iter().filter(|chain| chain.len() > step).count() as u64;
            prop_assert_eq!(result.cases, passed);
            prop_assert_eq!(waits_found(result), waits_wanted(&cases, &chains, step));
            if let Some(drop_off) = &result.drop_off {
                let next = next_events(&cases, &chains, step);
                prop_assert_eq!(drop_off.cases.cases, next.len() as u64);
                prop_assert_eq!(drop_off.ended.cases, next.iter().filter(|next| next.is_none()).count() as u64);
                let listed: Vec<(&str, u64)> = drop_off.next.iter().map(|next| (next.activity.as_str(), next.cases.cases)).collect();
                prop_assert_eq!(listed, three_most_frequent(&next));
            }
        }
    }

    #[test]
    fn a_simplified_graph_reaches_every_node(cases in cases(12), share in 0.0..=1.0_f64) {
        let graph = directly_follows_graph(&build(cases.iter().enumerate()));
        let simple = graph.simplified(share).unwrap();
        prop_assert_eq!(&simple.nodes, &graph.nodes);
        prop_assert_eq!(reached(&simple, &simple.starts, true), graph.nodes.len());
        prop_assert_eq!(reached(&simple, &simple.ends, false), graph.nodes.len());
        for edge in graph.edges.iter().filter(|edge| edge.cases.value >= Some(share)) {
            prop_assert!(simple.edges.contains(edge));
        }
    }

    #[test]
    fn no_bytes_make_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(log) = EventLog::from_bytes(&[&[1], bytes.as_slice()].concat()) {
            discover(&log, &DiscoveryOptions { by_segment: true, ..DiscoveryOptions::default() }).unwrap();
        }
    }
}

/// Cases enough to be shared among threads.
#[test]
fn many_threads_find_what_one_finds() {
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let cases: Cases = (0..30_000).map(|_| (0..1 + next(8)).map(|_| (next(5) as usize, next(5) as i64)).collect()).collect();
    let log = build(cases.iter().enumerate());
    let step = |name: &str| PlannedStep { name: name.into(), activities: vec![name.into()], required: true, repeats: false };
    let options = DiscoveryOptions {
        between: vec![ActivityPair { from: "a".into(), to: "b".into() }],
        funnels: vec![Funnel { name: "some".into(), steps: ["a", "c", "e"].map(FunnelStep::new).into(), within_ms: Some(9) }],
        goals: vec!["e".into()],
        planned: Some(PlannedJourney { steps: ["a", "b", "c"].map(step).into() }),
        by_segment: true,
        by_period: Some(Period::Quarter),
        ..DiscoveryOptions::default()
    };
    let found = [1, 2, 7].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| discover(&log, &options)).unwrap()
    });
    assert!(found[0] == found[1] && found[1] == found[2]);
    assert_eq!(found[0].whole.cases, 30_000);
}
