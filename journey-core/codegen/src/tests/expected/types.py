"""The library's data as typed classes.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Union

from ._methods import LabelMethods
from ._record import Record, _fields, _list, _mapping, _octets, _tuple, _union, _variants

__all__ = [
    "Filter",
    "Label",
    "Parcel",
    "Route",
    "RouteByShip",
    "Size",
    "Stamps",
]

@dataclass(kw_only=True, slots=True)
class Filter(Record):
    """Which parcels to keep.

    See the filter and [a page](https://example.org/a::b)."""
    include: list[str] = field(default_factory=list)
    """Kept; `Filter.include` is empty for all."""
    price: float = 0.0
    """The least."""
    open: bool = True

@dataclass(kw_only=True, slots=True)
class Label(LabelMethods, Record):
    text: str
    """With a \"\"\"mark\"\"\" and */ in it."""

@dataclass(kw_only=True, slots=True)
class Parcel(Record):
    """A parcel, read by `Depot.take_in`; fails with `LostError`."""
    from_: str
    """Where it comes from."""
    class_: Size
    """Its size; `"very_large"` needs two people."""
    filter: str | None = None
    """What keeps it; `None` for all. `True` is no filter."""
    weight: float | str
    route: Route | None = None
    """Its way: `None` or such as `RouteByShip`."""
    seal: bytes
    place: tuple[int, Label]
    corners: tuple[float, float]
    labels: dict[str, Label] = field(default_factory=dict)
    said: list[str | None] = field(default_factory=lambda: ["a"])
    first: Label = field(default_factory=lambda: Label(text="it's"))
    context: Any

@dataclass(kw_only=True, slots=True)
class RouteByShip(Record):
    """Over water."""
    stops: int = 0
    type: Literal["by_ship"] = "by_ship"
    port: str

Size = Literal[
    "small",
    "large",
    "very_large",
]
"""How large; not `thing` nor `Thing` nor `Option<Parcel>`."""

Route = Union[RouteByShip]
"""A way."""

Stamps = list[int]
"""Stamps."""

_fields(Filter, {})
_fields(Label, {})
_fields(Parcel, {"route": _variants("Route"), "seal": _octets, "place": _tuple(None, Label), "corners": _tuple(None, None), "labels": _mapping(Label), "first": Label})
_fields(RouteByShip, {})
_union("Route", {"by_ship": RouteByShip})
