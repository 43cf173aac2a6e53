"""The command line: its subcommands and how it ends."""
from __future__ import annotations

import sys
from typing import Optional, Sequence

from .. import __version__
from . import ask, interview, map, mcp, pilot, read
from .failing import FAILED, FINE, WRONG_USE, Parser, exit_code, tell

EXAMPLES = """\
examples:
  journey map tickets.csv reviews.xlsx          a map of what customers said, in the folder journey-map
  journey read interviews/                      what the files are taken for, before anything is coded
  journey ask journey-map "What hurts most?"    an answer with numbers and the customers' words
  journey interview --question "Where do claims hurt?"
  journey pilot --participants difficult        how a guide fares with people who make it hard

Without --provider everything runs on this machine: no key, no network.
exit codes: 0 fine, 1 failed, 2 wrong use."""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command and returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser().parse_args(given)
        options.run(options)
        return FINE
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
        return FINE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return FAILED
    except Exception as error:
        tell(error, json_wanted="--json" in given)
        return exit_code(error)


def _parser() -> Parser:
    description = "Adaptive customer interviews, and journey maps in which every number opens onto the customers' own words."
    parser = Parser(prog="journey", description=description, epilog=EXAMPLES)
    parser.add_argument("--version", action="version", version=f"journey {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for command in (map, read, ask, interview, pilot, mcp):
        command.add(commands)
    return parser
