"""Pieces and lines of one printed page → its blocks; what pdf and ofd have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.load.pdf_aligned import find_aligned, in_cells
from ingest.load.pdf_cut import Feet, Pieces, foot_of, tables_among
from ingest.load.pdf_lines import Piece
from ingest.load.pdf_rulings import Line, RuledTable, lines_outside
from ingest.load.pdf_tables import page_blocks
from ingest.records import Block, Box

OUTSIDE = "outside"
"""Style of words that are drawn beyond the edges of their page."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page's blocks, those beyond its edges last; ``text`` is what is visible, without blanks."""

    blocks: list[Block]
    text: str
    foot: Feet


def lay_out(
    read: Pieces,
    grids: Sequence[RuledTable],
    level: Sequence[Line],
    page: tuple[int, float, float],
    before: Feet,
) -> LaidOut:
    """The blocks of a page.

    Args:
        read: gives its words; ``cell`` names a cell of the tables asked for.
        grids: what its lines draw, from top to bottom.
        level: its level lines.
        page: its number from 1, width and height in points.
        before: the tables at the foot of the page before.
    """
    number, width, height = page
    tables = tables_among(grids, before[0], height, read)
    pieces = read(tables)
    inside = [piece for piece in pieces if _is_inside(piece.box, width, height)]
    outside = [piece for piece in pieces if not _is_inside(piece.box, width, height)]
    text = "".join("".join(piece.text.split()) for piece in inside)
    free = [piece for piece in inside if piece.cell is None]
    aligned = find_aligned(free, lines_outside(level, tables), before[1])
    inside = in_cells(inside, aligned, len(tables))
    blocks = page_blocks(inside, (*tables, *aligned), number) + _beyond(outside, number)
    return LaidOut(blocks, text, (foot_of(tables, height), foot_of(aligned, height)))


def _is_inside(box: Box, width: float, height: float) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return -1 <= x <= width + 1 and -1 <= y <= height + 1


def _beyond(pieces: list[Piece], page: int) -> list[Block]:
    """Words drawn where nobody sees them: kept apart, so that they are listed and not read out."""
    return [Block(kind="line", text=p.text, page=page, box=p.box, style=OUTSIDE) for p in pieces]


def page_warning(source: str, pages: Sequence[int], total: int, what: str) -> tuple[str, ...]:
    """A sentence on pages, by their numbers; none where there are none."""
    if not pages:
        return ()
    shown = "、".join(str(number) for number in pages[:20]) + ("…" if len(pages) > 20 else "")
    return (f"“{source}”共 {total} 页，其中 {len(pages)} 页{what}：第 {shown} 页。",)
