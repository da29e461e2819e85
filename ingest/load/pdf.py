"""pdf → RawDocument: one block a printed line, with page, box and font, read by PDFium.

Page labels, document properties and passwords are PDFium's too: on 13 real files it gave the same
answers as pypdf. Not thread-safe; the pipeline reads in worker processes.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from ingest.errors import DamagedFile, EncryptedFile, NeedsOcr
from ingest.load.pdf_lines import (
    Piece,
    arrange,
    bounds,
    middle,
    readable_share,
    split_gaps,
    split_levels,
    tidy,
)
from ingest.records import Block, Box, RawDocument, RawPage

# Fewer visible characters than this beside a large picture do not make a page readable.
_FEW = 24
# A picture that covers this share of the page is taken for its content.
_LARGE = 0.4
# Below this share of characters that people can read, a page's text is a broken font map.
_READABLE = 0.6


def load(data: bytes, source: str) -> RawDocument:
    """Reads a pdf; see :func:`ingest.load.load` for what it raises."""
    pdf = _open(data, source)
    try:
        pages: list[RawPage] = []
        blocks: list[Block] = []
        aside: list[Block] = []
        images: list[int] = []
        broken: list[int] = []
        for index in range(len(pdf)):
            read = _page(pdf, index)
            if read is None:
                pages.append(RawPage(index + 1, has_text=False))
                broken.append(index + 1)
                continue
            page, lines, is_image = read
            pages.append(page)
            (blocks if page.has_text or not is_image else aside).extend(lines)
            if is_image:
                images.append(page.number)
        if len(broken) == len(pages):
            raise _damaged(source)
        if not any(page.has_text for page in pages):
            raise NeedsOcr(
                f"“{source}”共 {len(pages)} 页，都没有可提取的文字（扫描件或图片）。",
                "需要文字识别（OCR），后续版本提供；请先换成带文字的 PDF 或 docx。",
            )
        return RawDocument(
            source=source,
            format="pdf",
            blocks=tuple(blocks),
            pages=tuple(pages),
            furniture=tuple(aside),
            info=_info(pdf),
            warnings=(
                *_page_warning(source, images, len(pages), "是图片，未能读出文字"),
                *_page_warning(source, broken, len(pages), "已损坏，无法打开"),
            ),
        )
    finally:
        pdf.close()


def _open(data: bytes, source: str) -> Any:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile(
                f"“{source}”设有打开密码。", "请用阅读器去掉密码，另存后重新添加。"
            ) from error
        raise _damaged(source) from error
    if pages == 0:
        raise DamagedFile(f"“{source}”里没有任何页面。", "请重新下载，或用阅读器另存后再添加。")
    return pdf


def _damaged(source: str) -> DamagedFile:
    return DamagedFile(
        f"“{source}”已损坏，无法作为 PDF 打开。", "请重新下载，或用阅读器另存后再添加。"
    )


def _info(pdf: Any) -> tuple[tuple[str, str], ...]:
    found = pdf.get_metadata_dict(skip_empty=True).items()
    return tuple((key, text.replace("\x00", "").strip()) for key, text in found)


def _page_warning(source: str, pages: list[int], total: int, what: str) -> tuple[str, ...]:
    if not pages:
        return ()
    shown = "、".join(str(number) for number in pages[:20]) + ("…" if len(pages) > 20 else "")
    return (f"“{source}”共 {total} 页，其中 {len(pages)} 页{what}：第 {shown} 页。",)


def _page(pdf: Any, index: int) -> tuple[RawPage, list[Block], bool] | None:
    """One page: its record, its lines, and whether a picture hides its content; None if it is broken."""
    import pypdfium2

    try:
        page = pdf[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        pieces = _Reader(page, textpage).pieces()
        text = "".join("".join(piece.text.split()) for piece in pieces)
        garbled = bool(text) and readable_share(text) < _READABLE
        is_image = garbled or (len(text) < _FEW and _is_picture(page, width * height, bool(text)))
        lines = [] if not pieces else _blocks(arrange(pieces), index + 1)
        record = RawPage(
            number=index + 1,
            label=pdf.get_page_label(index) or "",
            width=width,
            height=height,
            has_text=bool(text) and not is_image,
        )
        return record, lines, is_image
    finally:
        textpage.close()
        page.close()


def _blocks(pieces: list[Piece], page: int) -> list[Block]:
    return [
        Block(
            kind="line",
            text=piece.text,
            page=page,
            box=piece.box,
            font_size=piece.size,
            bold=piece.bold,
            style=piece.font,
            anchor=f"l{page}.{number}",
        )
        for number, piece in enumerate(pieces, start=1)
        if piece.text.strip()
    ]


def _is_picture(page: Any, area: float, has_text: bool) -> bool:
    """A page of almost no words: does a picture, or do drawn outlines, hold its content?"""
    import pypdfium2.raw as pdfium

    shapes = 0
    for item in page.get_objects(max_depth=3):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) >= _LARGE * area or not has_text:
                return True
        shapes += item.type == pdfium.FPDF_PAGEOBJ_PATH
    return shapes > 200 or (shapes > 0 and not has_text)


class _Reader:
    """The lines of one page as PDFium segments them, with boxes from the top left corner."""

    def __init__(self, page: Any, textpage: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = textpage
        self._rotation = page.get_rotation()
        self._frame = page.get_bbox()
        self._fonts: dict[str, tuple[str, bool]] = {}

    def pieces(self) -> list[Piece]:
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
        rects = [self._box(r) for r in self._rects(first, last - first)]
        rects = [box for box in rects if box[2] > box[0] and box[3] > box[1]]
        if not rects:
            return []
        lead = first + len(text) - len(text.lstrip())
        size, font, bold = self._font(lead)
        em = size or rects[0][3] - rects[0][1]
        exact = last - first == len(text)
        if exact and len(rects) > 1 and (split := self._split(text, first, rects, em)):
            return [
                piece for a, b in split for piece in self._piece(text[a:b], first + a, first + b)
            ]
        if exact and _has_gap(rects, em):
            text = split_gaps(text, [self._char_box(i) for i in range(first, last)], em)
        return [Piece(tidy(text), bounds(rects), size, font, bold)]

    def _split(self, text: str, first: int, rects: list[Box], em: float) -> list[tuple[int, int]]:
        """Where PDFium has run two printed lines together; empty where it has not."""
        if all(abs(middle(rect) - middle(rects[0])) < 0.8 * em for rect in rects):
            return []
        boxes = [self._char_box(first + i) for i in range(len(text))]
        return split_levels(text, boxes, em)

    def _rects(self, first: int, count: int) -> list[Box]:
        total = self._text.count_rects(first, count)
        return [self._text.get_rect(index) for index in range(total)]

    def _char_box(self, index: int) -> Box:
        return self._box(self._text.get_charbox(index))

    def _box(self, rect: Box) -> Box:
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
        import ctypes

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


def _font_name(raw: bytes) -> str:
    """Office writes Chinese font names in GBK; a subset's prefix (ABCDEF+) is dropped."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return name.split("+", 1)[-1]


def _has_gap(rects: list[Box], em: float) -> bool:
    rects = sorted(rects)
    return any(b[0] - a[2] > em for a, b in pairwise(rects))
