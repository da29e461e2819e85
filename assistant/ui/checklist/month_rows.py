"""Rows → one page of the calendar: what stands on a day, what only in the month, what is wider; no widgets.

A precision is never sharpened: “9月” stands beside the days of September, on none of them.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.records import ChecklistRow
from assistant.ui.checklist.saying import recurs_in
from ingest.records import FactTime, PartialDate

Part = Literal["due", "begins", "ends", "during", "yearly"]
"""What a row does on a day: is due, opens or closes a stretch, runs, comes back every year."""
LONG = 14
"""Days of a stretch up to which each of its days says so; a longer one stands at its ends only."""
MONTHS = 3
"""Months that a time said in months may span (9-10月份) and still be a matter of the month."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row on a day."""

    row: ChecklistRow
    part: Part


@dataclass(slots=True)
class MonthRows:
    """A month's rows: ``days`` by day of the month; ``band`` said by the month; ``wide`` by the quarter, term,
    year or plan; ``recurring`` without a day; ``unknown`` of no known year."""

    year: int
    month: int
    days: dict[int, list[Placed]] = field(default_factory=dict)
    band: list[ChecklistRow] = field(default_factory=list)
    wide: list[ChecklistRow] = field(default_factory=list)
    recurring: list[ChecklistRow] = field(default_factory=list)
    unknown: list[ChecklistRow] = field(default_factory=list)

    @property
    def exact(self) -> list[ChecklistRow]:
        """Each row that the documents put into this month, once."""
        placed = [p.row for _, some in sorted(self.days.items()) for p in some]
        return list({row.fact_id: row for row in (*placed, *self.band)}.values())

    @property
    def empty(self) -> bool:
        """Nothing at all?"""
        return not (self.days or self.band or self.wide or self.recurring or self.unknown)


def lay_out(rows: Iterable[ChecklistRow], year: int, month: int) -> MonthRows:
    """The page of one month; a row that has no part in it is left out."""
    page = MonthRows(year, month)
    for row in rows:
        time = row.fact.time
        if time is None or row.rejected:
            continue
        if time.lo is None and time.hi is None:
            if recurs_in(row, str(month)):
                page.recurring.append(row)
        elif not time.year_known and not time.recurring:
            if month in _named_months(*_closed(time)):
                page.unknown.append(row)
        else:
            _place(page, row, _in_year(_closed(time), year))
    return page


def _closed(time: FactTime) -> tuple[PartialDate, PartialDate]:
    """First and last day: what is due by a day has only that one, what goes on from a day only its start."""
    lo, hi = time.lo or time.hi, time.hi or time.lo
    assert lo is not None and hi is not None
    if time.relation in ("by", "until"):
        return hi, hi
    if time.relation == "from" and time.hi is None:
        return lo, lo
    return lo, hi


def _named_months(lo: PartialDate, hi: PartialDate) -> set[int]:
    """The months of a time of no known year; November to February goes over the year's end."""
    last = hi.month + (12 if (hi.month, hi.day) < (lo.month, lo.day) else 0)
    return {n % 12 + 1 for n in range(lo.month - 1, last)}


def _in_year(ends: tuple[PartialDate, PartialDate], year: int) -> tuple[dt.date, dt.date]:
    """The ends as days; what comes back every year is read in ``year``."""
    lo, hi = (end.with_year(end.year or year).to_date() for end in ends)
    assert lo is not None and hi is not None
    if hi < lo:
        hi = ends[1].with_year(lo.year + 1).to_date() or hi
    return lo, hi


def _place(page: MonthRows, row: ChecklistRow, ends: tuple[dt.date, dt.date]) -> None:
    first = dt.date(page.year, page.month, 1)
    last = dt.date(page.year, page.month, monthrange(page.year, page.month)[1])
    lo, hi = ends
    if hi < first or lo > last:
        return
    time = row.fact.time
    assert time is not None
    if time.precision == "day":
        for day, part in _parts(lo, hi, yearly=not time.year_known):
            if first <= day <= last:
                page.days.setdefault(day.day, []).append(Placed(row, part))
    elif time.precision == "month" and _months(lo, hi) <= MONTHS:
        page.band.append(row)
    elif time.recurring:
        page.recurring.append(row)
    else:
        page.wide.append(row)


def _parts(lo: dt.date, hi: dt.date, *, yearly: bool) -> list[tuple[dt.date, Part]]:
    if lo == hi:
        return [(lo, "yearly" if yearly else "due")]
    ends: list[tuple[dt.date, Part]] = [(lo, "begins"), (hi, "ends")]
    between = (hi - lo).days - 1
    if between + 2 > LONG:
        return ends
    return [*ends, *((lo + dt.timedelta(days=n + 1), "during") for n in range(between))]


def _months(lo: dt.date, hi: dt.date) -> int:
    return (hi.year - lo.year) * 12 + hi.month - lo.month + 1


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How much a month holds that documents put into it: all, still open, late."""

    year: int
    month: int
    total: int
    open: int
    overdue: int


def count_months(
    rows: Sequence[ChecklistRow], first: tuple[int, int], months: int = 12
) -> list[MonthCount]:
    """A stretch of months from ``first`` (year, month), each with its counts."""
    near = [r for r in rows if r.fact.time and r.fact.time.precision in ("day", "month")]
    found = []
    for n in range(months):
        year, month = moved(*first, n)
        exact = lay_out(near, year, month).exact
        still = [r for r in exact if r.state not in ("已完成", "不适用")]
        late = sum(r.overdue for r in exact)
        found.append(MonthCount(year, month, len(exact), len(still), late))
    return found


def moved(year: int, month: int, by: int) -> tuple[int, int]:
    """The month so many months later."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def busy_months(rows: Iterable[ChecklistRow]) -> list[tuple[int, int]]:
    """Every month (year, month) into which documents put something by the day or month, in order."""
    found: set[tuple[int, int]] = set()
    for row in rows:
        time = row.fact.time
        if time is None or row.rejected or not time.year_known:
            continue
        if time.precision not in ("day", "month"):
            continue
        lo, hi = _in_year(_closed(time), 0)
        found.add((hi.year, hi.month))
        span = _months(lo, hi) if time.precision == "month" else 1
        found |= {moved(lo.year, lo.month, n) for n in range(span if span <= MONTHS else 0)}
    return sorted(found)
