"""Any model that `litellm` knows."""
from __future__ import annotations

from typing import Any, Dict

import litellm

from .._provider import ModelRequest
from ._common import failed, reply

__all__ = ["AsyncLiteLlm", "LiteLlm"]


def _parameters(model: str, request: ModelRequest, structured: bool, extra: Dict[str, Any]) -> Dict[str, Any]:
    schema = {"name": request.task.replace(".", "_"), "schema": request.schema, "strict": True}
    return {
        "model": model,
        "messages": [{"role": "system", "content": request.system}, *request.messages],
        "max_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        "num_retries": 0,
        "drop_params": True,
        **({"response_format": {"type": "json_schema", "json_schema": schema}} if structured else {}),
        **extra,
    }


def _reply(answer: Any, model: str) -> Dict[str, Any]:
    choice, usage = answer.choices[0], getattr(answer, "usage", None)
    prompt, completion = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, 0)
    return reply(choice.message.content, choice.finish_reason, prompt, completion, getattr(answer, "model", None) or model)


class LiteLlm:
    """A provider for sync code."""

    def __init__(self, model: str, *, structured: bool = True, **extra: Any) -> None:
        self.model, self._structured, self._extra = model, structured, extra

    def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        try:
            answer = litellm.completion(**_parameters(self.model, request, self._structured, self._extra))
        except Exception as error:
            raise failed(error) from error
        return _reply(answer, self.model)


class AsyncLiteLlm:
    """A provider for async code."""

    def __init__(self, model: str, *, structured: bool = True, **extra: Any) -> None:
        self.model, self._structured, self._extra = model, structured, extra

    async def complete(self, request: ModelRequest) -> Dict[str, Any]:
        """Asks once."""
        try:
            answer = await litellm.acompletion(**_parameters(self.model, request, self._structured, self._extra))
        except Exception as error:
            raise failed(error) from error
        return _reply(answer, self.model)
