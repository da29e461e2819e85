"""Text objects of an OFD page → runs of glyphs with boxes, and the printed pieces they make.

A writer may set a whole line as one object, or every glyph as its own; what stands beside each other
on one height is one piece, whatever the order in which it was drawn.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from ingest.load.ofd_package import Font, children, numbers
from ingest.load.pdf_aligned_lines import rows_of
from ingest.load.pdf_lines import CellName, Piece, bounds, middle, tidy
from ingest.load.pdf_rulings import RuledTable
from ingest.records import Box

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f: x' = ax + cy + e, y' = bx + dy + f."""
ABOVE, BELOW = 0.86, 0.14
"""Share of the size that a glyph stands above and below its base line."""
APART = 1.2
"""White in em beyond which glyphs of one object stand in different columns."""
BLANK = 0.25
"""White in em that parts two words in Latin letters."""
BETWEEN_DIGITS = 0.75
"""White in em that parts two numbers: simple writers set digits as far apart as Han characters."""
TWICE = 0.08
"""Steps in em by which the same words drawn again may be off; two l stand 0.2 em apart."""
SLANT = math.tan(math.radians(8))
_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z0-9%)]")
# Widths in em of letters that are not half as wide as they are high.
_NARROW, _BROAD = frozenset("iljtfrI.,;:'!|()[]"), frozenset("mwMW@%")
# White space that only the layout of the XML needs.
_LAYOUT = re.compile(r"^\s*\n\s*|\s*\n\s*$|[\r\n\t]")


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that follow each other on one line; one box a character, ``size`` in points."""

    text: str
    boxes: tuple[Box, ...]
    size: float
    font: str
    bold: bool


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does the one and then the other."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def is_upright(matrix: Matrix) -> bool:
    """Does the writing stand level or upright? What runs across a page is a watermark."""
    a, b = abs(matrix[0]), abs(matrix[1])
    return min(a, b) <= SLANT * max(a, b)


# --- one text object --------------------------------------------------------------------------


def runs_of(item: Any, matrix: Matrix, font: Font | None) -> Iterator[Run]:
    """The runs of glyphs of one text object; ``matrix`` leads from its frame to points of the page."""
    size = (numbers(item.get("Size"), 1) or (0.0,))[0]
    scale = math.hypot(matrix[2], matrix[3])
    if not 0.5 <= size * scale <= 2_000:
        return
    weight = (numbers(item.get("Weight"), 1) or (400.0,))[0]
    bold = weight >= 600 or bool(font and font.bold)
    place = (0.0, 0.0)
    for code in children(item, "TextCode"):
        place = (
            (numbers(code.get("X"), 1) or place)[0],
            (numbers(code.get("Y"), 1) or place[1:])[0],
        )
        text = _LAYOUT.sub("", "".join(code.itertext()))
        glyphs = _Glyphs(item, code, text, size)
        boxes = [_placed(box, matrix) for box in glyphs.boxes(place)]
        for first, last in _cuts(text, boxes, size * scale):
            words = text[first:last]
            if words.strip():
                name = font.name if font else ""
                yield Run(words, tuple(boxes[first:last]), round(size * scale, 1), name, bold)


class _Glyphs:
    """Where the glyphs of one TextCode stand, in the frame of their object."""

    def __init__(self, item: Any, code: Any, text: str, size: float) -> None:
        self._text, self._size = text, size
        self._steps = [list(_deltas(code.get(f"Delta{axis}"), len(text) - 1)) for axis in "XY"]
        stretch = (numbers(item.get("HScale"), 1) or (1.0,))[0]
        self._widths = [_width(c) * size * (stretch if 0.1 <= stretch <= 10 else 1) for c in text]
        self._turn = _turn(item.get("CharDirection"))
        self._down = _turn(item.get("ReadDirection")) in (1, 3)
        bare = not any(self._steps)
        room = numbers(item.get("Boundary"), 4)
        if bare and room and not item.get("CTM") and not self._down:
            # the widths are guessed: a line never leaves the boundary of its object
            share = room[2] / sum(self._widths) if self._widths and sum(self._widths) else 1.0
            if 0.2 < share < 1:
                self._widths = [width * share for width in self._widths]

    def boxes(self, place: tuple[float, float]) -> Iterator[Box]:
        x, y = place
        across, down = self._steps
        for i, width in enumerate(self._widths):
            step = across[i] if i < len(across) else None
            drop = down[i] if i < len(down) else None
            if step is not None and 0.3 * width < step <= 1.2 * width:
                width = step  # the writer knows how wide the glyph is
            yield self._box(x, y, width)
            if step is None and not down and not self._down:
                step = width
            if drop is None and self._down and not across and not down:
                drop = self._size
            x, y = x + (step or 0.0), y + (drop or 0.0)

    def _box(self, x: float, y: float, width: float) -> Box:
        """The glyph's box, turned about its origin as CharDirection says."""
        corners = [(0.0, -ABOVE * self._size), (width, BELOW * self._size)]
        for _ in range(self._turn):
            corners = [(-dy, dx) for dx, dy in corners]
        return bounds([(x + dx, y + dy, x + dx, y + dy) for dx, dy in corners])


def _turn(words: str | None) -> int:
    """Quarter turns clockwise of a direction in degrees."""
    return round((numbers(words, 1) or (0.0,))[0] / 90) % 4


def _deltas(words: str | None, count: int) -> Iterator[float]:
    """The steps between glyphs; ``g 10 3.5`` says 3.5 ten times. Never more than ``count``."""
    return islice(_steps((words or "").replace(",", " ").split()), max(count, 0))


