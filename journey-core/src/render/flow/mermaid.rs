//! What customers did, as a Mermaid flowchart.

use std::collections::BTreeMap;

use super::{
    choice::Choice,
    figure::{counted, share},
    share_and_time,
};
use crate::{behaviour::DirectlyFollowsGraph, error::Error};

/// Writes a graph as a Mermaid `flowchart`: a box for each activity, an arrow for each transition, thick where at least half of the cases took it.
///
/// `least_share`, 0 to 1, is the least share of the cases that took a transition for it to be drawn; `None` chooses it as for
/// [`flow_svg`](super::flow_svg).
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, directly_follows_graph}, render::flow_mermaid};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, minute) in [("anna", "quote", 0), ("anna", "purchase", 30), ("ben", "quote", 5)] {
///     builder.push(case, activity, Timestamp(minute * 60_000))?;
/// }
/// let chart = flow_mermaid(&directly_follows_graph(&builder.finish()), None)?;
/// assert!(chart.contains("a0 ==>|\"50 % · 30 min\"| a1"), "{chart}");
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// A least share outside 0 to 1.
pub fn flow_mermaid(graph: &DirectlyFollowsGraph, least_share: Option<f64>) -> Result<String, Error> {
    let choice = Choice::of(graph, least_share)?;
    let graph = &choice.shown;
    let mut out: String = choice.words().iter().map(|words| format!("%% {}\n", comment(words))).collect();
    out.push_str("flowchart LR\n");
    let numbers: BTreeMap<&str, usize> = graph.nodes.iter().map(|node| node.activity.as_str()).zip(0..).collect();
    for (node, number) in graph.nodes.iter().zip(0..) {
        let cases = plain(&format!("{} · {}", counted(node.cases.cases, "case", "cases"), share(&node.cases)));
        out.push_str(&format!("    a{number}[\"{}<br/>{cases}\"]\n", label(&node.activity)));
    }
    let number = |activity: &str| numbers.get(activity).copied();
    for (name, terminals) in [("start", &graph.starts), ("finish", &graph.ends)] {
        if !terminals.is_empty() {
            out.push_str(&format!("    {name}(({name}))\n"));
        }
        for terminal in terminals {
            let Some(number) = number(&terminal.activity) else { continue };
            let arrow = format!("-.->|\"{}\"|", plain(&share(&terminal.cases)));
            let line = if name == "start" { format!("start {arrow} a{number}") } else { format!("a{number} {arrow} finish") };
            out.push_str(&format!("    {line}\n"));
        }
    }
    for edge in &graph.edges {
        let (Some(from), Some(to)) = (number(&edge.from), number(&edge.to)) else { continue };
        let part = edge.cases.value.unwrap_or_default();
        let arrow = if part >= 0.5 { "==>" } else { "-->" };
        out.push_str(&format!("    a{from} {arrow}|\"{}\"| a{to}\n", plain(&share_and_time(part, edge.between.median_ms))));
    }
    Ok(out)
}

/// Numbers in words that HTML does not read as the beginning of a tag.
fn plain(words: &str) -> String {
    words.replace('<', "under ").replace('>', "over ")
}

/// A name without what Mermaid or a page around it reads as syntax.
fn label(text: &str) -> String {
    let cleaned: String =
        text.chars().map(|c| if c.is_control() || turns_direction(c) || "\"#;<>{}[]|`\\%".contains(c) { ' ' } else { c }).collect();
    let words = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "no name".into() } else { words }
}

/// Marks that turn the direction of whatever follows them.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn comment(text: &str) -> String {
    text.replace(['{', '}', '\n'], " ")
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::check::hostile_log;
    use super::*;
    use crate::behaviour::directly_follows_graph;

    #[test]
    fn names_are_no_syntax() {
        let chart = flow_mermaid(&directly_follows_graph(&hostile_log()), None).unwrap();
        let body = chart.split_once("flowchart LR\n").unwrap().1;
        assert!(body.contains("script alert('x') /script <br/>") || body.contains("script alert('x') /script<br/>"), "{body}");
        for line in body.lines() {
            assert!(line.matches('"').count() % 2 == 0 && !line.replace("<br/>", "").contains('<'), "{line}");
            assert!(!line.contains('\u{202e}') && !line.contains("-->|\"\"|") && !line.contains("#") && !line.contains('`'), "{line}");
        }
    }

    #[test]
    fn an_empty_graph_is_an_empty_chart() {
        assert_eq!(flow_mermaid(&DirectlyFollowsGraph::default(), None).unwrap(), "%% 0 cases · 0 events · 0 activities\nflowchart LR\n");
    }
}
