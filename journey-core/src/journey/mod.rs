//! The vocabulary: stages, touchpoints, channels, emotions, documents, observations.

mod channel;
mod citation;
mod document;
mod emotion;
mod framework;
mod observation;
mod sign;
mod template;

pub use channel::Channel;
pub(crate) use citation::Citations;
pub use document::{Document, Quotation, Role, Source, Turn};
pub use emotion::{Emotion, EmotionLabel};
pub use framework::{Framework, Stage, Touchpoint, canonical_stages};
pub use observation::{Coder, CoderKind, Expectation, Kind, Observation};
pub use sign::Sign;
pub(crate) use template::embedded;
pub use template::{template, templates};
