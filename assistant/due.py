"""When a row is due: the days that its time means in a year, and whether it is a matter of a window of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from assistant.checklist import touches
from assistant.records import ChecklistRow
from assistant.time_windows import Window
from ingest.records import FactTime, Target

MONTH_LONG = 31
"""Days up to which a time is a matter of any day in it; a longer one is due where it ends."""


def in_window(rows: Iterable[ChecklistRow], window: Window) -> tuple[ChecklistRow, ...]:
    """Rows that are a matter of a window; late rows for the window of what is overdue."""
    return tuple(row for row in rows if is_due_in(row, window))


def is_due_in(row: ChecklistRow, window: Window) -> bool:
    """Does a row's time end in the window, or touch it and is no longer than a month or the window itself?

    What is said of a whole year is no matter of each of its weeks, but of the last one.
    """
    if window.overdue:
        return row.overdue
    time, since, until = row.fact.time, window.since, window.until
    if time is None or since is None:
        return False
    if time.lo is None and time.hi is None:
        return not isinstance(row.fact, Target) and touches(time, since, until)
    if lies_elsewhere(time, since, until):
        return False
    longest = max(MONTH_LONG, (until - since).days + 1)
    years = (until.year,) if time.year_known else range(since.year - 1, until.year + 1)
    return any(
        first <= until and last >= since
        and (last <= until or (last - first).days < longest
             or (time.precision == "day" and first >= since))
        for first, last in (days_in(time, year) for year in years)
    )  # fmt: skip


def lies_elsewhere(time: FactTime, since: dt.date, until: dt.date) -> bool:
    """Does a time surely lie in other years? Most do, and no day need be made of them."""
    lo, hi = time.lo or time.hi, time.hi or time.lo
    after = lo is not None and lo.year is not None and lo.year > until.year
    return after or (hi is not None and hi.year is not None and hi.year < since.year)


def days_in(time: FactTime, year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a time, with ``year`` where it has none of its own; a due day is one day.

    A stretch of unknown year that ends before it begins runs into the next year.
    """
    lo, hi = time.lo or time.hi, time.hi or time.lo
    assert lo is not None and hi is not None
    if time.relation in ("by", "until"):
        lo = hi
    elif time.relation == "from" and time.hi is None:
        hi = lo
    first = (lo if lo.year is not None else lo.with_year(year)).to_date()
    last = (hi if hi.year is not None else hi.with_year(year)).to_date()
    assert first is not None and last is not None
    if last < first and hi.year is None:
        last = hi.with_year(year + 1).to_date() or first
    return first, max(first, last)
