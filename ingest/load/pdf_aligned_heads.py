"""A header of two rows above columns of white space: which columns each cell of the first row stands over."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.load.pdf_aligned_checks import is_numeric
from ingest.load.pdf_aligned_lines import Row, em_of, slot_of
from ingest.load.pdf_lines import Piece, bounds

OFF = 0.2
"""Share of its width by which a cell over several columns may stand beside their middle."""


def head_spans(first: Row, second: Row, xs: Sequence[float]) -> list[tuple[int, int]]:
    """First column and number of columns of each part of the first row; empty where that is not clear.

    Columns that the second row names belong to the part of the first row whose middle is nearest; a
    part over a column that the second row leaves empty stands over this column alone.
    """
    if any(map(is_numeric, second.texts)):
        return []
    named = sorted({slot_of(xs, part) for part in second.parts})
    centres = [_middle(part) for part in first.parts]
    alone = [(slot_of(xs, part), i) for i, part in enumerate(first.parts)]
    single = {i: column for column, i in alone if column not in named}
    groups: dict[int, list[int]] = {i: [] for i in range(len(centres)) if i not in single}
    if not groups:
        return []
    for column in named:
        at = (xs[column] + xs[column + 1]) / 2
        groups[min(groups, key=lambda i: abs(centres[i] - at))].append(column)
    em = em_of(first.parts[0][0])
    for i, columns in groups.items():
        if not columns or columns[-1] - columns[0] + 1 != len(columns):
            return []
        left, right = xs[columns[0]], xs[columns[-1] + 1]
        if abs((left + right) / 2 - centres[i]) > OFF * (right - left) + em:
            return []
    if all(len(columns) == 1 for columns in groups.values()):
        return []
    found = [(columns[0], len(columns)) for columns in groups.values()]
    return sorted([*found, *((column, 1) for column in single.values())])


def _middle(part: Sequence[Piece]) -> float:
    box = bounds([piece.box for piece in part])
    return (box[0] + box[2]) / 2
