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
    (tmp_path / "tickets.csv").write_text(f"ticket_id,message\n{rows}")
    documents = j.read(tmp_path / "tickets.csv")
    observations = j.code_documents(documents, framework, progress=False).observations
    assert j.code(documents, framework, progress=False) == j.Corpus(documents, observations, framework)
    assert j.code([], framework, progress=False).document_count == 0


SAMPLES = pathlib.Path(__file__).parents[2] / "tests" / "samples"


def test_files_are_recognised_and_say_how(tmp_path: pathlib.Path) -> None:
    documents = j.read([SAMPLES / "teams.vtt", SAMPLES / "answers.xlsx", SAMPLES / "zendesk.json"])
    assert [report.format for report in documents.reports] == ["vtt", "excel", "json"]
    assert "scale of `csat`: 0–100, kept as 0–10" in repr(documents)
    assert [document.participant for document in documents][0] == "Lena Weber"
    (tmp_path / "a.txt").write_text("Moderator: How was it?\nP: Slow.\n")
    (tmp_path / "b.txt").write_text("Moderator: How was it?\nP: Quick.\n")
    assert [document.id for document in j.read(tmp_path)] == ["a", "b"]
    with pytest.raises(j.InvalidError, match="no files"):
        (tmp_path / "empty").mkdir()
        j.read(tmp_path / "empty")


def test_what_is_unclear_is_asked() -> None:
    file = SAMPLES / "broken" / "two_speakers.vtt"
    with pytest.raises(j.InvalidError, match="`Mara Lind`, `Tom Hale`"):
        j.read(file)
    assert [turn.role for turn in j.read(file, staff=["Mara Lind"])[0].turns] == ["interviewer", "customer"]


def test_frames_of_every_kind_are_documents(tmp_path: pathlib.Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    records = [{"id": "1", "comment": "The queue was endless.", "stars": 2}, {"id": "2", "comment": "Kind people.", "stars": 5}]
    expected = j.read(records)
    assert [document.ratings["csat"] for document in expected] == [2.5, 10.0]
    table = pyarrow.Table.from_pylist(records)
    assert j.read(table) == expected
    duckdb = pytest.importorskip("duckdb")
    assert j.read(duckdb.sql("select * from table")) == expected
