"""Conditions on the rows of a table that a question says by numbers: 超过400万元的, 服务年限6年的, 有托班的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.asked_bounds import Bound, bounds_of
from assistant.matching import Asked
from assistant.reckoning import base
from assistant.table_grid import (
    BARE_NUMBER,
    BRACKET,
    NUMBER_CELL,
    NUMBERING,
    TableGrid,
    last_bracket,
)
from assistant.terms import folded
from ingest.grammar import find_quantities

QUOTES = re.compile(r"[“”\"'‘’《》]")
WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\D{0,6}$")
SAID_BEHIND = re.compile(r"^(?:的|及|以上|以下|以内|之内|之上|之下|或|含)*")


class NumberedRows:
    """The rows whose cells hold what a question says by numbers; ``places`` are where it says so. ``unmet``: it sets a
    bound that no column of the table is plainly meant by."""

    def __init__(self, grid: TableGrid, asked: Asked) -> None:
        self.grid = grid
        self.asked = asked
        self.unmet = False

    def fitting(self, rows: Sequence[int]) -> tuple[set[int], int, frozenset[int]] | None:
        """Rows that fit, the column that tells it, the places; None where the question says no such number."""
        kept, columns, places = set(rows), list[int](), frozenset[int]()
        for bound in bounds_of(self.asked.text):
            if self._is_name(bound):
                continue
            column = self._meant([c for c in range(self.grid.columns) if self._may(c, bound.unit)])
            if column is None:
                self.unmet = True
                continue
            kept &= {r for r in rows if self._lies(r, column, bound)}
            columns.append(column)
            end = bound.end + len(SAID_BEHIND.match(self.asked.text[bound.end :]).group())  # type: ignore[union-attr]
            places |= frozenset(range(bound.start, end)) | self._said_of(column)
        if columns:
            return kept, columns[0], places
        return self._equal(rows)

    def _equal(self, rows: Sequence[int]) -> tuple[set[int], int, frozenset[int]] | None:
        """Rows of just the number that the question says: 服务年限6年的; only some of them."""
        for value in find_quantities(self.asked.text):
            if value.value is None or value.comparator not in ("eq", "approx"):
                continue
            columns = [c for c in range(self.grid.columns) if self._may(c, value.unit)]
            said = [c for c in columns if self._is_said(c)]
            chosen = said if len(said) == 1 else columns
            if len(chosen) != 1:
                continue
            kept = {r for r in rows if number_in(self.grid, r, chosen[0]) == value.value}
            end = value.end + len(SAID_BEHIND.match(self.asked.text[value.end :]).group())  # type: ignore[union-attr]
            if kept and len(kept) < len(rows):
                return kept, chosen[0], frozenset(range(value.start, end))
        return None

    def _is_name(self, bound: Bound) -> bool:
        """Is a bound the name of a row, 10年以上, and no condition on its numbers?"""
        said = self.asked.text[bound.start : bound.end]
        cells = (self.grid.words(c) for row in self.grid.rows for c in self.grid.cells_of(row))
        return any(said in folded(words) for words in cells)

    def _may(self, column: int, unit: str) -> bool:
        """Is it a column of numbers in the unit that the question says, or one that the question names, where it or
        the column says no unit?"""
        head = self.grid.head(column)
        if NUMBERING.match(head) or not self._is_numeric(column):
            return False
        own = self.grid.measured_in(column) or last_bracket(head)
        if unit and own:
            return base(own) == base(unit) or own == unit
        return self._is_said(column)

    def _is_numeric(self, column: int) -> bool:
        return any(
            NUMBER_CELL.match(self.grid.words(self.grid.at(r, column))) for r in self.grid.rows
        )

    def _meant(self, columns: Sequence[int]) -> int | None:
        """Of several columns the one whose header the question says, or says most of."""
        said = [c for c in columns if self._is_said(c)]
        if len(columns) == 1 or len(said) == 1:
            return (said or list(columns))[0]
        shares = {
            c: len(self.asked.match(_bare(self.grid.head(c))).places) for c in said or columns
        }
        best = max(shares.values(), default=0)
        most = [c for c, n in shares.items() if n == best]
        return most[0] if best and len(most) == 1 else None

    def _is_said(self, column: int) -> bool:
        head = _bare(self.grid.head(column))
        return len(head) > 1 and (head in self.asked.text or self.asked.match(head).share >= 0.6)

    def _said_of(self, column: int) -> frozenset[int]:
        """Where the question says the header of a column that it sets a bound to."""
        return self.asked.match(_bare(self.grid.head(column))).places

    def _lies(self, row: int, column: int, bound: Bound) -> bool:
        """Does a cell lie within? A bound without a unit is one of the numbers as they are written."""
        read = number_in(self.grid, row, column) if bound.unit else _written(self.grid, row, column)
        return read is not None and bound.holds(read)


def _bare(head: str) -> str:
    """A header without its unit and without quotation marks: 3+3 of “3+3”."""
    return QUOTES.sub("", folded(BRACKET.sub("", head)))


def _written(grid: TableGrid, row: int, column: int) -> Decimal | None:
    """A cell's number as it is written, whatever its unit."""
    found = WRITTEN.match(re.sub(r"[,，]", "", grid.words(grid.at(row, column))))
    return Decimal(found.group(1)) if found else None


def number_in(grid: TableGrid, row: int, column: int) -> Decimal | None:
    """A cell's one number in the base unit; None where it holds none, or several."""
    words = grid.words(grid.at(row, column))
    unit = grid.unit(column)[0]
    found = find_quantities(words + (unit if unit and BARE_NUMBER.match(words) else ""))
    if not NUMBER_CELL.match(words):
        return None
    if len(found) == 1:
        return found[0].value
    bare = re.sub(r"[,，]", "", words)
    return Decimal(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else None
