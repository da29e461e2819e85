"""Has pages that are pictures read in worker processes, one after the other; what is read is kept."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import DocumentError
from ingest.load import ocr
from ingest.load.ocr_pages import OcrJob
from ingest.load.scanned import OcrPage, from_plain, to_plain
from ingest.settings import Settings
from ingest.worker import ParsePool

ENGINE = "1"
"""Changes when the reading changes: results kept from before are not used then."""

GENTLY = 4
"""How many times longer a page may take that is read with low priority."""


def can_recognise(settings: Settings) -> bool:
    """Is OCR installed, and not switched off?"""
    return settings.ocr != "off" and ocr.available()


class Recogniser:
    """Reads pages of scanned files; each page once, also over an interrupted run."""

    def __init__(self, settings: Settings, *, gentle: bool = False) -> None:
        """``gentle``: gives way to everything else on the machine, and has more time for it."""
        self._folder = settings.data_dir / "ocr"
        memory = max(settings.parse_memory_mb, 4096)
        limits = {
            "parse_workers": max(1, settings.parse_workers // 2), "parse_memory_mb": memory,
            "parse_seconds": settings.parse_seconds * (GENTLY if gentle else 1),
        }  # fmt: skip
        self._pool = ParsePool(settings.model_copy(update=limits), gentle=gentle)

    def close(self) -> None:
        """Ends the worker processes."""
        self._pool.close()

    def interrupt(self) -> None:
        """Gives up the pages being read; for another thread than the one in ``read``."""
        self._pool.interrupt()

    def read(
        self,
        path: Path,
        source: str,
        kind: str,
        sha256: str,
        pages: Sequence[int],
        told: Callable[[int, int], None] = lambda done, total: None,
    ) -> tuple[dict[int, OcrPage], list[DocumentError]]:
        """The pages that could be read, and why others could not; ``told(done, total)`` as they come.

        An error that ``told`` raises ends the reading. While another process reads the same file its
        pages are awaited, not read twice.
        """
        with self._alone(sha256, pages, told):
            return self._read(path, source, kind, sha256, pages, told)

    def _read(
        self,
        path: Path,
        source: str,
        kind: str,
        sha256: str,
        pages: Sequence[int],
        told: Callable[[int, int], None],
    ) -> tuple[dict[int, OcrPage], list[DocumentError]]:
        found = {n: page for n in pages if (page := self._kept(sha256, n)) is not None}
        missing = [n for n in pages if n not in found]
        errors: list[DocumentError] = []
        told(len(found), len(pages))
        jobs = [OcrJob(path, f"{source}（第 {n} 页）", kind, n) for n in missing]
        for _, result in self._pool.map(ocr.read_page, jobs):
            if isinstance(result, DocumentError):
                errors.append(result)
            elif isinstance(result, Exception):
                raise result
            else:
                found[result.number] = result
                self._keep(sha256, result)
            told(len(found) + len(errors), len(pages))
        return found, errors

    @contextmanager
    def _alone(
        self, sha256: str, pages: Sequence[int], told: Callable[[int, int], None]
    ) -> Iterator[None]:
        """Holds the lock of one file; tells what the process before us has read so far."""
        path = self._folder / sha256[:2] / f"{sha256}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        while True:
            try:
                lock.acquire(timeout=1)
                break
            except Timeout:
                told(sum(self._file(sha256, n).is_file() for n in pages), len(pages))
        try:
            yield
        finally:
            lock.release()

    def _file(self, sha256: str, page: int) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{page}-{ENGINE}.json"

    def _kept(self, sha256: str, page: int) -> OcrPage | None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return from_plain(json.loads(self._file(sha256, page).read_text(encoding="utf-8")))
        return None

    def _keep(self, sha256: str, page: OcrPage) -> None:
        path = self._file(sha256, page.number)
        with contextlib.suppress(OSError):  # a full disk only costs the time to read it again
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_text(json.dumps(to_plain(page), ensure_ascii=False), encoding="utf-8")
            part.replace(path)


def forget(settings: Settings, sha256: str) -> None:
    """Deletes what was read of a file."""
    for path in (settings.data_dir / "ocr" / sha256[:2]).glob(f"{sha256}[-.]*"):
        with contextlib.suppress(OSError):
            path.unlink()
