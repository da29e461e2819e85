"""Pages that are pictures → printed lines and ruled tables, by RapidOCR where the ``ocr`` extra is installed.

Works offline: the models lie in the package. A page tilted by some degrees or turned by 90 or 180 is
set upright first; boxes always point at the page as it is shown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

from ingest.errors import NeedsOcr
from ingest.load.ocr_pages import DPI, LONGEST, OcrJob, page_of
from ingest.load.pdf_lines import Piece, bounds, middle
from ingest.load.pdf_rulings import Line, RuledTable, tables_of
from ingest.load.pdf_tables import page_blocks
from ingest.load.scanned import REMEDY, OcrPage
from ingest.records import Block, Box

SURE = 0.5
"""Lines read with less confidence are noise."""
TILTED = 0.35
"""Degrees from which a page is set upright."""
THREADS = 2

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}，。；：、）》”]) +(?=[{_HAN}（《“])")
# Marks that stand for full-width ones beside Han characters; digits and letters are never touched.
_WIDE = (
    (re.compile(rf"(?<=[{_HAN}）》”%]),(?=[{_HAN}（《“\d]|$)"), "，"),
    (re.compile(rf"(?<=[{_HAN}）》”]):"), "："),
    (re.compile(rf"(?<=[{_HAN}）》”\d%]);"), "；"),
    (re.compile(rf"\((?=[^()]*[{_HAN}])([^()]*)\)"), r"（\1）"),
    (re.compile(r"（([^（）()]*)\)"), r"（\1）"),
    (re.compile(r"\(([^（）()]*)）"), r"（\1）"),
    (re.compile(r"^\(([一二三四五六七八九十]{1,3})\)"), r"（\1）"),
)


def available() -> bool:
    """Is the extra installed?"""
    return find_spec("rapidocr") is not None and find_spec("cv2") is not None


def read_page(job: OcrJob) -> OcrPage:
    """Reads one page; called in a worker process.

    Raises:
        NeedsOcr: the extra is not installed.
        DamagedFile: the picture cannot be opened.
        ParseLimit: it is too large.
    """
    if not available():
        raise NeedsOcr(f"“{job.source}”第 {job.page} 页是图片，需要文字识别。", REMEDY)
    image, points = page_of(job)
    return read_picture(image, job.page, points)


def read_picture(image: Any, number: int, points: float | None = None) -> OcrPage:
    """Reads a PIL picture as page ``number``; ``points`` is how many of them a pixel measures."""
    import numpy as np

    shown = image.size
    longest = max(shown)
    if longest > LONGEST:
        share = LONGEST / longest
        image = image.resize((round(shown[0] * share), round(shown[1] * share)))
    scale = (72 / DPI if points is None else points) * shown[0] / image.size[0]
    page = np.asarray(image.convert("RGB"))
    turn, words = _upright(page)
    height, width = page.shape[:2]
    turned = np.ascontiguousarray(np.rot90(page, turn // 90))
    tilt = _tilt(words)
    if abs(tilt) >= TILTED:
        turned = _rotated(turned, tilt)
        words = _recognised(turned)
    back = _Back(width * scale, height * scale, turn, tilt if abs(tilt) >= TILTED else 0.0)
    tables = tables_of(*_rulings(turned, scale))
    pieces = [_in_cell(piece, tables) for piece in _pieces(_sure(words), scale)]
    blocks = page_blocks(_level_sizes(pieces), tables, number)
    return OcrPage(
        number, width * scale, height * scale, tuple(_placed(block, back) for block in blocks)
    )


# --- recognition ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Word:
    """A recognised line: its four corners in pixels, clockwise from the top left of the writing."""

    text: str
    corners: tuple[tuple[float, float], ...]
    score: float

    @property
    def box(self) -> Box:
        xs, ys = zip(*self.corners, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))

    @property
    def stands(self) -> bool:
        """Is the line set from top to bottom?"""
        return self.box[3] - self.box[1] > 1.6 * (self.box[2] - self.box[0])

    @property
    def length(self) -> float:
        """Of its longer side."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what is read badly still tells how the page lies
            "Global.max_side_len": LONGEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )


def _recognised(page: Any) -> list[_Word]:
    result = _engine()(page, use_det=True, use_cls=False, use_rec=True)
    if result is None or result.boxes is None:
        return []
    return [
        _Word(text, tuple((float(x), float(y)) for x, y in corners), float(score))
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]


def _sure(words: Sequence[_Word]) -> list[_Word]:
    return [word for word in words if word.score >= SURE]


def _upright(page: Any) -> tuple[int, list[_Word]]:
    """By how many degrees (counter-clockwise) the page must be turned to be read, and its words."""
    import numpy as np

    words = _recognised(page)
    standing = sum(w.length for w in words if w.stands)
    if standing > 0.5 * sum(w.length for w in words):
        page = np.ascontiguousarray(np.rot90(page, 1))
        words = _recognised(page)
        return (270, _turned_words(page)) if _upside_down(page, words) else (90, words)
    if _upside_down(page, words):
        return 180, _turned_words(page)
    return 0, words


def _turned_words(page: Any) -> list[_Word]:
    import numpy as np

    return _recognised(np.ascontiguousarray(np.rot90(page, 2)))


