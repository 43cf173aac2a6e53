"""Models behind an API of OpenAI's shape, through the `openai` SDK."""
from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Union

import openai

from .._provider import ModelRequest
from ..errors import LlmError
from ._common import TIMEOUT, Adapter, chat_reply, response_format, sdk_failed, with_schema
from ._parameters import THINKING_ROOM

__all__ = ["AsyncOpenAI", "OpenAI"]

_LIMITS = ("max_completion_tokens", "max_tokens")


class _Chat(Adapter):
    _optional = {*_LIMITS, "response_format", "seed", "temperature"}

    def __init__(
        self, model: str, client: Union[openai.OpenAI, openai.AsyncOpenAI], structured: bool, timeout: float, extra: Mapping[str, Any]
    ) -> None:
        super().__init__(model, structured, timeout, extra)
        # Other servers of this shape know only the older name of the limit.
        modern = client.base_url.host.endswith((".openai.com", ".azure.com")) or self._thinks
        self._limits = _LIMITS if modern else _LIMITS[::-1]

    def _parameters(self, request: ModelRequest) -> Dict[str, Any]:
        refused = self._refused
        thinking = self._thinks or "temperature" in refused
        structured = self._structured and "response_format" not in refused
        system = request.system if structured else with_schema(request)
        return {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, *request.messages],
            "timeout": self._timeout,
            **self._limit(request.max_output_tokens + (THINKING_ROOM if thinking else 0)),
            **({} if thinking else {"temperature": request.temperature}),
            **({} if "seed" in refused else {"seed": request.seed}),
            **({"response_format": response_format(request)} if structured else {}),
        }

    def _limit(self, tokens: int) -> Dict[str, int]:
        names = [name for name in self._limits if name not in self._refused]
        return {names[0]: tokens} if names and not self._extra.keys() & set(_LIMITS) else {}

    def _failed(self, error: Exception) -> Optional[LlmError]:
        return sdk_failed(error, openai.OpenAIError, openai.APITimeoutError)


class OpenAI(_Chat):
    """A provider for sync code.

    `client` defaults to one of the environment; retries are the library's, so the client's should be none. `timeout` is the longest wait
    for the server in seconds, whatever the client's is. `structured` holds the model to the reply's schema; further parameters are sent as
    they are. A parameter that the model refuses is left out from then on.
    """

    def __init__(
        self, model: str, client: Optional[openai.OpenAI] = None, *, structured: bool = True, timeout: float = TIMEOUT, **extra: Any
    ) -> None:
        self._client = client or openai.OpenAI(max_retries=0)
        super().__init__(model, self._client, structured, timeout, extra)

    def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        return chat_reply(self._ask(request, self._client.chat.completions.create), self.model)


class AsyncOpenAI(_Chat):
    """A provider for async code, with the options of `OpenAI`."""

    def __init__(
        self, model: str, client: Optional[openai.AsyncOpenAI] = None, *, structured: bool = True, timeout: float = TIMEOUT, **extra: Any
    ) -> None:
        self._client = client or openai.AsyncOpenAI(max_retries=0)
        super().__init__(model, self._client, structured, timeout, extra)

    async def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        return chat_reply(await self._ask_async(request, self._client.chat.completions.create), self.model)
