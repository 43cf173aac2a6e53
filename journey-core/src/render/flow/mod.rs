//! What customers did, as a flow from activity to activity.

mod choice;
mod draw;
mod layers;
mod layout;
mod mermaid;
mod order;
mod place;
mod route;

pub(super) use layout::Area;
pub use mermaid::flow_mermaid;

use choice::Choice;
use draw::{FlowBox, FlowLine, draw};
use layout::{FlowShape, Layout, layout};

#[cfg(test)]
use super::check;
use super::{durations, figure, measure};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    durations::duration,
    figure::{Anchor, Figure, counted, paragraphs, percent, share, text},
};
use crate::{
    behaviour::{DirectlyFollowsGraph, GraphEdge, GraphTerminal},
    error::Error,
};

const MARGIN: f64 = 24.0;
/// The least width of the picture, for its words.
const LEAST: f64 = 640.0;
/// How often a transition must have been passed to be told slow, and from how many of those on the slowest tenth are marked.
const PASSED_WITH_SLOW: u64 = 5;
const LINKS_WITH_SLOW: usize = 5;
/// How many links the description names.
const DESCRIBED: usize = 10;

/// How a flow is drawn.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FlowOptions {
    pub title: String,
    /// The least share of the cases that took a transition for it to be drawn, 0 to 1; `None` chooses a round one that leaves about 25 transitions.
    pub least_share: Option<f64>,
}

impl Default for FlowOptions {
    fn default() -> Self {
        Self { title: "What customers did".into(), least_share: None }
    }
}

/// Draws a graph as a flow, to the right or down, whichever is seen larger: a self-contained SVG, the same for the same graph.
///
/// A box is an activity with its cases, their share (also as a bar) and how many cases start, end or repeat there. A line is a transition: the
/// thicker, the more cases took it; its label tells their share and the median time. The slowest tenth of the lines, by median, has the negative
/// colour. Lines that lead back by more than one layer run below (or beside) the others; a transition that would close a circle with stronger ones
/// leads back. Intervals and bases stand in the tooltips. At most the 60 most frequent activities are shown, and 150 transitions.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, directly_follows_graph}, render::{FlowOptions, flow_svg}};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, minute) in [("anna", "quote", 0), ("anna", "purchase", 30), ("ben", "quote", 5)] {
///     builder.push(case, activity, Timestamp(minute * 60_000))?;
/// }
/// let svg = flow_svg(&directly_follows_graph(&builder.finish()), &FlowOptions::default())?;
/// assert!(svg.contains("50 % · 30 min"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// A least share outside 0 to 1.
pub fn flow_svg(graph: &DirectlyFollowsGraph, options: &FlowOptions) -> Result<String, Error> {
    let choice = Choice::of(graph, options.least_share)?;
    let boxes = boxes(&choice.shown);
    let lines = lines(&choice.shown);
    let layout = layout(&shape(&boxes, &lines));
    let width = (layout.width + 2.0 * MARGIN).max(LEAST);
    let mut body = text("h2", Anchor::Start, MARGIN, MARGIN + 12.0, &options.title);
    let mut top = MARGIN + 34.0;
    body.push_str(&paragraphs("soft", MARGIN, &mut top, width - 2.0 * MARGIN, &choice.words()));
    top += 8.0;
    let left = (width - layout.width) / 2.0;
    body.push_str(&format!("<g transform=\"translate({left:.1} {top:.1})\">{}</g>", draw(&layout, &boxes, &lines)));
    top += layout.height + 34.0;
    let legend = legend(&choice.shown, &lines, &layout);
    body.push_str(&paragraphs("soft", MARGIN, &mut top, width - 2.0 * MARGIN, &legend));
    let description = description(&options.title, &choice);
    Ok(Figure { title: options.title.clone(), description, width, height: top + 8.0, body }.svg())
}

