"""Days between two days as a line that the guard can work out again: 计算：6月20日 − 6月15日 = 5天."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence

from ingest.grammar import find_times
from ingest.records import PartialDate

DAYS = re.compile(r"(\d{1,4})天")
LEAP = 2024
"""Stands for a year that neither day tells."""


def days_between(later: PartialDate, earlier: PartialDate) -> int | None:
    """How many days lie between two days of one year, or of years that both tell; None where that is not known."""
    one, other = (_date(day, later.year or earlier.year) for day in (later, earlier))
    if one is None or other is None:
        return None
    if later.year is None and earlier.year is None and _over_leap_day(one, other):
        return None
    return (one - other).days


def _over_leap_day(one: dt.date, other: dt.date) -> bool:
    """Does it hang on the year, which is not known, how many days there are?"""
    return (one.month > 2) != (other.month > 2)


def _date(day: PartialDate, year: int | None) -> dt.date | None:
    if day.month is None or day.day is None:
        return None
    known = day.year or year or LEAP
    if day.day > calendar.monthrange(known, day.month)[1]:
        return None
    return dt.date(known, day.month, day.day)


def day_said(day: PartialDate, *, with_year: bool) -> str:
    """6月20日, or 2026年6月20日 where its year is to be told and known."""
    year = f"{day.year}年" if with_year and day.year else ""
    return f"{year}{day.month}月{day.day}日"


def day_read(words: str) -> PartialDate | None:
    """The one day that some words are; None where they are anything else."""
    found = find_times(words)
    if len(found) != 1 or found[0].lo != found[0].hi or found[0].lo is None:
        return None
    whole = (found[0].start, found[0].end) == (0, len(words))
    return found[0].lo if whole and found[0].lo.day else None


def days_add_up(terms: Sequence[str], result: str) -> bool:
    """Are the terms two days with a minus between them, and the result the days from one to the other?"""
    if len(terms) != 3 or terms[1] != "−" or not (said := DAYS.fullmatch(result)):
        return False
    later, earlier = (day_read(term) for term in (terms[0], terms[2]))
    if later is None or earlier is None:
        return False
    return days_between(later, earlier) == int(said[1])
