"""Pictures of documents, alone or inside a Word package: OCR reads them, the reader's page shows them."""

from __future__ import annotations

import zipfile
from typing import Any

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp")
"""Suffixes of pictures made of pixels; drawings (emf, wmf) hold no scans."""
SMALLEST = 150_000
"""Pixels of a picture that may hold a text: half a page at 75 dots an inch. Logos and stamps are smaller."""


def picture_names(archive: zipfile.ZipFile) -> list[str]:
    """The picture files that OCR can read, in the order of their numbers (Word's own order)."""
    found = [
        name
        for name in archive.namelist()
        if name.startswith("word/media/") and name.lower().endswith(SUFFIXES)
    ]
    return sorted(found, key=lambda name: (len(name), name))


def open_picture(archive: zipfile.ZipFile, number: int) -> Any:
    """The n-th picture, from 1, as a PIL image that has not been decoded yet.

    Raises:
        IndexError: the package has no such picture.
        OSError, ValueError, zipfile.BadZipFile: it cannot be opened.
    """
    from PIL import Image

    return Image.open(archive.open(picture_names(archive)[number - 1]))


def large_pictures(archive: zipfile.ZipFile) -> list[int]:
    """Numbers of the pictures large enough to hold a text; one that cannot be opened holds none."""
    return [n for n in range(1, len(picture_names(archive)) + 1) if _pixels(archive, n) >= SMALLEST]


def _pixels(archive: zipfile.ZipFile, number: int) -> int:
    try:
        with open_picture(archive, number) as picture:
            return int(picture.width * picture.height)
    except Exception:  # whatever a damaged picture makes a decoder say
        return 0


def upright(picture: Any) -> Any:
    """As a person holds it: turned as its camera says, white paper where it is transparent.

    OCR reads it so, and the places it gives point at it so. Decodes the picture.
    """
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode not in ("RGBA", "LA", "PA") and "transparency" not in turned.info:
        return turned.convert("RGB")
    layer = turned.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")
