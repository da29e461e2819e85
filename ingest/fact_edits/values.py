"""The value of a target with a person's corrections: comparator, numbers and bounds together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from ingest.errors import SettingsError
from ingest.fact_edits.fields import NUMBERS
from ingest.fact_edits.numbers import say_number
from ingest.records import Comparator, Span, Target


def corrected_value(fact: Target, given: Mapping[str, Any]) -> Target:
    """Comparator, value and bounds together; bounds follow the value as the grammar has them."""
    if "span" in given:
        lo, hi = (int(part) for part in str(given["span"]).split("-"))
        if hi > len(fact.quote):
            raise SettingsError(f"位置 {given['span']} 超出了引文。", "请从引文开头数起。")
        span = Span(fact.start + lo, fact.start + hi)
        fact = replace(fact, span=span, raw=fact.quote[lo:hi])
    if not any(name in given for name in (*NUMBERS, "comparator")):
        return _worded(fact, given)
    numbers = {name: given.get(name, getattr(fact, name)) for name in NUMBERS}
    comparator = cast(Comparator, given.get("comparator", fact.comparator))
    value = numbers["value"]
    if comparator == "range":
        _must(
            numbers["lo"] is not None and numbers["hi"] is not None,
            "区间要有下限（lo）和上限（hi）",
        )
        _must(numbers["lo"] <= numbers["hi"], "下限（lo）不能大于上限（hi）")
        numbers |= {"value": None, "value_from": None}
    else:
        _must(value is not None, "要有目标值（value）")
        from_to = comparator == "from_to"
        _must(not from_to or numbers["value_from"] is not None, "“由…到…”要有起始值（value_from）")
        numbers["value_from"] = numbers["value_from"] if from_to else None
        numbers["lo"] = given.get("lo", value if comparator in ("ge", "gt") else None)
        numbers["hi"] = given.get("hi", value if comparator in ("le", "lt") else None)
        _between(numbers["lo"], value, numbers["hi"])
    return _worded(replace(fact, comparator=comparator, **numbers), given)


def _between(lo: Decimal | None, value: Decimal | None, hi: Decimal | None) -> None:
    """Bounds that a person typed and forgot must not speak against the value."""
    given = [number for number in (lo, value, hi) if number is not None]
    _must(given == sorted(given), "目标值（value）要在下限（lo）和上限（hi）之间")


def _must(holds: bool, rule: str) -> None:
    if not holds:
        raise SettingsError(f"这些数值合不到一起：{rule}。", "请补上或改正后再保存。")


def _worded(fact: Target, given: Mapping[str, Any]) -> Target:
    """A value that a person typed is said as typed, where the quote does not say it itself."""
    if "span" in given or not any(name in given for name in (*NUMBERS, "unit")):
        return fact
    return replace(fact, raw=say_value(fact))


def say_value(fact: Target) -> str:
    """A target's value in words: 950元, 10–20人, 900→950元."""
    ends = [n for n in (fact.value_from, fact.value) if n is not None]
    mark = "→"
    if fact.comparator == "range":
        ends, mark = [n for n in (fact.lo, fact.hi) if n is not None], "–"
    return mark.join(map(say_number, ends)) + fact.unit
