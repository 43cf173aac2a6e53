"""The event log: what customers did, the journeys that it shows, what the same people said, and who leaves."""
from __future__ import annotations

import json
import os
import pathlib
from typing import Any, Dict, List, Optional, Sequence, Union

from . import _journey
from ._corpus import Corpus
from ._record import encode
from ._time import Moment, milliseconds
from .errors import InvalidError
from .types import (
    BehaviourOptions,
    BehaviourReport,
    ChurnExperience,
    ChurnOptions,
    ChurnOutcome,
    ChurnOutcomeAbsence,
    ChurnStudy,
    Conformance,
    DirectlyFollowsGraph,
    DiscoveryOptions,
    EventColumns,
    EventCsvOptions,
    EventOptions,
    EventPlaces,
    EventReport,
    EventTransitions,
    Framework,
    Funnel,
    FunnelResult,
    FunnelStep,
    JourneyDiscovery,
    LogFilter,
    PlannedJourney,
    SaidAndDone,
    TimeBetween,
    Variants,
)

__all__ = ["EventLog"]


class EventLog:
    """Events of many cases in columns, by case and time: a case is one journey, such as a customer, an order or a claim.

    >>> import journey_core as jc, polars
    >>> log = jc.EventLog.read(polars.DataFrame({
    ...     "customer": ["anna", "anna", "ben"], "event": ["quote", "purchase", "quote"], "time": ["2026-01-01", "2026-01-03", "2026-01-02"],
    ... }))
    >>> log
    EventLog(3 events of 2 cases, 2 activities)
    >>> log.funnel("quote", "purchase").steps[1].of_first.value
    0.5
    """

    __slots__ = ("_native", "report")

    report: Optional[EventReport]
    """How its file was read: what was guessed on what grounds, and what was left out."""

    def __init__(self, native: _journey.EventLog, report: Optional[EventReport] = None) -> None:
        self._native, self.report = native, report

    @classmethod
    def read(
        cls,
        source: Any,
        columns: Optional[EventColumns] = None,
        *,
        day_first: Optional[bool] = None,
        time_zone: Optional[str] = None,
        delimiter: Optional[str] = None,
        encoding: Optional[str] = None,
        object_type: Optional[str] = None,
        transitions: Optional[EventTransitions] = None,
    ) -> "EventLog":
        """Reads a log from a file (CSV, XES, OCEL 2.0 in JSON or XML, packed with gzip or not, Parquet) or a frame (pandas, Polars, Arrow, DuckDB).

        Columns are found by their names, or named in `columns`. A time that names no zone is in `time_zone`, such as `Europe/Berlin` or `+02:00`, else
        in UTC. `object_type` says whose journeys are the cases of an object-centric log; `transitions` which steps of a lifecycle are events.

        Raises `InvalidError` with the file, the place and the option that mends it when a file is broken or leaves open what is what.
        """
        options = EventOptions(
            columns=columns or EventColumns(),
            day_first=day_first,
            time_zone=time_zone,
            delimiter=delimiter,
            encoding=encoding,
            object_type=object_type,
        )
        if transitions is not None:
            options.transitions = transitions
        if isinstance(source, (str, os.PathLike)):
            path = pathlib.Path(source)
            if path.suffix == ".parquet":
                return cls._framed(_parquet(path), options)
            return cls._told(*_journey.EventLog.read(str(path), path.read_bytes(), encode(options)))
        if hasattr(source, "__arrow_c_stream__"):
            return cls._framed(source, options)
        if hasattr(source, "to_arrow_table"):
            return cls._framed(source.to_arrow_table(), options)
        problem = f"source: a {type(source).__name__} is neither a path nor a frame; give a path, or a pandas, Polars, Arrow or DuckDB table"
        raise InvalidError("invalid", problem, False, {"field": "source"})

    @classmethod
    def _framed(cls, frame: Any, options: EventOptions) -> "EventLog":
        return cls._told(*_journey.EventLog.from_arrow(frame, encode(options)))

    @classmethod
    def _told(cls, native: _journey.EventLog, report: str) -> "EventLog":
        return cls(native, EventReport._of(json.loads(report)))

    @classmethod
    def from_bytes(cls, data: bytes) -> "EventLog":
        """The log of what `to_bytes` returned."""
        return cls(_journey.EventLog.from_bytes(bytes(data)))

    def to_bytes(self) -> bytes:
        """The log as bytes."""
        return self._native.to_bytes()

    def to_csv(self, options: Optional[EventCsvOptions] = None) -> str:
        """The log as CSV; cells that a spreadsheet would take for a formula are guarded."""
        return self._native.to_csv(encode(options or EventCsvOptions()))

    def to_xes(self) -> str:
        """The log as XES (IEEE 1849)."""
        return self._native.to_xes()

    def merge(self, *others: "EventLog") -> "EventLog":
        """Parts whose cases differ as one log: the same, whatever their order."""
        return EventLog(_journey.EventLog.merge_all([self._native, *(other._native for other in others)]))

    def select(
        self,
        filter: Optional[LogFilter] = None,
        *,
        segment: Optional[str] = None,
        from_: Optional[Moment] = None,
        to: Optional[Moment] = None,
    ) -> "EventLog":
        """The cases of a segment, or that began at `from_` or later and before `to`: datetimes, ISO 8601, or milliseconds since 1970."""
        if filter is None:
            begun = {name: None if moment is None else milliseconds(name, moment) for name, moment in (("from", from_), ("to", to))}
            filter = LogFilter(segment=segment, from_=begun["from"], to=begun["to"])
        return EventLog(self._native.select(encode(filter)), self.report)

    def _ask(self, name: str, arguments: Dict[str, Any], corpus: Optional[Corpus] = None) -> Any:
        return json.loads(self._native.call(name, encode(arguments), None if corpus is None else corpus._native))

    def graph(self) -> DirectlyFollowsGraph:
        """What follows what: activities and transitions with cases, shares, intervals and times between."""
        return DirectlyFollowsGraph._of(self._ask("graph", {}))

    def variants(self, limit: Optional[int] = None) -> Variants:
        """The ways that cases took, most frequent first."""
        return Variants._of(self._ask("variants", {"limit": limit}))

    def funnel(self, *steps: Union[str, FunnelStep], within_days: Optional[float] = None, name: str = "funnel") -> FunnelResult:
        """How many cases came how far through the whole chain of steps, in order; `within_days` from the first step to the last."""
        chain = [FunnelStep(name=step, activities=[step]) if isinstance(step, str) else step for step in steps]
        within = None if within_days is None else round(within_days * 86_400_000)
        return FunnelResult._of(self._ask("funnel", {"funnel": Funnel(name=name, steps=chain, within_ms=within)}))

    def time_between(self, start: str, end: str) -> TimeBetween:
        """From the first `start` to the first `end` after it."""
        return TimeBetween._of(self._ask("time_between", {"from": start, "to": end}))

    def conformance(self, planned: PlannedJourney) -> Conformance:
        """The planned journey against the actual ones, deviation by deviation."""
        return Conformance._of(self._ask("conformance", {"planned": planned}))

    def discover(self, options: Optional[DiscoveryOptions] = None) -> JourneyDiscovery:
        """Everything that a log shows: paths, times, funnels, rework, hand-offs, deviations; whole, by segment and by period."""
        return JourneyDiscovery._of(self._ask("discover", {"options": options}))

    def places(self, framework: Framework) -> EventPlaces:
        """Which touchpoint each activity belongs to, by names and their meaning; change what is wrong by hand."""
        return EventPlaces._of(self._ask("places", {"framework": framework}))

    def said_and_done(self, corpus: Corpus, places: Optional[EventPlaces] = None, framework: Optional[Framework] = None) -> SaidAndDone:
        """What people told of each touchpoint beside what the same people did there; ids of participants and cases must be equal."""
        chosen = framework or corpus.framework
        arguments = {"places": places or self.places(chosen), "framework": chosen}
        return SaidAndDone._of(self._ask("said_and_done", arguments, corpus))

    def report_behaviour(
        self, framework: Framework, corpus: Optional[Corpus] = None, options: Optional[BehaviourOptions] = None
    ) -> BehaviourReport:
        """Everything that the log shows along a framework, joined with what the same people said: `behaviour_markdown` writes it."""
        return BehaviourReport._of(self._ask("behaviour_report", {"framework": framework, "options": options}, corpus))

    def churn(
        self,
        outcome: Optional[ChurnOutcome] = None,
        corpus: Optional[Corpus] = None,
        *,
        absent_days: Optional[float] = None,
        period_days: float = 30.0,
        horizon: int = 3,
        experiences: Sequence[ChurnExperience] = (),
        memory: Optional[int] = None,
        until: Optional[Moment] = None,
        customers: int = 100,
    ) -> ChurnStudy:
        """Who left and when, what goes with it, how well that foretells, and who may be next: associations, not causes.

        Leaving is `outcome`, or no event for `absent_days` (90 unless said). Risks are told for `horizon` periods of `period_days` ahead; what a
        `corpus` of the same people tells counts from when it was told. Customers were observed `until` a moment, else until the last event: a
        datetime, ISO 8601, or milliseconds since 1970. Too few who left are no error: `no_model` says how many are needed.
        """
        if absent_days is not None:
            outcome = ChurnOutcomeAbsence(days=absent_days)
        options = ChurnOptions(
            period_days=period_days,
            horizon=horizon,
            experiences=list(experiences),
            memory=memory,
            until=None if until is None else milliseconds("until", until),
            customers=customers,
        )
        if outcome is not None:
            options.outcome = outcome
        return ChurnStudy._of(self._ask("churn", {"options": options}, corpus))

    @property
    def case_count(self) -> int:
        """How many cases there are."""
        return self._native.case_count

    @property
    def event_count(self) -> int:
        """How many events there are."""
        return self._native.event_count

    @property
    def activities(self) -> List[str]:
        """What happened, in the order of first appearance."""
        return self._native.activities

    @property
    def segments(self) -> List[str]:
        """The segments of the cases."""
        return self._native.segments

    def __reduce__(self) -> Any:
        return (EventLog.from_bytes, (self.to_bytes(),))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EventLog) and self._native == other._native

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"EventLog({self.event_count} events of {self.case_count} cases, {len(self.activities)} activities)"


def _parquet(path: pathlib.Path) -> Any:
    """A table of a Parquet file, read by what is installed: Polars, or pyarrow."""
    try:
        import polars

        return polars.read_parquet(path)
    except ImportError:
        pass
    try:
        import pyarrow.parquet  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return pyarrow.parquet.read_table(path)
    except ImportError:
        problem, fix = "nothing is installed that reads Parquet", "pip install 'journey-core[polars]', or give the log as CSV"
        context = {"field": str(path), "problem": problem, "fix": fix}
        raise InvalidError("invalid", f"{path}: {problem}; {fix}", False, context) from None
