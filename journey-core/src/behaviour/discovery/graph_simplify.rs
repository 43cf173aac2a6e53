//! A graph of the ways that many take.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{DirectlyFollowsGraph, GraphTerminal};
use crate::error::Error;

/// An edge between numbered nodes.
struct Link {
    edge: usize,
    from: usize,
    to: usize,
    kept: bool,
}

impl DirectlyFollowsGraph {
    /// The graph with all nodes, but only with the edges that at least this share of the cases pass, 0 to 1, and with those that hold it
    /// together: the strongest edge into each node and out of it (from and to other nodes), and the strongest of those that are still
    /// needed so that every node can be reached from a start and reaches an end. The strongest is the one of most cases, then that passed
    /// most often, then the first by name.
    ///
    /// ```
    /// use journey_core::{Timestamp, behaviour::{EventLogBuilder, directly_follows_graph}};
    /// let mut builder = EventLogBuilder::default();
    /// for (case, activity) in [("anna", "quote"), ("anna", "purchase"), ("ben", "quote"), ("ben", "call"), ("ben", "purchase")] {
    ///     builder.push(case, activity, Timestamp(0))?;
    /// }
    /// let graph = directly_follows_graph(&builder.finish());
    /// assert_eq!(graph.simplified(1.0)?.edges.len(), 2);
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A share outside 0 to 1.
    pub fn simplified(&self, share: f64) -> Result<Self, Error> {
        if !(0.0..=1.0).contains(&share) {
            return Err(Error::invalid("share", format!("`{share}` is not a share"), "give the least share of cases, 0 to 1"));
        }
        let nodes: BTreeMap<&str, usize> = self.nodes.iter().map(|node| node.activity.as_str()).zip(0..).collect();
        let mut links = self.strongest_first(&nodes, share);
        keep_strongest_of_nodes(&mut links, nodes.len());
        let places = |terminals: &[GraphTerminal]| -> Vec<usize> {
            terminals.iter().filter_map(|terminal| nodes.get(terminal.activity.as_str()).copied()).collect()
        };
        connect(&mut links, nodes.len(), places(&self.starts), |link| (link.from, link.to));
        connect(&mut links, nodes.len(), places(&self.ends), |link| (link.to, link.from));
        let kept: BTreeSet<usize> = links.iter().filter(|link| link.kept).map(|link| link.edge).collect();
        let edges = self.edges.iter().enumerate().filter(|(number, _)| kept.contains(number)).map(|(_, edge)| edge.clone());
        Ok(Self {
            cases: self.cases,
            events: self.events,
            nodes: self.nodes.clone(),
            edges: edges.collect(),
            starts: self.starts.clone(),
            ends: self.ends.clone(),
        })
    }

    fn strongest_first(&self, nodes: &BTreeMap<&str, usize>, share: f64) -> Vec<Link> {
        let mut order: Vec<_> = self.edges.iter().enumerate().collect();
        order.sort_by(|(_, one), (_, other)| {
            let by_size = (other.cases.cases, other.count).cmp(&(one.cases.cases, one.count));
            by_size.then_with(|| (&one.from, &one.to).cmp(&(&other.from, &other.to)))
        });
        let links = order.into_iter().filter_map(|(number, edge)| {
            let (from, to) = (*nodes.get(edge.from.as_str())?, *nodes.get(edge.to.as_str())?);
            Some(Link { edge: number, from, to, kept: edge.cases.value.is_some_and(|value| value >= share) })
        });
        links.collect()
    }
}

fn keep_strongest_of_nodes(links: &mut [Link], nodes: usize) {
    let (mut into, mut out) = (vec![false; nodes], vec![false; nodes]);
    for link in links.iter_mut().filter(|link| link.from != link.to) {
        let Some((out, into)) = out.get_mut(link.from).zip(into.get_mut(link.to)) else { continue };
        link.kept |= !*out || !*into;
        (*out, *into) = (true, true);
    }
}

/// Keeps the strongest links that are needed to reach every node from some (Prim 1957): always the strongest that leads to a new node, and
/// those that are kept before all others.
fn connect(links: &mut [Link], nodes: usize, from: Vec<usize>, ends: fn(&Link) -> (usize, usize)) {
    let mut leaving = vec![Vec::new(); nodes];
    for (number, link) in links.iter().enumerate() {
        leaving.get_mut(ends(link).0).into_iter().for_each(|leaving| leaving.push((!link.kept, number)));
    }
    let (mut next, mut open, mut reached) = (from, BTreeSet::new(), vec![false; nodes]);
    loop {
        for node in next.drain(..) {
            reached.get_mut(node).into_iter().for_each(|reached| *reached = true);
            open.extend(leaving.get(node).into_iter().flatten().copied());
        }
        let Some((_, number)) = open.pop_first() else { return };
        let Some(link) = links.get_mut(number) else { return };
        let (_, node) = ends(link);
        if reached.get(node) == Some(&false) {
            link.kept = true;
            next.push(node);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::samples::letters;
    use super::*;
    use crate::behaviour::directly_follows_graph;

    fn edges(graph: &DirectlyFollowsGraph) -> Vec<String> {
        let mut edges: Vec<_> = graph.edges.iter().map(|edge| format!("{}{}", edge.from, edge.to)).collect();
        edges.sort();
        edges
    }

    #[test]
    fn edges_of_few_cases_go_and_those_that_hold_the_graph_together_stay() {
        let graph = directly_follows_graph(&letters(&["abd", "abd", "abd", "acd", "abbd", "ad"]));
        assert_eq!(edges(&graph.simplified(0.5).unwrap()), ["ab", "ac", "bd", "cd"]);
        assert_eq!(graph.simplified(0.0).unwrap(), graph);
    }

    #[test]
    fn an_island_of_strong_edges_stays_reachable() {
        // x and y lead to each other most often, so neither's strongest edge leads in from the start or out to the end.
        let graph = directly_follows_graph(&letters(&["axyxyb", "ayxyxb", "ab", "ab", "ab"]));
        let simple = graph.simplified(1.0).unwrap();
        assert_eq!(edges(&simple), ["ab", "ax", "xb", "xy", "yx"]);
        assert_eq!(simple.nodes, graph.nodes);
    }

    #[test]
    fn what_is_not_a_share_is_refused() {
        for share in [-0.1, 1.1, f64::NAN] {
            assert_eq!(DirectlyFollowsGraph::default().simplified(share).unwrap_err().info().field.as_deref(), Some("share"));
        }
    }
}
