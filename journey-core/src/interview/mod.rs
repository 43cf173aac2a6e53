//! The interview: a state machine over an append-only log. No clock, no socket, no model inside.
//!
#![doc = include_str!("../../data/transitions.md")]

mod converse;
mod error;
mod event;
mod gates;
mod input;
mod ledger;
mod lines;
mod machine;
mod moderator;
mod state;
mod transition;

pub use converse::{Respondent, converse};
pub use error::InterviewError;
pub use event::{Event, EventBody, MessageProvenance, Outcome, Purpose};
pub(crate) use gates::quotations;
pub use gates::{NEAR_DUPLICATE, faults};
pub use input::{Input, InputBody, InputKind, Output};
pub use ledger::{Entry, Ledger, Status};
pub use machine::Interview;
pub use moderator::{AnswerClaim, HeardSentence, Mention, Move, MoveKind, ProbeKind, Reading, TurnContext};
pub use state::{Said, State};
pub use transition::{InterviewPhase, TRANSITIONS, diagram};
