"""`journey mcp`: the library as a server for assistants."""
from __future__ import annotations

import argparse
from typing import Any

from .failing import invalid

EXAMPLES = """\
examples:
  journey mcp --folder research              for a host that starts it and talks over standard input and output
  journey mcp --folder research --http 8000  for hosts that connect to http://127.0.0.1:8000/mcp

In the settings of a host: {"mcpServers": {"journey": {"command": "journey", "args": ["mcp", "--folder", "/path/to/research"]}}}
Nothing outside the folder is read or written."""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "mcp",
        help="serve assistants (Model Context Protocol)",
        description="Serves an assistant: it interviews, reads, codes, maps and asks; every proposal of it is checked.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--folder", required=True, metavar="DIR", help="the one folder that is read and written")
    parser.add_argument(
        "--http", type=int, metavar="PORT", help="serve streamable HTTP on this port of this machine instead of standard input and output"
    )
    parser.set_defaults(run=run, json=False)


def run(options: argparse.Namespace) -> None:
    """Serves until the host ends it."""
    try:
        from ..mcp import serve
    except ImportError as error:
        raise invalid("mcp", f"the package `{error.name}` is not installed", "pip install 'journey-core[mcp]'") from error
    serve(options.folder, options.http)
