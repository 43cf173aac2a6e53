//! The vocabulary: stages, touchpoints, channels, emotions, documents, observations.

mod channel;
mod citation;
mod document;
mod emotion;
mod framework;
mod marker;
mod named_channel;
mod observation;
mod place;
mod template;

pub use channel::Channel;
pub(crate) use citation::Citations;
pub use document::{Document, DocumentSource, Quotation, Role, Turn};
pub use emotion::{Emotion, EmotionLabel};
pub use framework::{Framework, Stage, Touchpoint, WHOLE_JOURNEY, canonical_stages};
pub use marker::Marker;
pub(crate) use named_channel::named_channel;
pub use observation::{Coder, CoderKind, Expectation, Observation, ObservationKind};
pub use place::Place;
pub(crate) use template::embedded;
