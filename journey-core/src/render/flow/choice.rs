//! What of a graph a picture shows.

use std::collections::BTreeSet;

use super::figure::{counted, grouped, percent};
use crate::{behaviour::DirectlyFollowsGraph, error::Error};

/// The most activities of a picture: the most frequent are shown.
const MOST_ACTIVITIES: usize = 60;
/// The most links between activities, where nobody says how rare they may be.
const MOST_LINKS: usize = 25;
/// The most links that are laid out, whatever is asked for.
const MOST_LINKS_EVER: usize = 150;
/// The least shares that are tried.
const SHARES: [f64; 14] = [0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0];

/// The part of a graph that is shown, and how much of the whole it is.
pub(super) struct Choice {
    pub(super) shown: DirectlyFollowsGraph,
    least_share: f64,
    activities: usize,
    kinds: usize,
    transitions: u64,
}

impl Choice {
    /// The most frequent activities with the links that at least a share of the cases take, and those that hold them together. Without a share,
    /// the least of a few round ones that leaves a picture one can read.
    pub(super) fn of(graph: &DirectlyFollowsGraph, least_share: Option<f64>) -> Result<Self, Error> {
        let part = most_frequent(graph);
        let (least_share, mut shown) = match least_share {
            Some(share) => (share, part.simplified(share)?),
            None => readable(&part)?,
        };
        shown.edges.retain(|edge| edge.from != edge.to || edge.cases.value.is_some_and(|share| share >= least_share.min(0.01)));
        shown.edges.sort_by_key(|edge| std::cmp::Reverse((edge.cases.cases, edge.count)));
        let mut links = 0;
        shown.edges.retain(|edge| {
            links += usize::from(edge.from != edge.to);
            links <= MOST_LINKS_EVER
        });
        let transitions = graph.edges.iter().map(|edge| edge.count).sum();
        Ok(Self { shown, least_share, activities: graph.nodes.len(), kinds: graph.edges.len(), transitions })
    }

    /// What the picture stands on and leaves out, in sentences.
    pub(super) fn words(&self) -> Vec<String> {
        let shown = &self.shown;
        let base = format!("{} · {}", counted(shown.cases, "case", "cases"), counted(shown.events, "event", "events"));
        let mut words = vec![match shown.nodes.len() == self.activities {
            true => format!("{base} · {}", counted(self.activities as u64, "activity", "activities")),
            false => format!("{base} · the {} most frequent of {} activities", shown.nodes.len(), grouped(self.activities as u64)),
        }];
        let drawn: u64 = shown.edges.iter().map(|edge| edge.count).sum();
        if shown.edges.len() < self.kinds {
            let kinds = format!("{} of {} kinds of transitions are drawn", shown.edges.len(), grouped(self.kinds as u64));
            let part = percent(drawn as f64 / self.transitions.max(1) as f64);
            let all = counted(self.transitions, "transition", "transitions");
            let rule = format!(
                "Left out are those that fewer than {} of the cases took, unless an activity would hang loose without",
                percent(self.least_share)
            );
            words.push(format!("{kinds}, {part} of all {all}. {rule}."));
        } else if self.kinds > 0 {
            words.push(format!(
                "All {} are drawn: {}.",
                counted(self.kinds as u64, "kind of transition", "kinds of transitions"),
                counted(drawn, "transition", "transitions")
            ));
        }
        words
    }
}

fn most_frequent(graph: &DirectlyFollowsGraph) -> DirectlyFollowsGraph {
    let mut part = graph.clone();
    part.nodes.truncate(MOST_ACTIVITIES);
    let kept: BTreeSet<&str> = part.nodes.iter().map(|node| node.activity.as_str()).collect();
    part.edges.retain(|edge| kept.contains(edge.from.as_str()) && kept.contains(edge.to.as_str()));
    for terminals in [&mut part.starts, &mut part.ends] {
        terminals.retain(|terminal| kept.contains(terminal.activity.as_str()));
    }
    part
}

fn readable(graph: &DirectlyFollowsGraph) -> Result<(f64, DirectlyFollowsGraph), Error> {
    let links = |graph: &DirectlyFollowsGraph| graph.edges.iter().filter(|edge| edge.from != edge.to).count();
    let fewest = links(&graph.simplified(1.0)?);
    for share in SHARES {
        let simple = graph.simplified(share)?;
        // Where many activities need many links, few more than they need.
        if links(&simple) <= MOST_LINKS.max(fewest + 2) {
            return Ok((share, simple));
        }
    }
    Ok((1.0, graph.simplified(1.0)?))
}
