"""Arrow in and out of a corpus, and an aggregation of ten million observations, from Python. `frames.py FOLDER`."""
from __future__ import annotations

import json
import sys
import time
from typing import Any, Callable

import journey_core as journey
import numpy as np
import pyarrow as pa

FOLDER = sys.argv[1]
KINDS = ["pain", "delight", "neutral", "suggestion", "expectation_gap"]


def column(name: str, kind: str, rows: int) -> Any:
    return np.fromfile(f"{FOLDER}/{name}.bin", dtype=kind)[:rows]


def coded(name: str, names: Any, rows: int) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(column(name, "u1", rows)), pa.array(names))


def table(rows: int) -> pa.Table:
    return pa.table(
        {
            "participant": column("participant", "<u4", rows),
            "stage": coded("stage", [f"stage{at}" for at in range(7)], rows),
            "touchpoint": coded("touchpoint", [f"touchpoint{at:02}" for at in range(12)], rows),
            "segment": coded("segment", [f"segment{at}" for at in range(6)], rows),
            "kind": coded("kind", KINDS, rows),
            "valence": column("valence", "i1", rows),
        }
    )


def best(run: Callable[[], Any], rounds: int = 3) -> "tuple[float, Any]":
    took, result = float("inf"), None
    for _ in range(rounds):
        began = time.perf_counter()
        result = run()
        took = min(took, time.perf_counter() - began)
    return took, result


million = table(1_000_000)
inward, corpus = best(lambda: journey.Corpus.from_frame(million))
outward, _ = best(lambda: pa.table(corpus.to_arrow()))
print(json.dumps({"name": "a million observations as Arrow", "in_ms": round(inward * 1e3, 1), "out_ms": round(outward * 1e3, 1)}), flush=True)
built, corpus = best(lambda: journey.Corpus.from_frame(table(10_000_000)), 1)
took, cells = best(lambda: corpus.cells_table("touchpoint_segment"))
print(json.dumps({"name": "ten million from python", "built": round(built, 3), "value": round(took, 4), "cells": len(cells)}), flush=True)
