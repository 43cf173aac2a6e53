"""Writing a result into the folder."""
from __future__ import annotations

import asyncio
from typing import Annotated, List

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from .._functions import report_questions
from .._tasks import draft_plan_async
from ..command import results as files
from ..command.failing import invalid
from ..command.folder import OutputFolder
from ..command.planning import QUESTION
from ..errors import InvalidError
from .results import Shape, answered, disposing
from .workspace import Drawn, Workspace


class Exported(Shape):
    """What was written."""

    folder: str = Field(description="named from the server's folder")
    open: str = Field(description="the page to open first")
    files: List[str]


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the tool."""

    @server.tool(
        title="Export a map", annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    )
    @disposing
    async def export(
        map: Annotated[str, Field(description="the map, from draw_map")],
        folder: Annotated[
            str, Field(description="a new folder inside the server's folder; an earlier export in it is replaced", min_length=1, max_length=200)
        ] = "journey-map",
    ) -> Annotated[CallToolResult, Exported]:
        """Writes a map as files for people: map.html, map.svg, report.md, observations.csv, transcripts, codebook, a project for ATLAS.ti, MAXQDA or NVivo.

        A folder with other files in it, or with files that somebody changed, is refused: nothing is ever overwritten but an earlier export.
        The files hold the customers' words in full, personal data included."""
        drawn = workspace.drawn(map)
        place = workspace.inside(folder)
        if place == workspace.folder or workspace.relative(place).startswith("."):
            raise invalid("folder", "it is the server's own", "name a new folder, such as journey-map")
        results = await _results(drawn)
        try:
            written = await asyncio.to_thread(_write, str(place), results)
        except InvalidError as error:
            raise invalid(folder, error.context.get("problem", error.message), "name a new folder") from error
        return answered(Exported(folder=workspace.relative(place), open=f"{workspace.relative(place)}/map.html", files=written))


async def _results(drawn: Drawn) -> files.Results:
    coded = drawn.coded
    answers = [await drawn.corpus.ask_async(question, map=drawn.map, seed=7) for question in report_questions()]
    plan = await draft_plan_async(coded.question or QUESTION, framework=coded.framework)
    return files.Results(coded.framework, plan, coded.heard, coded.observations, drawn.map, answers, drawn.corpus.strategy(drawn.map))


def _write(place: str, results: files.Results) -> List[str]:
    with OutputFolder(place) as out:
        files.write(out, results)
        out.finish()
        return out.written
