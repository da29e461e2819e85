"""One line of a gold file ↔ one fact: every key and value is checked, an error says which is wrong.

A text field is ``""``, the words (``|`` between pieces), a hidden piece ``{"sha256", "length"}``,
``{"pieces": [hidden piece, …]}``, or a list of these where several readings are equally good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args

from eval.gold_facts.records import NAMES, NUMBERS, GoldFact, GoldTime, Piece, Pieces
from ingest.records import Comparator, PartialDate, Precision, Relation

T = TypeVar("T")
COMMON = {"kind", "quote", "n", "at", "at_n", "owner", "time", "note"}
KEYS = {
    "target": COMMON | {"indicator", "scope", "comparator", "unit", *NUMBERS},
    "deadline": COMMON | {"action"},
}
TIME_KEYS = {"at", "lo", "hi", "relation", "precision", "recurring"}
EDTF = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
SHA256 = re.compile(r"[0-9a-f]{64}")


def read_fact(row: Any, line: int) -> GoldFact:
    """One fact from its JSON object.

    Raises:
        ValueError: a key or value is not of the format; the message says which.
    """
    if not isinstance(row, Mapping):
        raise ValueError("不是 JSON 对象")
    row = {key: value for key, value in row.items() if value is not None}
    kind = _one_of(row.get("kind"), tuple(KEYS), "kind")
    if unknown := sorted(set(row) - KEYS[kind]):
        raise ValueError(f"{kind} 没有字段 {'、'.join(unknown)}")
    at = readings(row.get("at", ""), "at", split=False)
    times = tuple(_time(value) for value in listed(row.get("time")))
    fact = GoldFact(
        line=line,
        kind=kind,
        quote=_single(readings(row.get("quote", ""), "quote", split=False), "quote"),
        at=tuple(_single((reading,), "at") for reading in at),
        n=_count(row, "n"),
        at_n=_count(row, "at_n"),
        names={name: readings(row.get(name, ""), name) for name in NAMES[kind]},
        times=times,
        **(_of_target(row) if kind == "target" else {}),
    )
    if main := [name for name in ("indicator", "action") if () in fact.names.get(name, ())]:
        raise ValueError(f"{main[0]} 是空的")
    if kind == "deadline" and None in times:
        raise ValueError("deadline 没有 time")
    return fact


def readings(value: Any, name: str, *, split: bool = True) -> tuple[Pieces, ...]:
    """The readings of a text field. ``split``: ``|`` parts pieces."""
    return tuple(_pieces(part, name, split) for part in listed(value, empty=""))


def listed(value: Any, empty: Any = None) -> list[Any]:
    """The readings of a field that holds one or a list of them; an empty list is one empty reading."""
    return (value or [empty]) if isinstance(value, list) else [value]


def _pieces(value: Any, name: str, split: bool) -> Pieces:
    if isinstance(value, str):
        parts = value.split("|") if split else [value]
        return tuple(Piece.of(part) for part in parts if part.strip())
    rows = value.get("pieces", [value]) if isinstance(value, Mapping) else None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError(f"{name} 应是文字或 sha256 与 length")
    return tuple(_hidden(row, name) for row in rows)


def _hidden(row: Mapping[str, Any], name: str) -> Piece:
    sha256, length = row.get("sha256"), row.get("length")
    if set(row) != {"sha256", "length"} or not SHA256.fullmatch(str(sha256)):
        raise ValueError(f"{name} 应有 sha256（64 位十六进制）与 length")
    if not isinstance(length, int) or length < 1:
        raise ValueError(f"{name} 的 length 应是正整数：{length!r}")
    return Piece(sha256=str(sha256), length=length)


def _single(found: tuple[Pieces, ...], name: str) -> Piece:
    if len(found) != 1 or len(found[0]) != 1:
        raise ValueError(f"{name} 应是原文中的一段文字")
    return found[0][0]


def _count(row: Mapping[str, Any], name: str) -> int:
    value = row.get(name, 1)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} 应是正整数：{value!r}")
    return value


def _of_target(row: Mapping[str, Any]) -> dict[str, Any]:
    """Comparator, numbers and unit of a target, and what they ask of each other."""
    comparators = tuple(
        _one_of(value, get_args(Comparator), "comparator")
        for value in listed(row.get("comparator"))
    )
    numbers = {name: _each(row, name, _decimal) for name in NUMBERS}
    units = tuple(str(unit).strip() for unit in listed(row.get("unit"), ""))
    if not all(unit and unit != "None" for unit in units):
        raise ValueError("unit 是空的")
    bounded = None not in numbers["lo"] and None not in numbers["hi"]
    if None in numbers["value"] and not bounded:
        raise ValueError("没有 value，也没有 lo 与 hi")
    if comparators == ("from_to",) and None in numbers["value_from"]:
        raise ValueError("from_to 没有 value_from")
    if comparators == ("range",) and not bounded:
        raise ValueError("range 没有 lo 与 hi")
    return {"comparators": comparators, "numbers": numbers, "units": units}


def _each(row: Mapping[str, Any], name: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    return tuple(read(value, name) for value in listed(row.get(name)))


def _decimal(value: Any, name: str) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("nan")
    if isinstance(value, bool) or not number.is_finite():
        raise ValueError(f"{name} 不是十进制数：{value!r}")
    return number


def _time(value: Any) -> GoldTime | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise ValueError("time 应是对象")
    if unknown := sorted(set(value) - TIME_KEYS):
        raise ValueError(f"time 没有字段 {'、'.join(unknown)}")
    recurring = value.get("recurring") or False
    if not isinstance(recurring, bool):
        raise ValueError(f"time.recurring 应是 true 或 false：{recurring!r}")
    at = readings(value.get("at") or "", "time.at")
    if () in at:
        raise ValueError("time.at 是空的")
    lo, hi = (_day(value.get(name), f"time.{name}") for name in ("lo", "hi"))
    if lo and hi and None not in (lo.year, hi.year) and lo.to_date() > hi.to_date():  # type: ignore[operator]
        raise ValueError(f"time.lo {lo} 在 time.hi {hi} 之后")
    relation = _one_of(value.get("relation"), get_args(Relation), "time.relation")
    precision = _one_of(value.get("precision"), get_args(Precision), "time.precision")
    return GoldTime(at, lo, hi, relation, precision, recurring)


def _day(value: Any, name: str) -> PartialDate | None:
    if value is None:
        return None
    try:
        if not EDTF.fullmatch(str(value)):
            raise ValueError
        return PartialDate.parse(str(value))
    except ValueError as error:
        raise ValueError(
            f"{name} 不是 EDTF 日期：{value!r}（如 2026-09-30、XXXX-09-30）"
        ) from error


def _one_of(value: Any, allowed: tuple[str, ...], name: str) -> Any:
    if value not in allowed:
        raise ValueError(f"{name} 不能是 {value!r}（{'、'.join(allowed)}）")
    return value
