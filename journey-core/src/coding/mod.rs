//! From words to observations: a coder proposes with sentence numbers, the library checks and cuts the quotes.

mod batch;
mod check;
mod cluster;
mod codebook;
mod compare;
mod context;
mod discover;
mod place_index;
mod prepared;
mod procedure;
mod proposal;
mod recognise;
mod thing;

pub use batch::DocumentBatch;
pub(crate) use check::accept;
pub use codebook::{Code, CodeChange, Codebook};
pub use compare::{CodeAgreement, CoderComparison, compare_coders};
pub use context::{CodingContext, NumberedSentence};
pub use discover::{DiscoveredTouchpoint, adopt_touchpoints, discover_framework, discover_touchpoints};
pub(crate) use place_index::{Placed, Reason as PlaceReason};
pub use prepared::PreparedFramework;
pub(crate) use procedure::code_by_rules;
pub use procedure::{CodeDocument, WINDOW_OVERLAP, WINDOW_SENTENCES};
pub use proposal::{CodingProposal, DocumentCoding, NewTouchpoint, ProposedObservation, RejectedProposal};
pub use recognise::{RecognisedFramework, recognise_framework};
