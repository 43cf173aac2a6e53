"""Accounts, cycles and what-if as sections of the report."""
from __future__ import annotations

import argparse
from typing import Iterable, Optional, Sequence

from .._corpus import Corpus
from ..types import Account, CycleComparison, Document, Framework, Place, WhatIf
from . import reading
from .failing import by_option, invalid
from .results import Results

MOST_ROWS = 60
"""Rows of a table in the report; the rest stands in its file."""


def attributes(options: argparse.Namespace) -> tuple[str, ...]:
    """The columns that are kept of each document."""
    return tuple(name for name in (options.account, options.cycle) if name is not None)


def check(options: argparse.Namespace, documents: Sequence[Document], framework: Framework) -> None:
    """Refuses columns that no document has, and a what-if about a place or a rating that is not there."""
    known = sorted({name for one in documents for name in one.attributes})
    for name in attributes(options):
        if name not in known:
            raise invalid(
                name, "no document has this column, or it was read as something else", f"columns to choose from are {', '.join(known) or 'none'}"
            )
    for wanted in options.what_if:
        _wanted(framework, wanted)
    if options.what_if:
        _check_outcome(options.outcome, documents)


def add(options: argparse.Namespace, corpus: Corpus, found: Results) -> None:
    """Adds the tables that were asked for."""
    if options.account is not None:
        accounts = corpus.accounts(options.account)
        found.more["accounts.json"] = accounts
        found.sections.append(_accounts(options.account, accounts))
    if options.cycle is not None:
        cycles = corpus.compare_cycles(options.cycle)
        found.more["cycles.json"] = cycles
        found.sections.append(_cycles(options.cycle, cycles))
    if options.what_if:
        predicted = [_what_if(options, corpus, found, wanted) for wanted in options.what_if]
        found.more["what-if.json"] = [one.to_dict() for _, one in predicted]
        found.sections.append(_predictions(predicted, reading.scales(options)))


def cell(text: object) -> str:
    """A cell of a Markdown table."""
    return " ".join(str(text).replace("|", "\\|").split())


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines) + "\n"


def interval(low: float, high: float) -> str:
    """An interval with its signs."""
    return f"[{low:+.2f} to {high:+.2f}]"


def _accounts(column: str, accounts: list[Account]) -> str:
    rows = [
        (
            account.account,
            account.stakeholders,
            place.name,
            ", ".join(f"{who} {mean:+.1f}" for who, mean in place.stakeholders.items()),
            place.agreement,
        )
        for account in accounts
        for place in account.places
    ]
    columns = ("account", "stakeholders", "where", "each one's mean (−2 to +2)", "agreement")
    rest = f"\n{len(rows) - MOST_ROWS} more in accounts.json.\n" if len(rows) > MOST_ROWS else ""
    return f"## Accounts by `{column}`\n\n{table(columns, rows[:MOST_ROWS])}{rest}"


def _cycles(column: str, compared: CycleComparison) -> str:
    rows = []
    for number, cycle in enumerate(compared.cycles):
        change = compared.changes[number - 1] if number else None
        moved = "" if change is None else f"{change.value:+.2f} {interval(change.interval.low, change.interval.high)}"
        rows.append((cycle.name, cycle.respondents, f"{cycle.mean:+.2f}", moved))
    columns = ("cycle", "respondents", "mean (−2 to +2)", "paired change since the one before [95 %]")
    return f"## Cycles by `{column}`\n\n{table(columns, rows)}"


def _check_outcome(outcome: str, documents: Sequence[Document]) -> None:
    known = sorted({name for one in documents for name in one.ratings})
    if outcome not in known:
        fix = f"ratings to choose from are {', '.join(known)}" if known else "name the column of one: --rating NAME=COLUMN"
        raise invalid("--outcome", f"nobody gave a rating called `{outcome}`", fix)


def _what_if(options: argparse.Namespace, corpus: Corpus, found: Results, wanted: str) -> tuple[str, WhatIf]:
    name, place, points = _wanted(found.framework, wanted)
    reduction = _half(found, name, place) if points is None else points
    with by_option({"reduction": "--what-if"}):
        return f"{name}: pain {100 * reduction:.0f} points less common", corpus.what_if(place, options.outcome, reduction)


def _wanted(framework: Framework, wanted: str) -> tuple[str, Place, Optional[float]]:
    """A place by its name, and by how much its pain falls where that was said."""
    id, equals, points = (part.strip() for part in wanted.partition("="))
    return (*_place(framework, id), _points(points) if equals else None)


def _points(text: str) -> float:
    try:
        return float(text.rstrip("% ")) / 100
    except ValueError:
        raise invalid("--what-if", f"`{text}` is no number of percentage points", "write it as claim_status=20") from None


def _half(found: Results, name: str, place: Place) -> float:
    """Half of how common the pain is there."""
    shares = [one.share.value for one in found.map.prevalence if one.place == place and one.kind == "pain"]
    if not shares or not shares[0]:
        raise invalid("--what-if", f"nobody told of pain at {name}", "name a place with pain; the priorities of the report list them")
    return shares[0] / 2


def _place(framework: Framework, id: str) -> tuple[str, Place]:
    for touchpoint in framework.touchpoints:
        if touchpoint.id == id:
            return touchpoint.name, Place(stage=touchpoint.stage, touchpoint=id)
    for stage in framework.stages:
        if stage.id == id:
            return stage.name, Place(stage=id)
    known = ", ".join([*(one.id for one in framework.touchpoints), *(one.id for one in framework.stages)])
    raise invalid("--what-if", f"there is no touchpoint or stage `{id}`", f"use one of {known}")


def _predictions(predicted: list[tuple[str, WhatIf]], scales: dict[str, tuple[float, float]]) -> str:
    rows = [(name, *_change(one, scales), f"{one.base[0]} and {one.base[1]}", one.note) for name, one in predicted]
    return f"## What if\n\n{table(('if', 'outcome', 'change [95 %]', 'with and without the pain', 'note'), rows)}"


def _change(one: WhatIf, scales: dict[str, tuple[float, float]]) -> tuple[str, str]:
    """An outcome with its scale, and its change on that: the one that was named, else the one that it is kept on."""
    kept = (1.0, 7.0) if one.outcome == "ces" else (0.0, 10.0)
    low, high = scales.get(one.outcome, kept)
    unit = (high - low) / (kept[1] - kept[0])
    change = f"{unit * one.change:+.2f} {interval(unit * one.interval.low, unit * one.interval.high)}"
    return f"{one.outcome}, {low:g} to {high:g}", change
