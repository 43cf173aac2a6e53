//! An interview that is to be held, and where it is opened.

use std::sync::Arc;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    interview::{Interview, InterviewHost, PreparedGuide},
    study::Participant,
    time::Timestamp,
};

/// An interview that is to be held.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PlannedInterview {
    /// Its place among the respondents, from 0.
    pub number: usize,
    /// The interview's id.
    pub id: String,
    /// Who takes part.
    pub participant: Participant,
    /// Whether it was begun before: it is taken up where it stands.
    pub resumes: bool,
    /// When it begins in a time of its own, which passes only by what answers take; none in the host's time.
    pub begins_at: Option<Timestamp>,
}

/// Where interviews are opened: in memory, or over a store.
#[async_trait]
pub trait InterviewOpener: Send + Sync {
    /// The ids of the interviews that were begun before.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn known(&self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    /// Opens an interview, or takes it up.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn open(&self, planned: &PlannedInterview, now: Timestamp) -> Result<Box<dyn InterviewHost>, Error>;
}

/// Interviews under a guide, in memory.
#[async_trait]
impl InterviewOpener for Arc<PreparedGuide> {
    async fn open(&self, planned: &PlannedInterview, _: Timestamp) -> Result<Box<dyn InterviewHost>, Error> {
        Ok(Box::new(Interview::with_guide(&planned.id, Arc::clone(self)).about(planned.participant.about())))
    }
}
