"""Conditions on the rows of a table that a question says by numbers: 超过400万元的, 服务年限6年的, 有托班的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.matching import Asked
from assistant.reckoning import base
from assistant.table_grid import BARE_NUMBER, BRACKET, NUMBER_CELL, NUMBERING, TableGrid
from assistant.terms import folded
from ingest.grammar import Quantity, find_quantities

BOUND = {
    "ge": lambda cell, asked: cell >= asked,
    "gt": lambda cell, asked: cell > asked,
    "le": lambda cell, asked: cell <= asked,
    "lt": lambda cell, asked: cell < asked,
    "eq": lambda cell, asked: cell == asked,
}
"""How a cell's value must stand to the one that the question says."""
MORE = re.compile(r"(?:大于|高于|多于|不止)$")
LESS = re.compile(r"(?:小于|低于|少于|不到|不满|不足)$")
SAID_BEHIND = re.compile(r"^(?:的|及|以上|以下|以内|之内|之上|之下|或|含)*")


class NumberedRows:
    """The rows whose cells hold what a question says by a number; ``places`` are where it says so."""

    def __init__(self, grid: TableGrid, asked: Asked) -> None:
        self.grid = grid
        self.asked = asked

    def fitting(self, rows: Sequence[int]) -> tuple[set[int], int, frozenset[int]] | None:
        """Rows that fit, the column that tells it, the places; None where the question says no such number."""
        for value in find_quantities(self.asked.text):
            if value.value is None or value.comparator not in (*BOUND, "approx"):
                continue
            columns = [c for c in range(self.grid.columns) if self._may(c, value)]
            said = [c for c in columns if self._is_said(c)]
            chosen = said if len(said) == 1 else columns
            if len(chosen) != 1:
                continue
            kept = {r for r in rows if self._fits(r, chosen[0], value)}
            end = value.end + len(SAID_BEHIND.match(self.asked.text[value.end :]).group())  # type: ignore[union-attr]
            if kept and len(kept) < len(rows):
                return kept, chosen[0], frozenset(range(value.start, end))
        return None

    def _may(self, column: int, value: Quantity) -> bool:
        """Is it a column of numbers in the unit that the question says?"""
        if NUMBERING.match(self.grid.head(column)):
            return False
        return base(self.grid.measured_in(column)) == base(value.unit)

    def _is_said(self, column: int) -> bool:
        head = folded(BRACKET.sub("", self.grid.head(column)))
        return len(head) > 1 and (head in self.asked.text or self.asked.match(head).share >= 0.6)

    def _fits(self, row: int, column: int, value: Quantity) -> bool:
        read = number_in(self.grid, row, column)
        if read is None or value.value is None:
            return False
        before = self.asked.text[: value.start]
        how = "gt" if MORE.search(before) else "lt" if LESS.search(before) else value.comparator
        return bool(BOUND.get(how, BOUND["eq"])(read, value.value))


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
