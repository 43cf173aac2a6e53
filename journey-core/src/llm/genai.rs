//! An adapter to the many providers that `genai` speaks to.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use genai::{
    Client, Error as GenaiError, ModelIden, ServiceTarget,
    adapter::AdapterKind,
    chat::{ChatMessage, ChatOptions, ChatRequest, ChatResponse, ChatResponseFormat, JsonSpec, StopReason},
    resolver::{AuthData, Endpoint, ServiceTargetResolver},
    webc,
};

use super::{
    FinishReason, LlmError, LlmErrorKind, LlmProvider, MessageRole, ModelInfo, ModelReply, ModelRequest, TokenUsage,
    response::{failure_of_response, refused_parameter, thinks_first},
};
use crate::error::Error;

/// Which model to use, and where it is served.
#[derive(Clone, Debug, Default)]
pub struct GenaiOptions {
    /// `openai`, `anthropic`, `gemini`, `ollama`, `groq`, … Any server with an OpenAI-shaped API is `openai`.
    pub provider: String,
    /// The model's name.
    pub model: String,
    /// The server's base URL; `None` takes the provider's own.
    pub base_url: Option<String>,
    /// The key; `None` reads the provider's usual environment variable, which may be unset for a server of one's own.
    pub api_key: Option<String>,
    /// Tokens that fit into the model's context; 0 means 8192.
    pub context_window: u64,
    /// The longest wait for one reply in milliseconds; 0 means 120,000.
    pub timeout_ms: u64,
}

/// Serves a model through `genai`.
///
/// A parameter that the model refuses (`temperature`, `seed`) is left out from then on.
#[derive(Debug)]
pub struct GenaiProvider {
    client: Client,
    options: GenaiOptions,
    no_seed: AtomicBool,
    no_temperature: AtomicBool,
}

/// Tokens that a model gets on top of its reply's limit when it thinks first.
const THINKING_ROOM: u32 = 4000;

impl GenaiProvider {
    /// Connects lazily: nothing is sent before the first request.
    ///
    /// # Errors
    /// When the provider's name is unknown or the client cannot be built.
    pub fn new(options: GenaiOptions) -> Result<Self, Error> {
        // Ollama's native adapter drops JSON schemas; its OpenAI-shaped endpoint keeps them.
        let (adapter, default_url) = match options.provider.as_str() {
            "ollama" => (AdapterKind::OpenAI, Some("http://localhost:11434/v1/".to_owned())),
            name => (
                AdapterKind::from_lower_str(name).ok_or_else(|| {
                    Error::invalid(
                        "provider",
                        format!("`{name}` is not known"),
                        "use builtin, openai, anthropic, gemini, ollama, groq or another provider of genai",
                    )
                })?,
                None,
            ),
        };
        let base_url = options.base_url.clone().or(default_url).map(|url| if url.ends_with('/') { url } else { format!("{url}/") });
        let api_key = options.api_key.clone().or_else(|| (options.provider == "ollama").then(|| "ollama".to_owned()));
        let resolver =
            ServiceTargetResolver::from_resolver_fn(move |target: ServiceTarget| -> Result<ServiceTarget, genai::resolver::Error> {
                Ok(ServiceTarget {
                    endpoint: base_url.as_deref().map_or(target.endpoint, |url| Endpoint::from_owned(Arc::<str>::from(url))),
                    auth: match (api_key.as_deref(), target.auth) {
                        (Some(key), _) => AuthData::from_single(key),
                        // A server of one's own often has no key; a provider's own server always has one.
                        (None, AuthData::FromEnv(name)) if base_url.is_some() && std::env::var_os(&name).is_none() => {
                            AuthData::from_single("none")
                        }
                        (None, auth) => auth,
                    },
                    model: ModelIden::new(adapter, target.model.model_name),
                })
            });
        // Another part of the process may have installed a provider of cryptography already; either serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let timeout = std::time::Duration::from_millis(if options.timeout_ms == 0 { 120_000 } else { options.timeout_ms });
        let http = reqwest::Client::builder()
            .timeout(timeout)
            .build()
            .map_err(|error| Error::invalid("http client", error, "check the system's certificates"))?;
        let client = Client::builder()
            .with_reqwest(http)
            .with_adapter_kind(adapter)
            .with_service_target_resolver(resolver)
            .build()
            .map_err(|error| Error::invalid("provider", error, "check the options"))?;
        Ok(Self { no_seed: AtomicBool::new(false), no_temperature: AtomicBool::new(thinks_first(&options.model)), client, options })
    }
}

