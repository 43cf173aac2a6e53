//! Requests to a model, read lazily: a turn costs the same however long the history is.

use std::sync::Arc;

use journey_core::{builtin, llm::ModelRequest};
use pyo3::prelude::*;

use crate::{failure::Result, work::brief};

/// A request to a model.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Request {
    pub(crate) inner: Arc<ModelRequest>,
}

#[pymethods]
impl Request {
    #[getter]
    fn task(&self) -> &str {
        &self.inner.task
    }

    #[getter]
    fn system(&self) -> &str {
        &self.inner.system
    }

    /// Pairs of role and content, oldest first.
    fn message_pairs(&self) -> Vec<(&'static str, &str)> {
        self.inner
            .messages
            .iter()
            .map(|message| {
                let role = if message.role == journey_core::llm::MessageRole::User { "user" } else { "assistant" };
                (role, message.content.as_ref())
            })
            .collect()
    }

    fn schema_json(&self) -> String {
        self.inner.schema.text().to_owned()
    }

    fn context_json(&self) -> String {
        self.inner.context.json().to_string()
    }

    #[getter]
    fn max_output_tokens(&self) -> u32 {
        self.inner.max_output_tokens
    }

    #[getter]
    fn temperature(&self) -> f64 {
        self.inner.temperature
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.inner.seed
    }

    #[getter]
    fn prompt_hash(&self) -> String {
        self.inner.prompt_hash().to_string()
    }

    fn to_json(&self) -> String {
        serde_json::to_string(&*self.inner).unwrap_or_default()
    }

    /// The built-in engine's answer, as the JSON of a reply.
    fn answer_builtin(&self, py: Python<'_>) -> Result<String> {
        let reply = brief(py, || Ok(builtin::answer(&self.inner)?))?;
        Ok(serde_json::to_string(&reply).unwrap_or_default())
    }
}
