"""Chunks and vectors in the database; every function takes a connection."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ingest.errors import UnknownId
from ingest.records import Chunk
from ingest.store import codec, tables
from ingest.store import database as db
from ingest.store.documents import Row

Vectors = NDArray[np.float32]


def text_hash(text: str) -> str:
    """The name of a text in the table of vectors."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def indexed_text(chunk: Chunk) -> str:
    """What of a chunk is embedded."""
    return chunk.embed_text or chunk.text


def insert_chunks(connection: sa.Connection, chunks: Sequence[Chunk]) -> None:
    """Writes the chunks of one document in order."""
    rows = [
        {
            "id": chunk.id,
            "document_id": chunk.document_id,
            "position": position,
            "start": chunk.start,
            "end": chunk.end,
            "text": chunk.text,
            "embed_text": chunk.embed_text,
            "section": codec.dumps(chunk.section),
            "page": chunk.page,
            "text_hash": text_hash(indexed_text(chunk)),
        }
        for position, chunk in enumerate(chunks)
    ]
    if rows:
        connection.execute(sa.insert(tables.chunks), rows)


def read_chunks(
    connection: sa.Connection,
    *,
    ids: Collection[str] | None = None,
    document_id: str | None = None,
) -> tuple[Chunk, ...]:
    """Chunks of current documents: those asked for, in the asked order; else by source and place."""
    c = tables.chunks.c
    query = sa.select(
        c.id, c.document_id, c.text, c.start, c.end, c.section, c.page, c.embed_text
    )  # fmt: skip
    if ids is None:
        query = query.join(tables.documents).order_by(tables.documents.c.source, c.position)
        if document_id is not None:
            query = query.where(c.document_id == document_id)
        return tuple(map(_chunk, connection.execute(query)))
    found: dict[str, Chunk] = {}
    for some in db.batches(ids):
        rows = connection.execute(query.where(c.id.in_(some)))
        found |= {row.id: _chunk(row) for row in rows}
    return tuple(
        found[identity]
        for identity in ids
        if identity in found and document_id in (None, found[identity].document_id)
    )


def read_chunk_ids(connection: sa.Connection) -> tuple[str, ...]:
    """Ids of all chunks of current documents, by source and place."""
    query = (
        sa.select(tables.chunks.c.id)
        .join(tables.documents)
        .order_by(tables.documents.c.source, tables.chunks.c.position)
    )
    return tuple(connection.execute(query).scalars())


def _chunk(row: Row) -> Chunk:
    return Chunk(
        row.id, row.document_id, row.text, row.start, row.end, tuple(json.loads(row.section)),
        row.page, row.embed_text,
    )  # fmt: skip


def existing(connection: sa.Connection, ids: Collection[str]) -> set[str]:
    """Those of the chunk ids that the library still holds."""
    c = tables.chunks.c
    return {i for some in db.batches(ids) for i in db.column(connection, c.id, c.id.in_(some))}


def neighbours(
    connection: sa.Connection, chunk_id: str, before: int, after: int
) -> tuple[Chunk, ...]:
    """The chunks around one, in document order, without itself."""
    c = tables.chunks.c
    query = sa.select(c.document_id, c.position).where(c.id == chunk_id)
    at = connection.execute(query).first()
    if at is None:
        raise unknown_chunk(chunk_id)
    near = db.column(
        connection,
        c.id,
        c.document_id == at.document_id,
        c.position.between(at.position - before, at.position + after),
        c.id != chunk_id,
    )
    return tuple(sorted(read_chunks(connection, ids=near), key=lambda chunk: chunk.start))


def unknown_chunk(chunk_id: str) -> UnknownId:
    """The error for a chunk that is not, or no longer, in the library."""
    return UnknownId(f"资料库里没有编号为 {chunk_id} 的段落。", "文件可能已更新，请重新检索。")


def insert_vectors(
    connection: sa.Connection, model: str, chunks: Sequence[Chunk], vectors: Vectors
) -> None:
    """Writes the vectors of chunks, one row each, where their texts have none for this model."""
    hashes = [text_hash(indexed_text(chunk)) for chunk in chunks]
    add_vectors(connection, model, dict(zip(hashes, vectors, strict=True)))


def add_vectors(connection: sa.Connection, model: str, wanted: Mapping[str, Vectors]) -> None:
    """Writes vectors by text hash, as float16; those that are there stay."""
    c = tables.vectors.c
    for some in db.batches(wanted):
        known = set(db.column(connection, c.text_hash, c.model == model, c.text_hash.in_(some)))
        rows = [
            {"text_hash": name, "model": model, "data": to_bytes(wanted[name])}
            for name in some
            if name not in known
        ]
        if rows:
            connection.execute(sa.insert(tables.vectors), rows)


