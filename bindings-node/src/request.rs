//! Requests to a model, read part by part: a turn costs the same however long the history is.

use std::sync::Arc;

use journey_core::{
    Error, builtin,
    llm::{MessageRole, ModelRequest},
};
use napi_derive::napi;
use serde_json::{Value, json};

use crate::{failure::Result, work::guarded};

/// A request of a task to a model.
#[napi]
pub struct Request {
    pub(crate) inner: Arc<ModelRequest>,
}

#[napi]
impl Request {
    /// A part of the request as JSON, by its name.
    #[napi]
    pub fn part(&self, name: String) -> String {
        part(&self.inner, &name)
    }

    /// The built-in engine's answer, as the JSON of a reply.
    #[napi]
    pub fn answer_builtin(&self) -> Result<String> {
        guarded(|| answer(&self.inner))
    }
}

pub(crate) fn part(request: &ModelRequest, name: &str) -> String {
    let value = match name {
        "context" => request.context.json(),
        "max_output_tokens" => json!(request.max_output_tokens),
        "messages" => request
            .messages
            .iter()
            .map(|message| {
                let role = if message.role == MessageRole::User { "user" } else { "assistant" };
                json!({"role": role, "content": &*message.content})
            })
            .collect(),
        "prompt_hash" => json!(&*request.prompt_hash()),
        "schema" => return request.schema.text().to_owned(),
        "seed" => json!(request.seed),
        "system" => json!(&*request.system),
        "task" => json!(request.task),
        "temperature" => json!(request.temperature),
        "whole" => json!(request),
        _ => Value::Null,
    };
    value.to_string()
}

pub(crate) fn answer(request: &ModelRequest) -> std::result::Result<String, Error> {
    Ok(serde_json::to_string(&builtin::answer(request)?).unwrap_or_default())
}
