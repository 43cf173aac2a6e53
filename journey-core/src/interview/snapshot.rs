//! An interview as it stands, for whoever looks at it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Awaited, Interview, InterviewOutcome, InterviewPhase, InterviewProgress, Ledger, MessagePurpose};
use crate::{plan::StructuredAnswer, text::Signal};

/// A turn as it stands.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SnapshotTurn {
    /// Its number, from 1.
    pub number: u32,
    /// The words.
    pub text: String,
    /// What the interviewer's message was for; none for the participant.
    pub purpose: Option<MessagePurpose>,
}

/// An interview as it stands.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Snapshot {
    /// The interview's id.
    pub id: String,
    /// Its phase.
    pub phase: InterviewPhase,
    /// What is awaited next.
    pub awaits: Awaited,
    /// How many events the log holds.
    pub revision: u64,
    /// How it ended, once it has.
    pub outcome: Option<InterviewOutcome>,
    /// The item that the last question was about.
    pub current: Option<String>,
    /// How far it has come.
    pub progress: InterviewProgress,
    /// What stands of each item.
    pub ledger: Ledger,
    /// The turns.
    pub turns: Vec<SnapshotTurn>,
    /// The numbers and choices by item.
    pub given: BTreeMap<String, StructuredAnswer>,
    /// What a person should look at.
    pub flags: Vec<Signal>,
    /// Whether the participant is away.
    pub away: bool,
}

impl Interview {
    /// How far the interview has come.
    pub fn progress(&self) -> InterviewProgress {
        let state = self.state();
        let counted = || state.ledger().entries.iter().filter(|entry| !entry.optional);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        InterviewProgress {
            asked: state.asked(),
            covered: count(counted().filter(|entry| entry.asked || entry.status.is_final()).count()),
            items: count(counted().count()),
        }
    }

    /// The interview as it stands.
    pub fn snapshot(&self) -> Snapshot {
        let state = self.state();
        let turns = state.turns().iter().map(|said| SnapshotTurn {
            number: said.turn.number,
            text: said.turn.text.to_string(),
            purpose: said.purpose.clone(),
        });
        Snapshot {
            id: self.id().to_owned(),
            phase: state.phase(),
            awaits: Awaited::of(self),
            revision: state.revision(),
            outcome: state.outcome(),
            current: state.current().map(str::to_owned),
            progress: self.progress(),
            ledger: state.ledger().clone(),
            turns: turns.collect(),
            given: state.structured_answers().clone(),
            flags: state.flags().to_vec(),
            away: state.is_away(),
        }
    }
}
