"""A provider behind the library's meter: budget, kept replies, pace."""
from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import os
import time
from typing import Any, Dict, Iterator, Optional, Tuple, Union

from . import _journey
from ._provider import ModelRequest, Provider, check, error_json, error_of, function_of, name_of, reply_json
from ._record import encode
from .errors import InvalidError
from .types import Budget, Spent

__all__ = ["Metered"]


class _ReplyFile:
    """A file of replies, one JSON object a line. What it holds is the meter's; opening, cutting and appending are Python's."""

    def __init__(self, path: Union[str, "os.PathLike[str]"], meter: _journey.Meter) -> None:
        self._path = os.fspath(path)
        # Another process may append to the same file: nobody cuts what somebody is writing.
        with self._locked(os.O_RDWR) as file:
            text = b"".join(iter(lambda: os.read(file, 1 << 20), b""))
            valid = meter.read(text)
            if valid < len(text):
                os.ftruncate(file, valid)

    @contextlib.contextmanager
    def _locked(self, mode: int) -> Iterator[int]:
        file = os.open(self._path, mode | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        try:
            with contextlib.suppress(ImportError):
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)

    def append(self, line: str) -> None:
        """Appends a line; it is on the disk when the call returns, whole or not at all."""
        with self._locked(os.O_WRONLY) as file:
            before, rest = os.fstat(file).st_size, memoryview(line.encode())
            try:
                while rest:
                    rest = rest[os.write(file, rest) :]
                os.fsync(file)
            except OSError as error:
                os.ftruncate(file, before)
                problem = f"replies: a reply cannot be kept: {error}; make room on the disk"
                raise InvalidError("invalid", problem, False, {"field": "replies"}) from error


def _now() -> int:
    return time.time_ns() // 1_000_000


Turn = Tuple[str, Optional[str]]
"""`ask`, or `done` with what came of it."""


class Metered:
    """A provider within a budget, with replies kept in a file: the same request is never paid twice, also after a crash.

    Before a call it reserves what the call may cost, so that calls at once cannot overshoot together. The same request under way is asked once.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        budget: Optional[Budget] = None,
        replies: Union[str, "os.PathLike[str]", None] = None,
        concurrency: int = 64,
    ) -> None:
        self.model = name_of(provider)
        self._function = function_of(provider)
        self._native = _journey.Meter(self.model, encode(budget or {}), max(1, concurrency), replies is not None)
        self._file = None if replies is None else _ReplyFile(replies, self._native)
        self._waiting: Dict[int, "asyncio.Future[Turn]"] = {}

    @property
    def spent(self) -> Spent:
        """What was paid so far."""
        return Spent._of(json.loads(self._native.spent()))

    @property
    def hits(self) -> int:
        """How many requests were answered without being paid: from what is kept, or beside the same request under way."""
        return self._native.hits

    async def complete(self, request: ModelRequest) -> Any:
        """Answers from what is kept, or asks within the budget."""
        ticket, to, result = self._native.admit(request._native, _now())
        settled = to == "done"
        try:
            if to == "wait":
                to, result = await self._turn(ticket)
                settled = to == "done"
            if to == "done":
                return _opened(result)
            result, raised = await self._ask(request)
            settled = True
            self._settle(ticket, result)
        finally:
            if not settled:
                self._native.abandon(ticket)
            self._call()
        if raised is not None:
            raise raised
        return json.loads(result)

    async def _ask(self, request: ModelRequest) -> Tuple[str, Optional[Exception]]:
        try:
            answered = self._function(request)
            if inspect.isawaitable(answered):
                answered = await answered
            return reply_json(check(answered), self.model), None
        except Exception as error:
            return error_json(error), error

    def _settle(self, ticket: int, result: str) -> None:
        line = self._native.settle(ticket, result, _now())
        if line is not None and self._file is not None:
            self._file.append(line)

    async def _turn(self, ticket: int) -> Turn:
        self._waiting[ticket] = asyncio.get_running_loop().create_future()
        try:
            self._call()
            return await self._waiting[ticket]
        finally:
            self._waiting.pop(ticket, None)

    def _call(self) -> None:
        """Hands out the turns that have come, and comes again when a pause ends."""
        now = _now()
        while True:
            turn = self._native.next_turn(now)
            if turn is None:
                break
            ticket, to, result = turn
            waiting = self._waiting.get(ticket)
            if waiting is None:
                self._native.abandon(ticket)
            else:
                waiting.get_loop().call_soon_threadsafe(_tell, waiting, (to, result))
        at = self._native.wake_at(now)
        if at is not None and self._waiting:
            loop = next(iter(self._waiting.values())).get_loop()
            loop.call_soon_threadsafe(loop.call_later, (at - now) / 1000, self._call)


def _tell(waiting: "asyncio.Future[Turn]", turn: Turn) -> None:
    if not waiting.done():
        waiting.set_result(turn)


def _opened(result: Optional[str]) -> Any:
    """A reply, or the failure raised."""
    opened: Dict[str, Any] = json.loads(result or "{}")
    if "error" in opened:
        raise error_of(opened["error"])
    return opened
