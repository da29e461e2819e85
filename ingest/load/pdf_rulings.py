"""Ruled tables of a pdf page: drawn lines → grids of cells, merged cells with their spans.

PDFium gives the drawn paths with the text, so no second reader parses the page. Lines that touch form
a table; each place of its grid that no line parts from its neighbour belongs to the same cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.load.pdf_shapes import THIN, shapes
from ingest.records import Box

SNAP = 2.5
"""Points by which ends and positions of lines that meet may differ."""
SHORTEST = 4.0
"""Points: shorter strokes are parts of drawings and characters."""
COVERED = 0.6
"""Share of a cell's side that a line must cover to be its wall."""
MOST_PLACES = 40_000
"""Rows × columns of a grid beyond which it is a drawing, too."""


@dataclass(frozen=True, slots=True)
class Line:
    """A ruling: ``at`` its height (or its x), from ``lo`` to ``hi`` along the other axis, in points."""

    at: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: first row and column, spans, and its rectangle on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A grid of at least two columns."""

    box: Box
    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[int, ...]
    """For every place of the grid, row by row, the index of its cell."""

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell that holds a point; None outside the table."""
        column, row = _slot(self.xs, x), _slot(self.ys, y)
        if column is None or row is None:
            return None
        return self.places[row * (len(self.xs) - 1) + column]


def _slot(edges: tuple[float, ...], value: float) -> int | None:
    if not edges[0] - 1 <= value <= edges[-1] + 1:
        return None
    return min(max(bisect_left(edges, value) - 1, 0), len(edges) - 2)


def find_grids(
    page: Any, place: Callable[[Box], Box]
) -> tuple[tuple[RuledTable, ...], tuple[Line, ...]]:
    """The grids that a PDFium page draws, from top to bottom, single rows too, and all level lines.

    Args:
        page: a ``pypdfium2.PdfPage``.
        place: maps a rectangle of PDF space to the page as shown, origin top left.
    """
    return ruled(map(place, shapes(page)))


def ruled(strokes: Iterable[Box]) -> tuple[tuple[RuledTable, ...], tuple[Line, ...]]:
    """The tables that strokes draw, from top to bottom, and the level lines outside them.

    Strokes are boxes in points from the top left corner; those that are not thin are left out.
    """
    level: list[Line] = []
    upright: list[Line] = []
    for left, top, right, bottom in strokes:
        if bottom - top <= THIN and right - left >= SHORTEST:
            level.append(Line((top + bottom) / 2, left, right))
        elif right - left <= THIN and bottom - top >= SHORTEST:
            upright.append(Line((left + right) / 2, top, bottom))
    return tables_of(level, upright, fewest=1), tuple(level)


def lines_outside(level: Sequence[Line], tables: Sequence[RuledTable]) -> tuple[Line, ...]:
    """The level lines that belong to no table."""
    return tuple(line for line in level if not any(_holds(t.box, line) for t in tables))


def _holds(box: Box, line: Line) -> bool:
    """Does a level line lie within a box?"""
    return box[1] - 1 <= line.at <= box[3] + 1 and box[0] - 1 <= line.lo and line.hi <= box[2] + 1


def tables_of(
    level: Sequence[Line], upright: Sequence[Line], fewest: int = 2
) -> tuple[RuledTable, ...]:
    """The tables of at least ``fewest`` rows that level and upright lines draw, from top to bottom."""
    found = []
    for rows, columns in _groups(_merged(level), _merged(upright)):
        table = _grid(rows, columns)
        if table is not None and len(table.ys) > fewest:
            found.append(table)
    return tuple(sorted(found, key=lambda table: (table.box[1], table.box[0])))


