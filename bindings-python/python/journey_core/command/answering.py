"""What somebody at a keyboard types, as an answer of an interview."""
from __future__ import annotations

from typing import Any

from .._interview import Interview
from ..types import Reply

HELP = """\
/skip      skip this question
/stop      end the interview for good; what was said is kept
/leave     leave; it goes on another time (Ctrl-D does the same)
/withdraw  take the consent back; what was said is erased
/help      this list"""

_NUMBERS = ("number", "rating")
_ONE, _MANY = ("single_choice",), ("multiple_choice", "ranking")


async def handed(interview: Interview, reply: Reply, line: str) -> Reply:
    """Hands in a line: a command, words, a number, or the numbers of options."""
    if line == "/skip":
        return await interview.skip_async()
    if line == "/stop":
        return await interview.stop_async()
    if line == "/withdraw":
        return await interview.withdraw_async()
    if line.startswith("/") and line[1:].isalpha():
        raise ValueError(f"`{line}` is no command; /help lists them")
    format = None if reply.question is None else reply.question.answer
    if reply.awaits != "answer" or format is None:
        return await interview.say_async(line)
    if format.type in _NUMBERS:
        return await interview.answer_async(_number(line))
    return await interview.answer_async(_options(format, line))


def choices(reply: Reply) -> list[str]:
    """The options of a question, numbered, and how to choose."""
    format: Any = None if reply.question is None else reply.question.answer
    if reply.awaits != "answer" or format is None:
        return []
    if format.type in _NUMBERS:
        return [f"(a whole number{'' if format.type == 'rating' else f' from {format.low} to {format.high}'})"]
    how = {"single_choice": "one number", "multiple_choice": "numbers, by commas", "ranking": "all numbers, the first one first, by commas"}
    lines = [f"  {number}. {option.text}" for number, option in enumerate(getattr(format, "options", []), 1)]
    return [*lines, f"({how.get(format.type, 'your answer')})"]


def _number(line: str) -> int:
    try:
        return int(line)
    except ValueError:
        raise ValueError(f"`{line}` is no whole number") from None


def _options(format: Any, line: str) -> list[str]:
    options = format.options
    numbers = [_number(part.strip()) for part in line.split(",") if part.strip()]
    if not numbers or any(not 1 <= number <= len(options) for number in numbers):
        raise ValueError(f"numbers go from 1 to {len(options)}")
    if format.type in _ONE and len(numbers) != 1:
        raise ValueError("choose one")
    return [options[number - 1].id for number in numbers]
