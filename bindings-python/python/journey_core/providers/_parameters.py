"""Parameters that not every model takes."""
from __future__ import annotations

import re
from typing import Optional, Set

from ._failures import body_of

THINKING_ROOM = 4000
"""Tokens that a model gets on top of its reply's limit when it thinks first: thoughts count towards the limit."""

_THINKING = re.compile(r"(codex|gpt-[56]|o[134])|(.*\.)?claude-(?!3|haiku-4|sonnet-4|opus-4-[0-6])")

# Each parameter, with the words by which servers name it.
_NAMES = {
    "max_completion_tokens": r"\bmax_completion_tokens\b",
    "max_tokens": r"\bmax_tokens\b",
    "output_config": r"\boutput_config\b|\boutput_format\b|structured.outputs?",
    "response_format": r"\bresponse_format\b|\bjson_schema\b",
    "seed": r"\bseed\b",
    "temperature": r"\btemperature\b",
}
_NOT_TAKEN = re.compile(
    r"unsupported|(?:not|n't|no longer) support|deprecated|unknown name|unrecognized|unexpected|extra inputs|not permitted|not allowed|unavailable",
    re.I,
)


def thinks(model: str) -> bool:
    """Whether a model of OpenAI's or Anthropic's thinks before it replies; those refuse a temperature."""
    return _THINKING.match(model.rsplit("/", 1)[-1]) is not None


class Refused:
    """What a model was found not to take, for as long as its provider lives."""

    def __init__(self) -> None:
        self._names: Set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def learn(self, error: Exception, sent: Set[str]) -> bool:
        """Whether the server refused a parameter that was sent; it is not sent again."""
        name = _named(error, sent)
        if name is None:
            return False
        self._names.add(name)
        return True


def _named(error: Exception, sent: Set[str]) -> Optional[str]:
    words = f"{body_of(error)} {error}"
    if getattr(error, "status_code", None) not in (400, 422) or not _NOT_TAKEN.search(words):
        return None
    found = ((re.search(pattern, words, re.I), name) for name, pattern in _NAMES.items() if name in sent)
    places = [(match.start(), name) for match, name in found if match]
    return min(places)[1] if places else None
