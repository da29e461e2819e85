"""Where the pictures of a scanned file stand: pages of a pdf, frames of a picture, pictures in a docx."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ingest.errors import DocumentError
from ingest.load.kinds import kind_of
from ingest.load.office import convert


def scan_kind(path: Path) -> str:
    """How OCR finds the pictures of a file: ``pdf``, ``ofd``, ``docx`` (every office text) or ``image``."""
    with contextlib.suppress(DocumentError, OSError):
        module = kind_of(path.read_bytes(), path.suffix.lower(), path.name).module
        return {"pdf": "pdf", "ofd": "ofd", "word": "docx"}.get(module, "image")
    return "image"


def docx_of(path: Path, source: str) -> bytes:
    """The docx that an office text is, or that LibreOffice makes of it.

    Raises:
        DocumentError: it cannot be opened or converted.
    """
    data = path.read_bytes()
    kind = kind_of(data, path.suffix.lower(), source)
    return convert(data, kind.converts, kind.module, source) if kind.converts else data
