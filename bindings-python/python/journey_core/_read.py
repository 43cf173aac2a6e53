"""Reading documents from a file or a frame."""
from __future__ import annotations

import json
import os
import pathlib
from typing import Any, List, Optional

from ._functions import merge_excerpts, read_transcripts_csv, read_transcripts_json
from .errors import InvalidError
from .types import Document, TranscriptColumns

__all__ = ["read"]


def read(source: Any, columns: Optional[TranscriptColumns] = None) -> List[Document]:
    """Reads transcripts, tickets, chats or reviews: the path of a CSV or JSON file, a pandas or Polars frame, or a list of records.

    Rows of one document become its turns; excerpts of the same interview become one transcript. `columns` names the columns where their names
    are unusual.
    """
    return merge_excerpts(_documents(source, columns or TranscriptColumns()))


def _documents(source: Any, columns: TranscriptColumns) -> List[Document]:
    if isinstance(source, (str, os.PathLike)):
        path = pathlib.Path(source)
        text = path.read_text(encoding="utf-8-sig")
        return read_transcripts_json(text, columns) if path.suffix.lower() == ".json" else read_transcripts_csv(text, columns)
    if hasattr(source, "write_csv"):
        return read_transcripts_csv(source.write_csv(None), columns)
    if hasattr(source, "to_csv"):
        return read_transcripts_csv(source.to_csv(index=False), columns)
    if isinstance(source, (list, tuple)):
        return read_transcripts_json(json.dumps(source, default=str), columns)
    problem = f"source: a {type(source).__name__} cannot be read; give a path, a pandas or Polars frame, or a list of records"
    raise InvalidError("invalid", problem, False, {"field": "source"})
