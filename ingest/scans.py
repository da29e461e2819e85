"""Scans that wait in the library's queue are read here, page by page: within a call, or behind the app.

What becomes of a file whose pages have been read is decided by the pipeline, which hands its
``take_in`` over; the library is locked only in there.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import DocumentError, LibraryError
from ingest.load import recognise
from ingest.load.pictured import scan_kind
from ingest.records import FileOutcome
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.load.scanned import OcrPage
    from ingest.store.rows import Scan
    from ingest.store.store import Store

TakeIn = Callable[
    ["Scan", "Path | None", "Mapping[int, OcrPage]", "Sequence[DocumentError]"],
    "FileOutcome | None",
]
"""Stores what was read of a scan (its file, pages by number, why others could not be read); None
where the scan is no longer wanted."""

LOOK_SECONDS = 2.0
"""How often the background looks for new scans."""
RETRY_SECONDS = 5.0
"""How long it waits when the library cannot be written; pages already read are kept."""


class NotWanted(Exception):
    """The scan was removed, or other bytes took its name, while it was being read."""


class Stopped(Exception):
    """The program is closing; the scan stays in the queue."""


class ScanReader:
    """Reads scans of one library, one after the other. Use it from one thread."""

    def __init__(
        self, store: Store, settings: Settings, take_in: TakeIn, *, gentle: bool = False
    ) -> None:
        """``gentle``: people work on this machine meanwhile."""
        self.store = store
        self._settings = settings
        self._gentle = gentle
        self._take_in = take_in
        self._recogniser: recognise.Recogniser | None = None
        self._stopped = threading.Event()

    def read(
        self, scan: Scan, told: Callable[[int, int], None] = lambda done, total: None
    ) -> FileOutcome | None:
        """Has the pages read that are still missing, and the file taken in.

        Args:
            scan: from the queue of the library.
            told: called with (pages read, pages in all) as they come.

        Returns:
            What became of the file; None where it is no longer wanted.

        Raises:
            Stopped: ``stop`` was called.
            LibraryLocked: another process is writing; nothing is lost, the scan still waits.
        """

        def step(done: int, total: int) -> None:
            if self._stopped.is_set():
                raise Stopped
            if not self.store.scans.note(scan, done):
                raise NotWanted
            told(done, total)

        path = self.store.scans.path(scan)
        if path is None:
            return self._take_in(scan, None, {}, [_gone(scan)])
        try:
            with scanned_file(scan, path) as file:
                found, errors = self._engine().read(
                    file, scan.source, scan_kind(file), scan.sha256, scan.pages, step
                )
            return self._take_in(scan, path, found, errors)
        except NotWanted:
            self._forget(scan)
            return None

    def fail(self, scan: Scan, error: Exception) -> None:
        """Lists a scan as failed by a mistake in the program, so that the next one gets its turn."""
        failure = DocumentError(
            f"“{scan.source}”识别时程序出错：{error}。",
            "这是程序的缺陷，请把文件和这条信息反馈给开发者；重新添加会再试一次。",
        )
        self._take_in(scan, None, {}, [failure])

    def stop(self) -> None:
        """Makes ``read`` end soon, in whatever thread it runs."""
        self._stopped.set()
        if (recogniser := self._recogniser) is not None:
            recogniser.interrupt()

    def close(self) -> None:
        """Ends the worker processes; they start again when they are needed."""
        if self._recogniser is not None:
            self._recogniser.close()
            self._recogniser = None

    def _engine(self) -> recognise.Recogniser:
        if self._recogniser is None:
            self._recogniser = recognise.Recogniser(self._settings, gentle=self._gentle)
        return self._recogniser

    def _forget(self, scan: Scan) -> None:
        if all(outcome.sha256 != scan.sha256 for outcome in self.store.outcomes()):
            recognise.forget(self._settings, scan.sha256)


class Background:
    """Reads whatever waits in the queue in a thread of its own, until it is stopped."""

    def __init__(self, reader: ScanReader) -> None:
        self._reader = reader
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scans", daemon=True)

    def start(self) -> None:
        """Begins with what an earlier run has left."""
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Ends the thread; the page being read is given up, all read before are kept."""
        self._stopping.set()
        self._reader.stop()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                waiting = self._reader.store.scans.waiting()
                if waiting:
                    self._read(waiting[0])
                else:
                    self._reader.close()
                    self._stopping.wait(LOOK_SECONDS)
            except Stopped:
                break
            except (LibraryError, OSError):  # locked, or the disk is full: the queue waits
                self._stopping.wait(RETRY_SECONDS)
        self._reader.close()

    def _read(self, scan: Scan) -> None:
        """One scan. A mistake in the program costs this scan, not those behind it."""
        try:
            self._reader.read(scan)
        except (Stopped, LibraryError):
            raise
        except Exception as error:
            traceback.print_exc()
            self._reader.fail(scan, error)


@contextmanager
def scanned_file(scan: Scan, kept: Path | None) -> Iterator[Path]:
    """A scan's bytes under a name with its suffix, by which a loader is chosen."""
    with tempfile.TemporaryDirectory(prefix="edu-policy-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"scan{scan.suffix}"
        if kept is not None:
            shutil.copyfile(kept, path)
        yield path


def _gone(scan: Scan) -> DocumentError:
    return DocumentError(
        f"“{scan.source}”的原件已不在数据文件夹里，无法识别。", "请重新添加这个文件。"
    )
