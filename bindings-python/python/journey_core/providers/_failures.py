"""What a server's refusal means."""
from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from datetime import datetime, timezone
from typing import Any, Mapping, Optional

from ..errors import LlmError

RETRYABLE = ("rate_limited", "timed_out", "transient")
LONGEST = 600
"""Characters of a server's words that an error keeps."""

_NO_CREDIT = re.compile(r"insufficient_quota|insufficient balance|credit balance is too low|billing_hard_limit|billing_not_active", re.I)
_NO_KEY = re.compile(r"api_key_invalid|api key not valid|invalid authorization header", re.I)
_OVERFLOW = re.compile(
    r"context[ _](length|window|size|limit)|contextwindowexceeded|prompt is too long|request[ _]too[ _]large|token count.{0,40} exceeds|string_above_max_length",
    re.I,
)
_DECLINED = re.compile(
    r"content_filter|content (management|filtering) policy|content_?policy_?violation|responsibleaipolicy|violating our usage polic", re.I
)
_NOT_JSON = re.compile(r"json_validate_failed", re.I)
_WAIT = re.compile(r"(?:retry|try again) (?:in|after) (?:(\d+)m(?!s))?([\d.]+) ?(ms|s)", re.I)


def failed(error: Exception, late: bool = False) -> LlmError:
    """An SDK's error as the library's, by the status of the response and the server's words. `late` is one whose time ran out."""
    status, body = getattr(error, "status_code", None), body_of(error)
    kind = kind_of(status, f"{error} {body}", late)
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    cause = f" {error.__cause__}" if status is None and error.__cause__ else ""
    wait = wait_of(headers, f"{error} {body}") if kind in RETRYABLE else None
    return llm_error(kind, f"status {status}: {body}" if body else f"{error}{cause}", wait)


def body_of(error: Exception) -> str:
    """What the server answered: the text of an SDK's error leaves out bodies of a form that it does not know."""
    return str(getattr(getattr(error, "response", None), "text", None) or "").strip()


def kind_of(status: Optional[int], words: str, late: bool = False) -> str:
    """The kind of failure.

    An account without credit counts as `auth`: it will not pass by itself and every further call fails in the same way, as with a wrong key.
    """
    if late or status == 408:
        return "timed_out"
    if status is None:
        return "transient"
    if status in (401, 402, 403) or _NO_CREDIT.search(words) or (status == 400 and _NO_KEY.search(words)):
        return "auth"
    # A limit of tokens per minute that one request exceeds does not pass either.
    if status == 413 or _OVERFLOW.search(words):
        return "context_overflow"
    if status == 429:
        return "rate_limited"
    if status >= 500 or status in (409, 425, 498):
        return "transient"
    if _DECLINED.search(words):
        return "refused"
    return "invalid_reply" if _NOT_JSON.search(words) else "invalid_request"


def wait_of(headers: Mapping[str, str], words: str) -> Optional[int]:
    """The milliseconds that a server asks to wait, by its headers or else its words."""
    seconds = _number(headers.get("retry-after"))
    wait = _number(headers.get("retry-after-ms")) or (seconds * 1000 if seconds is not None else _until(headers.get("retry-after")))
    if wait is not None:
        return max(0, int(wait))
    told = _WAIT.search(words)
    if told is None:
        return None
    minutes, amount, unit = told.groups()
    return int(int(minutes or 0) * 60_000 + float(amount) * (1 if unit.lower() == "ms" else 1000))


def refusal(answer: Any) -> LlmError:
    """What is wrong with an answer that holds no choice. Some routers send a server's error as an answer."""
    error = getattr(answer, "error", None)
    status = error.get("code") if isinstance(error, Mapping) else None
    if isinstance(status, int):
        return llm_error(kind_of(status, str(error)), str(error), wait_of({}, str(error)))
    return llm_error("invalid_reply", f"the reply holds no choice: {answer}")


def llm_error(kind: str, message: str, retry_after_ms: Optional[int] = None) -> LlmError:
    """An error of a kind."""
    return LlmError(kind, message[:LONGEST], kind in RETRYABLE, {"kind": kind, "retry_after_ms": retry_after_ms})


def _number(text: Optional[str]) -> Optional[float]:
    try:
        return float(text or "")
    except ValueError:
        return None


def _until(date: Optional[str]) -> Optional[float]:
    try:
        return (parsedate_to_datetime(date or "") - datetime.now(timezone.utc)).total_seconds() * 1000
    except (TypeError, ValueError):
        return None
