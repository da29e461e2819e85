"""A table as a grid: merged cells spread over the places they cover, header cells above each column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.reading import Years, fact_time
from ingest.grammar import find_times
from ingest.records import Document, FactTime, Span, Table, TableCell

# Columns whose numbers count rows or name people.
SERIAL_HEADER = re.compile(
    r"^(?:序号|编号|No\.?|备注|电话|联系|代码|邮编|身份证|年龄|出生|学号|页码|类别号)|电话|号码"
)


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


def head_text(document: Document, grid: Grid, column: int) -> str:
    """The words of all header cells above a column."""
    return "".join(cell_text(document, cell) for cell in grid.header.get(column, ()))


def cell_text(document: Document, cell: TableCell | None) -> str:
    """The words of a cell; nothing for a missing one."""
    return "" if cell is None else re.sub(r"\s+", "", document.text[cell.start : cell.end])


def cell_times(document: Document, cell: TableCell, years: Years) -> list[FactTime]:
    """The times that a cell says."""
    found = find_times(
        document.text[cell.start : cell.end], reference=years.reference, plan_year=years.plan
    )
    return [
        fact_time(replace(t, start=t.start + cell.start, end=t.end + cell.start)) for t in found
    ]
