"""What the generated data classes share."""
from __future__ import annotations

import base64
import dataclasses
import datetime
import json
from typing import Any, Callable, ClassVar, Dict, Mapping, Optional, Type, TypeVar

from . import _journey
from ._time import milliseconds
from .errors import InvalidError

Reader = Callable[[Any], Any]
R = TypeVar("R", bound="Record")
_UNIONS: Dict[str, Dict[str, Type["Record"]]] = {}


class Record:
    """Data of the library: typed attributes, equality, `repr`, pickle, and JSON in and out."""

    __slots__ = ()
    _readers: ClassVar[Dict[str, Reader]]
    _names: ClassVar[Dict[str, str]]

    @classmethod
    def from_dict(cls: Type[R], data: Mapping[str, Any]) -> R:
        """Makes the data from a dictionary, after checking it; raises `InvalidError` with the place of what does not fit."""
        schema, variant = _schema_of(cls)
        if variant is not None and data.get("type", variant) != variant:
            raise InvalidError("invalid", f"type: `{data.get('type')}` is not `{variant}`; use {schema}'s other classes", False, {"field": "type"})
        given = {"type": variant, **data} if variant is not None else data
        _journey.check_type(schema, encode(given))
        return cls._of(given)

    @classmethod
    def from_json(cls: Type[R], text: str) -> R:
        """Makes the data from JSON, after checking it."""
        data = json.loads(text)
        if not isinstance(data, dict):
            raise InvalidError("invalid", f"{cls.__name__}: it is no object; give an object", False, {"field": cls.__name__})
        return cls.from_dict(data)

    @classmethod
    def _of(cls: Type[R], data: Mapping[str, Any]) -> R:
        """Makes the data from what the library returned."""
        names, readers = cls._names, cls._readers
        given = {}
        for key, value in data.items():
            name = names.get(key)
            if name is not None:
                reader = readers.get(name)
                given[name] = reader(value) if reader is not None and value is not None else value
        return cls(**given)

    def to_dict(self) -> Dict[str, Any]:
        """The data as a dictionary of plain values, as the library writes it."""
        return {key: plain(getattr(self, name)) for key, name in type(self)._names.items()}

    def to_json(self) -> str:
        """The data as JSON."""
        return encode(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def read(value: Any) -> Any:
            if isinstance(value, cls):
                return value
            try:
                return cls.from_dict(value)
            except InvalidError as error:
                raise ValueError(str(error)) from error

        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.to_dict())
        return core_schema.no_info_plain_validator_function(read, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        return {"type": "object", "title": cls.__name__}


def _schema_of(cls: Type[Record]) -> "tuple[str, Optional[str]]":
    """The name of the type that a class belongs to, and its tag when it is a variant."""
    for union, members in _UNIONS.items():
        for tag, member in members.items():
            if member is cls:
                return union, tag
    return cls.__name__, None


def plain(value: Any) -> Any:
    """A value as JSON's own types."""
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value


def _default_encoder(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, datetime.datetime):
        return milliseconds("time", value)
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no data of the library")


_ENCODER = json.JSONEncoder(default=_default_encoder, ensure_ascii=False, allow_nan=False)


def encode(value: Any) -> str:
    """A value as JSON; what cannot be written is an `InvalidError`."""
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError) as error:
        raise InvalidError("invalid", f"value: {error}; give numbers, words, lists and data of the library", False, {"field": "value"}) from error


def _fields(cls: Type[Record], readers: Dict[str, Any]) -> None:
    """Notes how a class's fields are read, once all classes exist."""
    cls._readers = {name: _reader(reader) or list for name, reader in readers.items()}
    cls._names = {one.name.rstrip("_") if one.name.endswith("_") else one.name: one.name for one in dataclasses.fields(cls)}  # type: ignore[arg-type]


def _reader(reader: Any) -> Optional[Reader]:
    return reader._of if isinstance(reader, type) and issubclass(reader, Record) else reader


def _list(reader: Any) -> Reader:
    read = _reader(reader)
    if read is None:
        return list
    return lambda values: [None if value is None else read(value) for value in values]


def _mapping(reader: Any) -> Reader:
    read = _reader(reader)
    if read is None:
        return dict
    return lambda values: {key: None if value is None else read(value) for key, value in values.items()}


def _tuple(*readers: Any) -> Reader:
    each = [_reader(reader) for reader in readers]
    return lambda values: tuple(value if read is None or value is None else read(value) for read, value in zip(each, values))


def _union(name: str, members: Dict[str, Type[Record]]) -> None:
    _UNIONS[name] = members


def _variants(name: str) -> Reader:
    def read(value: Any) -> Any:
        if isinstance(value, Record):
            return value
        member = _UNIONS[name].get(value["type"])
        # A variant that a newer library writes stays as it is.
        return value if member is None else member._of(value)

    return read


def _octets(value: str) -> bytes:
    return base64.b64decode(value)
