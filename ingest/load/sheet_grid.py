"""The cells of a sheet or csv → headings, paragraphs and tables, as a person who looks at it tells them apart.

Blank rows part tables; lines above a table that stand alone are its titles, lines below it its notes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ingest.records import Block, Cell

Place: TypeAlias = tuple[int, int]
"""Row and column from 0."""
Merge: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

MOST_PLACES = 200_000
"""Places of a table up to which its empty cells are written out, too."""
TALLEST = 2_000
"""Rows of a merge beyond which it says nothing about its rows."""
# A line below a table that explains it.
_NOTE = re.compile(
    r"^\s*[（(]?(?:备\s*注|说\s*明|注|填表说明|填报说明|注意事项|附注|资料来源|数据来源)\s*\d*\s*[）)]?\s*[:：.、\d①]"
)
# A line of facts about the table: 填报单位：… 单位：万元 日期：…
_LABELLED = re.compile(r"^\s*[（(]?[^：:，。\d]{1,12}[:：]")
# The number of a row, never the head of a column.
_COUNT = re.compile(r"^\d{1,3}$")
# A line that only says whose attachment this is: the title stands below it.
_ATTACHED = re.compile(r"^附\s*[件表]?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?$")
_TITLE_LENGTH = 60
_LONG = 30
"""Characters of a line that is too long to group the rows below it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is seen."""

    text: str
    bold: bool = False
    size: float | None = None
    centred: bool = False


@dataclass(slots=True)
class Grid:
    """What is visible of a sheet. ``merges`` begin at a cell with words; ``gone`` are hidden rows."""

    cells: Mapping[Place, Shown]
    merges: Sequence[Merge] = ()
    gone: Sequence[int] = ()
    rows: dict[int, list[int]] = field(default_factory=dict)
    """Row → its columns with words, both in order."""
    over: dict[Place, Merge] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row, column in sorted(self.cells):
            self.rows.setdefault(row, []).append(column)
        self.over = {(m[0], m[1]): m for m in self.merges}


def blocks_of(grid: Grid, tables: int, *, parted: bool = True) -> list[Block]:
    """The blocks of a grid in order.

    Args:
        grid: what is visible.
        tables: how many tables the document has before it; they are anchored ``t1``, ``t2`` …
        parted: whether blank rows part tables.

    The first line above a table has the style ``title`` where it stands alone.
    """
    blocks: list[Block] = []
    for rows in _regions(grid, parted):
        head, body, tail = _parts(grid, rows)
        blocks += [_line(grid, row) for row in head]
        if body:
            _mark_title(grid, blocks, head)
        if body and (table := _table(grid, body)):
            tables += 1
            blocks.append(Block("table", "", cells=table, anchor=f"t{tables}"))
        else:
            blocks += [_line(grid, row) for row in body]
        blocks += [_line(grid, row) for row in tail]
    return blocks


def _mark_title(grid: Grid, blocks: list[Block], head: list[int]) -> None:
    """Gives the first line that stands alone, of the last lines written, the style ``title``."""
    for i, row in enumerate(head, start=len(blocks) - len(head)):
        if len(grid.rows[row]) == 1 and not _ATTACHED.match(blocks[i].text):
            blocks[i] = replace(blocks[i], style="title")
            return


def _regions(grid: Grid, parted: bool) -> list[list[int]]:
    """Rows that follow each other without a blank one; rows under a tall cell are not blank."""
    reach = -1
    regions: list[list[int]] = []
    gone = sorted(grid.gone)
    for row in sorted(grid.rows):
        last = max(regions[-1][-1] if regions else row, reach)
        hidden = bisect_left(gone, row) - bisect_right(gone, last)
        if not regions or (parted and row - last - 1 > hidden):
            regions.append([])
        regions[-1].append(row)
        for column in grid.rows[row]:
            merge = grid.over.get((row, column))
            if merge is not None and merge[2] - merge[0] < TALLEST:
                reach = max(reach, merge[2])
    joined: list[list[int]] = []
    for region in regions:
        if joined and _goes_on(grid, joined[-1], region):
            joined[-1] += region
        else:
            joined.append(region)
    return joined


def _goes_on(grid: Grid, above: list[int], region: list[int]) -> bool:
    """Does a region below a gap carry on the table above it? It has no header of its own when its
    first row of several cells begins with a number (1, 2 …) in the column where the table begins."""
    table = next((grid.rows[row] for row in above if len(grid.rows[row]) > 1), None)
    row = next((row for row in region if len(grid.rows[row]) > 1), None)
    if table is None or row is None or len(table) < 2 or grid.rows[row][0] != table[0]:
        return False
    first = grid.cells[row, table[0]].text.strip()
    header = grid.cells.get((above[0], table[0]))
    return bool(_COUNT.match(first)) and not (header and _COUNT.match(header.text.strip()))


def _parts(grid: Grid, rows: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Title lines, table rows, note lines of a region."""
    width = max(len(grid.rows[row]) for row in rows)
    if width < 2:
        return rows, [], []
    top, end = 0, len(rows)
    while top < end - 1 and _is_title(grid, rows[top], width):
        top += 1
    while end - 1 > top and _is_note(grid, rows[end - 1], width):
        end -= 1
    return rows[:top], rows[top:end], rows[end:]


