//! The map as a Mermaid journey diagram.

use super::words::{base, signed};
use crate::analysis::JourneyMap;

/// Writes the map as a Mermaid `journey`: a section a stage, a task a step, scored 1 (very bad) to 5 (very good).
///
/// Steps without data are comments, because Mermaid cannot draw a gap.
pub fn mermaid(map: &JourneyMap) -> String {
    let mut out = format!(
        "%% {}\n%% score 1 to 5 is the mean valence, −2 to +2, rounded\njourney\n    title {}\n",
        plain(&base(map)),
        plain(&map.title)
    );
    for stage in &map.stages {
        let steps: Vec<_> = map.steps.iter().filter(|step| step.place.stage() == stage.stage.id).collect();
        let Some(_) = steps.iter().find(|step| step.curve.mean.is_some()) else {
            out.push_str(&format!("    %% {} has no data\n", plain(&stage.stage.name)));
            continue;
        };
        out.push_str(&format!("    section {}\n", plain(&stage.stage.name)));
        for step in steps {
            match step.curve.mean {
                Some(mean) => {
                    let score = (mean + 3.0).round().clamp(1.0, 5.0);
                    out.push_str(&format!("      {} ({}, n={}): {score}: Customer\n", plain(&step.name), signed(mean), step.curve.base));
                }
                None => out.push_str(&format!("    %% {} has no data\n", plain(&step.name))),
            }
        }
    }
    out
}

/// Takes out what Mermaid reads as syntax.
fn plain(text: &str) -> String {
    let cleaned: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, ':' | ';' | '#' | '%' | '"' | '<' | '>' | '{' | '}') { ' ' } else { c })
        .collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}
