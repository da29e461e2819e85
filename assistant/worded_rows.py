"""A table's row in words: each cell with its column's header and unit, as a person would read it aloud."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.table_grid import NUMBERING, TableGrid
from ingest.records import Document, Span, TableCell

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LONGEST_HEAD = 16
"""Code points of a header that is said before its cell."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """``worded`` is 专业：护理，计划：300人; ``valued`` the cells alone with their units; ``heads`` where the headers and
    units stand; ``header`` says that it is no row but names the columns."""

    worded: str = ""
    valued: str = ""
    heads: tuple[Span, ...] = ()
    header: bool = False
    parts: tuple[tuple[str, str], ...] = ()

    def of_years(self, years: Collection[int]) -> str:
        """The row in words without the columns of other years, where it has one of a year asked for; ``parts`` are the
        headers of the cells, and the cells in words."""
        of = [set(map(int, YEAR.findall(head))) for head, _ in self.parts]
        if not any(own & set(years) for own in of):
            return self.worded
        told = zip(self.parts, of, strict=True)
        return "，".join(said for (_, said), own in told if not own or own & set(years))


NO_ROW = RowWords()
"""Of a sentence that is no row."""


class TableLines:
    """The rows of a document's tables that a stretch of its text touches."""

    def __init__(self, document: Document, start: int, end: int) -> None:
        self._document = document
        self._grids = [
            TableGrid(document, table)
            for table in document.tables
            if table.start < end and start < table.end
        ]

    def of(self, span: Span) -> RowWords:
        """The row that a sentence is, or is a part of; without words where it is none of a table with headers."""
        for grid in self._grids:
            own = [c for c in grid.table.cells if c.start < span.end and span.start < c.end]
            if not own or grid.pairs or grid.columns < 2 or not grid.table.header_rows:
                continue
            if all(c.row < grid.table.header_rows for c in own):
                return RowWords(header=bool(grid.rows))
            row = max(c.row for c in own)
            if row in grid.rows and min(c.row for c in own) == row:
                return self._said(grid, row, span)
        return RowWords()

    def _said(self, grid: TableGrid, row: int, span: Span) -> RowWords:
        parts, valued = [], []
        heads: dict[Span, None] = {}
        for cell, value in self._cells(grid, row, span):
            head = grid.head(cell.column)
            if NUMBERING.match(head):
                continue
            unit, at = (
                grid.unit_at(row, cell.column) if grid.is_amount(value, cell.column) else ("", None)
            )
            head = head.replace(f"（{unit}）", "").replace(f"({unit})", "") if unit else head
            said = f"{head}：{value}{unit}" if 0 < len(head) <= LONGEST_HEAD else value + unit
            parts.append((head, said))
            valued.append(f"{value}{unit}")
            own = (Span(c.start, c.end) for c in grid.heads(cell.column))
            heads |= dict.fromkeys((*own, *((at,) if at else ())))
        worded = "，".join(said for _, said in parts)
        return RowWords(worded, "\t".join(valued), tuple(heads), parts=tuple(parts))

    def _cells(self, grid: TableGrid, row: int, span: Span) -> Iterator[tuple[TableCell, str]]:
        """The cells of a row within a sentence, and those from above that stand for the row too."""
        for cell in grid.cells_of(row):
            above = cell.row < row
            start, end = (0, cell.end) if above else (span.start, span.end)
            value = self._document.text[max(cell.start, start) : min(cell.end, end)]
            if value := "".join(value.split()).rstrip("；;。"):
                yield cell, value
