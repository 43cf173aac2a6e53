"""What adapters share."""
from __future__ import annotations

from typing import Any, Dict, Optional

from ..errors import LlmError


def failed(error: Any) -> LlmError:
    """An SDK's error as the library's, by the status of the response."""
    status = getattr(error, "status_code", None)
    message = str(error)
    context: Dict[str, Any] = {}
    if status in (401, 403):
        kind = "auth"
    elif status == 429:
        kind = "rate_limited"
        context["retry_after_ms"] = _wait(error)
    elif status in (400, 413) and any(word in message.lower() for word in ("context", "too long", "too large", "maximum")):
        kind = "context_overflow"
    elif status is not None and 400 <= status < 500 and status != 408:
        kind = "refused"
    else:
        kind = "transient"
    return LlmError(kind, message, None, {"kind": kind, **context})


def _wait(error: Any) -> Optional[int]:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return int(float(headers.get("retry-after", "")) * 1000)
    except ValueError:
        return None


def finish(reason: Optional[str]) -> str:
    """Why a reply ended."""
    if reason in ("length", "max_tokens"):
        return "length"
    return "refused" if reason in ("content_filter", "refusal") else "stop"


def reply(text: Optional[str], reason: Optional[str], prompt: Optional[int], completion: Optional[int], model: str) -> Dict[str, Any]:
    """A reply as the library takes it."""
    usage = {"prompt_tokens": prompt or 0, "completion_tokens": completion or 0}
    return {"text": text or "", "finish": finish(reason), "usage": usage, "model": model}
