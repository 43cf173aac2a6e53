"""Work that asks a model; without a provider the built-in engine does it.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._drive import run_task as _run, run_task_async as _run_async
from ._provider import Provider
from .types import *  # noqa: F403

__all__ = [
    "describe_parcel",
    "describe_parcel_async",
]


def describe_parcel(parcel: Parcel, provider: Provider | None = None, *, max_words: int = 45, route: Route | None = None, context: Any | None = None) -> Label:
    """Describes a parcel; a `Metered` says by which model.

    Unless given, `route` is `RouteByShip(port="Rotterdam")`."""
    return _run("describe_parcel", {"parcel": parcel, "max_words": max_words, "route": route, "context": context}, provider, Label)  # type: ignore[no-any-return]


async def describe_parcel_async(parcel: Parcel, provider: Provider | None = None, *, max_words: int = 45, route: Route | None = None, context: Any | None = None) -> Label:
    """Describes a parcel; a `Metered` says by which model.

    Unless given, `route` is `RouteByShip(port="Rotterdam")`."""
    return await _run_async("describe_parcel", {"parcel": parcel, "max_words": max_words, "route": route, "context": context}, provider, Label)  # type: ignore[no-any-return]
