"""State sheets in the history: what was said of a row when a sheet was exported, and what came back written into
it; every function takes a connection."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ingest.store import bulk, tables
from ingest.store.bulk import Wanted
from ingest.store.documents import Row
from ingest.store.rows import NEW, SaidThen


@dataclass(frozen=True, slots=True)
class FillIn:
    """What one line of a sheet sets of a row, and who filled it in."""

    fact_id: str
    wanted: Wanted
    by: str


def place(connection: sa.Connection) -> int:
    """The last entry of the history; a sheet that is exported now bears it."""
    return connection.execute(sa.select(sa.func.max(tables.history.c.seq))).scalar() or 0


def said_at(connection: sa.Connection, at: int) -> dict[str, SaidThen]:
    """What was said at a place in the history of rows that have changed since, by their ids today."""
    h, s = tables.history.c, tables.states.c
    query = (
        sa.select(h.thread, h.data, s.fact_id.label("today"), h.fact_id)
        .join(tables.states, s.thread == h.thread, isouter=True)
        .where(h.seq > at)
        .order_by(h.seq)
    )
    later: dict[str, list[Row]] = {}
    for row in connection.execute(query):
        later.setdefault(row.thread, []).append(row)
    found = {(rows[0].today or rows[0].fact_id): _before(rows) for rows in later.values()}
    return {fact_id: said for fact_id, said in found.items() if said is not None}


def _before(entries: Sequence[Row]) -> SaidThen | None:
    """What was said before the first of these entries. What a new version noted by itself changes nothing."""
    every = [json.loads(entry.data or "{}") for entry in entries]
    kept = next((data["before"] for data in every if "before" in data), None)
    if kept is None:
        return None
    said = kept["said"] or {"state": NEW, "by": "", "note": "", "proof": ""}
    changed = (change for data in every for change in data.get("changes", ()))
    owner = next((old for field, old, _ in changed if field == "owner"), None)
    return SaidThen(said["state"], said["by"], said["note"], said["proof"], owner)


def fill_in(
    connection: sa.Connection, lines: Sequence[FillIn], seen: int, at: str
) -> tuple[str, tuple[str, ...]]:
    """Writes what lines set, as one action. Returns its name, "" where nothing was written, and the rows that are
    left as they are because somebody has changed them since the history stood at ``seen``."""
    ids = [line.fact_id for line in lines]
    bulk.check(connection, ids)
    changed = set(said_at(connection, seen))
    batch = bulk.name_of_batch(connection, at)
    for line in lines:
        if line.fact_id not in changed:
            bulk.change(connection, line.fact_id, line.wanted, line.by, at, batch)
    left = tuple(fact_id for fact_id in ids if fact_id in changed)
    return (batch if len(left) < len(ids) else ""), left
