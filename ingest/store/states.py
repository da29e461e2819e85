"""The checklist's states with their append-only history; every function takes a connection."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ingest import fact_edits
from ingest.errors import SettingsError
from ingest.records import Origin
from ingest.store import changes, codec, tables
from ingest.store import database as db
from ingest.store.documents import Row
from ingest.store.facts import unknown_fact
from ingest.store.rows import NEW, SYSTEM, HistoryRow, StateRow, Vanished

SETTLED = frozenset({NEW, "不适用"})
"""States of a vanished fact that nobody needs to be shown."""
TAKEN_OUT, BROUGHT_BACK = "文件已移出资料库：", "文件已恢复到资料库："
"""How the history says that a document went and came; neither changes what was said of its rows."""


def set_state(
    connection: sa.Connection, row: StateRow, *, proof: str | None = None, batch: str = ""
) -> StateRow:
    """Sets a fact's state and appends it to the history; a flag of an older change is cleared. Without
    ``proof`` the one that is there stays. Returns what is now said of the fact."""
    known = state_row(connection, row.fact_id)
    kept = "" if known is None else str(known.proof)
    row = replace(row, proof=kept if proof is None else proof)
    if known is None:
        thread = anchor(connection, row.fact_id, source_of(connection, row.fact_id))
    else:
        thread = str(known.thread)
    connection.execute(
        sa.update(tables.states)
        .where(tables.states.c.fact_id == row.fact_id)
        .values(**columns_of(row))
    )
    data = {"before": {"said": said_of(known)}, "proof": proof or ""}
    append(connection, thread, row, data=data, batch=batch)
    return row


def anchor(connection: sa.Connection, fact_id: str, source: str) -> str:
    """The thread of a fact; a fact of which nobody has said anything gets its row. Clears its flag."""
    known = state_row(connection, fact_id)
    if known is None:
        thread = thread_of(connection, fact_id)
        values = {"thread": thread, "source": source, "fact_id": fact_id}
        said = columns_of(StateRow(fact_id, NEW, "", "", ""))
        connection.execute(sa.insert(tables.states).values(**values, **said))
        return thread
    cleared = sa.update(tables.states).where(tables.states.c.fact_id == fact_id)
    connection.execute(cleared.values(flag=""))
    return str(known.thread)


def states(connection: sa.Connection) -> dict[str, StateRow]:
    """Facts that somebody has said something of."""
    c = tables.states.c
    query = sa.select(c.fact_id, *(c[name] for name in SAID)).where(c.vanished.is_(None))
    return {row[0]: StateRow(*row) for row in connection.execute(query)}


def moment(connection: sa.Connection) -> Hashable:
    """It changes whenever what people said changes: each word goes to the history, and facts get new ids only where a
    document changes."""
    said = connection.execute(sa.select(sa.func.max(tables.history.c.seq))).scalar()
    return changes.head(connection), said


def vanished(connection: sa.Connection) -> tuple[Vanished, ...]:
    """Facts with a state or an edit that their document no longer holds; settled ones are left out."""
    e = tables.edits.c
    query = (
        sa.select(tables.states, e.fields, e.rejected, e.added)
        .join(tables.edits, tables.states.c.thread == e.thread, isouter=True)
        .where(tables.states.c.vanished.is_not(None))
        .order_by(tables.states.c.at)
    )
    return tuple(
        _vanished(row)
        for row in connection.execute(query)
        if not row.rejected
        and (row.state not in SETTLED or (row.state == NEW and row.fields is not None))
    )


def _vanished(row: Row) -> Vanished:
    fact = codec.loads_fact(row.vanished)
    fields = json.loads(row.fields or "{}")
    origin: Origin = "added" if row.added else "corrected" if fields else "machine"
    # Corrections of a fact that had changed before it went may not fit it.
    with contextlib.suppress(SettingsError):
        fact = fact_edits.apply(fact, fields)
    return Vanished(fact, row.source, _state(row), origin)


def history(connection: sa.Connection, fact_id: str) -> tuple[HistoryRow, ...]:
    """All that was said of a fact, through all versions, oldest first."""
    c = tables.history.c
    query = sa.select(tables.history).where(c.thread == thread_of(connection, fact_id))
    rows = connection.execute(query.order_by(c.seq)).all()
    gone = undone(rows)
    return tuple(_entry(row, undone=row.seq in gone) for row in rows)


def undone(rows: Sequence[Row]) -> frozenset[int]:
    """Which entries (``seq``) of histories, oldest first, have been taken back. An undoing that was itself
    undone takes nothing back."""
    gone: set[int] = set()
    for row in reversed(rows):
        if row.event == "undo" and row.seq not in gone:
            gone.add(json.loads(row.data)["undoes"])
    return frozenset(gone)


def _entry(row: Row, *, undone: bool) -> HistoryRow:
    data = json.loads(row.data or "{}")
    machine = data.get("machine")
    return HistoryRow(
        row.state, row.by, row.at, row.note, row.event,
        tuple((field, before, after) for field, before, after in data.get("changes", ())),
        None if machine is None else codec.loads_fact(json.dumps(machine)),
        data.get("proof", ""), row.batch, undone,
    )  # fmt: skip


def settled_before(connection: sa.Connection, fact_id: str) -> dict[str, str] | None:
    """State and flag of a row before a person settled it, where that was the last thing said."""
    c = tables.history.c
    query = sa.select(c.event, c.data).where(c.thread == thread_of(connection, fact_id))
    for moved in (TAKEN_OUT, BROUGHT_BACK):
        query = query.where(sa.not_(c.note.startswith(moved, autoescape=True)))
    last = connection.execute(query.order_by(c.seq.desc()).limit(1)).first()
    return json.loads(last.data) if last is not None and last.event == "settle" else None


def drop(connection: sa.Connection, source: str, at: str) -> None:
    """A removed document's rows leave the checklist; the history keeps them and says so."""
    query = sa.select(tables.states).where(tables.states.c.source == source)
    for row in connection.execute(query).all():
        entry = StateRow(row.fact_id, row.state, SYSTEM, at, TAKEN_OUT + source)
        append(connection, row.thread, entry)
    for table in (tables.states, tables.edits):
        connection.execute(sa.delete(table).where(table.c.source == source))


