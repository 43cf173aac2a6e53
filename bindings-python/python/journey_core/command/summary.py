"""What a run says when it is done."""
from __future__ import annotations

import argparse
import pathlib
from typing import Any, Optional

from .._run import CodingRun
from ..types import Spent
from . import behaviour, console
from .results import Results


def show(options: argparse.Namespace, found: Results, place: pathlib.Path, coded: CodingRun, spent: Optional[Spent]) -> None:
    """Says what was found and where it lies."""
    console.show(options, _text(found, place, coded, spent), _data(found, place, coded, spent))


def _rejected(coded: CodingRun) -> int:
    return sum(len(one.rejected) for one in coded.codings)


def _text(found: Results, place: pathlib.Path, coded: CodingRun, spent: Optional[Spent]) -> str:
    lines = [found.map.description(), f"{_rejected(coded)} proposals failed a check."]
    lines += [] if found.behaviour is None else behaviour.told(found.behaviour)
    lines += [f"not coded: {id}: {error}" for id, error in coded.failed.items()]
    if spent is not None:
        lines.append(f"the model took {spent.requests} requests and {spent.usage.prompt_tokens + spent.usage.completion_tokens} tokens")
    return "\n".join([*lines, f"open {place / 'map.html'}"])


def _data(found: Results, place: pathlib.Path, coded: CodingRun, spent: Optional[Spent]) -> dict[str, Any]:
    base = found.map.base
    return {
        "folder": str(place),
        "map": str(place / "map.html"),
        "framework": found.framework.id,
        "respondents": base.respondents,
        "documents": base.documents,
        "observations": base.observations,
        "simulated": base.simulated,
        "rejected": _rejected(coded),
        "failed": {id: str(error) for id, error in coded.failed.items()},
        "priorities": [
            {"rank": one.rank, "name": one.name, "place": one.place, "score": one.score, "pain": one.prevalence} for one in found.map.priorities[:5]
        ],
        "behaviour": None if found.behaviour is None else behaviour.data(found.behaviour),
        "not_computed": found.map.not_computed,
        "spent": spent,
    }
