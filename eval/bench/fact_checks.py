"""Field by field: is a matched fact read as the gold has it? Any of gold's readings will do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.bench.fact_marks import Told, best_f1, joined, letters
from eval.gold_facts.records import NAMES, NUMBERS, GoldTime, PlacedFact
from ingest.records import FactTime

ENOUGH = 0.8
"""Character F1 from which a text field is right."""
RATIO_TOLERANCE = Decimal("0.001")
"""Of a ratio (unit 比), relative: 1:7 is written as 0.142857."""
PER = re.compile(r"[/·]")
OF_TIME = re.compile(r"学期|学年|年度|季度|[年月周日天]")
"""Denominators that may repeat a time."""


@dataclass(frozen=True, slots=True)
class Check:
    """One field of one pair. ``exact`` is asked of text fields only."""

    right: bool
    gold: Any
    found: Any
    exact: bool | None = None


def checks(gold: PlacedFact, told: Told) -> dict[str, Check]:
    """Field → check, for the fields that the pair has."""
    found = (_of_target(gold, told) if told.kind == "target" else {}) | _of_time(gold, told)
    if told.kind == "target":
        good = found["value"].right and found["unit"].right
        name = told.names["scope"] + told.names["indicator"]
        found["name"] = _text(joined(gold), name)
    else:
        good = found["days"].right
    found["values_and_dates"] = Check(good, None, None)
    return found | {
        name: _text(gold.names[name], told.names[name]) for name in NAMES[told.kind]
    }  # fmt: skip


def _text(readings: tuple[str, ...], found: str) -> Check:
    exact = any(letters(reading) == letters(found) for reading in readings)
    return Check(best_f1(readings, found) >= ENOUGH, one_of(readings), found, exact)


# --- values -----------------------------------------------------------------------------------


def _of_target(gold: PlacedFact, told: Told) -> dict[str, Check]:
    fact = gold.gold
    time_words = (*gold.time_words, told.time.raw if told.time else "")
    unit = same_unit(fact.units, told.unit, time_words)
    value = same_numbers(fact.numbers, told.numbers, told.unit)
    return {
        "value": Check(value, _shown(fact.numbers), _shown({k: (v,) for k, v in told.numbers.items()})),
        "unit": Check(unit, one_of(fact.units), told.unit),
        "comparator": Check(
            told.comparator in fact.comparators, one_of(fact.comparators), told.comparator
        ),
    }  # fmt: skip


def same_numbers(
    wanted: Mapping[str, tuple[Decimal | None, ...]],
    found: Mapping[str, Decimal | None],
    unit: str = "",
) -> bool:
    """Value, starting value and bounds. A bound that only repeats the value (90%以上) may be left out."""
    return all(
        any(_same(value, found.get(name), unit) for value in wanted[name])
        or (name in ("lo", "hi") and _repeats(wanted, found, name))
        for name in NUMBERS
    )


def _repeats(
    wanted: Mapping[str, tuple[Decimal | None, ...]], found: Mapping[str, Decimal | None], name: str
) -> bool:
    bound = found.get(name)
    if bound is None:
        return all(b is None or b in wanted["value"] for b in wanted[name])
    return None in wanted[name] and bound == found.get("value")


def _same(a: Decimal | None, b: Decimal | None, unit: str) -> bool:
    if a is None or b is None:
        return a is b
    return a == b or (unit == "比" and abs(a - b) <= RATIO_TOLERANCE * abs(a))


def same_unit(wanted: Iterable[str], found: str, time_words: Iterable[str] = ()) -> bool:
    """Equal units; what a denominator says of the time does not count where 每… of the time says it.

    The order of denominators does not count.
    """
    said = " ".join(time_words)
    return _unit(found, said) in {_unit(unit, said) for unit in wanted}


def _unit(unit: str, said: str) -> tuple[str, ...]:
    base, *per = PER.split(unit.replace(" ", ""))
    return (
        base,
        *sorted(p for p in per if not (OF_TIME.fullmatch(p) and re.search(f"[每按]{p}", said))),
    )


# --- times ------------------------------------------------------------------------------------


def _of_time(gold: PlacedFact, told: Told) -> dict[str, Check]:
    """Days where gold or found has a time; relation, precision and recurrence where both have one."""
    wanted, found = gold.gold.times, told.time
    if found is None and set(wanted) == {None}:
        return {}
    right = any(_same_days(time, found) for time in wanted)
    result = {
        "days": Check(right, one_of([_days(t) for t in wanted]), _days(found)),
    }
    times = [time for time in wanted if time is not None]
    if found is None or not times:
        return result
    for name in ("relation", "precision", "recurring"):
        values, value = [getattr(time, name) for time in times], getattr(found, name)
        result[name] = Check(value in values, one_of(values), value)
    return result


def _same_days(wanted: GoldTime | None, found: FactTime | None) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    return (wanted.lo, wanted.hi) == (found.lo, found.hi)


def _days(time: GoldTime | FactTime | None) -> str | None:
    return None if time is None else f"{time.lo or ''}/{time.hi or ''}"


# --- for the report ---------------------------------------------------------------------------


def one_of(readings: Iterable[Any]) -> Any:
    """The only reading, or a list of them."""
    listed = list(readings)
    return listed[0] if len(listed) == 1 else listed


def _shown(numbers: Mapping[str, tuple[Decimal | None, ...]]) -> dict[str, Any]:
    return {
        name: one_of(None if value is None else format(value, "f") for value in values)
        for name, values in numbers.items() if set(values) != {None}
    }  # fmt: skip
