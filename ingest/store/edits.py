"""People's edits of facts over the machine's own reading; every function takes a connection.

An edit is kept by thread, the name of a fact's history: the row in ``states`` carries the thread from
version to version, and the edit goes with it. Nothing of the machine's reading is overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa

from ingest import fact_edits
from ingest.errors import SettingsError
from ingest.records import Fact, Origin, Section
from ingest.store import codec, tables
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store import facts as fact_rows
from ingest.store.documents import Row
from ingest.store.recent import revise
from ingest.store.rows import Edit

STAMP = "edits"
"""The meta value that counts edits: what was read before the last one is out of date."""


def stamp(connection: sa.Connection) -> int:
    """How many edits there have been."""
    return int(db.get_meta(connection, STAMP) or 0)


# --- reading ----------------------------------------------------------------------------------


def read_edits(connection: sa.Connection) -> dict[str, Edit]:
    """Edits of facts of current documents, by fact id."""
    s, e = tables.states.c, tables.edits.c
    columns = (s.fact_id, e.fields, e.rejected, e.added, e.by, e.at, e.note)
    query = sa.select(*columns).join(tables.edits, s.thread == e.thread).where(s.vanished.is_(None))
    rows = connection.execute(query).all()
    below = _machine(connection, [row.fact_id for row in rows if row.added is None])
    found: dict[str, Edit] = {}
    for row in rows:
        fact = below.get(row.fact_id) if row.added is None else codec.loads_fact(row.added)
        if fact is not None:
            found[row.fact_id] = _edit(row, fact)
    return found


def _edit(row: Row, machine: Fact) -> Edit:
    origin: Origin = "machine"
    if row.added is not None:
        origin = "added"
    elif row.fields != "{}":
        origin = "corrected"
    fields = tuple(json.loads(row.fields).items())
    return Edit(
        row.fact_id, origin, bool(row.rejected), fields, row.by, row.at, row.note, machine
    )  # fmt: skip


def _machine(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Fact]:
    c = tables.facts.c
    found: dict[str, Fact] = {}
    for some in db.batches(ids):
        found |= {
            row.id: codec.loads_fact(row.data)
            for row in connection.execute(sa.select(c.id, c.data).where(c.id.in_(some)))
        }
    return found


def corrected(edit: Edit) -> Fact:
    """The fact as people see it. Corrections that no longer fit a new reading leave it as it is; the
    row is then flagged (follow_edits)."""
    try:
        return fact_edits.apply(edit.machine, dict(edit.fields))
    except SettingsError:
        return edit.machine


def read_facts(
    connection: sa.Connection, *, document_id: str | None = None, rejected: bool = False
) -> tuple[Fact, ...]:
    """Facts as people see them, by source and place in the text; rejected ones only where asked."""
    machine = fact_rows.read_facts(connection, document_id=document_id)
    edits = read_edits(connection)
    if not edits:
        return machine
    shown = {i: edit for i, edit in edits.items() if rejected or not edit.rejected}
    kept = [
        corrected(shown[fact.id]) if fact.id in shown else fact
        for fact in machine
        if fact.id not in edits or fact.id in shown
    ]
    added = [corrected(edit) for edit in shown.values() if edit.origin == "added"]
    added = [fact for fact in added if document_id in (None, fact.document_id)]
    return _in_order(connection, kept, added) if added else tuple(kept)


def _in_order(
    connection: sa.Connection, kept: Iterable[Fact], added: Iterable[Fact]
) -> tuple[Fact, ...]:
    """The machine's facts in their own order, each added one before the first that begins after it."""
    by_document: dict[str, list[Fact]] = {}
    for fact in kept:
        by_document.setdefault(fact.document_id, []).append(fact)
    for fact in added:
        here = by_document.setdefault(fact.document_id, [])
        after = (n for n, other in enumerate(here) if other.start > fact.start)
        here.insert(next(after, len(here)), fact)
    c = tables.documents.c
    sources = {row.id: row.source for row in connection.execute(sa.select(c.id, c.source))}
    order = sorted(by_document, key=lambda identity: sources[identity])
    return tuple(fact for identity in order for fact in by_document[identity])


def read_fact(connection: sa.Connection, fact_id: str, *, rejected: bool = False) -> Fact:
    """One fact as people see it.

    Raises:
        UnknownId: no current document holds it, or it was rejected (unless asked for).
    """
    edit = read_edits(connection).get(fact_id)
    if edit is None:
        return fact_rows.read_fact(connection, fact_id)
    if edit.rejected and not rejected:
        raise fact_rows.rejected_fact(fact_id)
    return corrected(edit)


def recount(connection: sa.Connection, source: str) -> None:
    """Writes how many facts of a source people see."""
    now = docs.current(connection, source)
    if now is not None:
        count = len(read_facts(connection, document_id=now.id))
        table = tables.documents
        connection.execute(sa.update(table).where(table.c.id == now.id).values(facts=count))
        revise(connection)


def section_at(sections: Iterable[Section], start: int) -> tuple[str, ...]:
    """The headings above a place in the text."""
    held = [s for s in sections if s.start <= start < s.end]
    return max(held, key=lambda s: (s.level, s.start)).path if held else ()
