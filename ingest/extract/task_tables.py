"""Reads task lists: each row with a task, an owner and a time is a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract import owners
from ingest.extract.grid import SERIAL_HEADER, Grid, cell_text, cell_times, head_text
from ingest.extract.reading import Years
from ingest.records import Deadline, Document, Span, TableCell

# What the headers of a task list say.
OWNER_HEADER = re.compile(
    r"(?:责任|牵头|主责|承办|实施|负责|落实|组织|主办)(?:单位|部门|科室|处室|人|机构|主体|股室|领导)|^(?:单位|部门|负责人|责任)$"
)
TIME_HEADER = re.compile(
    r"完成(?:时限|时间|期限|日期)|时间(?:节点|安排|要求|进度)?$|时限|期限|进度(?:安排|要求)?|日期|截止|节点|月份|周次|学期"
)
TASK_HEADER = re.compile(
    r"任务|事项|内容|措施|项目|工作|举措|活动|环节|名称|主题|课程|阶段|流程|步骤|要求"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a task list say what."""

    task: int | None
    owner: int | None
    time: int | None


def columns_of(document: Document, grid: Grid) -> Columns:
    """Tells the columns of a task list by their headers; the widest task column is the task."""
    heads = {column: head_text(document, grid, column) for column in range(grid.columns)}
    owner = next((c for c, head in heads.items() if OWNER_HEADER.search(head)), None)
    time = next((c for c, head in heads.items() if c != owner and TIME_HEADER.search(head)), None)
    tasks = [c for c, head in heads.items() if c not in (owner, time) and TASK_HEADER.search(head)]
    if not tasks and (owner is not None or time is not None):
        tasks = [
            c
            for c, head in heads.items()
            if c not in (owner, time) and not SERIAL_HEADER.search(head)
        ]
    task = max(tasks, key=lambda c: _length(document, grid, c), default=None)
    return Columns(task, owner, time)


def _length(document: Document, grid: Grid, column: int) -> int:
    return sum(len(cell_text(document, grid.cells.get((row, column)))) for row in grid.rows)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a task list."""

    span: Span
    task: TableCell | None
    owner: str
    context: tuple[Span, ...]
    time: TableCell | None


def task_rows(document: Document, grid: Grid, columns: Columns) -> Iterator[Row]:
    """The rows of a task list with their task, owner and time cells."""
    for row in grid.rows:
        task = grid.cells.get((row, columns.task)) if columns.task is not None else None
        time = grid.cells.get((row, columns.time)) if columns.time is not None else None
        owner = grid.cells.get((row, columns.owner)) if columns.owner is not None else None
        span = grid.spans.get(row)
        if span is None:
            continue
        used = [c for c in (columns.task, columns.owner, columns.time) if c is not None]
        heads = tuple(
            Span(h.start, h.end)
            for c in used
            for h in grid.header.get(c, ())[-1:]
            if h.start < h.end
        )
        outside = tuple(
            Span(c.start, c.end)
            for c in (task, time, owner)
            if c is not None and c.start < span.start and c.start < c.end
        )
        yield Row(span, task, cell_text(document, owner), heads + outside, time)


def row_deadlines(
    document: Document, row: Row, section: tuple[str, ...], years: Years
) -> list[Deadline]:
    """A row's task with each time of its time column."""
    if row.task is None or row.time is None or row.task == row.time:
        return []
    action = re.sub(r"\s+", "", document.text[row.task.start : row.task.end]).strip("。；;")
    times = cell_times(document, row.time, years)
    if len(action) < 2 or not times:
        return []
    return [
        Deadline(
            id="",
            document_id="",
            section=section,
            quote=document.text[row.span.start : row.span.end],
            start=row.span.start,
            end=row.span.end,
            span=Span(time.start, time.end),
            action=action,
            owner=row.owner,
            time=time,
            context=row.context,
        )
        for time in times
    ]


def stated_owner(text: str) -> str:
    """The owner that a cell names inside its own text."""
    found = owners.stated(text)
    return found[0] if found else ""
