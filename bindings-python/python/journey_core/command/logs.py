"""Event logs from the files that the command line names, and what counts as leaving."""
from __future__ import annotations

import argparse
import contextlib
import functools
import pathlib
from datetime import datetime, timezone, tzinfo
from typing import Any, Callable, Optional, Sequence
from zoneinfo import ZoneInfo

from .._corpus import Corpus
from .._event_log import EventLog
from .._time import milliseconds
from ..types import (
    BehaviourOptions,
    BehaviourReport,
    ChurnOptions,
    ChurnOutcome,
    ChurnOutcomeAbsence,
    ChurnOutcomeEvents,
    EventColumns,
    EventReport,
    Framework,
)
from . import console, places
from .failing import by_option, invalid

FORMATS = "CSV, Parquet, XES or OCEL 2.0 (JSON, XML), packed with gzip or not"


def add(group: Any) -> None:
    """The options of a log beside what customers said."""
    for name, option, what in _COLUMNS:
        group.add_argument(f"--{option}-column", dest=f"log_{name}", metavar="COLUMN", help=f"column of {what}")
    _add_log(group)
    add_places(group)
    add_leaving(group)
    _add_model(group)


def add_alone(group: Any, more: Any) -> None:
    """The options of a log alone: its columns have shorter names too, which other columns have where words are the main thing."""
    for name, option, what in _COLUMNS:
        if name in SHORT:
            group.add_argument(f"--{name}", dest=f"log_{name}", metavar="COLUMN", help=f"column of {what}")
            group.add_argument(f"--{option}-column", dest=f"log_{name}", help=argparse.SUPPRESS)
            group.set_defaults(short=True)
        else:
            more.add_argument(f"--{option}-column", dest=f"log_{name}", metavar="COLUMN", help=f"column of {what}")
    _add_log(more)
    _add_model(more)


def _add_log(group: Any) -> None:
    group.add_argument("--time-zone", metavar="ZONE", help="zone of times that name none, such as Europe/Berlin or +02:00 (UTC)")
    group.add_argument("--object-type", metavar="TYPE", help="of an object-centric log: the type of objects whose journeys are told")


def _add_model(group: Any) -> None:
    group.add_argument("--period-days", type=float, default=30.0, metavar="DAYS", help="length of a period of the churn model (30)")
    group.add_argument("--horizon", type=int, default=3, metavar="N", help="how many periods ahead risks are told (3)")


def add_places(group: Any) -> None:
    """The option of where activities belong."""
    group.add_argument("--places", metavar="FILE", help="where activities belong whose name does not tell: CSV of activity and touchpoint")


def add_leaving(group: Any) -> None:
    """The options of who leaves."""
    told = group.add_mutually_exclusive_group()
    told.add_argument("--left", action="append", default=[], metavar="ACTIVITY", help="by which customers leave; may be given several times")
    told.add_argument("--absent-days", type=float, metavar="DAYS", help="days without an event after which a customer has left")
    group.add_argument("--until", metavar="TIME", help="until when customers were observed, such as 2026-11-27 (the last event)")


_COLUMNS = (
    ("case", "case", "whose journey it is: a customer, an order, a claim"),
    ("activity", "activity", "what happened"),
    ("time", "event-time", "when it happened"),
    ("channel", "channel", "the channel that it went through"),
    ("segment", "case-segment", "the case's segment"),
)

SHORT = ("case", "activity", "time")
"""The columns that have a shorter name where no words are read."""
_OPTIONS = {
    "object_type": "--object-type",
    "time_zone": "--time-zone",
    "outcome.days": "--absent-days",
    "outcome.activities": "--left",
    "period_days": "--period-days",
    "horizon": "--horizon",
    "delimiter": "--delimiter",
    "encoding": "--encoding",
}


Report = Callable[[Optional[Corpus]], BehaviourReport]
"""Reports what logs show, beside what a corpus of the same people says."""


