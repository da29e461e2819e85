"""Pictures of documents (photographs, scans as png, jpg, tif …) → RawDocument, from what OCR read."""

from __future__ import annotations

import io

from ingest.errors import DamagedFile, NoText
from ingest.load.scanned import Recognised, needs_ocr
from ingest.records import RawDocument, RawPage

MOST_FRAMES = 500
"""Frames of a tif or gif that are taken for pages."""


def load(data: bytes, source: str, recognised: Recognised | None = None) -> RawDocument:
    """Makes a document of the recognised frames; without any it asks for OCR.

    Raises:
        NeedsOcr: some frame has not been read.
        DamagedFile: the file is no picture.
        NoText: the frames hold no words.
    """
    count = _frames(data, source)
    known = recognised or {}
    unread = [n for n in range(1, count + 1) if n not in known]
    if len(unread) == count:
        raise needs_ocr(source, f"是图片（{count} 页），需要文字识别。", unread)
    pages = [known[n] for n in range(1, count + 1) if n in known]
    if not any(page.blocks for page in pages):
        raise NoText(
            f"“{source}”里没有识别到文字。", "请确认图片清晰、方向正确；可重新拍摄或扫描。"
        )
    return RawDocument(
        source=source,
        format="image",
        blocks=tuple(block for page in pages for block in page.blocks),
        pages=tuple(
            RawPage(n, "", known[n].width, known[n].height, bool(known[n].blocks), ocr=True)
            if n in known
            else RawPage(n, has_text=False)
            for n in range(1, count + 1)
        ),
        unread=tuple(unread),
    )


def _frames(data: bytes, source: str) -> int:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return min(int(getattr(picture, "n_frames", 1)), MOST_FRAMES)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DamagedFile(
            f"“{source}”作为图片无法打开。", "请用看图软件另存为 jpg 或 png 后重新添加。"
        ) from error
