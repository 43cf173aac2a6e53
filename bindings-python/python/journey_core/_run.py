"""Many interviews, many documents: progress, limits, cancellation, resuming."""
from __future__ import annotations

import asyncio
import contextlib
import hashlib
import inspect
import json
import os
import pathlib
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from ._call import call
from ._drive import run_task_async
from ._interview import Interview, now_ms
from ._provider import ModelRequest, Provider, check, function_of, name_of, reply_json
from ._simulate import Cohort
from ._store import Store
from ._study import Study
from .errors import CancelledError, InvalidError, LlmError
from .types import (
    AnswerFormatOpen,
    Budget,
    Codebook,
    Coding,
    Document,
    Event,
    Framework,
    JourneyMap,
    MapOptions,
    Observation,
    Outcome,
    Participant,
    Reply,
    RetryPolicy,
    Spent,
    Usage,
)

__all__ = ["CodingRun", "Fieldwork", "Metered", "code", "code_async", "run_study"]

Cancel = Callable[[], bool]
Progressed = Union[bool, Callable[[int, int], None]]


class Metered:
    """A provider within a budget, with replies kept in a file: the same request is never paid twice, also after a crash."""

    def __init__(self, provider: Provider, *, budget: Optional[Budget] = None, replies: Union[str, "os.PathLike[str]", None] = None) -> None:
        self.model = name_of(provider)
        self.budget = budget or Budget()
        self.spent = Spent(requests=0, usage=Usage(prompt_tokens=0, completion_tokens=0), money=0.0)
        self.hits = 0
        self._function = function_of(provider)
        self._path = None if replies is None else pathlib.Path(replies)
        self._started = now_ms()
        self._kept: Dict[str, Dict[str, Any]] = {}
        if self._path is not None and self._path.exists():
            for line in self._path.read_bytes().split(b"\n"):
                with contextlib.suppress(ValueError, KeyError):  # a line that a crash cut short
                    kept = json.loads(line)
                    self._kept[kept["key"]] = kept["reply"]

    def _admit(self, request: ModelRequest) -> None:
        used, budget = self.spent.usage, self.budget
        # Four characters a token, as the library estimates.
        prompt = (len(request.system) + sum(len(message["content"]) for message in request.messages)) // 4
        tokens = used.prompt_tokens + used.completion_tokens + prompt + request.max_output_tokens
        money = self.spent.money + (prompt * budget.prompt_price + request.max_output_tokens * budget.completion_price) / 1e6
        limits: List[Tuple[str, Optional[float], float]] = [
            ("tokens", budget.tokens, tokens),
            ("requests", budget.requests, self.spent.requests + 1),
            ("time", budget.milliseconds, now_ms() - self._started),
            ("money", budget.money, money),
        ]
        for what, limit, would in limits:
            if limit is not None and would > limit:
                raise LlmError("llm_budget_exceeded", f"llm_budget_exceeded: the next call may break the budget of {what}")

    async def complete(self, request: ModelRequest) -> Any:
        """Answers from what is kept, or asks within the budget."""
        key = ""
        if self._path is not None:
            key = hashlib.sha256(f"{self.model}\n{request.to_json()}".encode()).hexdigest()
            if key in self._kept:
                self.hits += 1
                return {**self._kept[key], "usage": {"prompt_tokens": 0, "completion_tokens": 0}}
        self._admit(request)
        self.spent.requests += 1
        answered = self._function(request)
        if inspect.isawaitable(answered):
            answered = await answered
        reply: Dict[str, Any] = json.loads(reply_json(check(answered), self.model))
        usage = reply.get("usage") or {}
        prompt, completion = usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0)
        self.spent.usage.prompt_tokens += prompt
        self.spent.usage.completion_tokens += completion
        self.spent.money += (prompt * self.budget.prompt_price + completion * self.budget.completion_price) / 1e6
        if self._path is not None and reply.get("finish") == "stop":
            self._kept[key] = reply
            with open(self._path, "ab") as file:
                file.write(json.dumps({"key": key, "reply": reply}).encode() + b"\n")
        return reply


class _Bar:
    """A progress bar where `tqdm` is installed, or a function of done and all."""

    def __init__(self, progress: Progressed, total: int, what: str) -> None:
        self._done, self._total, self._call, self._bar = 0, total, None, None
        if callable(progress):
            self._call = progress
        elif progress:
            with contextlib.suppress(ImportError):
                from tqdm.auto import tqdm  # type: ignore[import-untyped,unused-ignore]

                self._bar = tqdm(total=total, desc=what)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self) -> None:
        self._done += 1
        if self._call is not None:
            self._call(self._done, self._total)
        if self._bar is not None:
            self._bar.update()


