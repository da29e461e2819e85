"""The door's room for reading what was put in: documents, chunks and vectors."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ingest.records import Chunk, Document, FileOutcome, Metadata, Section
from ingest.store import articles, outcomes, tables
from ingest.store import chunks as chunk_rows
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store.opened import Opened
from ingest.store.rows import (
    StoredDocument,
)

Vectors = NDArray[np.float32]


class ReadingDoor(Opened):
    """Documents and chunks as they stand."""

    def outcomes(self) -> tuple[FileOutcome, ...]:
        """Every file ever added, indexed and failed, by source."""
        with self._database.read() as connection:
            held = self._recent.documents(connection, lambda: docs.stored(connection))
            return outcomes.read_outcomes(connection, held)

    def documents(self, *, samples: bool | None = None) -> tuple[StoredDocument, ...]:
        """Current versions, by source; only samples, or only others, where asked."""
        held = self._moment.get("documents", self._documents)
        return held if samples is None else tuple(d for d in held if d.sample == samples)

    def _documents(self) -> tuple[StoredDocument, ...]:
        with self._database.read() as connection:
            return self._recent.documents(connection, lambda: docs.stored(connection))

    def held(self, source: str) -> StoredDocument | None:
        """The current version of what was added under this name."""
        with self._database.read() as connection:
            found = docs.stored(connection, tables.documents.c.source == source)
        return found[0] if found else None

    def document(self, document_id: str) -> Document:
        """Any version of a document. Raises UnknownId."""
        with self._database.read() as connection:
            return self._recent.get(
                connection,
                ("document", document_id),
                lambda: docs.read_document(connection, document_id),
            )

    def metadata(self, document_id: str) -> Metadata:
        """Metadata of any version. Raises UnknownId."""
        with self._database.read() as connection:
            return docs.read_metadata(connection, document_id)

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """Sections of any version, in document order. Raises UnknownId."""
        return self._moment.get(("sections", document_id), lambda: self._sections(document_id))

    def _sections(self, document_id: str) -> tuple[Section, ...]:
        with self._database.read() as connection:
            return self._recent.get(
                connection,
                ("sections", document_id),
                lambda: docs.read_sections(connection, document_id),
            )

    def articles(self, number: str) -> Mapping[str, tuple[Section, ...]]:
        """Documents that hold the article of this number (10, 10之二), with their sections of it: document
        id → sections, documents by source. No document's other sections are read."""
        with self._database.read() as connection:
            return self._recent.get(
                connection,
                ("articles", number),
                lambda: MappingProxyType(articles.read_articles(connection, number)),
            )

    def original(self, document_id: str) -> bytes | None:
        """The bytes as they were added; None where they were not kept. Raises UnknownId."""
        with self._database.read() as connection:
            name = docs.original_name(connection, document_id)
        return self._originals.read(name)

    def original_path(self, document_id: str) -> Path | None:
        """Where the bytes lie, for readers in other processes; None where they were not kept.

        Raises:
            UnknownId: no such document.
        """
        with self._database.read() as connection:
            name = docs.original_name(connection, document_id)
        path = self._originals.path(name)
        return path if name and path.is_file() else None

    def chunk(self, chunk_id: str) -> Chunk:
        """One chunk of a current document. Raises UnknownId."""
        found = self.chunks([chunk_id])
        if not found:
            raise chunk_rows.unknown_chunk(chunk_id)
        return found[0]

    def chunks(
        self, ids: Collection[str] | None = None, document_id: str | None = None
    ) -> tuple[Chunk, ...]:
        """Chunks in the asked order (ids that are gone are left out), or all by source and place."""
        with self._database.read() as connection:
            return chunk_rows.read_chunks(connection, ids=ids, document_id=document_id)

    def chunk_ids(self) -> tuple[str, ...]:
        """Ids of all chunks, by source and place: a tenth of the time that the chunks would take."""
        with self._database.read() as connection:
            return chunk_rows.read_chunk_ids(connection)

    def neighbours(self, chunk_id: str, before: int = 1, after: int = 1) -> tuple[Chunk, ...]:
        """The chunks around one, in document order, without itself. Raises UnknownId."""
        with self._database.read() as connection:
            return chunk_rows.neighbours(connection, chunk_id, before, after)

    def chunk_vectors(self, ids: Sequence[str]) -> Vectors:
        """Vectors of chunks in the asked order, float32 [n, dimension]; zeros for one that has none."""
        found: dict[str, Vectors] = {}
        with self._database.read() as connection:
            for some in db.batches(ids):
                rows = chunk_rows.chunk_vectors(
                    connection, self._embedder.name, tables.chunks.c.id.in_(some)
                )
                found |= {chunk_id: chunk_rows.from_bytes(data) for chunk_id, _, data in rows}
        nothing = np.zeros(self._embedder.dimension, np.float32)
        rows_in_order = [found.get(chunk_id, nothing) for chunk_id in ids]
        return np.array(rows_in_order, np.float32).reshape(len(ids), self._embedder.dimension)

    def cached_vectors(
        self, text_hashes: Collection[str], model: str | None = None
    ) -> dict[str, Vectors]:
        """Vectors that the library holds already, by text hash."""
        with self._database.read() as connection:
            return chunk_rows.read_vectors(connection, model or self._embedder.name, text_hashes)

    def vectors_for(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, float32 [n, dimension]; only those that the library lacks are embedded."""
        names = [chunk_rows.text_hash(text) for text in texts]
        known = self.cached_vectors(set(names))
        fresh = {n: text for n, text in zip(names, texts, strict=True) if n not in known}
        if fresh:
            made = self._embedder.embed(list(fresh.values()))
            known |= dict(zip(fresh, made, strict=True))
        rows = [known[name] for name in names]
        return np.array(rows, np.float32).reshape(len(texts), self._embedder.dimension)
