"""Rows of one name told apart: the columns that must be told beside those asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.table_grid import NUMBERING, TableGrid

NUMBER = re.compile(r"\d")
SHORT_CELL, MOST = 40, 3
"""Code points of cells that are told without being asked for, and how many of a row."""


def apart(grid: TableGrid, rows: Sequence[int], label: int, told: Sequence[int]) -> list[int]:
    """The columns told of rows: those asked for, behind the one that tells apart rows of one name; where none is asked
    for and names repeat, the first short ones."""
    names = [grid.words(cell) for row in rows if grid.says(cell := grid.at(row, label))]
    if len(set(names)) == len(names):
        return list(told)
    others = [
        c for c in range(grid.columns)
        if c != label and c not in told and not NUMBERING.match(grid.head(c))
        and all(len(grid.valued(row, c)) <= SHORT_CELL for row in rows)
    ]  # fmt: skip
    if not told:
        return others[:MOST]
    names_too = any(not any(map(NUMBER.search, _cells(grid, rows, c))) for c in told)
    if names_too and _all_differ(grid, rows, [label, *told]):
        return list(told)
    telling = [c for c in others if _all_differ(grid, rows, [label, c])]
    return [*telling[:1], *told]


def _cells(grid: TableGrid, rows: Sequence[int], column: int) -> list[str]:
    return [grid.valued(row, column) for row in rows]


def _all_differ(grid: TableGrid, rows: Sequence[int], columns: Sequence[int]) -> bool:
    said = [tuple(grid.valued(row, c) for c in columns) for row in rows]
    return len(set(said)) == len(said)
