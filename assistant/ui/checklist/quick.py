"""The quick views of the checklist, and the order an official works in: what is due next comes first.

A library holds what was due or began to hold decades ago. The list opens on what is still to be done, the nearest
date first, then what is late, the newest first, then what has no known day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.records import REJECTED, ChecklistRow
from ingest.records import FactTime

NAMES = ("open", "overdue", "week", "month", "term", "waiting", "done", "all")
"""The quick views in the order of their buttons."""
CLOSED = frozenset({"已完成", "不适用"})
"""States in which nothing is left to do."""
NEXT, LATE, AGAIN, UNDATED, OLD = range(5)
"""Groups of the order: due from today on; overdue; recurring or of unknown year; without a day; begun long ago."""
FAR = dt.date.max
LONG_AGO = 92
"""Days after which what only begins to hold, and nobody has taken up, is no news any more."""
DAY_FIRST = ("day", "month", "quarter", "half", "term", "year", "plan")
"""Of two rows due on one day the more exact time comes first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in time: its group, its first and last known day."""

    group: int
    first: dt.date | None
    last: dt.date | None


def place(row: ChecklistRow, today: dt.date) -> Place:
    """The place of a row; a time of unknown year has no days."""
    time = row.fact.time
    first, last = days(time)
    if first is None or last is None:
        dated = time is not None and (time.recurring or time.lo or time.hi)
        return Place(AGAIN if dated else UNDATED, None, None)
    if row.overdue:
        return Place(LATE, first, last)
    if time is not None and time.recurring:
        return Place(AGAIN, first, last)
    if last >= today:
        return Place(NEXT, first, last)
    if row.state != "待确认":
        return Place(LATE, first, last)
    long_ago = (today - last).days > LONG_AGO
    return Place(OLD if long_ago else NEXT, first, last)


@lru_cache(maxsize=20_000)
def days(time: FactTime | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a time of known year; a time with one end counts by that end."""
    if time is None or not time.year_known:
        return None, None
    lo, hi = time.lo or time.hi, time.hi or time.lo
    if time.relation in ("by", "until"):
        lo = hi
    if lo is None or hi is None:
        return None, None
    return lo.to_date(), hi.to_date()


def stands(row: ChecklistRow) -> str:
    """A row's state as the page names it: 已驳回 is one."""
    return REJECTED if row.rejected else row.state


def windows(today: dt.date) -> dict[str, tuple[dt.date, dt.date]]:
    """This week (Monday to Sunday), month and term (1 September to 31 January, 1 February to 31 August)."""
    monday = today - dt.timedelta(days=today.weekday())
    length = calendar.monthrange(today.year, today.month)[1]
    if 2 <= today.month <= 8:
        term = dt.date(today.year, 2, 1), dt.date(today.year, 8, 31)
    else:
        year = today.year if today.month >= 9 else today.year - 1
        term = dt.date(year, 9, 1), dt.date(year + 1, 1, 31)
    return {
        "week": (monday, monday + dt.timedelta(days=6)),
        "month": (today.replace(day=1), today.replace(day=length)),
        "term": term,
    }


def belongs(name: str, today: dt.date) -> Callable[[ChecklistRow, Place], bool]:
    """Which rows a quick view shows. A week, month or term shows what begins or ends in it."""
    if name in ("week", "month", "term"):
        since, until = windows(today)[name]
        return lambda row, at: _meets(row.fact.time, at, since, until)
    tests: dict[str, Callable[[ChecklistRow, Place], bool]] = {
        "open": lambda row, at: row.state not in CLOSED and at.group != OLD,
        "overdue": lambda row, at: row.overdue,
        "waiting": lambda row, at: row.state == "待确认" and at.group != OLD,
        "done": lambda row, at: row.state in CLOSED,
        "all": lambda row, at: True,
    }
    return tests[name]


def _meets(time: FactTime | None, at: Place, since: dt.date, until: dt.date) -> bool:
    if at.first is None or at.last is None:
        return False
    return since <= at.last <= until or (
        since <= at.first <= until and time is not None and time.precision in ("day", "month")
    )


def due_order(rows: Sequence[tuple[ChecklistRow, Place]]) -> list[tuple[ChecklistRow, Place]]:
    """Nearest due first, then late ones with the newest first, recurring, undated, begun long ago."""
    return sorted(rows, key=lambda pair: due_key(*pair))


def due_key(row: ChecklistRow, at: Place) -> tuple[int, int, int, bool]:
    """The key of that order."""
    day = (at.last or FAR).toordinal()
    if at.group in (LATE, OLD):
        day = -day
    time = row.fact.time
    exact = DAY_FIRST.index(time.precision) if time and time.precision in DAY_FIRST else 9
    return at.group, day, exact, row.fact.kind == "target"
