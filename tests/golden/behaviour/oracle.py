"""What pm4py finds in the shared logs, as golden numbers beside this script.

python3 -m venv venv && venv/bin/pip install pm4py
JOURNEY_SHARED=/work/shared venv/bin/python oracle.py
"""

import json
import os
from pathlib import Path

import numpy
import pandas
import pm4py
from pm4py.statistics.rework.pandas import get as pm4py_rework

LOGS = {"running_example": "running-example.xes", "receipt": "receipt.csv", "helpdesk": "helpdesk.xes.gz", "teleclaims": "02_teleclaims.xes.gz"}
SHARED = Path(os.environ["JOURNEY_SHARED"]) / "data" / "logs"


def read(path):
    if path.suffix != ".csv":
        log = pm4py.read_xes(str(path))
        return log if isinstance(log, pandas.DataFrame) else pm4py.convert_to_dataframe(log)
    log = pandas.read_csv(path, dtype=str, keep_default_na=False)
    log["time:timestamp"] = pandas.to_datetime(log["time:timestamp"], utc=True, format="ISO8601")
    return log


def milliseconds(seconds):
    return round(float(seconds) * 1000, 6)


def gaps(log):
    """The times between by pair, without pm4py: it has no exact p90."""
    log = log.sort_values(["case:concept:name", "time:timestamp"], kind="stable")
    of = log.groupby("case:concept:name", sort=False)
    pairs = pandas.DataFrame({
        "from": log["concept:name"], "to": of["concept:name"].shift(-1),
        "gap": (of["time:timestamp"].shift(-1) - log["time:timestamp"]).dt.total_seconds(),
    }).dropna()
    return {pair: group.to_numpy() for pair, group in pairs.groupby(["from", "to"])["gap"]}


def first_to_next(log, first, then):
    """From the first `first` of each case to the first `then` after it; the funnel without limits does the same step by step."""
    waits, base = [], 0
    for _, case in log.groupby("case:concept:name", sort=False):
        names, times = list(case["concept:name"]), list(case["time:timestamp"])
        if first not in names:
            continue
        base += 1
        start = names.index(first)
        later = [place for place in range(start + 1, len(names)) if names[place] == then]
        if later:
            waits.append((times[later[0]] - times[start]).total_seconds())
    return {"from": first, "to": then, "cases": len(waits), "base": base,
            "median_ms": milliseconds(numpy.median(waits)) if waits else None,
            "p90_ms": milliseconds(numpy.quantile(waits, 0.9)) if waits else None}


def golden(name, log):
    log = log.sort_values(["case:concept:name", "time:timestamp"], kind="stable").reset_index(drop=True)
    activities = sorted(log["concept:name"].unique())
    number = {activity: place for place, activity in enumerate(activities)}
    frequency, starts, ends = pm4py.discover_dfg(log)
    performance, _, _ = pm4py.discover_performance_dfg(log, perf_aggregation_key="all")
    by_pair = gaps(log)
    durations = pm4py.get_all_case_durations(log)
    passed = log.groupby("case:concept:name")["concept:name"].agg(lambda names: set(zip(names, list(names)[1:])))
    edges = [
        [number[one], number[other], count, sum((one, other) in pairs for pairs in passed),
         milliseconds(performance[one, other]["mean"]), milliseconds(performance[one, other]["median"]),
         milliseconds(numpy.quantile(by_pair[one, other], 0.9))]
        for (one, other), count in sorted(frequency.items())
    ]
    variants = [[count, [number[activity] for activity in way]] for way, count in pm4py.get_variants(log).items()]
    most = [activity for activity, _ in sorted(log["concept:name"].value_counts().items(), key=lambda pair: (-pair[1], pair[0]))][:4]
    return {
        "source": f"pm4py {pm4py.__version__} of {LOGS[name]}; p90 and times between by pandas {pandas.__version__} and numpy {numpy.__version__}",
        "cases": int(log["case:concept:name"].nunique()), "events": len(log), "activities": activities,
        "starts": sorted([number[activity], count] for activity, count in starts.items()),
        "ends": sorted([number[activity], count] for activity, count in ends.items()),
        "edges_form": ["from", "to", "count", "cases", "mean_ms", "median_ms", "p90_ms"], "edges": edges,
        "variants_form": ["cases", "activities"], "variants": sorted(variants, key=lambda pair: (-pair[0], pair[1])),
        "throughput": {"mean_ms": milliseconds(numpy.mean(durations)), "median_ms": milliseconds(numpy.median(durations)),
                       "p90_ms": milliseconds(numpy.quantile(durations, 0.9)), "minimum_ms": milliseconds(min(durations)),
                       "maximum_ms": milliseconds(max(durations))},
        "rework": sorted([number[activity], count] for activity, count in pm4py_rework.apply(log).items()),
        "between": [first_to_next(log, one, other) for one in most for other in most],
    }


for name, file in LOGS.items():
    found = golden(name, read(SHARED / file))
    target = Path(__file__).parent / f"{name}.json"
    target.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(name, found["cases"], found["events"], len(found["activities"]), len(found["variants"]), len(found["edges"]), sum(edge[2] for edge in found["edges"]))
