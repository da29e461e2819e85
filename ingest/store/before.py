"""How a row was before a change: what the history keeps so that the change can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ingest.store import states, tables
from ingest.store.rows import NEW, SYSTEM

EDITED = ("fields", "rejected", "by", "at", "note")
"""What is kept of an edit; where a person added the row, its words stay in the edit itself."""


def snapshot(connection: sa.Connection, fact_id: str) -> dict[str, Any]:
    """What people had said of a fact (``said``) and how they had edited it (``edit``); None: not at all."""
    row = states.state_row(connection, fact_id)
    edit = None if row is None else edit_of(connection, row.thread)
    return {"said": states.said_of(row), "edit": edit}


def edit_of(connection: sa.Connection, thread: str) -> dict[str, Any] | None:
    """The edit of a thread, as the history keeps it."""
    table = tables.edits
    row = connection.execute(sa.select(table).where(table.c.thread == thread)).first()
    return None if row is None else {name: getattr(row, name) for name in EDITED}


def put_edit(connection: sa.Connection, thread: str, source: str, edit: Mapping[str, Any]) -> None:
    """Writes an edit as it was; its added words, if it has any, stay as they are."""
    table = tables.edits
    done = connection.execute(sa.update(table).where(table.c.thread == thread).values(**edit))
    if not done.rowcount:
        whole = {"thread": thread, "source": source, "added": None, **edit}
        connection.execute(sa.insert(table).values(**whole))


def replayed(entries: list[Any]) -> dict[str, Any]:
    """The same for a state that was set before histories kept it: read from the entries before it.

    Proofs and flags were not kept then.
    """
    said = {"state": NEW, "by": "", "at": "", "note": "", "flag": "", "proof": ""}
    for entry in entries:
        if entry.event in ("state", "settle", "unsettle"):
            said["state"] = entry.state
        if entry.event == "state" and entry.by != SYSTEM:
            said |= {"by": entry.by, "at": entry.at, "note": entry.note}
            said["proof"] = json.loads(entry.data or "{}").get("proof", "")
    return {"said": said}
