"""The library as a server of the Model Context Protocol: an assistant interviews, reads, codes, maps and asks, and code disposes.

Needs the extra `mcp`. A host starts `journey mcp --folder DIR`; in Python, `server(folder)` is an `MCPServer` of the official SDK.
"""
from __future__ import annotations

import os
from typing import Optional, Union

from mcp.server.mcpserver import MCPServer

from .. import __version__
from . import asking, coding, exporting, interviewing, mapping, planning, reading, resources
from .workspace import Workspace

__all__ = ["serve", "server"]

INSTRUCTIONS = """\
Customer-journey research with evidence. The usual way: draft_plan -> interview people (or read_documents of what they already said) -> code -> \
draw_map -> ask, compare_waves, export. Every number comes with its base and every quotation was said: repeat both as they are, and never add \
numbers or quotations of your own. Each step returns an id that the next one takes. Results are short; resources journey://... hold the rest."""


def server(folder: Union[str, "os.PathLike[str]"]) -> MCPServer:
    """A server over one folder: nothing outside of it is read or written."""
    workspace = Workspace(folder)
    made = MCPServer("journey", title="Customer journeys", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")
    for part in (planning, interviewing, reading, coding, mapping, asking, exporting, resources):
        part.add(made, workspace)
    return made


def serve(folder: Union[str, "os.PathLike[str]"], port: Optional[int] = None) -> None:
    """Serves standard input and output, or streamable HTTP on a port of this machine, until the host ends it."""
    if port is None:
        server(folder).run("stdio")
    else:
        server(folder).run("streamable-http", host="127.0.0.1", port=port)
