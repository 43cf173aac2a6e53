"""Handles: studies, interviews, stores, simulated customers."""
from __future__ import annotations

import asyncio
import inspect
import json
import os
import time
import uuid
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Union

from . import _journey
from ._call import call
from ._drive import ask, ask_async, run_task, run_task_async
from ._provider import ModelRequest, Provider, function_of, name_of
from ._record import _variants, encode
from .types import (
    AnswerFormat,
    AnswerFormatOpen,
    Document,
    Event,
    Experience,
    Focus,
    Given,
    GivenChoices,
    GivenNumber,
    Guide,
    InterviewHead,
    InterviewRecord,
    LlmFailure,
    Outcome,
    Output,
    Participant,
    Persona,
    Progress,
    Quota,
    Reply,
    ReplyMessage,
    ResearchPlan,
    RetryPolicy,
    Segment,
    Snapshot,
)

__all__ = ["Cohort", "Interview", "MemoryStore", "Respondent", "SqliteStore", "Store", "Study", "insurance_cohort"]

_OPEN = AnswerFormatOpen()
_read_format, _read_output = _variants("AnswerFormat"), _variants("Output")
_read_event = _variants("Event")
Recorder = Callable[[List[Event]], Any]


def now_ms() -> int:
    """The present in milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


def _reply(step: Any) -> Reply:
    messages, outcome, progress, revision, tick_at, failure = step
    return Reply(
        messages=[
            ReplyMessage(turn=turn, text=text, answer=_OPEN if answer is None else _read_format(json.loads(answer)))
            for turn, text, answer in messages
        ],
        outcome=None if outcome is None else json.loads(outcome),
        progress=Progress(asked=progress[0], covered=progress[1], items=progress[2]),
        revision=revision,
        tick_at=tick_at,
        failure=None if failure is None else LlmFailure._of(json.loads(failure)),
    )


class Interview:
    """One interview: a state machine without a clock or a model inside.

    `say` hands in what the participant said, asks the provider where that is needed, and returns what the participant sees next. `say_async`
    does the same in an event loop. Without a provider the built-in engine moderates.
    """

    __slots__ = ("_native", "_model", "_function", "_record", "_keeps", "_clock", "_study", "provider_error", "__weakref__")

    def __init__(
        self,
        native: _journey.Interview,
        provider: Optional[Provider] = None,
        record: Optional[Recorder] = None,
        keeps: bool = False,
        clock: Callable[[], int] = now_ms,
    ) -> None:
        """Made by `Study.interview`, `Study.replay`, `Store.begin` and `Store.resume`."""
        native.keep_outputs(record is not None)
        self._native = native
        self._model = "" if provider is None else name_of(provider)
        self._function = None if provider is None else function_of(provider)
        self._record = record
        self._keeps = keeps
        self._clock = clock
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
    def outcome(self) -> Optional[Outcome]:
        """How it ended, once it has."""
        outcome = self._native.outcome
        return None if outcome is None else json.loads(outcome)

    @property
    def state(self) -> Snapshot:
        """The interview as it stands: phase, ledger, turns."""
        return Snapshot._of(json.loads(self._native.snapshot()))

    @property
    def log(self) -> List[Event]:
        """The events so far; empty when a store or `record` keeps them."""
        return [_read_event(one) for one in json.loads(self._native.log())]

    @property
    def guide(self) -> Guide:
        """The guide."""
        return Guide._of(json.loads(self._native.guide()))

    def document(self, participant: str = "participant") -> Document:
        """The transcript."""
        return Document._of(json.loads(self._native.document(participant)))

    def start(self) -> Reply:
        """Opens the interview, or shows what stands open after a break."""
        return self._run(self._native.start(self._clock()))

    def say(self, text: str, *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """Hands in what the participant said. An `id` that was used before changes nothing; another `revision` than the present one is refused."""
        native = self._native
        return self._run(native.said(id or f"in-{native.revision}", text, self._clock(), revision))

    def give(self, given: Union[Given, int, Sequence[str]], *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """Hands in a number or the ids of the options that were chosen."""
        return self._run(self._gave(given, id, revision))

    def skip(self) -> Reply:
        """Skips the question."""
        return self.handle({"type": "skipped"})

    def stop(self) -> Reply:
        """The participant asked to stop."""
        return self.handle({"type": "asked_to_stop"})

    def leave(self) -> Reply:
        """The participant went away."""
        return self.handle({"type": "left"})

    def come_back(self) -> Reply:
        """The participant is back."""
        return self.handle({"type": "came_back"})

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
        """Hands in any `Input`, or a dictionary of one without an id."""
        return self._run(self._input(input))

    async def start_async(self) -> Reply:
        """See `start`."""
        return await self._run_async(await self._off(self._native.start, self._clock()))

    async def say_async(self, text: str, *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """See `say`."""
        native = self._native
        name = id or f"in-{native.revision}"
        if not self._keeps:
            return await self._run_async(native.said(name, text, self._clock(), revision))
        return await self._run_async(await asyncio.to_thread(native.said, name, text, self._clock(), revision))

    async def give_async(self, given: Union[Given, int, Sequence[str]], *, id: Optional[str] = None, revision: Optional[int] = None) -> Reply:
        """See `give`."""
        return await self._run_async(await self._off(self._gave, given, id, revision))

    async def skip_async(self) -> Reply:
        """See `skip`."""
        return await self.handle_async({"type": "skipped"})

    async def stop_async(self) -> Reply:
        """See `stop`."""
        return await self.handle_async({"type": "asked_to_stop"})

    async def leave_async(self) -> Reply:
        """See `leave`."""
        return await self.handle_async({"type": "left"})

    async def come_back_async(self) -> Reply:
        """See `come_back`."""
        return await self.handle_async({"type": "came_back"})

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
        return await self._run_async(await self._off(self._input, input))

    async def _off(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What waits for a disk leaves the event loop alone."""
        return await asyncio.to_thread(function, *arguments) if self._keeps else function(*arguments)

    def _input(self, input: Any) -> Any:
        given: Dict[str, Any] = dict(input) if isinstance(input, Mapping) else input.to_dict()
        given.setdefault("id", f"in-{self._native.revision}")
        return self._native.handle(encode(given), self._clock())

    def _gave(self, given: Any, id: Optional[str], revision: Optional[int]) -> Any:
        if isinstance(given, int):
            given = GivenNumber(value=given)
        elif not isinstance(given, (GivenNumber, GivenChoices)):
            given = GivenChoices(options=list(given))
        body = {"type": "gave", "given": given, "expected_revision": revision}
        return self._input({**body, "id": id} if id else body)

    def _outputs(self) -> List[Event]:
        """The events that somebody records."""
        outputs = [_read_output(one) for one in json.loads(self._native.take_outputs())]
        return [output.event for output in outputs if output.type == "record"]

    def _run(self, step: Any) -> Reply:
        native, function = self._native, self._function
        while True:
            if self._record is not None:
                events = self._outputs()
                if events:
                    self._record(events)
            if isinstance(step, tuple):
                return _reply(step)
            if isinstance(step, int):
                time.sleep(step / 1000)
                step = native.elapsed(self._clock())
            elif function is None:
                step = native.answer_builtin(step, self._clock())
            else:
                reply, self.provider_error = ask(self._model, function, ModelRequest(step))
                step = native.replied(reply, self._clock()) if isinstance(reply, tuple) else native.replied_json(reply, self._clock())

    async def _run_async(self, step: Any) -> Reply:
        native, function = self._native, self._function
        while True:
            if self._record is not None:
                events = self._outputs()
                recorded = self._record(events) if events else None
                if inspect.isawaitable(recorded):
                    await recorded
            if isinstance(step, tuple):
                return _reply(step)
            if isinstance(step, int):
                await asyncio.sleep(step / 1000)
                step = await self._off(native.elapsed, self._clock())
            elif function is None:
                step = await self._off(native.answer_builtin, step, self._clock())
            else:
                reply, self.provider_error = await ask_async(self._model, function, ModelRequest(step))
                handed: Any = native.replied if isinstance(reply, tuple) else native.replied_json
                step = await self._off(handed, reply, self._clock()) if self._keeps else handed(reply, self._clock())

    def __repr__(self) -> str:
        return f"Interview(id={self.id!r}, revision={self.revision}, outcome={self.outcome!r})"


