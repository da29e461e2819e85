"""How often and when rows changed, under names that outlive versions; every function takes a connection."""

from __future__ import annotations

import sqlalchemy as sa

from ingest.store import tables
from ingest.store.rows import Revision


def revisions(connection: sa.Connection) -> dict[str, Revision]:
    """What is known of every fact that has a history, by its id today."""
    h, s = tables.history.c, tables.states.c
    grouped = sa.select(
        h.thread, sa.func.count().label("changes"), sa.func.max(h.at).label("at"),
        sa.func.max(h.seq).label("seq"),
    ).group_by(h.thread).subquery()  # fmt: skip
    query = (
        sa.select(grouped, s.fact_id.label("today"), h.fact_id.label("last"))
        .join(tables.history, h.seq == grouped.c.seq)
        .join(tables.states, s.thread == grouped.c.thread, isouter=True)
    )
    return {
        row.today or row.last: Revision(row.thread, row.changes, row.at)
        for row in connection.execute(query)
    }
