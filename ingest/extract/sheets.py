"""A table with all that its cells are read by: labels, heads, units and times of every place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from ingest.extract.cell_values import (
    NUMBER_CELL,
    blank,
    cell_value,
    counts,
    value_like,
)
from ingest.extract.columns import HELPER_OWNER, LEADER_HEADER, Columns, says_nothing, unit_column
from ingest.extract.grid import Grid, cell_text, head_text, headed
from ingest.extract.key_values import as_pairs, is_pairs, subject_of
from ingest.extract.label_kinds import SCOPE_HEADER, SIZE, SUM_WORD
from ingest.extract.reading import Years
from ingest.extract.table_kinds import TOTAL, Kind, kind_of
from ingest.extract.table_nouns import Noun, Surroundings, noun_of, surroundings
from ingest.extract.tense import Mode
from ingest.records import Document, Table, TableCell

CONTENT_HEADER = re.compile(r"内容|举措|措施|要求|说明|路径|做法|方式|来源|条件|范围|地点|地址")
CLASS_HEADER = re.compile(r"等级|级别|类别|类型|档次|奖项")
# A head that only says how the one before it changes: 教育支出 | 增长.
CHANGE = re.compile(
    r"^(?:同比|较上年|比上年)?(?:增长|增幅|增速|提高|下降|降低|减少)(?:率|幅度|比例)?(?:[（(].*)?$"
)
AMONG = re.compile(r"^其中")
# 2000 is a year only below 年份, or where nothing stands above it.
BARE_YEAR = re.compile(r"^(?:19|20)\d\d$")
YEAR_HEADER = re.compile(r"^(?:\D{0,4}(?:年份?|年度|时间|届))?$")
# 6.5+0.5: figures that name nothing.
SUMS = re.compile(r"^[\d.]+(?:[+＋×*/=][\d.]+)+$")
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with all that its cells are read by."""

    document: Document
    table: Table
    grid: Grid
    columns: Columns
    unit: int | None
    silent: frozenset[int]
    around: Surroundings
    section: tuple[str, ...]
    years: Years
    rows: frozenset[int]
    """The rows below the header."""
    heads: tuple[str, ...]
    """The words above each column."""
    kind: Kind
    noun: Callable[[str], Noun]
    """What the table measures in a unit; found once a unit, not once a cell."""
    numbers: Callable[[int], bool]
    """Whether a column holds nothing but bare numbers; asked of the cells once a column."""
    block: int
    """Columns after which the heads begin anew: 学校 | 名额 | 学校 | 名额."""
    pairs: bool = False
    """Each value is named by the cell to its left."""
    subject: TableCell | None = None
    """What or whom a form is about."""

    def text(self, cell: TableCell | None) -> str:
        """The words of a cell."""
        return cell_text(self.document, cell)

    def head(self, column: int) -> str:
        """The words above a column."""
        return self.heads[column] if column < len(self.heads) else ""


def sheet_of(
    document: Document,
    table: Table,
    grid: Grid,
    columns: Columns,
    section: tuple[str, ...],
    years: Years,
    mode: Mode,
) -> Sheet:
    """Collects what the cells of a table are read by."""
    pairs = is_pairs(document, grid)
    grid = as_pairs(grid) if pairs else headed(document, grid)
    around = surroundings(document, table, grid, section)
    heads = tuple(head_text(document, grid, column) for column in range(grid.columns))
    return Sheet(
        document,
        table,
        grid,
        columns,
        unit_column(document, grid),
        frozenset(c for c in range(grid.columns) if says_nothing(document, grid, c)),
        around,
        section,
        years,
        frozenset(grid.rows),
        heads,
        kind_of(document, grid, around, mode, years.own),
        cache(partial(noun_of, document, table, around)),
        cache(partial(_numbers, document, grid)),
        _block(heads),
        pairs,
        subject_of(document, grid) if pairs else None,
    )


