//! What customers did: event logs, the journeys that they show, what the same people said, and who leaves.

mod churn;
mod discovery;
mod event_log;
mod place;
mod pseudonym;
mod report;
mod said;
mod visits;

pub use churn::{
    ChurnEvaluation, ChurnExperience, ChurnOptions, ChurnOutcome, ChurnStudy, CustomerRisk, ExperienceCount, RiskReason, SegmentStaying,
    Staying, WayOfLeaving, churn,
};
pub use discovery::*;
pub use event_log::{Case, Event, EventLog, EventLogBuilder, LogFilter};
pub(crate) use event_log::{Names, Numbering, name_hash};
pub use place::EventPlaces;
pub use pseudonym::pseudonym;
pub use report::{BehaviourOptions, BehaviourReport, behaviour_report};
pub use said::{People, SaidAndDone, SaidAndDoneAt, said_and_done};
