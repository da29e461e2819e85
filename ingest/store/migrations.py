"""What brings the database of an older version of this program forward, one schema version a step.

A step writes what it changes in SQL of its own: tables.py says how the newest schema looks, not how it looked then.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import sqlalchemy as sa

from ingest.store import tables
from ingest.store.articles import fill_articles

Migration = Callable[[sa.Connection], None]

TITLE_LENGTH = 80
"""Code points of a conversation's title at most."""


def _queue_of_scans(connection: sa.Connection) -> None:
    """Version 2: scans wait in a table; metadata itself names the fields that people wrote."""
    tables.scans.create(connection)
    query = sa.text("SELECT id, metadata FROM documents WHERE plan_year_edited")
    for row in connection.execute(query).all():
        known = json.dumps(
            {**json.loads(row.metadata), "edited": ["plan_year"]}, ensure_ascii=False
        )
        written = {"id": row.id, "metadata": known}
        connection.execute(
            sa.text("UPDATE documents SET metadata = :metadata WHERE id = :id"), written
        )
    connection.execute(sa.text("ALTER TABLE documents DROP COLUMN plan_year_edited"))


def _facts_of_earlier_versions(connection: sa.Connection) -> None:
    """Version 3: what a version held is kept when the next one takes its place."""
    tables.earlier_facts.create(connection, checkfirst=True)


def _edits_of_facts(connection: sa.Connection) -> None:
    """Version 4: people's edits of facts, and the review queue; ``rebuild`` fills the queue."""
    for table in (tables.edits, tables.uncovered, tables.settled):
        table.create(connection)
    for column in (
        "documents ADD COLUMN uncovered INTEGER",
        "history ADD COLUMN event VARCHAR(16) NOT NULL DEFAULT 'state'",
        "history ADD COLUMN data TEXT NOT NULL DEFAULT ''",
    ):
        connection.execute(sa.text(f"ALTER TABLE {column}"))


def _proposals(connection: sa.Connection) -> None:
    """Version 6: what a language model proposed for the review queue."""
    for table in (tables.asked, tables.proposals):
        table.create(connection, checkfirst=True)


def _bulk_and_conversations(connection: sa.Connection) -> None:
    """Version 7: proofs of what is done, changes made together, conversations that bear a title, reasons of
    feedback, and what brings a removed document back."""
    for column in (
        "states ADD COLUMN proof TEXT NOT NULL DEFAULT ''",
        "history ADD COLUMN batch VARCHAR(32) NOT NULL DEFAULT ''",
        "feedback ADD COLUMN reason VARCHAR(32) NOT NULL DEFAULT ''",
    ):
        connection.execute(sa.text(f"ALTER TABLE {column}"))
    for name, column in (("history_of_batch", "batch"), ("history_of_fact", "fact_id")):
        connection.execute(sa.text(f"CREATE INDEX {name} ON history ({column})"))
    for table in (tables.conversations, tables.removed):
        table.create(connection, checkfirst=True)
    _fill_conversations(connection)


def _fill_conversations(connection: sa.Connection) -> None:
    """Each conversation by its first question. A browser had one until now, and its key was the id."""
    query = sa.text("SELECT conversation_id, role, text, at FROM messages ORDER BY id")
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        identity = row.conversation_id
        one = found.setdefault(
            identity,
            {"id": identity, "browser": identity, "title": "", "created_at": row.at},
        )
        one["updated_at"] = row.at
        if row.role == "user" and not one["title"]:
            one["title"] = " ".join(row.text.split())[:TITLE_LENGTH]
    if found:
        connection.execute(sa.insert(tables.conversations), list(found.values()))


MIGRATIONS: dict[int, Migration] = {
    2: _queue_of_scans,
    3: _facts_of_earlier_versions,
    4: _edits_of_facts,
    5: fill_articles,
    6: _proposals,
    7: _bulk_and_conversations,
}
"""Schema version → what brings a database from the version before it there."""
