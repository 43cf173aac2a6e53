"""Drawing a map."""
from __future__ import annotations

import asyncio
from typing import Annotated, List, Optional

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from .._corpus import Corpus
from ..command.failing import invalid
from ..types import CorpusFilter, JourneyMap, MapOptions
from .results import Quote, Rate, Shape, answered, disposing, fitting, quote, rate
from .workspace import Drawn, Workspace


class Step(Shape):
    """A step of the journey."""

    name: str
    mean: Optional[float] = Field(default=None, description="mean feeling, −2 to +2; none without data")
    n: int = Field(description="respondents who felt something here")


class Pain(Shape):
    """A pain, ranked."""

    rank: int
    name: str
    pain: Rate
    quote: Optional[Quote] = None


class Map(Shape):
    """A map in short."""

    map: str = Field(description="the id that `ask` and `export` take")
    title: str
    respondents: int
    documents: int
    observations: int
    simulated: int = Field(description="respondents who are simulated: say so with every number")
    description: str
    steps: List[Step]
    priorities: List[Pain]
    not_computed: List[str]
    more: Optional[str] = None
    resources: List[str]


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the tool."""

    @server.tool(title="Draw the journey map", annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    @disposing
    async def draw_map(
        coding: Annotated[str, Field(description="the coding to map, from code")],
        wave: Annotated[Optional[str], Field(description="only this wave")] = None,
        segment: Annotated[Optional[str], Field(description="only this segment")] = None,
        title: Annotated[Optional[str], Field(max_length=200)] = None,
    ) -> Annotated[CallToolResult, Map]:
        """Computes the map of what is coded: the emotion curve, how common pains and delights are, and what to mend first.

        Shares are of respondents, with 95 % intervals; name the base with each number. The picture, the whole map and all quotations are resources."""
        coded = workspace.coded(coding)
        if not coded.codings:
            raise invalid("coding", "nothing of it is coded yet", "hand in replies with code, or code with coder builtin")
        corpus = await asyncio.to_thread(coded.corpus)
        part = _part(corpus, wave, segment)
        options = MapOptions(title=title or corpus.title, question=corpus.question, seed=7)
        drawn = await asyncio.to_thread(part.map, None, options)
        id = workspace.add_map(Drawn(drawn, part, coded))
        return answered(fitting(_told(id, drawn), ["steps", "priorities", "not_computed"]))


def _part(corpus: Corpus, wave: Optional[str], segment: Optional[str]) -> Corpus:
    for name, value, known in (("wave", wave, corpus.waves), ("segment", segment, corpus.segments)):
        if value is not None and value not in known:
            raise invalid(name, f"there is no `{value}`", f"there are {', '.join(known) or 'none'}")
    if wave is None and segment is None:
        return corpus
    return corpus.filter(CorpusFilter(waves=[wave] if wave else [], segments=[segment] if segment else []))


def _told(id: str, drawn: JourneyMap) -> Map:
    base = drawn.base
    return Map(
        map=id,
        title=drawn.title,
        respondents=base.respondents,
        documents=base.documents,
        observations=base.observations,
        simulated=base.simulated,
        description=drawn.description(),
        steps=[
            Step(name=one.name, mean=None if one.curve.mean is None else round(one.curve.mean, 2), n=one.curve.base)
            for one in drawn.steps
            if one.base
        ],
        priorities=[
            Pain(rank=one.rank, name=one.name, pain=rate(one.prevalence), quote=quote(one.verbatims[0]) if one.verbatims else None)
            for one in drawn.priorities[:5]
        ],
        not_computed=[f"{one.method}: {one.reason}" for one in drawn.not_computed],
        resources=[f"journey://map/{id}/{name}" for name in ("svg", "json", "report", "quotes")],
    )
