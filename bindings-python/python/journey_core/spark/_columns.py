"""Which columns of a frame are read, told before any row is: by the rules of `read`, from names and types."""
from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence

from .._call import call
from .._read import _table
from ..errors import InvalidError
from ..types import ReadOptions

if TYPE_CHECKING:
    from pyspark.sql.types import DataType, StructType

__all__ = ["ROW", "Columns", "choose", "told_by_all"]

ROW = "journey_core_row"
"""The column that names the document of each row."""

TOLD_BY_ALL = {
    "scale of ": 'name the scale, such as `scales={"csat": (1, 5)}`',
    "dates of ": "say which it is: `day_first=True` or `day_first=False`",
    "role of ": "name those of the company, such as `staff=['Mara Lind']`, or give a column of roles: `customer`, `agent`",
    "it changes within a conversation": "say what it is: `participant=` or `speaker=`",
    "its question, and numbers below": 'name it, such as `ratings={"nps": "How likely …?"}`',
}
"""Guesses that `read` makes of all rows, by how they begin or what their grounds are, and what makes them needless."""

SAFE = (
    "it was named",
    "likelihood to recommend is asked from 0 to 10",
    "the others are the company's",
    "no name tells, and somebody else is the company's",
)
"""Grounds that hold of all rows when they hold of some."""


@dataclasses.dataclass(frozen=True)
class Columns:
    """What each partition reads, and how."""

    options: ReadOptions
    """How rows are read; names the column of the words, and `ROW` as the document."""
    kept: List[str]
    """The columns that are needed, in the order of the frame."""
    empty: Dict[str, Any]
    """A row of these columns without values."""
    text: str
    """The column of the words."""
    document: Optional[str]
    """The column that tells documents apart."""
    speaker: Optional[str]
    """The column that tells who speaks."""


def choose(schema: "StructType", options: ReadOptions, attributes: Sequence[str]) -> Columns:
    """The columns that are read of a frame: those that are named, and those that `read` finds by their names."""
    records = [{field.name: _cell(field.dataType, number) for field in schema.fields} for number in (1, 2)]
    # Two rows of one document whose cells differ: whatever `read` would take from rows shows in its guesses.
    document = options.columns.document
    if document in schema.names:
        records[1][document] = records[0][document]
    names = [name for name in records[0] if records[0][name] is not None]
    for name in (options.columns.text, *attributes):
        if name is not None and name not in names:
            raise _unknown(name, names)
    report = _report(records, options)
    found = {guess["what"][10:]: guess["choice"].strip("`") for guess in report["guesses"] if guess["what"].startswith("column of ")}
    if document is None and found.get("document") in names:
        records[1][found["document"]] = records[0][found["document"]]
        report = _report(records, options)
    problem = told_by_all(report)
    if problem is not None:
        raise InvalidError("invalid", problem, False, {"field": "frame"})
    named = {name: value for name, value in options.columns.to_dict().items() if isinstance(value, str) and name != "source"}
    roles = {**found, **options.columns.ratings, **named}
    if not isinstance(records[0].get(roles["text"]), str):
        raise _unknown(roles["text"], names)
    wanted = {_top(column, names) for role, column in roles.items() if role != "document"} | set(attributes)
    columns = dataclasses.replace(options.columns, text=roles["text"], document=ROW)
    kept = [name for name in names if name in wanted]
    return Columns(
        options=dataclasses.replace(options, columns=columns),
        kept=kept,
        empty={name: _emptied(records[0][name]) for name in kept},
        text=roles["text"],
        document=roles.get("document"),
        speaker=roles.get("speaker"),
    )


def told_by_all(report: Dict[str, Any]) -> Optional[str]:
    """What `read` told from the rows that it was given and may tell otherwise from all of them, of which a partition sees a few."""
    for guess in report["guesses"]:
        for telling, fix in TOLD_BY_ALL.items():
            if guess["grounds"] not in SAFE and (guess["what"].startswith(telling) or guess["grounds"] == telling):
                return f"{guess['what']}: it takes all rows to tell ({guess['grounds']}), and a partition has some; {fix}"
    return None


def _report(records: List[Dict[str, Any]], options: ReadOptions) -> Dict[str, Any]:
    known = dataclasses.replace(options, staff=["x1"], customers=["x2"])
    name, data = _table(records)
    report: Dict[str, Any] = call("read_any", {"name": name, "bytes": data, "options": known})["report"]
    return report


def _cell(kind: "DataType", number: int) -> Any:
    """What stands for the values of a type, differing by number where the type has words; nothing for what is no cell."""
    from pyspark.sql.types import ArrayType, DateType, MapType, NumericType, StructType, TimestampNTZType, TimestampType

    if isinstance(kind, StructType):
        return {field.name: _cell(field.dataType, number) for field in kind.fields}
    if isinstance(kind, MapType) or (isinstance(kind, ArrayType) and isinstance(kind.elementType, (ArrayType, MapType, StructType))):
        return None
    if isinstance(kind, NumericType):
        return 1
    return "2026-01-01" if isinstance(kind, (DateType, TimestampNTZType, TimestampType)) else f"x{number}"


def _emptied(cell: Any) -> Any:
    return {name: _emptied(inner) for name, inner in cell.items()} if isinstance(cell, dict) else ""


def _top(name: str, names: Sequence[str]) -> str:
    """The column of the frame in which a column of the table lies: `author` of `author.id`."""
    found = next((one for one in (name, name.split(".")[0]) if one in names), None)
    if found is None:
        raise _unknown(name, names)
    return found


def _unknown(name: str, names: Sequence[str]) -> InvalidError:
    problem = f"frame: it has no column `{name}` of words, numbers or times; use one of: {', '.join(names)}"
    return InvalidError("invalid", problem, False, {"field": "frame"})
