//! JSON Schemas of what the library writes.

use schemars::{Schema, schema_for};

use crate::{
    analysis::JourneyMap,
    interview::InterviewEvent,
    journey::{Document, Observation},
    plan::{Guide, ResearchPlan},
};

/// The schema of an interview guide.
pub fn guide() -> Schema {
    schema_for!(Guide)
}

/// The schema of an interview's log: a list of events.
pub fn log() -> Schema {
    schema_for!(Vec<InterviewEvent>)
}

/// The schema of `map.json`.
pub fn map() -> Schema {
    schema_for!(JourneyMap)
}

/// The schema of `observations.json`: a list of observations.
pub fn observations() -> Schema {
    schema_for!(Vec<Observation>)
}

/// The schema of `plan.json`.
pub fn plan() -> Schema {
    schema_for!(ResearchPlan)
}

/// The schema of one file in `transcripts`.
///
/// ```
/// let schema = journey_core::schema::transcript();
/// assert_eq!(schema.as_value()["title"], "Document");
/// ```
pub fn transcript() -> Schema {
    schema_for!(Document)
}