class Study:
    """A study: plan, guide, experience, segments, quotas. The guide is made ready once for all its interviews."""

    __slots__ = ("_data", "_native")

    def __init__(
        self,
        question: str,
        template: str = "general",
        *,
        provider: Optional[Provider] = None,
        focus: Optional[Focus] = None,
        id: Optional[str] = None,
        experience: Optional[Experience] = None,
    ) -> None:
        """Drafts a plan from a research question and makes a study of it."""
        plan = run_task("draft_plan", {"question": question, "template": template, "focus": focus}, provider, ResearchPlan)
        self._set(_study_of(plan, id, experience))

    @classmethod
    async def draft_async(
        cls,
        question: str,
        template: str = "general",
        *,
        provider: Optional[Provider] = None,
        focus: Optional[Focus] = None,
        id: Optional[str] = None,
        experience: Optional[Experience] = None,
    ) -> "Study":
        """Drafts a plan in an event loop and makes a study of it."""
        arguments = {"question": question, "template": template, "focus": focus}
        return cls.of_plan(await run_task_async("draft_plan", arguments, provider, ResearchPlan), id=id, experience=experience)

    @classmethod
    def of_plan(cls, plan: ResearchPlan, *, id: Optional[str] = None, experience: Optional[Experience] = None) -> "Study":
        """A study of a plan."""
        return cls.from_dict(_study_of(plan, id, experience))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Study":
        """A study from plain values, checked."""
        _journey.check_type("Study", encode(data))
        study = cls.__new__(cls)
        study._set(dict(data))
        return study

    @classmethod
    def from_json(cls, text: str) -> "Study":
        """A study from JSON, checked."""
        return cls.from_dict(json.loads(text))

    def _set(self, data: Dict[str, Any]) -> None:
        self._data = json.loads(encode(data))
        self._native = _journey.Guide(encode(self._data["guide"]))

    def to_dict(self) -> Dict[str, Any]:
        """The study as plain values."""
        copy: Dict[str, Any] = json.loads(encode(self._data))
        return copy

    def to_json(self) -> str:
        """The study as JSON."""
        return encode(self._data)

    def __reduce__(self) -> Any:
        return (Study.from_dict, (self._data,))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Study) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Study(id={self.id!r}, question={self.plan.question!r})"

    @property
    def id(self) -> str:
        """The study's id."""
        return str(self._data["id"])

    @property
    def plan(self) -> ResearchPlan:
        """The plan."""
        return ResearchPlan._of(self._data["plan"])

    @property
    def guide(self) -> Guide:
        """The guide. Change it and pass it to `with_guide`."""
        return Guide._of(self._data["guide"])

    @property
    def experience(self) -> Experience:
        """The settings of the participant's experience."""
        return Experience._of(self._data["experience"])

    @property
    def segments(self) -> List[Segment]:
        """The segments."""
        return [Segment._of(one) for one in self._data["segments"]]

    @property
    def quotas(self) -> List[Quota]:
        """The quotas."""
        return [Quota._of(one) for one in self._data["quotas"]]

    def with_guide(self, guide: Guide) -> "Study":
        """The study under another guide, checked."""
        return Study.from_dict({**self._data, "guide": guide.to_dict()})

    def with_quotas(self, quotas: Sequence[Quota]) -> "Study":
        """The study with quotas, checked; interviews over a store keep them."""
        call("check_quotas", {"quotas": list(quotas)})
        guide = {**self._data["guide"], "admission": bool(quotas)}
        return Study.from_dict({**self._data, "guide": guide, "quotas": [quota.to_dict() for quota in quotas]})

    def with_segments(self, segments: Sequence[Segment]) -> "Study":
        """The study with other segments."""
        return Study.from_dict({**self._data, "segments": [segment.to_dict() for segment in segments]})

    def segments_of(self, participant: Participant) -> List[str]:
        """The ids of the segments that a participant belongs to."""
        found: List[str] = call("segments_of", {"segments": self._data["segments"], "participant": participant})
        return found

    def interview(
        self,
        id: Optional[str] = None,
        *,
        provider: Optional[Provider] = None,
        record: Optional[Recorder] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """A new interview in memory. `record` is handed every event before anything is shown, for a store of your own; the log is not kept then."""
        native = self._native.interview(id or uuid.uuid4().hex, encode(retry or {}), record is None)
        return Interview(native, provider, record, clock=clock)

    def replay(
        self,
        id: str,
        log: Sequence[Event],
        *,
        provider: Optional[Provider] = None,
        record: Optional[Recorder] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """An interview from its log, in the same state to the byte."""
        return Interview(self._native.replay(id, encode(list(log)), encode(retry or {})), provider, record, clock=clock)


def _study_of(plan: ResearchPlan, id: Optional[str], experience: Optional[Experience]) -> Dict[str, Any]:
    data: Dict[str, Any] = call("study_of_plan", {"plan": plan, "id": id or "study", "experience": experience})
    return data


class Store:
    """Where interviews are kept: an input counts once it is stored, and survives a crash from then on."""

    __slots__ = ("_native", "_holder")

    def __init__(self, native: _journey.Store) -> None:
        """Made by `MemoryStore` and `SqliteStore`."""
        self._native = native
        self._holder = f"{os.uname().nodename if hasattr(os, 'uname') else 'host'}-{os.getpid()}-{uuid.uuid4().hex[:8]}"

    def begin(
        self,
        study: Study,
        id: str,
        *,
        participant: Optional[Participant] = None,
        address: Optional[str] = None,
        provider: Optional[Provider] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """Creates an interview and takes hold of it."""
        who = participant or Participant(id=id)
        record = InterviewRecord(id=id, study=study.id, participant=who, guide="", address=address, created=clock())
        office = study.to_json() if study.quotas else None
        native = self._native.begin(encode(record), study._native, self._holder, encode(retry or {}), office)
        return Interview(native, provider, keeps=True, clock=clock)

    def resume(
        self,
        id: str,
        *,
        study: Optional[Study] = None,
        provider: Optional[Provider] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """Takes up an interview that any process may have begun."""
        office = study.to_json() if study is not None and study.quotas else None
        native = self._native.resume(id, self._holder, encode(retry or {}), clock(), office)
        return Interview(native, provider, keeps=True, clock=clock)

    def let_go(self, id: str) -> None:
        """Lets go of an interview, so that another process may take it up at once."""
        self._native.let_go(id, self._holder)

    def list(self, study: str) -> List[InterviewHead]:
        """The interviews of a study."""
        return [InterviewHead._of(one) for one in json.loads(self._native.list(study))]

    def record(self, id: str) -> InterviewRecord:
        """What is known of an interview besides its log."""
        return InterviewRecord._of(json.loads(self._native.record(id)))

    def guide(self, id: str) -> Guide:
        """The guide that an interview began under."""
        return Guide._of(json.loads(self._native.guide(id)))

    def log(self, id: str) -> List[Event]:
        """The events of an interview."""
        return [_read_event(one) for one in json.loads(self._native.log(id))]

    def document(self, id: str) -> Document:
        """The transcript of an interview."""
        native = _journey.Guide(self._native.guide(id)).replay(id, self._native.log(id), "{}")
        return Document._of(json.loads(native.document(self.record(id).participant.id)))

    def delete(self, id: str) -> None:
        """Deletes an interview with its log."""
        self._native.delete(id)

    def redeem(self, token: str) -> bool:
        """Notes a single-use token; whether this was its first use."""
        return self._native.redeem(token)


class MemoryStore(Store):
    """A store that lives as long as the process."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(_journey.Store.memory())


class SqliteStore(Store):
    """A store in a SQLite file."""

    __slots__ = ("path",)

    def __init__(self, path: Union[str, "os.PathLike[str]"]) -> None:
        self.path = os.fspath(path)
        super().__init__(_journey.Store.sqlite(self.path))


class Respondent:
    """Someone simulated who answers an interviewer."""

    __slots__ = ("_native",)

    def __init__(self, persona: Union[Persona, _journey.Respondent], seed: int = 0) -> None:
        self._native = persona if isinstance(persona, _journey.Respondent) else _journey.Respondent(encode(persona), seed)

    def say(self, message: str) -> Optional[str]:
        """Answers a message; none leaves the interview."""
        return self._native.say(message)

    def consent(self, message: str) -> Optional[str]:
        """Answers whether they agree to take part."""
        return self._native.consent(message)

    def give(self, message: str, answer: AnswerFormat) -> Optional[Given]:
        """Answers with a number or a choice; none skips."""
        given = self._native.give(message, encode(answer))
        return None if given is None else _variants("Given")(json.loads(given))

    @property
    def pace_ms(self) -> int:
        """Milliseconds that the last answer took."""
        return self._native.pace()


class Cohort:
    """Simulated customers with known experiences, to pilot a study. Everything that comes of them is labelled as simulated."""

    __slots__ = ("_native",)

    def __init__(self, native: _journey.Cohort) -> None:
        """Made by `insurance_cohort`."""
        self._native = native

    def __len__(self) -> int:
        return len(self._native)

    @property
    def personas(self) -> List[Persona]:
        """The personas."""
        return [Persona._of(one) for one in json.loads(self._native.personas())]

    @property
    def segment_names(self) -> Dict[str, str]:
        """The names of the segments by id."""
        return dict(self._native.segment_names())

    def respondent(self, number: int) -> Respondent:
        """The respondent of a persona, by position."""
        return Respondent(self._native.respondent(number))


def insurance_cohort(seed: int = 7) -> Cohort:
    """The 89 insurance customers of the seed study."""
    return Cohort(_journey.Cohort.insurance(seed))


