"""What cleaning works on: paragraphs and tables with their places, before they become one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.clean.radicals import map_radicals
from ingest.records import Block, Box, Cell, RawDocument

BULLET = "•"
# Characters without width or meaning that copies from the web and from Word carry along.
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]"
)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\u3000\xa0\u2000-\u200a\u202f]+")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed line inside a piece: offsets into the piece's text."""

    start: int
    end: int
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph to be (``cells`` empty), or one table, with the looks of its first block."""

    text: str
    block: Block
    marks: tuple[Mark, ...] = ()

    @property
    def is_table(self) -> bool:
        """Is this a table that the format itself knows?"""
        return self.block.kind == "table"

    @property
    def page(self) -> int | None:
        """The page on which the piece begins."""
        return self.marks[0].page if self.marks else self.block.page


def plain(text: str) -> str:
    """Radicals mapped, invisible characters out; half a surrogate pair, which no database stores, as U+FFFD."""
    return _LONE_SURROGATES.sub("\ufffd", _INVISIBLE.sub("", map_radicals(text)))


def squeezed(text: str) -> str:
    """One line: runs of blanks become one, none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def numbered(block: Block) -> str:
    """The words of a block with its automatic number as printed; bullets stay outside the text."""
    if not block.number or block.number == BULLET:
        return block.text
    gap = " " if block.number[-1].isalnum() else ""
    return f"{block.number}{gap}{block.text}"


def prepared(raw: RawDocument) -> list[Block]:
    """All blocks with readable characters only; blocks without any are left out."""
    found = []
    for block in raw.blocks:
        if block.kind == "table":
            cells = tuple(replace(cell, text=plain(cell.text)) for cell in block.cells)
            if any(cell.text.strip() for cell in cells):
                found.append(replace(block, cells=cells))
        elif text := plain(block.text).strip("\n\r "):
            found.append(replace(block, text=text))
    return found


def paragraphs(blocks: list[Block]) -> list[Piece]:
    """Pieces of a format that knows its paragraphs; a manual line break begins a new one."""
    found: list[Piece] = []
    for block in blocks:
        if block.kind == "table":
            found.append(Piece("", block))
            continue
        for line in _BREAKS.split(numbered(block)):
            if text := squeezed(line):
                found.append(Piece(text, block))
    return found


def cell_line(cell: Cell) -> str:
    """A cell in one line: its paragraphs joined, a word broken to fit a narrow column mended."""
    parts = [part for part in map(squeezed, _BREAKS.split(cell.text)) if part]
    glue = "" if sum(map(len, parts)) <= 8 and all(ord(p[0]) > 0x2E7F for p in parts) else " "
    return glue.join(parts)
