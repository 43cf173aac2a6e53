"""The corpus: observations in columns, millions of them, and tables that cross as Arrow."""
from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Sequence

from . import _journey
from ._drive import run_task, run_task_async
from ._provider import Provider
from ._record import Reader, encode
from .errors import InvalidError
from .types import (
    Account,
    AggregateRow,
    Answer,
    CorpusFilter,
    CycleComparison,
    Document,
    Framework,
    Grouping,
    JourneyMap,
    MapOptions,
    Observation,
    Place,
    RetryPolicy,
    Strategy,
    Verbatim,
    WaveComparison,
    WhatIf,
)

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]
    import polars

__all__ = ["Corpus", "Table"]


class Table:
    """A table that hands itself out as Arrow, without a copy, to anything that reads `__arrow_c_stream__`."""

    __slots__ = ("_native",)

    def __init__(self, native: _journey.Table) -> None:
        self._native = native

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        return self._native.num_rows

    @property
    def column_names(self) -> List[str]:
        """The columns."""
        return self._native.column_names

    def __arrow_c_schema__(self) -> Any:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._native.__arrow_c_stream__(requested_schema)

    def to_polars(self) -> "polars.DataFrame":
        """The table as a Polars frame."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a pandas frame; needs `pyarrow`."""
        import pyarrow  # type: ignore[import-untyped,import-not-found,unused-ignore]

        frame: "pandas.DataFrame" = pyarrow.table(self).to_pandas()
        return frame

    def __len__(self) -> int:
        return self.num_rows

    def __repr__(self) -> str:
        return f"Table({self.num_rows} rows: {', '.join(self.column_names)})"


