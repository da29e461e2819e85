"""Rows of a table by time: those whose cells fall in the windows that a question asks for, from the day it is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from assistant.asked_windows import asked_window
from assistant.matching import Asked
from assistant.records import Query
from assistant.table_grid import TableGrid
from assistant.table_search import TIME
from assistant.terms import folded
from ingest.grammar import TimeSpan, find_times

OVER = re.compile(
    r"(?<!没)(?<!未)(?:逾期|过期|超期)|期限.{0,4}过|(?:已经?|都)(?:到期|到时间|过了|截止)|到时间了|该(?:办|做|完成)完?(?:了|的)"
)
"""What is over on the day that is meant."""
LEFT = re.compile(r"(?:没|未|还没|尚未)到(?:期|时间)|还(?:剩|有|没|要|开|能)|剩下")
"""What is still to come."""
DAY_MEANT = re.compile(r"今天都?|现在(?:是|都)?|(?:\d{1,2}月)?\d{1,2}[号日]了|\d{1,2}月\d{1,2}了")
WIDE = frozenset({"year", "plan"})
SHARE = 0.5
"""Share of a column's cells that must hold a time."""
FAR_PAST, FAR = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


class TimedRows:
    """The windows that one question asks for. ``asked`` where it asks for any; ``places`` are where it says so."""

    def __init__(self, query: Query, asked: Asked, today: dt.date, plan_year: int | None) -> None:
        self.text, self.today = asked.text, today
        self.year = plan_year or today.year
        spans = find_times(self.text, reference=today)
        found = [t for t in spans if (t.lo or t.hi) and t.precision not in WIDE and not t.recurring]
        self.over, self.left = bool(OVER.search(self.text)), bool(LEFT.search(self.text))
        named = [t for t in found if self._is_day_meant(t)] if self.over or self.left else []
        day = self._days(named[-1])[1] if named else today
        windows = [self._days(t) for t in found if t not in named]
        if not windows and not spans and (loose := asked_window(query, today)) and loose.lo and loose.hi:
            windows = [(loose.lo.to_date() or FAR_PAST, loose.hi.to_date() or FAR)]
        if self.over:
            windows = [(FAR_PAST, day)]
        elif self.left:
            windows = [(max(lo, day), hi) for lo, hi in windows if hi >= day] or [(day, FAR)]
        elif not windows and re.search(r"季度|月", self.text):
            windows = []
        self.windows = windows
        self.asked = bool(windows) and (bool(found) or self.over or bool(LEFT.search(self.text)))
        at = [(t.start, t.end) for t in spans]
        at += [m.span() for p in (OVER, LEFT, DAY_MEANT) for m in p.finditer(self.text)]
        at += [m.span() for m in re.finditer(re.escape(folded(query.time.raw)), self.text)] if query.time else []
        self.places = frozenset(i for first, last in at for i in range(first, last))

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
        if not self.asked or not columns:
            return None
        kept = [r for r in rows if any(self._falls(grid.words(grid.at(r, c))) for c in columns)]
        return kept, self.places

    def _falls(self, words: str) -> bool:
        for time in self._times(words):
            lo, hi = self._days(time)
            if time.precision in WIDE and not self.over:
                continue
            if self.over:
                if hi <= self.windows[0][1]:
                    return True
                continue
            due = time.relation in ("by", "until")
            if any((since <= hi <= until) if due else (lo <= until and hi >= since) for since, until in self.windows):
                return True
        return False

    def _times(self, words: str) -> list[TimeSpan]:
        return [t for t in find_times(words, plan_year=self.year) if t.lo or t.hi]

    def _days(self, time: TimeSpan) -> tuple[dt.date, dt.date]:
        """First and last day; a missing year is the plan's in a cell, today's in a question."""
        lo, hi = time.lo or time.hi, time.hi or time.lo
        assert lo is not None and hi is not None
        first = lo.with_year(lo.year or self.year).to_date() or FAR_PAST
        last = hi.with_year(hi.year or self.year).to_date() or FAR
        if last < first:
            last = hi.with_year((hi.year or self.year) + 1).to_date() or FAR
        if time.relation == "from" and time.hi is None:
            last = FAR
        if time.relation in ("by", "until") and time.lo is None:
            first = dt.date(last.year, 1, 1)
        return first, last

    def _is_day_meant(self, time: TimeSpan) -> bool:
        """今天都7月20号了: the day from which is looked, not a window."""
        behind = self.text[time.end : time.end + 1]
        before = self.text[max(0, time.start - 4) : time.start]
        return time.precision == "day" and (behind == "了" or bool(re.search("今天|现在", before)) or time.text in ("今天", "现在"))
