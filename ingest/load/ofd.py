"""ofd → RawDocument: what a pdf gives, from the format in which Chinese offices exchange documents.

GB/T 33190: text, lines and pictures with their places in mm on pages of a fixed layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.errors import DamagedFile, NeedsOcr, ParseLimit
from ingest.load.ofd_notes import attachments_of, notes_of, read_outline
from ingest.load.ofd_package import REMEDY, Package, Sheet
from ingest.load.ofd_page import Drawn, read_page
from ingest.load.ofd_pictures import is_known
from ingest.load.ofd_text import pieces_of
from ingest.load.pdf_cut import NO_FEET, Feet
from ingest.load.pdf_lines import Piece, readable_share
from ingest.load.pdf_outline import with_levels
from ingest.load.pdf_page import OUTSIDE, LaidOut, lay_out, page_warning
from ingest.load.pdf_rulings import RuledTable, ruled
from ingest.load.scanned import Recognised, needs_ocr
from ingest.records import Block, Box, RawDocument, RawPage

MOST_PIECES = 20_000
"""Pieces of one page; more is a drawing."""
# Fewer visible characters than this beside a large picture do not make a page readable.
_FEW = 24
# A picture that covers this share of the page is taken for its content.
_LARGE = 0.4
# Below this share of characters that people can read, a page's text is of no use.
_READABLE = 0.6
_EXPORT = "请用 OFD 阅读器导出为 PDF 后添加"


@dataclass(slots=True)
class _Found:
    """What has been read so far, and the pages that could not be."""

    blocks: list[Block] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    pages: list[RawPage] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    """Pages that are pictures which OCR can read."""
    strange: list[int] = field(default_factory=list)
    """Pages that are pictures of a kind that nothing here can open."""
    broken: list[int] = field(default_factory=list)
    foot: Feet = NO_FEET


def load(data: bytes, source: str, recognised: Recognised | None = None) -> RawDocument:
    """Reads an OFD file; see :func:`ingest.load.load` for what it raises.

    ``recognised`` holds pages that are pictures and were read by OCR.
    """
    package = Package(data, source)
    sheets = package.sheets()
    if not sheets:
        raise DamagedFile(f"“{source}”里没有任何页面。", REMEDY)
    found = _Found()
    for number, sheet in enumerate(sheets, start=1):
        _take(package, sheet, number, found, recognised or {})
    if len(found.broken) == len(sheets):
        raise DamagedFile(f"“{source}”的每一页都已损坏，无法打开。", REMEDY)
    if not any(page.has_text for page in found.pages) and (found.images or found.strange):
        raise _needs_ocr(source, found, len(sheets))
    numbers = {sheet.id: number for number, sheet in reversed(list(enumerate(sheets, start=1)))}
    found.aside += notes_of(package, numbers)
    return RawDocument(
        source=source,
        format="ofd",
        blocks=tuple(with_levels(found.blocks, read_outline(package, numbers))),
        pages=tuple(found.pages),
        furniture=tuple(found.aside),
        info=package.documents[0].info,
        warnings=_warnings(package, found, len(sheets)),
        unread=tuple(found.images),
    )


def _needs_ocr(source: str, found: _Found, total: int) -> NeedsOcr:
    reason = f"共 {total} 页，都没有可提取的文字（扫描件或图片）。"
    if found.images:
        return needs_ocr(source, reason, found.images)
    return NeedsOcr(f"“{source}”{reason}", f"图片格式无法识别，{_EXPORT}。")


def _warnings(package: Package, found: _Found, total: int) -> tuple[str, ...]:
    source = package.name
    older = f"“{source}”另有 {package.older} 个历史版本，只读取了当前版本。"
    attached = attachments_of(package)
    names = "、".join(attached[:10]) + ("…" if len(attached) > 10 else "")
    return (
        *page_warning(source, found.images, total, "是图片，未能读出文字"),
        *page_warning(source, found.strange, total, f"只有图形或无法识别的图片，{_EXPORT}"),
        *page_warning(source, found.broken, total, "已损坏，无法打开"),
        *([older] if package.older else []),
        *([f"“{source}”里嵌有附件，未读取，请另行添加：{names}。"] if attached else []),
    )


def _take(
    package: Package, sheet: Sheet, number: int, found: _Found, recognised: Recognised
) -> None:
    """Reads one page into what has been found; a broken one is noted and the others go on."""
    try:
        drawn = read_page(package, sheet)
        laid = _laid_out(drawn, number, found.foot)
    except (DamagedFile, ParseLimit):
        found.pages.append(RawPage(number, has_text=False))
        found.broken.append(number)
        found.foot = NO_FEET
        return
    found.foot = laid.foot
    found.aside += _aside(drawn, number)
    page = RawPage(number, width=drawn.width, height=drawn.height, has_text=bool(laid.text))
    blocks = laid.blocks
    if _is_image(drawn, laid.text):
        page = replace(page, has_text=False)
        if number in recognised:
            found.aside += blocks
            blocks = list(recognised[number].blocks)
            page = replace(page, has_text=bool(blocks), ocr=True)
        elif any(is_known(package, picture) for picture in drawn.pictures):
            found.images.append(number)
        else:
            found.strange.append(number)
    found.pages.append(page)
    for block in blocks:
        (found.blocks if page.has_text and block.style != OUTSIDE else found.aside).append(block)


def _laid_out(drawn: Drawn, number: int, before: Feet) -> LaidOut:
    def read(tables: Sequence[RuledTable]) -> list[Piece]:
        pieces = pieces_of(drawn.runs, tables)
        if len(pieces) > MOST_PIECES:
            raise ParseLimit(f"第 {number} 页的文字过于零散。")
        return pieces

    grids, level = ruled(drawn.strokes)
    return lay_out(read, grids, level, (number, drawn.width, drawn.height), before)


def _aside(drawn: Drawn, page: int) -> list[Block]:
    """Words that are not read out, each with the reason as its style."""
    words: Sequence[tuple[str, str]] = [
        *(("hidden", text) for text in drawn.hidden),
        *(("watermark", text) for text in drawn.slanted),
    ]
    return [Block("line", text, page=page, style=style) for style, text in words if text.strip()]


def _is_image(drawn: Drawn, text: str) -> bool:
    """Does a picture, or do drawn outlines, hold the content of a page of almost no words?"""
    if text and readable_share(text) < _READABLE:
        return True
    if len(text) >= _FEW:
        return False
    area = drawn.width * drawn.height
    large = any(_area(p.box) >= _LARGE * area for p in drawn.pictures)
    strips = sum(_area(p.box) for p in drawn.pictures) >= _LARGE * area
    if large or strips or (drawn.pictures and not text):
        return True
    return drawn.shapes > 200 or (drawn.shapes > 0 and not text)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
