"""Brings the two indexes to where the database is, and says how they stand."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from ingest.errors import DamagedIndex, LibraryLocked
from ingest.store import changes
from ingest.store import documents as docs
from ingest.store.changes import Position
from ingest.store.database import Database
from ingest.store.index_reports import dense_report, lexical_report, still_to_come, unreachable
from ingest.store.index_rows import titled_chunks, vectors_of
from ingest.store.lexical import LexicalIndex
from ingest.store.lock import WriterLock
from ingest.store.missing import Embeds, MissingVectors, Tell
from ingest.store.rows import IndexReport
from ingest.store.vectors import IndexBusy, VectorIndex

PAUSE = 1.0
"""Seconds until a dense index that is behind is looked at again: to open Chroma anew takes a while."""
LONG_PAUSE = 60.0
"""Seconds until an index that could not be mended is tried again."""

log = logging.getLogger(__name__)


class Indexes:
    """Both indexes of one library and the database that they follow."""

    def __init__(
        self, database: Database, lock: WriterLock, embedder: Embeds,
        lexical: LexicalIndex, dense: VectorIndex, missing: MissingVectors,
    ) -> None:  # fmt: skip
        self._database = database
        self._lock = lock
        self._embedder = embedder
        self.lexical = lexical
        self.dense = dense
        self.missing = missing
        self._trusted: Position | None = None
        self._ask_again = 0.0
        self._mend_again = 0.0

    # --- following ------------------------------------------------------------------------------

    def lexical_is_current(self) -> bool:
        """Whether the lexical index can answer for the database as it is; brings it there if so."""
        return self._current(self.lexical)

    def dense_is_current(self) -> bool:
        """The same for the dense index; a collection that cannot find its own rows is built again.

        While vectors of this model are missing there is none: it would not learn of those that come.
        """
        if time.monotonic() < self._ask_again or self.missing.count():
            return False
        current = self._current(self.dense) and self._can_be_trusted()
        if not current:
            self._ask_again = time.monotonic() + PAUSE
        return current

    def _can_be_trusted(self) -> bool:
        with self._database.read() as connection:
            head = changes.head(connection)
            if self._trusted == head:
                return True
            problems = unreachable(connection, self.dense, self._embedder.name)
        if problems:
            log.warning("向量索引需要重建：%s", "；".join(problems))
            if not self._try(lambda: self._bring(self.dense, anew=True)):
                return False
        self._trusted = head
        return True

    def catch_up(self, *, anew: bool = False, tell: Tell | None = None, fill: bool = True) -> None:
        """Brings both indexes to the newest change; with ``anew`` from nothing. Under the lock.

        Vectors that are missing are made first, unless ``fill`` is False; ``tell`` is told how many texts
        have theirs, and of how many.

        Raises:
            DamagedIndex: only with ``anew``, where an index cannot be built.
            EmbeddingError: only with ``anew``, where vectors cannot be made; all else is done.
        """
        self._ask_again = self._mend_again = 0.0
        failed = self.missing.try_to_fill(tell) if fill else None
        for index in (self.lexical, self.dense):
            if index is self.dense and self.missing.count():
                continue
            if anew:
                self._bring(index, anew=True)
            elif not self._is_at_head(index):
                self._bring_or_warn(index)
        if anew and failed is not None:
            raise failed

    def _bring_or_warn(self, index: LexicalIndex | VectorIndex) -> None:
        """An index that cannot be mended stops nobody: the truth is safe, searching finds other ways."""
        try:
            self._bring(index)
        except DamagedIndex as error:
            log.warning("%s", error)

    def _current(self, index: LexicalIndex | VectorIndex) -> bool:
        return self._is_at_head(index) or self._try(lambda: self._bring(index))

    def _is_at_head(self, index: LexicalIndex | VectorIndex) -> bool:
        with self._database.read() as connection:
            head = changes.head(connection)
        try:
            return index.position(head) == head
        except IndexBusy:
            return False
        except DamagedIndex as error:
            log.warning("%s", error)
            return False

    def _try(self, work: Callable[[], None]) -> bool:
        """Does the work if nobody else is writing; reading never waits for the lock.

        Work that failed is not tried again at every question.
        """
        if time.monotonic() < self._mend_again:
            return False
        try:
            with self._lock.held(seconds=0):
                work()
        except (LibraryLocked, OSError):
            return False
        except DamagedIndex as error:
            log.warning("%s", error)
            self._mend_again = time.monotonic() + LONG_PAUSE
            return False
        return True

    def _bring(self, index: LexicalIndex | VectorIndex, *, anew: bool = False) -> None:
        """Replays the change log from where the index stands; what fails is tried once more, anew."""
        try:
            self._replay(index, anew=anew)
        except DamagedIndex as error:
            log.warning("%s", error)
            self._replay(index, anew=True)

    def _replay(self, index: LexicalIndex | VectorIndex, *, anew: bool) -> None:
        with self._database.read() as connection:
            head = changes.head(connection)
            changed = None if anew else self._changed(connection, index, head)
            everything = [document.id for document in docs.stored(connection)]
            if changed is None or 2 * len(changed) > len(everything):
                index.update((), self._rows(connection, index, everything), head, anew=True)
            else:
                index.update(changed, self._rows(connection, index, changed), head)

    def _changed(
        self, connection: sa.Connection, index: LexicalIndex | VectorIndex, head: Position
    ) -> list[str] | None:
        try:
            position = index.position(head)
        except DamagedIndex:
            return None
        return None if position is None else changes.since(connection, position)

    def _rows(
        self, connection: sa.Connection, index: LexicalIndex | VectorIndex, documents: list[str]
    ) -> Iterable[Any]:
        if isinstance(index, LexicalIndex):
            return titled_chunks(connection, documents)
        return vectors_of(connection, self._embedder.name, documents)

    # --- how they stand -------------------------------------------------------------------------

    def reports(self) -> tuple[IndexReport, IndexReport]:
        """Both indexes against the database.

        One that is merely behind follows first, as it would at the next search; one that is missing or
        damaged is reported and left as it is.
        """
        self._follow_if_sound(self.lexical)
        missing = self.missing.count()
        if not missing:
            self._follow_if_sound(self.dense)
        with self._database.read() as connection:
            lexical = lexical_report(connection, self.lexical)
            dense = dense_report(connection, self.dense, self._embedder.name)
        return lexical, still_to_come(dense, missing, self._embedder.name) if missing else dense

    def _follow_if_sound(self, index: LexicalIndex | VectorIndex) -> None:
        with self._database.read() as connection:
            head = changes.head(connection)
        with contextlib.suppress(DamagedIndex):
            if index.position(head) not in (None, head):
                self._try(lambda: self._bring(index))
