//! Spans with the attribute names of the OpenTelemetry conventions for generative AI; one place, so that they change in one place.

use tracing::{Instrument as _, field};

use super::{LlmError, LlmProvider, ModelReply, ModelRequest};

/// What spans tell of a call.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Telemetry {
    /// Whether the words of prompts and replies are recorded: participants' words among them, so off unless the host says so.
    pub content: bool,
}

impl Telemetry {
    /// Asks a provider inside a span.
    pub(super) async fn observe(self, provider: &dyn LlmProvider, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let model = provider.model();
        let span = tracing::info_span!(
            "chat",
            "otel.name" = %format_args!("chat {}", model.name),
            "otel.kind" = "client",
            "gen_ai.operation.name" = "chat",
            "gen_ai.request.model" = %model.name,
            "gen_ai.request.max_tokens" = request.max_output_tokens,
            "gen_ai.request.temperature" = request.temperature,
            "gen_ai.request.seed" = request.seed,
            "gen_ai.output.type" = "json",
            "gen_ai.response.model" = field::Empty,
            "gen_ai.response.finish_reasons" = field::Empty,
            "gen_ai.usage.input_tokens" = field::Empty,
            "gen_ai.usage.output_tokens" = field::Empty,
            "gen_ai.input.messages" = field::Empty,
            "gen_ai.output.messages" = field::Empty,
            "error.type" = field::Empty,
            "journey.task" = %request.task,
        );
        if self.content {
            span.record("gen_ai.input.messages", request.prompt_text());
        }
        let result = provider.complete(request).instrument(span.clone()).await;
        match &result {
            Err(error) => {
                span.record("error.type", error.code());
            }
            Ok(reply) => {
                span.record("gen_ai.response.model", reply.model.as_str());
                span.record("gen_ai.response.finish_reasons", field::debug([reply.finish]));
                span.record("gen_ai.usage.input_tokens", reply.usage.prompt_tokens);
                span.record("gen_ai.usage.output_tokens", reply.usage.completion_tokens);
                if self.content {
                    span.record("gen_ai.output.messages", reply.text.as_str());
                }
            }
        }
        result
    }
}
