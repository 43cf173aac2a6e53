"""What adapters share: asking within a time limit, and reading the reply."""
from __future__ import annotations

import json
from typing import Any, Awaitable, Callable, ClassVar, Dict, Mapping, Optional, Set

from .._provider import ModelRequest
from ..errors import LlmError
from ._failures import failed, refusal
from ._parameters import Refused, thinks

TIMEOUT = 60.0
"""Seconds that a call may take, unless a provider is told otherwise."""

# Some servers of OpenAI's shape pass Gemini's own reasons on.
_DECLINED = ("blocklist", "content_filter", "prohibited_content", "recitation", "refusal", "safety", "spii")


class Adapter:
    """One model behind an SDK: how it is asked, and what it was found not to take."""

    # The parameters that a request can do without.
    _optional: ClassVar[Set[str]]

    def __init__(self, model: str, structured: bool, timeout: float, extra: Mapping[str, Any]) -> None:
        self.model = model
        self._structured, self._timeout, self._extra = structured, timeout, dict(extra)
        self._refused = Refused()
        self._thinks = thinks(model)

    def _parameters(self, request: ModelRequest) -> Dict[str, Any]:
        raise NotImplementedError

    def _failed(self, error: Exception) -> Optional[LlmError]:
        """The library's error for the SDK's; `None` when it is not the SDK's."""
        raise NotImplementedError

    def _ask(self, request: ModelRequest, send: Callable[..., Any]) -> Any:
        while True:
            sent = self._sent(request)
            try:
                return send(**sent)
            except Exception as error:
                self._consider(error, sent)

    async def _ask_async(self, request: ModelRequest, send: Callable[..., Awaitable[Any]]) -> Any:
        while True:
            sent = self._sent(request)
            try:
                return await send(**sent)
            except Exception as error:
                self._consider(error, sent)

    def _sent(self, request: ModelRequest) -> Dict[str, Any]:
        ours = self._parameters(request)
        body = {**ours.get("extra_body", {}), **self._extra.get("extra_body", {})}
        return {**ours, **self._extra, **({"extra_body": body} if body else {})}

    def _consider(self, error: Exception, sent: Mapping[str, Any]) -> None:
        """Raises what is wrong, unless leaving out a parameter mends it."""
        wrong = self._failed(error)
        if wrong is None:
            raise error
        # What the host asked for is never left out, so a refusal of it ends the call.
        if not self._refused.learn(wrong, self._optional & _names(sent) - _names(self._extra)):
            raise wrong from error


def _names(parameters: Mapping[str, Any]) -> Set[str]:
    return {*parameters, *parameters.get("extra_body", {})}


def sdk_failed(error: Exception, known: Any, late: Any) -> Optional[LlmError]:
    """The library's error for one of the `known` classes; of the `late` ones, that time ran out."""
    return failed(error, isinstance(error, late)) if isinstance(error, known) else None


def with_schema(request: ModelRequest) -> str:
    """The instructions for a model that is not held to the schema: it is told."""
    return f"{request.system}\n\nReply with JSON only, by this JSON Schema: {json.dumps(request.schema, ensure_ascii=False)}"


def response_format(request: ModelRequest) -> Dict[str, Any]:
    """The reply's schema as servers of OpenAI's shape take it."""
    return {"type": "json_schema", "json_schema": {"name": request.task.replace(".", "_"), "schema": request.schema, "strict": True}}


def chat_reply(answer: Any, model: str) -> Dict[str, Any]:
    """A chat completion of OpenAI's shape as the library takes it."""
    choice = next(iter(getattr(answer, "choices", None) or ()), None)
    message = getattr(choice, "message", None)
    if choice is None or message is None:
        raise refusal(answer)
    reason = "refusal" if getattr(message, "refusal", None) else choice.finish_reason
    usage = getattr(answer, "usage", None)
    prompt, completion = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, 0)
    return reply(_text(message.content), reason, prompt, completion, getattr(answer, "model", None) or model)


def reply(text: str, reason: Optional[str], prompt: Optional[int], completion: Optional[int], model: str) -> Dict[str, Any]:
    """A reply as the library takes it."""
    ended = finish(reason)
    if ended == "stop" and not text.strip():
        raise LlmError("invalid_reply", f"the reply is empty (it ended with `{reason}`)")
    usage = {"prompt_tokens": prompt or 0, "completion_tokens": completion or 0}
    return {"text": text, "finish": ended, "usage": usage, "model": model}


def finish(reason: Optional[str]) -> str:
    """Why a reply ended."""
    told = (reason or "").lower()
    if told in ("length", "max_tokens", "model_length"):
        return "length"
    return "refused" if told.startswith(_DECLINED) else "stop"


def _text(content: Any) -> str:
    """The text of a message; models that think may send it in parts."""
    if isinstance(content, list):
        parts = (part if isinstance(part, Mapping) else vars(part) for part in content)
        return "".join(str(part["text"]) for part in parts if part.get("type") == "text")
    return content or ""
