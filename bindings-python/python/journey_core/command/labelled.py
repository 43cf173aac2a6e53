"""Texts that somebody labelled, and what the coder makes of them: documents in, observations out."""
from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Optional, Sequence

from .._corpus import Corpus
from .._functions import codebook_from_framework, define_code, document
from .._provider import Provider
from .._run import code_documents_async
from ..types import Codebook, Document, Framework, Observation, Place, ReadingCoverage, Stage, Touchpoint, Words
from . import console, sheets
from .failing import invalid

MOST = 60
"""The most places that polarity is told of under one framework; of more, each text has its own."""
STAGE = "visit"
"""The stage of touchpoints; without places everything lies in it."""
Places = dict[str, str]
"""The names of places, each with its description or nothing."""


@dataclass(frozen=True)
class Row:
    """A text with its label, what it is about, and how strong it is."""

    text: str
    label: str
    target: Optional[str]
    strength: Optional[float]


def rows(options: argparse.Namespace) -> list[Row]:
    """The labelled texts of the file; rows without a label are left out."""
    table = sheets.rows(options.source, options.delimiter, options.encoding)
    columns = {name: _column(options, table[0][1], name) for name in ("text", "label", "target", "strength")}
    found = []
    for number, cells in table[1:]:
        cell = {name: cells[at] if at is not None and at < len(cells) else "" for name, at in columns.items()}
        label = _side(options.source, number, cell["label"]) if options.task == "polarity" else cell["label"]
        if label and cell["text"]:
            found.append(Row(cell["text"], label, cell["target"] or None, _size(cell["strength"])))
    if not found:
        raise invalid(options.source, "it has no labelled texts", "give a table with a text and a label in each row")
    return found


def places(options: argparse.Namespace, rows: Sequence[Row]) -> Places:
    """What the framework declares: the labels of a file, those of the data, or what polarity is asked of."""
    if options.labels is not None:
        named = sheets.rows(options.labels, options.delimiter, options.encoding)[1:]
        return {cells[0]: ", ".join(cell for cell in cells[1:] if cell) for _, cells in named if cells[0]}
    names = {row.target if options.task == "polarity" else row.label for row in rows}
    return {name: "" for name in sorted(name for name in names if name is not None)}


async def coded(options: argparse.Namespace, rows: Sequence[Row], places: Places, provider: Optional[Provider]) -> list[Observation]:
    """What the coder tells of the texts, each a document that is called by its place in the list."""
    bar, done, told = console.progress(options, "coding"), 0, []
    groups = _groups(options, rows, places)
    for declared, texts in groups:
        framework, codebook = _framework(declared, as_stages=options.task == "stage")
        documents = [_document(number, rows[number]) for number in texts]
        progress = bar if len(groups) == 1 else False
        run = await code_documents_async(
            documents, framework, provider, codebook=codebook, concurrency=options.concurrency, progress=progress, seed=options.seed
        )
        if run.failed:
            raise next(iter(run.failed.values()))
        told += run.observations
        done += len(texts)
        if len(groups) > 1 and callable(bar):
            bar(done, len(rows))
    return told


def coverage(rows: Sequence[Row], observations: Sequence[Observation]) -> ReadingCoverage:
    """What became of the customers' sentences. Where an experience lies makes no difference to it."""
    framework, _ = _framework({}, as_stages=False)
    documents = [_document(number, row) for number, row in enumerate(rows)]
    return Corpus(documents, [replace(one, place=Place(stage=STAGE)) for one in observations], framework).map().coverage


def _groups(options: argparse.Namespace, rows: Sequence[Row], places: Places) -> list[tuple[Places, list[int]]]:
    """What is declared, and for which rows: all at once, or of very many targets those of each text."""
    if options.task != "polarity" or len(places) <= MOST:
        return [(places, list(range(len(rows))))]
    targets: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        targets[row.text] |= set() if row.target is None else {row.target}
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[tuple(sorted(targets[row.text]))].append(number)
    return [({name: "" for name in names}, numbers) for names, numbers in groups.items()]


def _framework(places: Places, as_stages: bool) -> tuple[Framework, Codebook]:
    if as_stages:
        stages = [Stage(id=name, name=name.replace("_", " "), order=order) for order, name in enumerate(places)]
        touchpoints = []
    else:
        stages = [Stage(id=STAGE, name=STAGE, order=0)]
        touchpoints = [Touchpoint(id=name, name=name, stage=STAGE) for name in places]
    framework = Framework(id="score", name="Score", stages=stages, touchpoints=touchpoints)
    codebook = codebook_from_framework(framework)
    for name, description in places.items():
        codebook = define_code(codebook, name, description) if description else codebook
    return framework, codebook


def _document(number: int, row: Row) -> Document:
    return document(str(number), "review", str(number), [Words(role="customer", text=row.text)])


def _column(options: argparse.Namespace, header: Sequence[str], name: str) -> Optional[int]:
    """Where a column is; text and label have a usual name, the others are only used when they are named."""
    wanted = getattr(options, name)
    if wanted is None and name not in ("text", "label"):
        return None
    known = [cell.casefold() for cell in header]
    if (wanted or name).strip().casefold() not in known:
        raise invalid(f"--{name}", f"there is no column `{wanted or name}`", f"columns are {', '.join(header)}")
    return known.index((wanted or name).strip().casefold())


_SIDES = {
    **dict.fromkeys(("negative", "neg", "-1", "-2", "bad"), "negative"),
    **dict.fromkeys(("neutral", "neu", "0", "none"), "neutral"),
    **dict.fromkeys(("positive", "pos", "1", "2", "good"), "positive"),
}


def _side(path: str, number: int, label: str) -> str:
    """The polarity in the words and numbers that people use for it."""
    if label and label.casefold() not in _SIDES:
        raise invalid(path, f"row {number}: `{label}` is no polarity", "use negative, neutral, positive, or score --task touchpoint or stage")
    return _SIDES.get(label.casefold(), "")


def _size(strength: str) -> Optional[float]:
    """How strong a strength is: `strong` or `standard`, or the size of a number."""
    named = {"strong": 2.0, "standard": 1.0, "weak": 1.0}.get(strength.casefold())
    try:
        size = named or abs(float(strength))
    except ValueError:
        return None
    return size if 0 < size < float("inf") else None
