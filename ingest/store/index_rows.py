"""What the database holds for the two indexes: chunks with titles, and their vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from ingest.records import Chunk
from ingest.store import chunks as chunk_rows
from ingest.store import documents as docs
from ingest.store import tables
from ingest.store.vectors import Vectors


def titled_chunks(
    connection: sa.Connection, documents: Iterable[str]
) -> Iterator[tuple[Chunk, str]]:
    """Chunks of current documents with the document's title."""
    for document_id in documents:
        chunks = chunk_rows.read_chunks(connection, document_id=document_id)
        title = docs.read_metadata(connection, document_id).title if chunks else ""
        yield from ((chunk, title) for chunk in chunks)


def vectors_of(
    connection: sa.Connection, model: str, documents: Iterable[str]
) -> Iterator[tuple[str, str, Vectors]]:
    """Chunk id, document id and vector of current documents."""
    for document_id in documents:
        for chunk_id, owner, data in chunk_rows.chunk_vectors(
            connection, model, tables.chunks.c.document_id == document_id
        ):
            yield chunk_id, owner, chunk_rows.from_bytes(data)
