"""A table as a grid: merged cells spread over the places they cover, header cells above each column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.extract.cell_values import blank, cell_value, value_like
from ingest.extract.reading import Years, fact_time
from ingest.records import Document, FactTime, Span, Table, TableCell

SAME = re.compile(r"^(?:同上|[〃″])$")
# A row that is one field: 本模块最低学分要求：5.
FIELD_ROW = re.compile(
    r"^\s*(?P<label>[^：:，,。；;]{2,20})[：:]\s*(?P<value>[^：:，,。；;]{1,20})\s*$"
)
FIGURE = re.compile(r"\d")
FEWEST_HEADS = 3
LONGEST_HEAD = 12
"""Of a second table below the first one in the same frame."""
MOST_HEADER_ROWS = 3
WIDEST = 100
"""Columns of the widest table that is read for facts; a wider one is a sheet or a fault."""
MOST_PLACES = 300_000
"""Places of the largest grid."""
LONGEST_CELL = 20_000
"""Code points of a cell; with a longer one the table only arranges text."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with merged cells spread over the places they cover.

    ``title`` is a first row that spans the whole table; ``groups`` gives for each body row the line
    that stands alone above it (一、学前教育).
    """

    cells: dict[tuple[int, int], TableCell]
    header: dict[int, tuple[TableCell, ...]]
    rows: tuple[int, ...]
    columns: int
    spans: dict[int, Span]
    """From the first to the last word of each row, cells merged from above left out."""
    title: TableCell | None = None
    groups: dict[int, TableCell] = field(default_factory=dict)
    fields: dict[int, TableCell] = field(default_factory=dict)
    """Rows that are one cell with the name of a field and its value."""
    inner: dict[int, int] = field(default_factory=dict)
    """Row → the row of its heads, where a second table stands below the first in the same frame."""


def is_readable(table: Table) -> bool:
    """Whether a table is small enough to be one that people fill with values or tasks."""
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    places = sum(cell.row_span * cell.column_span for cell in table.cells)
    longest = max((cell.end - cell.start for cell in table.cells), default=0)
    return width <= WIDEST and places <= MOST_PLACES and longest <= LONGEST_CELL


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
    spans: dict[int, Span] = {}
    for cell in table.cells:
        known = spans.get(cell.row, Span(cell.start, cell.end))
        spans[cell.row] = Span(min(known.start, cell.start), max(known.end, cell.end))
    grid = Grid(cells, {}, tuple(range(last)), columns, spans)
    return _cut(grid, 0, max(1, table.header_rows))


def headed(document: Document, grid: Grid) -> Grid:
    """The grid with what only its words tell: title row, second header row, no header at all,
    group lines, and 同上 filled in from above. Doing it twice changes nothing."""
    last = 1 + max((row for row, _ in grid.cells), default=-1)
    top = 0
    while top < last - 1 and grid.columns > 1 and len(set(_words(document, grid, top))) == 1:
        if (cell := grid.cells.get((top, 0))) is None or cell.column_span < grid.columns:
            break
        top += 1
    title = grid.cells[top - 1, 0] if top else None
    head = top if _headless(document, grid, top, last) else top + 1
    while top < head < min(last - 1, top + MOST_HEADER_ROWS) and _goes_on(
        document, grid, top, head
    ):
        head += 1
    cut = replace(_cut(replace(grid, rows=tuple(range(last))), top, head), title=title)
    return _sorted_rows(document, cut)


def _sorted_rows(document: Document, grid: Grid) -> Grid:
    """Tells the rows below the header: values, lines that group them, fields, heads of a second table."""
    filled = dict(grid.cells)
    groups: dict[int, TableCell] = {}
    fields: dict[int, TableCell] = {}
    inner: dict[int, int] = {}
    rows: list[int] = []
    group: TableCell | None = None
    head: int | None = None
    for row in grid.rows:
        words = _words(document, grid, row)
        if len(set(words)) == 1 and grid.columns > 1 and _stands_alone(grid, words[0], row):
            if not _is_field(document, words[0]):
                group = words[0]
                continue
            fields[row] = words[0]
        elif _heads_again(document, grid, row):
            head, group = row, None
            continue
        else:
            rows.append(row)
            _fill_same(document, filled, grid.columns, row)
        if group is not None:
            groups[row] = group
        if head is not None:
            inner[row] = head
    return replace(grid, cells=filled, rows=tuple(rows), groups=groups, fields=fields, inner=inner)


def _fill_same(
    document: Document, filled: dict[tuple[int, int], TableCell], columns: int, row: int
) -> None:
    """Puts the cell above in the place of one that says 同上."""
    for column in range(columns):
        cell = filled.get((row, column))
        above = filled.get((row - 1, column))
        if cell is not None and above is not None and SAME.match(cell_text(document, cell)):
            filled[row, column] = above


def _heads_again(document: Document, grid: Grid, row: int) -> bool:
    """Whether a row heads a second table in the same frame: short words without a figure, cut
    otherwise than the header, and values below."""
    own = [cell for cell in dict.fromkeys(_words(document, grid, row)) if cell.row == row]
    texts = [cell_text(document, cell) for cell in own]
    if len(own) < FEWEST_HEADS or any(len(t) > LONGEST_HEAD or FIGURE.search(t) for t in texts):
        return False
    if not any(_cut_otherwise(grid, cell) for cell in own):
        return False
    below = [cell for cell in dict.fromkeys(_words(document, grid, row + 1)) if cell.row == row + 1]
    return sum(value_like(cell_text(document, cell)) for cell in below) > 1


def _cut_otherwise(grid: Grid, cell: TableCell) -> bool:
    columns = range(cell.column, cell.column + cell.column_span)
    return len({grid.header.get(column, ())[-1:] for column in columns}) > 1


def _cut(grid: Grid, top: int, head: int) -> Grid:
    header = {
        column: tuple(
            dict.fromkeys(
                grid.cells[row, column] for row in range(top, head) if (row, column) in grid.cells
            )
        )
        for column in range(grid.columns)
    }
    return replace(grid, header=header, rows=tuple(row for row in grid.rows if row >= head))


def _words(document: Document, grid: Grid, row: int) -> list[TableCell]:
    """The cells of a row that hold words, merged ones as often as they are wide."""
    cells = (grid.cells.get((row, column)) for column in range(grid.columns))
    return [cell for cell in cells if cell is not None and cell.start < cell.end]


def _stands_alone(grid: Grid, cell: TableCell, row: int) -> bool:
    return cell.row == row and cell.row_span == 1 and cell.column <= 1


def _is_field(document: Document, cell: TableCell) -> bool:
    told = FIELD_ROW.match(document.text[cell.start : cell.end])
    return told is not None and any(c.isdigit() for c in told["value"])


def _headless(document: Document, grid: Grid, top: int, last: int) -> bool:
    """Whether the first row holds values of the same unit as the row below it."""
    if top + 1 >= last:
        return False
    for column in range(1, grid.columns):
        first = cell_value(cell_text(document, grid.cells.get((top, column))), "")
        below = cell_value(cell_text(document, grid.cells.get((top + 1, column))), "")
        if first and below and first.unit == below.unit:
            return True
    return False


def _goes_on(document: Document, grid: Grid, top: int, row: int) -> bool:
    """Whether a row belongs to the header: it parts a merged header cell and holds no value."""
    above = [grid.cells.get((row - 1, column)) for column in range(grid.columns)]
    here = [grid.cells.get((row, column)) for column in range(grid.columns)]
    texts = [cell_text(document, cell) for cell in here]
    if any(value_like(text) or (blank(text) and text) for text in texts):
        return False
    parted = any(
        a is not None and b is not None and a != b and 1 < a.column_span < grid.columns and text
        for a, b, text in zip(above, here, texts, strict=True)
    )
    under_gap = not texts[0] and any(
        text and not cell_text(document, a) for a, text in zip(above, texts, strict=True)
    )
    return parted or under_gap


def head_text(document: Document, grid: Grid, column: int) -> str:
    """The words of all header cells above a column."""
    return "".join(cell_text(document, cell) for cell in grid.header.get(column, ()))


def cell_text(document: Document, cell: TableCell | None) -> str:
    """The words of a cell; nothing for a missing one."""
    return "" if cell is None else "".join(document.text[cell.start : cell.end].split())


def span_of(cell: TableCell) -> Span:
    """Where a cell's words stand."""
    return Span(cell.start, cell.end)


def cell_times(document: Document, cell: TableCell, years: Years) -> list[FactTime]:
    """The times that a cell says."""
    found = years.times(document.text[cell.start : cell.end])
    return [
        fact_time(replace(t, start=t.start + cell.start, end=t.end + cell.start)) for t in found
    ]
