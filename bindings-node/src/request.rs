//! Requests to a model, read lazily: a turn costs the same however long the history is.

use std::sync::Arc;

use journey_core::{
    builtin,
    llm::{MessageRole, ModelRequest},
};
use napi_derive::napi;

use crate::{failure::Result, work::guarded};

/// A request to a model.
#[napi]
pub struct Request {
    pub(crate) inner: Arc<ModelRequest>,
}

#[napi]
impl Request {
    #[napi(getter)]
    pub fn task(&self) -> &str {
        &self.inner.task
    }

    #[napi(getter)]
    pub fn system(&self) -> &str {
        &self.inner.system
    }

    /// The messages as JSON, oldest first.
    #[napi]
    pub fn messages_json(&self) -> String {
        let messages: Vec<_> = self
            .inner
            .messages
            .iter()
            .map(|message| {
                let role = if message.role == MessageRole::User { "user" } else { "assistant" };
                serde_json::json!({"role": role, "content": &*message.content})
            })
            .collect();
        serde_json::to_string(&messages).unwrap_or_default()
    }

    #[napi]
    pub fn schema_json(&self) -> String {
        self.inner.schema.to_string()
    }

    #[napi]
    pub fn context_json(&self) -> String {
        self.inner.context.json().to_string()
    }

    #[napi(getter)]
    pub fn max_output_tokens(&self) -> u32 {
        self.inner.max_output_tokens
    }

    #[napi(getter)]
    pub fn temperature(&self) -> f64 {
        self.inner.temperature
    }

    #[napi(getter)]
    pub fn seed(&self) -> f64 {
        self.inner.seed as f64
    }

    #[napi(getter)]
    pub fn prompt_hash(&self) -> String {
        self.inner.prompt_hash().to_string()
    }

    #[napi]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&*self.inner).unwrap_or_default()
    }

    /// The built-in engine's answer, as the JSON of a reply.
    #[napi]
    pub fn answer_builtin(&self) -> Result<String> {
        guarded(|| Ok(serde_json::to_string(&builtin::answer(&self.inner)?).unwrap_or_default()))
    }
}
