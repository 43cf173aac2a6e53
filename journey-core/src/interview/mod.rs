//! The interview: a state machine over an append-only log. No clock, no socket, no model inside.
//!
#![doc = include_str!("../../data/transitions.md")]

mod branch;
mod clock;
mod converse;
mod coverage;
mod deciding;
mod depth;
mod error;
mod event;
mod fieldwork;
mod gates;
mod given;
mod hearing;
mod history;
mod input;
mod judge;
mod ledger;
mod machine;
mod moderator;
mod prepared;
mod proposal;
mod quality;
mod state;
mod transition;
mod trust;

pub use converse::{Respondent, Seat, converse};
pub use coverage::{Coverage, CoverageRow};
pub use depth::Wish;
pub use error::InterviewError;
pub use event::{Event, EventBody, MessageProvenance, Outcome, Purpose};
pub use fieldwork::{Fieldwork, FieldworkReport, Progress};
pub(crate) use gates::quotations;
pub use gates::{NEAR_DUPLICATE, faults};
pub use input::{Input, InputBody, InputKind, Output};
pub use judge::{JudgeContext, JudgeInterview, JudgedLine, Judgement, Marks};
pub use ledger::{Entry, Ledger, Status};
pub use machine::Interview;
pub use moderator::{AnswerClaim, HeardSentence, Mention, Move, MoveKind, Named, ProbeKind, Reading, TurnContext, Unasked};
pub use prepared::PreparedGuide;
pub(crate) use proposal::wordings;
pub use quality::{Rate, ReportCard};
pub use state::{Consent, Heard, Said, State};
pub use transition::{InterviewPhase, TRANSITIONS, diagram};
pub use trust::{TrustFlag, TrustKind, trust_flags};
