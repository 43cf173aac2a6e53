"""`journey score`: the coder on texts that somebody labelled."""
from __future__ import annotations

import argparse
import asyncio
import csv
import io
import pathlib
from collections import Counter, defaultdict
from typing import Any, Optional, Sequence

from .._functions import sentiment
from ..types import Observation
from . import console, labelled, model
from .failing import invalid
from .labelled import Row
from .sampling import cell
from .scoring import Label, Measured, measured, spearman

EXAMPLES = """\
examples:
  journey score reviews.csv                                           columns text and label: negative, neutral, positive
  journey score reviews.csv --text sentence --label polarity --target aspect
  journey score tickets.csv --task touchpoint --label topic --labels topics.csv --out predictions.csv

It stands beside the majority class, and VADER on the whole text. A map's own coder is scored by `journey map --sample`."""

CODER, VADER = "the coder that users get", "VADER on the whole text"
COLUMNS = ("text", "target", "label", "predicted", "observations")
NEUTRAL = 0.05
"""The compound score below which VADER calls a text neutral (Hutto and Gilbert 2014)."""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "score",
        usage="journey score [options] FILE",
        help="score the coder on texts that somebody labelled",
        description="Codes labelled texts as `journey map` does, and tells accuracy, macro-F1 and coverage, with 95 % intervals.",
        epilog=EXAMPLES,
    )
    parser.add_argument("source", metavar="FILE", help="a table (CSV) with a text and a label in each row")
    group = parser.add_argument_group("the texts")
    group.add_argument("--task", choices=("polarity", "touchpoint", "stage"), default="polarity", help="what the labels are (polarity)")
    group.add_argument("--text", metavar="COLUMN", help="column of the texts (text)")
    group.add_argument("--label", metavar="COLUMN", help="column of the labels (label)")
    group.add_argument("--target", metavar="COLUMN", help="column of what the polarity is about, such as an aspect or a touchpoint")
    group.add_argument("--strength", metavar="COLUMN", help="column of strengths: Standard and Strong, or a number whose size tells it")
    group.add_argument("--labels", metavar="FILE", help="a table of labels: their names, then descriptions (the labels of the texts)")
    group.add_argument("--delimiter", metavar="MARK", help="the mark between the fields of a table")
    group.add_argument("--encoding", metavar="NAME", help="the encoding, such as windows-1252 (what the bytes tell)")
    group.add_argument("--seed", type=int, default=7, metavar="N", help="seed of a model that codes (7)")
    model.add(parser)
    console.add(parser).add_argument("--out", metavar="FILE", help="table to write what was found of each text to")
    parser.set_defaults(run=lambda options: asyncio.run(run(options)))


async def run(options: argparse.Namespace) -> None:
    """Reads, codes, measures."""
    out = None if options.out is None else _free(options.out)
    rows = labelled.rows(options)
    observations = await labelled.coded(options, rows, labelled.places(options, rows), model.provider(options))
    told: dict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        told[one.document].append(one)
    coded = [told[str(number)] for number in range(len(rows))]
    predicted = [_predicted(options.task, row, found) for row, found in zip(rows, coded)]
    if out is not None:
        out.write_text(_table(rows, coded, predicted), encoding="utf-8")
    scores = measured([row.label for row in rows], {CODER: predicted, **_others(options.task, rows)})
    data = {
        "task": options.task,
        "texts": len(rows),
        "scores": {name: _score(one) for name, one in scores.items()},
        "labels": {name: _fared(one) for name, one in scores[CODER].labels.items()},
        **_felt(coded),
        "coverage": labelled.coverage(rows, observations),
        "strength": _strength(rows, coded),
        "predictions": options.out,
    }
    console.show(options, _text(scores, data), data)


def _free(path: str) -> pathlib.Path:
    """A file to write to: a new one, or a table of an earlier score."""
    place = pathlib.Path(path)
    if place.is_dir() or place.exists() and not place.read_bytes().startswith(",".join(COLUMNS).encode()):
        raise invalid("--out", f"`{path}` exists and is no table of `journey score`", "name a new file")
    if not place.absolute().parent.is_dir():
        raise invalid("--out", f"the folder of `{path}` does not exist", "make it, or name another file")
    return place


def _predicted(task: str, row: Row, found: Sequence[Observation]) -> str:
    if task == "polarity":
        return _side(_valence(found, row.target))
    if task == "stage":
        return found[0].place.stage if found else ""
    return next((one.place.touchpoint for one in found if one.place.touchpoint is not None), "")


