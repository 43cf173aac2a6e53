"""How the command fails: one line that names the field, the problem and the fix, and an exit code."""
from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any, Iterator, Mapping

from ..errors import InvalidError, JourneyError

FINE, FAILED, WRONG_USE = 0, 1, 2


def invalid(field: str, problem: str, fix: str) -> InvalidError:
    """Something that the user can mend."""
    return InvalidError("invalid", f"{field}: {problem}; {fix}", False, {"field": field, "problem": problem, "fix": fix})


@contextlib.contextmanager
def by_option(options: Mapping[str, str]) -> Iterator[None]:
    """Tells errors by the options of the command instead of the fields of the library that they are handed to."""
    try:
        yield
    except InvalidError as error:
        place, _, field = str(error.context.get("field", "")).rpartition(": ")
        option = options.get(field, field)
        problem, fix = (_quoted(str(error.context.get(part, "")), options) for part in ("problem", "fix"))
        if not fix:
            raise
        raise invalid(f"{place}: {option}" if place else option, problem, fix) from error


def _quoted(text: str, options: Mapping[str, str]) -> str:
    """A text with the options for the fields that it names in backticks."""
    return re.sub("`([^`]+)`", lambda found: options.get(found[1], found[0]), text)


def exit_code(error: BaseException) -> int:
    """2 when the user can mend it, 1 otherwise."""
    return WRONG_USE if isinstance(error, InvalidError) else FAILED


def tell(error: BaseException, json_wanted: bool) -> None:
    """Says on standard error what went wrong, in one line."""
    if json_wanted:
        print(json.dumps({"error": _described(error)}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"error: {_line(error)}", file=sys.stderr)


def _described(error: BaseException) -> dict[str, Any]:
    code = error.code if isinstance(error, JourneyError) else type(error).__name__
    context = error.context if isinstance(error, JourneyError) else {}
    return {"code": code, "message": _line(error), **context}


def _line(error: BaseException) -> str:
    words = " ".join(str(error).split())
    if isinstance(error, InvalidError):
        return words
    if isinstance(error, JourneyError):
        return f"{words} ({error.code})"
    return f"{words or 'no message'} ({type(error).__name__})"
