"""The one folder of a server: what lies in it, what was made, and nothing beyond."""
from __future__ import annotations

import json
import os
import pathlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Iterator, Optional, Union

from .._corpus import Corpus
from .._record import plain
from .._store import SqliteStore
from .._study import Study
from ..command.failing import invalid
from ..command.folder import MANIFEST
from ..types import Document, DocumentCoding, Framework, JourneyMap, Observation

if TYPE_CHECKING:
    from .batches import Batches

STATE = ".journey"
"""The folder inside of the folder where studies, interviews and codings are kept between runs of the server."""


@dataclass
class Coded:
    """Documents with their codings."""

    documents: list[Document]
    framework: Framework
    question: str
    codings: dict[str, DocumentCoding] = field(default_factory=dict)
    """By document; those that are still to be coded are not in it."""
    failed: dict[str, str] = field(default_factory=dict)
    """Documents that could not be coded, with the reason."""

    @property
    def heard(self) -> list[Document]:
        """The documents that were coded."""
        return [one for one in self.documents if one.id in self.codings]

    @property
    def observations(self) -> list[Observation]:
        """What was observed, in the order of the documents."""
        return [observation for one in self.heard for observation in self.codings[one.id].observations]

    def corpus(self) -> Corpus:
        """The corpus of what is coded so far."""
        made = Corpus(self.heard, self.observations, self.framework)
        made.title, made.question = f"{self.framework.name} customer journey", self.question
        return made


@dataclass
class Drawn:
    """A map with what it was drawn of."""

    map: JourneyMap
    corpus: Corpus
    coded: Coded


