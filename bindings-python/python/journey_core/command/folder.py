"""A folder of results that never destroys what the command did not write."""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import tempfile
from typing import Any, Iterable, Iterator, Optional, Union

from . import console
from .failing import invalid

MANIFEST = ".journey-files.json"
"""Lists the files that the command wrote, each with the SHA-256 of its bytes."""


def add(parser: argparse.ArgumentParser, default: Optional[str]) -> None:
    """The options of the output, with a folder to write to."""
    group = console.add(parser)
    after = "" if default is None else f" ({default})"
    group.add_argument("--out", default=default, metavar="DIR", help=f"folder to write to; replaces an earlier result, and no other files{after}")
    group.add_argument("--force", action="store_true", help="write beside other files, and over those of the same name")


class OutputFolder:
    """A folder that is written beside its place and put there when all is done.

    A file in its place that the manifest does not list, or that was changed since, is somebody else's: the folder is refused before any work is
    done. Files that were `given` to the command stay as they are.
    """

    def __init__(self, place: str, *, force: bool = False, given: Iterable[Optional[str]] = ()) -> None:
        self.place = pathlib.Path(place)
        self.written: list[str] = []
        self._given = {pathlib.Path(path).resolve() for path in given if path is not None}
        self._ours = _unchanged(self.place)
        if not force:
            self._refuse_others()
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            self._workshop = pathlib.Path(tempfile.mkdtemp(prefix=".journey-", dir=self.place.parent))
        except OSError as error:
            raise invalid(str(self.place), f"nothing can be written there: {error.strerror}", "name a folder of yours with --out") from error

    def __enter__(self) -> "OutputFolder":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._workshop, ignore_errors=True)

    def write(self, name: str, content: Union[str, bytes]) -> None:
        """Writes a file of the folder."""
        path = self._workshop / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def finish(self) -> pathlib.Path:
        """Puts all in its place; what an earlier run wrote and this one did not is gone."""
        written = {name: _hash(self._workshop / name) for name in sorted(_names(self._workshop))}
        for name in self._ours - written.keys():
            if not self._is_given(name):
                (self.place / name).unlink()
        for name in written:
            if not self._is_given(name):
                (self.place / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(self._workshop / name, self.place / name)
        ours = {name: hash for name, hash in written.items() if not self._is_given(name)}
        self.place.mkdir(exist_ok=True)
        self.write(MANIFEST, json.dumps({"files": ours}, indent=1) + "\n")
        os.replace(self._workshop / MANIFEST, self.place / MANIFEST)
        self.written = sorted(ours)
        return self.place

    def _refuse_others(self) -> None:
        if self.place.is_file():
            raise invalid(str(self.place), "it is a file", "name a folder")
        others = []
        for name in _names(self.place):
            if name not in self._ours and not self._is_given(name) and not self._is_manifest(name):
                others.append(name)
            if len(others) > 3:
                break
        if others:
            named = ", ".join(sorted(others)[:3]) + (", …" if len(others) > 3 else "")
            problem = f"it holds files that this command did not write, or that were changed since: {named}"
            raise invalid(str(self.place), problem, "name a new folder, or write beside and over them with --force")

    def _is_manifest(self, name: str) -> bool:
        return name == MANIFEST and not (self.place / name).is_symlink()

    def _is_given(self, name: str) -> bool:
        return (self.place / name).resolve() in self._given


def _names(folder: pathlib.Path) -> Iterator[str]:
    """Files below a folder, links to folders included and not followed."""
    for path, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(path, name))]
        for name in sorted([*files, *links]):
            yield pathlib.Path(path, name).relative_to(folder).as_posix()


def _unchanged(place: pathlib.Path) -> set[str]:
    """The files of the manifest that are as they were written."""
    try:
        listed: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    inside = {name for name in _names(place) if not (place / name).is_symlink()}
    return {name for name, hash in listed.items() if name in inside and _hash(place / name) == hash}


def _hash(path: pathlib.Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
