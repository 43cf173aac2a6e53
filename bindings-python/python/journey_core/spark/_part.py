"""What an executor does with its rows: reads and codes them, and keeps what fails with the reason. Nothing here needs Spark."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence, Set

from .. import _journey
from .._call import call
from .._read import _table
from ..errors import InvalidError, JourneyError
from ._columns import ROW, Columns, told_by_all

__all__ = ["Failed", "Part", "Row", "merged"]

WITNESS = "journey_core_witness"
"""The document of the first row of every batch. It names all columns, of which a batch may have no value, and has words, which a batch may lack."""
NO_WORDS = "empty text"
"""The reason for which `read` leaves out whole rows."""
EXCERPT = "an interview that no document and no participant names may be an excerpt of another one; name the column of its document: `document=`"
HELD = 64
"""So many batches are merged at once: one by one would copy the names of all again and again."""


@dataclass
class Row:
    """A row of the frame."""

    number: int
    """Its number in the frame, from 1."""
    document: str
    """Its document; that of a row which names none has its number."""
    named: bool
    """Whether the row names its document."""
    cells: Dict[str, Any]


@dataclass
class Failed:
    """A row that is not in the corpus."""

    row: int
    document: str
    reason: str


@dataclass
class Part:
    """The part of the corpus that some rows make, batch by batch."""

    columns: Columns
    framework: str
    """The framework, as JSON."""
    attributes: Sequence[str]
    failed: List[Failed] = field(default_factory=list)
    """Rows that were not coded; whoever takes them empties the list."""
    left_out: Dict[str, int] = field(default_factory=dict)
    """How many cells were left out, by reason: ratings outside of their scale, times that are none."""
    _corpora: List[_journey.Corpus] = field(default_factory=list)

    def add(self, documents: Sequence[Sequence[Row]]) -> None:
        """Codes the rows of some documents. Where one breaks the batch, halves find it.

        Raises `InvalidError` where it takes all rows to tell how one is read.
        """
        if not documents:
            return
        rows = [row for document in documents for row in document]
        try:
            read = self._read([{ROW: row.document, **row.cells} for row in rows])
            excerpts = _excerpts(read["documents"], {row.document for row in rows if not row.named})
            read["documents"] = [document for document in read["documents"] if document["id"] not in excerpts]
            corpus = _journey.Corpus.code(json.dumps(read["documents"], ensure_ascii=False), self.framework, list(self.attributes))
        except JourneyError as error:
            if len(documents) == 1:
                self._fail(rows, str(error))
                return
            middle = len(documents) // 2
            self.add(documents[:middle])
            self.add(documents[middle:])
            return
        problem = told_by_all(read["report"])
        if problem is not None:
            raise InvalidError("invalid", problem, False, {"field": "frame"})
        self._skip(rows, read["report"]["skipped"])
        self._fail([row for row in rows if row.document in excerpts], EXCERPT)
        self._corpora.append(corpus)
        if len(self._corpora) >= HELD:
            self._corpora = [_journey.Corpus.merge_all(self._corpora)]

    def finish(self) -> Optional[_journey.Corpus]:
        """The corpus of all documents; none of no rows."""
        return _journey.Corpus.merge_all(self._corpora) if self._corpora else None

    def _read(self, records: List[Dict[str, Any]]) -> Dict[str, Any]:
        """The documents of records as `read` makes them, and how they were read; as plain values, since they only go on to the coder."""
        witness = {**self.columns.empty, ROW: WITNESS, self.columns.text: "Words."}
        name, data = _table([witness, *records])
        read: Dict[str, Any] = call("read_any", {"name": name, "bytes": data, "options": self.columns.options})
        read["documents"] = [document for document in read["documents"] if document["id"] != WITNESS]
        return read

    def _skip(self, rows: Sequence[Row], skipped: Sequence[Dict[str, Any]]) -> None:
        """Takes up what `read` left out: rows without words fail, other cells are counted."""
        for one in skipped:
            reason, count = one["reason"], one["count"]
            if reason != NO_WORDS:
                self.left_out[reason] = self.left_out.get(reason, 0) + count
            elif count == len(one["rows"]):
                # The witness is row 1.
                self._fail([rows[number - 2] for number in one["rows"]], reason)
            else:
                self._fail(self._wordless(rows), reason)

    def _wordless(self, rows: Sequence[Row]) -> List[Row]:
        """The rows without words, which a report counts and names the first of: each different text is read once more, as a document of its own."""
        text, speaker = self.columns.text, self.columns.speaker
        texts = {row.cells[text]: str(number) for number, row in enumerate(rows)}
        spoken = {} if speaker is None else {speaker: "customer"}
        read = self._read([{ROW: number, text: words, **spoken} for words, number in texts.items()])
        heard = {document["id"] for document in read["documents"]}
        return [row for row in rows if texts[row.cells[text]] not in heard]

    def _fail(self, rows: Sequence[Row], reason: str) -> None:
        self.failed += [Failed(row.number, row.document, reason) for row in rows]


def merged(parts: Sequence[bytes]) -> bytes:
    """Parts as one, serialised as they are."""
    return _journey.Corpus.merge_all([_journey.Corpus.from_bytes(part) for part in parts]).to_bytes()


def _excerpts(documents: Sequence[Dict[str, Any]], unnamed: Set[str]) -> Set[str]:
    """Documents that one process would try to merge with all others: interviews that nothing names."""
    return {one["id"] for one in documents if one["id"] in unnamed and one["source"] == "interview" and one["participant"] == one["id"]}
