//! From words to observations: a coder proposes with sentence numbers, the library checks and cuts the quotes.

mod check;
mod context;
mod procedure;
mod proposal;

pub use context::{CodingContext, NumberedSentence};
pub use procedure::{CodeDocument, WINDOW_OVERLAP, WINDOW_SENTENCES};
pub use proposal::{Coding, CodingProposal, NewTouchpoint, ProposedObservation, Rejected};
