"""What a failed call says. What it means is the library's to know."""
from __future__ import annotations

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Dict, Mapping, Optional

from .._call import call
from ..errors import LlmError


def failed(error: Exception, late: bool = False) -> LlmError:
    """An SDK's error as the library's, by the status of the response and the server's words. `late` is one whose time ran out."""
    status, body = getattr(error, "status_code", None), body_of(error)
    cause = f" {error.__cause__}" if status is None and error.__cause__ else ""
    words = body or f"{error}{cause}"
    if late:
        return LlmError("timed_out", words)
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    return _error(status, words, _wait(headers))


def body_of(error: Exception) -> str:
    """What the server answered: the text of an SDK's error leaves out bodies of a form that it does not know."""
    return str(getattr(getattr(error, "response", None), "text", None) or "").strip()


def refusal(answer: Any) -> LlmError:
    """What is wrong with an answer that holds no choice. Some routers send a server's error as an answer."""
    error = getattr(answer, "error", None)
    status = error.get("code") if isinstance(error, Mapping) else None
    if isinstance(status, int):
        return _error(status, str(error), None)
    return LlmError("invalid_reply", f"the reply holds no choice: {answer}")


def _error(status: Optional[int], words: str, wait: Optional[int]) -> LlmError:
    failure: Dict[str, Any] = call("failure_of_response", {"status": status, "words": words, "retry_after_ms": wait})
    return LlmError(failure["kind"], failure["message"], None, {"kind": failure["kind"], "retry_after_ms": failure.get("retry_after_ms")})


def _wait(headers: Mapping[str, str]) -> Optional[int]:
    """The milliseconds that a server asks to wait by its headers."""
    exact, after = _number(headers.get("retry-after-ms")), _number(headers.get("retry-after"))
    wait = exact if exact is not None else after * 1000 if after is not None else _until(headers.get("retry-after"))
    return None if wait is None else max(0, int(wait))


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
