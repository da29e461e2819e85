"""What every room of the library's door shares: the database, the lock, the indexes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from ingest.errors import LibraryError
from ingest.settings import Settings
from ingest.store.database import Database
from ingest.store.exact import ExactScan
from ingest.store.follow import Indexes
from ingest.store.lexical import LexicalIndex
from ingest.store.lock import WriterLock
from ingest.store.missing import Embeds, MissingVectors
from ingest.store.originals import Originals
from ingest.store.recent import Moment, Recent
from ingest.store.scans import Scans
from ingest.store.search import Search
from ingest.store.vectors import VectorIndex
from ingest.store.versions import Versions

if TYPE_CHECKING:
    from typing import Self


class Opened:
    """A library that is open in this process."""

    def __init__(self, settings: Settings, embedder: Embeds, database: Database) -> None:
        self._settings = settings
        self._embedder = embedder
        self._database = database
        self._lock = WriterLock(settings.data_dir, settings.lock_seconds)
        self._originals = Originals(settings.originals_dir)
        self.scans = Scans(database, self._originals)
        self.versions = Versions(database)
        self._indexes = Indexes(
            database, self._lock, embedder, LexicalIndex(settings.lexical_dir),
            VectorIndex(settings, embedder.name, embedder.dimension),
            MissingVectors(database, settings.data_dir, embedder),
        )  # fmt: skip
        self._search = Search(database, self._indexes, ExactScan(embedder.name, embedder.dimension))
        self._recent = Recent()
        self._moment = Moment()
        self._closed = False

    @classmethod
    def open(cls, settings: Settings, embedder: Embeds) -> Self:
        """Opens the library of these settings, or makes a new one.

        Raises:
            LibraryError: the folder cannot be written, or the database is newer than this program.
        """
        try:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"数据文件夹 {settings.data_dir} 无法建立：{error.strerror}。",
                "请检查权限，或用 --data 换一个文件夹。",
            ) from error
        database = Database(settings)
        try:
            database.prepare()
        except BaseException:
            database.close()
            raise
        return cls(settings, embedder, database)

    def close(self) -> None:
        """Lets go of every file."""
        if not self._closed:
            self._closed = True
            self._indexes.lexical.close()
            self._indexes.dense.close()
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def standing_still(self) -> AbstractContextManager[None]:
        """Until the block ends this thread sees documents, sections, facts, states and edits as it first reads
        them, and reads each once. For a block that changes none of them."""
        return self._moment.held()

    def writing(self) -> AbstractContextManager[None]:
        """Holds the one-writer lock; re-entrant in a thread.

        Raises:
            LibraryLocked: another process holds it; the message names it.
        """
        return self._lock.held()