@dataclass
class CodingRun:
    """What coding documents yields."""

    codings: List[Coding] = field(default_factory=list)
    """One for each document, in their order; none of a document that failed."""
    failed: Dict[str, BaseException] = field(default_factory=dict)
    """Documents that could not be coded, by id, with the error."""
    spent: Optional[Spent] = None
    """What the model cost in this run; none for the built-in engine."""

    @property
    def observations(self) -> List[Observation]:
        """All observations."""
        return [observation for coding in self.codings for observation in coding.observations]


async def code_async(
    documents: Sequence[Document],
    framework: Framework,
    provider: Optional[Provider] = None,
    *,
    codebook: Optional[Codebook] = None,
    concurrency: int = 8,
    progress: Progressed = True,
    replies: Union[str, "os.PathLike[str]", None] = None,
    budget: Optional[Budget] = None,
    retry: Optional[RetryPolicy] = None,
    seed: int = 0,
    cancel: Optional[Cancel] = None,
) -> CodingRun:
    """Codes documents: each observation cites the customer's sentences. With `replies`, a run that was cut short goes on without paying again."""
    documents = list(documents)
    result = CodingRun()
    with _Bar(progress, len(documents), "coding") as bar:
        if provider is None:
            # The built-in engine works on all cores; parts keep the bar moving.
            for start in range(0, len(documents), 64):
                _stop(cancel)
                part = {"documents": documents[start : start + 64], "framework": framework, "codebook": codebook}
                result.codings += [Coding._of(one) for one in await asyncio.to_thread(call, "code_builtin", part)]
                for _ in documents[start : start + 64]:
                    bar.step()
            return result
        metered = Metered(provider, budget=budget, replies=replies)
        places, coded = asyncio.Semaphore(max(1, concurrency)), {}

        async def one(number: int, document: Document) -> None:
            async with places:
                _stop(cancel)
                arguments = {"document": document, "framework": framework, "codebook": codebook, "retry": retry, "seed": seed}
                try:
                    coded[number] = await run_task_async("code_document", arguments, metered, Coding)
                except LlmError as error:
                    result.failed[document.id] = error
                bar.step()

        await _all(one(number, document) for number, document in enumerate(documents))
        result.codings = [coded[number] for number in sorted(coded)]
        result.spent = metered.spent
    return result


def code(documents: Sequence[Document], framework: Framework, provider: Optional[Provider] = None, **options: Any) -> CodingRun:
    """Codes documents; takes the options of `code_async`. Inside an event loop, await `code_async`."""
    return _sync(code_async(documents, framework, provider, **options), "code_async")  # type: ignore[no-any-return]


@dataclass
class Fieldwork:
    """What became of the interviews of a study."""

    study: Study
    documents: List[Document] = field(default_factory=list)
    """The transcripts, in the order of the respondents."""
    logs: Dict[str, List[Event]] = field(default_factory=dict)
    """The logs by interview."""
    outcomes: Dict[str, Outcome] = field(default_factory=dict)
    """How each interview ended."""
    failed: Dict[str, BaseException] = field(default_factory=dict)
    """Interviews that could not go on, with the error. Kept in a store, they can be resumed."""
    spent: Optional[Spent] = None
    """What the model cost; none for the built-in engine."""

    def map(self, provider: Optional[Provider] = None, *, options: Optional[MapOptions] = None, **coding: Any) -> Tuple[JourneyMap, List[Observation]]:
        """Codes the transcripts and computes the map; returns it with its observations."""
        framework = self.study.plan.framework
        observations = code(self.documents, framework, provider, **coding).observations
        simulated = any(document.simulated for document in self.documents)
        chosen = options or MapOptions(title=self.study.experience.title, question=self.study.plan.question, include_simulated=simulated)
        arguments = {"documents": self.documents, "observations": observations, "framework": framework, "options": chosen}
        found: JourneyMap = call("journey_map", arguments, JourneyMap)
        return found, observations


def _respondents(respondents: Any) -> List[Tuple[Any, Optional[Any]]]:
    """Respondents with the persona of each, where there is one."""
    if isinstance(respondents, Cohort):
        return [(respondents.respondent(number), persona) for number, persona in enumerate(respondents.personas)]
    return [(one, None) for one in respondents]


async def _answer(function: Any, *arguments: Any) -> Any:
    answered = function(*arguments)
    return await answered if inspect.isawaitable(answered) else answered


