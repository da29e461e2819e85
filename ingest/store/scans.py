"""The queue of scans: files with pages that are pictures wait here, their bytes kept, until OCR has read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from ingest.store import database as db
from ingest.store import tables
from ingest.store.database import Database
from ingest.store.originals import Originals
from ingest.store.rows import Scan


class Scans:
    """The queue, oldest first. It outlives the program: what was not read goes on after a restart.

    A row leaves with its document (removed, or other bytes under its name) and when it was taken in.
    """

    def __init__(self, database: Database, originals: Originals) -> None:
        self._database = database
        self._originals = originals

    def add(self, scan: Scan, data: bytes) -> None:
        """Keeps the bytes and puts the scan at the end; the same bytes keep their place."""
        c = tables.scans.c
        self._originals.keep(data)
        with self._database.write() as connection:
            same = sa.select(c.seq).where(c.source == scan.source, c.sha256 == scan.sha256)
            values = {"pages": json.dumps(scan.pages), "plan_year": scan.plan_year}
            if connection.execute(same).first() is not None:
                connection.execute(sa.update(tables.scans).where(_is(scan)).values(**values))
                return
            connection.execute(sa.delete(tables.scans).where(c.source == scan.source))
            connection.execute(
                sa.insert(tables.scans).values(
                    source=scan.source, sha256=scan.sha256, suffix=scan.suffix,
                    sample=scan.sample, **values,
                )
            )  # fmt: skip

    def waiting(self) -> tuple[Scan, ...]:
        """All that waits or is being read, oldest first."""
        with self._database.read() as connection:
            return read_scans(connection)

    def holds(self, scan: Scan) -> bool:
        """Is it still wanted? False once it was removed, taken in, or other bytes took its name."""
        with self._database.read() as connection:
            return (
                connection.execute(sa.select(tables.scans.c.seq).where(_is(scan))).first()
                is not None
            )

    def note(self, scan: Scan, done: int) -> bool:
        """Notes how many pages have been read; False where the scan is no longer wanted."""
        with self._database.write() as connection:
            update = sa.update(tables.scans).where(_is(scan)).values(done=done)
            return connection.execute(update).rowcount > 0

    def drop(self, scan: Scan) -> None:
        """Takes a scan out, with its bytes where no document needs them."""
        with self._database.write() as connection:
            connection.execute(sa.delete(tables.scans).where(_is(scan)))
            unused = unneeded(connection, [scan.sha256])
        for name in unused:
            self._originals.drop(name)

    def path(self, scan: Scan) -> Path | None:
        """Where its bytes lie; None where they are gone."""
        path = self._originals.path(scan.sha256)
        return path if path.is_file() else None


def _is(scan: Scan) -> sa.ColumnElement[bool]:
    return sa.and_(tables.scans.c.source == scan.source, tables.scans.c.sha256 == scan.sha256)


def read_scans(connection: sa.Connection) -> tuple[Scan, ...]:
    """The queue, oldest first."""
    c = tables.scans.c
    columns = (c.source, c.sha256, c.suffix, c.pages, c.plan_year, c.sample, c.done)
    rows = connection.execute(sa.select(*columns).order_by(c.seq)).mappings()
    return tuple(Scan(**{**row, "pages": tuple(json.loads(row["pages"]))}) for row in rows)


def drop_source(connection: sa.Connection, source: str, *, but: str = "") -> list[str]:
    """Takes the scans of a source out, but those of the bytes ``but``; returns their hashes."""
    c = tables.scans.c
    found = db.column(connection, c.sha256, c.source == source, c.sha256 != but)
    connection.execute(sa.delete(tables.scans).where(c.source == source, c.sha256 != but))
    return found


def unneeded(connection: sa.Connection, names: Iterable[str]) -> list[str]:
    """Which originals neither a document nor a waiting scan needs, nor what may be brought back."""
    wanted = set(names)
    for column in (tables.documents.c.original, tables.scans.c.sha256):
        wanted -= set(db.column(connection, column, column.in_(wanted)))
    return sorted(name for name in wanted if not _kept(connection, name))


def _kept(connection: sa.Connection, name: str) -> bool:
    """Does something that was removed lately need this file? A content hash stands nowhere by chance."""
    c = tables.removed.c
    query = sa.select(c.id).where(c.data.contains(name, autoescape=True)).limit(1)
    return connection.execute(query).first() is not None
