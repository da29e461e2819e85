"""A fact's time in the words of the page's language, never more exact than the document: 2026年9月底前, by Sep 2026."""

from __future__ import annotations

import calendar

from assistant.ui.strings.words import Words
from ingest.records import FactTime, PartialDate

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say(time: FactTime | None, words: Words) -> str:
    """The time; the document's own words where it has no day; empty where there is no time."""
    if time is None or (time.lo is None and time.hi is None):
        return time.raw if time else ""
    lo, hi = time.lo, time.hi
    if time.relation in ("by", "until") and hi is not None:
        return words("time_by_end" if _ends(hi, time) else "time_by", end=_day(hi, time, words))
    if time.relation == "from" and lo is not None and hi is None:
        return words("time_from", start=_day(lo, time, words))
    if lo is None or hi is None:
        return _day(lo or hi, time, words)
    return _span(lo, hi, time, words)


def _span(lo: PartialDate, hi: PartialDate, time: FactTime, words: Words) -> str:
    """A stretch; a whole year as the year, a month as the month, the year said once."""
    if lo.year == hi.year and (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31):
        return words("time_year", year=lo.year) if lo.year else time.raw
    first, last = _day(lo, time, words), _day(hi, time, words)
    if first == last:
        return first
    if lo.year == hi.year and words.language == "zh":
        last = _day(hi.with_year(None), time, words)
    return f"{first} – {last}"


def _ends(day: PartialDate, time: FactTime) -> bool:
    """Is the due day the end of a month that the document names as a month?"""
    return time.precision != "day" and day.day == _last(day)


def _last(day: PartialDate) -> int:
    return calendar.monthrange(day.year or 2000, day.month)[1]


def _day(day: PartialDate | None, time: FactTime, words: Words) -> str:
    if day is None:
        return ""
    whole = time.precision != "day" and day.day in (1, _last(day))
    if words.language == "zh":
        year = f"{day.year}年" if day.year else ""
        return f"{year}{day.month}月" + ("" if whole else f"{day.day}日")
    year = f" {day.year}" if day.year else ""
    return ("" if whole else f"{day.day} ") + MONTHS[day.month - 1] + year