def _block(heads: tuple[str, ...]) -> int:
    """The width after which all heads come again; that of the table where they do not."""
    wide = len(heads)
    for width in range(2, wide // 2 + 1):
        if not wide % width and any(heads) and heads[:width] * (wide // width) == heads:
            return width
    return max(wide, 1)


def _numbers(document: Document, grid: Grid, column: int) -> bool:
    texts = (cell_text(document, grid.cells.get((row, column))) for row in grid.rows)
    return all(blank(text) or NUMBER_CELL.match(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with the words that name it: labels to its left, heads above, the line above its row."""

    row: int
    column: int
    cell: TableCell
    labels: tuple[TableCell, ...]
    heads: tuple[TableCell, ...]
    group: TableCell | None
    kind: Kind
    """What the table is; a second one in the same frame has goals."""


def _row(sheet: Sheet, row: int) -> list[TableCell]:
    cells = (sheet.grid.cells.get((row, column)) for column in range(sheet.grid.columns))
    return [cell for cell in cells if cell is not None]


def place_of(sheet: Sheet, row: int, column: int, cell: TableCell) -> Place:
    """Finds what names a cell."""
    if sheet.kind == "courses" and (left := _total_beside(sheet, row, column)) is not None:
        return Place(row, column, cell, (left,), (), None, sheet.kind)
    labels = tuple(labels_of(sheet, row, column))
    if sheet.pairs:
        return Place(row, column, cell, labels, (), sheet.subject, sheet.kind)
    group = sheet.grid.groups.get(row)
    if (inner := sheet.grid.inner.get(row)) is not None:
        head = sheet.grid.cells.get((inner, column))
        return Place(row, column, cell, labels, (head,) if head else (), group, "goals")
    heads = sheet.grid.header.get(column, ())
    if heads and (AMONG.match(own := sheet.text(heads[-1])) or CHANGE.match(own)):
        heads = (*sheet.grid.header.get(_told_before(sheet, column), ()), *heads)
    return Place(row, column, cell, labels, heads, group, sheet.kind)


def _total_beside(sheet: Sheet, row: int, column: int) -> TableCell | None:
    """The name directly before a value in a row of names and values: 必修课总学分 | 138 | …"""
    left = sheet.grid.cells.get((row, column - 1))
    own = sheet.grid.cells.get((row, column))
    right = sheet.grid.cells.get((row, column + (own.column_span if own is not None else 1)))
    if left is None or not TOTAL.search(sheet.text(left)) or value_like(sheet.text(right)):
        return None
    return left


def _told_before(sheet: Sheet, column: int) -> int:
    """The column before whose head says what this one is part of or how it changes."""
    heads = ((c, sheet.head(c)) for c in range(column - 1, 0, -1))
    return next((c for c, head in heads if not AMONG.match(head) and not CHANGE.match(head)), -1)


def labels_of(sheet: Sheet, row: int, column: int) -> list[TableCell]:
    """The cells to the left that say what or whose the value is; of 其中 also the row it is part of."""
    columns = sheet.columns
    found: list[TableCell] = []
    if sheet.pairs:
        name = sheet.grid.cells.get((row, column - 1)) if column % 2 else None
        return [name] if name is not None else []
    for left in range(column - column % sheet.block, column):
        cell = sheet.grid.cells.get((row, left))
        text = sheet.text(cell)
        if cell is None or blank(text) or (left in sheet.silent and not SUM_WORD.match(text)):
            continue
        if LEADER_HEADER.search(sheet.head(left)) or HELPER_OWNER.search(sheet.head(left)):
            continue
        if left in (sheet.unit, columns.owner, *columns.times) or cell in found:
            continue
        if BARE_YEAR.match(text) and not YEAR_HEADER.match(sheet.head(left)):
            continue
        if SUMS.match(text) or (value_like(text) and not is_label(sheet, row, left)):
            continue
        if AMONG.match(text) and (whole := _whole(sheet, row, left)) is not None:
            found.append(whole)
        found.append(cell)
    short = [cell for cell in found if len(sheet.text(cell)) <= LONGEST_LABEL]
    told = [c for c in short if not _describes(sheet, c)] or short
    return told or found[:1]


def _describes(sheet: Sheet, cell: TableCell) -> bool:
    """Whether a cell tells at length what is done, rather than naming it."""
    head = sheet.head(cell.column)
    if CONTENT_HEADER.search(head):
        return True
    return counts(sheet.text(cell)) and not CLASS_HEADER.search(head)


def _whole(sheet: Sheet, row: int, column: int) -> TableCell | None:
    """The label above that a 其中 row is part of."""
    first = sheet.grid.rows[0] if sheet.grid.rows else row
    for above in range(row - 1, first - 1, -1):
        cell = sheet.grid.cells.get((above, column))
        if above in sheet.rows and cell is not None and not AMONG.match(sheet.text(cell)):
            return cell
    return None


def is_label(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell that looks like a value says whose value another is: 规模 | 50人以下."""
    first = next((c for c in range(sheet.grid.columns) if c not in sheet.silent), 0)
    head = sheet.head(column)
    if column != first or not head:
        return False
    others = (sheet.text(sheet.grid.cells.get((row, c))) for c in range(column + 1, sheet.grid.columns))  # fmt: skip
    own = sheet.text(sheet.grid.cells.get((row, column)))
    told = cell_value(own, "")
    worded = told is not None and (told.end - told.start < len(own) or bool(SIZE.match(own)))
    if worded and SIZE.match(own):
        return any(sheet.text(c) and c.column > column for c in _row(sheet, row))
    return bool(worded or SCOPE_HEADER.search(head)) and any(map(value_like, others))
