//! From a research question to a plan, and from a plan to an interview guide.

mod answer;
mod branch;
mod controls;
mod draft;
mod focus;
mod guide;
mod research;
mod revision;
mod script;

pub use answer::{AnswerFormat, AnswerOption, RatingInstrument, ScreenerVerdict, StructuredAnswer};
pub use branch::{AnswerStatus, Branch, BranchAction, Condition};
pub use controls::{GuideTouchpoint, InterviewMode, Tone};
pub use draft::{DraftContext, DraftPlan, PlanProposal, ProposedQuestion, scripted_question};
pub use focus::Focus;
pub use guide::{Guide, GuideItem, GuidePhase, ItemKind, ProbingDepth};
pub use research::{LintFinding, PlanQuestion, Provenance, ResearchPlan, ResearchType};
pub use revision::PlanChange;
pub use script::{Probes, Script};
