"""What a table row says of a fact, and which months and years it falls in; no widgets."""

from __future__ import annotations

import calendar
import re

from assistant.records import ChecklistRow
from ingest.records import FactTime, PartialDate, Target

EVERY_MONTH = re.compile(r"每(?:个)?(?:日|天|周|星期|月)")
EVERY_HALF = re.compile(r"每(?:个)?(?:日|天|周|星期|月|季度|学期|半年)")
"""What recurs often enough to fall in one month, in half a year."""


def in_window(time: FactTime | None, month: str, year: str) -> bool:
    """Does a fact's time touch the chosen months and year? An unknown year matches every year."""
    if not month and not year:
        return True
    if time is None or (time.lo is None and time.hi is None):
        return False
    if year and time.year_known and int(year) not in years_of(time):
        return False
    return not month or bool(months_of(time, int(year) if year else None) & chosen_months(month))


def recurs_in(row: ChecklistRow, month: str) -> bool:
    """Does a task without a day of its own come up in the chosen months anyway: 每月, in a half year 每学期 too?"""
    time = row.fact.time
    if isinstance(row.fact, Target) or time is None or not time.recurring or time.lo or time.hi:
        return False
    return bool((EVERY_MONTH if len(chosen_months(month)) == 1 else EVERY_HALF).search(time.raw))


def chosen_months(choice: str) -> set[int]:
    """``"9"`` → {9}; ``"7-12"`` → {7 … 12}."""
    first, _, last = choice.partition("-")
    return set(range(int(first), int(last or first) + 1))


def months_of(time: FactTime, year: int | None) -> set[int]:
    """The months a time touches; a time with one end counts by that end."""
    lo, hi = time.lo or time.hi, time.hi or time.lo
    assert lo is not None and hi is not None
    first, last = (lo.year or 2000) * 12 + lo.month - 1, (hi.year or 2000) * 12 + hi.month - 1
    if last < first:
        last += 12
    touched = range(first, min(last, first + 120) + 1)
    return {m % 12 + 1 for m in touched if year is None or lo.year is None or m // 12 == year}


def years_of(time: FactTime | None) -> set[int]:
    """The known years a time touches."""
    if time is None:
        return set()
    years = [d.year for d in (time.lo, time.hi) if d is not None and d.year is not None]
    return set(range(min(years), max(years) + 1)) if years else set()


def say_time(time: FactTime) -> str:
    """A time as precisely as the document gives it: 2025年9月 stays a month."""
    lo, hi = time.lo, time.hi
    if time.relation == "by" and hi is not None:
        return f"≤ {_say_end(hi, time)}"
    if time.relation == "from" and lo is not None and hi is None:
        return f"{_say_end(lo, time)} →"
    if lo and hi and lo.year == hi.year and (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31):
        return str(lo.year) if lo.year else time.raw
    if lo is None or hi is None or _say_end(lo, time) == _say_end(hi, time):
        return _say_end(lo or hi, time)
    return f"{_say_end(lo, time)} – {_say_end(hi, time)}"


def _say_end(end: PartialDate | None, time: FactTime) -> str:
    if end is None:
        return ""
    year = "" if end.year is None else f"{end.year}-"
    whole_month = end.day in (1, calendar.monthrange(end.year or 2000, end.month)[1])
    if time.precision != "day" and whole_month:
        return f"{year}{end.month:02d}"
    return f"{year}{end.month:02d}-{end.day:02d}"


def what(row: ChecklistRow) -> str:
    """The action of a deadline, the indicator of a target with its scope."""
    return row.headline


def value(row: ChecklistRow) -> str:
    """A target's value in the document's own words."""
    return row.fact.raw if isinstance(row.fact, Target) else ""


def searchable(row: ChecklistRow) -> str:
    """All words of a row that the search box looks at."""
    return " ".join((what(row), value(row), row.fact.owner, row.fact.quote, row.document_title))
