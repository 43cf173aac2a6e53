"""Reading documents."""
from __future__ import annotations

import asyncio
import os
from typing import Annotated, Dict, List, Optional

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from .._read import Documents, read
from ..command.failing import invalid
from ..command.stores import HEARD
from ..errors import InvalidError
from ..types import TranscriptColumns, Period
from .results import Shape, answered, disposing, fitting, masked
from .workspace import Workspace


class File(Shape):
    """How a file was read."""

    file: str
    format: str
    guesses: List[str] = Field(description="what was guessed, and on what grounds: check them")
    left_out: List[str]


class Read(Shape):
    """What was read."""

    documents: str = Field(description="the id that `code` takes")
    count: int
    participants: int
    turns: int
    kinds: List[str]
    waves: List[str]
    segments: List[str]
    first_words: str = Field(description="the first words of a customer, to see that it was read right")
    files: List[File]
    more: Optional[str] = None


_COLUMNS = ("text", "document", "participant", "speaker", "time", "segment", "wave", "language", "stage")


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the tool."""

    @server.tool(title="Read what customers said", annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    @disposing
    async def read_documents(
        paths: Annotated[
            Optional[List[str]], Field(description="files or folders, named from the server's folder; `.` is all of it", max_length=200)
        ] = None,
        study: Annotated[Optional[str], Field(description="instead of files: the interviews of this study that have ended")] = None,
        columns: Annotated[
            Optional[Dict[str, str]], Field(description=f"which column holds what, where the file does not tell: {', '.join(_COLUMNS)}, nps, csat")
        ] = None,
        customers: Annotated[Optional[List[str]], Field(description="speakers who are customers")] = None,
        staff: Annotated[Optional[List[str]], Field(description="speakers who are the company's or the researcher's")] = None,
        waves: Annotated[Optional[Period], Field(description="make a wave of each period")] = None,
    ) -> Annotated[CallToolResult, Read]:
        """Reads files of customers' words as they are: tables, workbooks, JSON, Zendesk, Intercom, Freshdesk, Slack, mail, subtitles, transcripts, Word, WhatsApp.

        Nothing is coded yet and no file is changed. Returns an id, and what was guessed: check that the words and the customers are the right ones.
        What a file leaves open is an error that names the option that settles it."""
        if (paths is None) == (study is None):
            raise invalid("paths", "name either paths or a study", "give paths of files, or a study whose interviews have ended")
        found = (
            Documents(_held(workspace, study))
            if study is not None
            else await asyncio.to_thread(_files, workspace, paths or [], columns or {}, customers or [], staff or [], waves)
        )
        if not found:
            raise invalid(
                "paths" if study is None else "study",
                "there is nothing that a customer said in it",
                "name files with their words, or end an interview first",
            )
        return answered(fitting(_told(workspace, found, study), ["files", "segments", "waves"]))


def _held(workspace: Workspace, study: str) -> Documents:
    workspace.study(study)
    return Documents(workspace.store.document(one.id) for one in workspace.store.list(study) if one.outcome in HEARD)


def _files(
    workspace: Workspace, paths: List[str], columns: Dict[str, str], customers: List[str], staff: List[str], waves: Optional[Period]
) -> Documents:
    unknown = [name for name in columns if name not in (*_COLUMNS, "nps", "csat")]
    if unknown:
        raise invalid("columns", f"`{unknown[0]}` is not known", f"use {', '.join(_COLUMNS)}, nps or csat")
    ratings = {name: columns.pop(name) for name in ("nps", "csat") if name in columns}
    files = [file for path in paths for file in workspace.files(path)]
    try:
        return read(files, TranscriptColumns.from_dict({**columns, "ratings": ratings}), customers=customers, staff=staff, waves=waves)
    except InvalidError as error:
        # The assistant knows files by their names in the folder.
        raise InvalidError("invalid", error.message.replace(f"{workspace.folder}{os.sep}", "")) from error


def _told(workspace: Workspace, found: Documents, study: Optional[str]) -> Read:
    words = (turn.text for one in found for turn in one.turns if turn.role == "customer")
    return Read(
        documents=workspace.add_documents(list(found), study),
        count=len(found),
        participants=len({one.participant for one in found}),
        turns=sum(len(one.turns) for one in found),
        kinds=sorted({one.source for one in found}),
        waves=sorted({one.wave for one in found if one.wave is not None}),
        segments=sorted({segment for one in found for segment in one.segments}),
        first_words=masked(next(words, ""))[:200],
        files=[
            File(
                file=workspace.relative(report.file),
                format=report.format,
                guesses=[f"{one.what}: {one.choice} ({one.grounds})" for one in report.guesses],
                left_out=[f"{one.count}: {one.reason}" for one in report.skipped],
            )
            for report in found.reports
        ],
    )
