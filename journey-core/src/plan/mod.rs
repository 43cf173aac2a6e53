//! From a research question to a plan, and from a plan to an interview guide.

mod answer;
mod branch;
mod controls;
mod disposal;
mod draft;
mod fit;
mod focus;
mod guide;
mod inquiry;
mod research;
mod revision;
mod script;
mod verb;
mod wording;

pub use answer::{AnswerFormat, AnswerOption, RatingInstrument, ScreenerVerdict, StructuredAnswer};
pub use branch::{AnswerStatus, Branch, BranchAction, Condition};
pub use controls::{GuideTouchpoint, InterviewMode, Tone};
pub use disposal::scripted_question;
pub use draft::{DraftContext, DraftPlan, PlanProposal, ProposedQuestion, ProposedTouchpoint, RewordedQuestion, RewordedQuestions};
pub use fit::fitting_framework;
pub use focus::Focus;
pub use guide::{Guide, GuideItem, GuidePhase, ItemKind, ProbingDepth};
pub(crate) use inquiry::OWN;
pub use inquiry::{Inquiry, InquiryKind};
pub use research::{LintFinding, PlanQuestion, Provenance, ResearchPlan, ResearchType};
pub use revision::PlanChange;
pub use script::{Probes, RatingScale, ScaleEnds, Script};
pub(crate) use wording::{Slots, Wordings};