async def _hold(interview: Interview, respondent: Any, cancel: Optional[Cancel]) -> Reply:
    """Holds one interview to its end."""
    say = getattr(respondent, "say", respondent)
    consent, give = getattr(respondent, "consent", None), getattr(respondent, "give", None)
    reply = await interview.start_async()
    while reply.outcome is None:
        _stop(cancel)
        question = reply.question
        if question is None:
            reply = await interview.tick_async()
            continue
        if not isinstance(question.answer, AnswerFormatOpen):
            given = None if give is None else await _answer(give, question.text, question.answer)
            reply = await (interview.skip_async() if given is None else interview.give_async(given))
            continue
        asked = consent if consent is not None and interview._native.consenting() else say
        said = await _answer(asked, reply.text)
        reply = await (interview.stop_async() if said is None else interview.say_async(said))
    return reply


async def run_study(
    study: Study,
    respondents: Union[Cohort, Iterable[Any]],
    provider: Optional[Provider] = None,
    *,
    store: Optional[Store] = None,
    participants: Optional[Sequence[Participant]] = None,
    concurrency: int = 64,
    progress: Progressed = True,
    replies: Union[str, "os.PathLike[str]", None] = None,
    budget: Optional[Budget] = None,
    retry: Optional[RetryPolicy] = None,
    cancel: Optional[Cancel] = None,
    clock: Callable[[], int] = now_ms,
) -> Fieldwork:
    """Interviews respondents: a `Cohort`, or objects or functions that answer a message (`say`, and where they can `consent` and `give`).

    With a `store`, a run that was cut short goes on where each interview was; with `replies`, without paying the model again. A failing model is
    no reason to stop: the guide goes on. A spent budget is: no further interview begins.
    """
    seats = _respondents(respondents)
    metered = None if provider is None else Metered(provider, budget=budget, replies=replies)
    result = Fieldwork(study=study)
    documents: Dict[int, Document] = {}
    spent: List[str] = []
    places = asyncio.Semaphore(max(1, concurrency))
    names = [one.id for one in participants] if participants else [f"p{number + 1:03}" for number in range(len(seats))]
    if len(names) != len(seats):
        raise InvalidError("invalid", f"participants: there are {len(names)} for {len(seats)} respondents; give one for each", False, {"field": "participants"})

    async def one(number: int, respondent: Any, persona: Any) -> None:
        async with places:
            _stop(cancel)
            if spent:
                return
            name = persona.id if persona is not None else names[number]
            interview_id = f"{study.id}-{name}"
            try:
                interview = _seat(study, interview_id, name, participants[number] if participants else None, store, metered, retry, clock)
                reply = await _hold(interview, respondent, cancel)
            except (CancelledError, asyncio.CancelledError):
                raise
            except Exception as error:
                if isinstance(error, LlmError) and error.kind == "budget_exceeded":
                    spent.append(interview_id)
                result.failed[interview_id] = error
                return
            finally:
                bar.step()
            document = interview.document(name)
            if persona is not None:
                document.simulated, document.segments = True, list(persona.segments)
                for instrument, value in persona.ratings.items():
                    document.ratings.setdefault(instrument, float(value))
            documents[number] = document
            result.logs[interview_id] = store.log(interview_id) if store is not None else interview.log
            if reply.outcome is not None:
                result.outcomes[interview_id] = reply.outcome

    with _Bar(progress, len(seats), "interviews") as bar:
        await _all(one(number, respondent, persona) for number, (respondent, persona) in enumerate(seats))
    result.documents = [documents[number] for number in sorted(documents)]
    result.spent = None if metered is None else metered.spent
    return result


def _seat(
    study: Study,
    id: str,
    name: str,
    participant: Optional[Participant],
    store: Optional[Store],
    provider: Optional[Provider],
    retry: Optional[RetryPolicy],
    clock: Callable[[], int],
) -> Interview:
    if store is None:
        return study.interview(id, provider=provider, retry=retry, clock=clock)
    if any(head.id == id for head in store.list(study.id)):
        return store.resume(id, study=study, provider=provider, retry=retry, clock=clock)
    return store.begin(study, id, participant=participant or Participant(id=name), provider=provider, retry=retry, clock=clock)


def _stop(cancel: Optional[Cancel]) -> None:
    if cancel is not None and cancel():
        raise CancelledError("cancelled", "cancelled")


async def _all(works: Iterable[Any]) -> None:
    """Waits for all; the first failure cancels the rest and is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


def _sync(work: Any, other: str) -> Any:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    if _in_notebook():
        # A notebook runs a loop of its own: the work gets a thread with another one.
        import concurrent.futures

        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, work).result()
    work.close()
    raise InvalidError("invalid", f"loop: an event loop is running; await `{other}` instead", False, {"field": "loop"})


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython  # type: ignore[import-not-found,attr-defined,unused-ignore]
    except ImportError:
        return False
    return get_ipython() is not None  # type: ignore[no-untyped-call,unused-ignore]


