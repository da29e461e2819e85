"""The rows of an asked window of time: which year is meant, what is exact, what only wide; said in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checklist import touches, what
from assistant.records import ChecklistRow
from ingest.records import FactTime, PartialDate

WIDE = 125
"""Days from which a row's time is wider than what a month was asked for."""


OTHER_YEARS = 3
"""Years beside the chosen one that a note names, the nearest first."""
NAMED, NAME_LENGTH = 5, 24
"""Wide rows that a note names, and code points of a name."""
STALE = 2
"""Years after which the newest dated rows give way to rows whose year is unknown."""


@dataclass(frozen=True, slots=True)
class InWindow:
    """The rows of a window: ``rows`` with a time of their own, ``recurring`` that happen in every such window,
    ``wide`` that say only the half-year or year; the window in words; notes on what was left out."""

    rows: tuple[ChecklistRow, ...]
    recurring: tuple[ChecklistRow, ...]
    wide: tuple[ChecklistRow, ...]
    words: str
    notes: tuple[str, ...]


def in_window(time: FactTime, rows: Sequence[ChecklistRow], today: dt.date) -> InWindow:
    """Rows that touch the window; without a year asked, those of this year or of the newest year."""
    notes: list[str] = []
    lo, hi = time.lo or time.hi, time.hi or time.lo
    if time.relation == "from" and time.hi is None and lo is not None:
        hi = PartialDate(lo.year, 12, 31)
    assert lo is not None and hi is not None
    if time.relation in ("by", "until") and time.lo is None:
        lo = _opening(hi, today)
    if lo.year is None or hi.year is None:
        year, others = _chosen_year(time, rows, today)
        lo, hi = lo.with_year(year), hi.with_year(year)
        if (hi.month, hi.day) < (lo.month, lo.day):
            hi = hi.with_year(year + 1)
        if others:
            said = "、".join(f"{y} 年 {n} 项" for y, n in others)
            notes.append(f"未说明年份，这里列 {year} 年的；另有 {said}，可在问题里写上年份。")
    since, until = lo.to_date(), hi.to_date()
    assert since is not None and until is not None
    touching = [
        r for r in rows if touches(r.fact.time, since, until) and _still_runs(r, since, until)
    ]
    recurring = [r for r in touching if _recurs(r.fact.time)]
    found = [r for r in touching if not _recurs(r.fact.time)]
    limit = max(WIDE, (until - since).days + 31)
    exact = [
        r for r in found if _days(r.fact.time) <= limit or _begins_or_ends(r.fact.time, since, until)
    ]  # fmt: skip
    kept = {r.fact_id for r in exact}
    wide = [r for r in found if r.fact_id not in kept]
    if exact or recurring:
        notes += _wide_note(wide)
    elif wide:
        exact, wide = wide, []
        notes.append("下列事项只写到半年或全年。")
    unknown = sum(not r.year_known for r in exact)
    if unknown:
        notes.append(f"其中 {unknown} 项原文没有写年份（年份不明）。")
    known = (time.lo or time.hi).year is not None or unknown < len(exact)  # type: ignore[union-attr]
    words = f"时间在{_said_window(since, until, known)}"
    return InWindow(tuple(exact), tuple(recurring), tuple(wide), words, tuple(notes))


def _said_window(since: dt.date, until: dt.date, known: bool) -> str:
    first = _said_day(since, known)
    return first if since == until else f"{first}至{_said_day(until, known)}"


def _wide_note(wide: Sequence[ChecklistRow]) -> list[str]:
    """How many rows say only the half-year or year, the first of them by name."""
    if not wide:
        return []
    named = "、".join(f"“{shortened(what(r.fact))}”" for r in wide[:NAMED])
    more = "等" if len(wide) > NAMED else ""
    return [f"另有 {len(wide)} 项只写到半年或全年，没有列入：{named}{more}。"]


def _recurs(time: FactTime | None) -> bool:
    """Happens again and again without a day: 每月, 每学期."""
    return time is not None and time.recurring and time.lo is None and time.hi is None


