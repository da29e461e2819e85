"""A table with all that its cells are read by: labels, heads, units and times of every place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from ingest.extract.cell_names import LEVEL, SCOPE_HEADER, SUM_WORD, is_time, telling
from ingest.extract.cell_values import (
    NUMBER_CELL,
    blank,
    cell_value,
    counts,
    is_unit,
    unit_counted,
    unit_in,
    value_like,
)
from ingest.extract.columns import Columns, says_nothing, unit_column
from ingest.extract.grid import Grid, cell_text, cell_times, head_text, headed
from ingest.extract.key_values import as_pairs, is_pairs
from ingest.extract.reading import Years, fact_time
from ingest.extract.row_times import limited
from ingest.extract.table_kinds import Kind, kind_of
from ingest.extract.table_nouns import Noun, Surroundings, core_noun, noun_of, surroundings
from ingest.extract.tense import Mode
from ingest.grammar import find_times
from ingest.records import Document, FactTime, Span, Table, TableCell

YEAR = re.compile(r"(?:19|20)\d\d")
CONTENT_HEADER = re.compile(r"内容|举措|措施|要求|说明|路径|做法|方式|来源|条件")
AMONG = re.compile(r"^其中")
# What a quota is of, said by the caption alone: 名额分配表 | 语文 | 数学.
QUOTA = re.compile(r"名额|招生计划|招聘计划|指标|人数")
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
    pairs: bool = False
    """Each value is named by the cell to its left."""

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
        tuple(head_text(document, grid, column) for column in range(grid.columns)),
        kind_of(document, grid, around, mode, years.own),
        cache(partial(noun_of, document, table, around)),
        pairs,
    )


def labels_of(sheet: Sheet, row: int, column: int) -> list[TableCell]:
    """The cells to the left that say what or whose the value is; of 其中 also the row it is part of."""
    columns = sheet.columns
    found: list[TableCell] = []
    if sheet.pairs:
        name = sheet.grid.cells.get((row, column - 1)) if column % 2 else None
        return [name] if name is not None else []
    for left in range(column):
        cell = sheet.grid.cells.get((row, left))
        text = sheet.text(cell)
        if cell is None or blank(text) or (left in sheet.silent and not SUM_WORD.match(text)):
            continue
        if left in (sheet.unit, columns.owner, *columns.times) or cell in found:
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
    return counts(sheet.text(cell)) and not SCOPE_HEADER.search(head)


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
    worded = told is not None and told.end - told.start < len(own)
    return bool(worded or SCOPE_HEADER.search(head)) and any(map(value_like, others))


def unit_of(
    sheet: Sheet, row: int, column: int, labels: list[TableCell], heads: tuple[TableCell, ...]
) -> tuple[str, Span | None]:
    """The unit of a bare number, and where it is stated outside the row's own words."""
    if sheet.unit is not None:
        stated = sheet.text(sheet.grid.cells.get((row, sheet.unit)))
        if is_unit(stated):
            return stated, None
    near = (*reversed(heads), *reversed(labels))
    for cell in near:
        if unit := unit_in(sheet.text(cell)):
            return unit, None
    if unit := unit_in(sheet.text(sheet.grid.groups.get(row))):
        return unit, None
    if sheet.around.unit:
        return sheet.around.unit, sheet.around.unit_span
    for cell in near:
        if unit := unit_counted(sheet.text(cell)):
            return unit, None
    told = any(telling(sheet.text(head)) for head in heads)
    if told and any(LEVEL.match(sheet.text(head)) for head in heads) and _numbers(sheet, column):
        return "个", None
    for title in sheet.around.titles:
        noun = core_noun(sheet.document.text[title.start : title.end])[1]
        if told and not (QUOTA.search(noun) and _numbers(sheet, column)):
            continue
        if unit := unit_counted(noun):
            return unit, title
    return "", None


def _numbers(sheet: Sheet, column: int) -> bool:
    """Whether a column holds nothing but bare numbers."""
    cells = (sheet.text(sheet.grid.cells.get((row, column))) for row in sheet.grid.rows)
    return all(blank(text) or NUMBER_CELL.match(text) for text in cells)


def time_of(
    sheet: Sheet, row: int, labels: list[TableCell], heads: tuple[TableCell, ...]
) -> FactTime | None:
    """When the value holds: by its header, its row label, or the only time column of its row."""
    for cell in (*heads, *labels):
        text = sheet.text(cell)
        if YEAR.fullmatch(text):
            return _bare_year(sheet, cell)
        if (YEAR.search(text) or is_time(text)) and (
            times := cell_times(sheet.document, cell, sheet.years)
        ):
            return times[0]
    if len(sheet.columns.times) != 1:
        return None
    (column,) = sheet.columns.times
    cell_at = sheet.grid.cells.get((row, column))
    times = [] if cell_at is None else cell_times(sheet.document, cell_at, sheet.years)
    return limited(times[0], sheet.head(column)) if len(times) == 1 else None


def _bare_year(sheet: Sheet, cell: TableCell) -> FactTime:
    """A header or label that is nothing but a year: 2026."""
    time = fact_time(find_times(sheet.text(cell) + "年")[0])
    raw = sheet.document.text[cell.start : cell.end]
    return replace(time, raw=raw, start=cell.start, end=cell.end)
