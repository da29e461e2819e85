"""How many leading rows of a table head it, told by merged cells and by what the rows below hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Cell

MOST_ROWS = 4
"""Rows of the highest header below its title rows."""
# A cell that is a value: 12, 3.5%, 95～100, √; a year heads a column.
_VALUE = re.compile(
    r"^(?!(?:19|20)\d\d\D{0,3}$)[≥≤<>＞＜约]*\d[\d.,:：~～\-—–+]*\D{0,3}$|^[√✓○●×]$"
)


def header_rows(cells: Sequence[Cell]) -> int:
    """Title rows over the whole width, then the header.

    A header is as high as its highest cell where a cell is parted below (第一学年 over 一 and 二). Where
    no cell is merged downwards, a row of words under parted or empty cells belongs to it when values
    stand below: 百分制 over 成绩 and 绩点.
    """
    columns = max((c.column + c.column_span for c in cells), default=0)
    last = max((c.row for c in cells), default=0)
    top = 0
    while top < min(last, 2) and any(c.row == top and c.column_span >= columns > 1 for c in cells):
        top += 1
    head = [c for c in cells if c.row == top]
    parted = [c for c in head if 1 < c.column_span < columns]
    height = max((c.row_span for c in head), default=1) if parted else 1
    if height == 1 and top + 1 < last and _goes_on(cells, head, top + 1):
        height = 2
    return min(top + min(height, MOST_ROWS), max(last, 1))


def _goes_on(cells: Sequence[Cell], head: Sequence[Cell], row: int) -> bool:
    """Does a row name the parts of the header cells above it, with values in the row below?"""
    if any(c.row_span > 1 for c in head):
        return False
    here = {c.column: _said(c) for c in cells if c.row == row}
    words = {column: text for column, text in here.items() if text}
    if len(words) < 2 or any(_VALUE.match(text) for text in words.values()):
        return False
    under = sum(any(_covers(c, column) for c in head) for column in words)
    below = {c.column: _said(c) for c in cells if c.row == row + 1}
    valued = sum(bool(_VALUE.match(below.get(column, ""))) for column in words)
    return under >= 2 and valued >= 2


def _covers(cell: Cell, column: int) -> bool:
    """Is a column one of those that a parted header cell, or a gap in the header, stands over?"""
    inside = cell.column <= column < cell.column + cell.column_span
    return inside and (cell.column_span > 1 or not _said(cell))


def _said(cell: Cell) -> str:
    return re.sub(r"\s+", "", cell.text)
