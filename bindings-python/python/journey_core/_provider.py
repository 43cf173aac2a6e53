"""Providers: anything that can answer a request."""
from __future__ import annotations

import inspect
import json
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Protocol, Union

from . import _journey
from .errors import InvalidError, LlmError
from .types import ModelReply

__all__ = ["ModelRequest", "Provider"]


class ModelRequest:
    """A request to a model. Its parts are read when they are looked at."""

    __slots__ = ("_native", "_messages")

    def __init__(self, native: _journey.Request) -> None:
        self._native = native
        self._messages: Optional[List[Dict[str, str]]] = None

    @property
    def task(self) -> str:
        """The task's name, such as `interview.turn`."""
        return self._native.task

    @property
    def system(self) -> str:
        """The instructions, the same for every request of a run."""
        return self._native.system

    @property
    def messages(self) -> List[Dict[str, str]]:
        """The messages, oldest first, each with `role` (`user` or `assistant`) and `content`."""
        if self._messages is None:
            self._messages = [{"role": role, "content": content} for role, content in self._native.message_pairs()]
        return self._messages

    @property
    def schema(self) -> Dict[str, Any]:
        """The JSON Schema of the reply."""
        schema: Dict[str, Any] = json.loads(self._native.schema_json())
        return schema

    @property
    def max_output_tokens(self) -> int:
        """The most tokens of the reply."""
        return self._native.max_output_tokens

    @property
    def temperature(self) -> float:
        """0 (always the same) to 2."""
        return self._native.temperature

    @property
    def seed(self) -> int:
        """The sampling seed."""
        return self._native.seed

    @property
    def prompt_hash(self) -> str:
        """The version of the prompt."""
        return self._native.prompt_hash

    @property
    def context(self) -> Any:
        """The task's context: what the built-in engine reads instead of the prompt."""
        return json.loads(self._native.context_json())

    def to_dict(self) -> Dict[str, Any]:
        """The whole request as plain values."""
        whole: Dict[str, Any] = json.loads(self._native.to_json())
        return whole

    def to_json(self) -> str:
        """The whole request as JSON."""
        return self._native.to_json()

    def answer_builtin(self) -> ModelReply:
        """What the built-in engine answers."""
        return ModelReply._of(json.loads(self._native.answer_builtin()))

    def __repr__(self) -> str:
        return f"ModelRequest(task={self.task!r}, messages={len(self._native.message_pairs())})"


Answered = Union[str, ModelReply, Mapping[str, Any]]
"""What a provider returns: the reply's text, or a `ModelReply`."""


class Completes(Protocol):
    """An object that answers requests."""

    def complete(self, request: ModelRequest) -> Union[Answered, Awaitable[Answered]]:
        """Answers once; retries are the library's. Raises `LlmError` to say what went wrong."""
        ...


Provider = Union[Completes, Callable[[ModelRequest], Union[Answered, Awaitable[Answered]]]]
"""An object with `complete(request)`, or a function of the request; sync or async."""


def function_of(provider: Provider) -> Callable[[ModelRequest], Any]:
    """The function that answers."""
    complete = getattr(provider, "complete", None)
    function = complete if complete is not None else provider
    if not callable(function):
        raise InvalidError(
            "invalid",
            f"provider: a {type(provider).__name__} cannot answer; give a function or an object with `complete(request)`",
            False,
            {"field": "provider"},
        )
    return function


def name_of(provider: Any) -> str:
    """The name of a model that a reply without one is from."""
    return str(getattr(provider, "model", None) or getattr(provider, "__name__", None) or type(provider).__name__)


def check(answered: Any) -> Any:
    """What a provider answered, or an error that says what it should be."""
    if isinstance(answered, (str, ModelReply, Mapping)):
        return answered
    kind = "a coroutine in a sync call: use the `_async` function" if inspect.isawaitable(answered) else f"a {type(answered).__name__}"
    if inspect.iscoroutine(answered):
        answered.close()
    raise InvalidError("invalid", f"provider: it returned {kind}; return the reply's text or a ModelReply", False, {"field": "provider"})


def reply_json(answered: Any, model: str) -> str:
    """A reply as the native module takes it."""
    if isinstance(answered, str):
        return json.dumps({"text": answered, "finish": "stop", "model": model})
    if isinstance(answered, ModelReply):
        return answered.to_json()
    return json.dumps({"finish": "stop", "model": model, **answered})


def error_json(error: BaseException) -> str:
    """A failure as the native module takes it. An error that is not the library's may pass: the call is tried again."""
    if isinstance(error, LlmError):
        kind, message, wait = error.kind, error.message.removeprefix(f"{error.code}: "), error.retry_after_ms
    else:
        kind, message, wait = "transient", f"{type(error).__name__}: {error}", None
    return json.dumps({"error": {"kind": kind, "message": message, "retry_after_ms": wait}})


def error_of(failure: Dict[str, Any]) -> LlmError:
    """The error of a failure that the native module tells."""
    return LlmError(failure["kind"], f"llm_{failure['kind']}: {failure['message']}", None, failure)