# --- lines → grids ----------------------------------------------------------------------------


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Lines at one height snapped to it; pieces that touch joined."""
    merged: list[Line] = []
    ordered = sorted(lines, key=lambda line: line.at)
    start = 0
    for i in range(1, len(ordered) + 1):
        if i < len(ordered) and ordered[i].at - ordered[i - 1].at <= SNAP / 2:
            continue
        group = sorted(ordered[start:i], key=lambda line: line.lo)
        at = sum(line.at for line in group) / len(group)
        lo, hi = group[0].lo, group[0].hi
        for line in group[1:]:
            if line.lo <= hi + SNAP:
                hi = max(hi, line.hi)
            else:
                merged.append(Line(at, lo, hi))
                lo, hi = line.lo, line.hi
        merged.append(Line(at, lo, hi))
        start = i
    return [line for line in merged if line.hi - line.lo >= 2 * SHORTEST]


def _groups(level: list[Line], upright: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Lines that touch, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    heights = [line.at for line in level]
    order = sorted(range(len(level)), key=heights.__getitem__)
    ordered = [heights[i] for i in order]
    for j, v in enumerate(upright):
        for k in range(bisect_left(ordered, v.lo - SNAP), len(order)):
            h = level[order[k]]
            if h.at > v.hi + SNAP:
                break
            if h.lo - SNAP <= v.at <= h.hi + SNAP:
                parent[root(order[k])] = root(len(level) + j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(line)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 1]


def _grid(level: list[Line], upright: list[Line]) -> RuledTable | None:
    """The cells of lines that touch; sides that are not drawn close where the lines end."""
    xs = _edges([v.at for v in upright], [h.lo for h in level], [h.hi for h in level])
    ys = _edges([h.at for h in level], [v.lo for v in upright], [v.hi for v in upright])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > MOST_PLACES:
        return None
    walls = _walls(upright, xs, ys)
    floors = _walls(level, ys, xs)
    names = [-1] * (rows * columns)
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if names[row * columns + column] < 0:
                cells.append(_cell(row, column, names, len(cells), walls, floors, xs, ys))
    if len(cells) < (4 if rows > 1 else 2):
        return None
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), tuple(cells), xs, ys, tuple(names))


def _edges(positions: list[float], starts: list[float], ends: list[float]) -> tuple[float, ...]:
    """Distinct positions in order; the far ends of crossing lines close an open side."""
    found: list[float] = []
    for position in sorted([*positions, min(starts), max(ends)]):
        if not found or position - found[-1] > SNAP:
            found.append(position)
    return tuple(found)


def _walls(
    lines: list[Line], across: tuple[float, ...], along: tuple[float, ...]
) -> set[tuple[int, int]]:
    """Pairs (edge, slot): a line on edge ``across[edge]`` covers the slot from ``along[slot]`` on."""
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        edge = min(range(len(across)), key=lambda i: abs(across[i] - line.at))
        for slot in range(max(bisect_left(along, line.lo) - 1, 0), len(along) - 1):
            if along[slot] >= line.hi:
                break
            shared = min(line.hi, along[slot + 1]) - max(line.lo, along[slot])
            covered[edge, slot] = covered.get((edge, slot), 0.0) + max(shared, 0.0)
    return {
        (edge, slot)
        for (edge, slot), length in covered.items()
        if length >= COVERED * (along[slot + 1] - along[slot])
    }


def _cell(
    row: int,
    column: int,
    names: list[int],
    name: int,
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
    xs: tuple[float, ...],
    ys: tuple[float, ...],
) -> GridCell:
    """The largest rectangle from this place on, right and then down, that no line parts."""
    columns = len(xs) - 1
    right = column + 1
    while right < columns and (right, row) not in walls and names[row * columns + right] < 0:
        right += 1
    bottom = row + 1
    while bottom < len(ys) - 1 and _open(bottom, column, right, names, walls, floors, columns):
        bottom += 1
    for i in range(row, bottom):
        for j in range(column, right):
            names[i * columns + j] = name
    box = (xs[column], ys[row], xs[right], ys[bottom])
    return GridCell(row, column, bottom - row, right - column, box)


def _open(
    row: int,
    left: int,
    right: int,
    names: list[int],
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
    columns: int,
) -> bool:
    """Does nothing part this stretch of a row from the one above, or its places from each other?"""
    return all(
        (row, j) not in floors and names[row * columns + j] < 0 for j in range(left, right)
    ) and not any((j, row) in walls for j in range(left + 1, right))
