"""Reads task lists: each row with a task, an owner and a time is a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract import owners
from ingest.extract.cell_values import blank, pure
from ingest.extract.columns import OFFICE, Columns, columns_of_tasks
from ingest.extract.grid import Grid, cell_text, head_text, headed, span_of
from ingest.extract.reading import Years
from ingest.extract.row_times import RowTime, row_times
from ingest.extract.wording import ACTION
from ingest.records import Deadline, Document, Span, TableCell

SHORT_ACTION = 8
"""A task of fewer code points is told with the merged item it belongs to: 体质测试：数据上报."""
SHORT_CONTENT = 16
"""The same for the project of a row: 三小迁建：新建教学楼2栋."""
PROJECT_HEADER = re.compile(r"^(?:建设|工程|活动)?(?:项目|工程)(?:名称)?$")
WHOSE_HEADER = re.compile(r"^(?:项目)?(?:学校|单位|校|园|幼儿园)(?:名称)?$")
"""Columns that say whose building or project a row is."""
MEETS = re.compile(r"(?:赛|会|节|展演|比武|竞赛)$")
SUM_ROW = re.compile(r"^(?:合计|小计|总计|共计)")


def columns_of(document: Document, grid: Grid) -> Columns:
    """Tells the columns of a task list by their headers; the widest task column is the task."""
    return columns_of_tasks(document, headed(document, grid))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a task list; ``item`` is the merged item that a short task belongs to."""

    span: Span
    task: TableCell | None
    owner: str
    context: tuple[Span, ...]
    times: tuple[RowTime, ...]
    item: str = ""
    number: int = 0
    """Of the row in the grid."""


def task_rows(document: Document, grid: Grid, columns: Columns, years: Years) -> Iterator[Row]:
    """The rows of a task list with their task and owner cells and their times."""
    grid = headed(document, grid)
    for row in grid.rows:
        span = grid.spans.get(row)
        if span is None:
            continue
        times = row_times(document, grid, columns, row, years)
        found = [_task(document, grid, columns, row)]
        if columns.parallel:
            found = [(grid.cells.get((row, column)), column) for column in columns.parallel]
        for task, used in found:
            if task is None or not SUM_ROW.match(cell_text(document, task)):
                yield _row(document, grid, columns, row, span, task, used, times)


def _row(
    document: Document,
    grid: Grid,
    columns: Columns,
    row: int,
    span: Span,
    task: TableCell | None,
    used: int | None,
    times: list[RowTime],
) -> Row:
    owner = grid.cells.get((row, columns.owner)) if columns.owner is not None else None
    heads = tuple(
        span_of(h)
        for c in (used, columns.owner, *columns.times)
        if c is not None
        for h in grid.header.get(c, ())[-1:]
        if h.start < h.end
    )
    several = len(columns.times) > 1 and any(t.event for t in times)
    item = _item(document, grid, columns, row, task, named=several)
    outside = tuple(
        span_of(c)
        for c in dict.fromkeys((item, task, *(t.cell for t in times), owner))
        if c is not None and not span.contains(span_of(c)) and c.start < c.end
    )
    who = owner_of(document, grid, columns, row)
    if columns.parallel and used is not None and OFFICE.search(head_text(document, grid, used)):
        who = head_text(document, grid, used)
    return Row(span, task, who, heads + outside, tuple(times), cell_text(document, item), row)


def _task(
    document: Document, grid: Grid, columns: Columns, row: int
) -> tuple[TableCell | None, int | None]:
    """The task cell of a row: of the task column, or of the next one where that says nothing."""
    others = [c for c in reversed(columns.items) if c != columns.task]
    for column in (columns.task, *others):
        cell = grid.cells.get((row, column)) if column is not None else None
        if cell is not None and not blank(cell_text(document, cell)):
            return cell, column
    return None, columns.task


def _item(
    document: Document,
    grid: Grid,
    columns: Columns,
    row: int,
    task: TableCell | None,
    *,
    named: bool,
) -> TableCell | None:
    """What a short task is part of: the item over several rows, or the project of the row;
    where the columns of times are ``named`` (开工, 竣工) also whose task it is."""
    length = len(cell_text(document, task))
    if task is None or task.row_span > 1 or length >= SHORT_CONTENT:
        return None
    before = [c for c in range(task.column) if WHOSE_HEADER.search(head_text(document, grid, c))]
    for column in (*columns.items, *(before if named else ())):
        cell = grid.cells.get((row, column))
        if cell is None or cell == task or blank(cell_text(document, cell)):
            continue
        if column in before:
            return cell
        if cell.row_span > 1 and length < SHORT_ACTION:
            return cell
        if PROJECT_HEADER.search(head_text(document, grid, column)):
            return cell
    return None


def row_deadlines(document: Document, row: Row, section: tuple[str, ...]) -> list[Deadline]:
    """A row's task with each of its times."""
    if row.task is None:
        return []
    action = cell_text(document, row.task).strip("。；;")
    if len(action) < 2 or pure(action):
        return []
    return [
        Deadline(
            id="",
            document_id="",
            section=section,
            quote=document.text[row.span.start : row.span.end],
            start=row.span.start,
            end=row.span.end,
            span=Span(at.time.start, at.time.end),
            action=(f"{row.item}：{action}" if row.item else action) + _event(row, at, action),
            owner=row.owner,
            time=at.time,
            context=row.context,
        )
        for at in row.times
        if at.cell != row.task and not at.told
    ]


def owner_of(document: Document, grid: Grid, columns: Columns, row: int) -> str:
    """Who answers for a row, then who helps: 基教科、信息中心."""
    if columns.owner is None:
        return ""
    cells = (grid.cells.get((row, column)) for column in (columns.owner, *columns.helpers))
    texts = dict.fromkeys(cell_text(document, cell) for cell in cells)
    return "、".join(text for text in texts if not blank(text))


def _event(row: Row, at: RowTime, action: str) -> str:
    """What happens then, where the task itself says nothing of it: 教育集团 | 组建时间."""
    if MEETS.search(action) and at.event == "比赛":
        return ""
    alone = len({time.column for time in row.times}) == 1
    return "" if alone and (ACTION.search(action) or not ACTION.search(at.event)) else at.event


def stated_owner(text: str) -> str:
    """The owner that a cell names inside its own text."""
    found = owners.stated(text)
    return found[0] if found else ""
