"""The exact scan: vectors of the database against the question's, inside a few documents and where
Chroma cannot answer."""

from __future__ import annotations

import threading
from collections.abc import Collection

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ingest.store import changes, tables
from ingest.store import chunks as chunk_rows
from ingest.store import database as db

Vectors = NDArray[np.float32]
Block = tuple[list[str], Vectors]

FEW = 2_000
"""Chunks up to which a search inside some documents compares them all: faster and more exact than a
filtered search of the graph (10,000 chunks, 500 of them asked for: 2 ms instead of 7)."""


class ExactScan:
    """Cosines by one matrix product. Keeps the vectors in memory, by document, as the log moves on."""

    def __init__(self, model: str, dimension: int) -> None:
        self._model = model
        self._dimension = dimension
        self._lock = threading.Lock()
        self._seen: changes.Position | None = None
        self._missing = 0
        self._blocks: dict[str, Block] = {}
        self._whole: Block | None = None

    def search(
        self,
        connection: sa.Connection,
        vector: Vectors,
        k: int,
        documents: Collection[str] | None = None,
        *,
        missing: int = 0,
    ) -> list[tuple[str, float]]:
        """Chunk ids with their cosine, best first.

        ``missing``: vectors that are still to come; what is kept is read again where that has changed.
        """
        if documents is not None and size(connection, documents) <= FEW:
            blocks: dict[str, Block] = {}
            for some in db.batches(documents):
                blocks |= self._read(connection, tables.chunks.c.document_id.in_(some))
            ids, matrix = self._join(blocks)
        else:
            with self._lock:
                self._follow(connection, missing)
                ids, matrix = self._all() if documents is None else self._some(documents)
        if not ids or k < 1:
            return []
        cosines = matrix @ unit(vector)
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(ids[i], float(cosines[i])) for i in best]

    def _follow(self, connection: sa.Connection, missing: int) -> None:
        """Reads the documents that changed since the last search, and all where vectors came without."""
        position = changes.head(connection)
        same, self._missing = missing == self._missing, missing
        if position == self._seen and same:
            return
        changed = changes.since(connection, self._seen) if self._seen and same else None
        if changed is None:
            self._blocks = self._read(connection)
        else:
            for document_id in changed:
                self._blocks.pop(document_id, None)
                self._blocks |= self._read(connection, tables.chunks.c.document_id == document_id)
        self._seen, self._whole = position, None

    def _read(
        self, connection: sa.Connection, *conditions: sa.ColumnElement[bool]
    ) -> dict[str, Block]:
        ids: dict[str, list[str]] = {}
        data: dict[str, list[bytes]] = {}
        for chunk_id, document_id, vector in chunk_rows.chunk_vectors(
            connection, self._model, *conditions
        ):
            ids.setdefault(document_id, []).append(chunk_id)
            data.setdefault(document_id, []).append(vector)
        return {name: (ids[name], self._matrix(data[name])) for name in ids}

    def _matrix(self, data: list[bytes]) -> Vectors:
        flat = np.frombuffer(b"".join(data), dtype="<f2").astype(np.float32)
        return unit(flat.reshape(-1, self._dimension))

    def _all(self) -> Block:
        if self._whole is None:
            self._whole = self._some(self._blocks)
        return self._whole

    def _some(self, documents: Collection[str]) -> Block:
        return self._join({i: self._blocks[i] for i in documents if i in self._blocks})

    def _join(self, blocks: dict[str, Block]) -> Block:
        if not blocks:
            return [], np.zeros((0, self._dimension), np.float32)
        ids = [chunk_id for document_id in sorted(blocks) for chunk_id in blocks[document_id][0]]
        return ids, np.concatenate([blocks[document_id][1] for document_id in sorted(blocks)])


def size(connection: sa.Connection, documents: Collection[str]) -> int:
    """Chunks in these documents."""
    c = tables.documents.c
    total = 0
    for some in db.batches(documents):
        query = sa.select(sa.func.sum(c.chunks)).where(c.current, c.id.in_(some))
        total += connection.execute(query).scalar() or 0
    return total


def unit(vectors: Vectors) -> Vectors:
    """Vectors of length one; a zero vector stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length == 0, 1, length), dtype=np.float32)
