"""The library's functions.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._call import call as _call
from ._record import _list, _mapping, _octets, _tuple, _variants
from ._study import Study
from .types import *  # noqa: F403

__all__ = [
    "filter_parcels",
    "print_label",
    "weigh_parcel",
]


def filter_parcels(parcels: list[Parcel], filter: Filter | None = None, most_kept: int = 8, from_: str | None = None, size: Size = "small", label: Label | None = None) -> list[Parcel]:
    """The parcels that a `Filter` keeps, at most `most_kept`; see `weigh_parcel` and `Parcel.filter`.

    Unless given, `filter` is `Filter()` and `label` is the library's own."""
    return _call("filter_parcels", {"filter": filter, "parcels": parcels, "most_kept": most_kept, "from": from_, "size": size, "label": label}, _list(Parcel))  # type: ignore[no-any-return]


def print_label(default: Label) -> bytes:
    """Prints a label."""
    return _call("print_label", {"default": default}, _octets)  # type: ignore[no-any-return]


def weigh_parcel(parcel: Parcel) -> float | None:
    """The weight in kilograms; `None` when there is no scale."""
    return _call("weigh_parcel", {"parcel": parcel})  # type: ignore[no-any-return]
