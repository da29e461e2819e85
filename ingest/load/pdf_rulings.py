"""Ruled tables of a pdf page: drawn lines → grids of cells, merged cells with their spans.

PDFium gives the drawn paths with the text, so no second reader parses the page. Lines that touch form
a table; each place of its grid that no line parts from its neighbour belongs to the same cell.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.records import Box

THIN = 3.2
"""Points: a filled shape this thin is a line."""
SNAP = 2.5
"""Points by which ends and positions of lines that meet may differ."""
SHORTEST = 4.0
"""Points: shorter strokes are parts of drawings and characters."""
COVERED = 0.6
"""Share of a cell's side that a line must cover to be its wall."""
MOST_SHAPES = 20_000
"""A page with more drawn shapes holds a drawing; looking for tables there would take seconds."""
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
    level: list[Line] = []
    upright: list[Line] = []
    for left, top, right, bottom in map(place, _shapes(page)):
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


# --- drawn shapes -----------------------------------------------------------------------------


def _shapes(page: Any) -> Iterator[Box]:
    """Straight strokes and the sides of painted rectangles, as rectangles of PDF space."""
    import pypdfium2.raw as raw

    count = 0
    whole = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    drawn = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
    kind_of, item_of = raw.FPDFPageObj_GetType, raw.FPDFPage_GetObject
    items = (item_of(page, i) for i in range(raw.FPDFPage_CountObjects(page)))
    pending: list[tuple[Any, tuple[float, ...], int]] = [
        (item, whole, 0) for item in items if kind_of(item) in drawn
    ]
    for item, matrix, depth in pending:
        kind = kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
            inner = _times(_matrix(raw, item), matrix)
            pending += [
                (raw.FPDFFormObj_GetObject(item, i), inner, depth + 1)
                for i in range(max(raw.FPDFFormObj_CountObjects(item), 0))
            ]
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            count += 1
            if count > MOST_SHAPES:
                return
            yield from _sides(raw, item, _times(_matrix(raw, item), matrix))


def _sides(raw: Any, item: Any, matrix: tuple[float, ...]) -> Iterator[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not stroke.value and (not fill.value or _is_white(raw, item)):
        return
    for outline in _outlines(raw, item, matrix):
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        if right - left <= THIN or top - bottom <= THIN:
            yield (left, bottom, right, top)
            continue
        for (x0, y0), (x1, y1) in pairwise(outline):
            if abs(x0 - x1) <= 0.7 or abs(y0 - y1) <= 0.7:
                yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _outlines(
    raw: Any, item: Any, matrix: tuple[float, ...]
) -> Iterator[list[tuple[float, float]]]:
    """The sub-paths of a path as points of the page; a curve is its end point far away."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for i in range(min(max(raw.FPDFPath_CountSegments(item), 0), MOST_SHAPES)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            if len(points) > 1:
                yield points
            points = []
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_white(raw: Any, item: Any) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *channels):
        return False
    red, green, blue, alpha = (channel.value for channel in channels)
    return alpha < 16 or min(red, green, blue) >= 250


def _matrix(raw: Any, item: Any) -> tuple[float, ...]:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


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
