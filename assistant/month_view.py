"""One month of the checklist: what is due on which day, and what no day of it can be named for."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.checklist import touches
from assistant.due import days_in, lies_elsewhere
from assistant.records import ChecklistRow
from ingest.errors import SettingsError
from ingest.records import FactTime, Target

Rows = tuple[ChecklistRow, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something is due."""

    day: dt.date
    rows: Rows


@dataclass(frozen=True, slots=True)
class Stretch:
    """A row that lasts from one day to another, both inclusive; they may lie outside the month."""

    first: dt.date
    last: dt.date
    row: ChecklistRow


@dataclass(frozen=True, slots=True)
class Month:
    """The rows of one month; each stands in one place.

    ``days``: due on a known day, by day. ``stretches``: last several days. ``of_month``: said to the month (9月,
    9月底前), never sharpened to a day. ``longer``: said to the quarter, half, term or year; one with a last
    day (年底前) only in the month where that lies. ``recurring``: again and again without a day, at least once
    in a month. ``unknown_year``: of this month in a year that nobody knows, however exact the day.
    """

    year: int
    month: int
    days: tuple[Day, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    of_month: Rows = ()
    longer: Rows = ()
    recurring: Rows = ()
    unknown_year: Rows = ()

    def __iter__(self) -> Iterator[ChecklistRow]:
        """All rows, each once."""
        yield from (row for day in self.days for row in day.rows)
        yield from (stretch.row for stretch in self.stretches)
        yield from self.of_month + self.longer + self.recurring + self.unknown_year


def month_of(rows: Iterable[ChecklistRow], year: int, month: int) -> Month:
    """The month of some rows, which keep their order.

    Raises:
        SettingsError: there is no such month.
    """
    if not (dt.MINYEAR < year < dt.MAXYEAR and 1 <= month <= 12):
        raise SettingsError(f"没有 {year} 年 {month} 月。", "月份请写 1 到 12，年份写四位数。")
    since = dt.date(year, month, 1)
    until = since.replace(day=calendar.monthrange(year, month)[1])
    days: defaultdict[dt.date, list[ChecklistRow]] = defaultdict(list)
    stretches: list[Stretch] = []
    bands: defaultdict[str, list[ChecklistRow]] = defaultdict(list)
    for row in rows:
        time = row.fact.time
        if time is None:
            continue
        if time.lo is None and time.hi is None:
            if not isinstance(row.fact, Target) and touches(time, since, until):
                bands["recurring"].append(row)
            continue
        found = _days(time, since, until)
        if found is None:
            continue
        band = _band(time)
        if band:
            bands[band].append(row)
        elif found[0] == found[1]:
            days[found[0]].append(row)
        else:
            stretches.append(Stretch(*found, row))
    return Month(
        year, month, tuple(Day(day, tuple(days[day])) for day in sorted(days)), tuple(stretches),
        **{name: tuple(held) for name, held in bands.items()},
    )  # fmt: skip


def _days(time: FactTime, since: dt.date, until: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days that a time means in the month's year or from the year before; None where they lie elsewhere."""
    if lies_elsewhere(time, since, until):
        return None
    for year in (since.year, since.year - 1):
        first, last = days_in(time, year)
        if first <= until and last >= since:
            return first, last
    return None


def _band(time: FactTime) -> str:
    """Where a time stands that has no day of its own; empty for days."""
    if not time.year_known and not time.recurring:
        return "unknown_year"
    if time.precision == "day":
        return ""
    return "of_month" if time.precision == "month" else "longer"
