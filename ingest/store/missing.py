"""Vectors that the chunks of a library lack: another model was chosen, or a model server was away.

They are made batch by batch, and every batch is kept at once: an interrupted run goes on where it
stopped. Vectors are rows of their own, named by text and model, so this needs no writer's lock; a lock
of its own keeps two processes from making the same ones.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from ingest.errors import EmbeddingError
from ingest.store import changes
from ingest.store import chunks as chunk_rows
from ingest.store.changes import Position
from ingest.store.database import Database
from ingest.store.rows import VectorState
from ingest.store.vectors import Vectors

Tell = Callable[[int, int], None]
"""Called with (texts that have a vector, all texts)."""

FIRST_BATCH, LARGEST_BATCH = 64, 1024
"""Texts between two commits: more of them where the model is fast."""
QUICK = 1.0
"""Seconds under which a batch may be larger the next time."""
SAID_EVERY = 5.0
"""Seconds between two lines of progress in the log."""
COUNTED_EVERY = 2.0
"""Seconds for which a count of missing vectors holds while they are being made."""

log = logging.getLogger(__name__)


class Embeds(Protocol):
    """What the store needs of an embedding model."""

    name: str
    dimension: int

    def embed(self, texts: list[str]) -> Vectors:
        """One vector a text, float32 [n, dimension]."""
        ...


class MissingVectors:
    """What is missing for one model, and how it is made. Thread-safe."""

    def __init__(self, database: Database, folder: Path, embedder: Embeds) -> None:
        self._database = database
        self._embedder = embedder
        self._place = folder / "embedding.lock"
        self._guard = threading.Lock()
        self._counted: tuple[Position, float, int] | None = None
        self._error = ""

    def count(self) -> int:
        """Texts of chunks without a vector of this model."""
        with self._database.read() as connection:
            head = changes.head(connection)
            with self._guard:
                if self._counted is not None and self._holds(self._counted, head):
                    return self._counted[2]
            count = chunk_rows.count_missing(connection, self._embedder.name)
        with self._guard:
            self._counted = (head, time.monotonic(), count)
        return count

    def _holds(self, counted: tuple[Position, float, int], head: Position) -> bool:
        """Vectors go only with their chunks, which moves the change log: nothing missing stays so."""
        at, when, count = counted
        return at == head and (not count or time.monotonic() < when + COUNTED_EVERY)

    def state(self) -> VectorState:
        """How far they are, and why they go no further."""
        missing = self.count()
        with self._database.read() as connection:
            total = chunk_rows.count_texts(connection)
        done = max(0, total - missing)
        return VectorState(self._embedder.name, done, total, self._error if missing else "")

    def try_to_fill(self, tell: Tell | None = None) -> EmbeddingError | None:
        """Makes what is missing; a model that fails is logged, and is the result."""
        try:
            self.fill(tell)
        except EmbeddingError as error:
            return error
        return None

    def fill(self, tell: Tell | None = None, stopped: Callable[[], bool] = lambda: False) -> None:
        """Makes what is missing; leaves it to whoever is at it already.

        Raises:
            EmbeddingError: the model cannot be used; what was made is kept.
        """
        if not self.count():
            return
        try:
            with FileLock(self._place).acquire(timeout=0):
                self._fill(tell or _Said(self._embedder.name), stopped)
        except Timeout:
            log.info("另一个进程正在计算向量。")
        except EmbeddingError as error:
            if str(error) != self._error:  # said once, however often it is tried
                log.warning("向量没有算完，暂时主要按字面检索，以后会接着算：%s", error)
            self._error = str(error)
            raise
        finally:
            with self._guard:
                self._counted = None

    def _fill(self, tell: Tell, stopped: Callable[[], bool]) -> None:
        with self._database.read() as connection:
            waiting = list(chunk_rows.without_vectors(connection, self._embedder.name).items())
            total = chunk_rows.count_texts(connection)
        size, done = FIRST_BATCH, 0
        tell(total - len(waiting), total)
        while done < len(waiting) and not stopped():
            began = time.monotonic()
            some = waiting[done : done + size]
            made = self._embedder.embed([text for _, text in some])
            named = {name: vector for (name, _), vector in zip(some, made, strict=True)}
            with self._database.write() as connection:
                chunk_rows.add_missing(connection, self._embedder.name, named)
            self._error = ""
            done += len(some)
            tell(total - len(waiting) + done, total)
            if time.monotonic() - began < QUICK:
                size = min(2 * size, LARGEST_BATCH)


class _Said:
    """Progress as lines of the log: at the beginning, now and then, at the end."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next or done == total:
            log.warning("正在用模型 %s 计算向量：%s/%s 段", self._model, f"{done:,}", f"{total:,}")
            self._next = time.monotonic() + SAID_EVERY
