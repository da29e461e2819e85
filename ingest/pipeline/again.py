"""Reads documents anew from the files that were kept, with today's program."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.discover import Found
from ingest.pipeline.changes import open_store
from ingest.pipeline.run import Progress, Run, Stopped, take_in_all
from ingest.records import FileOutcome, IngestReport
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument
    from ingest.store.store import Store


def read_again(
    settings: Settings,
    identities: Collection[str] | None = None,
    *,
    progress: Progress | None = None,
    stopped: Stopped = lambda: False,
) -> IngestReport:
    """Reads documents anew from the files that were kept, with today's program; what people said and
    wrote of them stays, as with a new version. None: all of them.

    Raises:
        LibraryLocked: another process is writing.
    """
    began = time.monotonic()
    outcomes: tuple[FileOutcome, ...] = ()
    with open_store(settings) as store:
        wanted = [d for d in store.documents() if identities is None or d.id in identities]
        for sample in (False, True):
            some = [d for d in wanted if d.sample is sample]
            with kept_files(store, settings, some) as files:
                run = Run(store, settings, progress, len(wanted), None, sample, True, False)
                run.done, run.stopped, run.gentle = len(outcomes), stopped, True
                outcomes += take_in_all(run, Found(files)).outcomes
    return IngestReport(outcomes, time.monotonic() - began)


@contextmanager
def kept_files(
    store: Store, settings: Settings, documents: Iterable[StoredDocument]
) -> Iterator[tuple[tuple[Path, str], ...]]:
    """The originals of documents as files that can be read, with the names they were added under;
    those whose original was not kept are left out."""
    where = settings.data_dir
    with tempfile.TemporaryDirectory(
        prefix="reading-again-", dir=where, ignore_cleanup_errors=True
    ) as folder:
        files = []
        for number, document in enumerate(documents):
            kept = store.original_path(document.id)
            if kept is not None:
                path = Path(folder) / f"{number}{Path(document.source).suffix}"
                _link(kept, path)
                files.append((path, document.source))
        yield tuple(files)


def _link(kept: Path, path: Path) -> None:
    """The same file under another name; a copy where the disk knows no links."""
    try:
        os.link(kept, path)
    except OSError:
        shutil.copyfile(kept, path)
