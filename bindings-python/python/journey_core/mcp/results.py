"""Small results: what an assistant reads at once, within a budget; the rest stands in resources."""
from __future__ import annotations

import functools
import inspect
import json
import re
from typing import Any, Awaitable, Callable, Dict, List, Optional, TypeVar

from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel, ConfigDict, Field

from .._functions import mask_personal_data
from ..errors import JourneyError
from ..types import Share, Verbatim

BUDGET = 1_500
"""The most tokens of a result, as `tokens` counts them."""

_PIECES = re.compile(r"[A-Za-z]{1,6}|\d{1,3}|[^\sA-Za-z\d]")
F = TypeVar("F", bound=Callable[..., Awaitable[Any]])


def tokens(text: str) -> int:
    """About how many tokens a text is, rather too many than too few: pieces of words and of numbers, and marks."""
    return len(_PIECES.findall(text))


def _untitled(schema: Dict[str, Any]) -> None:
    """Takes out of a schema what says nothing: the titles that repeat the names."""
    schema.pop("title", None)
    for one in schema.get("properties", {}).values():
        one.pop("title", None)


class Shape(BaseModel):
    """What a result consists of."""

    model_config = ConfigDict(json_schema_extra=_untitled)


class Quote(Shape):
    """A customer's own words, personal data masked."""

    text: str
    document: str
    sentences: List[str] = Field(description="ids of the sentences that were cited")


class Rate(Shape):
    """A share of respondents with its base and 95 % interval."""

    count: int
    base: int
    percent: Optional[float] = None
    low: Optional[float] = None
    high: Optional[float] = None
    small_base: bool = Field(description="whether the base is under ten: say so with the number")


def quote(verbatim: Verbatim) -> Quote:
    """A verbatim as an assistant may see it."""
    return Quote(text=masked(verbatim.quote.text), document=verbatim.quote.document, sentences=verbatim.quote.sentences)


def rate(share: Share) -> Rate:
    """A share as an assistant may see it."""
    percent = None if share.value is None else round(100 * share.value, 1)
    low, high = (None, None) if share.interval is None else (round(100 * share.interval.low, 1), round(100 * share.interval.high, 1))
    return Rate(count=share.count, base=share.base, percent=percent, low=low, high=high, small_base=share.low_base)


def masked(text: str) -> str:
    """A text without personal data: it goes to a model."""
    return mask_personal_data(text).text


def answered(result: BaseModel) -> CallToolResult:
    """A result as compact JSON, without what is empty."""
    data = result.model_dump(exclude_none=True)
    return CallToolResult(content=[TextContent(type="text", text=compact(data))], structured_content=data)


def compact(data: Any) -> str:
    """JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def size(result: BaseModel) -> int:
    """How many tokens a result has."""
    return tokens(compact(result.model_dump(exclude_none=True)))


def fitting(result: BaseModel, lists: List[str]) -> BaseModel:
    """The result with lists cut from their ends until it is within the budget; its `more` says what was cut."""
    cut = {name: 0 for name in lists}
    while size(result) > BUDGET - 100:
        longest = max(lists, key=lambda name: tokens(compact(result.model_dump(include={name}))))
        if not getattr(result, longest):
            break
        getattr(result, longest).pop()
        cut[longest] += 1
    told = ", ".join(f"{count} more {name}" for name, count in cut.items() if count)
    if told and "more" in type(result).model_fields:
        setattr(result, "more", f"{told}: read the resources")
    return result


def disposing(tool: F) -> F:
    """A tool whose errors of the library reach the assistant with the problem and the fix."""

    @functools.wraps(tool)
    async def wrapped(*arguments: Any, **options: Any) -> Any:
        try:
            return await tool(*arguments, **options)
        except JourneyError as error:
            raise ToolError(error.message) from error

    # The SDK reads the types from here, where the names of the tool's module are not known.
    wrapped.__signature__ = inspect.signature(tool, eval_str=True)  # type: ignore[attr-defined]
    wrapped.__annotations__ = inspect.get_annotations(tool, eval_str=True)
    return wrapped  # type: ignore[return-value]
