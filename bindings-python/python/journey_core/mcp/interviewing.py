"""Holding an interview."""
from __future__ import annotations

import asyncio
from typing import Annotated, Any, List, Literal, Optional, Union

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from .._interview import Interview
from ..command.failing import invalid
from ..types import Participant, Reply
from .results import Shape, answered, disposing
from .workspace import Workspace


class Option(Shape):
    """An option to choose."""

    id: str
    text: str


class Turn(Shape):
    """What the participant sees next."""

    interview: str = Field(description="the id to go on with")
    text: str = Field(description="show it to the participant word by word")
    awaits: str = Field(description="consent or words: hand in `say`; answer: hand in `number` or `options`; nothing: it is over")
    options: List[Option] = Field(default_factory=list)
    asked: int
    covered: int
    items: int
    outcome: Optional[str] = Field(default=None, description="how it ended, once it has")


Act = Literal["skip", "stop", "leave", "withdraw"]


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the tool."""

    @server.tool(
        title="Hold an interview",
        annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False),
    )
    @disposing
    async def interview(
        study: Annotated[Optional[str], Field(description="the study to begin an interview of, from draft_plan")] = None,
        interview: Annotated[Optional[str], Field(description="the interview to go on with; alone, it shows what stands open")] = None,
        say: Annotated[
            Optional[str], Field(description="the participant's words, exactly as they gave them; never words of your own", max_length=20_000)
        ] = None,
        number: Annotated[Optional[int], Field(description="the participant's number, where one is asked for")] = None,
        options: Annotated[Optional[List[str]], Field(description="the ids of the options that the participant chose")] = None,
        act: Annotated[
            Optional[Act],
            Field(description="skip the question; stop for good; leave and go on another time; withdraw the consent, which erases what was said"),
        ] = None,
        participant: Annotated[Optional[str], Field(description="who is asked, for a new interview")] = None,
    ) -> Annotated[CallToolResult, Turn]:
        """Begins an interview of a study, or goes on with one: hands in what the participant said and returns what to show next.

        The library moderates: it follows up, keeps every mandatory question, and honours refusals. Show `text` unchanged to the person who is asked,
        and hand in their words unchanged. Do not answer for them. Interviews are kept; another day, name the interview to go on."""
        if (study is None) == (interview is None):
            raise invalid("study", "name either a study or an interview", "give study to begin, interview to go on")
        given = {name: value for name, value in (("say", say), ("number", number), ("options", options), ("act", act)) if value is not None}
        if len(given) > 1 or (study is not None and given):
            raise invalid(next(iter(given)), "one thing is handed in at a time, and none before the interview has begun", "hand in one")
        held = (
            await asyncio.to_thread(_begun, workspace, study, participant)
            if study is not None
            else await asyncio.to_thread(_open, workspace, str(interview))
        )
        try:
            reply = await _next(held, given)
        finally:
            # Another server may take it up between two calls.
            workspace.store.release(held.id)
        return answered(_turn(held.id, reply))


def _begun(workspace: Workspace, study: str, participant: Optional[str]) -> Interview:
    asked = workspace.study(study)
    id = f"interview-{len(_kept(workspace)) + 1}"
    return workspace.store.begin(asked, id, participant=Participant(id=participant or id))


def _open(workspace: Workspace, id: str) -> Interview:
    known = _kept(workspace)
    if id not in known:
        raise invalid("interview", f"there is no `{id}`", f"there are {', '.join(known[:20]) or 'none yet'}")
    return workspace.store.resume(id)


def _kept(workspace: Workspace) -> List[str]:
    return [one.id for study in workspace.study_ids() for one in workspace.store.list(study)]


async def _next(held: Interview, given: dict[str, Any]) -> Reply:
    if not given:
        return await held.start_async()
    ((kind, value),) = given.items()
    if kind == "say":
        return await held.say_async(value)
    if kind == "act":
        return await held.handle_async({"type": {"skip": "skipped", "stop": "asked_to_stop", "leave": "left", "withdraw": "withdrew_consent"}[value]})
    answer: Union[int, List[str]] = value
    return await held.answer_async(answer)


def _turn(id: str, reply: Reply) -> Turn:
    format: Any = None if reply.question is None else reply.question.answer
    options = [Option(id=one.id, text=one.text) for one in getattr(format, "options", [])]
    progress = reply.progress
    return Turn(
        interview=id,
        text=reply.text,
        awaits=reply.awaits,
        options=options,
        asked=progress.asked,
        covered=progress.covered,
        items=progress.items,
        outcome=reply.outcome,
    )
