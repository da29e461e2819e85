"""One action on many rows, all of them or none; every function takes a connection."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ingest.store import database as db
from ingest.store import editing, edits, states, tables
from ingest.store import facts as fact_rows
from ingest.store.documents import Row
from ingest.store.rows import Batch, StateRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an action sets; None leaves a thing as it is, "" empties it."""

    state: str | None = None
    note: str | None = None
    proof: str | None = None
    owner: str | None = None


def name_of_batch(connection: sa.Connection, at: str) -> str:
    """A name for the action that writes next. Inside one writing transaction nobody else can take it."""
    last = connection.execute(sa.select(sa.func.max(tables.history.c.seq))).scalar() or 0
    return hashlib.sha256(f"batch\0{last}\0{at}".encode()).hexdigest()[:16]


def change_all(
    connection: sa.Connection, ids: Sequence[str], wanted: Wanted, by: str, at: str
) -> str:
    """Sets the same of many rows; returns the name of the batch.

    Raises:
        UnknownId: one of them is not there or was rejected.
        SettingsError: a row takes no such owner.
    """
    unique = list(dict.fromkeys(ids))
    check(connection, unique)
    batch = name_of_batch(connection, at)
    _change(connection, unique, wanted, by, at, batch)
    return batch


def change(
    connection: sa.Connection, fact_id: str, wanted: Wanted, by: str, at: str, batch: str
) -> None:
    """Sets what is wanted of one row, as part of a batch."""
    _change(connection, [fact_id], wanted, by, at, batch)


def _change(
    connection: sa.Connection, ids: Sequence[str], wanted: Wanted, by: str, at: str, batch: str
) -> None:
    if wanted.owner is not None:
        typed = {"owner": wanted.owner}
        for fact_id in ids:
            editing.correct(connection, fact_id, typed, by, at, wanted.note or "", batch=batch)
    if not wanted.state is wanted.note is wanted.proof is None:
        _say(connection, ids, wanted, by, at, batch)


def _say(
    connection: sa.Connection, ids: Sequence[str], wanted: Wanted, by: str, at: str, batch: str
) -> None:
    """What ``states.set_state`` does, of many rows at once: a thousand take a second and not ten."""
    known = _state_rows(connection, ids)
    for fact_id in ids:
        if fact_id not in known:
            states.anchor(connection, fact_id, states.source_of(connection, fact_id))
    old = {fact_id: known.get(fact_id) for fact_id in ids}
    known |= _state_rows(connection, [i for i in ids if i not in known])
    said, entries = [], []
    for fact_id in ids:
        row = known[fact_id]
        note = row.note if wanted.note is None else wanted.note
        proof = row.proof if wanted.proof is None else wanted.proof
        new = StateRow(fact_id, wanted.state or row.state, by, at, note, "", proof)
        said.append({"of": fact_id, **states.columns_of(new)})
        data = {"before": {"said": states.said_of(old[fact_id])}, "proof": wanted.proof or ""}
        told = replace(new, note=wanted.note or "")
        entries.append(states.entry(row.thread, told, data=data, batch=batch))
    c = tables.states.c
    names: dict[str, Any] = {name: sa.bindparam(name) for name in states.SAID}
    update = sa.update(tables.states).where(c.fact_id == sa.bindparam("of")).values(names)
    connection.execute(update, said)
    connection.execute(sa.insert(tables.history), entries)


def _state_rows(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Row]:
    c = tables.states.c
    return {
        row.fact_id: row
        for some in db.batches(ids)
        for row in connection.execute(sa.select(tables.states).where(c.fact_id.in_(some)))
    }


def check(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Every row must be there for people to see.

    Raises:
        UnknownId: one of them is not, or was rejected.
    """
    edited = edits.read_edits(connection)
    c = tables.facts.c
    known = {i for some in db.batches(ids) for i in db.column(connection, c.id, c.id.in_(some))}
    for fact_id in ids:
        edit = edited.get(fact_id)
        if edit is not None and edit.rejected:
            raise fact_rows.rejected_fact(fact_id)
        if edit is None and fact_id not in known:
            raise fact_rows.unknown_fact(connection, fact_id)


def batches(connection: sa.Connection, limit: int) -> tuple[Batch, ...]:
    """The latest actions, newest first."""
    c = tables.history.c
    newest = sa.func.max(c.seq)
    query = sa.select(c.batch).where(c.batch != "").group_by(c.batch).order_by(newest.desc())
    names = list(connection.execute(query.limit(limit)).scalars())
    return tuple(batch(connection, name) for name in names)


def batch(connection: sa.Connection, name: str) -> Batch:
    """One action. Its entries must be there."""
    c = tables.history.c
    rows = connection.execute(
        sa.select(c.seq, c.fact_id, c.state, c.by, c.at, c.event, c.thread)
        .where(c.batch == name).order_by(c.seq)
    ).all()  # fmt: skip
    gone: set[int] = set()
    for some in db.batches(dict.fromkeys(row.thread for row in rows)):
        later = sa.select(tables.history).where(c.thread.in_(some), c.seq >= rows[0].seq)
        gone |= states.undone(connection.execute(later.order_by(c.seq)).all())
    return Batch(
        name, rows[-1].by, rows[-1].at, rows[-1].event,
        tuple(dict.fromkeys(row.state for row in rows if row.event != "correct")),
        tuple(dict.fromkeys(row.fact_id for row in rows)),
        all(row.seq in gone for row in rows),
    )  # fmt: skip
