"""One page to be read by OCR, as a picture: drawn from a pdf or ofd, a picture file, a picture in a docx."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import DamagedFile, ParseLimit
from ingest.load.ofd_pictures import page_picture
from ingest.load.pictured import docx_of
from ingest.load.word_package import picture
from ingest.pictures import upright

DPI = 200
"""Dots an inch at which a page of a pdf is read: smaller print needs it, more only costs time."""
LONGEST = 2600
"""Pixels of the longer side beyond which a picture is reduced."""
LARGEST = 120_000_000
"""Pixels of a picture file beyond which it is not decoded."""


@dataclass(frozen=True, slots=True)
class OcrJob:
    """One page to read: of a pdf or ofd (``kind``), a picture file (image) or the n-th picture in a docx."""

    path: Path
    source: str
    kind: str
    page: int


def _pdf_picture(job: OcrJob) -> tuple[Any, float]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(job.path)
        page = pdf[job.page - 1]
        scale = min(DPI / 72, LONGEST / max(page.get_size()))
        return page.render(scale=scale).to_pil().convert("RGB"), 1 / scale
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise DamagedFile(f"“{job.source}”第 {job.page} 页无法打开。") from error


def _file_picture(job: OcrJob) -> tuple[Any, float | None]:
    return open_picture(job.path.read_bytes(), job.source, job.page), None


def _docx_picture(job: OcrJob) -> tuple[Any, float | None]:
    data = picture(docx_of(job.path, job.source), job.source, job.page)
    return open_picture(data, job.source, 1), None


def _ofd_picture(job: OcrJob) -> tuple[Any, float]:
    def opened(data: bytes) -> Any:
        return open_picture(data, job.source, 1)

    return page_picture(job.path.read_bytes(), job.source, job.page, DPI, opened)


_PAGES = {
    "pdf": _pdf_picture,
    "ofd": _ofd_picture,
    "image": _file_picture,
    "docx": _docx_picture,
}


def page_of(job: OcrJob) -> tuple[Any, float | None]:
    """The page as a PIL image, and how many points a pixel measures where that is known.

    Raises:
        DamagedFile: it cannot be opened.
        ParseLimit: it has too many pixels.
    """
    return _PAGES[job.kind](job)


def open_picture(data: bytes, source: str, frame: int) -> Any:
    """A frame of a picture file as a PIL image; photographs are turned as their camera says.

    Raises:
        DamagedFile: it cannot be opened.
        ParseLimit: it has too many pixels.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > LARGEST:
            raise ParseLimit(
                f"“{source}”有 {picture.width}×{picture.height} 像素，过大。", "请缩小后重新添加。"
            )
        picture.seek(frame - 1)
        return upright(picture)
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError) as error:
        raise DamagedFile(
            f"“{source}”作为图片无法打开。", "请用看图软件另存后重新添加。"
        ) from error
    except Image.DecompressionBombError as error:
        raise ParseLimit(f"“{source}”的像素过多。", "请缩小后重新添加。") from error
