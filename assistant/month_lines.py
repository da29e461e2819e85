"""Schedules that set their items under months (二月 / 三月 …, 9月份：), and the times that their items take from them.

A school's or a bureau's plan of a term names the month once, above its items; an item without a day of its own is of
that month (学期工作安排, 工作月历, 行事历).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.grammar import TimeSpan, find_times
from ingest.records import Span

MONTH = re.compile(
    r"^(?:(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十\d]{1,2}[、.．])\s*(?=(?:20\d\d|[一二三四五六七八九十\d]{1,2}[、—\-～~至]?[一二三四五六七八九十\d]{0,2}月)))?"
    r"[【\[（(]?\s*(?P<month>(?:20\d\d年)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:[、—\-～~至](?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]))?月)(?:份)?"
    r"(?:主要|重点)?(?:工作|活动)?(?:安排|重点|要点|计划|任务|内容)?\s*[】\]）)]?\s*[:：]?$"
)
"""A line that only names a month: 三月, 9月份：, （二）四月工作重点."""
LEAVES = re.compile(
    r"^(?:注|备注|说明|附|附件|联系人|联系电话)\s*[\d一二三]*\s*[:：]|^[一二三四五六七八九十]{1,3}、"
)
"""A line below which no item is of the month above."""
FEWEST = 2
"""Months under which a document sets its items."""


@dataclass(frozen=True, slots=True)
class MonthAbove:
    """A month that stands above the items between ``start`` and ``end``; ``time`` with offsets of the document."""

    start: int
    end: int
    time: TimeSpan


def months_above(
    text: str, lines: Sequence[Span], year: int | None, *, school_year: bool
) -> tuple[MonthAbove, ...]:
    """The months of a schedule with the stretches below them; none where fewer than two stand alone in their lines."""
    found: list[MonthAbove] = []
    begins: tuple[int, TimeSpan] | None = None
    for line in lines:
        words = text[line.start : line.end]
        month = MONTH.match(words)
        if begins and (month or LEAVES.match(words)):
            found.append(MonthAbove(begins[0], line.start, begins[1]))
            begins = None
        if month and (time := _time(month, line.start, year, school_year)):
            begins = line.end, time
    if begins:
        found.append(MonthAbove(begins[0], len(text), begins[1]))
    return tuple(found) if len(found) >= FEWEST else ()


def _time(month: re.Match[str], at: int, year: int | None, school_year: bool) -> TimeSpan | None:
    """The time of a line that names a month, its offsets those of the document."""
    times = find_times(month["month"], plan_year=year, school_year=school_year)
    if len(times) != 1:
        return None
    shift = at + month.start("month")
    return replace(times[0], start=times[0].start + shift, end=times[0].end + shift)


def month_of(months: Sequence[MonthAbove], offset: int) -> TimeSpan | None:
    """The month above a place of the text."""
    return next((m.time for m in months if m.start <= offset < m.end), None)


def touches_month(time: TimeSpan, month: TimeSpan) -> bool:
    """Does a time begin or end in the month, or span it?"""
    lo, hi = month.lo, month.hi
    if lo is None or hi is None:
        return False
    first, last = time.lo or time.hi, time.hi or time.lo
    if first is None or last is None:
        return False
    return any(lo.month <= day.month <= hi.month for day in (first, last)) or (
        first.month <= lo.month and hi.month <= last.month
    )
