"""Coding a DataFrame: rows are numbered, coded partition by partition, and the parts merged on the executors."""
from __future__ import annotations

import contextlib
import re
import warnings
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, Optional, Sequence, Tuple

from .. import __version__
from .._corpus import Corpus
from .._record import encode
from ..errors import InvalidError
from ..types import DocumentSource, Framework, ReadOptions, TranscriptColumns, Period
from ._columns import ROW, Columns, choose
from ._tasks import COUNTED, MADE, PLACE, Shared, code_rows as code_part, count_rows, merge_parts

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

__all__ = ["SparkRun", "code", "code_rows"]

ROWS = 20_000
"""So many rows are a task's work, some ten seconds."""
LARGEST = 50_000
"""A partition with more rows is cut."""
MERGED = 8
"""So many parts are merged by one task."""


class SparkRun:
    """What coding a frame yields."""

    corpus: Corpus
    """Everything that was coded."""
    failed: "DataFrame"
    """Rows that are not in the corpus: `row`, from 1 in the order of the frame, `document` and `reason`. It lives until `release`."""
    failed_count: int
    """How many rows those are."""
    left_out: Dict[str, int]
    """How many cells of coded rows were left out, by reason: ratings outside of their scale, times that are none."""

    def __init__(self, corpus: Corpus, failed: "DataFrame", failed_count: int, left_out: Dict[str, int], parts: "DataFrame") -> None:
        self.corpus, self.failed, self.failed_count, self.left_out, self._parts = corpus, failed, failed_count, left_out, parts

    def release(self) -> None:
        """Lets go of what the executors keep for `failed`, which is then coded anew when it is read."""
        self._parts.unpersist()

    def __repr__(self) -> str:
        return f"SparkRun({self.corpus!r}, {self.failed_count} rows failed)"


def code_rows(
    frame: "DataFrame",
    framework: Framework,
    *,
    text: Optional[str] = None,
    document: Optional[str] = None,
    participant: Optional[str] = None,
    segment: Optional[str] = None,
    speaker: Optional[str] = None,
    time: Optional[str] = None,
    wave: Optional[str] = None,
    language: Optional[str] = None,
    stage: Optional[str] = None,
    ratings: Optional[Dict[str, str]] = None,
    source: Optional[DocumentSource] = None,
    attributes: Iterable[str] = (),
    customers: Sequence[str] = (),
    staff: Sequence[str] = (),
    day_first: Optional[bool] = None,
    scales: Optional[Dict[str, Tuple[float, float]]] = None,
    waves: Optional[Period] = None,
    title: str = "",
    question: str = "",
) -> SparkRun:
    """Codes the rows of a Spark DataFrame with the built-in engine, and keeps those that fail with the reason.

    Options name columns and say how they are read, as those of `journey_core.read` do; a column that is not named is found by its name. A row is one
    text, or one turn of its `document`, whose rows are brought together in the order of the frame. Without a document every row is one: `row-1` and on;
    a frame whose rows come in no lasting order, such as after a join, should have one.

    What `read` tells from all rows of a table has to be named here, where no partition sees them all: the scale of ratings, the order of day and month,
    who of the speakers is staff. `InvalidError` says which. The frame is read twice; cache it when that is costly.

    >>> import journey_core as jc, journey_core.spark as js
    >>> run = js.code_rows(frame, jc.template("insurance"), text="message")  # doctest: +SKIP
    >>> run.failed.groupBy("reason").count().show()  # doctest: +SKIP
    """
    if not hasattr(frame, "mapInArrow"):
        problem = f"frame: a {type(frame).__name__} is no Spark DataFrame; `journey_core.read` takes pandas, Polars and Arrow frames"
        raise InvalidError("invalid", problem, False, {"field": "frame"})
    kept = list(attributes)
    named = TranscriptColumns(
        text=text,
        document=document,
        participant=participant,
        segment=segment,
        speaker=speaker,
        time=time,
        wave=wave,
        language=language,
        stage=stage,
        ratings=dict(ratings or {}),
        source=source,
    )
    options = ReadOptions(
        columns=named, customers=list(customers), staff=list(staff), day_first=day_first, scales=dict(scales or {}), waves=waves
    )
    columns = choose(frame.schema, options, kept)
    with _clear_errors():
        return _run(frame, columns, framework, kept, title, question)


def code(frame: "DataFrame", framework: Framework, **options: Any) -> Corpus:
    """Codes the rows of a Spark DataFrame into a corpus; takes the options of `code_rows`. Rows that failed are told in a warning.

    >>> import journey_core as jc, journey_core.spark as js
    >>> corpus = js.code(frame, jc.template("insurance"), text="message", participant="customer_id")  # doctest: +SKIP
    >>> corpus.map().save("map.html")  # doctest: +SKIP
    """
    run = code_rows(frame, framework, **options)
    run.release()
    if run.failed_count:
        warnings.warn(f"{run.failed_count} rows are not in the corpus; `code_rows` says which and why", stacklevel=2)
    return run.corpus


