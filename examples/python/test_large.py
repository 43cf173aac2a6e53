"""Runs the examples of large data: Spark, Polars' lazy engine, Daft."""
from __future__ import annotations

import os
import pathlib
import subprocess
import sys
from typing import Any, Dict, List

import pytest

import journey_core as jc

HERE = pathlib.Path(__file__).parent
TEXTS = ("I waited three weeks for an update on my claim.", "Filing the claim was easy.", "", "Nobody called me back.")


def tickets(count: int) -> List[Dict[str, Any]]:
    return [{"ticket_id": f"t{n}", "customer_id": f"c{n % 40}", "plan": "gold", "message": TEXTS[n % 4]} for n in range(count)]


def in_one_process(module: Any) -> bytes:
    return jc.code(jc.read(tickets(500), module.COLUMNS), module.FRAMEWORK, progress=False).to_bytes()


def test_spark_draws_a_map_of_twenty_thousand_tickets(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pyspark")
    words = [sys.executable, str(HERE / "spark_map.py"), "--master", "local[2]", "--rows", "20000", "--out", str(tmp_path / "map.html")]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "of 3999 respondents" in done.stdout and "rows are not in it: empty text" in done.stdout
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!")


def test_polars_comes_to_the_bytes_of_one_process(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    polars = pytest.importorskip("polars")
    monkeypatch.syspath_prepend(str(HERE))
    import polars_map

    for at in range(0, 500, 100):
        polars.DataFrame(tickets(500)[at : at + 100]).write_parquet(tmp_path / f"{at}.parquet")
    assert polars_map.code(polars.scan_parquet(tmp_path / "*.parquet")).to_bytes() == in_one_process(polars_map)


def test_daft_comes_to_the_bytes_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    daft = pytest.importorskip("daft")
    monkeypatch.syspath_prepend(str(HERE))
    import daft_map

    assert daft_map.code(daft.from_pylist(tickets(500)), buckets=7).to_bytes() == in_one_process(daft_map)
