"""The numbered articles of current documents in the database: which documents hold article 10, and where."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ingest.grammar import article_number
from ingest.records import Section
from ingest.store import codec, tables


def put_articles(connection: sa.Connection, document_id: str, sections: Sequence[Section]) -> None:
    """Writes which of a document's sections are articles, in place of those known."""
    drop_articles(connection, document_id)
    numbered = ((s, article_number(s.number)) for s in sections if s.kind == "article")
    rows = [
        {"document_id": document_id, "position": n, "number": number, "data": codec.dumps(section)}
        for n, (section, number) in enumerate(numbered)
        if number
    ]
    if rows:
        connection.execute(sa.insert(tables.articles), rows)


def drop_articles(connection: sa.Connection, document_id: str) -> None:
    """Takes the articles of a document out."""
    table = tables.articles
    connection.execute(sa.delete(table).where(table.c.document_id == document_id))


def read_articles(connection: sa.Connection, number: str) -> dict[str, tuple[Section, ...]]:
    """Document id → its articles of this number, documents by source, articles in document order."""
    a, d = tables.articles.c, tables.documents.c
    query = (
        sa.select(a.document_id, a.data)
        .join(tables.documents, a.document_id == d.id)
        .where(a.number == number, d.current)
        .order_by(d.source, a.position)
    )
    found: dict[str, list[Section]] = {}
    for row in connection.execute(query):
        found.setdefault(row.document_id, []).append(codec.loads(Section, row.data))
    return {document: tuple(sections) for document, sections in found.items()}


def fill_articles(connection: sa.Connection) -> None:
    """Makes the table of a library that was written without it."""
    tables.articles.create(connection, checkfirst=True)
    c = tables.documents.c
    ids = connection.execute(sa.select(c.id).where(c.current)).scalars().all()
    for identity in ids:  # one at a time: a library's sections need not fit in memory
        data = connection.execute(sa.select(c.sections).where(c.id == identity)).scalar_one()
        put_articles(connection, identity, codec.loads_many(Section, data))