fn boxes(graph: &DirectlyFollowsGraph) -> Vec<FlowBox> {
    let found = |terminals: &[GraphTerminal], activity: &str| {
        terminals.iter().find(|terminal| terminal.activity == activity).map(|terminal| terminal.cases)
    };
    let boxes = graph.nodes.iter().map(|node| {
        let again = graph.edges.iter().find(|edge| edge.from == node.activity && edge.to == node.activity);
        let again = again.map(|edge| (edge.cases, edge.between.median_ms));
        FlowBox::new(node, found(&graph.starts, &node.activity), found(&graph.ends, &node.activity), again)
    });
    boxes.collect()
}

fn lines(graph: &DirectlyFollowsGraph) -> Vec<FlowLine> {
    let links: Vec<&GraphEdge> = graph.edges.iter().filter(|edge| edge.from != edge.to).collect();
    let slow = slow_from(&links);
    let place = |activity: &str| graph.nodes.iter().position(|node| node.activity == activity);
    let lines = links.iter().filter_map(|edge| {
        let slow = edge.count >= PASSED_WITH_SLOW && slow.is_some_and(|least| edge.between.median_ms >= least);
        Some(FlowLine::new(edge, (place(&edge.from)?, place(&edge.to)?), slow))
    });
    lines.collect()
}

/// From which median on a link is among the slowest tenth; `None` of few links, and where more than a fifth are as slow.
fn slow_from(links: &[&GraphEdge]) -> Option<f64> {
    let passed = links.iter().filter(|edge| edge.count >= PASSED_WITH_SLOW);
    let mut medians: Vec<f64> = passed.map(|edge| edge.between.median_ms).collect();
    medians.sort_by(|one, other| other.total_cmp(one));
    let least = *medians.get(medians.len().div_ceil(10).checked_sub(1)?)?;
    let as_slow = medians.iter().filter(|median| **median >= least).count();
    (medians.len() >= LINKS_WITH_SLOW && as_slow * 5 <= medians.len()).then_some(least)
}

fn shape(boxes: &[FlowBox], lines: &[FlowLine]) -> FlowShape {
    FlowShape {
        nodes: boxes.iter().map(FlowBox::size).collect(),
        labels: lines.iter().map(FlowLine::label_size).collect(),
        links: lines.iter().map(|line| line.ends).collect(),
        starts: boxes.iter().map(FlowBox::starts).collect(),
        counts: lines.iter().map(|line| line.count).collect(),
        shares: lines.iter().map(|line| line.share).collect(),
        thickness: lines.iter().map(FlowLine::thickness).collect(),
    }
}

fn legend(graph: &DirectlyFollowsGraph, lines: &[FlowLine], layout: &Layout) -> Vec<String> {
    let mut words = Vec::new();
    if !graph.nodes.is_empty() {
        let box_words =
            "Box: an activity, the cases with it and their share of all cases, also as a bar; where cases start, end or repeat it.";
        words.push(box_words.to_owned());
    }
    if !lines.is_empty() {
        let side = if layout.down { "to the right of" } else { "below" };
        let around = match layout.routes.iter().any(|route| route.around) {
            true => format!(" Lines that lead far back run {side} the others."),
            false => String::new(),
        };
        words.push(format!(
            "Line: what came right after; label and thickness tell the share of the cases that took it, the label also the median time.{around}"
        ));
    }
    if lines.iter().any(|line| line.slow) {
        words.push("Orange: the slowest tenth by median time, of the lines that were passed at least five times.".to_owned());
    }
    words
}

fn description(title: &str, choice: &Choice) -> String {
    let graph = &choice.shown;
    let mut sentences = vec![title.to_owned()];
    sentences.extend(choice.words().into_iter().map(|words| words.trim_end_matches('.').to_owned()));
    for (verb, terminals) in [("start", &graph.starts), ("end", &graph.ends)] {
        if let Some(first) = terminals.first() {
            sentences.push(format!("Most cases {verb} with {}: {}", first.activity, first.cases));
        }
    }
    for node in &graph.nodes {
        sentences.push(format!("{}: {}", node.activity, counted(node.cases.cases, "case", "cases")));
    }
    for edge in graph.edges.iter().take(DESCRIBED) {
        let time = duration(edge.between.median_ms);
        sentences.push(format!("{} to {}: {} of the cases, median {time}", edge.from, edge.to, share(&edge.cases)));
    }
    if graph.edges.len() > DESCRIBED {
        sentences.push(format!("{} more transitions are drawn", graph.edges.len() - DESCRIBED));
    }
    sentences.join(". ") + "."
}

