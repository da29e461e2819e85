"""Pages of an OFD file that are pictures → one picture of the page, for OCR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.errors import DamagedFile, DocumentError
from ingest.load.ofd_package import Package
from ingest.load.ofd_page import Picture, read_page

# How pictures begin that can be opened; JBIG2 and the like are none of them.
_KNOWN = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
LARGEST_SIDE = 2600
"""Pixels of the longer side of the page."""

Opener = Callable[[bytes], Any]
"""Bytes of a picture file → PIL image."""


def is_known(package: Package, picture: Picture) -> bool:
    """Can the picture be opened? Told by its first bytes."""
    try:
        with package.archive.open(picture.member) as stream:
            return stream.read(4).startswith(_KNOWN)
    except Exception:  # whatever a damaged archive makes the library say
        return False


def page_picture(
    data: bytes, source: str, number: int, dpi: int, opened: Opener
) -> tuple[Any, float]:
    """The pictures of a page on white paper, and how many points a pixel measures.

    Raises:
        DocumentError: the file has no such page, or no picture on it can be opened.
    """
    from PIL import Image

    package = Package(data, source)
    sheets = package.sheets()
    if not 1 <= number <= len(sheets):
        raise DamagedFile(f"“{source}”没有第 {number} 页。")
    drawn = read_page(package, sheets[number - 1])
    scale = min(dpi / 72, LARGEST_SIDE / max(drawn.width, drawn.height))
    paper = Image.new("RGB", (round(drawn.width * scale), round(drawn.height * scale)), "white")
    failure: DocumentError | None = None
    pasted = False
    for picture in drawn.pictures:
        try:
            image = opened(package.picture(picture.member))
        except DocumentError as error:
            failure = error
            continue
        left, top, right, bottom = (round(side * scale) for side in picture.box)
        size = (min(max(right - left, 1), 6000), min(max(bottom - top, 1), 6000))
        paper.paste(image.resize(size), (left, top))
        pasted = True
    if not pasted:
        raise failure or DamagedFile(f"“{source}”第 {number} 页没有图片。")
    return paper, 1 / scale
