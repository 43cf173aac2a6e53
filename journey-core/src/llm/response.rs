//! What a server's refusal means. The texts that providers send are in `tests/providers/refusals.json`.

use std::sync::LazyLock;

use regex::Regex;

use super::{LlmError, LlmErrorKind};

/// Characters of a server's words that an error keeps.
const LONGEST: usize = 600;

#[expect(clippy::expect_used, reason = "the patterns are constants; a wrong one fails the first test that touches it")]
fn words(source: &str) -> Regex {
    Regex::new(&format!("(?i){source}")).expect("constant pattern compiles")
}

static NO_CREDIT: LazyLock<Regex> =
    LazyLock::new(|| words(r"insufficient_quota|insufficient balance|credit balance is too low|billing_hard_limit|billing_not_active"));
static NO_KEY: LazyLock<Regex> = LazyLock::new(|| words(r"api_key_invalid|api key not valid|invalid authorization header"));
static OVERFLOW: LazyLock<Regex> = LazyLock::new(|| {
    words(
        r"context[ _](?:length|window|size|limit)|contextwindowexceeded|prompt is too long|request[ _]too[ _]large|token count.{0,40} exceeds|string_above_max_length",
    )
});
static DECLINED: LazyLock<Regex> = LazyLock::new(|| {
    words(
        r"content_filter|content (?:management|filtering) policy|content_?policy_?violation|responsibleaipolicy|violating our usage polic",
    )
});
static NOT_JSON: LazyLock<Regex> = LazyLock::new(|| words("json_validate_failed"));
static NOT_TAKEN: LazyLock<Regex> = LazyLock::new(|| {
    words(
        r"unsupported|(?:not|n't|no longer) support|deprecated|unknown name|unrecognized|unexpected|extra inputs|not permitted|not allowed|unavailable",
    )
});
static THINKING: LazyLock<Regex> = LazyLock::new(|| words(r"^(?:codex|gpt-[56]|o[134])|^(?:.*\.)?claude-"));
static TAKES_TEMPERATURE: LazyLock<Regex> = LazyLock::new(|| words(r"claude-(?:3|haiku-4|sonnet-4|opus-4-[0-6])"));

/// The failure that a response of a status with some words is. An account without credit counts as [`LlmErrorKind::Auth`]: it will not pass by
/// itself, and every further call fails in the same way.
pub(super) fn failure(status: u16, body: &str, retry_after_ms: Option<u64>) -> LlmError {
    let kind = match status {
        408 => LlmErrorKind::TimedOut,
        401..=403 => LlmErrorKind::Auth,
        _ if NO_CREDIT.is_match(body) || status == 400 && NO_KEY.is_match(body) => LlmErrorKind::Auth,
        413 => LlmErrorKind::ContextOverflow,
        _ if OVERFLOW.is_match(body) => LlmErrorKind::ContextOverflow,
        429 => LlmErrorKind::RateLimited,
        409 | 425 | 498 | 500.. => LlmErrorKind::Transient,
        _ if DECLINED.is_match(body) => LlmErrorKind::Refused,
        _ if NOT_JSON.is_match(body) => LlmErrorKind::InvalidReply,
        _ => LlmErrorKind::InvalidRequest,
    };
    let words: String = body.chars().take(LONGEST).collect();
    let error = LlmError::new(kind, format!("status {status}: {words}"));
    LlmError { retry_after_ms: retry_after_ms.filter(|_| error.is_retryable()), ..error }
}

/// Whether a failure says that the server does not take a parameter.
pub(super) fn refuses(error: &LlmError, parameter: &str) -> bool {
    error.kind == LlmErrorKind::InvalidRequest && NOT_TAKEN.is_match(&error.message) && error.message.contains(parameter)
}

/// Whether a model thinks before it replies: it takes no temperature, and its thoughts count towards the limit of the reply.
pub(super) fn thinks(model: &str) -> bool {
    let name = model.rsplit('/').next().unwrap_or(model);
    THINKING.is_match(name) && !TAKES_TEMPERATURE.is_match(name)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Refusal {
        provider: String,
        status: u16,
        body: serde_json::Value,
        kind: LlmErrorKind,
        retryable: bool,
    }

    #[test]
    fn the_texts_that_providers_send_have_their_names() {
        let table = include_str!("../../../tests/providers/refusals.json");
        let refusals: Vec<Refusal> = serde_json::from_str(table).expect("the table");
        let failed = refusals.iter().filter(|one| one.status >= 400);
        assert!(failed.clone().count() >= 20);
        for one in failed {
            let body = one.body.as_str().map_or_else(|| one.body.to_string(), str::to_owned);
            let error = failure(one.status, &body, None);
            assert_eq!((error.kind, error.is_retryable()), (one.kind, one.retryable), "{} {}: {body}", one.provider, one.status);
        }
    }

    #[test]
    fn a_refused_parameter_is_recognised() {
        let error = failure(400, "Unsupported value: 'temperature' does not support 0.2 with this model", None);
        assert!(refuses(&error, "temperature") && !refuses(&error, "seed"));
        assert!(
            thinks("gpt-5.2")
                && thinks("openai/o3-mini")
                && thinks("claude-opus-5")
                && !thinks("gpt-4o")
                && !thinks("claude-3-5-sonnet-latest")
        );
    }
}