#[async_trait]
impl LlmProvider for GenaiProvider {
    fn model(&self) -> ModelInfo {
        let context_window = if self.options.context_window == 0 { 8192 } else { self.options.context_window };
        ModelInfo { name: self.options.model.clone(), context_window, json_schema: true }
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let messages = request
            .messages
            .iter()
            .map(|message| match message.role {
                MessageRole::Assistant => ChatMessage::assistant(message.content.to_string()),
                MessageRole::User => ChatMessage::user(message.content.to_string()),
            })
            .collect();
        let chat = ChatRequest { system: Some(request.system.to_string()), messages, ..ChatRequest::default() };
        loop {
            match self.client.exec_chat(self.options.model.as_str(), chat.clone(), Some(&self.parameters(request))).await {
                Ok(response) => return self.reply(&response),
                Err(error) => {
                    let failed = llm_error(&error);
                    if !self.learns(&failed) {
                        return Err(failed.with_source(error));
                    }
                }
            }
        }
    }
}

impl GenaiProvider {
    fn parameters(&self, request: &ModelRequest) -> ChatOptions {
        let name = request.task.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let format = JsonSpec { name, description: None, schema: request.schema.json().clone() };
        let mut options = ChatOptions::default().with_response_format(ChatResponseFormat::JsonSpec(format));
        let thinking = self.no_temperature.load(Ordering::Relaxed);
        options = options.with_max_tokens(request.max_output_tokens + if thinking { THINKING_ROOM } else { 0 });
        if !thinking {
            options = options.with_temperature(request.temperature);
        }
        if self.no_seed.load(Ordering::Relaxed) { options } else { options.with_seed(request.seed) }
    }

    /// Whether leaving out a parameter may mend a failure; it is not sent again.
    fn learns(&self, error: &LlmError) -> bool {
        match refused_parameter(error, &["seed", "temperature"]) {
            Some("seed") => !self.no_seed.swap(true, Ordering::Relaxed),
            Some(_) => !self.no_temperature.swap(true, Ordering::Relaxed),
            None => false,
        }
    }

    fn reply(&self, response: &ChatResponse) -> Result<ModelReply, LlmError> {
        let finish = match &response.stop_reason {
            Some(StopReason::MaxTokens(_)) => FinishReason::Length,
            Some(StopReason::ContentFilter(_)) => FinishReason::Refused,
            _ => FinishReason::Stop,
        };
        let tokens = |count: Option<i32>| count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
        Ok(ModelReply {
            text: response.first_text().unwrap_or_default().to_owned(),
            finish,
            usage: TokenUsage {
                prompt_tokens: tokens(response.usage.prompt_tokens),
                completion_tokens: tokens(response.usage.completion_tokens),
            },
            model: self.options.model.clone(),
        })
    }
}

fn llm_error(error: &GenaiError) -> LlmError {
    match error {
        GenaiError::HttpError { status, body, headers, .. } => failure_of_response(Some(status.as_u16()), body, retry_after(headers)),
        GenaiError::NoAuthData { .. }
        | GenaiError::NoAuthResolver { .. }
        | GenaiError::RequiresApiKey { .. }
        | GenaiError::Resolver { .. } => LlmError::new(LlmErrorKind::Auth, short(&error.to_string())),
        GenaiError::WebAdapterCall { webc_error, .. } | GenaiError::WebModelCall { webc_error, .. } => match webc_error {
            webc::Error::ResponseFailedStatus { status, body, headers } => {
                failure_of_response(Some(status.as_u16()), body, retry_after(headers))
            }
            webc::Error::Reqwest(error) if error.is_timeout() => LlmError::new(LlmErrorKind::TimedOut, short(&error.to_string())),
            other => LlmError::new(LlmErrorKind::Transient, short(&other.to_string())),
        },
        GenaiError::ChatResponseGeneration { cause, .. } => LlmError::new(LlmErrorKind::InvalidReply, short(cause)),
        other => LlmError::new(LlmErrorKind::Transient, short(&other.to_string())),
    }
}

fn retry_after(headers: &reqwest::header::HeaderMap) -> Option<u64> {
    let read = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let milliseconds = read("retry-after-ms").or_else(|| read("retry-after").map(|seconds| seconds * 1000.0))?;
    (milliseconds >= 0.0).then_some(milliseconds as u64)
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
