"""The interviews of a study. The library decides which is held next, what is tried again and when the run stops; Python owns the loop."""
from __future__ import annotations

import asyncio
import inspect
import json
import os
from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Optional, Sequence, Tuple, Union

from . import _journey
from ._drive import PROVIDER_FAULTS
from ._interview import Interview, now_ms
from ._meter import Metered
from ._progress import Bar, Cancel, Progressed, stop
from ._provider import Provider
from ._record import encode
from ._simulate import Cohort
from .errors import CancelledError, InvalidError, JourneyError
from .types import Budget, FailedInterview, Fieldwork, Participant, Reply, RetryPolicy

if TYPE_CHECKING:
    from ._store import Store
    from ._study import Study


async def run_async(
    study: "Study",
    respondents: Union[Cohort, Iterable[Any]],
    provider: Optional[Provider],
    *,
    store: "Optional[Store]",
    participants: Optional[Sequence[Participant]],
    concurrency: int,
    progress: Progressed,
    replies: Union[str, "os.PathLike[str]", None],
    budget: Optional[Budget],
    retry: Optional[RetryPolicy],
    cancel: Optional[Cancel],
    clock: Callable[[], int],
) -> Fieldwork:
    """See `Study.run_async`."""
    people, seats = _people(respondents, participants)
    metered = None if provider is None else Metered(provider, budget=budget, replies=replies)
    kept, holder = (None, "") if store is None else (store._native, store._holder)
    arguments = (study.to_json(), study._native, people, max(1, concurrency), encode(retry or {}), kept, holder)
    native = await asyncio.to_thread(_journey.Fieldwork, *arguments)
    with Bar(progress, len(seats), "interviews") as bar:
        await _Run(native, seats, metered, store is not None, cancel, clock, bar).all()
    spent = None if metered is None else encode(metered.spent)
    return Fieldwork._of(json.loads(native.finish(spent)))


def _people(respondents: Any, participants: Optional[Sequence[Participant]]) -> Tuple[str, List[Any]]:
    """The participants as JSON, and who answers for each."""
    if isinstance(respondents, Cohort):
        seats: List[Any] = [respondents.respondent(number) for number in range(len(respondents))]
        return respondents._native.participants() if participants is None else encode(list(participants)), seats
    seats = list(respondents)
    people = list(participants) if participants is not None else [Participant(id=f"p{number + 1:03}") for number in range(len(seats))]
    if len(people) != len(seats):
        problem = f"participants: there are {len(people)} for {len(seats)} respondents; give one for each"
        raise InvalidError("invalid", problem, False, {"field": "participants"})
    return encode(people), seats


class _Run:
    """A run under way."""

    def __init__(
        self,
        native: _journey.Fieldwork,
        seats: List[Any],
        provider: Optional[Metered],
        keeps: bool,
        cancel: Optional[Cancel],
        clock: Callable[[], int],
        bar: Bar,
    ) -> None:
        self._native, self._seats, self._provider, self._keeps = native, seats, provider, keeps
        self._cancel, self._clock, self._bar = cancel, clock, bar
        self._ended = asyncio.Event()
        self._faults: List[BaseException] = []

    async def all(self) -> None:
        """Holds all; a fault of the host's own code, or cancelling, ends the rest."""
        tasks: List["asyncio.Task[None]"] = []
        try:
            while True:
                stop(self._cancel)
                work = self._native.next(self._clock())
                if work is None:
                    break
                if isinstance(work, str):
                    tasks.append(asyncio.ensure_future(self._one(work)))
                else:
                    await self._wait(None if work < 0 else work / 1000)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        await asyncio.gather(*tasks)

    async def _wait(self, seconds: Optional[float]) -> None:
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except asyncio.TimeoutError:
            return
        self._ended.clear()
        if self._faults:
            raise self._faults[0]

    async def _one(self, planned: str) -> None:
        try:
            await self._held(planned)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self._faults.append(error)
        finally:
            self._ended.set()

    async def _held(self, planned: str) -> None:
        described = json.loads(planned)
        number, given_up, native = described["number"], True, None
        try:
            native = await self._off(self._native.open, planned, self._clock())
            interview = Interview(native, self._provider, keeps=self._keeps, clock=self._clock)
            await _hold(interview, self._seats[number], self._cancel)
            await self._off(self._native.ended, number, native)
        except (CancelledError, *PROVIDER_FAULTS):
            raise
        except Exception as error:
            failed = encode(_failed(described["id"], error))
            given_up = await self._off(self._native.failed, number, failed, self._clock(), native)
        if given_up:
            self._bar.step()

    async def _off(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What waits for a disk leaves the event loop alone."""
        return await asyncio.to_thread(function, *arguments) if self._keeps else function(*arguments)


def _failed(id: str, error: Exception) -> FailedInterview:
    if isinstance(error, JourneyError):
        return FailedInterview(id=id, code=error.code, message=error.message, retryable=error.retryable)
    return FailedInterview(id=id, code=type(error).__name__, message=str(error), retryable=False)


async def _hold(interview: Interview, respondent: Any, cancel: Optional[Cancel]) -> None:
    """Puts each reply to a respondent, until the interview is over."""
    reply = await interview.start_async()
    while reply.outcome is None:
        stop(cancel)
        words, answer = await _response(respondent, reply)
        took = int(getattr(respondent, "response_ms", 0))
        reply = await interview._respond(words, answer, took)


async def _response(respondent: Any, reply: Reply) -> Tuple[Optional[str], Any]:
    """What a respondent gives to what is awaited: words, or an answer."""
    say = getattr(respondent, "say", respondent)
    if reply.awaits == "answer" and reply.question is not None:
        give = getattr(respondent, "answer", None)
        return None, None if give is None else await _settled(give(reply.text, reply.question.answer))
    if reply.awaits == "consent":
        return await _settled(getattr(respondent, "consent", say)(reply.text)), None
    if reply.awaits == "words":
        return await _settled(say(reply.text)), None
    if reply.tick_at is not None:
        await asyncio.sleep(max(0, reply.tick_at - now_ms()) / 1000)
    return None, None


async def _settled(answered: Any) -> Any:
    return await answered if inspect.isawaitable(answered) else answered