def _upside_down(page: Any, words: Sequence[_Word]) -> bool:
    """Do the longest lines read better turned by 180 degrees?"""
    import numpy as np

    votes = 0
    longest = sorted(words, key=lambda w: w.box[2] - w.box[0], reverse=True)[:5]
    for word in longest:
        left, top, right, bottom = (round(v) for v in word.box)
        cut = page[max(top, 0) : bottom, max(left, 0) : right]
        if min(cut.shape[:2]) < 8:
            continue
        plain = _score(cut)
        votes += 1 if _score(np.ascontiguousarray(np.rot90(cut, 2))) > plain + 0.05 else -1
    return votes > 0


def _score(cut: Any) -> float:
    result = _engine()(cut, use_det=False, use_cls=False, use_rec=True)
    return float(result.scores[0]) if result.scores else 0.0


def _tilt(words: Sequence[_Word]) -> float:
    """Degrees by which the lines rise (negative) or fall to the right, by the longest of them."""
    lengths = sorted(words, key=lambda w: w.box[2] - w.box[0], reverse=True)[:25]
    angles = []
    for word in lengths:
        (x0, y0), (x1, y1), *_ = word.corners
        if x1 - x0 > 8 * max(word.corners[3][1] - y0, 1):
            angles.append(math.degrees(math.atan2(y1 - y0, x1 - x0)))
    return median(angles) if len(angles) >= 3 else 0.0


def _rotated(page: Any, degrees: float) -> Any:
    import cv2

    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255))


def _rulings(page: Any, scale: float) -> tuple[list[Line], list[Line]]:
    """Long straight dark lines of the picture, in points: ``scale`` of them to a pixel."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12
    )
    height, width = grey.shape
    found: list[list[Line]] = []
    for size in ((max(width // 28, 40), 1), (1, max(width // 40, 32))):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        strokes = cv2.dilate(strokes, np.ones((3, 3), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        lines = []
        for x, y, w, h, _ in stats[1 : min(count, 4000)].tolist():
            if size[1] == 1 and h <= max(14, height // 120):
                lines.append(Line((y + h / 2) * scale, x * scale, (x + w) * scale))
            elif size[0] == 1 and w <= max(14, width // 90):
                lines.append(Line((x + w / 2) * scale, y * scale, (y + h) * scale))
        found.append(lines)
    return found[0], found[1]


# --- words → pieces ---------------------------------------------------------------------------


def _pieces(words: Sequence[_Word], scale: float) -> list[Piece]:
    """Lines from the top; those on one height from the left, as neighbours are joined in this order.

    In points, ``scale`` of them to a pixel.
    """
    pieces = []
    for word in words:
        left, top, right, bottom = (v * scale for v in word.box)
        pieces.append(Piece(_mended(word.text), (left, top, right, bottom), bottom - top))
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: middle(p.box)):
        if rows and middle(piece.box) - middle(rows[-1][0].box) < 0.5 * (piece.size or 0.0):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda p: p.box[0])]


def _mended(text: str) -> str:
    """Marks beside Han characters in full width, stray blanks between Han out; digits as read."""
    text = _BETWEEN_HAN.sub("", text.strip())
    for pattern, wide in _WIDE:
        text = pattern.sub(wide, text)
    return text


def _in_cell(piece: Piece, tables: Sequence[RuledTable]) -> Piece:
    x, y = (piece.box[0] + piece.box[2]) / 2, middle(piece.box)
    for number, table in enumerate(tables):
        if (cell := table.cell_at(x, y)) is not None:
            return replace(piece, cell=(number, cell))
    return piece


def _level_sizes(pieces: Sequence[Piece]) -> list[Piece]:
    """Heights vary from line to line: those near the common one are made equal to it."""
    sizes = [p.size for p in pieces if p.size and len(p.text) >= 6]
    if not sizes:
        return list(pieces)
    common = median(sizes)
    return [
        replace(p, size=common) if p.size and 0.72 <= p.size / common <= 1.28 else p for p in pieces
    ]


# --- back to the page as shown ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Back:
    """From the upright picture to the page as shown, in points; turn and tilt in degrees."""

    width: float
    height: float
    turn: int
    tilt: float

    def box(self, box: Box) -> Box:
        left, top, right, bottom = box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        xs, ys = zip(*(self._point(x, y) for x, y in corners), strict=True)
        return bounds([(min(xs), min(ys), max(xs), max(ys))])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        flat = self.turn in (0, 180)
        width, height = (self.width, self.height) if flat else (self.height, self.width)
        if self.tilt:
            angle = math.radians(self.tilt)
            dx, dy = x - width / 2, y - height / 2
            x = width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
            y = height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        if self.turn == 90:  # the page was turned counter-clockwise to be read
            return self.width - y, x
        if self.turn == 180:
            return self.width - x, self.height - y
        if self.turn == 270:
            return y, self.height - x
        return x, y


def _placed(block: Block, back: _Back) -> Block:
    def place(box: Box | None) -> Box | None:
        return None if box is None else back.box(box)

    cells = tuple(replace(cell, box=place(cell.box)) for cell in block.cells)
    size = None if block.font_size is None else round(block.font_size, 1)
    return replace(block, box=place(block.box), cells=cells, font_size=size, style="ocr")
