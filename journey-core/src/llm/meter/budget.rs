//! Limits on what a run may spend.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::llm::TokenUsage;

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
    /// What some tokens cost.
    pub fn cost(&self, usage: TokenUsage) -> f64 {
        (usage.prompt_tokens as f64 * self.prompt_price_per_million + usage.completion_tokens as f64 * self.completion_price_per_million)
            / 1e6
    }
}
