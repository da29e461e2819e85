"""Windows of time that a question says loosely: 近期, 快到期, 未来两个月."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from assistant.records import Query
from ingest.grammar import TimeSpan, find_times, parse_numeral
from ingest.records import FactTime, PartialDate

SOON = re.compile(
    r"近期|近来|最近|近日|近段时间|这段时间|这阵子|这几天|接下来|马上|眼下|快(?:要)?到期|即将|临近"
)
"""Words for the weeks that come."""
SOON_DAYS = 30
LEFT = re.compile(r"还剩|剩下|(?:没|未|还没|尚未)到(?:期|时间)?(?![一-鿿]{0,2}[位岗])")
"""What asks only for what is still to come."""
NEXT = re.compile(
    r"(?:未来|今后|接下来|往后|后面|近|最近|[一-鿿]?下)的?([一二两三四五六七八九十半\d]+)(个?月|周|个?星期|天|日)(?:内|里|之内)?"
)
"""未来两个月, 近三天."""
FRAMES = frozenset({"half", "quarter", "term"})
"""Precisions of a time that may be no more than the frame of another."""
WITHIN = {
    "half": ("quarter", "month", "day"), "quarter": ("month", "day"),
    "term": ("quarter", "month", "day"),
}  # fmt: skip
DAYS = {"月": 30, "周": 7, "期": 7, "天": 1, "日": 1}


def asked_window(query: Query, today: dt.date) -> FactTime | None:
    """The window a question asks for: the time it names, else the one it says loosely, from today; of a time that
    has begun only what is left, where that is asked for."""
    window = _window(query, today)
    return _left_of(window, today) if window and LEFT.search(query.text) else window


def _left_of(window: FactTime, today: dt.date) -> FactTime:
    """The window from today on where today lies in it."""
    ends = [day and day.with_year(day.year or today.year) for day in (window.lo, window.hi)]
    since, until = (day.to_date() if day else None for day in ends)
    if since is None or until is None or not since < today <= until:
        return window
    return replace(window, lo=PartialDate(today.year, today.month, today.day), hi=ends[1])


def _window(query: Query, today: dt.date) -> FactTime | None:
    if query.time is not None:
        return _finest(query.time, query.text, today)
    if match := NEXT.search(query.text):
        number = parse_numeral(match.group(1).replace("半", "0.5"))
        if number is not None:
            days = round(float(number) * DAYS[match.group(2)[-1]])
            return _from_today(match.group(), today, days)
    if match := SOON.search(query.text):
        return _from_today(match.group(), today, SOON_DAYS)
    return None


def _finest(first: FactTime, text: str, today: dt.date) -> FactTime:
    """Of 2026年 and 9月份 in one question September 2026, of 下半年分工表 and 12月 December; of two years both."""
    if first.precision in FRAMES:
        return _in_frame(first, text, today)
    if first.precision != "year":
        return first
    others = [
        FactTime(t.text, t.start, t.end, t.lo, t.hi, t.relation, t.precision, t.recurring)
        for t in find_times(text, reference=today) if (t.lo or t.hi) and t.start != first.start
    ]  # fmt: skip
    for other in others:
        ends = [day for day in (other.lo, other.hi) if day is not None]
        year = (first.lo or first.hi or ends[0]).year
        if other.precision not in ("year", "plan") and {d.year for d in ends} <= {None, year}:
            lo, hi = (day and day.with_year(year) for day in (other.lo, other.hi))
            return replace(other, lo=lo, hi=hi)
    years = [t for t in (first, *others) if t.precision == "year" and t.lo and t.hi]
    if len(years) > 1:
        last = max(years, key=lambda t: t.hi.year or 0)  # type: ignore[union-attr]
        early = min(years, key=lambda t: t.lo.year or 0)  # type: ignore[union-attr]
        return replace(early, hi=last.hi)
    return first


def frames(frame: FactTime | TimeSpan, other: FactTime | TimeSpan) -> bool:
    """Is a half-year or quarter only the frame of a narrower time in it: 12月 asked of 下半年分工表?"""
    lo, hi = other.lo or other.hi, other.hi or other.lo
    if frame.precision not in FRAMES or other.precision not in WITHIN[frame.precision]:
        return False
    if frame.lo is None or frame.hi is None or lo is None or hi is None:
        return False
    if frame.precision == "term":  # which may run over the end of the year
        return all(_placed(day, frame.lo, frame.hi) is not None for day in (lo, hi))
    years = {day.year for day in (lo, hi, frame.lo, frame.hi)} - {None}
    return len(years) < 2 and _day(frame.lo) <= _day(lo) and _day(hi) <= _day(frame.hi)


def _placed(day: PartialDate, since: PartialDate, until: PartialDate) -> PartialDate | None:
    """A day with the year that it has between two others; None where it does not lie there."""
    for year in dict.fromkeys((since.year, until.year)):
        dated = day.with_year(year)
        inside = str(since) <= str(dated) <= str(until)
        if day.year in (None, year) and inside:
            return dated
    return None


def _in_frame(first: FactTime, text: str, today: dt.date) -> FactTime:
    """The narrower time that a half-year or quarter frames, in its year; what is asked for up to a day is asked for
    from where the frame begins."""
    for t in find_times(text, reference=today):
        if t.start == first.start or not frames(first, t):
            continue
        if first.precision == "term" and first.lo and first.hi:
            ends = [day and _placed(day, first.lo, first.hi) for day in (t.lo, t.hi)]
            lo, hi = ends[0] or (None if t.relation == "from" else first.lo), ends[1]
            return FactTime(t.text, t.start, t.end, lo, hi, "in" if hi else t.relation, t.precision)
        year = first.hi.year if first.hi else None
        lo, hi = (day and day.with_year(day.year or year) for day in (t.lo or first.lo, t.hi))
        return FactTime(t.text, t.start, t.end, lo, hi, "in" if hi else t.relation, t.precision)
    return first


def _day(day: PartialDate) -> tuple[int, int]:
    """Month and day for comparison."""
    return (day.month or 0, day.day or 0)


def says_loosely(text: str) -> bool:
    """Does a question name a window that only ``asked_window`` reads?"""
    return bool(SOON.search(text) or NEXT.search(text))


def _from_today(raw: str, today: dt.date, days: int) -> FactTime:
    last = today + dt.timedelta(days=max(days, 1))
    lo, hi = (PartialDate(day.year, day.month, day.day) for day in (today, last))
    return FactTime(raw, 0, 0, lo, hi, "in", "day")
