"""What every subcommand shares with its user: results on standard output, the rest on standard error."""
from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .._progress import Progressed
from .._record import plain

WIDTH = 40
"""How many marks a bar of progress has."""


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


def progress(options: argparse.Namespace, what: str) -> Progressed:
    """A bar on standard error while somebody looks at it, gone when all is done."""
    if options.quiet or not sys.stderr.isatty():
        return False
    drawn = ""

    def step(done: int, all: int) -> None:
        nonlocal drawn
        filled = WIDTH * done // max(all, 1)
        bar = f"\r{what} [{'#' * filled}{'.' * (WIDTH - filled)}] {100 * done // max(all, 1)} % of {all}"
        if bar != drawn:
            print(bar if done < all else "\r\x1b[K", end="", file=sys.stderr, flush=True)
        drawn = bar

    return step
