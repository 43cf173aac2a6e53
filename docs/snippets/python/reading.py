"""The built-in coder on 300 labelled sentences of customers of twelve trades, on which nothing was trained or set.

python reading.py journey-core/data/reader/held_out.tsv
"""

import csv
import sys

import journey_core as jc

SIDES = {"-": "bad", "0": "neither", "1": "good", "2": "good"}
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 5]
# Only what somebody lived through has a side; needs, talk and what is supposed have none.
truth = [SIDES[row[1][0]] if row[0] == "experience" else "neither" for row in rows]
texts = [row[5] for row in rows]


def share(name: str, told: "list[str]") -> None:
    right = sum(one == other for one, other in zip(told, truth))
    interval = jc.wilson_interval(right, len(truth))
    print(
        f"{name}: {right} of {len(truth)} right, {right / len(truth):.2f} [{interval.low:.2f} to {interval.high:.2f}]"
    )


def compound(text: str) -> str:
    value = jc.sentiment(text).compound
    return "good" if value >= 0.05 else "bad" if value <= -0.05 else "neither"


def read(text: str) -> str:
    polarity = jc.polarity(text)
    if polarity is None:
        return "neither"
    sides = {"bad": polarity.negative, "neither": polarity.neutral, "good": polarity.positive}
    return max(sides, key=lambda name: sides[name])


share("its reader", [read(text) for text in texts])
share("VADER's lexicon", [compound(text) for text in texts])
share("always neither", ["neither"] * len(truth))
