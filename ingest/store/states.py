"""The checklist's states with their append-only history; every function takes a connection."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ingest.records import Fact
from ingest.store import codec, tables
from ingest.store.documents import Row
from ingest.store.facts import unknown_fact
from ingest.store.matching import Match, match
from ingest.store.rows import NEW, SYSTEM, HistoryRow, StateRow, Vanished

SETTLED = frozenset({NEW, "不适用"})
"""States of a vanished fact that nobody needs to be shown."""


def set_state(connection: sa.Connection, row: StateRow) -> None:
    """Sets a fact's state and appends it to the history; a flag of an older change is cleared."""
    known = _row(connection, row.fact_id)
    if known is None:
        source = _source_of(connection, row.fact_id)
        values = {"thread": row.fact_id, "source": source, "fact_id": row.fact_id}
        connection.execute(sa.insert(tables.states).values(**values, **_said(row)))
    else:
        connection.execute(
            sa.update(tables.states)
            .where(tables.states.c.fact_id == row.fact_id)
            .values(**_said(row))
        )
    _append(connection, row.fact_id if known is None else known.thread, row)


def states(connection: sa.Connection) -> dict[str, StateRow]:
    """Facts that somebody has said something of."""
    query = sa.select(tables.states).where(tables.states.c.vanished.is_(None))
    return {row.fact_id: _state(row) for row in connection.execute(query)}


def vanished(connection: sa.Connection) -> tuple[Vanished, ...]:
    """Facts with a state that their document no longer holds; settled ones are left out."""
    query = (
        sa.select(tables.states)
        .where(tables.states.c.vanished.is_not(None))
        .order_by(tables.states.c.at)
    )
    return tuple(
        Vanished(codec.loads_fact(row.vanished), row.source, _state(row))
        for row in connection.execute(query)
        if row.state not in SETTLED
    )


def history(connection: sa.Connection, fact_id: str) -> tuple[HistoryRow, ...]:
    """All that was said of a fact, through all versions, oldest first."""
    known = _row(connection, fact_id)
    thread = fact_id if known is None else known.thread
    c = tables.history.c
    query = sa.select(c.state, c.by, c.at, c.note).where(c.thread == thread).order_by(c.seq)
    return tuple(HistoryRow(**row) for row in connection.execute(query).mappings())


def carry_over(
    connection: sa.Connection,
    source: str,
    old: Sequence[Fact],
    new: Sequence[Fact],
    at: str,
    *,
    same_text: bool = False,
) -> None:
    """Lets states follow their facts from the old version of a source to the new one.

    A changed value or time is flagged and noted in the history; a vanished fact is kept with its
    state. With ``same_text`` the facts were only read again (another plan year) and nothing is flagged.
    """
    rows = {
        row.fact_id: row
        for row in connection.execute(
            sa.select(tables.states).where(tables.states.c.source == source)
        )
    }
    if not rows:
        return
    known = {fact.id: fact for fact in old}
    gone = {i: codec.loads_fact(row.vanished) for i, row in rows.items() if row.vanished}
    # Equal ids: the same words of the same text. Facts without a state take part in the matching
    # too: they must not be robbed of their match by one that has a state.
    earlier = [*old, *(fact for fact in gone.values() if fact.id not in known)]
    matches = {fact.id: Match(fact) for fact in new if fact.id in known or fact.id in gone}
    older = [fact for fact in earlier if fact.id not in matches]
    matches |= match(older, [fact for fact in new if fact.id not in matches])
    connection.execute(sa.delete(tables.states).where(tables.states.c.source == source))
    for fact_id, row in rows.items():
        fact = known.get(fact_id) or gone[fact_id]
        _carry(connection, row, fact, matches.get(fact_id), at, quiet=same_text)


def _carry(
    connection: sa.Connection,
    row: Row,
    fact: Fact,
    found: Match | None,
    at: str,
    *,
    quiet: bool,
) -> None:
    values = dict(row._mapping)
    note = ""
    if found is None:
        values["vanished"] = codec.dumps(fact)
        note = "" if row.vanished else "新版本中已没有这一条"
    else:
        values |= {"fact_id": found.fact.id, "vanished": None}
        note = "" if quiet else found.change
        if row.vanished:
            note = note or "新版本中又出现这一条"
    if note:
        values["flag"] = note
        entry = StateRow(values["fact_id"], row.state, SYSTEM, at, note)
        _append(connection, row.thread, entry)
    connection.execute(sa.insert(tables.states).values(**values))


def drop(connection: sa.Connection, source: str, at: str) -> None:
    """A removed document's rows leave the checklist; the history keeps them and says so."""
    query = sa.select(tables.states).where(tables.states.c.source == source)
    for row in connection.execute(query).all():
        entry = StateRow(row.fact_id, row.state, SYSTEM, at, f"文件已移出资料库：{source}")
        _append(connection, row.thread, entry)
    connection.execute(sa.delete(tables.states).where(tables.states.c.source == source))


def _append(connection: sa.Connection, thread: str, row: StateRow) -> None:
    connection.execute(
        sa.insert(tables.history).values(
            thread=thread, fact_id=row.fact_id, state=row.state, by=row.by, at=row.at, note=row.note
        )
    )


def _row(connection: sa.Connection, fact_id: str) -> Row | None:
    return connection.execute(
        sa.select(tables.states).where(tables.states.c.fact_id == fact_id)
    ).first()


def _source_of(connection: sa.Connection, fact_id: str) -> str:
    query = (
        sa.select(tables.documents.c.source).join(tables.facts).where(tables.facts.c.id == fact_id)
    )
    source = connection.execute(query).scalar()
    if source is None:
        raise unknown_fact(fact_id)
    return str(source)


def _said(row: StateRow) -> dict[str, str]:
    return {"state": row.state, "by": row.by, "at": row.at, "note": row.note, "flag": row.flag}


def _state(row: Row) -> StateRow:
    return StateRow(row.fact_id, row.state, row.by, row.at, row.note, row.flag)
