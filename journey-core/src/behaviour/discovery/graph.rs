//! The directly-follows graph: what came right after what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    EventLog,
    durations::Durations,
    follows::{EdgeTally, Follows, NodeTally, count_follows},
    order::most_frequent_first,
    share::CaseShare,
};

/// What customers did, and what came right after it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DirectlyFollowsGraph {
    /// Cases with at least one event: the base of every share.
    pub cases: u64,
    pub events: u64,
    /// The activities, those with the most events first, then by name.
    pub nodes: Vec<GraphNode>,
    /// Those passed most often first, then by name.
    pub edges: Vec<GraphEdge>,
    /// What cases began with, the most frequent first, then by name.
    pub starts: Vec<GraphTerminal>,
    /// What cases ended with, the most frequent first, then by name.
    pub ends: Vec<GraphTerminal>,
}

/// An activity of a graph.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct GraphNode {
    pub activity: String,
    pub events: u64,
    /// Cases in which it happened.
    pub cases: CaseShare,
}

/// An activity that came right after another.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct GraphEdge {
    pub from: String,
    pub to: String,
    /// How often.
    pub count: u64,
    /// Cases in which it did so at least once.
    pub cases: CaseShare,
    /// From the one event to the next.
    pub between: Durations,
}

/// An activity that cases began or ended with.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct GraphTerminal {
    pub activity: String,
    pub cases: CaseShare,
}

/// The directly-follows graph of a log. Events of one moment follow each other in the order of the log.
///
/// It takes time in proportion to the events, and eight bytes for each while it runs.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, directly_follows_graph}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, minute) in [("anna", "quote", 0), ("anna", "purchase", 30), ("ben", "quote", 5)] {
///     builder.push(case, activity, Timestamp(minute * 60_000))?;
/// }
/// let graph = directly_follows_graph(&builder.finish());
/// let edge = graph.edges.first().unwrap();
/// assert_eq!((edge.from.as_str(), edge.to.as_str(), edge.count), ("quote", "purchase", 1));
/// assert_eq!((edge.cases.cases, edge.cases.base, edge.between.median_ms), (1, 2, 1_800_000.0));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn directly_follows_graph(log: &EventLog) -> DirectlyFollowsGraph {
    let Follows { nodes, edges } = count_follows(log);
    let cases = log.journeys();
    let terminals = |count: fn(&NodeTally) -> u64| {
        let found = (0..).zip(&nodes).filter(|(_, node)| count(node) > 0);
        let activities = found.map(|(number, node)| GraphTerminal {
            activity: log.activity_name(number).to_owned(),
            cases: CaseShare::new(count(node), cases),
        });
        most_frequent_first(activities.collect(), |terminal| terminal.cases.cases, |terminal| (&terminal.activity, ""))
    };
    DirectlyFollowsGraph {
        cases,
        events: log.events() as u64,
        starts: terminals(|node| node.starts),
        ends: terminals(|node| node.ends),
        nodes: most_frequent_first(graph_nodes(log, &nodes, cases), |node| node.events, |node| (&node.activity, "")),
        edges: most_frequent_first(
            edges.iter().map(|edge| graph_edge(log, edge, cases)).collect(),
            |edge| edge.count,
            |edge| (&edge.from, &edge.to),
        ),
    }
}

fn graph_nodes(log: &EventLog, nodes: &[NodeTally], cases: u64) -> Vec<GraphNode> {
    let found = (0..).zip(nodes).filter(|(_, node)| node.events > 0);
    let named = found.map(|(number, node)| GraphNode {
        activity: log.activity_name(number).to_owned(),
        events: node.events,
        cases: CaseShare::new(node.cases, cases),
    });
    named.collect()
}

fn graph_edge(log: &EventLog, edge: &EdgeTally, cases: u64) -> GraphEdge {
    GraphEdge {
        from: log.activity_name(edge.from).to_owned(),
        to: log.activity_name(edge.to).to_owned(),
        count: edge.between.n,
        cases: CaseShare::new(edge.cases, cases),
        between: edge.between,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::samples::letters;
    use super::*;
    use crate::{behaviour::EventLogBuilder, time::Timestamp};

    #[test]
    fn edges_count_passes_and_cases_and_the_time_between() {
        let mut builder = EventLogBuilder::default();
        for (case, activity, at) in
            [("x", "a", 0), ("x", "b", 4), ("x", "a", 5), ("x", "b", 7), ("y", "a", 1), ("y", "b", 10), ("y", "c", 10)]
        {
            builder.push(case, activity, Timestamp(at)).unwrap();
        }
        let graph = directly_follows_graph(&builder.finish());
        let edges: Vec<_> = graph
            .edges
            .iter()
            .map(|edge| (edge.from.as_str(), edge.to.as_str(), edge.count, edge.cases.cases, edge.between.mean_ms, edge.between.median_ms))
            .collect();
        assert_eq!(edges, [("a", "b", 3, 2, 5.0, 4.0), ("b", "a", 1, 1, 1.0, 1.0), ("b", "c", 1, 1, 0.0, 0.0)]);
        let nodes: Vec<_> = graph.nodes.iter().map(|node| (node.activity.as_str(), node.events, node.cases.cases)).collect();
        assert_eq!(nodes, [("a", 3, 2), ("b", 3, 2), ("c", 1, 1)]);
        let terminals =
            |terminals: &[GraphTerminal]| terminals.iter().map(|one| format!("{} {}", one.activity, one.cases.cases)).collect::<Vec<_>>();
        assert_eq!((terminals(&graph.starts), terminals(&graph.ends)), (vec!["a 2".into()], vec!["b 1".into(), "c 1".into()]));
    }

    #[test]
    fn cases_without_events_are_no_base() {
        let mut builder = EventLogBuilder::default();
        builder.push("x", "a", Timestamp(0)).unwrap();
        builder.segment("nobody", "new").unwrap();
        let graph = directly_follows_graph(&builder.finish());
        assert_eq!((graph.cases, graph.edges.len()), (1, 0));
        assert_eq!(graph.starts.first().unwrap().cases, CaseShare::new(1, 1));
    }

    #[test]
    fn few_events_of_many_activities_are_counted_by_the_pairs_that_occur() {
        let many: String = (0..300).filter_map(|number| char::from_u32(0x4e00 + number)).collect();
        let graph = directly_follows_graph(&letters(&[&many, &many, "ab"]));
        assert_eq!((graph.nodes.len(), graph.edges.len()), (302, 300));
        let (first, last) = (graph.edges.first().unwrap(), graph.edges.last().unwrap());
        assert_eq!((first.count, first.cases.cases, first.between.median_ms), (2, 2, 1_000.0));
        assert_eq!((last.from.as_str(), last.to.as_str(), last.count), ("a", "b", 1));
    }
}
