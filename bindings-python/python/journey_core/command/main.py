"""The command line: its subcommands and how it ends."""
from __future__ import annotations

import argparse
import sys
from typing import Optional, Sequence

from .. import __version__
from ..errors import CancelledError
from . import ask, events, interview, map, mcp, pilot, read, score
from .failing import FAILED, FINE, WRONG_USE, exit_code, tell
from .parsing import Parser

HELP = """\
commands:
  map        map what customers said in files
  events     show what customers did, from event logs
  read       say what files are taken for, before anything is coded
  ask        ask the findings
  interview  hold an interview in the terminal
  pilot      try a guide on simulated participants
  score      score the coder on texts that somebody labelled
  mcp        serve assistants (Model Context Protocol)

examples:
  journey map tickets.csv reviews.xlsx          a map of what customers said, in the folder journey-map
  journey events log.csv --left cancelled       what customers did, and who leaves, in journey-events
  journey ask journey-map "What hurts most?"    an answer with numbers and the customers' words
  journey interview --question "Where do claims hurt?"

`journey COMMAND --help` tells the rest. Without --provider everything runs on this machine: no key, no network.
With --json every command prints its result as JSON, and an error as one line of JSON on standard error.
exit codes: 0 fine, 1 failed, 2 wrong use."""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command and returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # Who types the name alone asks what there is.
        options = _parser().parse_args(given or ["--help"])
        options.run(options)
        return FINE
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
        return FINE
    except KeyboardInterrupt:
        tell(CancelledError("cancelled", "stopped"), json_wanted="--json" in given)
        return FAILED
    except Exception as error:
        tell(error, json_wanted="--json" in given)
        return exit_code(error)


def _parser() -> Parser:
    description = "Adaptive customer interviews, and journey maps in which every number opens onto the customers' own words."
    parser = Parser(prog="journey", usage="journey [--version] COMMAND …", description=description, epilog=HELP)
    parser.add_argument("--version", action="version", version=f"journey {__version__}", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(prog="journey", metavar="COMMAND", required=True, parser_class=Parser, help=argparse.SUPPRESS)
    for command in (map, events, read, ask, interview, pilot, score, mcp):
        command.add(commands)
    return parser
