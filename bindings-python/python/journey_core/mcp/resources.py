"""What does not fit into a result: pictures, whole maps, all quotations."""
from __future__ import annotations

import json
from typing import Any, Callable, Dict, List, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError

from .._functions import map_json
from ..errors import JourneyError
from ..types import JourneyMap, Verbatim
from .results import Quote, masked, quote
from .workspace import Coded, Workspace

T = TypeVar("T")


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the resources."""

    def drawn(id: str) -> JourneyMap:
        return _found(lambda: without_names(workspace.drawn(id).map))

    @server.resource("journey://map/{id}/svg", title="The map as a picture", mime_type="image/svg+xml")
    def picture(id: str) -> str:
        return drawn(id).svg()

    @server.resource("journey://map/{id}/json", title="The whole map", mime_type="application/json")
    def whole(id: str) -> str:
        return map_json(drawn(id))

    @server.resource("journey://map/{id}/report", title="The map as a report", mime_type="text/markdown")
    def report(id: str) -> str:
        return drawn(id).markdown()

    @server.resource("journey://map/{id}/quotes", title="The quotations of a map, by step", mime_type="application/json")
    def quotes(id: str) -> str:
        return json.dumps(_quotes(drawn(id)), ensure_ascii=False)

    @server.resource("journey://coding/{id}/observations", title="What was coded, a line each", mime_type="application/jsonl")
    def observations(id: str) -> str:
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in _observations(_found(lambda: workspace.coded(id))))

    @server.resource("journey://coding/{id}/{request}", title="A request to code in full, or the instructions", mime_type="text/plain")
    def asked(id: str, request: str) -> str:
        batches = workspace.under_way.get(id)
        if batches is not None and request == "instructions":
            return batches.instructions
        open_ = None if batches is None else batches.request(request)
        if open_ is None:
            raise ResourceNotFoundError(f"there is no open request `{request}` of `{id}`")
        return open_.text()

    @server.resource("journey://plan/{id}/json", title="A research plan", mime_type="application/json")
    def plan(id: str) -> str:
        return _found(lambda: workspace.study(id)).plan.to_json()


def _found(find: Callable[[], T]) -> T:
    try:
        return find()
    except JourneyError as error:
        raise ResourceNotFoundError(error.message) from error


def without_names(map: JourneyMap) -> JourneyMap:
    """A map as a model may see it: personal data in quotations masked, participants by number."""
    numbers: Dict[str, str] = {}

    def seen(value: Any) -> Any:
        if isinstance(value, list):
            return [seen(one) for one in value]
        if not isinstance(value, dict):
            return value
        shown = {name: seen(one) for name, one in value.items()}
        if value.keys() >= {"document", "sentences", "text"}:
            shown["text"] = masked(value["text"])
        if isinstance(value.get("participant"), str):
            shown["participant"] = numbers.setdefault(value["participant"], f"participant {len(numbers) + 1}")
        return shown

    return JourneyMap.from_dict(seen(map.to_dict()))


def _quotes(map: JourneyMap) -> List[Dict[str, Any]]:
    def told(words: List[Verbatim]) -> List[Dict[str, Any]]:
        return [Quote.model_dump(quote(one)) for one in words]

    return [
        {"step": one.name, "pains": told(one.pains), "delights": told(one.delights), "needs": told(one.needs), "suggestions": told(one.suggestions)}
        for one in map.steps
        if one.base
    ]


def _observations(coded: Coded) -> List[Dict[str, Any]]:
    return [
        {
            "document": one.document,
            "place": one.place.to_dict(),
            "kind": one.kind,
            "emotion": one.emotion.label,
            "valence": one.emotion.valence,
            "sentences": [id for words in one.evidence for id in words.sentences],
            "words": masked(" … ".join(words.text for words in one.evidence)),
            "coder": one.coder.name,
        }
        for one in coded.observations
    ]
