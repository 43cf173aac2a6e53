//! The provider: the one trait that serves any model.

use std::fmt::Debug;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LlmError, ModelReply, ModelRequest};

/// The name of the embedded default in provenance.
pub const BUILTIN_ENGINE: &str = "builtin";

/// What a model is and can do.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ModelInfo {
    /// Its name, `builtin` for the embedded default.
    pub name: String,
    /// Tokens that fit into its context.
    pub context_window: u64,
    /// Whether it can be held to a JSON Schema; replies are validated here either way.
    pub json_schema: bool,
}

/// Serves a model.
///
/// ```
/// use async_trait::async_trait;
/// use journey_core::llm::{FinishReason, LlmError, LlmProvider, ModelInfo, ModelReply, ModelRequest, TokenUsage};
///
/// #[derive(Debug)]
/// struct Mine;
///
/// #[async_trait]
/// impl LlmProvider for Mine {
///     fn model(&self) -> ModelInfo {
///         ModelInfo { name: "mine".into(), context_window: 8192, json_schema: true }
///     }
///     async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
///         let text = format!("{{\"task\":\"{}\"}}", request.task);
///         Ok(ModelReply { text, finish: FinishReason::Stop, usage: TokenUsage::default(), model: "mine".into() })
///     }
/// }
/// ```
#[async_trait]
pub trait LlmProvider: Debug + Send + Sync {
    /// What the model is and can do.
    fn model(&self) -> ModelInfo;

    /// Asks once; retries are the procedure's.
    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError>;
}

#[async_trait]
impl<P: LlmProvider + ?Sized> LlmProvider for std::sync::Arc<P> {
    fn model(&self) -> ModelInfo {
        (**self).model()
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        (**self).complete(request).await
    }
}
