"""Reads tables: rows of a task list are deadlines, header × row of an indicator table are targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract import owners
from ingest.extract.indicators import split_scope
from ingest.extract.reading import Years, fact_time
from ingest.extract.wording import MEASURE_END
from ingest.grammar import find_quantities, find_times, parse_numeral
from ingest.grammar.quantities import Quantity
from ingest.records import Deadline, Document, FactTime, Span, Table, TableCell, Target

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
# Columns whose numbers count rows or name people.
SERIAL_HEADER = re.compile(
    r"^(?:序号|编号|No\.?|备注|电话|联系|代码|邮编|身份证|年龄|出生|学号|页码|类别号)|电话|号码"
)
# Columns that report what is, not what is aimed at.
PAST_HEADER = re.compile(
    r"现状|实际|完成情况|基准|基期|上年|去年|已完成|同比|增幅完成|执行情况|评估结果|得分"
)
UNIT_HEADER = re.compile(r"^(?:计量)?单位$")
# “单位：万元” in a caption, “（万元）” or “(元/生·年)” in a header or row label.
UNIT_NOTE = re.compile(r"单位\s*[:：]\s*(?P<unit>[^\s，,；;）)]{1,10})")
UNIT_BRACKET = re.compile(
    r"[（(](?P<unit>%|％|[万亿千百]?(?:元|人|平方米|㎡|亩|公顷|所|个|名|人次|册|台|套|学时|课时|分|次|米)(?:[/／][^）)]{1,8})?)[)）]"
)
NUMBER_CELL = re.compile(
    r"^\s*(?:[≥≤>＞<＜约]|不低于|不少于|不超过|达到)?\s*[\d０-９,，.．]+\s*(?:%|％)?\s*(?:以上|以下|以内|左右)?\s*$"
)
# Headers that say when or what kind of figure, not what is measured.
VALUE_HEADER = re.compile(r"目标|标准|计划|指标值|数值|20\d\d|年$|任务数|名额|合计|小计|属性|要求")
YEAR_HEADER = re.compile(r"(?:19|20)\d\d\s*年?")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with merged cells spread over the places they cover."""

    cells: dict[tuple[int, int], TableCell]
    header: dict[int, tuple[TableCell, ...]]
    rows: tuple[int, ...]
    columns: int
    spans: dict[int, Span]
    """From the first to the last word of each row, cells merged from above left out."""


def grid_of(table: Table) -> Grid:
    """Spreads merged cells and collects the header cells above each column."""
    cells = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    columns = 1 + max((column for _, column in cells), default=-1)
    last = 1 + max((row for row, _ in cells), default=-1)
    head = max(1, table.header_rows)
    header = {
        column: tuple(
            dict.fromkeys(cells[row, column] for row in range(head) if (row, column) in cells)
        )
        for column in range(columns)
    }
    spans: dict[int, Span] = {}
    for cell in table.cells:
        known = spans.get(cell.row, Span(cell.start, cell.end))
        spans[cell.row] = Span(min(known.start, cell.start), max(known.end, cell.end))
    return Grid(cells, header, tuple(range(head, last)), columns, spans)


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


def head_text(document: Document, grid: Grid, column: int) -> str:
    """The words of all header cells above a column."""
    return "".join(cell_text(document, cell) for cell in grid.header.get(column, ()))


def cell_text(document: Document, cell: TableCell | None) -> str:
    """The words of a cell; nothing for a missing one."""
    return "" if cell is None else re.sub(r"\s+", "", document.text[cell.start : cell.end])


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
    times = _times(document, row.time, years)
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


def _times(document: Document, cell: TableCell, years: Years) -> list[FactTime]:
    found = find_times(
        document.text[cell.start : cell.end], reference=years.reference, plan_year=years.plan
    )
    return [
        fact_time(replace(t, start=t.start + cell.start, end=t.end + cell.start)) for t in found
    ]


def value_cells(
    document: Document,
    table: Table,
    grid: Grid,
    columns: Columns,
    section: tuple[str, ...],
    years: Years,
) -> list[Target]:
    """The values of an indicator table: header × row label, with the spans of both as context."""
    caption = document.text[table.caption.start : table.caption.end] if table.caption else ""
    note = UNIT_NOTE.search(caption)
    unit_column = next(
        (c for c in range(grid.columns) if UNIT_HEADER.search(head_text(document, grid, c))), None
    )
    found: list[Target] = []
    for (row, column), cell in sorted(grid.cells.items()):
        if (
            row not in grid.rows
            or (cell.row, cell.column) != (row, column)
            or column == unit_column
        ):
            continue
        if column in (columns.time, columns.owner) or (
            column == columns.task and columns.time is not None
        ):
            continue
        head = head_text(document, grid, column)
        text = document.text[cell.start : cell.end]
        if SERIAL_HEADER.search(head) or PAST_HEADER.search(head):
            continue
        label_cell = _label(document, grid, row, column, unit_column)
        if label_cell is None:
            continue
        unit_cell = grid.cells.get((row, unit_column)) if unit_column is not None else None
        unit = (
            cell_text(document, unit_cell)
            or _unit(head)
            or _unit(cell_text(document, label_cell))
            or (note.group("unit") if note else "")
        )
        quantity = _quantity(text, unit)
        if quantity is None:
            continue
        found.append(
            _cell_target(document, table, grid, cell, label_cell, quantity, caption, section, years)
        )
    return [target for target in found if target.indicator]


