"""A file larger than memory with Polars' lazy engine: each batch becomes the bytes of its part of the corpus, and the parts are merged.

A batch is read by itself: a row is a document with an id of its own, and what `read` tells from all rows of a table, such as the scale of ratings, has
to be named.

    python examples/python/polars_map.py "tickets/*.parquet" map.html
"""
from __future__ import annotations

import sys

import polars as pl

import journey_core as jc

COLUMNS = jc.TranscriptColumns(text="message", document="ticket_id", participant="customer_id", segment="plan")
FRAMEWORK = jc.template("insurance")


def part(batch: pl.DataFrame) -> pl.DataFrame:
    """The bytes of a batch's part; none of a batch without words."""
    spoken = batch.filter(pl.col("message").str.strip_chars() != "")
    corpora = [jc.Corpus.code(jc.read(spoken, COLUMNS), FRAMEWORK).to_bytes()] if len(spoken) else []
    return pl.DataFrame({"corpus": corpora}, schema={"corpus": pl.Binary})


def code(frame: pl.LazyFrame) -> jc.Corpus:
    """The corpus of a lazy frame."""
    texts = frame.select("ticket_id", "customer_id", "plan", "message")
    # The batches are other columns than the frame: nothing may be pushed through them.
    parts = texts.map_batches(
        part,
        schema={"corpus": pl.Binary},
        streamable=True,
        predicate_pushdown=False,
        projection_pushdown=False,
        slice_pushdown=False,
    )
    corpora = [jc.Corpus.from_bytes(one, FRAMEWORK) for one in parts.collect(engine="streaming")["corpus"]]
    return jc.Corpus.code([], FRAMEWORK).merge(*corpora)


if __name__ == "__main__":
    code(pl.scan_parquet(sys.argv[1])).map().save(sys.argv[2])