class Corpus:
    """Observations in columns, what is known of each respondent, and a bounded sample of the words behind them: all that a map needs.

    Corpora of parts can be built anywhere, serialised and merged in any order; the map is the same to the byte. A corpus that was made with a
    framework remembers it.
    """

    __slots__ = ("_framework", "_map", "_native", "failed", "question", "title")

    _framework: Optional[Framework]
    _map: Optional[JourneyMap]
    title: str
    """The title of its maps, unless their options have one."""
    question: str
    """The research question of its maps, unless their options have one."""
    failed: Dict[str, BaseException]
    """Documents that could not be coded into it, by id, with the error."""

    def __init__(
        self,
        documents: Sequence[Document],
        observations: Sequence[Observation],
        framework: Optional[Framework] = None,
        *,
        attributes: Iterable[str] = (),
    ) -> None:
        """The corpus of documents and the observations made of them, with these attributes of the documents."""
        self._set(_journey.Corpus(encode(list(documents)), encode(list(observations)), list(attributes)), framework)

    def _set(self, native: _journey.Corpus, framework: Optional[Framework], title: str = "", question: str = "") -> None:
        self._native, self._framework, self._map = native, framework, None
        self.title, self.question, self.failed = title, question, {}

    @classmethod
    def _with(cls, native: _journey.Corpus, framework: Optional[Framework] = None, title: str = "", question: str = "") -> "Corpus":
        corpus = cls.__new__(cls)
        corpus._set(native, framework, title, question)
        return corpus

    def _like(self, native: _journey.Corpus) -> "Corpus":
        return Corpus._with(native, self._framework, self.title, self.question)

    @classmethod
    def code(cls, documents: Sequence[Document], framework: Framework, *, attributes: Iterable[str] = ()) -> "Corpus":
        """Codes documents with the built-in engine, on all cores."""
        return cls._with(_journey.Corpus.code(encode(list(documents)), encode(framework), list(attributes)), framework)

    @classmethod
    def from_frame(cls, frame: Any, framework: Optional[Framework] = None) -> "Corpus":
        """The corpus of a table: pandas, Polars, pyarrow, or anything with `__arrow_c_stream__`.

        Columns `participant`, `stage`, `kind` and `valence` are needed; `segment` and `markers` (several joined by `|`), `wave`, `source`,
        `touchpoint`, `channel`, `coder` and `emotion` are read where they are.
        """
        if not hasattr(frame, "__arrow_c_stream__"):
            problem = f"frame: a {type(frame).__name__} has no `__arrow_c_stream__`; give a pandas (2.2 or later), Polars or Arrow table"
            raise InvalidError("invalid", problem, False, {"field": "frame"})
        return cls._with(_journey.Corpus.from_arrow(frame), framework)

    @classmethod
    def from_bytes(cls, data: bytes, framework: Optional[Framework] = None) -> "Corpus":
        """The corpus of what `to_bytes` returned."""
        return cls._with(_journey.Corpus.from_bytes(bytes(data)), framework)

    def to_bytes(self) -> bytes:
        """The corpus as bytes, the same for the same observations."""
        return self._native.to_bytes()

    def to_arrow(self) -> Table:
        """The observations as a table, a row each."""
        return Table(self._native.to_arrow())

    @property
    def framework(self) -> Framework:
        """The framework that it was made with."""
        if self._framework is None:
            problem = "framework: this corpus was made without one; give the framework that its documents were coded with"
            raise InvalidError("invalid", problem, False, {"field": "framework"})
        return self._framework

    def _ask(self, name: str, arguments: Dict[str, Any]) -> Any:
        return json.loads(self._native.call(name, encode(arguments)))

    def map(self, framework: Optional[Framework] = None, options: Optional[MapOptions] = None) -> JourneyMap:
        """Computes the journey map: curve, prevalence, priorities, drivers, moments of truth, gaps, channels, segments, themes."""
        chosen = options or MapOptions(title=self.title, question=self.question)
        self._map = JourneyMap._of(self._ask("map", {"framework": framework or self.framework, "options": chosen}))
        return self._map

    def _mapped(self, map: Optional[JourneyMap]) -> JourneyMap:
        return map or self._map or self.map()

    def ask(
        self,
        question: str,
        provider: Optional[Provider] = None,
        *,
        map: Optional[JourneyMap] = None,
        retry: Optional[RetryPolicy] = None,
        seed: int = 0,
    ) -> Answer:
        """Answers a question over the findings: every number and quotation of the answer is checked. Without a map the last one answers."""
        arguments = {"map": self._mapped(map), "question": question, "retry": retry, "seed": seed}
        return run_task("ask", arguments, provider, Answer, self._native)  # type: ignore[no-any-return]

    async def ask_async(
        self,
        question: str,
        provider: Optional[Provider] = None,
        *,
        map: Optional[JourneyMap] = None,
        retry: Optional[RetryPolicy] = None,
        seed: int = 0,
    ) -> Answer:
        """Answers a question over the findings: every number and quotation of the answer is checked. Without a map the last one answers."""
        arguments = {"map": self._mapped(map), "question": question, "retry": retry, "seed": seed}
        return await run_task_async("ask", arguments, provider, Answer, self._native)  # type: ignore[no-any-return]

    def summarise(
        self, provider: Optional[Provider] = None, *, map: Optional[JourneyMap] = None, retry: Optional[RetryPolicy] = None, seed: int = 0
    ) -> Answer:
        """Writes a summary of a map: every number and quotation is checked."""
        return run_task("summarise", {"map": self._mapped(map), "retry": retry, "seed": seed}, provider, Answer, self._native)  # type: ignore[no-any-return]

    async def summarise_async(
        self, provider: Optional[Provider] = None, *, map: Optional[JourneyMap] = None, retry: Optional[RetryPolicy] = None, seed: int = 0
    ) -> Answer:
        """Writes a summary of a map: every number and quotation is checked."""
        arguments = {"map": self._mapped(map), "retry": retry, "seed": seed}
        return await run_task_async("summarise", arguments, provider, Answer, self._native)  # type: ignore[no-any-return]

    def strategy(self, map: Optional[JourneyMap] = None) -> Strategy:
        """Actions for four teams, each tied to a priority, its evidence and a measure."""
        return Strategy._of(self._ask("strategy", {"map": self._mapped(map)}))

    def find_verbatims(self, question: str, most: int = 8) -> List[Verbatim]:
        """The customers' words nearest to a question."""
        return _all(Verbatim._of, self._ask("find_verbatims", {"question": question, "most": most}))

    def accounts(self, attribute: str, framework: Optional[Framework] = None) -> List[Account]:
        """Consensus and dissent within accounts: people who share an attribute that the corpus kept, such as their company."""
        return _all(Account._of, self._ask("accounts", {"framework": framework or self.framework, "attribute": attribute}))

    def compare_cycles(self, attribute: str) -> CycleComparison:
        """The same customers over several cycles, told apart by an attribute that the corpus kept."""
        return CycleComparison._of(self._ask("compare_cycles", {"attribute": attribute}))

    def compare_waves(
        self, before: str, after: str, framework: Optional[Framework] = None, options: Optional[MapOptions] = None
    ) -> WaveComparison:
        """What moved between two waves, with intervals."""
        arguments = {"framework": framework or self.framework, "before": before, "after": after, "options": options}
        return WaveComparison._of(self._ask("compare_waves", arguments))

    def what_if(self, place: Place, outcome: str, reduction: float) -> WhatIf:
        """What would be predicted of an outcome if a pain's prevalence fell by a share: an association."""
        return WhatIf._of(self._ask("what_if", {"place": place, "outcome": outcome, "reduction": reduction}))

    def aggregate(self, grouping: Grouping) -> List[AggregateRow]:
        """Groups with at least one observation: respondents with their base and interval, mean valence."""
        return _all(AggregateRow._of, self._ask("aggregate", {"grouping": grouping}))

    def aggregate_table(self, grouping: Grouping) -> Table:
        """Groups as a table."""
        return Table(self._native.aggregate_table(encode(grouping)))

    def filter(self, filter: CorpusFilter) -> "Corpus":
        """The part that a filter keeps."""
        return self._like(self._native.filter(encode(filter)))

    def merge(self, *others: "Corpus") -> "Corpus":
        """Several parts as one."""
        return self._like(_journey.Corpus.merge_all([self._native, *(other._native for other in others)]))

    @property
    def document_count(self) -> int:
        """How many documents there are; a corpus of a table has none."""
        return self._native.document_count

    @property
    def observation_count(self) -> int:
        """How many observations there are."""
        return self._native.observation_count

    @property
    def respondent_count(self) -> int:
        """How many respondents there are."""
        return self._native.respondent_count

    @property
    def waves(self) -> List[str]:
        """The names of the waves."""
        return self._native.waves

    @property
    def segments(self) -> List[str]:
        """The ids of the segments."""
        return self._native.segments

    @property
    def coders(self) -> List[str]:
        """The names of the coders."""
        return self._native.coders

    def __reduce__(self) -> Any:
        return (_restored, (self.to_bytes(), self._framework, self.title, self.question))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corpus) and self._native == other._native

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Corpus({self.observation_count} observations of {self.respondent_count} respondents)"


def _all(reader: Reader, values: List[Any]) -> List[Any]:
    return [reader(value) for value in values]


def _restored(data: bytes, framework: Optional[Framework], title: str, question: str) -> Corpus:
    corpus = Corpus.from_bytes(data, framework)
    corpus.title, corpus.question = title, question
    return corpus