def _begins_or_ends(time: FactTime | None, since: dt.date, until: dt.date) -> bool:
    """A long stretch said in months begins or ends in the window; a whole year or half does not count."""
    if time is None or time.precision not in ("day", "month", "quarter"):
        return False
    days = [day.with_year(day.year or since.year).to_date() for day in _ends(time)]
    return any(day is not None and since <= day <= until for day in days)


def _still_runs(row: ChecklistRow, since: dt.date, until: dt.date) -> bool:
    """What recurs without a day in a plan of other years does not recur in the window."""
    time = row.fact.time
    if time is None or time.lo is not None or time.hi is not None:
        return True
    years = [int(y) for y in re.findall(r"(?:19|20)\d{2}", row.document_title)]
    return not years or (min(years) <= until.year and max(years) >= since.year)


def _opening(hi: PartialDate, today: dt.date) -> PartialDate:
    """The first day of what is asked for with “before”: today, or the year's first day."""
    year = hi.year
    if year in (None, today.year) and (today.month, today.day) <= (hi.month, hi.day):
        return PartialDate(year, today.month, today.day)
    return PartialDate(year, 1, 1)


def _chosen_year(
    time: FactTime, rows: Sequence[ChecklistRow], today: dt.date
) -> tuple[int, list[tuple[int, int]]]:
    """The year to answer for, and how many rows other years hold."""
    lo, hi = time.lo or time.hi, time.hi or time.lo
    assert lo is not None and hi is not None
    if time.relation in ("by", "until") and time.lo is None:
        lo = PartialDate(None, 1, 1)  # what is due before the day, not on it alone
    dated = [r for r in rows if _has_year(r.fact.time) and _days(r.fact.time) <= WIDE]
    years = sorted({d.year for r in dated for d in _ends(r.fact.time) if d.year is not None})
    counts = {
        year: sum(
            touches(r.fact.time, lo.with_year(year).to_date(), hi.with_year(year).to_date())
            for r in dated
        )
        for year in years
    }
    held = [year for year in years if counts[year]]
    if not held:
        return today.year, []
    undated = any(
        not r.year_known and not _recurs(r.fact.time)
        and touches(r.fact.time, lo.with_year(today.year).to_date(), hi.with_year(today.year).to_date())
        for r in rows
    )  # fmt: skip
    stale = undated and held[-1] < today.year - STALE
    now = today.year in held or _has_plans_of(today.year, rows, lo, hi)
    chosen = today.year if now or stale else held[-1]
    others = sorted((y for y in held if y != chosen), key=lambda y: abs(y - chosen))[:OTHER_YEARS]
    return chosen, [(year, counts[year]) for year in sorted(others)]


def _has_plans_of(
    year: int, rows: Sequence[ChecklistRow], lo: PartialDate, hi: PartialDate
) -> bool:
    """Does a row of a half or whole year fall in the window in that year? Plans say much so."""
    since, until = lo.with_year(year).to_date(), hi.with_year(year).to_date()
    return any(
        {d.year for d in _ends(r.fact.time)} == {year} and touches(r.fact.time, since, until)
        for r in rows
    )


def _ends(time: FactTime | None) -> list[PartialDate]:
    return [day for day in (time.lo, time.hi) if day is not None] if time else []


def _has_year(time: FactTime | None) -> bool:
    return any(day.year is not None for day in _ends(time))


def _days(time: FactTime | None) -> int:
    """How many days a time spans; a due day is one."""
    if time is None or time.lo is None or time.hi is None:
        return 1
    year = time.lo.year or 2000
    first = time.lo.with_year(time.lo.year or year).to_date()
    last = time.hi.with_year(time.hi.year or year).to_date()
    assert first is not None and last is not None
    return (last - first).days % 366 + 1 if last < first else (last - first).days + 1


def _said_day(day: dt.date, year_known: bool = True) -> str:
    """A day in words; no year is claimed where neither the question nor a row has one."""
    year = f"{day.year}年" if year_known else ""
    return f"{year}{day.month}月{day.day}日"


def shortened(words: str) -> str:
    """Words of bounded length, with an ellipsis where some were cut."""
    return words if len(words) <= NAME_LENGTH else f"{words[:NAME_LENGTH]}……"
