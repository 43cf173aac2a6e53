//! Limits on what a run may spend, enforced before each call.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LlmError, LlmErrorKind, ModelRequest, TokenCounter, TokenUsage, prompt_tokens};

/// What a run may spend; `None` means no limit.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// The most tokens, prompts and replies together.
    pub max_tokens: Option<u64>,
    /// The most requests.
    pub max_requests: Option<u64>,
    /// The most milliseconds from the first call.
    pub max_milliseconds: Option<u64>,
    /// The most money, in the currency of the prices.
    pub max_cost: Option<f64>,
    /// The price of a million prompt tokens.
    pub prompt_price_per_million: f64,
    /// The price of a million reply tokens.
    pub completion_price_per_million: f64,
}

/// What a run has spent.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Spent {
    /// Requests sent.
    pub requests: u64,
    /// Tokens sent and received.
    pub usage: TokenUsage,
    /// Money at the budget's prices.
    pub cost: f64,
}

impl Budget {
    /// Refuses a call whose prompt and longest reply would break a limit.
    pub(crate) fn admit(&self, spent: &Spent, elapsed_ms: u64, request: &ModelRequest, counter: &dyn TokenCounter) -> Result<(), LlmError> {
        let prompt = prompt_tokens(request, counter);
        let reply = u64::from(request.max_output_tokens);
        let used = spent.usage.prompt_tokens + spent.usage.completion_tokens;
        let over = |what: &str| Err(LlmError::new(LlmErrorKind::BudgetExceeded, format!("the next call may break the budget of {what}")));
        if self.max_tokens.is_some_and(|limit| used + prompt + reply > limit) {
            return over("tokens");
        }
        if self.max_requests.is_some_and(|limit| spent.requests >= limit) {
            return over("requests");
        }
        if self.max_milliseconds.is_some_and(|limit| elapsed_ms >= limit) {
            return over("time");
        }
        if self.max_cost.is_some_and(|limit| spent.cost + self.cost(TokenUsage { prompt_tokens: prompt, completion_tokens: reply }) > limit)
        {
            return over("money");
        }
        Ok(())
    }

    /// What some tokens cost.
    pub fn cost(&self, usage: TokenUsage) -> f64 {
        (usage.prompt_tokens as f64 * self.prompt_price_per_million + usage.completion_tokens as f64 * self.completion_price_per_million)
            / 1e6
    }
}
