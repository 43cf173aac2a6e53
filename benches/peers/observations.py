"""The same aggregation in Polars and DuckDB: `gen FOLDER ROWS` writes columns; `polars|duckdb FOLDER` aggregates them in memory.

Distinct respondents, the mean of respondents' means and Wilson's interval by stage x touchpoint x kind x segment.
"""

import json
import resource
import sys
import time

import numpy as np

Z = 1.959963984540054
KEYS = ["stage", "touchpoint", "kind", "segment"]
NAMES = {
    "stage": [f"stage{at}" for at in range(7)],
    "touchpoint": [f"touchpoint{at:02}" for at in range(12)],
    "kind": ["pain", "delight", "neutral", "suggestion", "expectation_gap"],
    "segment": [f"segment{at}" for at in range(6)],
}


def generate(folder, rows):
    random = np.random.default_rng(7)
    people = max(rows // 40, 1)
    participant = random.integers(0, people, rows, dtype=np.uint32)
    of = random.integers(0, 6, people, dtype=np.uint8)
    columns = {
        "participant": participant,
        "segment": of[participant],
        "stage": random.integers(0, 7, rows, dtype=np.uint8),
        "touchpoint": random.integers(0, 12, rows, dtype=np.uint8),
        "kind": random.choice(5, rows, p=[0.4, 0.25, 0.15, 0.12, 0.08]).astype(np.uint8),
        "valence": random.integers(-2, 3, rows).astype(np.int8),
    }
    for name, column in columns.items():
        column.tofile(f"{folder}/{name}.bin")


def load(folder):
    read = lambda name, kind: np.fromfile(f"{folder}/{name}.bin", kind)
    return {name: read(name, np.uint8) for name in KEYS} | {"participant": read("participant", np.uint32), "valence": read("valence", np.int8)}


def polars(columns):
    import polars

    texts = {name: polars.Series(name, columns[name].astype(np.uint32)).cast(polars.UInt32) for name in KEYS}
    frame = polars.DataFrame({"participant": columns["participant"], "valence": columns["valence"]}).with_columns(
        [polars.Series(name, np.array(NAMES[name])[columns[name]]).cast(polars.Enum(NAMES[name])) for name in texts]
    )

    def run():
        base = frame.lazy().group_by("segment").agg(polars.col("participant").n_unique().alias("n"))
        own = frame.lazy().group_by([*KEYS, "participant"]).agg(polars.col("valence").mean().alias("mean"))
        cells = own.group_by(KEYS).agg(polars.len().alias("respondents"), polars.col("mean").mean().alias("mean")).join(base, on="segment")
        share, n = polars.col("respondents") / polars.col("n"), polars.col("n").cast(polars.Float64)
        scale = 1 + Z * Z / n
        middle, half = (share + Z * Z / (2 * n)) / scale, Z * (share * (1 - share) / n + Z * Z / (4 * n * n)).sqrt() / scale
        return cells.with_columns((middle - half).alias("low"), (middle + half).alias("high")).collect()

    def check(cells):
        return cells.height, int(cells["respondents"].sum()), float(cells["mean"].sum()), float(cells["low"].sum()), float(cells["high"].sum())

    return run, check


def duckdb(columns):
    import duckdb
    import pyarrow

    arrays = {name: pyarrow.DictionaryArray.from_arrays(pyarrow.array(columns[name].astype(np.int8)), pyarrow.array(NAMES[name])) for name in KEYS}
    table = pyarrow.table({"participant": columns["participant"], "valence": columns["valence"], **arrays})
    connection = duckdb.connect()
    connection.execute("set threads=2")
    connection.register("given", table)
    connection.execute("create table observations as select * from given")
    query = f"""
        with base as (select segment, count(distinct participant)::double n from observations group by 1),
        own as (select stage, touchpoint, kind, segment, participant, avg(valence) mean from observations group by all),
        cells as (select stage, touchpoint, kind, segment, count(*) respondents, avg(mean) mean from own group by all),
        shares as (select *, respondents / n share from cells join base using (segment))
        select count(*), sum(respondents)::bigint, sum(mean),
            sum((share + {Z * Z} / (2 * n)) / (1 + {Z * Z} / n) - {Z} * sqrt(share * (1 - share) / n + {Z * Z} / (4 * n * n)) / (1 + {Z * Z} / n)),
            sum((share + {Z * Z} / (2 * n)) / (1 + {Z * Z} / n) + {Z} * sqrt(share * (1 - share) / n + {Z * Z} / (4 * n * n)) / (1 + {Z * Z} / n))
        from shares"""
    return lambda: connection.execute(query).fetchone(), lambda row: row


def main():
    engine, folder = sys.argv[1:3]
    if engine == "gen":
        generate(folder, int(sys.argv[3]))
        return
    columns = load(folder)
    run, check = {"polars": polars, "duckdb": duckdb}[engine](columns)
    best, found = None, None
    for _ in range(3):
        begun = time.perf_counter()
        found = run()
        seconds = time.perf_counter() - begun
        best = seconds if best is None else min(best, seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"name": engine, "unit": "s", "value": round(best, 3), "check": list(check(found)), "peak_memory": memory}))


if __name__ == "__main__":
    main()
