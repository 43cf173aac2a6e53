"""Calls of the library's functions."""
from __future__ import annotations

import json
from typing import Any, Dict

from . import _journey
from ._record import _reader, encode


def call(name: str, arguments: Dict[str, Any], reader: Any = None) -> Any:
    """Calls a function by its name and reads its result."""
    result = json.loads(_journey.call(name, encode(arguments)))
    read = _reader(reader)
    return result if read is None or result is None else read(result)
