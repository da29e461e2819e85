"""pdf → RawDocument: one block a printed line or ruled table, with page, box and font, read by PDFium.

Page labels, document properties and passwords are PDFium's too: on 13 real files it gave the same
answers as pypdf. Not thread-safe; the pipeline reads in worker processes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.errors import DamagedFile, EncryptedFile
from ingest.load.pdf_cut import NO_FEET, Feet
from ingest.load.pdf_lines import readable_share
from ingest.load.pdf_outline import read_outline, with_levels
from ingest.load.pdf_page import OUTSIDE, lay_out, page_warning
from ingest.load.pdf_rulings import find_grids
from ingest.load.pdf_text import PageText
from ingest.load.scanned import Recognised, needs_ocr
from ingest.records import Block, RawDocument, RawPage

# Fewer visible characters than this beside a large picture do not make a page readable.
_FEW = 24
# A picture that covers this share of the page is taken for its content.
_LARGE = 0.4
# Below this share of characters that people can read, a page's text is a broken font map.
_READABLE = 0.6


def load(data: bytes, source: str, recognised: Recognised | None = None) -> RawDocument:
    """Reads a pdf; see :func:`ingest.load.load` for what it raises.

    ``recognised`` holds pages that are pictures and were read by OCR.
    """
    known = recognised or {}
    pdf = _open(data, source)
    try:
        pages: list[RawPage] = []
        blocks: list[Block] = []
        aside: list[Block] = []
        images: list[int] = []
        broken: list[int] = []
        foot = NO_FEET
        for index in range(len(pdf)):
            read = _page(pdf, index, foot)
            if read is None:
                pages.append(RawPage(index + 1, has_text=False))
                broken.append(index + 1)
                continue
            page, found, is_image, foot = read
            if is_image and page.number in known:
                aside.extend(found)
                found, is_image = list(known[page.number].blocks), False
                page = replace(page, has_text=bool(found), ocr=True)
            pages.append(page)
            for block in found:
                hidden = not (page.has_text or not is_image)
                (aside if hidden or block.style == OUTSIDE else blocks).append(block)
            if is_image:
                images.append(page.number)
        if len(broken) == len(pages):
            raise _damaged(source)
        if images and not any(page.has_text for page in pages):
            reason = f"共 {len(pages)} 页，都没有可提取的文字（扫描件或图片）。"
            raise needs_ocr(source, reason, images)
        return RawDocument(
            source=source,
            format="pdf",
            blocks=tuple(with_levels(blocks, read_outline(pdf))),
            pages=tuple(pages),
            furniture=tuple(aside),
            info=_info(pdf),
            warnings=(
                *page_warning(source, images, len(pages), "是图片，未能读出文字"),
                *page_warning(source, broken, len(pages), "已损坏，无法打开"),
            ),
            unread=tuple(images),
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


def _page(pdf: Any, index: int, before: Feet) -> tuple[RawPage, list[Block], bool, Feet] | None:
    """One page: its record, its blocks, whether a picture hides its content, and the tables at its foot
    (``before``: at that of the page before); None if it is broken."""
    import pypdfium2

    try:
        page = pdf[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        words = PageText(page, textpage)
        grids, level = find_grids(page, words.place)
        laid = lay_out(words.pieces, grids, level, (index + 1, width, height), before)
        text = laid.text
        garbled = bool(text) and readable_share(text) < _READABLE
        is_image = garbled or (len(text) < _FEW and _is_picture(page, width * height, bool(text)))
        record = RawPage(
            number=index + 1,
            label=pdf.get_page_label(index) or "",
            width=width,
            height=height,
            has_text=bool(text) and not is_image,
        )
        return record, laid.blocks, is_image, laid.foot
    finally:
        textpage.close()
        page.close()


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
