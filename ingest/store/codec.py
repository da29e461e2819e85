"""Records ↔ plain JSON, for the columns of the database that hold whole records.

Decimals and partial dates are strings, spans and other records objects; a field that was added to a
record later takes its default when older rows are read, an unknown key is left out.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin

from ingest.records import Deadline, Fact, PartialDate, Target

Record = TypeVar("Record")
Decoder = Callable[[Any], Any]

FACTS: dict[str, type[Target] | type[Deadline]] = {"target": Target, "deadline": Deadline}
"""The class of a fact by its kind."""

FACTS_KEPT = 20_000
"""Facts whose reading is remembered."""

_DECODERS: dict[Any, Decoder] = {}


def dumps(value: object) -> str:
    """A record, or a tuple of records, as compact JSON."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))


def loads(cls: type[Record], text: str) -> Record:
    """Reads a record that ``dumps`` wrote."""
    return typing.cast(Record, _decoder(cls)(json.loads(text)))


def from_plain(cls: type[Record], raw: dict[str, Any]) -> Record:
    """Reads a record from what ``encode`` gave, or from columns of the same names."""
    return typing.cast(Record, _decoder(cls)(raw))


def loads_many(cls: type[Record], text: str) -> tuple[Record, ...]:
    """Reads a tuple of records that ``dumps`` wrote."""
    decode = _decoder(cls)
    return tuple(decode(item) for item in json.loads(text))


@lru_cache(maxsize=FACTS_KEPT)
def loads_fact(text: str) -> Fact:
    """Reads a fact of either kind; after a change of one document those of the others are known."""
    return to_fact(json.loads(text))


def to_fact(raw: dict[str, Any]) -> Fact:
    """Reads a fact of either kind from what ``encode`` gave."""
    return typing.cast(Fact, _decoder(FACTS[raw["kind"]])(raw))


def encode(value: Any) -> Any:
    """A record as what ``json`` can write."""
    if isinstance(value, PartialDate | Decimal):
        return str(value)
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return {name: encode(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls))


def _decoder(kind: Any) -> Decoder:
    """How values of a type annotation are read back; worked out once a type."""
    if kind not in _DECODERS:
        _DECODERS[kind] = _make_decoder(kind)
    return _DECODERS[kind]


def _make_decoder(kind: Any) -> Decoder:
    if kind is PartialDate:
        return PartialDate.parse
    if kind is Decimal:
        return Decimal
    if dataclasses.is_dataclass(kind):
        return _record_decoder(typing.cast(type, kind))
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional_decoder(inner)
    if origin is tuple:
        return _tuple_decoder(inner)
    return _same


def _record_decoder(cls: type) -> Decoder:
    hints = typing.get_type_hints(cls)
    fields = {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(cls) if f.init}

    def decode(raw: dict[str, Any]) -> Any:
        return cls(**{name: fields[name](value) for name, value in raw.items() if name in fields})

    return decode


def _optional_decoder(inner: tuple[Any, ...]) -> Decoder:
    """``X | None``; the records have no other unions but of facts, which carry their kind."""
    some = [kind for kind in inner if kind is not type(None)]
    if len(some) != 1:
        raise TypeError(f"cannot store a value that may be any of {some}")
    decode = _decoder(some[0])
    return lambda value: None if value is None else decode(value)


def _tuple_decoder(inner: tuple[Any, ...]) -> Decoder:
    if len(inner) == 2 and inner[1] is Ellipsis:
        decode = _decoder(inner[0])
        return tuple if decode is _same else lambda value: tuple(decode(item) for item in value)
    decoders = [_decoder(kind) for kind in inner]
    return lambda value: tuple(d(item) for d, item in zip(decoders, value, strict=True))


def _same(value: Any) -> Any:
    return value
