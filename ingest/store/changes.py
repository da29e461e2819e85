"""The change log that the indexes follow: where it stands, and what lies between two positions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from ingest.store import tables


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the change log. ``token`` names the change itself: a database that was restored from
    a backup may hold another change under the same number."""

    seen: int
    token: str


START = Position(0, "")
"""Before the first change."""


def head(connection: sa.Connection) -> Position:
    """The newest change."""
    c = tables.changes.c
    row = connection.execute(
        sa.select(c.seq, c.document_id, c.at).order_by(c.seq.desc()).limit(1)
    ).first()
    return START if row is None else Position(row.seq, _token(row.document_id, row.at))


def since(connection: sa.Connection, position: Position) -> list[str] | None:
    """Documents that changed after a position, each once; None where the log does not hold it."""
    c = tables.changes.c
    if position != START:
        query = sa.select(c.document_id, c.at).where(c.seq == position.seen)
        row = connection.execute(query).first()
        if row is None or _token(row.document_id, row.at) != position.token:
            return None
    query = sa.select(c.document_id).where(c.seq > position.seen).order_by(c.seq)
    return list(dict.fromkeys(connection.execute(query).scalars()))


def _token(document_id: str, at: str) -> str:
    return hashlib.sha256(f"{document_id}\0{at}".encode()).hexdigest()[:16]
