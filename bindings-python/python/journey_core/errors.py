"""What can go wrong. Every error of the library is a `JourneyError` with a stable `code`."""
from __future__ import annotations

import json
from typing import Any, Dict, Optional, Type

__all__ = [
    "CancelledError",
    "InternalError",
    "InterviewError",
    "InvalidError",
    "JourneyError",
    "LlmError",
    "MailError",
    "ProtocolError",
    "StoreError",
    "TokenError",
]


class JourneyError(Exception):
    """An error of the library.

    `code` is a stable name for programs, `retryable` tells whether the same call may succeed later, `context` holds the values that belong to
    it, such as `field`, `problem` and `fix`. The error that a provider raised is its `__cause__`.
    """

    def __init__(self, code: str, message: str, retryable: bool = False, context: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retryable = retryable
        self.context = context or {}

    def __reduce__(self) -> Any:
        return (type(self), (self.code, self.message, self.retryable, self.context))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.message!r})"


class CancelledError(JourneyError):
    """The work was cancelled."""


class InternalError(JourneyError):
    """A fault of the library; please report it."""


class InterviewError(JourneyError):
    """An interview refused an input; nothing has changed."""


class InvalidError(JourneyError):
    """An input breaks a rule; `context` names the field, the problem and the fix."""


class LlmError(JourneyError):
    """A model could not be asked or did not answer. A provider raises it to say what went wrong.

    `kind` is one of `auth`, `budget_exceeded`, `context_overflow`, `invalid_reply`, `invalid_request`, `rate_limited`, `refused`, `timed_out`,
    `transient`, `truncated`.
    """

    def __init__(self, code: str, message: str, retryable: Optional[bool] = None, context: Optional[Dict[str, Any]] = None) -> None:
        kind = code[4:] if code.startswith("llm_") else code
        self.kind: str = (context or {}).get("kind") or kind
        self.retry_after_ms: Optional[int] = (context or {}).get("retry_after_ms")
        again = self.kind in ("rate_limited", "timed_out", "transient") if retryable is None else retryable
        super().__init__(f"llm_{self.kind}", message, again, {"kind": self.kind, "retry_after_ms": self.retry_after_ms})


class MailError(JourneyError):
    """A mail server could not be reached or did not take a message."""


class ProtocolError(JourneyError):
    """A driver handed in what was not asked for."""


class StoreError(JourneyError):
    """A store refused or failed."""


class TokenError(JourneyError):
    """A link does not open the door."""


_CLASSES: Dict[str, Type[JourneyError]] = {
    "cancelled": CancelledError,
    "internal": InternalError,
    "interview": InterviewError,
    "invalid": InvalidError,
    "llm": LlmError,
    "mail": MailError,
    "protocol": ProtocolError,
    "store": StoreError,
    "token": TokenError,
}


def failure(kind: str, code: str, message: str, retryable: bool, context: str) -> JourneyError:
    """The error that the native module raises."""
    return _CLASSES.get(json.loads(kind), JourneyError)(code, message, retryable, json.loads(context))
