"""Pages of stored files as pictures: drawn in a worker process, kept on disk."""

from __future__ import annotations

import contextlib
import io
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import DamagedFile, DocumentError
from ingest.pictures import open_picture, upright
from ingest.settings import Settings
from ingest.worker import ParsePool

WIDTH = 1400
"""Pixels of a page's picture: sharp at 200% on an office screen."""
KEPT = 600
"""Pictures kept on disk; the oldest go first."""
LARGEST = 60_000_000
"""Pixels of a picture file beyond which it is not decoded."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to draw; ``source`` names it in messages. Pages count from 1."""

    path: Path
    source: str
    kind: str
    page: int
    width: int = WIDTH


def draw(job: PageJob) -> bytes:
    """The page as a PNG; called in a worker process.

    Raises:
        DamagedFile: the file cannot be opened, or has no such page.
    """
    try:
        picture = DRAWN[job.kind](job)
    except DocumentError:
        raise
    except Exception as error:  # whatever a damaged file makes a library say
        raise DamagedFile(f"“{job.source}”第 {job.page} 页无法显示：{error}。") from error
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "PNG", optimize=False, compress_level=4)
    return stream.getvalue()


def _pdf_page(job: PageJob) -> Any:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(job.path)
    try:
        if not 1 <= job.page <= len(pdf):
            raise DamagedFile(f"“{job.source}”没有第 {job.page} 页。")
        page = pdf[job.page - 1]
        width, height = page.get_size()
        scale = min(job.width / max(width, 1.0), 4.0, 6000 / max(height, 1.0))
        return page.render(scale=scale).to_pil()
    finally:
        pdf.close()


def _frame(job: PageJob) -> Any:
    from PIL import Image

    picture = Image.open(job.path)
    if not 1 <= job.page <= getattr(picture, "n_frames", 1):
        raise DamagedFile(f"“{job.source}”没有第 {job.page} 页。")
    picture.seek(job.page - 1)
    return _shown(picture, job)


def _inside(job: PageJob) -> Any:
    """The n-th picture of a Word file."""
    with zipfile.ZipFile(job.path) as package:
        return _shown(open_picture(package, job.page), job)


def _shown(picture: Any, job: PageJob) -> Any:
    """As it was read (the boxes point at it so), and not too large."""
    if picture.width * picture.height > LARGEST:
        raise DamagedFile(f"“{job.source}”的图片过大，无法显示。")
    page = upright(picture)
    page.thumbnail((job.width, 6000))
    return page


DRAWN = {"pdf": _pdf_page, "image": _frame, "docx": _inside}
"""``PageJob.kind`` → how such a page is drawn."""


class PageImages:
    """Draws each page once. May be asked from any thread; drawing happens one page at a time."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data_dir / "page_images"
        self._settings = settings.model_copy(update={"parse_workers": 1})
        self._lock = threading.Lock()
        self._pool: ParsePool | None = None

    def close(self) -> None:
        """Ends the worker process."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def png(self, job: PageJob) -> bytes:
        """The picture of a page.

        Raises:
            DocumentError: it cannot be drawn; the reason says why.
        """
        kept = self._folder / f"{job.path.name}-{job.page}-{job.width}.png"
        with contextlib.suppress(OSError):
            return kept.read_bytes()
        with self._lock:
            with contextlib.suppress(OSError):
                return kept.read_bytes()
            if self._pool is None:
                self._pool = ParsePool(self._settings)
            (result,) = [found for _, found in self._pool.map(draw, [job])]
            if isinstance(result, DocumentError):
                raise result
            self._keep(kept, result)
            return bytes(result)

    def _keep(self, path: Path, picture: bytes) -> None:
        """Writes a picture; a full or read-only disk only costs the time to draw it again."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(picture)
            part.replace(path)
            kept = sorted(self._folder.glob("*.png"), key=lambda p: p.stat().st_mtime)
            for old in kept[:-KEPT]:
                old.unlink(missing_ok=True)
