"""Pieces of a page gathered into lines of parts side by side, and into runs that may be tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.load.pdf_lines import Piece, bounds, middle
from ingest.records import Box

RIVER = 0.6
"""Width in em of the white between two columns."""
AFTER_ALL = 1.2
"""White above a lone line, in em, up to which it is the rest of a cell."""
BEFORE_MORE = 2.2
"""And where parts side by side follow."""
APART = 3.4
"""Steps between lines, in em, beyond which they belong to different things."""


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one height, from left to right; ``parts`` are joined where little white parts them."""

    parts: tuple[tuple[Piece, ...], ...]
    top: float
    bottom: float

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each part."""
        return tuple("".join(p.text for p in part) for part in self.parts)


def em_of(piece: Piece) -> float:
    """The size of a piece's print, in points."""
    return piece.size or piece.box[3] - piece.box[1]


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces on one height gathered, from the top."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: middle(p.box)):
        if groups and _level(groups[-1][0], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_row(group) for group in groups]


def _level(a: Piece, b: Piece) -> bool:
    shared = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return shared > 0.5 * min(a.box[3] - a.box[1], b.box[3] - b.box[1])


def _row(group: list[Piece]) -> Row:
    ordered = sorted(group, key=lambda p: p.box[0])
    parts: list[list[Piece]] = [[ordered[0]]]
    for piece in ordered[1:]:
        if piece.box[0] - parts[-1][-1].box[2] > em_of(piece):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    box = bounds([p.box for p in group])
    return Row(tuple(map(tuple, parts)), box[1], box[3])


def runs_of(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Stretches of rows that may be tables: begun by parts side by side, not torn by white."""
    found = []
    start: int | None = None
    for i, row in enumerate(rows):
        apart = i > 0 and row.top - rows[i - 1].bottom > APART * em_of(row.parts[0][0])
        side = len(row.parts) > 1
        more = any(len(other.parts) > 1 for other in rows[i + 1 : i + 3])
        near = BEFORE_MORE if more else AFTER_ALL
        wraps = start is not None and not side and _is_within(row, rows[start:i], near)
        if start is not None and (apart or not (side or wraps)):
            found.append((start, i))
            start = None
        if start is None and side:
            start = i
    if start is not None:
        found.append((start, len(rows)))
    return found


def _is_within(row: Row, above: Sequence[Row], near: float) -> bool:
    """Does a lone part stand within the width of one part of a row above it: the rest of its cell?"""
    box = bounds([p.box for p in row.parts[0]])
    em = em_of(row.parts[0][0])
    hits = [sum(_spans(part, box, em) for part in other.parts) for other in above[-8:]]
    return max(hits) == 1 and row.top - above[-1].bottom < near * em


def _spans(part: Sequence[Piece], box: Box, em: float) -> bool:
    own = bounds([p.box for p in part])
    return own[0] < box[2] - 0.3 * em and box[0] + 0.3 * em < own[2]


def middle_of(row: Row) -> float:
    """The height at which a row stands."""
    return (row.top + row.bottom) / 2


def edges_of(run: Sequence[Row]) -> tuple[float, ...] | None:
    """Column edges in the middle of the white that runs through all rows; None for fewer than two."""
    boxes = sorted(bounds([p.box for p in part])[::2] for row in run for part in row.parts)
    em = max(em_of(p) for row in run for part in row.parts for p in part)
    spans: list[list[float]] = []
    for left, right in boxes:
        if spans and left - spans[-1][1] < RIVER * em:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    if len(spans) < 2:
        return None
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    return (spans[0][0] - 1, *inner, spans[-1][1] + 1)


def slot_of(xs: Sequence[float], part: Sequence[Piece]) -> int:
    """The column in which the middle of a part stands."""
    box = bounds([p.box for p in part])
    at = (box[0] + box[2]) / 2
    return next((i for i in range(len(xs) - 2) if at < xs[i + 1]), len(xs) - 2)
