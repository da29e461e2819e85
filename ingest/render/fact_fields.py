"""What a person reads of a fact: label key and words, in Chinese and, where they differ, in English."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ingest.records import Fact, FactTime, Target

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
    # In a corrected fact ``raw`` is a person's: what the text says is its own slice.
    said = fact.quote[fact.span.start - fact.start : fact.span.end - fact.start] or fact.raw
    words = f"（原文：{said}）", f" (in the text: {said})"
    return read + words[0], read + words[1]


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _time(time: FactTime) -> tuple[str, str]:
    """The text's own words, then what they were read as; a precision is never sharpened."""
    chinese, english = RELATIONS[time.relation]
    days = _days(time, "{month}月", "{month}月{day}日")
    in_english = _days(time, "month {month}", "{month}/{day}")
    unknown = any(end is not None and end.year is None for end in (time.lo, time.hi))
    parts = (
        (f"{days} {chinese}" if days else "", f"{english} {in_english}" if days else ""),
        ("年份不明", "year unknown") if unknown else ("", ""),
        ("每次循环", "recurring") if time.recurring else ("", ""),
    )
    told = "，".join(zh for zh, _ in parts if zh), ", ".join(en for _, en in parts if en)
    return (
        time.raw + (f"（{told[0]}）" if told[0] else ""),
        time.raw + (f" ({told[1]})" if told[1] else ""),
    )


def _days(time: FactTime, month: str, day: str) -> str:
    """Both ends as far as they are known: 2025-09-01, 2025-09 or 2025; without a year 9月1日 or 9月.

    ``month`` and ``day`` are how a month and a day are written where the year is unknown.
    """
    found = []
    for end in (time.lo, time.hi):
        if end is None:
            continue
        exact, whole = time.precision == "day", time.precision in ("year", "plan")
        if end.year is not None:
            found.append(str(end)[: 4 if whole else 10 if exact else 7])
        elif not whole:
            shown = day if exact else month
            found.append(shown.format(month=end.month, day=end.day))
    return " – ".join(dict.fromkeys(part for part in found if part))
