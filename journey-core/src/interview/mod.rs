//! The interview: a state machine over an append-only log. No clock, no socket, no model inside.
//!
#![doc = include_str!("../../data/transitions.md")]

mod branch;
mod clock;
mod conversation;
mod converse;
mod coverage;
mod data_quality;
mod deciding;
mod depth;
mod error;
mod event;
mod fieldwork;
mod fold;
mod gates;
mod given;
mod hearing;
mod history;
mod host;
mod input;
mod judge;
mod ledger;
mod machine;
mod moderate;
mod moderator;
mod prepared;
mod proposal;
mod quality;
mod reply;
mod request;
mod respondent;
mod snapshot;
mod state;
mod transition;
mod ui_message;

pub use conversation::{Conversation, Next};
pub use converse::converse;
pub use coverage::{CoverageMatrix, CoverageRow};
pub use data_quality::{DataQualityFlag, DataQualityKind, data_quality_flags};
pub use depth::SuggestedProbe;
pub use error::InterviewError;
pub use event::{EventBody, InterviewEvent, InterviewOutcome, MessageProvenance, MessagePurpose};
pub use fieldwork::{
    FailedInterview, Fieldwork, FieldworkOptions, FieldworkProgress, FieldworkSchedule, InterviewOpener, PlannedInterview, Work,
    run_fieldwork,
};
pub use gates::{NEAR_DUPLICATE, check_draft};
pub use host::InterviewHost;
pub use input::{Input, InputBody, InputKind, Output};
pub use judge::{JudgeContext, JudgeInterview, JudgeScores, JudgedTurn, Judgement};
pub use ledger::{ItemStatus, Ledger, LedgerEntry};
pub use machine::Interview;
pub(crate) use moderate::moderate;
pub use moderator::{
    AnswerAssessment, AnswerSentence, CoverageClaim, ItemCoverage, Mention, MentionedTouchpoint, ModeratorMove, MoveKind, ProbeKind,
    TurnContext, UnaskedItem,
};
pub use prepared::PreparedGuide;
pub use quality::{Rate, ReportCard};
pub use reply::{Awaited, InterviewProgress, Reply, ReplyMessage};
pub use respondent::{Respondent, Response};
pub use snapshot::{Snapshot, SnapshotTurn};
pub use state::{Consent, InterviewState, TurnMention, Utterance};
pub use transition::{InterviewPhase, TRANSITIONS, phase_diagram};
pub use ui_message::ui_message_parts;
