"""Printed lines of a pdf page: pieces on one height joined, wide gaps as tabs, stray blanks out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.load.pdf_columns import gutter
from ingest.records import Box

CellName = tuple[int, int]
"""Number of the ruled table on its page, and of the cell in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one line; ``size`` in points, ``cell`` where it stands in a table,
    ``column`` 1 or 2 on a page set in two."""

    text: str
    box: Box
    size: float | None = None
    font: str = ""
    bold: bool = False
    cell: CellName | None = None
    column: int = 0


_HAN = "\u3007\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A blank beside full-width punctuation never belongs there.
_PUNCTUATED = re.compile(r" +(?=[，。；：、）》」』！？”])|(?<=[，。；：、（《「『！？“]) +")
# Letter-spaced words: every Han character stands alone.
_SPACED = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
# PDFium's marks for a hyphen at a line end, and characters without a glyph or meaning.
_MARKS = {"\ufffe": "-", "\x02": "-", "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u200b": ""}
# Bullets that office programs take from the fonts Symbol and Wingdings.
_BULLETS = str.maketrans(
    dict(zip("\uf0b7\uf0a7\uf06c\uf06e\uf075\uf076\uf0d8\uf0fc", "•▪●■◆❖➢✓", strict=True))
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\uffff]")
# What a broken font map leaves: private area, replacement marks, rare scripts.
_STRANGE = re.compile(
    "[\ue000-\uf8ff\ufffd\x00-\x1f\x7f-\xa0\u0100-\u02af\u0530-\u1dff\ua000-\uabff]"
)


def tidy(text: str) -> str:
    """A line without control characters and without the blanks that only the printing needed."""
    for mark, plain in _MARKS.items():
        if mark in text:
            text = text.replace(mark, plain)
    text = _CONTROL.sub("", text).translate(_BULLETS)
    han = len(re.findall(rf"[{_HAN}]", text))
    if han >= 3 and len(_SPACED.findall(text)) >= 0.7 * (han - 1):
        text = _SPACED.sub("", text)
    return _PUNCTUATED.sub("", text)


def readable_share(text: str) -> float:
    """The share of characters that belong to a text people can read."""
    return 1.0 - len(_STRANGE.findall(text)) / len(text) if text else 0.0


def split_gaps(text: str, boxes: list[Box], em: float) -> list[tuple[int, int]]:
    """Ranges of characters between gaps of more than 1.2 em: cells of a row, or two columns."""
    cuts = [0]
    right: float | None = None
    for i, (character, box) in enumerate(zip(text, boxes, strict=True)):
        if character.isspace():
            continue
        if right is not None and box[0] - right > 1.2 * em:
            cuts.append(i)
        right = box[2]
    return list(pairwise([*cuts, len(text)]))


def split_levels(text: str, boxes: list[Box], em: float) -> list[tuple[int, int]]:
    """Ranges of characters that stand on one height each; empty where that is the whole text."""
    cuts = [0]
    level: float | None = None
    for i, (character, box) in enumerate(zip(text, boxes, strict=True)):
        if character.isspace() or box[3] <= box[1]:
            continue
        # punctuation is small and sits low: only a step larger than a line counts
        if level is not None and abs(middle(box) - level) > 1.2 * em:
            cuts.append(i)
            level = None
        level = middle(box) if level is None else (level + middle(box)) / 2
    return [] if len(cuts) == 1 else list(pairwise([*cuts, len(text)]))


def middle(box: Box) -> float:
    """The height at which a box stands."""
    return (box[1] + box[3]) / 2


def bounds(boxes: list[Box]) -> Box:
    """The smallest box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def arrange(pieces: list[Piece]) -> list[Piece]:
    """The lines of a page in reading order; in two columns the left one comes first.

    What runs over both columns parts them: above it both are read before what is below.
    """
    at = gutter(pieces)
    if at is None:
        return _one_stream(pieces)
    wide = sorted((p for p in pieces if _column(p, at) == 0), key=lambda p: p.box[1])
    found: list[Piece] = []
    above = float("-inf")
    for bar in [*_one_stream(wide), None]:
        below = float("inf") if bar is None else bar.box[1]
        for column in (1, 2):
            part = [p for p in pieces if _column(p, at) == column and above <= p.box[1] < below]
            found += [replace(line, column=column) for line in _one_stream(part)]
        if bar is not None:
            found.append(bar)
            above = bar.box[1]
    return found


def _column(piece: Piece, at: float) -> int:
    """0 over both columns, 1 left, 2 right of the gutter."""
    return 1 if piece.box[2] <= at + 2 else 2 if piece.box[0] >= at else 0


def _one_stream(pieces: list[Piece]) -> list[Piece]:
    """The lines of one column.

    PDFium follows the order in which the page was drawn. Neighbours in that order on one height are
    cells of one row and are joined; lines of which no two stand side by side are read from the top.
    """
    lines: list[Piece] = []
    for piece in pieces:
        if lines and _beside(lines[-1].box, piece.box):
            lines[-1] = _joined(lines[-1], piece)
        else:
            lines.append(piece)
    return sorted(lines, key=lambda line: line.box[1]) if _one_column(lines) else lines


def _beside(a: Box, b: Box, share: float = 0.5) -> bool:
    """Side by side, with more than this share of the lower one's height in common."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    apart = b[0] >= a[2] - 1 or b[2] <= a[0] + 1
    return apart and shared > share * min(a[3] - a[1], b[3] - b[1])


def _joined(a: Piece, b: Piece) -> Piece:
    if b.box[0] < a.box[0]:
        a, b = b, a
    em = a.size or a.box[3] - a.box[1]
    gap = b.box[0] - a.box[2]
    glue = "\t" if gap > em else " " if gap > 0.3 * em else ""
    wider = a if len(a.text) >= len(b.text) else b
    text = tidy(a.text.rstrip() + glue + b.text.lstrip())
    return replace(wider, text=text, box=bounds([a.box, b.box]), bold=a.bold and b.bold)


def _one_column(lines: list[Piece]) -> bool:
    """No two lines stand side by side."""
    ordered = sorted(lines, key=lambda line: line.box[1])
    return not any(_beside(a.box, b.box, 0.2) for a, b in pairwise(ordered))
