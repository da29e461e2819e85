"""Documents in the database; every function takes a connection."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ingest.errors import UnknownId
from ingest.records import Document, Metadata, Section
from ingest.store import articles, codec, scans, tables
from ingest.store import database as db
from ingest.store.recent import revise
from ingest.store.rows import StoredDocument

LAYOUT = ("paragraphs", "pages", "tables", "places", "removed")
"""Fields of a Document that lie together in one column."""
Row = Any
"""A row of a result: its columns are attributes."""


def current(connection: sa.Connection, source: str) -> Row | None:
    """The row of the current version of a source: id and version."""
    query = sa.select(tables.documents.c.id, tables.documents.c.version).where(
        tables.documents.c.source == source, tables.documents.c.current
    )
    return connection.execute(query).first()


def next_version(connection: sa.Connection, source: str, document_id: str) -> int:
    """The version that a document becomes: the same where its content is the current one."""
    now_current = current(connection, source)
    if now_current is not None and now_current.id == document_id:
        return int(now_current.version)
    query = sa.select(sa.func.max(tables.documents.c.version)).where(
        tables.documents.c.source == source
    )
    return int(connection.execute(query).scalar() or 0) + 1


def insert_document(
    connection: sa.Connection,
    document: Document,
    metadata: Metadata,
    sections: Sequence[Section],
    columns: dict[str, object],
) -> None:
    """Makes this the current version of its source; ``columns`` are those no record holds."""
    table = tables.documents
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
    articles.put_articles(connection, document.id, sections)
    revise(connection)


def drop_content(connection: sa.Connection, document_id: str) -> None:
    """Takes the chunks, the facts, the articles and the review queue of a document out."""
    articles.drop_articles(connection, document_id)
    waiting = tables.uncovered
    connection.execute(sa.delete(waiting).where(waiting.c.document_id == document_id))
    connection.execute(sa.delete(tables.chunks).where(tables.chunks.c.document_id == document_id))
    connection.execute(sa.delete(tables.facts).where(tables.facts.c.document_id == document_id))


def log_change(connection: sa.Connection, document_id: str) -> None:
    """Tells the indexes and other readers that a document, its chunks or its facts changed."""
    connection.execute(sa.insert(tables.changes).values(document_id=document_id, at=db.now()))


def source_of(connection: sa.Connection, document_id: str) -> str:
    """The identity of a document."""
    return str(_row(connection, document_id, tables.documents.c.source).source)


def update_metadata(
    connection: sa.Connection, document_id: str, metadata: Metadata, columns: Mapping[str, object]
) -> None:
    """Writes edited metadata."""
    connection.execute(
        sa.update(tables.documents)
        .where(tables.documents.c.id == document_id)
        .values(metadata=codec.dumps(metadata), **columns)
    )
    revise(connection)


def find_source(connection: sa.Connection, identity: str) -> str:
    """The source of a document by its id, or of a failed file by the source itself."""
    c = tables.documents.c
    source = connection.execute(sa.select(c.source).where(c.id == identity)).scalar()
    if source is None:
        query = sa.select(tables.outcomes.c.source).where(tables.outcomes.c.source == identity)
        source = connection.execute(query).scalar()
    if source is None:
        raise unknown_document(identity)
    return str(source)


def remove(connection: sa.Connection, source: str) -> list[str]:
    """Takes all versions of a source out; returns the originals that nothing needs any more."""
    c = tables.documents.c
    versions = connection.execute(sa.select(c.id, c.original).where(c.source == source)).all()
    for row in versions:
        drop_content(connection, row.id)
        log_change(connection, row.id)
    connection.execute(sa.delete(tables.documents).where(c.source == source))
    revise(connection)
    connection.execute(sa.delete(tables.outcomes).where(tables.outcomes.c.source == source))
    names = {row.original for row in versions if row.original}
    return scans.unneeded(connection, names.union(scans.drop_source(connection, source)))


def stored(
    connection: sa.Connection, *conditions: sa.ColumnElement[bool]
) -> tuple[StoredDocument, ...]:
    """Current versions, by source."""
    c = tables.documents.c
    columns = (
        c.id, c.source, c.sha256, c.version, c.format, c.metadata, c.pages, c.chunks, c.facts,
        c.sample, c.added_at,
    )  # fmt: skip
    query = sa.select(*columns).where(c.current, *conditions).order_by(c.source)
    return tuple(
        StoredDocument(**{**row, "metadata": codec.loads(Metadata, row["metadata"])})
        for row in connection.execute(query).mappings()
    )


def read_document(connection: sa.Connection, document_id: str) -> Document:
    """Any version of a document, older ones too."""
    c = tables.documents.c
    row = _row(connection, document_id, c.id, c.source, c.sha256, c.format, c.text, c.layout)
    return codec.from_plain(Document, {**row._mapping, **json.loads(row.layout)})


def read_metadata(connection: sa.Connection, document_id: str) -> Metadata:
    """Metadata of any version."""
    row = _row(connection, document_id, tables.documents.c.metadata)
    return codec.loads(Metadata, row.metadata)


def read_sections(connection: sa.Connection, document_id: str) -> tuple[Section, ...]:
    """Sections of any version, in document order."""
    row = _row(connection, document_id, tables.documents.c.sections)
    return codec.loads_many(Section, row.sections)


def original_name(connection: sa.Connection, document_id: str) -> str:
    """The content hash under which the original file lies; empty where it was not kept."""
    return str(_row(connection, document_id, tables.documents.c.original).original)


def _row(connection: sa.Connection, document_id: str, *columns: sa.ColumnElement[Any]) -> Row:
    query = sa.select(*columns).where(tables.documents.c.id == document_id)
    row = connection.execute(query).first()
    if row is None:
        raise unknown_document(document_id)
    return row


def unknown_document(document_id: str) -> UnknownId:
    """The error for a document that the library does not hold."""
    return UnknownId(
        f"资料库里没有编号为 {document_id} 的文件。", "用 python -m ingest list 查看全部编号。"
    )
