"""What Spark runs on its executors, partition by partition: functions of Arrow batches."""
from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Sequence

from ..errors import JourneyError
from ._columns import ROW, Columns
from ._part import Failed, Part, Row, merged

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["COUNTED", "MADE", "PLACE", "Shared", "code_rows", "count_rows", "merge_parts"]

PLACE = "journey_core_place"
"""The column of the place of a row: its partition, times two to the power of 33, and its number there."""
COUNTED = "partition long, rows long"
MADE = "kind string, corpus binary, count long, row long, document string, reason string"
"""What a partition makes: its part of the corpus with the `count` of documents, `failed` rows, counts of cells `left_out`, or a `problem`."""
BATCH = 2000
"""So many rows are read and coded at once."""


@dataclass(frozen=True)
class Shared:
    """What every executor is told."""

    version: str
    """The version of this package on the driver."""
    columns: Columns
    framework: str
    """The framework, as JSON."""
    attributes: Sequence[str]
    before: Dict[int, int]
    """How many rows of the frame stand before each of its partitions."""


def count_rows(batches: "Iterator[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
    """Counts the rows of each partition of the frame."""
    counts: Dict[int, int] = {}
    for batch in batches:
        for place in batch.column(PLACE).to_pylist():
            counts[place >> 33] = counts.get(place >> 33, 0) + 1
    yield _batch(COUNTED, [{"partition": partition, "rows": rows} for partition, rows in counts.items()])


def code_rows(batches: "Iterator[pyarrow.RecordBatch]", shared: Shared) -> "Iterator[pyarrow.RecordBatch]":
    """Codes the rows of a partition, in which those of one document follow each other."""
    _spare_cores()
    part = Part(shared.columns, shared.framework, shared.attributes)
    try:
        _check_version(shared.version)
        for documents in _batches(_rows(batches, shared)):
            part.add(documents)
            yield _batch(MADE, _taken(part.failed))
        corpus = part.finish()
    except JourneyError as error:
        # An answer rather than an exception: Spark would try the same three times more, and say it less clearly.
        yield _batch(MADE, [{"kind": "problem", "reason": str(error)}])
        return
    made: List[Dict[str, Any]] = [{"kind": "left_out", "count": count, "reason": reason} for reason, count in part.left_out.items()]
    if corpus is not None:
        made.append({"kind": "part", "corpus": corpus.to_bytes(), "count": corpus.document_count})
    yield _batch(MADE, made)


def merge_parts(batches: "Iterator[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
    """Merges the parts of a partition."""
    parts = [part for batch in batches for part in batch.column("corpus").to_pylist()]
    if parts:
        yield _batch("corpus binary", [{"corpus": merged(parts)}])


def _rows(batches: "Iterator[pyarrow.RecordBatch]", shared: Shared) -> Iterator[Row]:
    for batch in batches:
        for cells in batch.to_pylist():
            place, document = cells.pop(PLACE), cells.pop(ROW)
            number = shared.before[place >> 33] + (place & (1 << 33) - 1) + 1
            # JSON has no such numbers; elsewhere they stand for none.
            cells = {name: None if isinstance(cell, float) and not math.isfinite(cell) else cell for name, cell in cells.items()}
            yield Row(number, document or f"row-{number}", bool(document), cells)


def _batches(rows: Iterator[Row]) -> Iterator[List[List[Row]]]:
    """Rows as documents, some at a time; a document is never cut."""
    documents: List[List[Row]] = []
    held = 0
    for row in rows:
        if documents and documents[-1][0].document == row.document:
            documents[-1].append(row)
        else:
            if held >= BATCH:
                yield documents
                documents, held = [], 0
            documents.append([row])
        held += 1
    yield documents


def _taken(failed: List[Failed]) -> List[Dict[str, Any]]:
    rows = [{"kind": "failed", "row": one.row, "document": one.document, "reason": one.reason} for one in failed]
    failed.clear()
    return rows


def _batch(schema: str, rows: List[Dict[str, Any]]) -> "pyarrow.RecordBatch":
    """Rows of a schema as Spark writes it."""
    import pyarrow

    kinds = {"string": pyarrow.string(), "binary": pyarrow.binary(), "long": pyarrow.int64()}
    fields = [field.split(" ") for field in schema.split(", ")]
    return pyarrow.RecordBatch.from_pylist(rows, pyarrow.schema([(name, kinds[kind]) for name, kind in fields]))


def _spare_cores() -> None:
    """The engine works on all cores unless told otherwise, and beside this task others have theirs."""
    from pyspark import TaskContext

    task = TaskContext.get()
    if task is not None:
        os.environ.setdefault("RAYON_NUM_THREADS", str(task.cpus()))


def _check_version(wanted: str) -> None:
    from .. import __version__

    if __version__ != wanted:
        problem = f"executors: journey-core is {__version__} there and {wanted} on the driver; install one version everywhere"
        raise JourneyError("invalid", problem, False, {"field": "executors"})
