"""The time of a fact with a person's corrections."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from ingest.errors import SettingsError
from ingest.fact_edits.fields import TIME
from ingest.records import Fact, FactTime, PartialDate, Precision, Relation

YEAR = re.compile(r"\d{4}")
"""A year that the words of a time name."""


def corrected_time(fact: Fact, given: Mapping[str, Any]) -> FactTime | None:
    """The fact's time with the given days and words; relation and precision follow from the days."""
    old = fact.time
    if not any(name in given for name in TIME):
        return old
    lo = given.get("time_lo", old.lo if old else None)
    hi = given.get("time_hi", old.hi if old else None)
    same = old is not None and (lo, hi) == (old.lo, old.hi)
    kept = old.raw if old and (same or _still_says(old, lo, hi)) else ""
    raw = given.get("time", kept) or _say_days(lo, hi)
    if not raw:
        return None
    if lo and hi and lo.year is not None and hi.year is not None and str(lo) > str(hi):
        raise SettingsError("时间起（time_lo）晚于时间止（time_hi）。", "请把两个日期对调或改正。")
    relation = old.relation if old and same else _relation(lo, hi)
    precision = old.precision if old and same else _precision(lo, hi)
    start, end = _where(fact, raw)
    return FactTime(
        raw, start, end, lo, hi, given.get("time_relation", relation),
        given.get("time_precision", precision),
        given.get("time_recurring", old.recurring if old else False),
    )  # fmt: skip


def _still_says(old: FactTime, lo: PartialDate | None, hi: PartialDate | None) -> bool:
    """Do the document's words hold for other days too? 9月 holds for a day in September and for a year
    that was not known; 10月15日前 does not say the 20th, and is not told for it."""
    days = [day for day in (lo, hi) if day is not None]
    year = YEAR.search(old.raw)
    if year and any(day.year not in (None, int(year[0])) for day in days):
        return False
    if old.lo is not None and old.hi is not None:
        return all(_in_year(old.lo) <= _in_year(day) <= _in_year(old.hi) for day in days)
    ends = {_in_year(day) for day in (old.lo, old.hi) if day is not None}
    return ends <= {_in_year(day) for day in days}


def _in_year(day: PartialDate) -> tuple[int, int]:
    return day.month, day.day


def _where(fact: Fact, raw: str) -> tuple[int, int]:
    """Where the words of a time stand: in the quote, else where the time stood, else the fact itself."""
    at = fact.quote.find(raw)
    if at >= 0:
        return fact.start + at, fact.start + at + len(raw)
    if fact.time is not None:
        return fact.time.start, fact.time.end
    return fact.span.start, fact.span.end


def _relation(lo: PartialDate | None, hi: PartialDate | None) -> Relation:
    if lo is None and hi is not None:
        return "by"
    return "from" if lo is not None and hi is None else "in"


def _precision(lo: PartialDate | None, hi: PartialDate | None) -> Precision:
    """A day, unless both ends make whole months or a whole year."""
    if lo is None or hi is None:
        return "day"
    if lo.day != 1 or hi.day != monthrange(hi.year or 2000, hi.month)[1]:
        return "day"
    return "year" if (lo.month, hi.month) == (1, 12) else "month"


def _say_days(lo: PartialDate | None, hi: PartialDate | None) -> str:
    ends = [str(day) for day in (lo, hi) if day is not None]
    if len(ends) == 1:
        return f"{ends[0]}前" if lo is None else f"{ends[0]}起"
    return " 至 ".join(dict.fromkeys(ends))
