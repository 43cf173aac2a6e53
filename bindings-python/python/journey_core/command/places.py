"""Where in the journey the activities of a log belong, from a table that somebody wrote."""
from __future__ import annotations

import csv
import io
from typing import Optional, Sequence

from .. import _journey
from .._event_log import EventLog
from .._record import encode
from ..types import EventColumns, EventOptions, EventPlaces, Framework
from . import sheets
from .failing import invalid


def opened(path: Optional[str], framework: Framework) -> Optional[EventPlaces]:
    """Which touchpoint or stage each activity belongs to; none where no table was named."""
    if path is None:
        return None
    rows = sheets.rows(path)
    header = [cell.casefold() for cell in rows[0][1]]
    if "activity" not in header or "touchpoint" not in header:
        raise invalid(path, "it has no columns `activity` and `touchpoint`", "give a table with both, a row for each activity")
    activity, touchpoint = header.index("activity"), header.index("touchpoint")
    wanted: dict[str, str] = {}
    for number, row in rows[1:]:
        if len(row) <= max(activity, touchpoint):
            raise invalid(path, f"row {number} has too few cells", "give an activity and a touchpoint in each row")
        wanted[row[activity]] = row[touchpoint]
    known = _known(sorted(set(wanted.values())), framework)
    for name, place in wanted.items():
        if place not in known.places:
            fix = ", ".join([*(one.name for one in framework.touchpoints), *(one.name for one in framework.stages)])
            raise invalid(path, f"`{name}` is to be at `{place}`, which is neither touchpoint nor stage", f"use one of {fix}")
    return EventPlaces(places={name: known.places[place] for name, place in wanted.items()})


def _known(names: Sequence[str], framework: Framework) -> EventPlaces:
    """Where the framework has these names: they are looked up as the activities of a log are."""
    text = io.StringIO()
    csv.writer(text).writerows([("case", "activity", "time"), *((1, name, "2026-01-01") for name in names)])
    options = EventOptions(columns=EventColumns(case="case", activity="activity", time="time"), delimiter=",", keep_apostrophes=True)
    native, _ = _journey.EventLog.read("places", text.getvalue().encode(), encode(options))
    return EventLog(native).places(framework)
