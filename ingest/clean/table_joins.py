"""A table that a page break cuts in two is one table: parts joined, repeated headers taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.records import Block, Cell, Removed

NEAR = 5.0
"""Points by which the edges of one column may differ from page to page."""
MOST_HEADER_ROWS = 4
_CONTINUED = re.compile(
    r"^[（(]?\s*(?:续\s*表|表\s*续|接上(?:页|表)|续\s*上\s*[页表])\s*[\d一二三四五六七八九十.．-]*\s*[)）]?[:：]?$"
)
_ENDED = re.compile(r"[。；！？;!?]$")
# The number of a row.
_SERIAL = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]?")


def join_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Removed]]:
    """The blocks of a pdf with the parts of each table joined, and what was taken out."""
    found: list[Block] = []
    removed: list[Removed] = []
    for block in blocks:
        above = found[-1] if found else None
        marker = None
        if above is not None and above.kind == "line" and _CONTINUED.match(above.text.strip()):
            marker, above = above, found[-2] if len(found) > 1 else None
        if above is None or not _continues(above, block):
            found.append(block)
            continue
        if marker is not None:
            removed.append(Removed(found.pop().text, "续表标记", marker.page))
        joined, taken = _joined(above, block)
        removed += taken
        found[-1] = joined
    return found, removed


def _continues(above: Block, below: Block) -> bool:
    """The next page's table with the same column edges, or with some of them parted further."""
    if above.kind != "table" or below.kind != "table" or below.page is None:
        return False
    if _last_page(above) != below.page - 1:
        return False
    first, second = _edges(above), _edges(below)
    few, many = sorted((first, second), key=len)
    if not few or abs(few[0] - many[0]) > NEAR or abs(few[-1] - many[-1]) > NEAR:
        return False
    return all(min(abs(edge - other) for other in many) <= NEAR for edge in few)


def _last_page(table: Block) -> int:
    return max((cell.page for cell in table.cells if cell.page is not None), default=0)


def _edges(table: Block) -> list[float]:
    """The column edges of the part of a table that stands on its last page."""
    last = _last_page(table)
    sides = sorted(
        side
        for c in table.cells
        if c.box is not None and c.page == last
        for side in (c.box[0], c.box[2])
    )
    return [side for i, side in enumerate(sides) if i == 0 or side - sides[i - 1] > NEAR]


def _joined(above: Block, below: Block) -> tuple[Block, list[Removed]]:
    first, second = _edges(above), _edges(below)
    top, bottom = list(above.cells), list(below.cells)
    if len(first) < len(second):
        top = [_moved(cell, _places(first, second)) for cell in top]
    elif len(second) < len(first):
        bottom = [_moved(cell, _places(second, first)) for cell in bottom]
    repeated = _repeated_rows(above.cells, below.cells)
    taken = [cell for cell in bottom if cell.row < repeated]
    removed = []
    if taken:
        words = "\t".join(cell.text for cell in taken)
        removed.append(Removed(words, "重复的表头", below.page))
    rest = [replace(c, row=c.row - repeated) for c in bottom if c.row >= repeated]
    return replace(above, cells=tuple(_stacked(top, rest))), removed


def _places(few: list[float], many: list[float]) -> list[int]:
    """For each edge of the coarser part its place among the finer ones."""
    return [min(range(len(many)), key=lambda i: abs(many[i] - edge)) for edge in few]


def _moved(cell: Cell, places: list[int]) -> Cell:
    last = len(places) - 1
    start, end = min(cell.column, last), min(cell.column + cell.column_span, last)
    return replace(cell, column=places[start], column_span=max(places[end] - places[start], 1))


def _repeated_rows(above: Sequence[Cell], below: Sequence[Cell]) -> int:
    """How many leading rows of the second part say what the first part's header says."""
    count = 0
    for row in range(MOST_HEADER_ROWS):
        first = [_said(c) for c in above if c.row == row]
        second = [_said(c) for c in below if c.row == row]
        if not any(first) or first != second:
            break
        count += 1
    spans = max((c.row + c.row_span for c in below if c.row < count), default=0)
    return count if spans <= count else 0


def _said(cell: Cell) -> str:
    return "".join(cell.text.split())


def _stacked(top: list[Cell], bottom: list[Cell]) -> list[Cell]:
    """Both parts below each other; a merged cell or a row that the page break cut is one again."""
    height = max(cell.row + cell.row_span for cell in top)
    ends = {cell.column: i for i, cell in enumerate(top) if cell.row + cell.row_span == height}
    firsts = [cell for cell in bottom if cell.row == 0]
    whole = _cut_row(top, ends, firsts)
    cells = list(top)
    for cell in bottom:
        at = ends.get(cell.column)
        if cell.row == 0 and at is not None and cells[at].column_span == cell.column_span:
            upper = cells[at]
            if whole:
                text = _flowed(upper.text, cell.text)
                span = upper.row_span + cell.row_span - 1
                cells[at] = replace(upper, text=text, row_span=span)
                continue
            if (
                not cell.text.strip()
                and upper.text.strip()
                and max(upper.row_span, cell.row_span) > 1
            ):
                cells[at] = replace(upper, row_span=upper.row_span + cell.row_span)
                continue
        cells.append(replace(cell, row=cell.row + height - (1 if whole else 0)))
    return sorted(cells, key=lambda c: (c.row, c.column))


def _cut_row(top: list[Cell], ends: dict[int, int], firsts: list[Cell]) -> bool:
    """Is the first row of the second part the rest of the last row of the first?

    Then the cell that names the row stands empty: always where that is its number, else where no
    sentence ended above. Merged cells say nothing: they go on in either case.
    """
    pairs = [(top[ends[c.column]], c) for c in firsts if c.column in ends]
    if len(pairs) < len(firsts) or any(a.column_span != b.column_span for a, b in pairs):
        return False
    said = [(a.text.strip(), b.text.strip()) for a, b in pairs if a.row_span == 1]
    nameless = list(takewhile(lambda pair: not pair[1], said))
    if len(nameless) < len(said) and any(_SERIAL.fullmatch(a) for a, _ in nameless):
        return True
    alone = [(a.text.strip(), b.text.strip()) for a, b in pairs if a.row_span == b.row_span == 1]
    merged = [b.text.strip() for a, b in pairs if not a.row_span == b.row_span == 1]
    if not alone or not alone[0][0] or alone[0][1] or any(merged):
        return False
    rest = [(a, b) for a, b in alone if b]
    return bool(rest) and all(a and not _ENDED.search(a) for a, b in rest)


def _flowed(above: str, below: str) -> str:
    if not below.strip():
        return above
    latin = above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii()
    return above + (" " if latin else "") + below
