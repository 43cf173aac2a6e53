"""Coding with Daft, on this machine or on a Ray cluster: buckets of documents become the bytes of their parts, and the parts are merged.

    python examples/python/daft_map.py "tickets/*.parquet" map.html
"""
from __future__ import annotations

import sys
from typing import Any, List

import daft

import journey_core as jc

COLUMNS = jc.TranscriptColumns(text="message", document="ticket_id", participant="customer_id", segment="plan")
FRAMEWORK = jc.template("insurance")
NAMES = ["ticket_id", "customer_id", "plan", "message"]


@daft.func.batch(return_dtype=daft.DataType.binary())
def part(*columns: daft.Series) -> List[bytes]:
    """The bytes of a bucket's part; none of a bucket without words."""
    rows = [dict(zip(NAMES, row)) for row in zip(*(column.to_pylist() for column in columns))]
    spoken = [row for row in rows if (row["message"] or "").strip()]
    return [jc.Corpus.code(jc.read(spoken, COLUMNS), FRAMEWORK).to_bytes()] if spoken else []


def code(frame: Any, buckets: int = 64) -> jc.Corpus:
    """The corpus of a Daft frame; the rows of one document are in one bucket."""
    frame = frame.with_column("bucket", daft.col("ticket_id").hash() % buckets)
    parts = frame.groupby("bucket").map_groups(part(*(daft.col(name) for name in NAMES)).alias("corpus"))
    corpora = [jc.Corpus.from_bytes(one, FRAMEWORK) for one in parts.to_pydict()["corpus"]]
    return jc.Corpus.code([], FRAMEWORK).merge(*corpora)


if __name__ == "__main__":
    code(daft.read_parquet(sys.argv[1])).map().save(sys.argv[2])
