"""Coding on Spark: the corpus of one process, whatever cuts the frame, on threads and on executors of their own."""
from __future__ import annotations

import os
import pathlib
import sys
from typing import Any, Dict, Iterator, List

import pytest

import journey_core as j

pytest.importorskip("pyspark")
import journey_core.spark as js
from journey_core.spark._columns import choose
from journey_core.spark._part import Part, Row

INSURANCE = j.template("insurance")
TEXTS = (
    "I waited three weeks for an update on my claim.",
    "Filing the claim in the app was easy.",
    "n/a",
    "Nobody called me back about my policy.",
    "",
    "The agent on the phone was kind and quick.",
)
ARGUED = "Mara: It was late.\nTom: It was quick.\nMara: No, late.\nTom: Quick.\n"
"""Nobody can tell who of the two is the customer."""


def tickets(count: int) -> List[Dict[str, Any]]:
    """Tickets of one to three rows."""
    row = {"plan": "gold", "stars": 4}
    return [{"ticket_id": f"t{n * 2 // 3}", "message": TEXTS[n % 6], "customer_id": f"c{n * 2 // 3 % 40}", **row} for n in range(count)]


def frame_of(session: Any, records: List[Dict[str, Any]], cut: int = 2) -> Any:
    """A frame of so many partitions, in the order of the records."""
    kinds = "ticket_id string, message string, customer_id string, plan string, stars int"
    return session.createDataFrame(session.sparkContext.parallelize(records, cut), kinds)


