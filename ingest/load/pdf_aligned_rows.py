"""Which lines of an unruled table are one row: lines of a cell stand closer than rows do.

In each column lines a usual step apart are one cell; cells whose heights overlap are one row, whether
their words stand at its top, middle or foot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

Place = tuple[float, float, int, str]
"""Top and bottom of a line of a cell, its column and its words."""
Block = list[Place]
NUMBER = re.compile(r"^[\d.,，%％:：/～~—–-]+$")
CLOSE = 1.15
"""Steps up to so many times the smallest are steps inside a cell."""
WIDE = 1.25
"""And one must be so many times the smallest: else all are steps between rows."""


def rows_by_steps(places: Sequence[Place]) -> list[float]:
    """The heights between the rows; empty where steps do not tell rows from lines of a cell."""
    columns: dict[int, list[Place]] = defaultdict(list)
    for place in sorted(places):
        columns[place[2]].append(place)
    steps = [b[0] - a[0] for found in columns.values() for a, b in pairwise(found)]
    steps = [step for step in steps if step > 1]
    if not steps or max(steps) < WIDE * min(steps):
        return []
    blocks = [block for found in columns.values() for block in _blocks(found, min(steps))]
    rows = _overlapping(blocks)
    if any(_is_doubtful(row) for row in rows):
        return []
    return [(_bottom(a) + _top(b)) / 2 for a, b in pairwise(rows)]


def _blocks(lines: Sequence[Place], usual: float) -> list[Block]:
    found: list[Block] = []
    for line in lines:
        if found and line[0] - found[-1][-1][0] <= CLOSE * usual:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _overlapping(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks gathered into rows from the top; a little overlap is only the height of the print."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b[0][0]):
        height = block[0][1] - block[0][0]
        if rows and block[0][0] < _bottom(rows[-1]) - 0.3 * height:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _is_doubtful(row: Sequence[Block]) -> bool:
    """Would rows of one line each be run together: figures below figures, no column of one line?"""
    if all(len(block) == 1 for block in row):
        return len({block[0][2] for block in row}) < len(row)
    figures = any(sum(bool(NUMBER.match(line[3])) for line in block) > 1 for block in row)
    return figures or (len(row) > 1 and all(len(block) > 1 for block in row))


def _top(row: Sequence[Block]) -> float:
    return min(block[0][0] for block in row)


def _bottom(row: Sequence[Block]) -> float:
    return max(block[-1][1] for block in row)
