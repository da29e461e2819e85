"""Which index answers a search: the one that has seen the newest change, or what can stand in for it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Collection
from typing import TypeVar

import numpy as np

from ingest.errors import DamagedIndex
from ingest.store import changes
from ingest.store import chunks as chunk_rows
from ingest.store import documents as docs
from ingest.store.database import Database
from ingest.store.exact import FEW, ExactScan, Vectors, size
from ingest.store.follow import Indexes
from ingest.store.index_rows import titled_chunks
from ingest.store.lexical import LexicalIndex
from ingest.store.lexical_entries import Words

Hits = list[tuple[str, float]]
"""(chunk id, score), best first."""

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Search:
    """Both searches over one library; they never wait for a writer."""

    def __init__(self, database: Database, indexes: Indexes, exact: ExactScan) -> None:
        self._database = database
        self._indexes = indexes
        self._exact = exact
        self._memory: LexicalIndex | None = None

    def lexical(self, query: Words, k: int, documents: Collection[str] | None) -> Hits:
        """BM25. While somebody else writes, the index as it was answers, without chunks that are gone."""
        hits, fresh = self._ask(lambda index: index.search(query, k, documents=documents))
        if fresh:
            return hits
        with self._database.read() as connection:
            held = chunk_rows.existing(connection, [chunk_id for chunk_id, _ in hits])
        return [hit for hit in hits if hit[0] in held]

    def lexical_scores(self, query: Words, ids: Collection[str]) -> dict[str, float]:
        """BM25 of given chunks."""
        return self._ask(lambda index: index.scores(query, ids))[0]

    def dense(self, vector: Vectors, k: int, documents: Collection[str] | None) -> Hits:
        """Cosines. Chroma answers where it has seen the newest change; inside a few documents, while
        vectors are still being made, and where Chroma cannot be used, the vectors themselves are
        compared. A question without a direction (the zero vector) is near to nothing."""
        if not np.any(vector):
            return []
        if documents is None or not self._are_few(documents):
            try:
                if self._indexes.dense_is_current():
                    return self._indexes.dense.search(vector, k, documents=documents)
            except DamagedIndex as error:
                log.warning("%s", error)
        with self._database.read() as connection:
            missing = self._indexes.missing.count()
            return self._exact.search(connection, vector, k, documents, missing=missing)

    def _are_few(self, documents: Collection[str]) -> bool:
        with self._database.read() as connection:
            return size(connection, documents) <= FEW

    def _ask(self, question: Callable[[LexicalIndex], Result]) -> tuple[Result, bool]:
        """Asks the lexical index; one that shows itself damaged is mended or replaced, then asked again."""
        index, fresh = self._lexical_index()
        try:
            return question(index), fresh
        except DamagedIndex as error:
            log.warning("%s", error)
        index, fresh = self._lexical_index()
        return question(index), fresh

    def _lexical_index(self) -> tuple[LexicalIndex, bool]:
        """The index to ask, and whether it has seen the newest change.

        Where none on disk can be read and none may be written, one in memory takes its place.
        """
        if self._indexes.lexical_is_current():
            return self._indexes.lexical, True
        with self._database.read() as connection:
            head = changes.head(connection)
            if self._memory is not None and self._memory.position(head) == head:
                return self._memory, True
            with contextlib.suppress(DamagedIndex):
                if self._indexes.lexical.position(head) is not None:
                    return self._indexes.lexical, False
            index = LexicalIndex(None)
            ids = [document.id for document in docs.stored(connection)]
            index.update((), titled_chunks(connection, ids), head)
            self._memory = index
        return index, True