def append(
    connection: sa.Connection,
    thread: str,
    row: StateRow,
    *,
    event: str = "state",
    data: Mapping[str, Any] | None = None,
    batch: str = "",
) -> None:
    """Writes one entry of a history; nothing is ever taken out of it."""
    connection.execute(
        sa.insert(tables.history), [entry(thread, row, event=event, data=data, batch=batch)]
    )


def entry(
    thread: str,
    row: StateRow,
    *,
    event: str = "state",
    data: Mapping[str, Any] | None = None,
    batch: str = "",
) -> dict[str, str]:
    """One entry of a history, as its table holds it."""
    return {
        "thread": thread, "fact_id": row.fact_id, "state": row.state, "by": row.by, "at": row.at,
        "note": row.note, "event": event, "batch": batch,
        "data": json.dumps(data, ensure_ascii=False) if data else "",
    }  # fmt: skip


def state_row(connection: sa.Connection, fact_id: str) -> Row | None:
    """What is kept of a fact that somebody has said something of."""
    return connection.execute(
        sa.select(tables.states).where(tables.states.c.fact_id == fact_id)
    ).first()


def thread_of(connection: sa.Connection, fact_id: str) -> str:
    """The name of a fact's history: that of its row, else the one it had last, else its own id."""
    known = state_row(connection, fact_id)
    if known is not None:
        return str(known.thread)
    taken = sa.select(tables.states.c.thread)
    c = tables.history.c
    query = sa.select(c.thread).where(c.fact_id == fact_id, c.thread.not_in(taken))
    thread = connection.execute(query.order_by(c.seq.desc()).limit(1)).scalar()
    if thread is not None:
        return str(thread)
    # Another fact may have taken this id's thread with it into a later version.
    names = [fact_id, *(f"{fact_id}~{n}" for n in range(1, 100))]
    used = set(db.column(connection, tables.states.c.thread, tables.states.c.thread.in_(names)))
    return next(name for name in names if name not in used)


def source_of(connection: sa.Connection, fact_id: str) -> str:
    """The document that holds a fact. Raises UnknownId."""
    query = (
        sa.select(tables.documents.c.source).join(tables.facts).where(tables.facts.c.id == fact_id)
    )
    source = connection.execute(query).scalar()
    if source is None:
        raise unknown_fact(connection, fact_id)
    return str(source)


SAID = ("state", "by", "at", "note", "flag", "proof")
"""What the row of a fact holds of what people said."""


def said_of(row: Row | None) -> dict[str, str] | None:
    """What was said of a fact, as the history keeps it; None where nobody had said anything."""
    return None if row is None else {name: getattr(row, name) for name in SAID}


def columns_of(row: StateRow) -> dict[str, str]:
    """What people say of a fact, as its table holds it."""
    return {name: getattr(row, name) for name in SAID}


def _state(row: Row) -> StateRow:
    return StateRow(row.fact_id, *(getattr(row, name) for name in SAID))
