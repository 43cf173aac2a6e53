"""Documents from the files that the command line names."""
from __future__ import annotations

import argparse
import os
import re
from typing import Any, Optional, Sequence, get_args

from .._event_log import EventLog
from .._read import Documents, read
from ..errors import InvalidError, JourneyError
from ..types import Document, DocumentSource, FileFormat, TranscriptColumns, Period
from . import console, stores
from .failing import invalid
from .folder import MANIFEST
from .parsing import Parser


def add(parser: Parser) -> None:
    """The options of reading: whatever is not given is told by the file itself, and said."""
    _add_columns(parser)
    group = parser.topic("reading", "how files are read", TOLD)
    group.add_argument(
        "--where",
        metavar="COLUMN=VALUE",
        help="keep only documents whose column has this value; any column that is not read as words, time or a name",
    )
    group.add_argument("--waves", choices=get_args(Period), help="make a wave of fieldwork of each month, quarter or year")
    group.add_argument("--customer", action="append", default=[], metavar="NAME", help="a speaker who is a customer; may be given several times")
    group.add_argument(
        "--staff", action="append", default=[], metavar="NAME", help="a speaker who is the company's or the researcher's; may be given several times"
    )
    order = group.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="day_first", action="store_true", default=None, help="in dates such as 03/04/2026 the day comes first")
    order.add_argument(
        "--month-first", dest="day_first", action="store_false", default=None, help="in dates such as 03/04/2026 the month comes first"
    )
    group.add_argument("--format", choices=get_args(FileFormat), metavar="FORMAT", help=f"what the files are: {', '.join(get_args(FileFormat))}")
    group.add_argument("--delimiter", metavar="MARK", help="the mark between the fields of a table")
    group.add_argument("--encoding", metavar="NAME", help="the encoding, such as windows-1252")
    group.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    group.add_argument("--csat-scale", type=_scale, metavar="LOW-HIGH", help="the scale of satisfaction in the file, such as 1-5")
    group.add_argument("--source", choices=get_args(DocumentSource), help="what the documents are")


def _add_columns(parser: Parser) -> None:
    group = parser.topic("columns", "which column of a table holds what", TOLD)
    for column, what in _COLUMNS.items():
        group.add_argument(f"--{column}-column", metavar="COLUMN", help=f"column of {what}")
    rating = "a rating of any name, such as retention=stayed (1 or 0) or lifetime_value=revenue"
    group.add_argument("--rating", action="append", type=_rating, default=[], metavar="NAME=COLUMN", help=rating)
    scale = "the scale of a rating, such as lifetime_value=0-5000; else what its numbers tell"
    group.add_argument("--scale", action="append", type=_named_scale, default=[], metavar="NAME=LOW-HIGH", help=scale)


TOLD = "Whatever is not given here is told by the files themselves, and said."
_COLUMNS = {
    "text": "the words: a transcript with `Speaker:` lines, or one turn",
    "document": "what tells documents apart; rows with one value are its turns",
    "participant": "the customer",
    "speaker": "who speaks, when a row is one turn",
    "segment": "the customer's segment",
    "stage": "the stage that a row is about",
    "nps": "likelihood to recommend, 0 to 10",
    "csat": "satisfaction, on any scale",
    "time": "the time",
    "wave": "the wave of fieldwork",
    "language": "the language, as a tag such as `de`",
}
_RATINGS = ("nps", "csat")


def _scale(text: str) -> tuple[float, float]:
    ends = re.fullmatch(r"\s*(-?[\d.]+)\s*-\s*(-?[\d.]+)\s*", text)
    try:
        return float(ends[1] if ends else ""), float(ends[2] if ends else "")
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is no scale; write the lowest and the highest number, such as 1-5") from None


def _rating(text: str) -> tuple[str, str]:
    name, _, column = (part.strip() for part in text.partition("="))
    if not name or not column:
        raise argparse.ArgumentTypeError(f"`{text}` is not NAME=COLUMN; write it as lifetime_value=revenue")
    return name, column


def _named_scale(text: str) -> tuple[str, tuple[float, float]]:
    name, _, ends = (part.strip() for part in text.partition("="))
    if not name or not ends:
        raise argparse.ArgumentTypeError(f"`{text}` is not NAME=LOW-HIGH; write it as lifetime_value=0-5000")
    return name, _scale(ends)