def in_one_process(records: Any, **columns: Any) -> j.Corpus:
    return j.code(j.read(records, j.TranscriptColumns(**columns), scales={"csat": (1, 5)}), INSURANCE, progress=False)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Starts a session on a master; there is one at a time."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1", SPARK_WORKER_DIR=str(folder))
    running: Dict[str, Any] = {}

    def on(master: str) -> Any:
        if master not in running:
            for session in running.values():
                session.stop()
            running.clear()
            builder = SparkSession.builder.master(master).config("spark.ui.enabled", False).config("spark.task.maxFailures", 1)
            options: Dict[str, Any] = {"spark.sql.shuffle.partitions": 2, "spark.ui.showConsoleProgress": False, "spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder)}
            running[master] = builder.config(map=options).getOrCreate()
            running[master].sparkContext.setLogLevel("OFF")
        return running[master]

    yield on
    for session in running.values():
        session.stop()


@pytest.fixture
def spark(start: Any) -> Any:
    return start("local[2]")


def test_the_bytes_are_those_of_one_process_however_the_frame_is_cut(spark: Any) -> None:
    records = tickets(300)
    expected = in_one_process(records).to_bytes()
    frame = frame_of(spark, records)
    for cut in (frame, frame.coalesce(1), frame.repartition(7, "plan")):
        assert js.code_rows(cut, INSURANCE, scales={"csat": (1, 5)}).corpus.to_bytes() == expected
    rows = [{name: value for name, value in record.items() if name != "ticket_id"} for record in records]
    run = js.code_rows(frame_of(spark, records, 5).drop("ticket_id"), INSURANCE, text="message", scales={"csat": (1, 5)}, title="Claims")
    assert run.corpus.to_bytes() == in_one_process(rows).to_bytes()
    assert run.corpus.map().title == "Claims" and run.corpus.framework == INSURANCE


def test_the_order_of_partitions_does_not_matter(spark: Any) -> None:
    records = tickets(120)
    frames = [frame_of(spark, records[at : at + 30]) for at in range(0, 120, 30)]
    one = frames[0].union(frames[1]).union(frames[2]).union(frames[3])
    other = frames[2].union(frames[0]).union(frames[3]).union(frames[1])
    runs = [js.code_rows(frame, INSURANCE, scales={"csat": (1, 5)}) for frame in (one, other)]
    assert runs[0].corpus.to_bytes() == runs[1].corpus.to_bytes() == in_one_process(records).to_bytes()


def test_rows_that_fail_are_kept_with_reasons(spark: Any) -> None:
    records = [*tickets(60), {"ticket_id": None, "message": "I waited.", "customer_id": None, "plan": None, "stars": None}]
    records.append({"ticket_id": "argued", "message": ARGUED, "customer_id": "c1", "plan": "gold", "stars": 9})
    run = js.code_rows(frame_of(spark, records, 3), INSURANCE, scales={"csat": (1, 5)})
    failed = {row["row"]: row for row in run.failed.collect()}
    assert sorted(failed) == [*(n + 1 for n in range(60) if TEXTS[n % 6] in ("n/a", "")), 62] and run.failed_count == len(failed)
    assert failed[3]["reason"] == "empty text" and failed[3]["document"] == "t1"
    assert "`Mara`, `Tom`" in failed[62]["reason"] and failed[62]["document"] == "argued"
    assert run.corpus.to_bytes() == in_one_process(records[:61]).to_bytes()
    run.release()
    assert run.failed.count() == run.failed_count
    with pytest.warns(UserWarning, match="21 rows are not in the corpus"):
        js.code(frame_of(spark, records), INSURANCE, scales={"csat": (1, 5)})


def test_what_takes_all_rows_to_tell_is_asked(spark: Any) -> None:
    with pytest.raises(j.InvalidError, match="scales="):
        js.code(frame_of(spark, tickets(6)), INSURANCE)
    dated = spark.createDataFrame([("1", "I waited.", "03/04/2026")], "id string, message string, date string")
    with pytest.raises(j.InvalidError, match="day_first="):
        js.code(dated, INSURANCE)
    assert js.code(dated, INSURANCE, day_first=True).document_count == 1
    with pytest.raises(j.InvalidError, match="no column `words`.*id, message, date"):
        js.code(dated, INSURANCE, text="words")
    taken = spark.createDataFrame([("row-2", "I waited."), (None, "I waited.")], "id string, message string")
    with pytest.raises(j.InvalidError, match="`row-2` occurs twice"):
        js.code(taken, INSURANCE)
    with pytest.raises(j.InvalidError, match="no Spark DataFrame"):
        records: Any = [{"message": "I waited."}]
        js.code(records, INSURANCE)


def test_a_frame_without_rows_is_an_empty_corpus(spark: Any) -> None:
    frame = spark.createDataFrame([], "message string")
    assert js.code(frame, INSURANCE).to_bytes() == j.code([], INSURANCE, progress=False).to_bytes()


def test_columns_are_found_as_read_finds_them() -> None:
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    def schema(*names: str) -> StructType:
        kinds = {"nps": DoubleType(), "writer": StructType([StructField("id", StringType())])}
        return StructType([StructField(name, kinds.get(name, StringType())) for name in names])

    named = j.ReadOptions(columns=j.TranscriptColumns(participant="writer.id"))
    columns = choose(schema("Ticket ID", "message", "writer", "nps", "unused", "account"), named, ["account"])
    assert (columns.text, columns.document, columns.kept) == ("message", "Ticket ID", ["message", "writer", "nps", "account"])
    assert columns.empty["writer"] == {"id": ""}
    # Its authors tell who speaks if they change within a document, and who the customer is if not.
    for names in (("id", "message", "author"), ("message", "id", "username")):
        with pytest.raises(j.InvalidError, match="`participant=` or `speaker=`"):
            choose(schema(*names), j.ReadOptions(), [])
    with pytest.raises(j.InvalidError, match="text"):
        choose(schema("a", "b"), j.ReadOptions(), [])


def test_interviews_that_nothing_names_are_not_taken_for_whole() -> None:
    from pyspark.sql.types import StringType, StructField, StructType

    columns = choose(StructType([StructField("text", StringType())]), j.ReadOptions(), [])
    part = Part(columns, INSURANCE.to_json(), [])
    part.add([[Row(1, "row-1", False, {"text": "Interviewer: How was it?\nCustomer: I waited three weeks."})], [Row(2, "row-2", False, {"text": "I waited."})]])
    corpus = part.finish()
    assert corpus is not None and corpus.document_count == 1
    assert [(one.row, one.document) for one in part.failed] == [(1, "row-1")] and "excerpt" in part.failed[0].reason


def test_executors_of_their_own_come_to_the_same(start: Any) -> None:
    session = start("local-cluster[2,1,1024]")
    records = tickets(300)
    frame = frame_of(session, records, 9)
    run = js.code_rows(frame, INSURANCE, scales={"csat": (1, 5)})
    assert run.corpus.to_bytes() == in_one_process(records).to_bytes()
    assert run.failed.count() == run.failed_count == 100
    rows = frame.drop("ticket_id")
    run = js.code_rows(rows, INSURANCE, text="message", scales={"csat": (1, 5)})
    assert run.corpus.to_bytes() == in_one_process([{**record, "ticket_id": None} for record in records]).to_bytes()


def test_executors_without_the_package_say_so(start: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = start("local-cluster[2,1,1024]")
    (tmp_path / "journey_core.py").write_text("raise ModuleNotFoundError(\"No module named 'journey_core'\", name='journey_core')\n")
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}:$PYTHONPATH" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(session.sparkContext, "pythonExec", str(python))
    with pytest.raises(j.InvalidError, match="executors: the Python there lacks journey-core.*PYSPARK_PYTHON"):
        js.code(frame_of(session, tickets(6)), INSURANCE, scales={"csat": (1, 5)})
