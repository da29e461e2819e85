"""Tables that a page break cuts so that one row stands alone, at the foot of a page or at its head."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.load.pdf_lines import Piece
from ingest.load.pdf_rulings import RuledTable

NEAR = 5.0
"""Points by which the edges of one column may differ from page to page."""
FOOT = 0.75
"""A table that ends below this share of the page's height may go on on the next."""
HEAD = 0.35
"""One that begins above this share may go on from the page before."""
Edges = tuple[float, ...] | None
"""Column edges of a table at the foot of a page."""
Feet = tuple[Edges, Edges]
"""The same of the last ruled and the last unruled table of a page."""
NO_FEET: Feet = (None, None)
Pieces = Callable[[Sequence[RuledTable]], list[Piece]]


def tables_among(
    grids: Sequence[RuledTable], before: Edges, height: float, pieces: Pieces
) -> list[RuledTable]:
    """The grids that are tables: all but single rows that belong to no table of the next page or the last.

    Args:
        grids: what the page draws, from top to bottom.
        before: the column edges of the table at the foot of the page before.
        height: of the page, in points.
        pieces: reads the words of the page for these tables.
    """
    found = []
    for grid in grids:
        single = len(grid.ys) == 2
        head = grid is grids[0] and _goes_on(grid, before, height)
        if not single or head or (grid is grids[-1] and _begins(grid, height, pieces)):
            found.append(grid)
    return found


def foot_of(tables: Sequence[RuledTable], height: float) -> Edges:
    """The column edges of the last table, where it ends near the foot of the page."""
    return tables[-1].xs if tables and tables[-1].box[3] > FOOT * height else None


def _goes_on(grid: RuledTable, before: Edges, height: float) -> bool:
    """The rest of a table: one row at the head of the page with the columns of the page before."""
    if before is None or grid.box[1] > HEAD * height or len(grid.xs) != len(before):
        return False
    return all(abs(a - b) <= NEAR for a, b in zip(grid.xs, before, strict=True))


def _begins(grid: RuledTable, height: float, pieces: Pieces) -> bool:
    """The header of a table: the last thing on its page but for a page number, every cell filled."""
    if len(grid.cells) < 3 or grid.box[3] <= FOOT * height:
        return False
    words = pieces([grid])
    filled = {piece.cell[1] for piece in words if piece.cell is not None}
    below = [piece for piece in words if piece.box[1] > grid.box[3] - 1]
    return len(filled) == len(grid.cells) and len(below) <= 1
