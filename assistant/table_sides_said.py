"""The rows or columns of a table that a question sets beside each other, in lines: each side with its mark, then what they
come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.columns_alike import said_head
from assistant.matching import Asked
from assistant.reckoning import base
from assistant.records import Answer
from assistant.side_verdict import Valued, single, verdict, worked
from assistant.table_grid import BARE_NUMBER, BRACKET, NUMBER_CELL, TableGrid
from assistant.table_rows import context_of
from assistant.units_said import counted_by
from ingest.grammar import Quantity
from ingest.records import Span, TableCell

NAMED = 0.6
"""Share of a cell that a question must say to name a row by it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Rows and columns that two sides name; ``places`` are what of the question they explain."""

    grid: TableGrid
    sides: tuple[tuple[int, ...], ...]
    """Rows of each side, or one column of each."""
    across: tuple[int, ...]
    """Columns asked of the rows, or the row asked of the columns."""
    by_rows: bool
    untold: float
    strength: int = 0


@dataclass(frozen=True, slots=True)
class SidesSaid:
    """Writes what a table tells of both sides."""

    case: Case
    asked: Asked
    text: str

    def beside(self, told: Told) -> Answer | None:
        """Each side in a line, under the header where one column tells it, then what they come to."""
        one = told.by_rows and len(told.across) == 1
        lines = [f"{_head(told.grid, told.across[0])}："] if one else []
        sides: list[Valued] = []
        for number, side in enumerate(told.sides, 1):
            rows, columns = (side, told.across) if told.by_rows else (told.across, side)
            name, said, mark, values = self._row_said(told.grid, rows[0], columns)
            line = f"{name}：{values[0]}" if one else f"{name}，{'，'.join(said)}"
            lines.append(f"{number}. {line}{mark}")
            head = _head(told.grid, side[0])
            short = name if told.by_rows else head
            sides.append(Valued(short, values[0] if len(values) == 1 else "", mark))
        if end := verdict(sides, self.text):
            lines.append(end)
        return Answer("\n".join(lines), "extractive", self.case.citer.citations)

    def added(self, told: Told) -> Answer | None:
        """Every row with its value and their sum; None where the values are not of one unit."""
        (column,) = told.across
        rows = sorted({r for side in told.sides for r in side})
        lines = [f"{_head(told.grid, column)}："]
        found: list[Quantity] = []
        for row in rows:
            name, _, mark, words = self._row_said(told.grid, row, (column,))
            lines.append(f"{len(lines)}. {name}：{words[0]}{mark}")
            if value := single(words[0]):
                found.append(value)
        if len(found) != len(rows) or len({base(v.unit) for v in found}) > 1:
            return None
        marks = "".join(dict.fromkeys(re.findall(r"\[\d+\]", " ".join(lines))))
        line = f"{worked(found, '+')}{marks}"
        return Answer("\n".join([*lines, line]), "extractive", self.case.citer.citations)

    def _row_said(
        self, grid: TableGrid, row: int, columns: Sequence[int]
    ) -> tuple[str, list[str], str, list[str]]:
        """What names a row, “人数：6人” of each column, the mark, and the values alone."""
        names = [c for c in grid.cells_of(row) if c.column not in columns and self._tells(grid, c)]
        if names and not _is_own(grid, row, names):
            first = names[0].column
            names = [c for c in grid.cells_of(row) if c.column < first] + names
        names = names or [c for c in grid.cells_of(row) if c.column not in columns][:1]
        cells = [cell for c in columns if (cell := grid.at(row, c)) is not None]
        values = [self._value(grid, row, c) for c in columns]
        said = [f"{_head(grid, c)}：{v}" for c, v in zip(columns, values, strict=True)]
        cited = [*names, *cells]
        quote = Span(min(c.start for c in cited), max(c.end for c in cited))
        more = (*context_of(grid, cited), *((grid.table.caption,) if grid.table.caption else ()))
        mark = self.case.citer.span(grid.document.id, quote, context=more)
        return "，".join(grid.words(c) for c in names), said, mark, values

    def _value(self, grid: TableGrid, row: int, column: int) -> str:
        """A cell's words, a bare number in the measure word of the question."""
        words = grid.valued(row, column)
        bare = BARE_NUMBER.match(words) and grid.is_amount(words, column)
        return words + counted_by(self.text) if bare else words

    def _tells(self, grid: TableGrid, cell: TableCell) -> bool:
        words = grid.words(cell)
        return self.asked.best(
            [words, BRACKET.sub("", words)]
        ).share >= NAMED and not NUMBER_CELL.match(words)


def _head(grid: TableGrid, column: int) -> str:
    return said_head({c: grid.head(c) for c in range(grid.columns)}, column)


def _is_own(grid: TableGrid, row: int, names: Sequence[TableCell]) -> bool:
    """Do some cells of a row name it alone?"""
    words = [grid.words(cell) for cell in names]
    return all(
        other == row or [grid.words(grid.at(other, cell.column)) for cell in names] != words
        for other in grid.rows
    )
