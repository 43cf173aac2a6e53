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

pub use answer::{Answer, Choice, Given, Instrument, Verdict};
pub use branch::{Action, Branch, Condition, Standing};
pub use controls::{KnownTouchpoint, Mode, Tone};
pub use draft::{DraftContext, DraftPlan, PlanProposal, ProposedQuestion, scripted_question};
pub use focus::Focus;
pub use guide::{Depth, Guide, Item, ItemKind, Phase};
pub use research::{Finding, PlanQuestion, Provenance, ResearchPlan, ResearchType};
pub use revision::PlanChange;
pub use script::{Probes, Script};