def scales(options: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """The scales that were named, by rating."""
    return {**({"csat": options.csat_scale} if options.csat_scale else {}), **dict(options.scale)}


def documents(options: argparse.Namespace, sources: Sequence[str]) -> Documents:
    """The documents of files, of folders and of stores of interviews; says how they were read."""
    listed = [file for source in sources for file in _listed(source)]
    kept_interviews = [file for file in listed if stores.is_store(file)]
    files = [file for file in listed if file not in kept_interviews]
    found = _files(options, files) if files else Documents()
    for store in kept_interviews:
        found += _interviews(options, store)
    kept = Documents(_kept(found, options.where), found.reports)
    if not kept:
        raise invalid(", ".join(sources), "there is nothing that a customer said in it", "name files with their words, or end an interview first")
    return kept


def _listed(source: str) -> list[str]:
    """The files that a path stands for: of a folder all but hidden ones, and but what this command wrote."""
    if not os.path.exists(source):
        raise invalid(source, "there is no such file or folder", "name one that exists")
    if not os.path.isdir(source):
        return [source]
    found: list[str] = []
    for place, folders, files in os.walk(source):
        folders[:] = [] if MANIFEST in files else sorted(name for name in folders if not name.startswith("."))
        words = [] if MANIFEST in files else [name for name in sorted(files) if not name.startswith(".") and not name.endswith(stores.STUDY_FILE)]
        found += [os.path.join(place, name) for name in words]
    if not found:
        raise invalid(
            source, "there are no files of customers' words in it", "name a file, or a folder that holds some; of a result, its transcripts.json"
        )
    return found


def _files(options: argparse.Namespace, files: Sequence[str]) -> Documents:
    for file in files:
        if file.lower().removesuffix(".gz").endswith(_LOGS):
            raise _no_words(file)
    try:
        found = _read(options, files)
    except InvalidError as error:
        if not str(error.context.get("field")).endswith("column of text"):
            raise
        log = next((file for file in files if _is_log(file)), None)
        option = "" if "--text-column" in error.message else " (--text-column)"
        fix = f"{error.context.get('fix')}{option}; an event log is for `journey events`"
        raise (invalid(error.context["field"], error.context.get("problem", ""), fix) if log is None else _no_words(log)) from error
    console.note(options, repr(found))
    return found


def _read(options: argparse.Namespace, files: Sequence[str]) -> Documents:
    return read(
        list(files),
        _columns(options),
        format=options.format,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        customers=options.customer,
        staff=options.staff,
        day_first=options.day_first,
        scales=scales(options),
        waves=options.waves,
    )


_LOGS = (".xes", ".jsonocel", ".xmlocel")


def _is_log(file: str) -> bool:
    try:
        return EventLog.read(file).event_count > 0
    except JourneyError:
        return False


def _no_words(file: str) -> InvalidError:
    return invalid(file, "it holds events and no words", "give it to `journey events`, or beside words to `journey map` with --events")


def _columns(options: argparse.Namespace) -> TranscriptColumns:
    named: dict[str, Optional[str]] = {column: getattr(options, f"{column}_column") for column in _COLUMNS}
    ratings = {instrument: column for instrument in _RATINGS if (column := named.pop(instrument)) is not None}
    others: Any = named
    return TranscriptColumns(**others, ratings={**ratings, **dict(options.rating)}, source=options.source)


def _kept(found: Documents, where: Optional[str]) -> list[Document]:
    if where is None:
        return found
    column, equals, value = (part.strip() for part in where.partition("="))
    if not equals:
        raise invalid("--where", f"`{where}` is not COLUMN=VALUE", "write it as Region=North")
    kept = [one for one in found if one.attributes.get(column, "").casefold() == value.casefold()]
    if not kept:
        known = sorted({name for one in found for name in one.attributes})
        raise invalid("--where", f"no document has `{value}` in `{column}`", f"columns to choose by are {', '.join(known) or 'none'}")
    return kept


def _interviews(options: argparse.Namespace, path: str) -> list[Document]:
    ended, kept = stores.documents(path)
    console.note(options, f"{path}: {len(ended)} of {kept} interviews have ended")
    return ended
