"""Documents from a file, a frame or records, and what coding makes of them."""
from __future__ import annotations

import pathlib

import pytest

import journey_core as j

TABLE = "ticket_id,message\n1,Filing the claim was easy.\n2,I waited three weeks for an update on my claim.\n"


def test_every_source_reads_the_same(tmp_path: pathlib.Path) -> None:
    polars = pytest.importorskip("polars")
    path = tmp_path / "tickets.csv"
    path.write_text(TABLE, encoding="utf-8")
    records = [{"ticket_id": "1", "message": "Filing the claim was easy."}, {"ticket_id": "2", "message": "I waited three weeks for an update on my claim."}]
    expected = j.read(path)
    assert [document.id for document in expected] == ["1", "2"]
    for source in (str(path), polars.read_csv(path), polars.read_csv(path).to_pandas(), records):
        assert j.read(source) == expected, type(source)
    with pytest.raises(j.InvalidError, match="source"):
        j.read(3)


def test_coding_at_once_and_document_by_document_come_to_the_same(tmp_path: pathlib.Path) -> None:
    framework = j.template("insurance")
    rows = "".join(f"{number},I waited {number} weeks for an update on my claim.\n" for number in range(1200))
    documents = j.read_transcripts_csv(f"ticket_id,message\n{rows}")
    observations = j.code_documents(documents, framework, progress=False).observations
    assert j.code(documents, framework, progress=False) == j.Corpus(documents, observations, framework)
    assert j.code([], framework, progress=False).document_count == 0
