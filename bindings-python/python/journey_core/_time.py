"""Moments as people have them, in the milliseconds since 1970 that the library counts."""
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any, Union

from .errors import InvalidError

Moment = Union[datetime, str, int]
"""A datetime that names its zone, a text in ISO 8601 that does, or milliseconds since 1970 in UTC."""

_START = datetime(1970, 1, 1, tzinfo=timezone.utc)
_FIX = "give a datetime with its zone, ISO 8601 such as `2026-11-27T00:00:00Z`, or milliseconds since 1970"


def milliseconds(field: str, moment: Moment) -> int:
    """The milliseconds of a moment; `field` is named by the error of one that cannot be told."""
    if isinstance(moment, int) and not isinstance(moment, bool):
        return moment
    told = _read(field, moment) if isinstance(moment, str) else moment
    # A missing time of pandas is a datetime without a place in time.
    if not isinstance(told, datetime) or told != told:
        raise _invalid(field, f"`{told}` is a day and no moment" if isinstance(told, date) else f"`{told}` is no time")
    if told.utcoffset() is None:
        raise _invalid(field, f"`{moment}` names no zone, and could be any of 26 hours")
    return (told - _START) // timedelta(milliseconds=1)


def _read(field: str, text: str) -> datetime:
    text = text.strip()
    try:
        # Python 3.10 does not read the Z of UTC.
        return datetime.fromisoformat(f"{text[:-1]}+00:00" if text[-1:] in ("Z", "z") else text)
    except ValueError:
        raise _invalid(field, f"`{text}` is no time") from None


def _invalid(field: str, problem: str) -> InvalidError:
    context: "dict[str, Any]" = {"field": field, "problem": problem, "fix": _FIX}
    return InvalidError("invalid", f"{field}: {problem}; {_FIX}", False, context)
