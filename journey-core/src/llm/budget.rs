//! Limits on what a run may spend, enforced before each call.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LlmError, LlmErrorKind, ModelRequest, TokenCounter, Usage, prompt_tokens};

/// What a run may spend; `None` is without limit.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// The most tokens, prompts and replies together.
    pub tokens: Option<u64>,
    /// The most requests.
    pub requests: Option<u64>,
    /// The most milliseconds from the first call.
    pub milliseconds: Option<u64>,
    /// The most money, in the currency of the prices.
    pub money: Option<f64>,
    /// The price of a million prompt tokens.
    pub prompt_price: f64,
    /// The price of a million reply tokens.
    pub completion_price: f64,
}

/// What a run has spent.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Spent {
    /// Requests sent.
    pub requests: u64,
    /// Tokens sent and received.
    pub usage: Usage,
    /// Money at the budget's prices.
    pub money: f64,
}

impl Budget {
    /// Refuses a call whose prompt and longest reply would break a limit.
    pub(crate) fn admit(&self, spent: &Spent, elapsed_ms: u64, request: &ModelRequest, counter: &dyn TokenCounter) -> Result<(), LlmError> {
        let prompt = prompt_tokens(request, counter);
        let reply = u64::from(request.max_output_tokens);
        let used = spent.usage.prompt_tokens + spent.usage.completion_tokens;
        let over = |what: &str| Err(LlmError::new(LlmErrorKind::BudgetExceeded, format!("the next call may break the budget of {what}")));
        if self.tokens.is_some_and(|limit| used + prompt + reply > limit) {
            return over("tokens");
        }
        if self.requests.is_some_and(|limit| spent.requests >= limit) {
            return over("requests");
        }
        if self.milliseconds.is_some_and(|limit| elapsed_ms >= limit) {
            return over("time");
        }
        if self.money.is_some_and(|limit| spent.money + self.cost(Usage { prompt_tokens: prompt, completion_tokens: reply }) > limit) {
            return over("money");
        }
        Ok(())
    }

    /// What some tokens cost.
    pub fn cost(&self, usage: Usage) -> f64 {
        (usage.prompt_tokens as f64 * self.prompt_price + usage.completion_tokens as f64 * self.completion_price) / 1e6
    }
}