def _is_title(grid: Grid, row: int, width: int) -> bool:
    columns = grid.rows[row]
    if len(columns) == 1:
        merge = grid.over.get((row, columns[0]))
        return merge is None or merge[2] == merge[0] or merge[3] > merge[1]
    return len(columns) < width and _all_labelled(grid, row)


def _is_note(grid: Grid, row: int, width: int) -> bool:
    columns = grid.rows[row]
    if len(columns) > 1:
        return len(columns) < width and _all_labelled(grid, row)
    words = grid.cells[row, columns[0]].text
    merge = grid.over.get((row, columns[0]))
    wide = merge is not None and merge[3] > merge[1] and columns[0] == 0
    return bool(_NOTE.match(words)) or (len(words) >= _LONG and (wide or columns[0] <= 1))


def _all_labelled(grid: Grid, row: int) -> bool:
    return all(_LABELLED.match(grid.cells[row, column].text) for column in grid.rows[row])


def _line(grid: Grid, row: int) -> Block:
    """A row as a paragraph; one that is merged over several columns stands in their middle."""
    columns = grid.rows[row]
    cells = [grid.cells[row, column] for column in columns]
    merge = grid.over.get((row, columns[0]))
    wide = merge is not None and merge[3] > merge[1]
    return Block(
        "paragraph",
        "　".join(cell.text.strip() for cell in cells),
        font_size=cells[0].size,
        bold=all(cell.bold for cell in cells),
        centred=len(cells) == 1 and cells[0].centred and (wide or columns[0] > 0),
        anchor=f"r{row + 1}",
    )


# --- tables -----------------------------------------------------------------------------------


def _table(grid: Grid, rows: list[int]) -> tuple[Cell, ...]:
    """The cells of a table, its rows and columns counted without blank ones; () for one column."""
    columns = sorted({column for row in rows for column in grid.rows[row]})
    if len(columns) < 2:
        return ()
    found: list[Cell] = []
    covered: set[Place] = set()
    room = MOST_PLACES
    for i, row in enumerate(rows):
        for column in grid.rows[row]:
            j = bisect_left(columns, column)
            height, width = _spans(grid.over.get((row, column)), rows, columns)
            found.append(Cell(i, j, grid.cells[row, column].text, height, width))
            room -= height * width
            if room >= 0 and height * width > 1:
                covered |= {(i + r, j + c) for r in range(height) for c in range(width)}
    if room >= 0 and len(rows) * len(columns) <= MOST_PLACES:
        covered |= {(cell.row, cell.column) for cell in found}
        found += [
            Cell(i, j, "")
            for i in range(len(rows))
            for j in range(len(columns))
            if (i, j) not in covered
        ]
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _spans(merge: Merge | None, rows: list[int], columns: list[int]) -> tuple[int, int]:
    """How many of the table's own rows and columns a merge covers."""
    if merge is None:
        return 1, 1
    height = bisect_right(rows, merge[2]) - bisect_left(rows, merge[0])
    width = bisect_right(columns, merge[3]) - bisect_left(columns, merge[1])
    return max(height, 1), max(width, 1)


def titled(blocks: list[Block], level: int) -> list[Block]:
    """The blocks with the title above the first table made a heading of this level."""
    for i, block in enumerate(blocks):
        if block.kind == "table":
            break
        if block.style == "title" and len(block.text) <= _TITLE_LENGTH:
            return [*blocks[:i], replace(block, level=level), *blocks[i + 1 :]]
    return blocks
