"""Anthropic's models, through the `anthropic` SDK."""
from __future__ import annotations

from typing import Any, Dict, Optional

import anthropic

from .._provider import ModelRequest
from ..errors import LlmError
from ._common import TIMEOUT, Adapter, reply, sdk_failed, with_schema
from ._failures import refusal
from ._parameters import THINKING_ROOM

__all__ = ["Anthropic", "AsyncAnthropic"]

# Models from before structured outputs.
_SCHEMALESS = ("claude-3", "claude-opus-4-0", "claude-opus-4-2", "claude-sonnet-4-0", "claude-sonnet-4-2")


class _Messages(Adapter):
    _optional = {"output_config", "temperature"}

    def _parameters(self, request: ModelRequest) -> Dict[str, Any]:
        thinking = self._thinks or "temperature" in self._refused
        structured = self._structured and not self.model.startswith(_SCHEMALESS) and "output_config" not in self._refused
        # The instructions are the same from turn to turn, so they are cached where the model can.
        text = request.system if structured else with_schema(request)
        held = {**self._extra.get("output_config", {}), "format": {"type": "json_schema", "schema": request.schema}}
        # By the body, since not every version of the SDK names them.
        body = {**({} if thinking else {"temperature": min(request.temperature, 1.0)}), **({"output_config": held} if structured else {})}
        return {
            "model": self.model,
            "system": [{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}],
            "messages": request.messages,
            "max_tokens": request.max_output_tokens + (THINKING_ROOM if thinking else 0),
            "timeout": self._timeout,
            "extra_body": body,
        }

    def _failed(self, error: Exception) -> Optional[LlmError]:
        # Without a key the SDK raises a plain TypeError.
        if isinstance(error, TypeError) and "authentication method" in str(error):
            return LlmError("auth", str(error))
        return sdk_failed(error, anthropic.AnthropicError, anthropic.APITimeoutError)

    def _reply(self, answer: Any) -> Dict[str, Any]:
        content = getattr(answer, "content", None)
        if content is None:
            raise refusal(answer)
        if answer.stop_reason == "model_context_window_exceeded":
            raise LlmError("context_overflow", "the reply ended with `model_context_window_exceeded`")
        text = "".join(block.text for block in content if block.type == "text")
        usage = answer.usage
        return reply(text, answer.stop_reason, usage.input_tokens, usage.output_tokens, answer.model or self.model)


class Anthropic(_Messages):
    """A provider for sync code.

    `client` defaults to one of the environment; retries are the library's, so the client's should be none. `timeout` is the longest wait
    for the server in seconds, whatever the client's is. `structured` holds the model to the reply's schema; further parameters are sent as
    they are. A parameter that the model refuses is left out from then on.
    """

    def __init__(
        self, model: str, client: Optional[anthropic.Anthropic] = None, *, structured: bool = True, timeout: float = TIMEOUT, **extra: Any
    ) -> None:
        super().__init__(model, structured, timeout, extra)
        self._client = client or anthropic.Anthropic(max_retries=0)

    def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        return self._reply(self._ask(request, self._client.messages.create))


class AsyncAnthropic(_Messages):
    """A provider for async code, with the options of `Anthropic`."""

    def __init__(
        self, model: str, client: Optional[anthropic.AsyncAnthropic] = None, *, structured: bool = True, timeout: float = TIMEOUT, **extra: Any
    ) -> None:
        super().__init__(model, structured, timeout, extra)
        self._client = client or anthropic.AsyncAnthropic(max_retries=0)

    async def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        return self._reply(await self._ask_async(request, self._client.messages.create))
