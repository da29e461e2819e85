"""What became of every file, in the database; every function takes a connection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from ingest.records import FileOutcome
from ingest.store import codec, scans, tables
from ingest.store.rows import Scan, StoredDocument


def put_outcome(connection: sa.Connection, outcome: FileOutcome, *, sample: bool | None) -> None:
    """What became of a file; replaces what was known of the same source.

    ``sample`` None: a sample where this source was one before. Other bytes of the source that still
    wait for OCR have lost their name.
    """
    if outcome.sha256:
        scans.drop_source(connection, outcome.source, but=outcome.sha256)
    table = tables.outcomes
    if sample is None:
        query = sa.select(table.c.sample).where(table.c.source == outcome.source)
        sample = bool(connection.execute(query).scalar())
    connection.execute(sa.delete(table).where(table.c.source == outcome.source))
    connection.execute(
        sa.insert(table).values(
            source=outcome.source,
            status=outcome.status,
            sample=sample,
            data=codec.dumps(outcome),
        )
    )


def is_listed_as_indexed(connection: sa.Connection, source: str) -> bool:
    """Whether the last file of this source could be read."""
    c = tables.outcomes.c
    status = connection.execute(sa.select(c.status).where(c.source == source)).scalar()
    return status == "indexed"


def read_outcomes(
    connection: sa.Connection, documents: Iterable[StoredDocument]
) -> tuple[FileOutcome, ...]:
    """Every file ever added, by source; indexed ones as they stand now, among ``documents``.

    A file whose newest bytes failed keeps the older version that the library still holds: its id and
    version are filled in. What waits for OCR says so.
    """
    queue = {scan.source: scan for scan in scans.read_scans(connection)}
    held = {document.source: document for document in documents}
    query = sa.select(tables.outcomes.c.data).order_by(tables.outcomes.c.source)
    found = [codec.loads(FileOutcome, data) for data in connection.execute(query).scalars()]
    return tuple(
        _waiting(_as_it_stands(outcome, held.get(outcome.source)), queue.get(outcome.source))
        for outcome in found
    )


def _waiting(outcome: FileOutcome, scan: Scan | None) -> FileOutcome:
    if scan is None:
        return replace(outcome, waiting=0, recognised=None)
    return replace(outcome, waiting=len(scan.pages), recognised=scan.done)


def _as_it_stands(outcome: FileOutcome, document: StoredDocument | None) -> FileOutcome:
    if document is None:
        return outcome
    if outcome.status != "indexed":
        return replace(outcome, id=document.id, version=document.version)
    found = outcome_of(document, reason=outcome.reason)
    return replace(
        found, remedy=outcome.remedy, unread=outcome.unread, facts_added=outcome.facts_added,
        facts_changed=outcome.facts_changed, facts_vanished=outcome.facts_vanished,
    )  # fmt: skip


def outcome_of(document: StoredDocument, *, reason: str = "") -> FileOutcome:
    """An indexed document as a line of the list."""
    return FileOutcome(
        document.source, "indexed", document.id, document.sha256, document.version, reason=reason,
        title=document.metadata.title, pages=document.pages, chunks=document.chunks,
        facts=document.facts,
    )  # fmt: skip
