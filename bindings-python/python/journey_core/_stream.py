"""Replies for chat pages of the Vercel AI SDK, as server-sent events."""
from __future__ import annotations

import inspect
import json
import uuid
from typing import Any, AsyncIterator, Awaitable, Dict, Optional, Union

from ._call import call
from ._interview import Interview
from .errors import JourneyError
from .types import Reply

__all__ = ["UI_MESSAGE_HEADERS", "ui_message_stream"]

UI_MESSAGE_HEADERS: Dict[str, str] = {
    "cache-control": "no-cache",
    "content-type": "text/event-stream",
    "x-accel-buffering": "no",
    "x-vercel-ai-ui-message-stream": "v1",
}
"""Headers of a UI-message stream of the Vercel AI SDK."""


def _frame(part: Any) -> str:
    return f"data: {json.dumps(part, ensure_ascii=False)}\n\n"


async def ui_message_stream(
    reply: Union[Reply, Awaitable[Reply]], *, interview: Optional[Interview] = None, message_id: Optional[str] = None
) -> AsyncIterator[str]:
    """The frames of a reply. The first one is there at once; the words follow when they were checked. A failure becomes an `error` part."""
    message = message_id or uuid.uuid4().hex
    yield _frame({"type": "start", "messageId": message})
    try:
        settled = await reply if inspect.isawaitable(reply) else reply
        ledger = None if interview is None else interview.state.ledger
        for part in call("ui_message_parts", {"reply": settled, "ledger": ledger, "message_id": message})[1:]:
            yield _frame(part)
    except JourneyError as error:
        yield _frame({"type": "error", "errorText": error.message})
        yield _frame({"type": "finish"})
    yield "data: [DONE]\n\n"
