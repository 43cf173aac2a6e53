//! Asking a model: requests, replies, procedures, the meter and the driver. Knows nothing of journeys.

mod clock;
mod completion;
mod driver;
mod error;
#[cfg(feature = "genai")]
mod genai;
mod lenient;
mod masking;
mod meter;
mod metered;
mod procedure;
mod provider;
mod record;
mod request;
mod response;
mod retry;
mod schema;
#[cfg(feature = "tracing")]
mod telemetry;
mod tokens;

#[cfg(feature = "tokio")]
pub use clock::TokioClock;
pub use clock::{Clock, VirtualClock};
pub use completion::{Completion, ValidatedReply};
pub use driver::{CancelToken, Driver};
pub use error::{LlmError, LlmErrorKind, LlmFailure};
#[cfg(feature = "genai")]
pub use genai::{GenaiOptions, GenaiProvider};
pub use masking::Mask;
#[cfg(feature = "files")]
pub use meter::ReplyFile;
pub use meter::{Admission, Budget, Meter, Spent, Ticket, Turn};
pub use procedure::{Procedure, ProcedureInput, Step};
pub use provider::{BUILTIN_ENGINE, LlmProvider, ModelInfo};
pub use record::{Recorder, Recording, Replayer};
pub(crate) use request::short_hash;
pub use request::{FinishReason, MessageRole, ModelMessage, ModelReply, ModelRequest, TaskContext, TokenUsage, data_block};
pub use response::{failure_of_response, refused_parameter, thinks_first};
pub use retry::RetryPolicy;
pub use schema::ReplySchema;
#[cfg(feature = "tracing")]
pub use telemetry::Telemetry;
#[cfg(feature = "tokenizers")]
pub use tokens::FileTokens;
pub use tokens::{TokenCounter, TokenEstimator, prompt_tokens};
