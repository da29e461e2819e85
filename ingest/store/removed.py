"""What was taken out of the library, kept for a while with all that brings it back; every function takes
a connection.

A kept document is two lines of JSON: a short head that lists can be made of, and every row that spoke of
its source. Its original files and vectors stay where they are until it is forgotten.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ingest.errors import SettingsError, UnknownId
from ingest.records import Metadata
from ingest.store import chunks as chunk_rows
from ingest.store import codec, scans, states, tables
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store.edits import STAMP, stamp
from ingest.store.recent import revise
from ingest.store.rows import NEW, SYSTEM, StateRow

DAYS = 30
"""How long what was removed can be brought back."""
LONGEST_TITLE = 120
HEAD = 1000
"""Characters of a row that surely hold its head."""
BY_SOURCE = (
    tables.documents, tables.states, tables.edits, tables.settled, tables.asked, tables.proposals,
    tables.outcomes, tables.scans,
)  # fmt: skip
"""Tables whose rows name the source; documents first, the others hang on them."""
BY_DOCUMENT = (
    tables.articles, tables.chunks, tables.facts, tables.earlier_facts, tables.uncovered,
)  # fmt: skip
"""Tables whose rows name a version of the document."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A removed file that can be brought back; ``at`` is UTC, ISO 8601, ``batch`` names what went in one go.

    ``states`` counts rows of the checklist of which a person had said something.
    """

    id: int
    source: str
    title: str
    at: str
    by: str
    batch: str = ""
    facts: int = 0
    states: int = 0
    sample: bool = False


def keep(connection: sa.Connection, source: str, *, by: str, batch: str, at: str) -> int:
    """Writes down every row of a source, before it is taken out; returns the name it is kept under."""
    ids = db.column(connection, tables.documents.c.id, tables.documents.c.source == source)
    rows = {t.name: _rows(connection, t, t.c.source == source) for t in BY_SOURCE}
    rows |= {t.name: _rows(connection, t, t.c.document_id.in_(ids)) for t in BY_DOCUMENT}
    current = next((row for row in rows["documents"] if row["current"]), None)
    title = codec.loads(Metadata, current["metadata"]).title if current else ""
    head = {
        "title": title[:LONGEST_TITLE], "batch": batch, "states": len(rows["states"]),
        "facts": current["facts"] if current else 0,
        "sample": bool(current["sample"] if current else _sample(rows["outcomes"])),
    }  # fmt: skip
    data = "\n".join(json.dumps(part, ensure_ascii=False) for part in (head, rows))
    insert = sa.insert(tables.removed).values(source=source, at=at, by=by, data=data)
    (removed_id,) = connection.execute(insert.returning(tables.removed.c.id)).one()
    return int(removed_id)


def _rows(
    connection: sa.Connection, table: sa.Table, condition: sa.ColumnElement[bool]
) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sa.select(table).where(condition)).mappings()]


def _sample(outcomes: Iterable[dict[str, Any]]) -> bool:
    return any(row["sample"] for row in outcomes)


def kept(connection: sa.Connection) -> tuple[Kept, ...]:
    """What can be brought back, newest first."""
    c = tables.removed.c
    columns = (c.id, c.source, c.at, c.by, sa.func.substr(c.data, 1, HEAD).label("head"))
    rows = connection.execute(sa.select(*columns).order_by(c.id.desc()))
    return tuple(
        Kept(id=r.id, source=r.source, at=r.at, by=r.by, **json.loads(r.head.split("\n")[0]))
        for r in rows
    )


def restore(connection: sa.Connection, removed_id: int, at: str) -> str:
    """Brings a file back with everything that was said of it; returns its source.

    Raises:
        UnknownId: nothing is kept under this name (any more).
        SettingsError: another file has taken its name meanwhile.
    """
    table = tables.removed
    found = connection.execute(sa.select(table).where(table.c.id == removed_id)).first()
    if found is None:
        raise UnknownId("这份文件已经恢复过，或移出已超过 30 天。", "需要时请重新添加原来的文件。")
    _refuse_taken(connection, found.source)
    rows = json.loads(found.data.partition("\n")[2])
    for one in (*BY_SOURCE, *BY_DOCUMENT):
        _put_back(connection, one, rows.get(one.name, []))
    connection.execute(sa.delete(table).where(table.c.id == removed_id))
    _say_in_history(connection, found.source, at)
    for row in rows["documents"]:
        docs.log_change(connection, row["id"])
    db.put_meta(connection, STAMP, str(stamp(connection) + 1))
    revise(connection)
    return str(found.source)


def _refuse_taken(connection: sa.Connection, source: str) -> None:
    c = tables.outcomes.c
    held = docs.current(connection, source) is not None
    if held or connection.execute(sa.select(c.source).where(c.source == source)).first():
        raise SettingsError(
            f"库里现在又有一份叫“{source}”的文件，不能恢复到同一个名字下。",
            "请先移出现在的那一份，再恢复这一份。",
        )


def _put_back(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Rows as they were; columns that an older program did not know take their default."""
    counted = {c.name for c in table.c if c.name == "seq" and c.primary_key}
    for row in rows:
        known = {k: v for k, v in row.items() if k in table.c and k not in counted}
        connection.execute(sa.insert(table).values(**known))


def _say_in_history(connection: sa.Connection, source: str, at: str) -> None:
    """Every row with a history tells that it is back."""
    said = states.BROUGHT_BACK + source
    table = tables.states
    for row in connection.execute(sa.select(table).where(table.c.source == source)).all():
        states.append(connection, row.thread, StateRow(row.fact_id, row.state, SYSTEM, at, said))
    for item in db.column(connection, tables.settled.c.item, tables.settled.c.source == source):
        entry = StateRow(item, NEW, SYSTEM, at, said)
        states.append(connection, item, entry, event="settle")


def forget(connection: sa.Connection, ids: Iterable[int]) -> tuple[list[str], set[str]]:
    """Deletes what is kept under these names for good, with the vectors that nothing needs any more.

    Returns the originals that nothing needs any more, and the content hashes of the files.
    """
    names, hashes, contents = set(), set(), set()
    table = tables.removed
    for removed_id in ids:
        query = sa.select(table.c.data).where(table.c.id == removed_id)
        rows = json.loads(connection.execute(query).scalar_one().partition("\n")[2])
        names |= _originals(rows)
        contents |= {row["sha256"] for row in (*rows["documents"], *rows["scans"])}
        hashes |= {row["text_hash"] for row in rows["chunks"]}
        connection.execute(sa.delete(table).where(table.c.id == removed_id))
    chunk_rows.drop_unused_vectors(connection, hashes)
    return scans.unneeded(connection, names), contents


def outdated(connection: sa.Connection, now: str) -> list[int]:
    """What has been kept for its time."""
    limit = dt.datetime.fromisoformat(now) - dt.timedelta(days=DAYS)
    c = tables.removed.c
    return db.column(connection, c.id, c.at < limit.isoformat(timespec="seconds"))


def originals(connection: sa.Connection) -> set[str]:
    """The files that are needed to bring something back."""
    found: set[str] = set()
    for data in connection.execute(sa.select(tables.removed.c.data)).scalars():
        found |= _originals(json.loads(data.partition("\n")[2]))
    return found


def _originals(rows: dict[str, list[dict[str, Any]]]) -> set[str]:
    names = {row["original"] for row in rows["documents"]}
    return (names | {row["sha256"] for row in rows["scans"]}) - {""}
