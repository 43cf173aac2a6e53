"""What every subcommand shares with its user: results on standard output, the rest on standard error."""
from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .._record import plain


def add(parser: argparse.ArgumentParser) -> Any:
    """The options of the output; returns their group."""
    group = parser.add_argument_group("output")
    group.add_argument("--json", action="store_true", help="print the result as JSON, and an error as a line of JSON")
    group.add_argument("-q", "--quiet", action="store_true", help="print only the result and errors, no notes and no progress")
    return group


def show(options: argparse.Namespace, text: str, data: Any) -> None:
    """Prints the result, for people or for programs."""
    print(json.dumps(plain(data), ensure_ascii=False, indent=2) if options.json else text)


def note(options: argparse.Namespace, text: str) -> None:
    """Says something beside the result."""
    if not options.quiet:
        print(text, file=sys.stderr)


def has_bars(options: argparse.Namespace) -> bool:
    """Whether somebody looks at progress bars."""
    return not options.quiet and sys.stderr.isatty()
