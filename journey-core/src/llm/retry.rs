//! When to try again.

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LlmError;

/// Exponential back-off with jitter from a seed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryPolicy {
    /// How often a call is tried in all, at least 1.
    pub max_attempts: u32,
    /// The first wait in milliseconds; each next one doubles.
    pub initial_wait_ms: u64,
    /// The longest wait in milliseconds.
    pub max_wait_ms: u64,
    /// The jitter's seed.
    pub seed: u64,
    /// Whether personal data is masked before a request leaves for a model; replies get it back. Off for a model of one's own house.
    pub masks_personal_data: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { max_attempts: 4, initial_wait_ms: 500, max_wait_ms: 30_000, seed: 0, masks_personal_data: true }
    }
}

impl RetryPolicy {
    /// One try, no wait.
    pub fn never() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// The wait after a failed attempt (from 1), or `None` when the error is final or the attempts are used up.
    ///
    /// Half of the back-off is fixed and half is jitter; the server's wish is the floor.
    pub fn wait(&self, attempt: u32, error: &LlmError) -> Option<Duration> {
        if !error.is_retryable() || attempt >= self.max_attempts {
            return None;
        }
        Some(Duration::from_millis(self.back_off(attempt).max(error.retry_after_ms.unwrap_or(0))))
    }

    /// The milliseconds to wait after a failed attempt (from 1).
    pub(crate) fn back_off(&self, attempt: u32) -> u64 {
        let full = self.initial_wait_ms.saturating_mul(1 << (attempt.saturating_sub(1)).min(20)).min(self.max_wait_ms);
        let mut random = ChaCha8Rng::seed_from_u64(self.seed ^ u64::from(attempt));
        full / 2 + random.random_range(0..=full / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::LlmErrorKind;

    #[test]
    fn waits_grow_and_end() {
        let policy = RetryPolicy { max_attempts: 3, initial_wait_ms: 100, max_wait_ms: 150, seed: 7, ..RetryPolicy::default() };
        let error = LlmError::new(LlmErrorKind::Transient, "down");
        let first = policy.wait(1, &error).map(|wait| wait.as_millis());
        assert!(first.is_some_and(|wait| (50..=100).contains(&wait)), "{first:?}");
        assert_eq!(policy.wait(2, &error), policy.wait(2, &error));
        assert_eq!(policy.wait(3, &error), None);
        assert_eq!(policy.wait(1, &LlmError::new(LlmErrorKind::Auth, "no")), None);
        let asked = LlmError { retry_after_ms: Some(9000), ..error };
        assert_eq!(policy.wait(1, &asked), Some(Duration::from_secs(9)));
    }
}