def _valence(found: Sequence[Observation], target: Optional[str]) -> float:
    """What was told of a target, −2 to 2: of the target where it was placed there, else of what has no touchpoint; of everything without one."""
    if target is not None:
        own = [one for one in found if one.place.touchpoint == target]
        found = own or [one for one in found if one.place.touchpoint is None]
    felt = [one.emotion.valence for one in found if one.emotion.valence]
    return sum(felt) / len(felt) if felt else 0.0


def _side(valence: float) -> str:
    return "positive" if valence > 0 else "negative" if valence < 0 else "neutral"


def _others(task: str, rows: Sequence[Row]) -> dict[str, list[str]]:
    """What the coder is to be better than."""
    counts = Counter(row.label for row in rows)
    # Of the same count the last by name, as the Rust example has it.
    most = max(sorted(counts), key=lambda label: (counts[label], label))
    others = {f"majority class ({most})": [most] * len(rows)}
    if task != "polarity":
        return others
    scores = [sentiment(row.text).compound for row in rows]
    return {VADER: [_side(score if abs(score) >= NEUTRAL else 0.0) for score in scores], **others}


def _strength(rows: Sequence[Row], coded: Sequence[Sequence[Observation]]) -> Optional[dict[str, Any]]:
    """Spearman's correlation of strengths where the sign is right."""
    pairs = []
    for row, found in zip(rows, coded):
        valence = _valence(found, row.target)
        if row.strength is not None and _side(valence) == row.label:
            pairs.append((abs(valence), row.strength))
    correlation = spearman(pairs)
    return None if correlation is None else {"spearman": correlation, "base": len(pairs)}


def _felt(coded: Sequence[Sequence[Observation]]) -> dict[str, int]:
    """Texts with a feeling, those of them without a touchpoint, and texts in which nothing was found."""
    felt = [[one for one in found if one.emotion.valence] for found in coded]
    unplaced = sum(bool(found) and all(one.place.touchpoint is None for one in found) for found in felt)
    return {"felt": sum(map(bool, felt)), "without_touchpoint": unplaced, "nothing_found": sum(not found for found in coded)}


def _score(one: Measured) -> dict[str, Any]:
    return {
        "accuracy": {"value": one.accuracy, "interval": one.accuracy_interval, "base": one.base},
        "macro_f1": {"value": one.macro_f1, "interval": one.macro_f1_interval, "base": one.base},
    }


def _fared(one: Label) -> dict[str, Any]:
    return {"texts": one.texts, "found": one.found, "precision": one.precision, "recall": one.recall, "f1": one.f1}


def _text(scores: dict[str, Measured], data: dict[str, Any]) -> str:
    labels, became, strength = scores[CODER].labels, data["coverage"], data["strength"]
    lines = [f"{data['texts']} texts, {len(labels)} labels", *(one.line(name) for name, one in scores.items())]
    lines.append(f"texts: felt {data['felt']} (of them without a touchpoint {data['without_touchpoint']}), nothing found {data['nothing_found']}")
    left_out = f"general {became.general}, what might be {became.hypothetical}, talk {became.talk}, unread {became.unread}"
    lines.append(f"sentences: {became.sentences}, coded {became.coded}, {left_out}")
    if strength is not None:
        lines.append(f"strength among right signs: Spearman {strength['spearman']:.3f} (n={strength['base']})")
    lines += ["", f"{'label':<28} {'texts':>6} {'found':>6} {'precision':>9} {'recall':>6} {'F1':>6}"]
    lines += [f"{name:<28} {one.texts:>6} {one.found:>6} {one.precision:>9.3f} {one.recall:>6.3f} {one.f1:>6.3f}" for name, one in labels.items()]
    return "\n".join([*lines, *([f"\npredictions: {data['predictions']}"] if data["predictions"] else [])])


def _table(rows: Sequence[Row], coded: Sequence[Sequence[Observation]], predicted: Sequence[str]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row, found, label in zip(rows, coded, predicted):
        told = "; ".join(f"{_place(one)} {one.kind} {one.emotion.valence:+}" for one in found)
        table.writerow([cell(part) for part in (row.text, row.target or "", row.label, label, told)])
    return text.getvalue()


def _place(one: Observation) -> str:
    return one.place.stage if one.place.touchpoint is None else f"{one.place.stage} / {one.place.touchpoint}"
