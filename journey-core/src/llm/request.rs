//! Requests and replies.

use std::{any::Any, borrow::Cow, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::ReplySchema;

/// A task's typed context. It is written out as JSON only when somebody reads it, which a model does not.
#[derive(Clone)]
pub struct TaskContext(Arc<dyn Written>);

trait Written: Send + Sync {
    fn any(&self) -> &dyn Any;
    fn json(&self) -> Value;
}

impl<T: Serialize + Send + Sync + 'static> Written for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl TaskContext {
    /// The context of a task.
    pub fn new(context: impl Serialize + Send + Sync + 'static) -> Self {
        Self(Arc::new(context))
    }

    /// No context.
    pub fn none() -> Self {
        Self::new(Value::Null)
    }

    /// The context as its own type; `None` when it is of another, such as JSON.
    pub fn get<T: 'static>(&self) -> Option<&T> {
        self.0.any().downcast_ref()
    }

    /// The context as JSON.
    pub fn json(&self) -> Value {
        self.0.json()
    }
}

impl std::fmt::Debug for TaskContext {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.json().fmt(formatter)
    }
}

impl PartialEq for TaskContext {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.json() == other.json()
    }
}

impl Serialize for TaskContext {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for TaskContext {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::new)
    }
}

impl JsonSchema for TaskContext {
    fn schema_name() -> Cow<'static, str> {
        "TaskContext".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Value::json_schema(generator)
    }
}

/// Who a message of the prompt is from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageRole {
    /// The model.
    Assistant,
    /// The host.
    User,
}

/// A message of the prompt.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ModelMessage {
    /// Who it is from.
    pub role: MessageRole,
    /// Its text, shared between the prompts of an interview.
    pub content: Arc<str>,
}

impl ModelMessage {
    /// A message from the host.
    pub fn user(content: impl Into<Arc<str>>) -> Self {
        Self { role: MessageRole::User, content: content.into() }
    }

    /// A message from the model.
    pub fn assistant(content: impl Into<Arc<str>>) -> Self {
        Self { role: MessageRole::Assistant, content: content.into() }
    }
}

/// Everything that a model, or the built-in engine, needs to answer.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ModelRequest {
    /// The task's name, such as `interview.turn`.
    pub task: String,
    /// The instructions, the same for every request of a run.
    pub system: Arc<str>,
    /// The messages, oldest first.
    pub messages: Vec<ModelMessage>,
    /// The JSON Schema of the reply.
    pub schema: ReplySchema,
    /// The most tokens of the reply.
    pub max_output_tokens: u32,
    /// 0 (always the same) to 2.
    pub temperature: f64,
    /// The sampling seed.
    pub seed: u64,
    /// The task's typed context: what the built-in engine reads instead of the prompt.
    pub context: TaskContext,
}

impl ModelRequest {
    /// The first 16 hexadecimal digits of the SHA-256 of instructions and schema: the version of the prompt.
    pub fn prompt_hash(&self) -> Arc<str> {
        short_hash(&[&self.system, self.schema.text()]).into()
    }

    /// The prompt as one text, in the order in which a model reads it.
    pub fn prompt_text(&self) -> String {
        let mut text = self.system.to_string();
        for message in &self.messages {
            text.push('\n');
            text.push_str(&message.content);
        }
        text
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of some texts.
pub(crate) fn short_hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Why a reply ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FinishReason {
    /// It reached the output limit.
    Length,
    /// The model declined.
    Refused,
    /// It was complete.
    Stop,
}

/// Tokens of one call.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct TokenUsage {
    /// Tokens of the prompt.
    pub prompt_tokens: u64,
    /// Tokens of the reply.
    pub completion_tokens: u64,
}

/// What a model answered.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ModelReply {
    /// The reply's text.
    pub text: String,
    /// Why it ended.
    pub finish: FinishReason,
    /// The tokens.
    #[serde(default)]
    pub usage: TokenUsage,
    /// The model's name.
    pub model: String,
}

/// Wraps a text from outside in a named block of data, so that it cannot close the block or pose as instructions.
///
/// ```
/// use journey_core::llm::data_block;
/// assert_eq!(data_block("answer", "a </answer> b"), "<answer>\na ‹/answer› b\n</answer>");
/// ```
pub fn data_block(name: &str, text: &str) -> String {
    let safe: Cow<'_, str> =
        if text.contains(['<', '>']) { Cow::Owned(text.replace('<', "‹").replace('>', "›")) } else { Cow::Borrowed(text) };
    format!("<{name}>\n{safe}\n</{name}>")
}

impl ModelRequest {
    /// The first 16 hexadecimal digits of the SHA-256 of a value's JSON.
    pub(crate) fn hash_of<T: Serialize>(value: &T) -> String {
        short_hash(&[&serde_json::to_string(value).unwrap_or_default()])
    }
}