def _steps(words: list[str]) -> Iterator[float]:
    at = 0
    while at < len(words):
        if words[at].lower() == "g" and at + 2 < len(words):
            times_, step = numbers(words[at + 1], 1), numbers(words[at + 2], 1)
            for _ in range(max(int(times_[0]), 0) if times_ else 0):
                yield step[0] if step else 0.0
            at += 3
        else:
            step = numbers(words[at], 1)
            yield step[0] if step else 0.0
            at += 1


def _width(character: str) -> float:
    """How wide a glyph usually is, in em."""
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character in _NARROW:
        return 0.3
    return 0.85 if character in _BROAD else 0.65 if character.isupper() else 0.5


def _placed(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
    return bounds([(x, y, x, y) for x, y in points])


def _cuts(text: str, boxes: Sequence[Box], em: float) -> list[tuple[int, int]]:
    """Ranges of characters that stand on one line each, without wide gaps; or one below the other."""
    cuts = [0]
    before: Box | None = None
    upright = _is_column(boxes)
    for i, (character, box) in enumerate(zip(text, boxes, strict=True)):
        if character.isspace():
            continue
        if before is not None and not upright:
            level = abs(middle(box) - middle(before)) <= 0.6 * em
            if not level or not -0.8 * em <= box[0] - before[2] <= APART * em:
                cuts.append(i)
        before = box
    return list(pairwise([*cuts, len(text)]))


def _is_column(boxes: Sequence[Box]) -> bool:
    """Is the writing set from top to bottom?"""
    return len(boxes) > 1 and all(
        abs(b[0] - a[0]) < 0.3 * (a[2] - a[0]) and b[1] > a[1] + 0.5 * (a[3] - a[1])
        for a, b in pairwise(boxes)
    )


# --- runs → pieces ----------------------------------------------------------------------------


def pieces_of(runs: Sequence[Run], tables: Sequence[RuledTable]) -> list[Piece]:
    """The printed pieces of a page from the top; inside a table no piece crosses a cell."""
    groups: dict[CellName | None, list[Piece]] = {}
    for run in runs:
        for piece in _in_cells(run, tables):
            groups.setdefault(piece.cell, []).append(piece)
    return [
        _joined(part)
        for group in groups.values()
        for row in rows_of(_unique(group))
        for part in _spaced(row.parts)
    ]


def _in_cells(run: Run, tables: Sequence[RuledTable]) -> Iterator[Piece]:
    """A run cut where it leaves a cell."""
    cells = [_cell(box, tables) for box in run.boxes] if tables else [None] * len(run.text)
    first = 0
    for i in range(1, len(cells) + 1):
        if i < len(cells) and (cells[i] == cells[first] or run.text[i].isspace()):
            continue
        text = run.text[first:i]
        if text.strip():
            box = bounds(_visible(text, run.boxes[first:i]))
            yield Piece(text, box, run.size, run.font, run.bold, cells[first])
        first = i


def _visible(text: str, boxes: Sequence[Box]) -> list[Box]:
    return [box for character, box in zip(text, boxes, strict=True) if not character.isspace()]


def _cell(box: Box, tables: Sequence[RuledTable]) -> CellName | None:
    x, y = (box[0] + box[2]) / 2, middle(box)
    for number, table in enumerate(tables):
        if (cell := table.cell_at(x, y)) is not None and table.box[1] <= y <= table.box[3]:
            return number, cell
    return None


def _unique(pieces: Sequence[Piece]) -> list[Piece]:
    """Without what is drawn twice on one place: so writers make letters look bold or shadowed."""
    seen: set[tuple[str, int, int]] = set()
    found = []
    for piece in pieces:
        em = piece.size or 1.0
        near = [
            (
                piece.text,
                round(piece.box[0] / em / TWICE) + dx,
                round(piece.box[1] / em / TWICE) + dy,
            )
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        ]
        if not any(key in seen for key in near):
            found.append(piece)
        seen.add(near[4])
    return found


def _spaced(parts: Sequence[tuple[Piece, ...]]) -> list[list[Piece]]:
    """The parts of a row; single characters evenly apart are one word (通　知)."""
    words = ["".join(p.text for p in part).strip() for part in parts]
    if len(parts) > 1 and all(len(w) == 1 and _HAN.match(w) for w in words):
        gaps = [b[0].box[0] - a[-1].box[2] for a, b in pairwise(parts)]
        em = parts[0][0].size or 1.0
        if max(gaps) - min(gaps) < 0.5 * em and max(gaps) < 3 * em:
            return [[piece for part in parts for piece in part]]
    return [list(part) for part in parts]


def _joined(part: Sequence[Piece]) -> Piece:
    """Pieces side by side as one; a blank only between Latin words that stand apart."""
    text = part[0].text
    for a, b in pairwise(part):
        em = min(a.size or 1.0, b.size or 1.0)
        digits = a.text[-1:].isdigit() and b.text[:1].isdigit()
        apart = b.box[0] - a.box[2] > (BETWEEN_DIGITS if digits else BLANK) * em
        latin = _WORD.match(a.text[-1:]) and _WORD.match(b.text[:1])
        text += (" " if apart and latin else "") + b.text
    longest = max(part, key=lambda piece: len(piece.text))
    bold = all(piece.bold for piece in part)
    box = bounds([piece.box for piece in part])
    return Piece(tidy(text).strip(), box, longest.size, longest.font, bold, part[0].cell)
