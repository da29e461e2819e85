"""The door's room for search and the state of both indexes."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from ingest.store import database as db
from ingest.store import health, tables
from ingest.store.door_reading import ReadingDoor
from ingest.store.exact import unit
from ingest.store.rows import (
    CheckReport,
)
from ingest.store.search import Hits

Vectors = NDArray[np.float32]


class SearchDoor(ReadingDoor):
    """Search over both indexes, and their health."""

    def search_lexical(
        self, query: str, k: int, *, documents: Collection[str] | None = None
    ) -> Hits:
        """Chunk ids with BM25 scores, best first; only chunks that share a token with the query."""
        return self._search.lexical(query, k, documents)

    def lexical_scores(self, query: str, ids: Collection[str]) -> dict[str, float]:
        """BM25 scores of given chunks; 0 for one that shares no token with the query."""
        return self._search.lexical_scores(query, ids)

    def search_dense(
        self, vector: Vectors, k: int, *, documents: Collection[str] | None = None
    ) -> Hits:
        """Chunk ids with their cosine to a vector, best first."""
        return self._search.dense(vector, k, documents)

    def dense_scores(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Cosines of given chunks to a vector; 0 for one without a vector."""
        wanted = list(ids)
        cosines = unit(self.chunk_vectors(wanted)) @ unit(np.asarray(vector, np.float32))
        return {chunk_id: float(c) for chunk_id, c in zip(wanted, cosines, strict=True)}

    def catch_up(self) -> None:
        """Brings both indexes to the newest change; one that cannot be mended is logged.

        Raises:
            LibraryLocked: another process is writing.
        """
        with self.writing():
            self._indexes.catch_up()

    def rebuild(self) -> None:
        """Builds both indexes from the database; deletes original files that no document needs.

        Raises:
            LibraryLocked: another process is writing.
            DamagedIndex: an index cannot be built.
        """
        with self.writing():
            self._indexes.catch_up(anew=True)
            with self._database.read() as connection:
                needed = set(db.column(connection, tables.documents.c.original))
                needed |= set(db.column(connection, tables.scans.c.sha256))
            self._originals.sweep(needed)

    def check(self) -> CheckReport:
        """Whether database, files and both indexes agree; a damaged index is reported, not mended."""
        indexes = self._indexes.reports()
        with self._database.read() as connection:
            problems = health.problems(connection, self._originals.path)
            counts = health.counts(connection)
        problems += [f"{index.name}：{p}" for index in indexes for p in index.problems]
        return CheckReport(not problems, *counts, indexes, tuple(problems))
