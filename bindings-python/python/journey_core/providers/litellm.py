"""Any model that `litellm` knows."""
from __future__ import annotations

from typing import Any, Dict, Optional

import litellm

from .._provider import ModelRequest
from ..errors import LlmError
from ._common import TIMEOUT, Adapter, chat_reply, response_format, sdk_failed, with_schema
from ._parameters import THINKING_ROOM

__all__ = ["AsyncLiteLlm", "LiteLlm"]


class _Completion(Adapter):
    _optional = {"max_tokens", "response_format", "temperature"}

    def __init__(self, model: str, *, structured: bool = True, timeout: float = TIMEOUT, **extra: Any) -> None:
        super().__init__(model, structured, timeout, extra)

    def _parameters(self, request: ModelRequest) -> Dict[str, Any]:
        thinking = self._thinks or "temperature" in self._refused
        # It drops what it knows that a model does not take; the schema must not be lost with it.
        structured = self._structured and "response_format" not in self._refused and self._knows_schemas()
        system = request.system if structured else with_schema(request)
        limit = request.max_output_tokens + (THINKING_ROOM if thinking else 0)
        return {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, *request.messages],
            "timeout": self._timeout,
            "num_retries": 0,
            "drop_params": True,
            **({} if "max_tokens" in self._refused else {"max_tokens": limit}),
            **({} if thinking else {"temperature": request.temperature}),
            **({"response_format": response_format(request)} if structured else {}),
        }

    def _knows_schemas(self) -> bool:
        try:
            known = litellm.get_supported_openai_params(self.model, self._extra.get("custom_llm_provider"))
        except Exception:
            return True
        return known is None or "response_format" in known

    def _failed(self, error: Exception) -> Optional[LlmError]:
        return sdk_failed(error, Exception, litellm.Timeout)


class LiteLlm(_Completion):
    """A provider for sync code.

    `timeout` is the longest wait for the server in seconds. `structured` holds the model to the reply's schema; further parameters are
    sent as they are. A parameter that the model refuses is left out from then on.
    """

    def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        return chat_reply(self._ask(request, litellm.completion), self.model)


class AsyncLiteLlm(_Completion):
    """A provider for async code, with the options of `LiteLlm`."""

    async def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        return chat_reply(await self._ask_async(request, litellm.acompletion), self.model)
