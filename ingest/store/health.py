"""Whether the database agrees with itself and with the files beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from ingest.store import chunks as chunk_rows
from ingest.store import documents as docs
from ingest.store import edits, tables


def counts(connection: sa.Connection) -> tuple[int, int, int]:
    """Current documents, chunks, facts (without rejected ones)."""
    current_ones = sa.select(sa.func.count()).where(tables.documents.c.current)
    chunks = sa.select(sa.func.count()).select_from(tables.chunks)
    one, two = (connection.execute(query).scalar() or 0 for query in (current_ones, chunks))
    return one, two, len(edits.read_facts(connection))


def problems(connection: sa.Connection, original_path: Callable[[str], Path]) -> list[str]:
    """What in the database or beside it does not agree with itself."""
    found: list[str] = []
    for document in docs.stored(connection):
        text = docs.read_document(connection, document.id).text
        chunks = chunk_rows.read_chunks(connection, document_id=document.id)
        facts = edits.read_facts(connection, document_id=document.id)
        if (len(chunks), len(facts)) != (document.chunks, document.facts):
            found.append(f"{document.source}：段落或事实的数量不符")
        if any(text[one.start : one.end] != one.text for one in chunks):
            found.append(f"{document.source}：段落与原文不符")
        if any(text[one.start : one.end] != one.quote for one in facts):
            found.append(f"{document.source}：事实的引文与原文不符")
        name = docs.original_name(connection, document.id)
        if name and not original_path(name).is_file():
            found.append(f"{document.source}：原文件已不在 {original_path(name)}")
    return found