def opened(options: argparse.Namespace, files: Sequence[str], framework: Framework) -> Report:
    """Reads logs and checks what was said of them, before anything is coded and paid for."""
    with by_option(_named(options)):
        log = _read(options, files)
        for activity in options.left:
            if activity not in log.activities:
                known = ", ".join(f"`{one}`" for one in log.activities[:20])
                raise invalid("--left", f"no activity of the log is called `{activity}`", f"its activities are {known}")
        chosen = BehaviourOptions(places=places.opened(options.places, framework), churn=_churn(options))
    return functools.partial(_report, options, log, framework, chosen)


def _named(options: argparse.Namespace) -> dict[str, str]:
    """The options by the fields of the library that they are handed to."""
    short = SHORT if getattr(options, "short", False) else ()
    columns = {f"columns.{name}": f"--{name}" if name in short else f"--{option}-column" for name, option, _ in _COLUMNS}
    return {**columns, **_OPTIONS}


def _report(
    options: argparse.Namespace, log: EventLog, framework: Framework, chosen: BehaviourOptions, corpus: Optional[Corpus]
) -> BehaviourReport:
    with by_option(_named(options)):
        found = log.report_behaviour(framework, corpus, chosen)
    if found.said_and_done is not None:
        console.note(options, f"{found.said_and_done.both} people both spoke and acted")
    elif corpus is not None:
        fix = "--participant-column and --case-column must hold the same ids to join what was said and done"
        console.note(options, f"nobody both spoke and acted: {fix}")
    return found


def _read(options: argparse.Namespace, files: Sequence[str]) -> EventLog:
    logs = [_log(options, file) for file in files]
    return logs[0].merge(*logs[1:]) if len(logs) > 1 else logs[0]


def _log(options: argparse.Namespace, file: str) -> EventLog:
    if not pathlib.Path(file).is_file():
        raise invalid(file, "there is no such file", f"name a log: {FORMATS}")
    columns = EventColumns(**{name: getattr(options, f"log_{name}") for name, _, _ in _COLUMNS})
    log = EventLog.read(
        file,
        columns,
        day_first=options.day_first,
        time_zone=options.time_zone,
        delimiter=options.delimiter,
        encoding=options.encoding,
        object_type=options.object_type,
    )
    if log.report is not None:
        console.note(options, _told(log.report))
    return log


def _told(report: EventReport) -> str:
    """How a log was read, a line each."""
    lines = [f"{report.file}: read as {report.format}, {report.events} events of {report.rows} rows"]
    lines += [f"  {guess.what}: {guess.choice} ({guess.grounds})" for guess in report.guesses]
    for skipped in report.skipped:
        more = ", …" if skipped.count > len(skipped.lines) else ""
        where = f" (line {', '.join(map(str, skipped.lines))}{more})" if skipped.lines else ""
        lines.append(f"  {skipped.count} of {report.rows} rows left out: {str(skipped.reason).replace('_', ' ')}{where}")
    return "\n".join(lines)


def _churn(options: argparse.Namespace) -> Optional[ChurnOptions]:
    """How leaving is told, where it was said what counts as leaving."""
    if not options.left and options.absent_days is None:
        if options.until is not None:
            raise invalid("--until", "it was not said what counts as leaving", "add --left ACTIVITY or --absent-days N")
        return None
    outcome: ChurnOutcome = ChurnOutcomeEvents(activities=options.left) if options.left else ChurnOutcomeAbsence(days=options.absent_days)
    until = None if options.until is None else milliseconds("--until", _moment(options.until, options.time_zone))
    return ChurnOptions(outcome=outcome, period_days=options.period_days, horizon=options.horizon, until=until)


def _moment(text: str, zone: Optional[str]) -> Any:
    """A time in the zone that the log's own times have; what is none is left for the error."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=_zone(zone))


def _zone(name: Optional[str]) -> tzinfo:
    if name is None:
        return timezone.utc
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(f"2026-01-01T00:00:00{name}").tzinfo or timezone.utc
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError) as error:
        raise invalid("--until", f"the zone `{name}` is not known on this machine", "write the time with its offset: 2026-11-27T00:00+01:00") from error