class Workspace:
    """Studies, documents, codings and maps by ids that count from 1, and the store of interviews."""

    def __init__(self, folder: Union[str, "os.PathLike[str]"]) -> None:
        self.folder = pathlib.Path(folder).resolve()
        if not self.folder.is_dir():
            raise invalid("--folder", f"there is no folder {folder}", "make it, or name another")
        self.state = self.inside(STATE)
        self.documents: dict[str, list[Document]] = {}
        self.studies_of: dict[str, str] = {}
        """The study whose interviews documents are of, where they are."""
        self.maps: dict[str, Drawn] = {}
        self.under_way: dict[str, Batches] = {}
        self._studies: dict[str, Study] = {}
        self._coded: dict[str, Coded] = {}
        self._store: Optional[SqliteStore] = None

    def inside(self, path: str) -> pathlib.Path:
        """A path of the folder. What leaves it, by `..`, by a link or from the root, is refused."""
        named = pathlib.Path(path)
        if ".." in named.parts or "\0" in path:
            raise invalid(repr(path)[1:-1], "it leads out of the folder", "name a path inside it, such as `tickets.csv`")
        whole = self.folder / named
        try:
            steps = whole.relative_to(self.folder).parts
        except ValueError:
            raise invalid(path, "it is not in the folder", f"put the file into {self.folder}, and name it from there") from None
        reached = self.folder
        for step in steps:
            reached = reached / step
            if reached.is_symlink():
                raise invalid(path, "it is a link", "copy what it points to into the folder")
        return whole

    def files(self, path: str) -> list[str]:
        """The files that a path stands for; hidden ones and what the server made are left out of a folder."""
        whole = self.inside(path)
        if not whole.exists():
            known = ", ".join(sorted(one.name for one in self.folder.iterdir() if not one.name.startswith("."))[:20])
            raise invalid(path, "there is no such file", f"files of the folder are {known or 'none'}")
        found = [str(whole)] if whole.is_file() else sorted(self._within(whole))
        if not found:
            raise invalid(path, "there are no files in it", "name a file, or a folder that holds some")
        return found

    def _within(self, folder: pathlib.Path) -> Iterator[str]:
        for place, folders, files in os.walk(folder):
            if MANIFEST in files:
                # An export: what was made is not read as what was said.
                folders[:], files[:] = [], []
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in [*folders, *files]:
                path = pathlib.Path(place, name)
                if not name.startswith("."):
                    self.inside(str(path.relative_to(self.folder)))
            yield from (str(pathlib.Path(place, name)) for name in files if not name.startswith("."))

    def relative(self, path: Union[str, pathlib.Path]) -> str:
        """A path as the assistant names it."""
        return str(pathlib.Path(path).relative_to(self.folder))

    @property
    def store(self) -> SqliteStore:
        """The store of all interviews."""
        if self._store is None:
            self._store = SqliteStore(self._kept("interviews.db"))
        return self._store

    def add_study(self, study: Study) -> str:
        """Keeps a study under an id; the id of the study is the same."""
        id = self._next("study", self._studies)
        self._studies[id] = Study.from_dict({**study.to_dict(), "id": id})
        self._write(id, self._studies[id].to_dict())
        return id

    def study(self, id: str) -> Study:
        """The study of an id."""
        if id not in self._studies:
            self._studies[id] = Study.from_dict(self._read("study", id))
        return self._studies[id]

    def study_ids(self) -> list[str]:
        """The ids of all studies."""
        return self._ids("study", self._studies)

    def add_documents(self, documents: list[Document], study: Optional[str]) -> str:
        """Keeps documents under an id, as long as the server runs."""
        id = f"documents-{len(self.documents) + 1}"
        self.documents[id] = documents
        if study is not None:
            self.studies_of[id] = study
        return id

    def add_coded(self, coded: Coded) -> str:
        """Keeps a coding under an id."""
        id = self._next("coding", self._coded)
        self._coded[id] = coded
        self.save_coded(id)
        return id

    def save_coded(self, id: str) -> None:
        """Writes a coding as far as it has come."""
        coded = self._coded[id]
        self._write(
            id,
            {
                "documents": coded.documents,
                "framework": coded.framework,
                "question": coded.question,
                "codings": list(coded.codings.values()),
                "failed": coded.failed,
            },
        )

    def coded(self, id: str) -> Coded:
        """The coding of an id."""
        if id not in self._coded:
            data = self._read("coding", id)
            codings = [DocumentCoding.from_dict(one) for one in data["codings"]]
            self._coded[id] = Coded(
                [Document.from_dict(one) for one in data["documents"]],
                Framework.from_dict(data["framework"]),
                data["question"],
                {one.document: one for one in codings},
                data["failed"],
            )
        return self._coded[id]

    def add_map(self, drawn: Drawn) -> str:
        """Keeps a map under an id, as long as the server runs."""
        id = f"map-{len(self.maps) + 1}"
        self.maps[id] = drawn
        return id

    def drawn(self, id: str) -> Drawn:
        """The map of an id."""
        if id not in self.maps:
            raise invalid("map", f"there is no `{id}`", f"maps are {', '.join(self.maps) or 'none yet'}; draw_map draws one")
        return self.maps[id]

    def _next(self, kind: str, known: dict[str, Any]) -> str:
        numbers = [int(id.rpartition("-")[2]) for id in self._ids(kind, known)]
        return f"{kind}-{max(numbers, default=0) + 1}"

    def _ids(self, kind: str, known: dict[str, Any]) -> list[str]:
        kept = {path.stem for path in self.state.glob(f"{kind}-*.json") if path.stem.rpartition("-")[2].isdigit()}
        return sorted(kept | known.keys(), key=lambda id: int(id.rpartition("-")[2]))

    def _kept(self, name: str) -> pathlib.Path:
        self.inside(STATE).mkdir(exist_ok=True)
        return self.inside(f"{STATE}/{name}")

    def _write(self, id: str, data: Any) -> None:
        path, fresh = self._kept(f"{id}.json"), self._kept(f"{id}.json.new")
        fresh.write_text(json.dumps(plain(data), ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, path)

    def _read(self, kind: str, id: str) -> dict[str, Any]:
        known = self._ids(kind, {})
        if id not in known:
            raise invalid(kind, f"there is no `{id}`", f"there are {', '.join(known) or 'none yet'}")
        data: dict[str, Any] = json.loads(self._kept(f"{id}.json").read_text(encoding="utf-8"))
        return data
