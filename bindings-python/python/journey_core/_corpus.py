"""The corpus: observations in columns, millions of them, and tables that cross as Arrow."""
from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, List, Optional, Sequence

from . import _journey
from ._record import encode
from .errors import InvalidError
from .types import Cell, Document, Filter, Framework, Grouping, Observation, WaveComparison, WhatIf

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
    """Observations in columns with interned names, beside what is known of each respondent.

    Corpora of parts can be built anywhere, serialised and merged in any order; the result is the same to the byte.
    """

    __slots__ = ("_native",)

    def __init__(self, documents: Sequence[Document], observations: Sequence[Observation]) -> None:
        """The corpus of documents and the observations made of them."""
        self._native = _journey.Corpus.of(encode(list(documents)), encode(list(observations)))

    @classmethod
    def _with(cls, native: _journey.Corpus) -> "Corpus":
        corpus = cls.__new__(cls)
        corpus._native = native
        return corpus

    @classmethod
    def from_frame(cls, frame: Any) -> "Corpus":
        """The corpus of a table: pandas, Polars, pyarrow, or anything with `__arrow_c_stream__`.

        Columns `participant`, `stage`, `kind` and `valence` are needed; `segment` (several joined by `|`), `wave`, `source`, `touchpoint`,
        `channel` and `coder` are read where they are.
        """
        if not hasattr(frame, "__arrow_c_stream__"):
            problem = f"frame: a {type(frame).__name__} has no `__arrow_c_stream__`; give a pandas (2.2 or later), Polars or Arrow table"
            raise InvalidError("invalid", problem, False, {"field": "frame"})
        return cls._with(_journey.Corpus.from_arrow(frame))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Corpus":
        """The corpus of what `to_bytes` returned."""
        return cls._with(_journey.Corpus.from_bytes(bytes(data)))

    def to_bytes(self) -> bytes:
        """The corpus as bytes, the same for the same observations."""
        return self._native.to_bytes()

    def to_arrow(self) -> Table:
        """The observations as a table, a row each."""
        return Table(self._native.to_arrow())

    def cells(self, grouping: Grouping) -> List[Cell]:
        """Groups with at least one observation: respondents with their base and interval, mean valence."""
        return [Cell._of(one) for one in json.loads(self._native.cells(encode(grouping)))]

    def cells_table(self, grouping: Grouping) -> Table:
        """Groups as a table."""
        return Table(self._native.cells_table(encode(grouping)))

    def filter(self, filter: Filter) -> "Corpus":
        """The part that a filter keeps."""
        return Corpus._with(self._native.filter(encode(filter)))

    def merge(self, other: "Corpus") -> "Corpus":
        """Two parts as one."""
        return Corpus._with(self._native.merge(other._native))

    def compare_waves(self, framework: Framework, before: str, after: str, *, resamples: int = 2000, seed: int = 0) -> WaveComparison:
        """What moved between two waves, with intervals."""
        return WaveComparison._of(json.loads(self._native.compare_waves(encode(framework), before, after, resamples, seed)))

    def what_if(self, stage: str, outcome: str, fall: float, *, touchpoint: Optional[str] = None) -> WhatIf:
        """What would be predicted of an outcome if a pain fell by a share: an association."""
        return WhatIf._of(json.loads(self._native.what_if(stage, touchpoint, outcome, fall)))

    @property
    def observations(self) -> int:
        """How many observations there are."""
        return self._native.observations

    @property
    def respondents(self) -> int:
        """How many respondents there are."""
        return self._native.respondents

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
        return (Corpus.from_bytes, (self.to_bytes(),))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corpus) and self._native == other._native

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Corpus({self.observations} observations of {self.respondents} respondents)"
