"""One short text that changes whenever the library says something else; for readers who ask again."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from ingest.store import changes, edits, tables
from ingest.store import database as db
from ingest.store.recent import REVISION


def stamp(connection: sa.Connection) -> str:
    """Of the change log, the documents' rows, the edits, what people said, and the files that failed."""
    head = changes.head(connection)
    said = connection.execute(sa.select(sa.func.max(tables.history.c.seq))).scalar()
    files = connection.execute(sa.select(tables.outcomes).order_by(tables.outcomes.c.source)).all()
    parts = (head, db.get_meta(connection, REVISION), edits.stamp(connection), said, files)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
