"""Pieces of a pdf page → blocks in reading order: printed lines, and ruled tables cell by cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.load.pdf_lines import Piece, arrange, bounds
from ingest.load.pdf_rulings import RuledTable
from ingest.records import Block, Box, Cell

# A line of a cell that begins so begins an item.
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳•●■◆★]"
)
_ENDED = re.compile(r"[。；！？;!?]$")
FEW_FILLED = 0.2
"""A large grid with fewer cells in use is a flow chart or a drawing: its words are lines."""
LARGE = 40
"""Cells from which a grid counts as large."""


def page_blocks(pieces: Sequence[Piece], tables: Sequence[RuledTable], page: int) -> list[Block]:
    """The blocks of a page, from top to bottom; a table stands where it begins."""
    words: dict[int, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        if piece.cell is not None:
            words[piece.cell[0]][piece.cell[1]].append(piece)
    real = {n for n, table in enumerate(tables) if _is_table(table, words[n])}
    free = [piece for piece in pieces if piece.cell is None or piece.cell[0] not in real]
    blocks = _lines(free, page)
    for number in sorted(real, key=lambda n: tables[n].box[1], reverse=True):
        block = _table(tables[number], words[number], page, number)
        top = tables[number].box[1]
        below = (i for i, other in enumerate(blocks) if other.box and other.box[3] > top + 2)
        blocks.insert(next(below, len(blocks)), block)
    return blocks


def _is_table(table: RuledTable, words: dict[int, list[Piece]]) -> bool:
    """Words in at least two cells of one row and of one column, and not only here and there."""
    used = [table.cells[i] for i, found in words.items() if found]
    if len(table.ys) == 2:
        return bool(used)  # part of a table on the next page or the last
    if len({cell.row for cell in used}) < 2 or len({cell.column for cell in used}) < 2:
        return False
    return len(table.cells) < LARGE or len(used) >= FEW_FILLED * len(table.cells)


def _lines(pieces: Sequence[Piece], page: int) -> list[Block]:
    found = arrange(list(pieces)) if pieces else []
    return [
        Block(
            kind="line",
            text=piece.text,
            page=page,
            box=piece.box,
            font_size=piece.size,
            bold=piece.bold,
            style=piece.font,
            column=piece.column,
            anchor=f"l{page}.{number}",
        )
        for number, piece in enumerate(found, start=1)
        if piece.text.strip()
    ]


def _table(table: RuledTable, words: dict[int, list[Piece]], page: int, number: int) -> Block:
    cells = tuple(
        Cell(
            cell.row,
            cell.column,
            _cell_text(words.get(index, []), cell.box),
            cell.row_span,
            cell.column_span,
            page,
            cell.box,
        )
        for index, cell in enumerate(table.cells)
    )
    return Block(
        kind="table", text="", page=page, box=table.box, cells=cells, anchor=f"t{page}.{number + 1}"
    )


def _cell_text(pieces: list[Piece], box: Box) -> str:
    """The words of a cell: lines broken only to fit are joined, others stay lines."""
    lines = sorted(_rows(pieces), key=lambda line: line.box[1])
    if not lines:
        return ""
    edge = max(line.box[2] for line in lines)
    text, before = lines[0].text.replace("\t", " ").strip(), lines[0]
    for line in lines[1:]:
        words = line.text.replace("\t", " ").strip()
        em = before.size or before.box[3] - before.box[1]
        fitted = before.box[2] > edge - 1.6 * em or _is_narrow(lines, box)
        ended = _ENDED.search(text) is not None or _ITEM.match(words) is not None
        latin = (
            text[-1:].isascii()
            and text[-1:].isalnum()
            and words[:1].isascii()
            and words[:1].isalnum()
        )
        text += (
            "\n" if ended or not fitted else " " if latin and not _goes_on(text, words) else ""
        ) + words
        before = line
    return text


def _rows(pieces: list[Piece]) -> list[Piece]:
    return [line for line in arrange(pieces) if line.text.strip()] if pieces else []


def _is_narrow(lines: list[Piece], box: Box) -> bool:
    """A column so narrow that its words stand one or two below each other."""
    em = lines[0].size or lines[0].box[3] - lines[0].box[1]
    return (
        box[2] - box[0] < 2.6 * em
        or bounds([line.box for line in lines])[2] - lines[0].box[0] < 2.2 * em
    )


def _goes_on(before: str, after: str) -> bool:
    """A number broken over two lines: 20|26."""
    return before[-1:].isdigit() and after[:1].isdigit()
