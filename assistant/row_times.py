"""Rows of a table by time: those whose cells fall in the windows that a question asks for, from the day it is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.asked_windows import asked_window, frames
from assistant.matching import Asked
from assistant.records import Query
from assistant.table_grid import TableGrid
from assistant.table_search import TIME
from assistant.terms import folded
from ingest.grammar import TimeSpan, find_times
from ingest.records import FactTime, PartialDate

OVER = re.compile(
    r"(?<!没)(?<!未)(?:逾期|过期|超期)|期限.{0,4}过|过了.{0,4}[时期]限|(?:已经?|都)(?:到期|到时间|过了|截止)|到时间了|该(?:办|做|完成)完?(?:了|的)"
)
"""What is over on the day that is meant."""
LEFT = re.compile(r"(?:没|未|还没|尚未)到(?:期|时间)|还(?:剩|有|没|要|开|能)|剩下")
"""What is still to come."""
TODAY = re.compile(
    r"(?:今天|现在)(?:是|都)?|(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?(?:了|[，,])"
)
"""今天都7月20号了: the day from which is looked."""
WITHIN_YEAR = re.compile(r"年|[今明去本上下这]")
WIDE = frozenset({"year", "plan"})
SHARE = 0.5
"""Share of a column's cells that must hold a time."""
FAR_PAST, FAR = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day; ``any_year`` where only the month or day is said."""

    since: dt.date
    until: dt.date
    any_year: bool = False


class TimedRows:
    """The windows that one question asks for. ``asked`` where it asks for any; ``places`` are where it says so."""

    def __init__(self, query: Query, asked: Asked, today: dt.date, plan_year: int | None) -> None:
        self.text, self.year = asked.text, plan_year or today.year
        spans = [t for t in find_times(self.text, reference=today) if t.lo or t.hi]
        day, at_day = self._day_meant(today)
        self.over, left = bool(OVER.search(self.text)), bool(LEFT.search(self.text))
        meant = [t for t in spans if t.precision not in WIDE]
        if at_day:
            meant = [t for t in meant if t.end <= at_day[0] or t.start >= at_day[1]]
        meant = [t for t in meant if t.text not in ("今天", "现在")]
        meant = [t for t in meant if not any(frames(t, other) for other in meant)]
        self.windows = [self._window(t, today) for t in meant]
        if not spans and not self.windows and (loose := asked_window(query, today)):
            self.windows = [Window(*self._days(loose.lo, loose.hi, loose, today.year))]
        if self.over:
            self.windows = [Window(FAR_PAST, day)]
        elif left:
            later = [Window(max(w.since, day), w.until) for w in self.windows if w.until >= day]
            self.windows = later or ([Window(day, FAR)] if not self.windows else self.windows)
        self.whole_years = [t for t in spans if t.precision == "year"]
        self.asked = bool(self.windows)
        at = [(t.start, t.end) for t in spans] + ([at_day] if at_day else [])
        at += [m.span() for p in (OVER, LEFT, TODAY) for m in p.finditer(self.text)]
        if query.time:
            at += [m.span() for m in re.finditer(re.escape(folded(query.time.raw)), self.text)]
        self.places = frozenset(i for first, last in at for i in range(first, last))

    def _day_meant(self, today: dt.date) -> tuple[dt.date, tuple[int, int] | None]:
        """The day from which is looked, and where the question says it."""
        found = next((m for m in TODAY.finditer(self.text) if m["month"]), None)
        if found is None:
            return today, None
        try:
            return dt.date(today.year, int(found["month"]), int(found["day"])), found.span()
        except ValueError:
            return today, None

    def columns(self, grid: TableGrid, heads: Mapping[int, str]) -> list[int]:
        """The columns that hold times."""
        found = []
        for column, head in heads.items():
            cells = [w for row in grid.rows if (w := grid.words(grid.at(row, column)))]
            timed = sum(bool(self._times(w)) for w in cells)
            if cells and (timed >= SHARE * len(cells) or (TIME.search(head) and timed)):
                found.append(column)
        return found

    def fitting(
        self, grid: TableGrid, columns: Sequence[int], rows: Sequence[int]
    ) -> tuple[list[int], frozenset[int]] | None:
        """The rows that fall in a window; None where no window is asked for or the table has no times."""
        cells = {r: [grid.words(grid.at(r, c)) for c in columns] for r in rows}
        if not columns:
            return None
        if not self.asked:
            return self._of_whole_years(cells)
        kept = [r for r in rows if any(self.falls(w) for w in self._finest(cells[r]))]
        return kept, self.places

    def _finest(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells of a row that say a day, where the month beside them is only the row's group: 6月, 6月7日."""
        days = [w for w in cells if any(t.precision == "day" for t in self._times(w))]
        return days or cells

    def _of_whole_years(
        self, cells: Mapping[int, Sequence[str]]
    ) -> tuple[list[int], frozenset[int]] | None:
        """Rows of the year asked for, where the rows are of several years."""
        own = {r: set(re.findall(r"20\d\d", " ".join(w))) for r, w in cells.items()}
        if len(set[str]().union(*own.values())) < 2 or not self.whole_years:
            return None
        years = {str(d.year) for t in self.whole_years for d in (t.lo, t.hi) if d is not None}
        kept = [r for r, mine in own.items() if mine & years]
        return (kept, self.places) if kept else None

    def falls(self, words: str) -> bool:
        """Does a time in some words fall in a window?"""
        return any(self.holds(t.lo, t.hi, t) for t in self._times(words))

    def holds(
        self, lo: PartialDate | None, hi: PartialDate | None, time: TimeSpan | FactTime
    ) -> bool:
        """Does a time touch a window? What is due by a day does so with that day, what lasts all year never."""
        if lo is None and hi is None:
            return False
        if time.precision in WIDE:
            return False
        due = time.relation in ("by", "until")
        for window in self.windows:
            own = (hi or lo).year  # type: ignore[union-attr]
            first, last = self._days(
                lo, hi, time, window.since.year if own is None and not self.over else self.year
            )
            since, until = window.since, window.until
            if window.any_year and own is not None:
                at = last.year if last < FAR else first.year
                since, until = _moved(since, at), _moved(until, at)
            if self.over:
                if last <= until:
                    return True
            elif since <= last <= until if due else first <= until and last >= since:
                return True
        return False

    def _times(self, words: str) -> list[TimeSpan]:
        return [t for t in find_times(words) if t.lo or t.hi]

    def _window(self, time: TimeSpan, today: dt.date) -> Window:
        """A window of the question; a month without a year is of any."""
        any_year = not WITHIN_YEAR.search(time.text)
        year = self.year if any_year else today.year
        since, until = self._days(time.lo, time.hi, time, year)
        if any_year:
            since, until = (
                _moved(since, self.year) if since > FAR_PAST else since,
                _moved(until, self.year) if until < FAR else until,
            )
        return Window(since, until, any_year)

    @staticmethod
    def _days(
        lo: PartialDate | None, hi: PartialDate | None, time: TimeSpan | FactTime, year: int
    ) -> tuple[dt.date, dt.date]:
        """First and last day; ``year`` where none is said."""
        first, last = lo or hi, hi or lo
        assert first is not None and last is not None
        since = first.with_year(first.year or year).to_date() or FAR_PAST
        until = last.with_year(last.year or year).to_date() or FAR
        if until < since:
            until = last.with_year((last.year or year) + 1).to_date() or FAR
        if time.relation == "from" and hi is None:
            until = FAR
        if time.relation in ("by", "until") and lo is None:
            since = dt.date(until.year, 1, 1)
        return since, until


def _moved(day: dt.date, year: int) -> dt.date:
    """The same day of another year."""
    if day in (FAR, FAR_PAST):
        return day
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)
