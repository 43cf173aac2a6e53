"""`journey read`: what files are taken for, before anything is coded."""
from __future__ import annotations

import argparse
from typing import Any

from .._read import Documents
from ..errors import InvalidError
from . import console, reading
from .failing import WRONG_USE

EXAMPLES = """\
examples:
  journey read tickets.csv
  journey read interviews/ --customer "Lena Weber"
  journey read export.json --json"""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "read",
        usage="journey read [options] FILE…",
        help="say what files are taken for",
        description="Reads files and says what was recognised, what was guessed on what grounds, and what was left out.",
        epilog=EXAMPLES,
    )
    parser.add_argument("sources", nargs="+", metavar="FILE", help="files or folders of them, each read by itself")
    reading.add(parser)
    console.add(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Reads each file; one that cannot be read does not keep the others from it."""
    options.quiet = True
    texts, files, broken = [], [], False
    for source in options.sources:
        try:
            found = reading.documents(options, [source])
        except InvalidError as error:
            broken = True
            texts.append(f"{source}: cannot be read: {error.message}")
            files.append({"source": source, "error": {"message": error.message, **error.context}})
        else:
            texts.append("\n".join([repr(found), *_first(found)]))
            files.append(_described(source, found))
    console.show(options, "\n\n".join(texts), {"files": files})
    if broken:
        raise SystemExit(WRONG_USE)


def _first(found: Documents) -> list[str]:
    """The first words of a customer, to see that it was read right."""
    words = ((document, turn.text) for document in found for turn in document.turns if turn.role == "customer")
    return [f"first words, of {document.participant}: {_short(text)}" for document, text in [*words][:1]]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"


def _described(source: str, found: Documents) -> dict[str, Any]:
    return {
        "source": source,
        "documents": len(found),
        "participants": len({one.participant for one in found}),
        "turns": sum(len(one.turns) for one in found),
        "customer_turns": sum(turn.role == "customer" for one in found for turn in one.turns),
        "kinds": sorted({one.source for one in found}),
        "waves": sorted({one.wave for one in found if one.wave is not None}),
        "segments": sorted({segment for one in found for segment in one.segments}),
        "columns_kept": sorted({name for one in found for name in one.attributes}),
        "reports": found.reports,
    }
