"""What a person reads of a fact: label key and words, in Chinese and, where they differ, in English."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ingest.records import Fact, FactTime, PartialDate, Target

Field = tuple[str, str, str]
"""Key of the label in ``fact_words``, the words in Chinese, and in English."""

COMPARATORS = {
    "eq": ("等于（=）", "equal to (=)"),
    "ge": ("不低于（≥）", "at least (≥)"),
    "gt": ("超过（>）", "more than (>)"),
    "le": ("不超过（≤）", "at most (≤)"),
    "lt": ("低于（<）", "less than (<)"),
    "approx": ("约（≈）", "about (≈)"),
    "range": ("区间", "between"),
    "from_to": ("由…到…", "from … to …"),
}
RELATIONS = {
    "in": ("期间", "in"),
    "by": ("截止", "by"),
    "from": ("起", "from"),
    "until": ("止", "until"),
}


def fields(fact: Fact) -> Iterator[Field]:
    """The fields of the panel that are known, in the order a reader wants them."""
    if isinstance(fact, Target):
        yield "indicator", fact.indicator, fact.indicator
        yield "scope", fact.scope, fact.scope
        yield "comparator", *COMPARATORS[fact.comparator]
        yield "value", *_value(fact)
        yield "unit", fact.unit, fact.unit
    else:
        yield "action", fact.action, fact.action
    if fact.time is not None:
        yield "time", *_time(fact.time)
    yield "owner", fact.owner, fact.owner
    section = " › ".join(fact.section)
    yield "section", section, section
    yield "quote", fact.quote, fact.quote


def brief(fact: Fact) -> str:
    """One line for the list: what, and how much or when."""
    if isinstance(fact, Target):
        return f"{fact.scope}{fact.indicator} {fact.raw}"
    return f"{fact.time.raw} {fact.action}"


def _value(fact: Target) -> tuple[str, str]:
    if fact.value_from is not None and fact.value is not None:
        low, high = _number(fact.value_from), _number(fact.value)
        read = f"{low} → {high}"
    elif fact.comparator == "range" and fact.lo is not None and fact.hi is not None:
        read = f"{_number(fact.lo)} – {_number(fact.hi)}"
    else:
        read = "" if fact.value is None else _number(fact.value)
    words = f"（原文：{fact.raw}）", f" (in the text: {fact.raw})"
    return read + words[0], read + words[1]


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _time(time: FactTime) -> tuple[str, str]:
    """The text's own words, then what they were read as; a precision is never sharpened."""
    found = []
    for language in (0, 1):
        lo, hi = (_day(end, time.precision, language) for end in (time.lo, time.hi))
        days = " – ".join(dict.fromkeys(part for part in (lo, hi) if part))
        read = " ".join(part for part in (days, RELATIONS[time.relation][language]) if part)
        if language:
            read = " ".join(part for part in (RELATIONS[time.relation][1], days) if part)
        every = ("每次循环", "recurring")[language] if time.recurring else ""
        told = ("，", ", ")[language].join(part for part in (read if days else "", every) if part)
        marks = ("（{}）", " ({})")[language]
        found.append(time.raw + (marks.format(told) if told else ""))
    return found[0], found[1]


def _day(end: PartialDate | None, precision: str, language: int) -> str:
    """2025-09-01 for a day, 2025 for a year, 2025-09 for all between; an unknown year is said."""
    if end is None:
        return ""
    unknown = ("年份不明", "year unknown")[language]
    year = unknown if end.year is None else f"{end.year:04d}"
    if precision in ("year", "plan"):
        return year
    joint = "-" if end.year is not None else " "
    month = f"{year}{joint}{end.month:02d}"
    return f"{month}-{end.day:02d}" if precision == "day" else month
