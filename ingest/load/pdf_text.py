"""The words of one pdf page as PDFium segments them: lines with box and font, cut where cells end."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ingest.load.pdf_lines import CellName, Piece, bounds, middle, split_gaps, split_levels, tidy
from ingest.load.pdf_rulings import RuledTable
from ingest.records import Box

_QUOTES = re.compile("[“”‘’]")


class PageText:
    """The lines of one page as PDFium segments them, with boxes from the top left corner."""

    def __init__(self, page: Any, textpage: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = textpage
        self._tables: Sequence[RuledTable] = ()
        self._rotation = page.get_rotation()
        self._frame = page.get_bbox()
        self._corners = tuple(ctypes.c_double() for _ in range(4))

    def pieces(self, tables: Sequence[RuledTable] = ()) -> list[Piece]:
        """The lines in the order of the file; inside a table no piece crosses a cell."""
        self._tables = tables
        count = self._text.count_chars()
        if count <= 0:
            return []
        text = self._text.get_text_range(0, count, errors="replace")
        found: list[Piece] = []
        start = 0
        straight = len(text) == count
        for line in text.split("\n"):
            if body := line.rstrip("\r"):
                first, last = start, start + len(body)
                if not straight:
                    first, last = self._index(text, first), self._index(text, last - 1) + 1
                found += self._piece(body, first, last)
            start += len(line) + 1
        return found

    def _index(self, text: str, position: int) -> int:
        """The character index of a text position; PDFium counts UTF-16 units and skips some."""
        units = len(text[:position].encode("utf-16-le")) // 2
        return max(int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, units)), 0)

    def _piece(self, text: str, first: int, last: int) -> list[Piece]:
        if last <= first or not text.strip():
            return []
        rects = self._rects(first, last - first)
        if not rects:
            return []
        exact = last - first == len(text)
        if not any(_touches(box, table.box) for table in self._tables for box in rects):
            return self._line(text, first, last, rects)
        if not exact:
            cell = self._cell(bounds(rects))
            return [replace(piece, cell=cell) for piece in self._line(text, first, last, rects)]
        return [
            replace(piece, cell=cell)
            for a, b, cell in self._cuts(text, first)
            for piece in self._whole(text[a:b], first + a, first + b)
        ]

    def _whole(self, text: str, first: int, last: int) -> list[Piece]:
        rects = self._rects(first, last - first)
        return self._line(text, first, last, rects) if rects and text.strip() else []

    def _line(self, text: str, first: int, last: int, rects: list[Box]) -> list[Piece]:
        lead = first + len(text) - len(text.lstrip())
        size, font, bold = self._font(lead)
        em = size or rects[0][3] - rects[0][1]
        exact = last - first == len(text)
        if exact and len(rects) > 1 and (split := self._split(text, first, rects, em)):
            return [
                piece for a, b in split for piece in self._whole(text[a:b], first + a, first + b)
            ]
        if exact and _has_gap(rects, em):
            parts = split_gaps(text, [self._char_box(i) for i in range(first, last)], em)
            if len(parts) > 1:
                return [p for a, b in parts for p in self._whole(text[a:b], first + a, first + b)]
        if exact and _QUOTES.search(text):
            text = self._in_place(text, first, em)
        return [Piece(tidy(text).strip(), bounds(rects), size, font, bold)]

    def _in_place(self, text: str, first: int, em: float) -> str:
        """The characters of a line from left to right where quotation marks stand behind it.

        Some writers (LibreOffice) draw marks of another font after the words between them; PDFium
        then leaves blanks in their places.
        """
        lefts = [self._char_box(first + i)[0] for i in range(len(text))]
        furthest, late = 0.0, set()
        for i, character in enumerate(text):
            if _QUOTES.match(character) and lefts[i] < furthest - em:
                late.add(i)
            elif not character.isspace():
                furthest = max(furthest, lefts[i])
        if not late:
            return text
        order = sorted(range(len(text)), key=lefts.__getitem__)
        beside = {
            order[n + step]
            for n in range(1, len(order) - 1)
            if order[n] in late
            for step in (-1, 1)
        }
        return "".join(text[i] for i in order if not (text[i].isspace() and i in beside))

    def _cuts(self, text: str, first: int) -> list[tuple[int, int, CellName | None]]:
        """Ranges of characters that stand in one cell each, or outside all."""
        cuts: list[tuple[int, int, CellName | None]] = []
        for i, character in enumerate(text):
            if character.isspace():
                continue
            cell = self._cell(self._char_box(first + i))
            if cuts and cuts[-1][2] == cell:
                cuts[-1] = (cuts[-1][0], i + 1, cell)
            else:
                cuts.append((i, i + 1, cell))
        return cuts

    def _cell(self, box: Box) -> CellName | None:
        x, y = (box[0] + box[2]) / 2, middle(box)
        for number, table in enumerate(self._tables):
            if (cell := table.cell_at(x, y)) is not None:
                return number, cell
        return None

    def _split(self, text: str, first: int, rects: list[Box], em: float) -> list[tuple[int, int]]:
        """Where PDFium has run two printed lines together; empty where it has not."""
        heights = [top + bottom for _, top, _, bottom in rects]
        if max(heights) - min(heights) < 1.6 * em:
            return []
        boxes = [self._char_box(first + i) for i in range(len(text))]
        return split_levels(text, boxes, em)

    def _rects(self, first: int, count: int) -> list[Box]:
        """The boxes of a run of characters, empty ones left out.

        A page may have a thousand: the raw call into one buffer takes a third of the helper's time.
        """
        found: list[Box] = []
        left, top, right, bottom = self._corners
        refs = [ctypes.byref(corner) for corner in self._corners]
        read, page = self._pdfium.FPDFText_GetRect, self._text
        for index in range(page.count_rects(first, count)):
            read(page, index, *refs)
            box = (left.value, bottom.value, right.value, top.value)
            if box[2] > box[0] and box[3] > box[1]:
                found.append(box)
        if self._rotation == 0:
            x, y = self._frame[0], self._frame[3]
            return [(a - x, y - d, c - x, y - b) for a, b, c, d in found]
        return [self.place(box) for box in found]

    def _char_box(self, index: int) -> Box:
        return self.place(self._text.get_charbox(index))

    def place(self, rect: Box) -> Box:
        """From PDF space (left, bottom, right, top) to the page as shown, origin top left."""
        left, bottom, right, top = self._frame
        a, b, c, d = rect[0] - left, rect[1] - bottom, rect[2] - left, rect[3] - bottom
        width, height = right - left, top - bottom
        if self._rotation == 90:
            return (b, a, d, c)
        if self._rotation == 180:
            return (width - c, b, width - a, d)
        if self._rotation == 270:
            return (height - d, width - c, height - b, width - a)
        return (a, height - d, c, height - b)

    def _font(self, index: int) -> tuple[float | None, str, bool]:
        raw, page = self._pdfium, self._text
        matrix = raw.FS_MATRIX()
        scale = 1.0
        if raw.FPDFText_GetMatrix(page, index, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(page, index) * scale
        flags = ctypes.c_int()
        buffer = ctypes.create_string_buffer(128)
        length = raw.FPDFText_GetFontInfo(page, index, buffer, 128, flags)
        name = _font_name(buffer.raw[: max(min(length, 128) - 1, 0)])
        heavy = "bold" in name.lower() or raw.FPDFText_GetFontWeight(page, index) >= 600
        return (round(size, 1) if size > 0.5 else None), name, heavy


def _touches(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _font_name(raw: bytes) -> str:
    """Office writes Chinese font names in GBK; a subset's prefix (ABCDEF+) is dropped."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return name.split("+", 1)[-1]


def _has_gap(rects: list[Box], em: float) -> bool:
    rects = sorted(rects)
    return max([b[0] - a[2] for a, b in pairwise(rects)], default=0.0) > em
