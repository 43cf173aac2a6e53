"""Models behind an API of OpenAI's shape, through the `openai` SDK."""
from __future__ import annotations

from typing import Any, Dict, Optional

import openai

from .._provider import ModelRequest
from ._common import failed, reply

__all__ = ["AsyncOpenAI", "OpenAI"]


def _parameters(model: str, request: ModelRequest, structured: bool, extra: Dict[str, Any]) -> Dict[str, Any]:
    schema = {"name": request.task.replace(".", "_"), "schema": request.schema, "strict": True}
    return {
        "model": model,
        "messages": [{"role": "system", "content": request.system}, *request.messages],
        "max_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        **({"response_format": {"type": "json_schema", "json_schema": schema}} if structured else {}),
        **extra,
    }


def _reply(answer: Any, model: str) -> Dict[str, Any]:
    choice, usage = answer.choices[0], answer.usage
    refusal = getattr(choice.message, "refusal", None)
    prompt, completion = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, 0)
    return reply(choice.message.content, "refusal" if refusal else choice.finish_reason, prompt, completion, answer.model or model)


class OpenAI:
    """A provider for sync code. `client` defaults to one of the environment; retries are the library's, so the client's should be none."""

    def __init__(self, model: str, client: Optional[openai.OpenAI] = None, *, structured: bool = True, **extra: Any) -> None:
        self.model, self._structured, self._extra = model, structured, extra
        self._client = client or openai.OpenAI(max_retries=0)

    def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        try:
            answer = self._client.chat.completions.create(**_parameters(self.model, request, self._structured, self._extra))
        except openai.OpenAIError as error:
            raise failed(error) from error
        return _reply(answer, self.model)


class AsyncOpenAI:
    """A provider for async code."""

    def __init__(self, model: str, client: Optional[openai.AsyncOpenAI] = None, *, structured: bool = True, **extra: Any) -> None:
        self.model, self._structured, self._extra = model, structured, extra
        self._client = client or openai.AsyncOpenAI(max_retries=0)

    async def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        try:
            answer = await self._client.chat.completions.create(**_parameters(self.model, request, self._structured, self._extra))
        except openai.OpenAIError as error:
            raise failed(error) from error
        return _reply(answer, self.model)


