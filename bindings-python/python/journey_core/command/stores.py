"""Stores of interviews: a SQLite file, and beside it the study that they are held under."""
from __future__ import annotations

import pathlib
import sqlite3
from typing import Iterable, Optional

from .._store import SqliteStore
from .._study import Study
from ..types import Document, Framework
from .planning import read_json

STUDY = "study"
"""The id of the study that `journey interview` keeps its interviews under."""
STUDY_FILE = ".study.json"
"""The ending of the file beside a store that holds its study."""
HEARD = ("abandoned", "completed", "out_of_time", "stopped")
"""How interviews end whose words may be used."""


def is_store(source: str) -> bool:
    """Whether a file is a store that `journey interview` wrote; looked at without a change to it."""
    path = pathlib.Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(15) != b"SQLite format 3":
            return False
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        return database.execute("select 1 from sqlite_master where name = 'interviews'").fetchone() is not None
    finally:
        database.close()


def study_file(store: str) -> pathlib.Path:
    """Where the study of a store lies."""
    return pathlib.Path(store).with_suffix(STUDY_FILE)


def study(store: str) -> Optional[Study]:
    """The study of a store; none before its first interview."""
    path = study_file(store)
    return Study.from_dict(read_json(str(path), "the study that `journey interview` wrote")) if path.exists() else None


def framework(sources: Iterable[str]) -> Optional[Framework]:
    """The framework of the first store among files."""
    for source in sources:
        if is_store(source):
            found = study(source)
            return None if found is None else found.framework
    return None


def documents(path: str) -> tuple[list[Document], int]:
    """The transcripts of interviews that have ended with words that may be used, and how many interviews there are."""
    store = SqliteStore(path)
    kept = store.list(STUDY)
    return [store.document(one.id) for one in kept if one.outcome in HEARD], len(kept)
