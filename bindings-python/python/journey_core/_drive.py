"""Drivers of tasks: step, ask the provider, feed back, until it is done. Python owns the loop."""
from __future__ import annotations

import asyncio
import inspect
import json
import sys
import time
from typing import Any, Awaitable, Dict, List, Optional, Tuple, Union

from . import _journey
from ._provider import ModelRequest, Provider, check, error_json, function_of, name_of, reply_json
from ._record import _reader, encode
from .errors import InvalidError, JourneyError, LlmError


ModelResult = Union[Tuple[str, str], str]
"""What a provider gave: a text with the model's name, or a reply or failure as JSON."""


def _json(given: ModelResult) -> str:
    return reply_json(given[0], given[1]) if isinstance(given, tuple) else given


# Faults of the provider's own code: asking again would not mend them.
PROVIDER_FAULTS = (InvalidError, TypeError, AttributeError, NameError, ImportError, NotImplementedError)


def _read(text: str, reader: Any) -> Any:
    result, read = json.loads(text), _reader(reader)
    return result if read is None or result is None else read(result)


def ask(model: str, function: Any, request: ModelRequest) -> Tuple[ModelResult, Optional[BaseException]]:
    """Asks a sync provider once: text and model, or the reply or failure as JSON; and the error that was raised."""
    try:
        answered = function(request)
        return ((answered, model) if isinstance(answered, str) else reply_json(check(answered), model)), None
    except PROVIDER_FAULTS:
        raise
    except Exception as error:
        return error_json(error), error


CALL_LIMIT = 180.0
"""Seconds after which a call to an async provider is given up, whatever limits the provider keeps itself."""


async def _within_limit(answered: Awaitable[Any]) -> Any:
    # As `asyncio.timeout` does it, which is younger than the oldest Python that is served.
    task, expired = asyncio.current_task(), False

    def expire() -> None:
        nonlocal expired
        expired = True
        if task is not None:
            task.cancel()

    timer = asyncio.get_running_loop().call_later(CALL_LIMIT, expire)
    try:
        return await answered
    except asyncio.CancelledError:
        if not expired:
            raise
        uncancelled(task)
        raise LlmError("timed_out", f"no reply within {CALL_LIMIT:.0f} seconds") from None
    finally:
        timer.cancel()


def uncancelled(task: "Optional[asyncio.Task[Any]]") -> None:
    """Takes a cancellation back that was meant for a call alone."""
    if sys.version_info >= (3, 11) and task is not None:
        task.uncancel()


async def ask_async(model: str, function: Any, request: ModelRequest) -> Tuple[ModelResult, Optional[BaseException]]:
    """Asks a provider once, sync or async."""
    try:
        answered = function(request)
        if inspect.isawaitable(answered):
            answered = await _within_limit(answered)
        return ((answered, model) if isinstance(answered, str) else reply_json(check(answered), model)), None
    except PROVIDER_FAULTS:
        raise
    except Exception as error:
        return error_json(error), error


def _begun(name: str, text: str, corpus: Optional[_journey.Corpus]) -> _journey.Task:
    return _journey.Task(name, text) if corpus is None else corpus.task(name, text)


def _builtin(name: str, text: str, corpus: Optional[_journey.Corpus]) -> str:
    return _journey.Task.run_builtin(name, text) if corpus is None else corpus.call(name, text)


def run_task(
    name: str, arguments: Dict[str, Any], provider: Optional[Provider], reader: Any, corpus: Optional[_journey.Corpus] = None
) -> Any:
    """Runs a task to its end; with a corpus, one of its own."""
    text = encode(arguments)
    if provider is None:
        return _read(_builtin(name, text, corpus), reader)
    function, task, raised = function_of(provider), _begun(name, text, corpus), None
    step = task.start()
    while not isinstance(step, str):
        if isinstance(step, int):
            time.sleep(step / 1000)
            step = task.elapsed()
            continue
        replies: List[str] = []
        for native in step:
            reply, error = ask(name_of(provider), function, ModelRequest(native))
            replies.append(_json(reply))
            raised = error or raised
        try:
            step = task.replied(replies)
        except JourneyError as error:
            raise error from raised
    return _read(step, reader)


async def run_task_async(
    name: str, arguments: Dict[str, Any], provider: Optional[Provider], reader: Any, corpus: Optional[_journey.Corpus] = None
) -> Any:
    """Runs a task to its end in an event loop; with a corpus, one of its own."""
    text = encode(arguments)
    if provider is None:
        return _read(await asyncio.to_thread(_builtin, name, text, corpus), reader)
    function, task, raised = function_of(provider), _begun(name, text, corpus), None
    step = task.start()
    while not isinstance(step, str):
        if isinstance(step, int):
            await asyncio.sleep(step / 1000)
            step = task.elapsed()
            continue
        asked = await asyncio.gather(*(ask_async(name_of(provider), function, ModelRequest(native)) for native in step))
        raised = next((error for _, error in asked if error is not None), raised)
        try:
            step = task.replied([_json(reply) for reply, _ in asked])
        except JourneyError as error:
            raise error from raised
    return _read(step, reader)
