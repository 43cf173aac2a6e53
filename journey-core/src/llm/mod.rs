//! Asking a model: requests, replies, procedures and the driver. Knows nothing of journeys.

mod budget;
mod cache;
mod completion;
mod driver;
mod error;
#[cfg(feature = "genai")]
mod genai;
mod procedure;
mod provider;
mod record;
mod request;
mod retry;
mod schema;
#[cfg(feature = "tracing")]
mod telemetry;
mod throttle;
mod tokens;

pub use budget::{Budget, Spent};
pub use cache::{Cached, FileReplies, MemoryReplies, ReplyStore};
pub use completion::{Completion, ValidatedReply};
#[cfg(feature = "tokio")]
pub use driver::TokioClock;
pub use driver::{CancelToken, Clock, Driver, VirtualClock};
pub use error::{LlmError, LlmErrorKind, LlmFailure};
#[cfg(feature = "genai")]
pub use genai::{GenaiOptions, GenaiProvider};
pub use procedure::{Procedure, ProcedureInput, Step};
pub use provider::{BUILTIN_ENGINE, LlmProvider, ModelInfo};
pub use record::{Recorder, Recording, Replayer};
pub(crate) use request::short_hash;
pub use request::{FinishReason, MessageRole, ModelMessage, ModelReply, ModelRequest, TaskContext, TokenUsage, data_block};
pub use retry::RetryPolicy;
pub use schema::ReplySchema;
#[cfg(feature = "tracing")]
pub use telemetry::Telemetry;
#[cfg(feature = "tokenizers")]
pub use tokens::FileTokens;
pub use tokens::{TokenCounter, TokenEstimator, prompt_tokens};
