"""The door's room for search and the state of both indexes."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from ingest.store import chunks as chunk_rows
from ingest.store import database as db
from ingest.store import health, removed, tables
from ingest.store.door_reading import ReadingDoor
from ingest.store.exact import unit
from ingest.store.lexical_entries import Words
from ingest.store.missing import Tell
from ingest.store.rows import CheckReport, VectorState
from ingest.store.search import Hits

Vectors = NDArray[np.float32]


class SearchDoor(ReadingDoor):
    """Search over both indexes, and their health."""

    def search_lexical(
        self, query: Words, k: int, *, documents: Collection[str] | None = None
    ) -> Hits:
        """Chunk ids with BM25 scores, best first; only chunks that share a token with the query, which
        is a text or tokens with their weights."""
        return self._search.lexical(query, k, documents)

    def lexical_scores(self, query: Words, ids: Collection[str]) -> dict[str, float]:
        """BM25 scores of given chunks; 0 for one that shares no token with the query."""
        return self._search.lexical_scores(query, ids)

    def search_dense(
        self, vector: Vectors, k: int, *, documents: Collection[str] | None = None
    ) -> Hits:
        """Chunk ids with their cosine to a vector, best first."""
        return self._search.dense(vector, k, documents)

    def dense_scores(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Cosines of given chunks to a vector. One without a vector gets the mean of the others: so
        long as its own is still to come it is judged by its words alone."""
        wanted = list(ids)
        vectors = self.chunk_vectors(wanted)
        cosines = unit(vectors) @ unit(np.asarray(vector, np.float32))
        there = np.any(vectors, axis=1)
        if there.any():
            cosines[~there] = cosines[there].mean()
        return {chunk_id: float(c) for chunk_id, c in zip(wanted, cosines, strict=True)}

    def vectors_missing(self) -> int:
        """Texts that have no vector of the model in use; cheap to ask again and again."""
        return self._indexes.missing.count()

    def vector_state(self) -> VectorState:
        """How many texts have a vector of the model in use."""
        return self._indexes.missing.state()

    def fill_vectors(
        self, tell: Tell | None = None, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        """Makes the vectors that are missing for the model in use, and keeps them batch by batch.

        Needs no writer's lock. Where another process is at it already, nothing is done here.

        Raises:
            EmbeddingError: the model cannot be used; what was made is kept.
        """
        self._indexes.missing.fill(tell, stopped)

    def catch_up(self, tell: Tell | None = None, *, fill: bool = True) -> None:
        """Brings both indexes to the newest change; one that cannot be mended is logged.

        Vectors that are missing are made first, unless ``fill`` is False; ``tell`` is told (texts that
        have theirs, all texts).

        Raises:
            LibraryLocked: another process is writing.
        """
        with self.writing():
            self._indexes.catch_up(tell=tell, fill=fill)

    def rebuild(self) -> None:
        """Builds both indexes from the database; deletes original files that no document needs.

        Raises:
            LibraryLocked: another process is writing.
            DamagedIndex: an index cannot be built.
            EmbeddingError: vectors are missing and cannot be made; the lexical index is built.
        """
        with self.writing():
            self._indexes.catch_up(anew=True)
            with self._database.read() as connection:
                needed = set(db.column(connection, tables.documents.c.original))
                needed |= set(db.column(connection, tables.scans.c.sha256))
                needed |= removed.originals(connection)
            self._originals.sweep(needed)

    def check(self) -> CheckReport:
        """Whether database, files and both indexes agree; a damaged index is reported, not mended."""
        indexes = self._indexes.reports()
        with self._database.read() as connection:
            problems = health.problems(connection, self._originals.path)
            counts = health.counts(connection)
            vectors = chunk_rows.count_vectors(connection)
        problems += [f"{index.name}：{p}" for index in indexes for p in index.problems]
        return CheckReport(
            not problems, *counts, indexes, tuple(problems), self._embedder.name, vectors
        )
