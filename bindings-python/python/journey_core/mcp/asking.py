"""Questions to the findings, and what moved between waves."""
from __future__ import annotations

import asyncio
from typing import Annotated, List, Optional

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from .._functions import wave_conclusions
from ..command.failing import invalid
from ..types import Answer as Told
from ..types import MapOptions
from .results import Quote, Shape, answered, disposing, fitting, masked, quote
from .workspace import Workspace


class Claim(Shape):
    """A claim whose every number was computed."""

    text: str
    quotes: List[Quote]


class Answer(Shape):
    """An answer."""

    question: str
    topic: str = Field(description="what the question was understood to be about")
    claims: List[Claim]
    columns: List[str]
    rows: List[List[str]]
    more: Optional[str] = None


class Moved(Shape):
    """What moved between two waves."""

    before: str
    after: str
    respondents: List[int] = Field(description="of the wave before, of the wave after, and in both")
    conclusions: List[str] = Field(description="each says whether it can be told from chance")
    changed_questions: List[str] = Field(description="where the two waves asked differently: such numbers do not compare")
    detectable: List[str] = Field(description="the smallest differences that bases of this size could show")
    more: Optional[str] = None


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the tools."""
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)

    @server.tool(title="Ask the findings", annotations=reads)
    @disposing
    async def ask(
        map: Annotated[str, Field(description="the map, from draw_map")],
        question: Annotated[
            str,
            Field(
                description='such as "Where is the most friction?", "What delights?", "How do the segments compare?"', min_length=2, max_length=2000
            ),
        ],
    ) -> Annotated[CallToolResult, Answer]:
        """Answers a question over a map from computed facts: numbers with their bases and intervals, and the customers' own words.

        What it finds is associations in what people said, not causes. Repeat numbers and quotations as they are."""
        drawn = workspace.drawn(map)
        found = await drawn.corpus.ask_async(question, map=drawn.map, seed=7)
        return answered(fitting(_answer(found), ["claims", "rows"]))

    @server.tool(title="Compare two waves", annotations=reads)
    @disposing
    async def compare_waves(
        coding: Annotated[str, Field(description="the coding that holds both waves, from code")],
        before: Annotated[str, Field(description="the earlier wave")],
        after: Annotated[str, Field(description="the later wave")],
    ) -> Annotated[CallToolResult, Moved]:
        """Tells what moved between two waves of fieldwork, and what cannot be told from chance.

        Waves come from a column of the documents, or from read_documents with `waves`."""
        corpus = await asyncio.to_thread(workspace.coded(coding).corpus)
        for wave in (before, after):
            if wave not in corpus.waves:
                raise invalid(
                    "wave",
                    f"there is no `{wave}`",
                    f"waves are {', '.join(corpus.waves) or 'none: read the documents with waves=month, quarter or year'}",
                )
        found = await asyncio.to_thread(corpus.compare_waves, before, after, None, MapOptions(seed=7))
        moved = Moved(
            before=before,
            after=after,
            respondents=[*found.respondents, found.respondents_in_both],
            conclusions=wave_conclusions(found),
            changed_questions=found.instrument_changes,
            detectable=found.detectable_differences,
        )
        return answered(fitting(moved, ["conclusions", "detectable", "changed_questions"]))


def _answer(found: Told) -> Answer:
    claims = [Claim(text=masked(one.text), quotes=[quote(words) for words in one.evidence[:2]]) for one in found.claims]
    return Answer(question=found.question, topic=found.topic, claims=claims, columns=found.table.columns, rows=found.table.rows)
