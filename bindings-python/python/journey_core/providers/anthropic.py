"""Anthropic's models, through the `anthropic` SDK."""
from __future__ import annotations

import json
from typing import Any, Dict, Optional

import anthropic

from .._provider import ModelRequest
from ._common import failed, reply

__all__ = ["Anthropic", "AsyncAnthropic"]


def _parameters(model: str, request: ModelRequest, extra: Dict[str, Any]) -> Dict[str, Any]:
    # The instructions are the same from turn to turn, so they are cached where the model can.
    schema = json.dumps(request.schema, ensure_ascii=False)
    system = [{"type": "text", "text": f"{request.system}\n\nReply with JSON only, by this JSON Schema: {schema}", "cache_control": {"type": "ephemeral"}}]
    return {
        "model": model,
        "system": system,
        "messages": request.messages,
        "max_tokens": request.max_output_tokens,
        "temperature": min(request.temperature, 1.0),
        **extra,
    }


def _reply(answer: Any, model: str) -> Dict[str, Any]:
    text = "".join(block.text for block in answer.content if block.type == "text")
    return reply(text, answer.stop_reason, answer.usage.input_tokens, answer.usage.output_tokens, answer.model or model)


class Anthropic:
    """A provider for sync code."""

    def __init__(self, model: str, client: Optional[anthropic.Anthropic] = None, **extra: Any) -> None:
        self.model, self._extra = model, extra
        self._client = client or anthropic.Anthropic(max_retries=0)

    def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        try:
            answer = self._client.messages.create(**_parameters(self.model, request, self._extra))
        except anthropic.AnthropicError as error:
            raise failed(error) from error
        return _reply(answer, self.model)


class AsyncAnthropic:
    """A provider for async code."""

    def __init__(self, model: str, client: Optional[anthropic.AsyncAnthropic] = None, **extra: Any) -> None:
        self.model, self._extra = model, extra
        self._client = client or anthropic.AsyncAnthropic(max_retries=0)

    async def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        try:
            answer = await self._client.messages.create(**_parameters(self.model, request, self._extra))
        except anthropic.AnthropicError as error:
            raise failed(error) from error
        return _reply(answer, self.model)
