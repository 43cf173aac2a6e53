"""Reading documents from files, folders, frames and records."""
from __future__ import annotations

import json
import os
import pathlib
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from ._functions import read_any
from .errors import InvalidError
from .types import Document, FileFormat, ReadOptions, ReadReport, TranscriptColumns, Period

__all__ = ["Documents", "read"]


class Documents(List[Document]):
    """Documents that were read: a list, with how each file was read in `reports`."""

    reports: List[ReadReport]

    def __init__(self, documents: Iterable[Document] = (), reports: Iterable[ReadReport] = ()) -> None:
        super().__init__(documents)
        self.reports = list(reports)

    def __repr__(self) -> str:
        lines = [f"{len(self)} documents of {len({document.participant for document in self})} participants"]
        for report in self.reports:
            lines.append(f"{report.file}: {report.format}")
            lines += [f"  {guess.what}: {guess.choice} ({guess.grounds})" for guess in report.guesses]
            lines += [f"  {skipped.count} left out: {skipped.reason} (row {', '.join(map(str, skipped.rows))})" for skipped in report.skipped]
        return "\n".join(lines)


def read(
    source: Any,
    columns: Optional[TranscriptColumns] = None,
    *,
    format: Optional[FileFormat] = None,
    encoding: Optional[str] = None,
    delimiter: Optional[str] = None,
    sheet: Optional[str] = None,
    customers: Sequence[str] = (),
    staff: Sequence[str] = (),
    day_first: Optional[bool] = None,
    scales: Optional[Dict[str, Tuple[float, float]]] = None,
    waves: Optional[Period] = None,
) -> Documents:
    """Reads what customers said, from whatever holds it.

    `source` is the path of a file or a folder, several paths, a pandas, Polars or Arrow frame, a DuckDB relation, or a list of records. A file is
    recognised by its content: CSV and TSV with any delimiter and encoding, Qualtrics, Excel, JSON and JSON Lines in any nesting, Zendesk, Intercom,
    Freshdesk, a zipped Slack export, mail, WebVTT, SRT, Whisper, a transcript in plain text or Word, a WhatsApp chat, reviews with stars.

    Rows of one document become its turns; excerpts of the same interview become one transcript. What was guessed, on what grounds, and what was left
    out stands in `reports` of the result, and its `repr` shows it. `columns` names columns; `customers` and `staff` name speakers; `scales` says on
    which scale an instrument is, such as `{"csat": (1, 5)}`; `waves` makes a wave of each `month`, `quarter` or `year`.

    Raises `InvalidError` with the file, the place and the option that mends it when a file is broken or leaves open what is what.
    """
    options = ReadOptions(
        columns=columns or TranscriptColumns(),
        format=format,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        customers=list(customers),
        staff=list(staff),
        day_first=day_first,
        scales=dict(scales or {}),
        waves=waves,
    )
    if isinstance(source, (str, os.PathLike)):
        return _files([source], options)
    if isinstance(source, (list, tuple)) and source and all(isinstance(one, (str, os.PathLike)) for one in source):
        return _files(source, options)
    name, data = _table(source)
    result = read_any(name, data, options)
    return Documents(result.documents, [result.report])


def _files(paths: Sequence[Union[str, "os.PathLike[str]"]], options: ReadOptions) -> Documents:
    files: List[pathlib.Path] = []
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            files += sorted(inner for inner in path.rglob("*") if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts))
        else:
            files.append(path)
    if not files:
        raise InvalidError("invalid", f"source: no files in {', '.join(map(str, paths))}; name a file, or a folder that holds some", False, {"field": "source"})
    results = [read_any(str(file), file.read_bytes(), options) for file in files]
    documents = Documents([], [result.report for result in results])
    taken = set()
    for document in (document for result in results for document in result.documents):
        own, number = document.id, 2
        while document.id in taken:
            document.id, number = f"{own}-{number}", number + 1
        if document.participant == own:
            document.participant = document.id
        taken.add(document.id)
        documents.append(document)
    return documents


def _table(source: Any) -> Tuple[str, bytes]:
    """A frame or records as bytes of a format that is read."""
    if hasattr(source, "write_csv") and hasattr(source, "columns") and not hasattr(source, "fetchall"):
        return "frame.csv", source.write_csv(None).encode()
    if hasattr(source, "to_csv") and hasattr(source, "columns") and not hasattr(source, "fetchall"):
        return "frame.csv", source.to_csv(index=False).encode()
    if hasattr(source, "to_pylist"):
        source = source.to_pylist()
    elif hasattr(source, "fetchall") and hasattr(source, "columns"):
        source = [dict(zip(source.columns, row)) for row in source.fetchall()]
    elif hasattr(source, "__arrow_c_stream__"):
        import pyarrow  # type: ignore[import-untyped]  # who gives such a stream has it, or can install it

        source = pyarrow.table(source).to_pylist()
    if isinstance(source, (list, tuple)):
        return "records.json", json.dumps(list(source), default=_plain).encode()
    problem = f"source: a {type(source).__name__} cannot be read; give paths, a pandas, Polars or Arrow frame, a DuckDB relation, or a list of records"
    raise InvalidError("invalid", problem, False, {"field": "source"})


def _plain(value: Any) -> Any:
    """What JSON does not hold: times as ISO, everything else as text."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
