"""Interviews."""
from __future__ import annotations

import asyncio
import inspect
import json
import threading
import time
from typing import Any, Callable, List, Optional, Sequence, Union

from . import _journey
from ._drive import ask, ask_async, uncancelled
from ._provider import ModelRequest, Provider, function_of, name_of
from ._record import _variants, encode
from .types import (
    AnswerFormatOpen,
    Document,
    Guide,
    InterviewEvent,
    InterviewOutcome,
    InterviewProgress,
    LlmFailure,
    Reply,
    RatingScale,
    ReplyMessage,
    Snapshot,
    StructuredAnswer,
    StructuredAnswerChoices,
    StructuredAnswerNumber,
)

__all__ = ["Interview"]

_OPEN = AnswerFormatOpen()
_read_format, _read_output, read_event = _variants("AnswerFormat"), _variants("Output"), _variants("InterviewEvent")
Recorder = Callable[[List[InterviewEvent]], Any]
"""Is handed every event before anything is shown."""


def now_ms() -> int:
    """The present in milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


_INTERRUPTING = ("asked_to_stop", "left", "tick", "withdrew_consent")


def _interrupts(input: Any) -> bool:
    return (input.get("type") if isinstance(input, dict) else getattr(input, "type", None)) in _INTERRUPTING


def _reply(step: Any) -> Reply:
    messages, awaits, outcome, progress, revision, tick_at, failure = step
    return Reply(
        messages=[
            ReplyMessage(
                turn=turn,
                text=text,
                answer=_OPEN if answer is None else _read_format(json.loads(answer)),
                scale=None if scale is None else RatingScale._of(json.loads(scale)),
            )
            for turn, text, answer, scale in messages
        ],
        awaits=json.loads(awaits),
        outcome=None if outcome is None else json.loads(outcome),
        progress=InterviewProgress(asked=progress[0], covered=progress[1], items=progress[2]),
        revision=revision,
        tick_at=tick_at,
        failure=None if failure is None else LlmFailure._of(json.loads(failure)),
    )


class Interview:
    """One interview: a state machine without a clock or a model inside.

    `say` hands in what the participant said, asks the provider where that is needed, and returns what the participant sees next. `say_async`
    does the same in an event loop. Without a provider the built-in engine moderates.
    """

    __slots__ = ("_native", "_model", "_function", "_record", "_keeps", "_clock", "_gate", "_queue", "_hand", "_call", "_given_up", "provider_error", "__weakref__")

    def __init__(
        self,
        native: _journey.Interview,
        provider: Optional[Provider] = None,
        record: Optional[Recorder] = None,
        keeps: bool = False,
        clock: Callable[[], int] = now_ms,
    ) -> None:
        """Made by `Study.interview`, `Study.replay`, `Store.begin` and `Store.resume`."""
        self._native = native
        self._model = "" if provider is None else name_of(provider)
        self._function = None if provider is None else function_of(provider)
        self._record = record
        self._keeps = keeps
        self._clock = clock
        self._gate = threading.Lock()
        self._queue: Optional[asyncio.Lock] = None
        # Held while the interview takes a step and its events are recorded, never while the provider is asked.
        self._hand = threading.RLock()
        self._call: Optional["asyncio.Task[Any]"] = None
        # Counts the calls that an interrupting input did not wait for.
        self._given_up = 0
        self.provider_error: Optional[BaseException] = None
        """What the provider raised last, when the interview went on from the guide."""

    @property
    def id(self) -> str:
        """The interview's id."""
        return self._native.id

    @property
    def revision(self) -> int:
        """How many events the log holds."""
        return self._native.revision

    @property
    def outcome(self) -> Optional[InterviewOutcome]:
        """How it ended, once it has."""
        outcome = self._native.outcome
        return None if outcome is None else json.loads(outcome)

    @property
    def state(self) -> Snapshot:
        """The interview as it stands: phase, ledger, turns."""
        return Snapshot._of(json.loads(self._native.snapshot()))

    @property
    def log(self) -> List[InterviewEvent]:
        """The events so far; empty when a store or `record` keeps them."""
        return [read_event(one) for one in json.loads(self._native.log())]

    @property
    def guide(self) -> Guide:
        """The guide."""
        return Guide._of(json.loads(self._native.guide()))

    def document(self, participant: str = "participant") -> Document:
        """The transcript."""
        return Document._of(json.loads(self._native.document(participant)))

    def start(self) -> Reply:
        """Opens the interview, or shows what stands open after a break."""
        return self._run(self._start)

    def say(self, text: str, *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """Hands in what the participant said. An `id` that was used before changes nothing; another `revision` than the present one is refused."""
        return self._run(self._said, text, id, revision)

    def answer(self, answer: Union[StructuredAnswer, int, Sequence[str]], *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """Hands in a number or the ids of the options that were chosen."""
        return self._run(self._answered, answer, id, revision)

    def skip(self) -> Reply:
        """Skips the question."""
        return self.handle({"type": "skipped"})

    def stop(self) -> Reply:
        """The participant asked to stop."""
        return self.handle({"type": "asked_to_stop"})

    def leave(self) -> Reply:
        """The participant went away."""
        return self.handle({"type": "left"})

    def rejoin(self) -> Reply:
        """The participant is back."""
        return self.handle({"type": "rejoined"})

    def correct(self, turn: int, text: str) -> Reply:
        """The participant corrected what they said in a turn."""
        return self.handle({"type": "corrected", "turn": turn, "text": text})

    def withdraw(self) -> Reply:
        """The participant takes the consent back; the content is erased."""
        return self.handle({"type": "withdrew_consent"})

    def tick(self) -> Reply:
        """Time passed; due at `Reply.tick_at`."""
        return self.handle({"type": "tick"})

    def handle(self, input: Any) -> Reply:
        """Hands in any `Input`, or a dictionary of one without an id. To stop, to leave, to withdraw and the time do not wait for the provider."""
        if _interrupts(input) and not self._gate.acquire(blocking=False):
            return self._interrupted(self._stepped(self._input, input))
        if _interrupts(input):
            try:
                return self._drive(self._stepped(self._input, input))
            finally:
                self._gate.release()
        return self._run(self._input, input)

    async def start_async(self) -> Reply:
        """See `start`."""
        return await self._run_async(self._start)

    async def say_async(self, text: str, *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """See `say`."""
        return await self._run_async(self._said, text, id, revision)

    async def answer_async(
        self, answer: Union[StructuredAnswer, int, Sequence[str]], *, id: Optional[str] = None, revision: Optional[int] = None
    ) -> Reply:
        """See `answer`."""
        return await self._run_async(self._answered, answer, id, revision)

    async def skip_async(self) -> Reply:
        """See `skip`."""
        return await self.handle_async({"type": "skipped"})

    async def stop_async(self) -> Reply:
        """See `stop`."""
        return await self.handle_async({"type": "asked_to_stop"})

    async def leave_async(self) -> Reply:
        """See `leave`."""
        return await self.handle_async({"type": "left"})

    async def rejoin_async(self) -> Reply:
        """See `rejoin`."""
        return await self.handle_async({"type": "rejoined"})

    async def correct_async(self, turn: int, text: str) -> Reply:
        """See `correct`."""
        return await self.handle_async({"type": "corrected", "turn": turn, "text": text})

    async def withdraw_async(self) -> Reply:
        """See `withdraw`."""
        return await self.handle_async({"type": "withdrew_consent"})

    async def tick_async(self) -> Reply:
        """See `tick`."""
        return await self.handle_async({"type": "tick"})

    async def handle_async(self, input: Any) -> Reply:
        """See `handle`."""
        if _interrupts(input) and self._queue is not None and self._queue.locked():
            reply = self._interrupted(await self._off(self._stepped, self._input, input))
            await self._recorded()
            return reply
        return await self._run_async(self._input, input)

    async def _off(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What waits for a disk leaves the event loop alone."""
        return await asyncio.to_thread(function, *arguments) if self._keeps else function(*arguments)

    def _start(self) -> Any:
        return self._native.start(self._clock())

    def _said(self, text: str, id: Optional[str], revision: Optional[int]) -> Any:
        return self._native.said(id or "", text, self._clock(), revision)

    def _input(self, input: Any) -> Any:
        return self._native.handle(encode(input), self._clock())

    def _answered(self, answer: Any, id: Optional[str], revision: Optional[int]) -> Any:
        if isinstance(answer, int):
            answer = StructuredAnswerNumber(value=answer)
        elif not isinstance(answer, (StructuredAnswerNumber, StructuredAnswerChoices)):
            answer = StructuredAnswerChoices(options=list(answer))
        return self._input({"type": "answered", "answer": answer, "id": id or "", "expected_revision": revision})

    async def _respond(self, words: Optional[str], answer: Optional[StructuredAnswer], took_ms: int) -> Reply:
        """Hands in what a respondent gave to the last reply; the library decides what it means."""
        given = None if answer is None else encode(answer)
        return await self._run_async(lambda: self._native.respond(self._clock(), words, given, took_ms))

    def _outputs(self) -> List[InterviewEvent]:
        """The events that somebody records."""
        outputs = [_read_output(one) for one in json.loads(self._native.take_outputs())]
        return [output.event for output in outputs if output.type == "record"]

    def _stepped(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """One step of the interview; the events that follow are recorded before anything else happens."""
        with self._hand:
            step = function(*arguments)
            if self._record is not None and self._queue is None:
                events = self._outputs()
                if events:
                    self._record(events)
            return step

    def _interrupted(self, step: Any) -> Reply:
        """What an input brought that did not wait for the provider: unless the interview still waits for it, the call is given up."""
        reply = _reply(step)
        if reply.awaits != "time":
            self._given_up += 1
            if self._call is not None:
                self._call.cancel()
        return reply

    def _handed(self, mine: int, reply: Any) -> Any:
        """Hands in a reply, unless the interview went on without it."""
        native = self._native
        with self._hand:
            if self._given_up != mine:
                return self._stepped(native.start, self._clock())
            return self._stepped(native.replied if isinstance(reply, tuple) else native.replied_json, reply, self._clock())

    def _run(self, first: Callable[..., Any], *arguments: Any) -> Reply:
        # One input after another: a second one waits until the first was answered.
        with self._gate:
            return self._drive(self._stepped(first, *arguments))

    def _drive(self, step: Any) -> Reply:
        native, function = self._native, self._function
        while True:
            if isinstance(step, tuple):
                return _reply(step)
            mine = self._given_up
            if isinstance(step, int):
                time.sleep(step / 1000)
                step = self._stepped(native.start if self._given_up != mine else native.elapsed, self._clock())
            elif function is None:
                step = self._stepped(native.answer_builtin, step, self._clock())
            else:
                reply, self.provider_error = ask(self._model, function, ModelRequest(step))
                step = self._handed(mine, reply)

    async def _run_async(self, first: Callable[..., Any], *arguments: Any) -> Reply:
        if self._queue is None:
            self._queue = asyncio.Lock()
        async with self._queue:
            step = await self._off(self._stepped, first, *arguments)
            return await self._drive_async(step)

    async def _recorded(self) -> None:
        events = self._outputs() if self._record is not None else []
        recorded = self._record(events) if self._record is not None and events else None
        if inspect.isawaitable(recorded):
            await recorded

    async def _drive_async(self, step: Any) -> Reply:
        native, function = self._native, self._function
        while True:
            await self._recorded()
            if isinstance(step, tuple):
                return _reply(step)
            mine = self._given_up
            if isinstance(step, int):
                await asyncio.sleep(step / 1000)
                step = await self._off(self._stepped, native.start if self._given_up != mine else native.elapsed, self._clock())
            elif function is None:
                step = await self._off(self._stepped, native.answer_builtin, step, self._clock())
            else:
                step = await self._off(self._handed, mine, await self._asked(function, step, mine))

    async def _asked(self, function: Any, request: Any, mine: int) -> Any:
        """The provider's reply; nothing when the call was given up."""
        task = self._call = asyncio.current_task()
        try:
            reply, self.provider_error = await ask_async(self._model, function, ModelRequest(request))
            return reply
        except asyncio.CancelledError:
            if self._given_up == mine:
                raise
            uncancelled(task)
            return None
        finally:
            self._call = None

    def __repr__(self) -> str:
        return f"Interview(id={self.id!r}, revision={self.revision}, outcome={self.outcome!r})"
