//! From a research question to a plan, and from a plan to an interview guide.

mod draft;
mod focus;
mod guide;
mod research;
mod revision;

pub use draft::{DraftContext, DraftPlan, PlanProposal, ProposedQuestion, scripted_question};
pub use focus::Focus;
pub use guide::{Answer, Depth, Guide, Instrument, Item, ItemKind, PROBES, Phase};
pub use research::{Finding, PlanQuestion, Provenance, ResearchPlan, ResearchType};
pub use revision::PlanChange;