def _run(frame: "DataFrame", columns: Columns, framework: Framework, attributes: Sequence[str], title: str, question: str) -> SparkRun:
    from pyspark import StorageLevel
    from pyspark.sql import functions as sql

    session = frame.sparkSession
    named = sql.lit(None).cast("string") if columns.document is None else _document(frame, columns.document)
    rows = frame.select(*(_column(frame, name) for name in columns.kept), named.alias(ROW), sql.monotonically_increasing_id().alias(PLACE))
    # The same columns as below: Spark may cut a frame of other columns otherwise, and the numbers would be of other rows.
    counts = {found["partition"]: found["rows"] for found in rows.mapInArrow(count_rows, COUNTED).collect()}
    before, total = {}, 0
    for partition in sorted(counts):
        before[partition], total = total, total + counts[partition]
    shared = session.sparkContext.broadcast(Shared(__version__, columns, encode(framework), attributes, before))
    rows = _spread(rows, counts, columns, session.sparkContext.defaultParallelism)
    made = rows.mapInArrow(lambda batches: code_part(batches, shared.value), MADE).persist(StorageLevel.MEMORY_AND_DISK)
    try:
        found = made.groupBy("kind", sql.when(sql.col("kind") != "failed", sql.col("reason")).alias("reason"))
        told = found.agg(sql.count("*").alias("rows"), sql.sum("count").alias("count")).collect()
        for one in told:
            if one["kind"] == "problem":
                raise InvalidError("invalid", one["reason"], False, {"field": "frame"})
        number = sum(one["rows"] for one in told if one["kind"] == "part")
        corpus = _merged(made.where("kind = 'part'").select("corpus"), number, framework, attributes)
    except BaseException:
        made.unpersist()
        raise
    corpus.title, corpus.question = title, question
    return SparkRun(
        corpus,
        made.where("kind = 'failed'").select("row", "document", "reason"),
        sum(one["rows"] for one in told if one["kind"] == "failed"),
        {one["reason"]: one["count"] for one in told if one["kind"] == "left_out"},
        made,
    )


def _spread(rows: "DataFrame", counts: Dict[int, int], columns: Columns, parallel: int) -> "DataFrame":
    """Rows cut into even tasks, those of one document beside each other and in the order of the frame."""
    from pyspark.sql import functions as sql

    tasks = max(parallel, -(-sum(counts.values()) // ROWS))
    if columns.document is not None:
        # A row without a document is one: all of them in one partition would be a heap.
        key = sql.coalesce(sql.col(ROW), sql.col(PLACE).cast("string"))
        return rows.repartition(tasks, key).sortWithinPartitions(key, PLACE)
    if len(counts) < parallel or max(counts.values()) > LARGEST:
        return rows.repartition(tasks, PLACE)
    return rows


def _merged(parts: "DataFrame", number: int, framework: Framework, attributes: Sequence[str]) -> Corpus:
    """The corpus of parts: executors merge some at a time until one is left, and the driver gets that.

    A shuffle stands before each round, and not `coalesce`: a part that was lost is then coded anew by as many tasks as before. `RDD.treeReduce` would
    merge the last parts on the driver.
    """
    while number > 1:
        number = -(-number // MERGED)
        parts = parts.repartition(number).mapInArrow(merge_parts, "corpus binary")
    found = parts.collect()
    corpora = [Corpus.from_bytes(one["corpus"], framework) for one in found]
    return Corpus.code([], framework, attributes=attributes).merge(*corpora)


def _document(frame: "DataFrame", name: str) -> "Column":
    """The id of each row's document, without the space around it, which `read` does not read either; none where it is empty."""
    from pyspark.sql import functions as sql

    trimmed = sql.regexp_replace(_column(frame, name).cast("string"), r"(?U)^\s+|\s+$", "")
    return sql.when(trimmed != "", trimmed)


def _column(frame: "DataFrame", name: str) -> "Column":
    """A column by its name, which may have points in it, or a field within one."""
    from pyspark.sql import functions as sql

    path = [name] if name in frame.columns else name.split(".")
    return sql.col(".".join(f"`{part.replace('`', '``')}`" for part in path))


@contextlib.contextmanager
def _clear_errors() -> Iterator[None]:
    """Says what an executor found wrong, which Spark tells at the end of a long trace."""
    try:
        yield
    except InvalidError:
        raise
    except Exception as error:
        found = re.search(r"journey_core\.errors\.\w+: (.+)", str(error))
        lacking = re.search(r"No module named '(journey_core|pyarrow)", str(error))
        if found is not None:
            raise InvalidError("invalid", found[1], False, {"field": "frame"}) from error
        if lacking is None:
            raise
        problem = (
            f"executors: the Python there lacks {lacking[1].replace('_', '-')}, or has an older one; install journey-core {__version__} and pyarrow on "
            "every executor, and name the Python that has them: the variable PYSPARK_PYTHON"
        )
        raise InvalidError("invalid", problem, False, {"field": "executors"}) from error
