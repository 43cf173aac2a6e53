"""Parameters that not every model takes."""
from __future__ import annotations

from typing import Any, Dict, Optional, Set

from .._call import call
from ..errors import LlmError

THINKING_ROOM = 4000
"""Tokens that a model gets on top of its reply's limit when it thinks first: thoughts count towards the limit."""


def thinks(model: str) -> bool:
    """Whether a model thinks before it replies; such a one refuses a temperature."""
    first: bool = call("thinks_first", {"model": model})
    return first


class Refused:
    """What a model was found not to take, for as long as its provider lives."""

    def __init__(self) -> None:
        self._names: Set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def learn(self, error: LlmError, sent: Set[str]) -> bool:
        """Whether the server refused a parameter that was sent; it is not sent again."""
        failure: Dict[str, Any] = {"kind": error.kind, "message": str(error), "retry_after_ms": error.retry_after_ms}
        name: Optional[str] = call("refused_parameter", {"failure": failure, "sent": sorted(sent)})
        if name is None:
            return False
        self._names.add(name)
        return True
