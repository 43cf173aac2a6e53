//! What became of the interviews of a study.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    interview::{CoverageMatrix, InterviewEvent, InterviewOutcome, ReportCard},
    journey::Document,
    llm::Spent,
};

/// What became of the interviews of a study.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Fieldwork {
    /// The transcripts of those who took part, in the order of the respondents. Who declined, was not looked for or took the consent back is not
    /// among them.
    pub documents: Vec<Document>,
    /// How each interview ended.
    pub outcomes: BTreeMap<String, InterviewOutcome>,
    /// Interviews that could not go on. Kept in a store, they can be resumed.
    pub failed: Vec<FailedInterview>,
    /// Interviews that were not begun, because the run was stopped.
    pub not_begun: Vec<String>,
    /// The code of the error that stopped the run, if one did: a spent budget, a wrong key.
    pub stopped: Option<String>,
    /// How well the interviews were held.
    pub report_card: ReportCard,
    /// Which participant answered which item.
    pub coverage: CoverageMatrix,
    /// The logs by interview.
    pub logs: BTreeMap<String, Vec<InterviewEvent>>,
    /// What the model cost; nothing for the built-in engine.
    pub spent: Spent,
}

/// An interview that could not go on.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FailedInterview {
    /// The interview's id.
    pub id: String,
    /// The stable name of the error.
    pub code: String,
    /// What went wrong, in words.
    pub message: String,
    /// Whether the interview may go on later.
    pub retryable: bool,
}

impl FailedInterview {
    pub fn new(id: impl Into<String>, error: &Error) -> Self {
        Self { id: id.into(), code: error.code().to_owned(), message: error.to_string(), retryable: error.is_retryable() }
    }
}
