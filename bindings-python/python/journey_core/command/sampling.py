"""A sample to be coded by hand, and what it says of the coder."""
from __future__ import annotations

import argparse
import csv
import io
import itertools
import random
from typing import Any, Sequence

from .._functions import compare_coders, correct_for_coder_error, read_codings
from .._run import CodingRun
from ..errors import InvalidError
from ..types import CoderComparison, CorrectedPrevalence, Document, ImportedCodings
from . import console, sheets
from .failing import invalid
from .results import Results
from .tables import table

COLUMNS = ("document", "sentences", "quote", "stage", "touchpoint", "kind", "emotion", "valence")
"""The first three are filled in. A row is an experience; a row without stage and kind says that the sentence tells none."""
PERSON = "person"
"""The name of a hand coder whose table names none."""


def check(options: argparse.Namespace, documents: Sequence[Document]) -> None:
    """Refuses a sample of nothing, and codings of other documents."""
    if options.sample is not None and options.sample < 1:
        raise invalid("--sample", f"`{options.sample}` is too few", "give 1 or more; 20 and more let shares be corrected")
    if options.codings is not None:
        rows = _rows(options.codings)
        _sampled(rows, documents)
        if not any(_is_coded(row) for row in rows):
            raise invalid("--codings", "nothing in it is coded", "fill in stage and kind where a sentence tells an experience")


def add(options: argparse.Namespace, coded: CodingRun, found: Results) -> None:
    """Adds a sample to be coded, or what a coded one says."""
    if options.sample is not None:
        found.more["sample.csv"] = drawn(options, found)
    if options.codings is not None:
        _agreement(options, coded, found)


def drawn(options: argparse.Namespace, found: Results) -> str:
    """The customers' sentences of documents drawn by chance, with room for codes."""
    documents = sorted(found.documents, key=lambda one: one.id)
    chosen = random.Random(options.seed).sample(documents, min(options.sample, len(documents)))
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for document in sorted(chosen, key=lambda one: one.id):
        rows.writerows([document.id, id, cell(quote), "", "", "", "", ""] for id, quote in _sentences(document))
    console.note(
        options, f"sample.csv: {len(chosen)} documents; fill in stage and kind, add rows for further experiences, and give it back with --codings"
    )
    return text.getvalue()


def _sentences(document: Document) -> list[tuple[str, str]]:
    return [(one.id, turn.text[one.span.start : one.span.end]) for turn in document.turns if turn.role == "customer" for one in turn.sentences]


def cell(text: str) -> str:
    """What begins like a formula gets an apostrophe before it, as the library's own tables have it."""
    return f"'{text}" if text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _agreement(options: argparse.Namespace, coded: CodingRun, found: Results) -> None:
    rows = _rows(options.codings)
    sample = _sampled(rows, found.documents)
    people = _read(options, rows, found)
    coder = found.observations[0].coder.name if found.observations else "builtin"
    within = [one for one in found.observations if one.document in set(sample)]
    person = people.observations[0].coder.name if people.observations else PERSON
    compared = compare_coders([*within, *people.observations], coder, person)
    corrected = [(one.name, _corrected(found, people, sample, one.place)) for one in found.map.priorities[:5]]
    found.more["agreement.json"] = {
        "comparison": compared.to_dict(),
        "rejected": people.rejected,
        "corrected": [{"name": name, "result": one if isinstance(one, str) else one.to_dict()} for name, one in corrected],
    }
    found.sections.append(_section(len(sample), compared, people, corrected))


def _is_coded(row: dict[str, str]) -> bool:
    return bool(row.get("stage") or row.get("kind"))


def _sampled(rows: list[dict[str, str]], documents: Sequence[Document]) -> list[str]:
    """The documents that a person coded."""
    sample = sorted({row.get("document", "") for row in rows} & {one.id for one in documents})
    if not sample:
        raise invalid("--codings", "it names no document of these files", "give the sample.csv that was written for the same files")
    return sample


def _rows(path: str) -> list[dict[str, str]]:
    """The rows by their columns; cells beyond a short row's end are empty."""
    (_, header), *rows = sheets.rows(path)
    names = [name.casefold() for name in header]
    return [dict(itertools.zip_longest(names, row[: len(names)], fillvalue="")) for _, row in rows]


def _read(options: argparse.Namespace, rows: list[dict[str, str]], found: Results) -> ImportedCodings:
    """What people coded; rows left empty are no codings."""
    filled = [row for row in rows if _is_coded(row)]
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    table.writerows(filled)
    people = read_codings(text.getvalue(), found.documents, found.framework, PERSON)
    for line, reason in people.rejected:
        row = filled[line - 2] if 0 <= line - 2 < len(filled) else {}
        console.note(options, f"{options.codings}: not taken: {row.get('document')} {row.get('sentences') or ''}: {reason}")
    return people


def _corrected(found: Results, people: ImportedCodings, sample: list[str], place: Any) -> Any:
    try:
        return correct_for_coder_error(found.documents, found.observations, people.observations, sample, place, "pain")
    except InvalidError as error:
        return error.message


def _section(documents: int, compared: CoderComparison, people: ImportedCodings, corrected: list[tuple[str, Any]]) -> str:
    lines = [
        "## How far the coder agrees with a person",
        "",
        f"{documents} documents, {len(people.observations)} experiences that {compared.right} coded, {len(people.rejected)} rows not taken.",
        f"Sentences that both coded: {compared.base}; only {compared.left}: {compared.left_alone}; only {compared.right}: {compared.right_alone}.",
        "",
        table(("code", "κ", "95 %", "sentences"), [_kappa(name, one) for name, one in compared.kappa.items()]),
    ]
    if corrected:
        lines += [
            "Pain, as a share of documents, corrected by the sample:",
            "",
            table(("where", "the coder", "corrected", "95 %", "coded by hand"), [_share(name, one) for name, one in corrected]),
        ]
    return "\n".join(lines) + "\n"


def _kappa(name: str, kappa: Any) -> tuple[object, ...]:
    if kappa is None:
        return name, "cannot be told", "", ""
    return name, f"{kappa.value:.2f}", f"{kappa.interval.low:.2f} to {kappa.interval.high:.2f}", kappa.base


def _share(name: str, one: Any) -> tuple[object, ...]:
    if not isinstance(one, CorrectedPrevalence):
        return name, "", f"not corrected: {one}", "", ""
    return name, f"{one.machine:.0%}", f"{one.value:.0%}", f"{one.interval.low:.0%} to {one.interval.high:.0%}", one.coded
