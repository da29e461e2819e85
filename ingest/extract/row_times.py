"""The times of one row: of its time columns, read as their heads ask, until when or when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.cell_values import BRACKET
from ingest.extract.columns import ENDS, EVENT_HEADER, LIMIT_HEADER, STARTS, Columns
from ingest.extract.grid import Grid, cell_text, cell_times, head_text
from ingest.extract.reading import Years
from ingest.records import Document, FactTime, TableCell

# What holds for any task says nothing of one: 举办时间, 完成时间, 时间安排.
EVERY_TASK = re.compile(
    r"举[办行]|活动|培训|会议|完成|实施|执行|开展|计划|具体|工作|任务|办理|整改|上报|报送|提交|起止|推进|日程|课程|预计|截止|责任|承诺|法定|时限"
)


GROUPS = re.compile(r"^(?:月份?|周次?|星期|季度|学期|年份?|年度)$")
"""Columns that group rows by their time where another one tells it: 月份 beside 时间."""
DAY_WORD = re.compile(r"(?:截止|截至)?(?:时间|日期|时限|期限)?(?:安排)?$")
TOLD = 2
"""Code points beside each time from which a cell says what is done."""
MARKS = re.compile(r"[\s，,。；;、：:]|各|分别|前")


@dataclass(frozen=True, slots=True)
class RowTime:
    """A time of a row with its cell, and what happens then where several columns tell: 开工, 竣工."""

    time: FactTime
    cell: TableCell
    column: int
    event: str = ""
    told: bool = False
    """The cell says itself what is done then: 6月底前开工，12月底前封顶."""


def limited(time: FactTime, head: str) -> FactTime:
    """A bare day or month below 完成时限 is the last one; a range of days or months is not."""
    lo, hi = time.lo, time.hi
    if not LIMIT_HEADER.search(head) or time.relation != "in" or lo is None or hi is None:
        return time
    one = lo == hi if time.precision == "day" else time.precision == "month"
    if not one or time.recurring or (lo.year, lo.month) != (hi.year, hi.month):
        return time
    return replace(time, relation="by", lo=None)


def row_times(
    document: Document, grid: Grid, columns: Columns, row: int, years: Years
) -> list[RowTime]:
    """The times of the time columns of a row, from left to right."""
    found: list[RowTime] = []
    several = len(columns.times) > 1
    for column in columns.times:
        cell = grid.cells.get((row, column))
        if cell is None:
            continue
        head = BRACKET.sub("", head_text(document, grid, column))
        told = EVENT_HEADER.match(head)
        event = told["event"] if told else DAY_WORD.sub("", head) if several else ""
        if (not several and EVERY_TASK.search(event)) or GROUPS.match(head):
            event = ""
        times = cell_times(document, cell, years)
        words = cell_text(document, cell)
        steps = (
            len(times) > 1
            and words.startswith(times[0].raw[:1])
            and _beside(words, times) >= TOLD * len(times)
        )
        found += [
            RowTime(limited(time, head), cell, column, event, steps)
            for time in times
            if not years.over_time(time)
        ]
    grouping = {c for c in columns.times if GROUPS.match(head_text(document, grid, c).strip())}
    finer = [one for one in found if one.column not in grouping]
    return _joined(document, finer or found)


def _beside(words: str, times: list[FactTime]) -> int:
    """How many code points a cell says beside its times and the marks between them."""
    return len(MARKS.sub("", words)) - sum(len(MARKS.sub("", time.raw)) for time in times)


def _joined(document: Document, found: list[RowTime]) -> list[RowTime]:
    """开始时间 and 结束时间 beside each other are one stretch of time."""
    if len(found) != 2 or not (STARTS.match(found[0].event) and ENDS.match(found[1].event)):
        return found
    first, last = found
    if first.cell.row != last.cell.row or first.time.lo is None or first.cell == last.cell:
        return found
    start, end = first.time.start, last.time.end
    time = replace(
        first.time, raw=document.text[start:end], end=end, hi=last.time.hi, relation="in"
    )
    return [RowTime(time, first.cell, first.column)]
