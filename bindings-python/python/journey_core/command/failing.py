"""How the command fails: one line that names the field, the problem and the fix, and an exit code."""
from __future__ import annotations

import argparse
import json
import sys
from typing import Any, NoReturn

from ..errors import InvalidError, JourneyError

FINE, FAILED, WRONG_USE = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """A parser whose help keeps its lines and whose errors are one line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the use and ends."""
        print(f"error: {message}; see `{self.prog} --help`", file=sys.stderr)
        raise SystemExit(WRONG_USE)


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=110)


def invalid(field: str, problem: str, fix: str) -> InvalidError:
    """Something that the user can mend."""
    return InvalidError("invalid", f"{field}: {problem}; {fix}", False, {"field": field, "problem": problem, "fix": fix})


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