def hashes_of(connection: sa.Connection, source: str) -> set[str]:
    """Text hashes of a source's chunks."""
    c = tables.documents.c
    query = sa.select(tables.chunks.c.text_hash).join(tables.documents).where(c.source == source)
    return set(connection.execute(query).scalars())


def drop_unused_vectors(connection: sa.Connection, hashes: Collection[str]) -> None:
    """Takes out those of the vectors that no chunk needs any more, of every model."""
    used = sa.select(tables.chunks.c.text_hash)
    table = tables.vectors
    for some in db.batches(hashes):
        needed = table.c.text_hash.in_(used.where(tables.chunks.c.text_hash.in_(some)))
        connection.execute(sa.delete(table).where(table.c.text_hash.in_(some), sa.not_(needed)))


def read_vectors(
    connection: sa.Connection, model: str, hashes: Collection[str]
) -> dict[str, Vectors]:
    """Known vectors by text hash, float32 as they were rounded to float16."""
    found: dict[str, Vectors] = {}
    c = tables.vectors.c
    for some in db.batches(hashes):
        query = sa.select(c.text_hash, c.data).where(c.model == model, c.text_hash.in_(some))
        found |= {row.text_hash: from_bytes(row.data) for row in connection.execute(query)}
    return found


def to_bytes(vector: Vectors) -> bytes:
    """Little-endian float16."""
    return np.asarray(vector, dtype="<f2").tobytes()


def from_bytes(data: bytes) -> Vectors:
    """Reads what ``to_bytes`` wrote."""
    return np.frombuffer(data, dtype="<f2").astype(np.float32)


def chunk_vectors(
    connection: sa.Connection, model: str, *conditions: sa.ColumnElement[bool]
) -> list[tuple[str, str, bytes]]:
    """(chunk id, document id, float16 vector) of all chunks that have one for this model."""
    c = tables.chunks.c
    query = (
        sa.select(c.id, c.document_id, tables.vectors.c.data)
        .join(
            tables.vectors,
            sa.and_(tables.vectors.c.text_hash == c.text_hash, tables.vectors.c.model == model),
        )
        .where(*conditions)
        .order_by(c.document_id, c.position)
    )
    return [(row.id, row.document_id, row.data) for row in connection.execute(query)]


def add_missing(connection: sa.Connection, model: str, wanted: Mapping[str, Vectors]) -> None:
    """Writes vectors that were made outside the transaction: only for texts that chunks still have."""
    c = tables.chunks.c
    for some in db.batches(wanted):
        needed = set(db.column(connection, c.text_hash, c.text_hash.in_(some)))
        add_vectors(connection, model, {name: wanted[name] for name in some if name in needed})


def count_texts(connection: sa.Connection) -> int:
    """Different texts that need a vector."""
    query = sa.select(sa.func.count(sa.distinct(tables.chunks.c.text_hash)))
    return connection.execute(query).scalar() or 0


def count_vectors(connection: sa.Connection) -> dict[str, int]:
    """Vectors that are held, by model."""
    model = tables.vectors.c.model
    query = sa.select(model, sa.func.count()).group_by(model).order_by(model)
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def count_missing(connection: sa.Connection, model: str) -> int:
    """Different texts of chunks that have no vector for this model."""
    c = tables.chunks.c
    known = sa.and_(tables.vectors.c.text_hash == c.text_hash, tables.vectors.c.model == model)
    query = (
        sa.select(sa.func.count(sa.distinct(c.text_hash)))
        .select_from(tables.chunks.outerjoin(tables.vectors, known))
        .where(tables.vectors.c.text_hash.is_(None))
    )
    return connection.execute(query).scalar() or 0


def without_vectors(connection: sa.Connection, model: str) -> dict[str, str]:
    """Text hash → text of chunks that have no vector for this model."""
    c = tables.chunks.c
    known = sa.and_(tables.vectors.c.text_hash == c.text_hash, tables.vectors.c.model == model)
    query = (
        sa.select(c.text_hash, c.text, c.embed_text)
        .outerjoin(tables.vectors, known)
        .where(tables.vectors.c.text_hash.is_(None))
    )
    return {row.text_hash: row.embed_text or row.text for row in connection.execute(query)}
