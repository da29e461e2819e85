"""Reads indicator tables: each value with its row labels, its headers, its unit and its time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from ingest.extract.cell_names import SCOPE_HEADER, SUM_WORD, Label, is_time, name_cell, telling
from ingest.extract.cell_values import (
    blank,
    cell_value,
    counts,
    is_unit,
    readable,
    unit_counted,
    unit_in,
    value_like,
)
from ingest.extract.columns import PAST_HEADER, Columns, says_nothing, unit_column
from ingest.extract.grid import Grid, cell_text, cell_times, head_text, headed, span_of
from ingest.extract.key_values import as_pairs, is_pairs
from ingest.extract.reading import Years, fact_time
from ingest.extract.table_nouns import Noun, Surroundings, core_noun, noun_of, surroundings
from ingest.extract.wording import MEASURE_END
from ingest.grammar import find_times
from ingest.records import Document, FactTime, Span, Table, TableCell, Target

YEAR = re.compile(r"(?:19|20)\d\d")
CONTENT_HEADER = re.compile(r"内容|举措|措施|要求|说明|路径|做法|方式|来源|条件")
AMONG = re.compile(r"^其中")
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class _Sheet:
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
    noun: Callable[[str], Noun]
    """What the table measures in a unit; found once a unit, not once a cell."""
    pairs: bool = False
    """Each value is named by the cell to its left."""

    def text(self, cell: TableCell | None) -> str:
        return cell_text(self.document, cell)

    def head(self, column: int) -> str:
        return head_text(self.document, self.grid, column)


def value_cells(
    document: Document,
    table: Table,
    grid: Grid,
    columns: Columns,
    section: tuple[str, ...],
    years: Years,
) -> list[Target]:
    """The values of an indicator table, named by labels, headers and what the table measures."""
    pairs = is_pairs(document, grid)
    grid = as_pairs(grid) if pairs else headed(document, grid)
    silent = frozenset(c for c in range(grid.columns) if says_nothing(document, grid, c))
    around = surroundings(document, table, grid, section)
    unit = unit_column(document, grid)
    sheet = _Sheet(
        document,
        table,
        grid,
        columns,
        unit,
        silent,
        around,
        section,
        years,
        frozenset(grid.rows),
        cache(partial(noun_of, document, table, around)),
        pairs,
    )
    skipped = {unit, columns.time, columns.owner}
    if columns.time is not None:
        skipped.add(columns.task)
    found: list[Target] = []
    for (row, column), cell in sorted(grid.cells.items(), key=lambda item: item[0]):
        if row not in sheet.rows or (cell.row, cell.column) != (row, column):
            continue
        if column in skipped or column in silent or PAST_HEADER.search(sheet.head(column)):
            continue
        if (target := _target(sheet, row, column, cell)) is not None:
            found.append(target)
    return found


def _target(sheet: _Sheet, row: int, column: int, cell: TableCell) -> Target | None:
    words = sheet.document.text[cell.start : cell.end]
    if not readable(words):
        return None
    labels = _labels(sheet, row, column)
    if not labels and not MEASURE_END.search(sheet.head(column)):
        return None
    heads = sheet.grid.header.get(column, ())
    unit, unit_span = _unit(sheet, row, labels, heads)
    quantity = cell_value(words, unit)
    if quantity is None or _is_label(sheet, row, column):
        return None
    noun = Noun() if sheet.pairs else sheet.noun(quantity.unit)
    group = sheet.grid.groups.get(row)
    named = name_cell(
        [Label(sheet.text(c), sheet.head(c.column)) for c in labels],
        [Label(sheet.text(h)) for h in heads],
        sheet.text(group),
        noun,
        quantity.unit,
    )
    time = _time(sheet, row, labels, heads)
    if not named.indicator or (time and sheet.years.over_time(time)):
        return None
    owner = sheet.grid.cells.get((row, sheet.columns.owner)) if sheet.columns.owner is not None else None  # fmt: skip
    line = sheet.grid.spans[cell.row]
    outside = [*heads, *labels, *([group] if group else []), *([owner] if owner else [])]
    context = [span_of(c) for c in dict.fromkeys(outside) if c.start < c.end]
    context += [span for span in (unit_span, noun.span if named.from_noun else None) if span]
    if not context and sheet.table.caption:
        context.append(sheet.table.caption)
    return Target(
        id="",
        document_id="",
        section=sheet.section,
        quote=sheet.document.text[line.start : line.end],
        start=line.start,
        end=line.end,
        span=Span(cell.start + quantity.start, cell.start + quantity.end),
        indicator=named.indicator,
        scope=named.scope,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        raw=quantity.text,
        value_from=quantity.value_from,
        lo=quantity.lo,
        hi=quantity.hi,
        time=time,
        owner="" if blank(sheet.text(owner)) else sheet.text(owner),
        context=tuple(s for s in dict.fromkeys(context) if not line.contains(s)),
    )


def _labels(sheet: _Sheet, row: int, column: int) -> list[TableCell]:
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
        if left in (sheet.unit, columns.owner, columns.time) or cell in found:
            continue
        if value_like(text) and not _is_label(sheet, row, left):
            continue
        if AMONG.match(text) and (whole := _whole(sheet, row, left)) is not None:
            found.append(whole)
        found.append(cell)
    short = [cell for cell in found if len(sheet.text(cell)) <= LONGEST_LABEL]
    told = [c for c in short if not _describes(sheet, c)] or short
    return told or found[:1]


def _describes(sheet: _Sheet, cell: TableCell) -> bool:
    """Whether a cell tells at length what is done, rather than naming it."""
    wordy = CONTENT_HEADER.search(sheet.head(cell.column))
    return bool(wordy) or counts(sheet.text(cell))


def _whole(sheet: _Sheet, row: int, column: int) -> TableCell | None:
    """The label above that a 其中 row is part of."""
    first = sheet.grid.rows[0] if sheet.grid.rows else row
    for above in range(row - 1, first - 1, -1):
        cell = sheet.grid.cells.get((above, column))
        if above in sheet.rows and cell is not None and not AMONG.match(sheet.text(cell)):
            return cell
    return None


def _is_label(sheet: _Sheet, row: int, column: int) -> bool:
    """Whether a cell that looks like a value says whose value another is: 规模 | 50人以下."""
    first = next((c for c in range(sheet.grid.columns) if c not in sheet.silent), 0)
    head = sheet.head(column)
    if column != first or not head:
        return False
    others = (sheet.text(sheet.grid.cells.get((row, c))) for c in range(column + 1, sheet.grid.columns))  # fmt: skip
    return bool(SCOPE_HEADER.search(head)) and any(value_like(text) for text in others)


def _unit(
    sheet: _Sheet, row: int, labels: list[TableCell], heads: tuple[TableCell, ...]
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
    group = sheet.grid.groups.get(row)
    if unit := unit_in(sheet.text(group)):
        return unit, None
    if sheet.around.unit:
        return sheet.around.unit, sheet.around.unit_span
    for cell in near:
        if unit := unit_counted(sheet.text(cell)):
            return unit, None
    if any(telling(sheet.text(head)) for head in heads):
        return "", None
    for title in sheet.around.titles:
        noun = core_noun(sheet.document.text[title.start : title.end])[1]
        if unit := unit_counted(noun):
            return unit, title
    return "", None


def _time(
    sheet: _Sheet, row: int, labels: list[TableCell], heads: tuple[TableCell, ...]
) -> FactTime | None:
    """When the value holds: by its header, its row label, or the time column of its row."""
    for cell in (*heads, *labels):
        text = sheet.text(cell)
        if YEAR.fullmatch(text):
            return _bare_year(sheet, cell)
        if (YEAR.search(text) or is_time(text)) and (
            times := cell_times(sheet.document, cell, sheet.years)
        ):
            return times[0]
    if sheet.columns.time is not None and (
        cell_at := sheet.grid.cells.get((row, sheet.columns.time))
    ):
        times = cell_times(sheet.document, cell_at, sheet.years)
        return times[0] if len(times) == 1 else None
    return None


def _bare_year(sheet: _Sheet, cell: TableCell) -> FactTime:
    """A header or label that is nothing but a year: 2026."""
    time = fact_time(find_times(sheet.text(cell) + "年")[0])
    raw = sheet.document.text[cell.start : cell.end]
    return replace(time, raw=raw, start=cell.start, end=cell.end)
