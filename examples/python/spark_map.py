"""Five million tickets on Spark: generated on the executors, coded there, and drawn as one map.

    python examples/python/spark_map.py --master "local[*]" --rows 200000 --out map.html

On a cluster, `spark-submit` it, with journey-core installed on every executor.
"""
from __future__ import annotations

import argparse
import time

from pyspark.sql import DataFrame, SparkSession, functions as sql

import journey_core as jc
import journey_core.spark as js

SAID = (
    "I waited {} weeks for an update on my claim.",
    "Filing the claim in the app was easy.",
    "Nobody called me back about claim {}.",
    "The agent was friendly, but I had to explain the accident {} times.",
    "The payout came within {} days, which was great.",
    "Your website crashed {} times when I uploaded the photos.",
    "I could not understand the terms of my policy.",
    "n/a",
)


def tickets(session: SparkSession, rows: int) -> DataFrame:
    """Tickets as a help desk exports them: an id, a customer with up to five of them, a plan, and a few words."""
    said = sql.array(*(sql.lit(text) for text in SAID))
    number = sql.col("id")
    picked = said[sql.pmod(sql.hash(number), sql.lit(len(SAID))).cast("int")]
    return session.range(rows).select(
        sql.format_string("t%d", number).alias("ticket_id"),
        sql.format_string("c%d", number % max(1, rows // 5)).alias("customer_id"),
        sql.when(number % 3 == 0, "family").otherwise("single").alias("plan"),
        sql.replace(picked, sql.lit("{}"), (number % 9 + 2).cast("string")).alias("message"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--master", default="local[*]")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--out", default="map.html")
    options = parser.parse_args()
    session = SparkSession.builder.master(options.master).appName("journey map").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    start = time.monotonic()

    # --8<-- [start:code]
    frame = tickets(session, options.rows)
    run = js.code_rows(frame, jc.template("insurance"), text="message", participant="customer_id", segment="plan", title="Claims")
    run.corpus.map().save(options.out)
    # --8<-- [end:code]

    print(f"{run.corpus} in {time.monotonic() - start:.0f} s: {options.out}")
    for reason, rows in run.failed.groupBy("reason").count().collect():
        print(f"{rows} rows are not in it: {reason}")
    session.stop()


if __name__ == "__main__":
    main()
