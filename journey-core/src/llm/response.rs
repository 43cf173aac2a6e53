//! What a server's refusal means, for the adapters of all three languages. The texts that providers send are in `tests/providers/refusals.json`.

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
/// How long a server says that it wants to be left alone: `try again in 9m38.016s`.
static WAIT: LazyLock<Regex> =
    LazyLock::new(|| words(r"(?:retry|try again) (?:in|after) (?:(?P<minutes>\d+)m)?(?P<amount>[\d.]+) ?(?P<unit>ms|s)"));
/// Each parameter with the words by which servers name it.
static NAMES: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    [
        ("max_completion_tokens", r"\bmax_completion_tokens\b"),
        ("max_tokens", r"\bmax_tokens\b"),
        ("output_config", r"\boutput_config\b|\boutput_format\b|structured.outputs?"),
        ("response_format", r"\bresponse_format\b|\bjson_schema\b"),
        ("seed", r"\bseed\b"),
        ("temperature", r"\btemperature\b"),
    ]
    .map(|(name, source)| (name, words(source)))
    .into()
});

/// The failure that a response is: its status, none where no response came, and what the server said. What it asks to wait is read from its
/// words where the host does not know it from the headers. An account without credit counts as [`LlmErrorKind::Auth`]: it will not pass by
/// itself, and every further call fails in the same way.
///
/// ```
/// use journey_core::llm::{LlmErrorKind, failure_of_response};
/// let slow = failure_of_response(Some(429), "Rate limit reached. Please try again in 1m2s.", None);
/// assert_eq!((slow.kind, slow.retry_after_ms), (LlmErrorKind::RateLimited, Some(62_000)));
/// ```
pub fn failure_of_response(status: Option<u16>, words: &str, retry_after_ms: Option<u64>) -> LlmError {
    let kind = status.map_or(LlmErrorKind::Transient, |status| kind(status, words));
    let said: String = words.chars().take(LONGEST).collect();
    let error = LlmError::new(kind, status.map_or_else(|| said.clone(), |status| format!("status {status}: {said}")));
    LlmError { retry_after_ms: retry_after_ms.or_else(|| wait(words)).filter(|_| error.is_retryable()), ..error }
}

fn kind(status: u16, words: &str) -> LlmErrorKind {
    match status {
        408 => LlmErrorKind::TimedOut,
        401..=403 => LlmErrorKind::Auth,
        _ if NO_CREDIT.is_match(words) || status == 400 && NO_KEY.is_match(words) => LlmErrorKind::Auth,
        // A limit of tokens per minute that one request exceeds does not pass either.
        413 => LlmErrorKind::ContextOverflow,
        _ if OVERFLOW.is_match(words) => LlmErrorKind::ContextOverflow,
        429 => LlmErrorKind::RateLimited,
        409 | 425 | 498 | 500.. => LlmErrorKind::Transient,
        _ if DECLINED.is_match(words) => LlmErrorKind::Refused,
        _ if NOT_JSON.is_match(words) => LlmErrorKind::InvalidReply,
        _ => LlmErrorKind::InvalidRequest,
    }
}

fn wait(words: &str) -> Option<u64> {
    let found = WAIT.captures(words)?;
    let minutes: f64 = found.name("minutes").map_or(Ok(0.0), |minutes| minutes.as_str().parse()).ok()?;
    let amount: f64 = found.name("amount")?.as_str().parse().ok()?;
    let unit = if found.name("unit")?.as_str().eq_ignore_ascii_case("ms") { 1.0 } else { 1000.0 };
    Some((minutes * 60_000.0 + amount * unit) as u64)
}

/// The parameter, of those that were sent, that a failure says the server does not take; the one that it names first.
pub fn refused_parameter<'a>(failure: &LlmError, sent: &[&'a str]) -> Option<&'a str> {
    if failure.kind != LlmErrorKind::InvalidRequest || !NOT_TAKEN.is_match(&failure.message) {
        return None;
    }
    let named = |name: &&'a str| {
        let (_, pattern) = NAMES.iter().find(|(known, _)| known == name)?;
        Some((pattern.find(&failure.message)?.start(), *name))
    };
    sent.iter().filter_map(named).min_by_key(|(at, _)| *at).map(|(_, name)| name)
}

/// Whether a model thinks before it replies: it takes no temperature, and its thoughts count towards the limit of the reply.
pub fn thinks_first(model: &str) -> bool {
    let name = model.rsplit('/').next().unwrap_or(model);
    THINKING.is_match(name) && !TAKES_TEMPERATURE.is_match(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Refusal {
        provider: String,
        status: u16,
        headers: BTreeMap<String, String>,
        body: serde_json::Value,
        kind: LlmErrorKind,
        retryable: bool,
        retry_after_ms: Option<u64>,
    }

    #[test]
    fn the_texts_that_providers_send_have_their_names() {
        let table = include_str!("../../../tests/providers/refusals.json");
        let refusals: Vec<Refusal> = serde_json::from_str(table).expect("the table");
        let failed = refusals.iter().filter(|one| one.status >= 400);
        assert!(failed.clone().count() >= 20);
        for one in failed {
            let body = one.body.as_str().map_or_else(|| one.body.to_string(), str::to_owned);
            let error = failure_of_response(Some(one.status), &body, None);
            assert_eq!((error.kind, error.is_retryable()), (one.kind, one.retryable), "{} {}: {body}", one.provider, one.status);
            if one.headers.is_empty() {
                assert_eq!(error.retry_after_ms, one.retry_after_ms, "{body}");
            }
        }
    }

    #[test]
    fn a_refused_parameter_is_recognised() {
        let says = |words| failure_of_response(Some(400), words, None);
        let error = says("Unsupported value: 'temperature' does not support 0.2 with this model");
        assert_eq!(refused_parameter(&error, &["seed", "temperature"]), Some("temperature"));
        assert_eq!(refused_parameter(&error, &["seed"]), None);
        let both = says("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.");
        assert_eq!(refused_parameter(&both, &["max_completion_tokens", "max_tokens"]), Some("max_tokens"));
        assert_eq!(refused_parameter(&says("the temperature is 3"), &["temperature"]), None);
        let thinking = ["gpt-5.2", "openai/o3-mini", "claude-opus-5", "us.anthropic.claude-opus-5"];
        assert!(thinking.into_iter().all(thinks_first));
        assert!(!["gpt-4o", "claude-3-5-sonnet-latest", "llama-3"].into_iter().any(thinks_first));
    }
}
