"""The core's month → what a page of the calendar shows on each day; which months hold anything. No widgets."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from assistant.records import ChecklistRow
from ingest.records import FactTime, PartialDate

if TYPE_CHECKING:
    from assistant.month_view import Month, Stretch

Part = Literal["due", "begins", "ends", "during", "yearly"]
"""What a row does on a day: is due, opens or closes a stretch, runs, comes back every year."""
LONG = 14
"""Days of a stretch up to which each of its days says so; a longer one stands at its ends only."""
MOST_MONTHS = 24
"""Months of one stretch that are counted."""


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
    band: Sequence[ChecklistRow] = ()
    wide: Sequence[ChecklistRow] = ()
    recurring: Sequence[ChecklistRow] = ()
    unknown: Sequence[ChecklistRow] = ()

    @property
    def exact(self) -> list[ChecklistRow]:
        """Each row that the documents put into this month, once."""
        placed = [p.row for _, some in sorted(self.days.items()) for p in some]
        return list({row.fact_id: row for row in (*placed, *self.band)}.values())


def lay_out(month: Month) -> MonthRows:
    """The page of one month; a stretch says where it begins and ends, what is of this month alone comes first."""
    nearest = sorted(month.of_month, key=lambda row: len(_months_of(row.fact.time, (month.year,))))
    page = MonthRows(
        month.year, month.month, {}, nearest, month.longer, month.recurring, month.unknown_year
    )
    for day in month.days:
        for row in day.rows:
            known = row.fact.time is None or row.fact.time.year_known
            _put(page, day.day, Placed(row, "due" if known else "yearly"))
    for stretch in month.stretches:
        for at, part in _parts(stretch):
            _put(page, at, Placed(stretch.row, part))
    return page


def _put(page: MonthRows, day: dt.date, placed: Placed) -> None:
    if (day.year, day.month) == (page.year, page.month):
        page.days.setdefault(day.day, []).append(placed)


def _parts(stretch: Stretch) -> list[tuple[dt.date, Part]]:
    """The days on which a stretch shows."""
    lo, hi = stretch.first, stretch.last
    ends: list[tuple[dt.date, Part]] = [(lo, "begins"), (hi, "ends")]
    between = (hi - lo).days - 1
    if between + 2 > LONG:
        return ends
    return [*ends, *((lo + dt.timedelta(days=n + 1), "during") for n in range(between))]


# --- a year of months -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How much a month holds that documents put into it: all, still open, late."""

    year: int
    month: int
    total: int
    open: int
    overdue: int


def count_months(
    rows: Iterable[ChecklistRow], first: tuple[int, int], months: int = 12
) -> list[MonthCount]:
    """A stretch of months from ``first`` (year, month), each with its counts; all rows are looked at once."""
    asked = [moved(*first, n) for n in range(months)]
    counts = {month: [0, 0, 0] for month in asked}
    years = sorted({year for year, _ in asked})
    for row in rows:
        for month in _months_of(row.fact.time, years) & counts.keys():
            counts[month][0] += 1
            counts[month][1] += row.state not in ("已完成", "不适用")
            counts[month][2] += row.overdue
    return [MonthCount(*month, *counts[month]) for month in asked]


def busy_months(rows: Iterable[ChecklistRow]) -> list[tuple[int, int]]:
    """Every month (year, month) into which documents put something by the day or month, in order."""
    return sorted(set().union(*(_months_of(row.fact.time, ()) for row in rows)))


def _months_of(time: FactTime | None, years: Sequence[int]) -> set[tuple[int, int]]:
    """The months in which a time said by the day or month falls; what comes back every year in each of ``years``."""
    if time is None or time.precision not in ("day", "month"):
        return set()
    lo, hi = time.lo or time.hi, time.hi or time.lo
    if lo is None or hi is None:
        return set()
    if time.relation in ("by", "until"):
        lo = hi
    elif time.relation == "from" and time.hi is None:
        hi = lo
    if time.year_known:
        return _between(lo, hi)
    if not time.recurring:
        return set()
    return set().union(*(_between(lo.with_year(y), hi.with_year(y)) for y in years))


def _between(lo: PartialDate, hi: PartialDate) -> set[tuple[int, int]]:
    first, last = (lo.year or 0) * 12 + lo.month, (hi.year or 0) * 12 + hi.month
    if last < first:
        last += 12
    return {moved(0, n, 0) for n in range(first, min(last, first + MOST_MONTHS) + 1)}


def moved(year: int, month: int, by: int) -> tuple[int, int]:
    """The month so many months later."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def as_time(year: int, month: int) -> FactTime:
    """The month as a document would say it."""
    last = monthrange(year, month)[1]
    ends = PartialDate(year, month, 1), PartialDate(year, month, last)
    return FactTime("", 0, 0, *ends, "in", "month")
