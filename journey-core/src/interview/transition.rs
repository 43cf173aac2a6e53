//! Which input fits which phase, and where it may lead: one table for the check and the diagram.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::InputKind as I;

/// The phase of an interview.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InterviewPhase {
    /// Waits for the host to check the quotas.
    Admitting,
    /// Waits for the participant's words or number.
    Awaiting,
    /// Over.
    Closed,
    /// Waits for consent.
    Consenting,
    /// Nobody has joined yet.
    #[default]
    Created,
    /// Waits for the model.
    AwaitingModel,
}

use InterviewPhase::{Admitting, Awaiting, AwaitingModel, Closed, Consenting, Created};

/// Phase, input, and the phases that it may lead to. An input that is not listed for a phase is refused.
pub const TRANSITIONS: &[(InterviewPhase, I, &[InterviewPhase])] = &[
    (Created, I::Joined, &[Consenting]),
    (Created, I::Tick, &[Created]),
    (Created, I::WithdrewConsent, &[Closed]),
    (Consenting, I::Consented, &[Awaiting, Admitting, Closed]),
    (Consenting, I::Said, &[Consenting, Awaiting, Admitting, Closed]),
    (Consenting, I::AskedToStop, &[Closed]),
    (Consenting, I::WithdrewConsent, &[Closed]),
    (Consenting, I::Left, &[Consenting]),
    (Consenting, I::Rejoined, &[Consenting]),
    (Consenting, I::Tick, &[Consenting, Closed]),
    (Admitting, I::Admitted, &[Awaiting, Closed]),
    (Admitting, I::AskedToStop, &[Closed]),
    (Admitting, I::Corrected, &[Admitting]),
    (Admitting, I::WithdrewConsent, &[Closed]),
    (Admitting, I::Left, &[Admitting]),
    (Admitting, I::Rejoined, &[Admitting]),
    (Admitting, I::Tick, &[Admitting, Closed]),
    (Admitting, I::ModelReplied, &[Admitting]),
    (Admitting, I::ModelFailed, &[Admitting]),
    (Awaiting, I::Said, &[Awaiting, AwaitingModel, Admitting, Closed]),
    (Awaiting, I::Answered, &[Awaiting, Admitting, Closed]),
    (Awaiting, I::Skipped, &[Awaiting, Admitting, Closed]),
    (Awaiting, I::AskedToStop, &[Closed]),
    (Awaiting, I::Corrected, &[Awaiting]),
    (Awaiting, I::WithdrewConsent, &[Closed]),
    (Awaiting, I::Left, &[Awaiting]),
    (Awaiting, I::Rejoined, &[Awaiting]),
    (Awaiting, I::Tick, &[Awaiting, Closed]),
    (Awaiting, I::ModelReplied, &[Awaiting]),
    (Awaiting, I::ModelFailed, &[Awaiting]),
    (AwaitingModel, I::Said, &[AwaitingModel, Awaiting, Admitting, Closed]),
    (AwaitingModel, I::ModelReplied, &[Awaiting, AwaitingModel, Admitting, Closed]),
    (AwaitingModel, I::ModelFailed, &[AwaitingModel, Awaiting, Admitting, Closed]),
    (AwaitingModel, I::Skipped, &[Awaiting, Admitting, Closed]),
    (AwaitingModel, I::AskedToStop, &[Closed]),
    (AwaitingModel, I::Corrected, &[AwaitingModel]),
    (AwaitingModel, I::WithdrewConsent, &[Closed]),
    (AwaitingModel, I::Left, &[AwaitingModel]),
    (AwaitingModel, I::Rejoined, &[AwaitingModel]),
    (AwaitingModel, I::Tick, &[AwaitingModel, Awaiting, Admitting, Closed]),
    (Closed, I::Corrected, &[Closed]),
    (Closed, I::WithdrewConsent, &[Closed]),
    (Closed, I::ModelReplied, &[Closed]),
    (Closed, I::ModelFailed, &[Closed]),
    (Closed, I::Tick, &[Closed]),
    (Closed, I::Left, &[Closed]),
    (Closed, I::Rejoined, &[Closed]),
];

/// Where an input may lead from a phase; `None` when it is refused.
pub(super) fn targets(phase: InterviewPhase, input: I) -> Option<&'static [InterviewPhase]> {
    TRANSITIONS.iter().find(|(from, kind, _)| *from == phase && *kind == input).map(|(_, _, to)| *to)
}

/// The table as a Mermaid state diagram.
pub fn phase_diagram() -> String {
    let mut text = String::from("```mermaid\nstateDiagram-v2\n    [*] --> Created\n");
    for from in [Created, Consenting, Admitting, Awaiting, AwaitingModel, Closed] {
        for to in [Created, Consenting, Admitting, Awaiting, AwaitingModel, Closed] {
            let inputs: Vec<String> = TRANSITIONS
                .iter()
                .filter(|(phase, _, targets)| *phase == from && targets.contains(&to))
                .map(|(_, input, _)| format!("{input:?}"))
                .collect();
            if !inputs.is_empty() {
                let _ = writeln!(text, "    {from:?} --> {to:?}: {}", inputs.join(", "));
            }
        }
    }
    text.push_str("    Closed --> [*]\n```\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_diagram_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/transitions.md");
        if std::env::var_os("UPDATE_DIAGRAM").is_some() {
            assert!(std::fs::write(path, phase_diagram()).is_ok());
        }
        assert_eq!(include_str!("../../data/transitions.md"), phase_diagram(), "run the test with UPDATE_DIAGRAM=1");
    }
}
