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
pub use completion::{Completed, Completion};
#[cfg(feature = "tokio")]
pub use driver::TokioHost;
pub use driver::{CancelToken, Driver, Host, VirtualHost};
pub use error::{LlmError, LlmErrorKind};
#[cfg(feature = "genai")]
pub use genai::{GenaiOptions, GenaiProvider};
pub use procedure::{Procedure, ProcedureInput, Step};
pub use provider::{BUILTIN, LlmProvider, ModelInfo};
pub use record::{Recorder, Recording, Replayer};
pub(crate) use request::short_hash;
pub use request::{Finish, Message, MessageRole, ModelReply, ModelRequest, TaskContext, Usage, data_block};
pub use retry::RetryPolicy;
pub use schema::{reply_schema, validate};
#[cfg(feature = "tracing")]
pub use telemetry::Telemetry;
#[cfg(feature = "tokenizers")]
pub use tokens::FileTokens;
pub use tokens::{EstimatedTokens, TokenCounter, prompt_tokens};
