"""Documents, chunks, vectors, facts and file outcomes in the database; every function takes a connection."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ingest.errors import UnknownId
from ingest.records import Chunk, Document, Fact, FileOutcome, Metadata, Section
from ingest.store import codec
from ingest.store import database as db
from ingest.store.rows import StoredDocument

LAYOUT = ("paragraphs", "pages", "tables", "places", "removed")
"""Fields of a Document that lie together in one column."""
AT_ONCE = 500
"""Values in one IN (…): below the smallest limit of any database."""

Item = TypeVar("Item")
Vectors = NDArray[np.float32]
Row = Any
"""A row of a result: its columns are attributes."""


def now() -> str:
    """The time in UTC, ISO 8601 to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def text_hash(text: str) -> str:
    """The name of a text in the table of vectors."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def indexed_text(chunk: Chunk) -> str:
    """What of a chunk is embedded."""
    return chunk.embed_text or chunk.text


def batches(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """Lists of at most ``size`` items, in order."""
    whole = list(items)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


# --- documents --------------------------------------------------------------------------------


def current(connection: sa.Connection, source: str) -> Row | None:
    """The row of the current version of a source: id and version."""
    query = sa.select(db.documents.c.id, db.documents.c.version).where(
        db.documents.c.source == source, db.documents.c.current
    )
    return connection.execute(query).first()


def next_version(connection: sa.Connection, source: str, document_id: str) -> int:
    """The version that a document becomes: the same where its content is the current one."""
    now_current = current(connection, source)
    if now_current is not None and now_current.id == document_id:
        return int(now_current.version)
    query = sa.select(sa.func.max(db.documents.c.version)).where(db.documents.c.source == source)
    return int(connection.execute(query).scalar() or 0) + 1


def insert_document(
    connection: sa.Connection,
    document: Document,
    metadata: Metadata,
    sections: Sequence[Section],
    columns: dict[str, object],
) -> None:
    """Makes this the current version of its source; ``columns`` are those no record holds."""
    table = db.documents
    connection.execute(sa.delete(table).where(table.c.id == document.id))
    connection.execute(
        sa.update(table).where(table.c.source == document.source).values(current=False)
    )
    layout = {name: codec.encode(getattr(document, name)) for name in LAYOUT}
    connection.execute(
        sa.insert(table).values(
            id=document.id,
            source=document.source,
            sha256=document.sha256,
            current=True,
            format=document.format,
            text=document.text,
            layout=json.dumps(layout, ensure_ascii=False, separators=(",", ":")),
            metadata=codec.dumps(metadata),
            sections=codec.dumps(tuple(sections)),
            **columns,
        )
    )


def drop_content(connection: sa.Connection, document_id: str) -> None:
    """Takes the chunks and facts of a document out, and vectors that no chunk needs any more."""
    hashes = _column(connection, db.chunks.c.text_hash, db.chunks.c.document_id == document_id)
    connection.execute(sa.delete(db.chunks).where(db.chunks.c.document_id == document_id))
    connection.execute(sa.delete(db.facts).where(db.facts.c.document_id == document_id))
    used = sa.select(db.chunks.c.text_hash)
    for some in batches(set(hashes)):
        needed = db.vectors.c.text_hash.in_(used.where(db.chunks.c.text_hash.in_(some)))
        connection.execute(
            sa.delete(db.vectors).where(db.vectors.c.text_hash.in_(some), sa.not_(needed))
        )


def log_change(connection: sa.Connection, document_id: str) -> None:
    """Tells the indexes that the chunks of a document changed, came or went."""
    connection.execute(sa.insert(db.changes).values(document_id=document_id, at=now()))


def source_of(connection: sa.Connection, document_id: str) -> str:
    """The identity of a document."""
    return str(_row(connection, document_id, db.documents.c.source).source)


def update_metadata(
    connection: sa.Connection, document_id: str, metadata: Metadata, columns: Mapping[str, object]
) -> None:
    """Writes edited metadata; another plan year is remembered as edited."""
    if read_metadata(connection, document_id).plan_year != metadata.plan_year:
        columns = {**columns, "plan_year_edited": True}
    connection.execute(
        sa.update(db.documents)
        .where(db.documents.c.id == document_id)
        .values(metadata=codec.dumps(metadata), **columns)
    )


def find_source(connection: sa.Connection, identity: str) -> str:
    """The source of a document by its id, or of a failed file by the source itself."""
    c = db.documents.c
    source = connection.execute(sa.select(c.source).where(c.id == identity)).scalar()
    if source is None:
        query = sa.select(db.outcomes.c.source).where(db.outcomes.c.source == identity)
        source = connection.execute(query).scalar()
    if source is None:
        raise unknown_document(identity)
    return str(source)


def remove(connection: sa.Connection, source: str) -> list[str]:
    """Takes all versions of a source out; returns the originals that nothing needs any more."""
    c = db.documents.c
    versions = connection.execute(sa.select(c.id, c.original).where(c.source == source)).all()
    for row in versions:
        drop_content(connection, row.id)
        log_change(connection, row.id)
    connection.execute(sa.delete(db.documents).where(c.source == source))
    connection.execute(sa.delete(db.outcomes).where(db.outcomes.c.source == source))
    names = {row.original for row in versions}
    return sorted(names - set(_column(connection, c.original, c.original.in_(names))))


def stored(
    connection: sa.Connection, *conditions: sa.ColumnElement[bool]
) -> tuple[StoredDocument, ...]:
    """Current versions, by source."""
    c = db.documents.c
    columns = (
        c.id, c.source, c.sha256, c.version, c.format, c.metadata, c.pages, c.chunks, c.facts,
        c.sample, c.added_at, c.plan_year_edited,
    )  # fmt: skip
    query = sa.select(*columns).where(c.current, *conditions).order_by(c.source)
    return tuple(
        StoredDocument(**{**row, "metadata": codec.loads(Metadata, row["metadata"])})
        for row in connection.execute(query).mappings()
    )


def read_document(connection: sa.Connection, document_id: str) -> Document:
    """Any version of a document, older ones too."""
    c = db.documents.c
    row = _row(connection, document_id, c.id, c.source, c.sha256, c.format, c.text, c.layout)
    return codec.from_plain(Document, {**row._mapping, **json.loads(row.layout)})


def read_metadata(connection: sa.Connection, document_id: str) -> Metadata:
    """Metadata of any version."""
    row = _row(connection, document_id, db.documents.c.metadata)
    return codec.loads(Metadata, row.metadata)


def read_sections(connection: sa.Connection, document_id: str) -> tuple[Section, ...]:
    """Sections of any version, in document order."""
    row = _row(connection, document_id, db.documents.c.sections)
    return codec.loads_many(Section, row.sections)


def original_name(connection: sa.Connection, document_id: str) -> str:
    """The content hash under which the original file lies; empty where it was not kept."""
    return str(_row(connection, document_id, db.documents.c.original).original)


def _row(connection: sa.Connection, document_id: str, *columns: sa.ColumnElement[Any]) -> Row:
    query = sa.select(*columns).where(db.documents.c.id == document_id)
    row = connection.execute(query).first()
    if row is None:
        raise unknown_document(document_id)
    return row


def unknown_document(document_id: str) -> UnknownId:
    """The error for a document that the library does not hold."""
    return UnknownId(
        f"资料库里没有编号为 {document_id} 的文件。", "用 python -m ingest list 查看全部编号。"
    )


def _column(
    connection: sa.Connection,
    column: sa.ColumnElement[Any],
    *conditions: sa.ColumnElement[bool],
) -> list[Any]:
    return list(connection.execute(sa.select(column).where(*conditions)).scalars())


# --- chunks and vectors -----------------------------------------------------------------------


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
        connection.execute(sa.insert(db.chunks), rows)


def read_chunks(
    connection: sa.Connection,
    *,
    ids: Collection[str] | None = None,
    document_id: str | None = None,
) -> tuple[Chunk, ...]:
    """Chunks of current documents: those asked for, in the asked order; else by source and place."""
    c = db.chunks.c
    query = sa.select(
        c.id, c.document_id, c.text, c.start, c.end, c.section, c.page, c.embed_text
    )  # fmt: skip
    if ids is None:
        query = query.join(db.documents).order_by(db.documents.c.source, c.position)
        if document_id is not None:
            query = query.where(c.document_id == document_id)
        return tuple(map(_chunk, connection.execute(query)))
    found: dict[str, Chunk] = {}
    for some in batches(ids):
        rows = connection.execute(query.where(c.id.in_(some)))
        found |= {row.id: _chunk(row) for row in rows}
    return tuple(
        found[identity]
        for identity in ids
        if identity in found and document_id in (None, found[identity].document_id)
    )


def _chunk(row: Row) -> Chunk:
    return Chunk(
        row.id, row.document_id, row.text, row.start, row.end, tuple(json.loads(row.section)),
        row.page, row.embed_text,
    )  # fmt: skip


def existing(connection: sa.Connection, ids: Collection[str]) -> set[str]:
    """Those of the chunk ids that the library still holds."""
    c = db.chunks.c
    return {i for some in batches(ids) for i in _column(connection, c.id, c.id.in_(some))}


def neighbours(
    connection: sa.Connection, chunk_id: str, before: int, after: int
) -> tuple[Chunk, ...]:
    """The chunks around one, in document order, without itself."""
    c = db.chunks.c
    query = sa.select(c.document_id, c.position).where(c.id == chunk_id)
    at = connection.execute(query).first()
    if at is None:
        raise unknown_chunk(chunk_id)
    near = _column(
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
    connection: sa.Connection, model: str, hashes: Sequence[str], vectors: Vectors
) -> None:
    """Writes vectors of texts that have none yet for this model, as float16."""
    wanted = dict(zip(hashes, vectors, strict=True))
    for some in batches(wanted):
        known = set(
            _column(
                connection,
                db.vectors.c.text_hash,
                db.vectors.c.model == model,
                db.vectors.c.text_hash.in_(some),
            )
        )
        rows = [
            {"text_hash": name, "model": model, "data": to_bytes(wanted[name])}
            for name in some
            if name not in known
        ]
        if rows:
            connection.execute(sa.insert(db.vectors), rows)


def read_vectors(
    connection: sa.Connection, model: str, hashes: Collection[str]
) -> dict[str, Vectors]:
    """Known vectors by text hash, float32 as they were rounded to float16."""
    found: dict[str, Vectors] = {}
    c = db.vectors.c
    for some in batches(hashes):
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
    c = db.chunks.c
    query = (
        sa.select(c.id, c.document_id, db.vectors.c.data)
        .join(
            db.vectors, sa.and_(db.vectors.c.text_hash == c.text_hash, db.vectors.c.model == model)
        )
        .where(*conditions)
        .order_by(c.document_id, c.position)
    )
    return [(row.id, row.document_id, row.data) for row in connection.execute(query)]


def without_vectors(connection: sa.Connection, model: str) -> dict[str, str]:
    """Text hash → text of chunks that have no vector for this model."""
    c = db.chunks.c
    known = sa.and_(db.vectors.c.text_hash == c.text_hash, db.vectors.c.model == model)
    query = (
        sa.select(c.text_hash, c.text, c.embed_text)
        .outerjoin(db.vectors, known)
        .where(db.vectors.c.text_hash.is_(None))
    )
    return {row.text_hash: row.embed_text or row.text for row in connection.execute(query)}


# --- facts ------------------------------------------------------------------------------------


def insert_facts(connection: sa.Connection, facts: Sequence[Fact]) -> None:
    """Writes the facts of one document in order."""
    rows = [
        {
            "id": fact.id,
            "document_id": fact.document_id,
            "position": position,
            "kind": fact.kind,
            "data": codec.dumps(fact),
        }
        for position, fact in enumerate(facts)
    ]
    if rows:
        connection.execute(sa.insert(db.facts), rows)


def replace_facts(connection: sa.Connection, document_id: str, facts: Sequence[Fact]) -> None:
    """Facts of one document, read again."""
    connection.execute(sa.delete(db.facts).where(db.facts.c.document_id == document_id))
    insert_facts(connection, facts)


def read_facts(
    connection: sa.Connection, *, document_id: str | None = None, kind: str | None = None
) -> tuple[Fact, ...]:
    """Facts of current documents, by source and place in the text."""
    c = db.facts.c
    query = sa.select(c.data).join(db.documents).order_by(db.documents.c.source, c.position)
    if document_id is not None:
        query = query.where(c.document_id == document_id)
    if kind is not None:
        query = query.where(c.kind == kind)
    return tuple(codec.loads_fact(data) for data in connection.execute(query).scalars())


def read_fact(connection: sa.Connection, fact_id: str) -> Fact:
    """One fact of a current document."""
    query = sa.select(db.facts.c.data).where(db.facts.c.id == fact_id)
    data = connection.execute(query).scalar()
    if data is None:
        raise unknown_fact(fact_id)
    return codec.loads_fact(data)


def unknown_fact(fact_id: str) -> UnknownId:
    """The error for a fact that no current document holds."""
    return UnknownId(
        f"资料库里没有编号为 {fact_id} 的指标或时间节点。",
        "用 python -m ingest facts --json 查看全部编号。",
    )


# --- outcomes ---------------------------------------------------------------------------------


def put_outcome(connection: sa.Connection, outcome: FileOutcome, *, sample: bool) -> None:
    """What became of a file; replaces what was known of the same source."""
    table = db.outcomes
    connection.execute(sa.delete(table).where(table.c.source == outcome.source))
    connection.execute(
        sa.insert(table).values(
            source=outcome.source,
            status=outcome.status,
            sample=sample,
            data=codec.dumps(outcome),
        )
    )


def read_outcomes(connection: sa.Connection) -> tuple[FileOutcome, ...]:
    """Every file ever added, by source; indexed ones as they stand now.

    A file whose newest bytes failed keeps the older version that the library still holds: its id and
    version are filled in.
    """
    held = {document.source: document for document in stored(connection)}
    query = sa.select(db.outcomes.c.data).order_by(db.outcomes.c.source)
    found = [codec.loads(FileOutcome, data) for data in connection.execute(query).scalars()]
    return tuple(_as_it_stands(outcome, held.get(outcome.source)) for outcome in found)


def _as_it_stands(outcome: FileOutcome, document: StoredDocument | None) -> FileOutcome:
    if document is None:
        return outcome
    if outcome.status != "indexed":
        return replace(outcome, id=document.id, version=document.version)
    return outcome_of(document, reason=outcome.reason)


def outcome_of(document: StoredDocument, *, reason: str = "") -> FileOutcome:
    """An indexed document as a line of the list."""
    return FileOutcome(
        document.source, "indexed", document.id, document.sha256, document.version, reason=reason,
        title=document.metadata.title, pages=document.pages, chunks=document.chunks,
        facts=document.facts,
    )  # fmt: skip


# --- health -----------------------------------------------------------------------------------


def counts(connection: sa.Connection) -> tuple[int, int, int]:
    """Current documents, chunks, facts."""
    current_ones = sa.select(sa.func.count()).where(db.documents.c.current)
    chunks = sa.select(sa.func.count()).select_from(db.chunks)
    facts = sa.select(sa.func.count()).select_from(db.facts)
    one, two, three = (connection.execute(q).scalar() or 0 for q in (current_ones, chunks, facts))
    return one, two, three


def problems(connection: sa.Connection, original_path: Callable[[str], Path]) -> list[str]:
    """What in the database or beside it does not agree with itself."""
    found: list[str] = []
    for document in stored(connection):
        text = _row(connection, document.id, db.documents.c.text).text
        chunks = read_chunks(connection, document_id=document.id)
        facts = read_facts(connection, document_id=document.id)
        if (len(chunks), len(facts)) != (document.chunks, document.facts):
            found.append(f"{document.source}：段落或事实的数量不符")
        if any(text[one.start : one.end] != one.text for one in chunks):
            found.append(f"{document.source}：段落与原文不符")
        if any(text[one.start : one.end] != one.quote for one in facts):
            found.append(f"{document.source}：事实的引文与原文不符")
        name = original_name(connection, document.id)
        if name and not original_path(name).is_file():
            found.append(f"{document.source}：原文件已不在 {original_path(name)}")
    return found