/// A share and a time, as labels have them.
pub(super) fn share_and_time(part: f64, milliseconds: f64) -> String {
    format!("{} · {}", percent(part), duration(milliseconds))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::check::{HOSTILE, hostile_log, log, said, shown};
    use super::*;
    use crate::behaviour::directly_follows_graph;

    fn drawn(graph: &DirectlyFollowsGraph) -> String {
        flow_svg(graph, &FlowOptions::default()).unwrap()
    }

    /// Cases that pass through many activities, with some jumps and returns.
    fn long(activities: usize) -> DirectlyFollowsGraph {
        let names: Vec<String> = (0..activities).map(|number| format!("Kundenschadensmeldungsbearbeitungsschritt {number}")).collect();
        let way = |case: usize| {
            (0..activities)
                .filter(move |at| !(at * 7 + case).is_multiple_of(5))
                .map(move |at| if (at + case).is_multiple_of(11) { at / 2 } else { at })
        };
        directly_follows_graph(&log(&names, &(0..80).map(|case| way(case).collect()).collect::<Vec<_>>()))
    }

    #[test]
    fn every_name_is_told_and_escaped() {
        let graph = directly_follows_graph(&hostile_log());
        let svg = drawn(&graph);
        let said = said(&svg);
        for name in HOSTILE {
            assert!(said.iter().any(|words| words.starts_with(&format!("{}: ", shown(name)))), "{name:?} in {said:?}");
        }
        assert_eq!(svg, drawn(&graph));
    }

    #[test]
    fn flows_of_any_size_hold_all_their_words() {
        for activities in [1, 3, 8, 14, 27, 40] {
            let graph = long(activities);
            let said = said(&drawn(&graph));
            for node in &graph.nodes {
                assert!(said.iter().any(|words| words.starts_with(&format!("{}: ", node.activity))), "{}", node.activity);
            }
        }
    }

    #[test]
    fn a_log_without_events_is_a_picture_that_says_so() {
        assert!(said(&drawn(&DirectlyFollowsGraph::default())).iter().any(|words| words.starts_with("0 cases · 0 events")));
    }

    #[test]
    fn what_is_left_out_is_told() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let mut cases = vec![vec![0, 1, 2]; 99];
        cases.push(vec![0, 2]);
        let graph = directly_follows_graph(&log(&names, &cases));
        let all = |share| said(&flow_svg(&graph, &FlowOptions { least_share: Some(share), ..FlowOptions::default() }).unwrap()).join("\n");
        assert!(all(0.0).contains("All 3 kinds of transitions are drawn: 199 transitions."));
        assert!(all(0.5).contains("2 of 3 kinds of transitions are drawn, 99 % of all 199 transitions"), "{}", all(0.5));
        assert!(!all(0.5).contains("a → c"));
    }

    #[test]
    fn the_slowest_tenth_is_marked_and_nothing_where_all_are_as_slow() {
        let names: Vec<String> = (0..6).map(|number| format!("step {number}")).collect();
        let same = directly_follows_graph(&log(&names, &vec![vec![0, 1, 2, 3, 4, 5]; 6]));
        assert!(!drawn(&same).contains("edge slow"));
        let mut slow = same.clone();
        slow.edges.iter_mut().filter(|edge| edge.from == "step 2").for_each(|edge| edge.between.median_ms *= 30.0);
        assert_eq!(drawn(&slow).matches("edge slow").count(), 1);
    }

    #[test]
    fn what_is_not_a_share_is_refused() {
        let options = FlowOptions { least_share: Some(f64::NAN), ..FlowOptions::default() };
        assert_eq!(flow_svg(&DirectlyFollowsGraph::default(), &options).unwrap_err().info().field.as_deref(), Some("share"));
    }
}