def _label(
    document: Document, grid: Grid, row: int, column: int, unit_column: int | None
) -> TableCell | None:
    """The nearest cell to the left that holds words rather than a number."""
    for left in range(column - 1, -1, -1):
        cell = grid.cells.get((row, left))
        text = cell_text(document, cell)
        if (
            cell is None
            or not text
            or left == unit_column
            or SERIAL_HEADER.search(head_text(document, grid, left))
        ):
            continue
        if not NUMBER_CELL.match(text) and not find_quantities(text):
            return cell
    return None


def _unit(text: str) -> str:
    match = UNIT_BRACKET.search(text)
    return match.group("unit") if match else ""


def _quantity(text: str, unit: str) -> Quantity | None:
    """The one value of a cell; a bare number is read together with its column's unit."""
    bare = text.strip()
    begin = len(text) - len(text.lstrip())
    if NUMBER_CELL.match(text):
        if not unit and not bare.endswith(("%", "％")):
            return None
        digits = re.search(r"[\d０-９,，.．]+", bare)
        if (
            digits is None
            or parse_numeral(digits.group().replace(",", "").replace("，", "")) is None
        ):
            return None
        spelled = (
            bare[: digits.end()]
            + ("" if bare.endswith(("%", "％")) or "%" in bare else unit.split("/")[0])
            + bare[digits.end() :]
        )
        found = find_quantities(spelled)
        if len(found) == 1 and found[0].unit:
            return replace(found[0], start=begin, end=begin + len(bare), text=bare)
        return None
    found = find_quantities(text)
    if len(found) == 1 and found[0].unit and len(bare) - (found[0].end - found[0].start) <= 4:
        return found[0]
    return None


def _cell_target(
    document: Document,
    table: Table,
    grid: Grid,
    cell: TableCell,
    label: TableCell,
    quantity: Quantity,
    caption: str,
    section: tuple[str, ...],
    years: Years,
) -> Target:
    head = head_text(document, grid, cell.column)
    indicator, scope = _names(cell_text(document, label), head, caption)
    start, end = grid.spans[cell.row].start, grid.spans[cell.row].end
    heads = grid.header.get(cell.column, ())
    context = tuple(Span(h.start, h.end) for h in heads if h.start < h.end)
    if not start <= label.start < end:
        context += (Span(label.start, label.end),)
    if table.caption and (not context or indicator in re.sub(r"\s+", "", caption)):
        context += (table.caption,)
    return Target(
        id="",
        document_id="",
        section=section,
        quote=document.text[start:end],
        start=start,
        end=end,
        span=Span(cell.start + quantity.start, cell.start + quantity.end),
        indicator=indicator,
        scope=scope,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        raw=quantity.text,
        value_from=quantity.value_from,
        lo=quantity.lo,
        hi=quantity.hi,
        time=_head_time(document, heads, years),
        context=context,
    )


def _head_time(document: Document, heads: tuple[TableCell, ...], years: Years) -> FactTime | None:
    for head in heads:
        if YEAR_HEADER.search(document.text[head.start : head.end]) and (
            times := _times(document, head, years)
        ):
            return times[0]
    return None


def _names(label: str, head: str, caption: str) -> tuple[str, str]:
    """Which of row label and header is the indicator, and which the scope."""
    label = UNIT_BRACKET.sub("", label)
    head = UNIT_BRACKET.sub("", YEAR_HEADER.sub("", head))
    scope, rest = split_scope(label)
    if VALUE_HEADER.search(head) and not MEASURE_END.search(
        re.sub(r"目标值?|标准|计划|任务数?", "", head)
    ):
        if rest and MEASURE_END.search(rest):
            return rest, scope
        if noun := _caption_noun(caption):
            return noun, label
        return (label, "") if not (scope and not rest) else (head, label)
    if MEASURE_END.search(label) and not MEASURE_END.search(head):
        return rest or label, scope + head
    return head or _caption_noun(caption) or label, label if head or caption else ""


def _caption_noun(caption: str) -> str:
    title = re.sub(
        r"^(?:附?表|附件)\s*\d*[-－.\d]*[:：]?|[（(].*?[)）]|单位[:：].*$|(?:分配|安排|明细|一览|统计|计划)?表$",
        "",
        caption.strip(),
    )
    title = YEAR_HEADER.sub("", title)
    noun = split_scope(title)[1] or title
    return noun if MEASURE_END.search(noun) else ""


def stated_owner(text: str) -> str:
    """The owner that a cell names inside its own text."""
    found = owners.stated(text)
    return found[0] if found else ""
