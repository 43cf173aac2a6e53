"""Data as text, to the byte as the library itself writes it."""
from __future__ import annotations

import json
import re
from typing import Any, Iterable

from .._record import plain

_STRING_OR_SMALL = re.compile(r'"(?:[^"\\]|\\.)*"|(-?)([\d.]+)e-0(\d)')


def pretty(data: Any) -> str:
    """Data as JSON for people."""
    return _numbers(json.dumps(plain(data), ensure_ascii=False, indent=2)) + "\n"


def lines(records: Iterable[Any]) -> str:
    """A list with one record a line."""
    written = [_numbers(json.dumps(plain(record), ensure_ascii=False, separators=(",", ":"))) for record in records]
    return "[\n" + ",\n".join(written) + "\n]\n" if written else "[]\n"


def _numbers(text: str) -> str:
    """The same JSON with small numbers as Rust writes them: `1e-7` for Python's `1e-07`, `0.00001` for its `1e-05`."""
    # Nearly all records are without one, and a look is much faster than a search.
    return _STRING_OR_SMALL.sub(_number, text) if "e-0" in text else text


def _number(found: "re.Match[str]") -> str:
    sign, digits, exponent = found.groups()
    if exponent is None:
        return found[0]
    return f"{sign}0.0000{digits.replace('.', '')}" if exponent == "5" else f"{sign}{digits}e-{exponent}"
