"""The versions of a document, the facts that each held, and what the next one changed in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ingest.records import Fact, Metadata
from ingest.store import codec, tables
from ingest.store import documents as docs
from ingest.store.compare import FactChange, compare, count
from ingest.store.database import Database
from ingest.store.facts import read_facts
from ingest.store.predecessors import predecessor


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one document; ``version`` counts from 1. ``current``: the newest of its source."""

    id: str
    source: str
    version: int
    current: bool
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Changes:
    """What ``later`` changed in the facts of ``earlier``; ``known`` False: those were not kept.

    The two are versions of one source, or two documents of which one follows the other.
    """

    earlier: Version
    later: Version
    rows: tuple[FactChange, ...]
    known: bool = True

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many facts were added, changed, vanished."""
        return count(self.rows)

    @property
    def same_source(self) -> bool:
        """Are both the same file at two times?"""
        return self.earlier.source == self.later.source


def keep_facts(connection: sa.Connection, document_id: str, facts: Sequence[Fact]) -> None:
    """Keeps what a version held, at the moment when another text takes its place."""
    table = tables.earlier_facts
    connection.execute(sa.delete(table).where(table.c.document_id == document_id))
    connection.execute(
        sa.insert(table).values(document_id=document_id, data=codec.dumps(tuple(facts)))
    )


class Versions:
    """Reads versions and compares them. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, document_id: str) -> tuple[Version, ...]:
        """All versions of the document that has this id in one of them, oldest first.

        Raises:
            UnknownId: the library does not hold this document.
        """
        with self._database.read() as connection:
            source = docs.source_of(connection, document_id)
            return _versions(connection, tables.documents.c.source == source)

    def facts(self, document_id: str) -> tuple[Fact, ...] | None:
        """The facts of any version; None of an older one whose facts were not kept."""
        with self._database.read() as connection:
            return _facts(connection, document_id)

    def between(self, earlier_id: str, later_id: str) -> Changes:
        """What a document changed in another one, or in an older version.

        Raises:
            UnknownId: the library does not hold one of them.
        """
        with self._database.read() as connection:
            return _changes(connection, _version(connection, earlier_id),
                            _version(connection, later_id))  # fmt: skip

    def since_last(self, document_id: str) -> Changes | None:
        """What a version changed in the one before it; None of a first version.

        Raises:
            UnknownId: the library does not hold this document.
        """
        with self._database.read() as connection:
            return _since_last(connection, _version(connection, document_id))

    def changes(self, document_id: str) -> tuple[Changes, ...]:
        """What a document changed: in its own version before, then in the document that it follows.

        Empty where it has neither.

        Raises:
            UnknownId: the library does not hold this document.
        """
        with self._database.read() as connection:
            own = _version(connection, document_id)
            found = [_since_last(connection, own)]
            others = docs.stored(connection)
            this = next((d for d in others if d.id == document_id), None)
            followed = predecessor(this, others) if this is not None else None
            if followed is not None:
                found.append(_changes(connection, _version(connection, followed.id), own))
        return tuple(changes for changes in found if changes is not None)


def _since_last(connection: sa.Connection, own: Version) -> Changes | None:
    c = tables.documents.c
    older = _versions(connection, c.source == own.source, c.version < own.version)
    return _changes(connection, older[-1], own) if older else None


def _changes(connection: sa.Connection, earlier: Version, later: Version) -> Changes:
    old, new = _facts(connection, earlier.id), _facts(connection, later.id)
    if old is None or new is None:
        return Changes(earlier, later, (), known=False)
    years = (earlier.metadata.plan_year, later.metadata.plan_year)
    shift = 0 if None in years else (years[1] or 0) - (years[0] or 0)
    return Changes(earlier, later, compare(old, new, years=shift))


def _facts(connection: sa.Connection, document_id: str) -> tuple[Fact, ...] | None:
    if _version(connection, document_id).current:
        return read_facts(connection, document_id=document_id)
    c = tables.earlier_facts.c
    data = connection.execute(sa.select(c.data).where(c.document_id == document_id)).scalar()
    return None if data is None else tuple(map(codec.to_fact, json.loads(data)))


def _version(connection: sa.Connection, document_id: str) -> Version:
    found = _versions(connection, tables.documents.c.id == document_id)
    if not found:
        raise docs.unknown_document(document_id)
    return found[0]


def _versions(
    connection: sa.Connection, *conditions: sa.ColumnElement[bool]
) -> tuple[Version, ...]:
    c = tables.documents.c
    query = sa.select(c.id, c.source, c.version, c.current, c.metadata)
    rows = connection.execute(query.where(*conditions).order_by(c.version))
    return tuple(
        Version(r.id, r.source, r.version, r.current, codec.loads(Metadata, r.metadata))
        for r in rows
    )
