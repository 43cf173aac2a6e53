"""Small tables that people write by hand, as spreadsheets save them."""
from __future__ import annotations

import csv
import io
import pathlib
from typing import Optional

from .failing import invalid


def rows(path: str, delimiter: Optional[str] = None, encoding: Optional[str] = None) -> list[tuple[int, list[str]]]:
    """The rows of a table with their numbers, its header first; empty ones are left out."""
    text = _text(path, encoding)
    # Where a comma stands within numbers, spreadsheets save semicolons.
    mark = delimiter or max(",;\t", key=text.partition("\n")[0].count)
    try:
        read = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except (csv.Error, TypeError) as error:
        raise invalid(path, f"it is no table: {error}", "give CSV, and the mark between its fields with --delimiter") from error
    kept = [(number, row) for number, row in enumerate(read, 1) if any(row)]
    if not kept:
        raise invalid(path, "it is empty", "give a table with a header")
    return kept


def _text(path: str, encoding: Optional[str]) -> str:
    try:
        data = pathlib.Path(path).read_bytes()
    except OSError as error:
        raise invalid(path, f"it cannot be read: {error.strerror}", "name a file that exists") from error
    try:
        if encoding is not None:
            return data.decode(encoding)
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        if encoding is None:
            # What Excel on Windows saves as CSV.
            return data.decode("cp1252", errors="replace")
        raise invalid(path, f"it is not in {encoding}", "name its --encoding, or leave it out") from None
    except LookupError as error:
        raise invalid("--encoding", f"`{encoding}` is not known", "name one such as utf-8 or windows-1252") from error
