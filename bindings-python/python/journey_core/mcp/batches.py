"""Coding by the assistant: the library's requests in batches, its replies checked by the library."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from .. import _journey
from .._functions import document, template
from .._provider import ModelRequest
from .._record import encode
from ..errors import LlmError
from ..types import Document, DocumentCoding, RejectedProposal, RetryPolicy, Words
from .results import tokens
from .workspace import Coded

CODER = "assistant"
"""The name that the assistant's observations carry."""
_OPENS = "<sentence>"
# Nobody waits for a server here: the assistant answers when it does, twice at most.
_RETRY = RetryPolicy(max_attempts=2, initial_wait_ms=0, max_wait_ms=0, seed=0)


@dataclass
class Request:
    """A window of a document that is to be coded."""

    id: str
    document: str
    sentences: str
    problem: Optional[str] = None
    """What was wrong with the reply before."""

    def text(self) -> str:
        """What the assistant reads."""
        return self.sentences if self.problem is None else f"{self.problem}\n{self.sentences}"


@dataclass
class _Task:
    """A document under way."""

    native: _journey.Task
    requests: List[Request]
    replies: Dict[str, str] = field(default_factory=dict)


class Batches:
    """The requests of a coding that are still to be answered, and what became of the replies."""

    def __init__(self, coded: Coded) -> None:
        self.coded = coded
        self.instructions = ""
        self._waiting: List[Document] = [one for one in coded.documents if one.id not in coded.codings and one.id not in coded.failed]
        self._begun: Dict[str, _Task] = {}
        self._count = 0

    @property
    def left(self) -> int:
        """Documents that are still to be coded."""
        return len(self._waiting) + len(self._begun)

    def next(self, budget: int) -> List[Request]:
        """The next requests within so many tokens; at least one while any is left."""
        chosen: List[Request] = []
        for request in self._open():
            budget -= tokens(request.text()) + 20
            if chosen and budget < 0:
                break
            chosen.append(request)
        return chosen

    def _open(self) -> Any:
        for task in list(self._begun.values()):
            yield from (request for request in task.requests if request.id not in task.replies)
        while self._waiting:
            begun = self._begin(self._waiting.pop(0))
            if begun is not None:
                yield from begun.requests

    def request(self, id: str) -> Optional[Request]:
        """An open request by its id."""
        return next((one for task in self._begun.values() for one in task.requests if one.id == id and id not in task.replies), None)

    def _begin(self, one: Document) -> Optional[_Task]:
        arguments = {
            "document": one,
            "framework": self.coded.framework,
            "codebook": None,
            "question": self.coded.question or None,
            "retry": _RETRY,
            "seed": 0,
        }
        task = _Task(_journey.Task("code_document", encode(arguments)), [])
        self._begun[one.id] = task
        self._step(one.id, task.native.start())
        return self._begun.get(one.id)

    def reply(self, id: str, observations: List[Any]) -> List[RejectedProposal]:
        """Hands in the observations of a request; returns the proposals that failed a check, once the document is coded."""
        name, task = next((name, task) for name, task in self._begun.items() for one in task.requests if one.id == id)
        task.replies[id] = json.dumps({"text": json.dumps({"observations": observations}), "finish": "stop", "model": CODER})
        if len(task.replies) < len(task.requests):
            return []
        replies = [task.replies[one.id] for one in task.requests]
        task.replies = {}
        try:
            self._step(name, task.native.replied(replies))
        except LlmError as error:
            del self._begun[name]
            self.coded.failed[name] = error.message
        return self.coded.codings[name].rejected if name in self.coded.codings else []

    def _step(self, name: str, step: Any) -> None:
        task = self._begun[name]
        while isinstance(step, int):
            step = task.native.elapsed()
        if isinstance(step, str):
            del self._begun[name]
            self.coded.codings[name] = DocumentCoding._of(json.loads(step))
        else:
            task.requests = [self._asked(name, ModelRequest(native)) for native in step]

    def _asked(self, name: str, request: ModelRequest) -> Request:
        self._count += 1
        head, opens, sentences = request.messages[0]["content"].partition(_OPENS)
        self.instructions = f"{request.system}\n\n{head}".strip()
        problem = request.messages[-1]["content"] if len(request.messages) > 1 else None
        return Request(f"r{self._count}", name, f"{opens}{sentences}", problem)


def reply_schema() -> Dict[str, Any]:
    """The JSON Schema of a reply's observations, as the library checks them."""
    said = document("one", "review", "one", [Words(role="customer", text="It was fine.")])
    arguments = {"document": said, "framework": template("general"), "codebook": None, "question": None, "retry": _RETRY, "seed": 0}
    step = _journey.Task("code_document", encode(arguments)).start()
    assert isinstance(step, list)
    observations: Dict[str, Any] = ModelRequest(step[0]).schema["properties"]["observations"]
    return observations
