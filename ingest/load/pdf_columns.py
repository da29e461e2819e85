"""Pages set in two columns: where the gutter is, and in which order their parts are read."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Protocol

from ingest.records import Box

FEWEST = 5
"""Lines on each side of the gutter that make columns."""
NARROWEST = 6.0
"""Points of white between two columns."""
FULL = 0.7
"""Share of the column's width that half of its lines fill: prose does, the cells of a table do not."""
MOST_CROSSING = 0.35
"""Share of the lines that may run over both columns: titles, captions, footers."""


class Boxed(Protocol):
    """Anything with a place on the page."""

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""


def gutter(lines: Sequence[Boxed]) -> float | None:
    """The x of the white between two columns of prose; None where the page has one column."""
    if len(lines) < 2 * FEWEST:
        return None
    left, right = min(o.box[0] for o in lines), max(o.box[2] for o in lines)
    width = right - left
    starts = sorted({round(o.box[0], 1) for o in lines if 0.3 <= (o.box[0] - left) / width <= 0.7})
    best: tuple[int, float] | None = None
    for x in starts:
        crossing = sum(o.box[0] < x - 1 and o.box[2] > x + 1 for o in lines)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or best[0] > MOST_CROSSING * len(lines):
        return None
    at = best[1]
    first = [o.box for o in lines if o.box[2] <= at + 1]
    second = [o.box for o in lines if o.box[0] >= at - 1]
    if not _is_prose(first) or not _is_prose(second):
        return None
    if at - _usual_right(first) < NARROWEST or not _are_beside(first, second):
        return None
    return at - 1


def _usual_right(boxes: list[Box]) -> float:
    """Where the lines of a column usually end; a few longer ones do not move it."""
    rights = sorted(box[2] for box in boxes)
    return rights[-1 - len(rights) // 10]


def _is_prose(boxes: list[Box]) -> bool:
    if len(boxes) < FEWEST:
        return False
    width = max(b[2] for b in boxes) - min(b[0] for b in boxes)
    return median(b[2] - b[0] for b in boxes) >= FULL * width


def _are_beside(first: list[Box], second: list[Box]) -> bool:
    """Do both columns stand at the same height of the page for the most part?"""
    top = max(min(b[1] for b in first), min(b[1] for b in second))
    bottom = min(max(b[3] for b in first), max(b[3] for b in second))
    lower = min(max(b[3] for b in boxes) - min(b[1] for b in boxes) for boxes in (first, second))
    return bottom - top >= 0.5 * lower
