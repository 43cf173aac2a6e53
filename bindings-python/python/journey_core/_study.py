"""Studies."""
from __future__ import annotations

import json
import os
import uuid
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from . import _journey
from ._call import call
from ._drive import run_task, run_task_async
from ._fieldwork import run_async
from ._interview import Interview, Recorder, now_ms
from ._progress import Cancel, Progressed, in_loop
from ._provider import Provider
from ._record import encode
from ._simulate import Cohort
from .types import (
    Budget,
    Fieldwork,
    Focus,
    Framework,
    Guide,
    InterviewEvent,
    Participant,
    ParticipantExperience,
    Quota,
    ResearchPlan,
    RetryPolicy,
    Segment,
    StudyReader,
)

if TYPE_CHECKING:
    from ._store import Store

__all__ = ["Study"]


class Study:
    """A study: plan, guide, experience, segments, quotas. The guide is made ready once for all its interviews."""

    __slots__ = ("_data", "_native")

    def __init__(
        self,
        question: str,
        template: Optional[str] = None,
        *,
        provider: Optional[Provider] = None,
        focus: Optional[Focus] = None,
        language: Optional[str] = None,
        id: Optional[str] = None,
        experience: Optional[ParticipantExperience] = None,
    ) -> None:
        """Drafts a plan from a research question and makes a study of it.

        Without a `template` the stages are those that the question calls for; without a `language` (de, en, es, fr) it is the question's.
        """
        arguments = {"question": question, "template": template, "focus": focus, "language": language}
        plan = run_task("draft_plan", arguments, provider, ResearchPlan)
        self._set(_study_of(plan, id, experience))

    @classmethod
    async def draft_async(
        cls,
        question: str,
        template: Optional[str] = None,
        *,
        provider: Optional[Provider] = None,
        focus: Optional[Focus] = None,
        language: Optional[str] = None,
        id: Optional[str] = None,
        experience: Optional[ParticipantExperience] = None,
    ) -> "Study":
        """Drafts a plan in an event loop and makes a study of it."""
        arguments = {"question": question, "template": template, "focus": focus, "language": language}
        return cls.from_plan(await run_task_async("draft_plan", arguments, provider, ResearchPlan), id=id, experience=experience)

    @classmethod
    def from_plan(cls, plan: ResearchPlan, *, id: Optional[str] = None, experience: Optional[ParticipantExperience] = None) -> "Study":
        """A study of a plan."""
        return cls.from_dict(_study_of(plan, id, experience))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, reader: Optional[StudyReader] = None) -> "Study":
        """A study from plain values, checked. A `reader` sees it only as its access level allows."""
        _journey.check_type("Study", encode(data))
        if reader is not None:
            call("check_study_reader", {"study": data, "reader": reader})
        study = cls.__new__(cls)
        study._set(dict(data))
        return study

    @classmethod
    def from_json(cls, text: str, *, reader: Optional[StudyReader] = None) -> "Study":
        """A study from JSON, checked. A `reader` sees it only as its access level allows."""
        return cls.from_dict(json.loads(text), reader=reader)

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
    def framework(self) -> Framework:
        """The stages and touchpoints that transcripts are coded by."""
        return Framework._of(self._data["plan"]["framework"])

    @property
    def guide(self) -> Guide:
        """The guide. Change it and pass it to `with_guide`."""
        return Guide._of(self._data["guide"])

    @property
    def experience(self) -> ParticipantExperience:
        """The settings of the participant's experience."""
        return ParticipantExperience._of(self._data["experience"])

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
        guide = {**self._data["guide"], "requires_admission": bool(quotas)}
        return Study.from_dict({**self._data, "guide": guide, "quotas": [quota.to_dict() for quota in quotas]})

    def with_segments(self, segments: Sequence[Segment]) -> "Study":
        """The study with other segments."""
        return Study.from_dict({**self._data, "segments": [segment.to_dict() for segment in segments]})

    def segments_of(self, participant: Participant) -> List[str]:
        """The ids of the segments that a participant belongs to."""
        found: List[str] = call("matching_segments", {"segments": self._data["segments"], "participant": participant})
        return found

    def interview(
        self,
        id: Optional[str] = None,
        *,
        participant: Optional[Participant] = None,
        provider: Optional[Provider] = None,
        record: Optional[Recorder] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """A new interview in memory. `record` is handed every event before anything is shown, for a store of your own; the log is not kept then.

        The moderator knows the segments and attributes of the `participant`, who must be signed in where the study asks for that.
        """
        native = self._native.interview(id or uuid.uuid4().hex, encode(retry or {}), record is None, self._about(participant))
        return Interview(native, provider, record, clock=clock)

    def replay(
        self,
        id: str,
        log: Sequence[InterviewEvent],
        *,
        participant: Optional[Participant] = None,
        provider: Optional[Provider] = None,
        record: Optional[Recorder] = None,
        retry: Optional[RetryPolicy] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Interview:
        """An interview from its log, in the same state to the byte."""
        native = self._native.replay(id, encode(list(log)), encode(retry or {}), record is None, self._about(participant))
        return Interview(native, provider, record, clock=clock)

    def _about(self, participant: Optional[Participant]) -> str:
        if participant is None and not self._data["experience"]["sign_in_required"]:
            return ""
        about: str = call("admit_participant", {"study": self._data, "participant": participant or Participant(id="visitor")})
        return about

    def run(
        self,
        respondents: Union[Cohort, Iterable[Any]],
        provider: Optional[Provider] = None,
        *,
        store: "Optional[Store]" = None,
        participants: Optional[Sequence[Participant]] = None,
        concurrency: int = 64,
        progress: Progressed = True,
        replies: Union[str, "os.PathLike[str]", None] = None,
        budget: Optional[Budget] = None,
        retry: Optional[RetryPolicy] = None,
        cancel: Optional[Cancel] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Fieldwork:
        """Interviews respondents: a `Cohort`, or objects or functions that answer a message (`say`, and where they can `consent` and `answer`).

        With a `store`, a run that was cut short goes on where each interview was; with `replies`, without paying the model again. A failing model
        is no reason to stop: the guide goes on. A spent budget or a wrong key is: no further interview begins. Inside an event loop, await
        `run_async`.

        >>> from journey_core import Study, insurance_cohort
        >>> len(Study("Where do claims hurt?", template="insurance").run(insurance_cohort(), progress=False).documents)
        89
        """
        work = self.run_async(
            respondents,
            provider,
            store=store,
            participants=participants,
            concurrency=concurrency,
            progress=progress,
            replies=replies,
            budget=budget,
            retry=retry,
            cancel=cancel,
            clock=clock,
        )
        fieldwork: Fieldwork = in_loop(work, "run_async")
        return fieldwork

    async def run_async(
        self,
        respondents: Union[Cohort, Iterable[Any]],
        provider: Optional[Provider] = None,
        *,
        store: "Optional[Store]" = None,
        participants: Optional[Sequence[Participant]] = None,
        concurrency: int = 64,
        progress: Progressed = True,
        replies: Union[str, "os.PathLike[str]", None] = None,
        budget: Optional[Budget] = None,
        retry: Optional[RetryPolicy] = None,
        cancel: Optional[Cancel] = None,
        clock: Callable[[], int] = now_ms,
    ) -> Fieldwork:
        """See `run`; respondents and the provider may be async."""
        return await run_async(
            self,
            respondents,
            provider,
            store=store,
            participants=participants,
            concurrency=concurrency,
            progress=progress,
            replies=replies,
            budget=budget,
            retry=retry,
            cancel=cancel,
            clock=clock,
        )


def _study_of(plan: ResearchPlan, id: Optional[str], experience: Optional[ParticipantExperience]) -> Dict[str, Any]:
    data: Dict[str, Any] = call("study_from_plan", {"plan": plan, "id": id or "study", "experience": experience})
    return data
