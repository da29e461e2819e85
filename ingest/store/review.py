"""The review queue: sentences and table rows that gave no fact, what a model proposed for them, and rows whose words
changed or went; settled or not.

A sentence is named by its source and its words, so that one that is settled stays so in every version
that says the same. Every function takes a connection.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa

from ingest.errors import UnknownId
from ingest.reasons import is_sure
from ingest.records import Fact, Span, Uncovered
from ingest.store import codec, edits, proposals, states, tables
from ingest.store import documents as docs
from ingest.store.rows import NEW, SYSTEM, ReviewItem, StateRow, StoredDocument

NOT_NEEDED = "不适用"
"""The state of a vanished row that a person has put aside."""


def item_id(source: str, quote: str) -> str:
    """The name of a sentence in every version of its source: white space and width do not count."""
    words = "".join(unicodedata.normalize("NFKC", quote).split())
    return hashlib.sha256(f"{source}\x1f{words}".encode()).hexdigest()[:20]


def put_uncovered(
    connection: sa.Connection, source: str, document_id: str, uncovered: Sequence[Uncovered] | None
) -> None:
    """Writes the sentences of a document that gave no fact, in place of those known; None: unknown."""
    table = tables.uncovered
    connection.execute(sa.delete(table).where(table.c.document_id == document_id))
    rows = [
        {"document_id": document_id, "position": position, "item": item_id(source, one.quote),
         "data": codec.dumps(one)}
        for position, one in enumerate(uncovered or ())
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(table), rows)
    count = None if uncovered is None else len(uncovered)
    is_it = tables.documents.c.id == document_id
    connection.execute(sa.update(tables.documents).where(is_it).values(uncovered=count))


def unread(connection: sa.Connection) -> list[str]:
    """Current documents whose sentences nobody has looked through (taken in by an older program)."""
    c = tables.documents.c
    query = sa.select(c.id).where(c.current, c.uncovered.is_(None)).order_by(c.source)
    return list(connection.execute(query).scalars())


# --- the queue --------------------------------------------------------------------------------


def queue(
    connection: sa.Connection,
    documents: Collection[str] | None = None,
    *,
    settled: bool = False,
) -> tuple[ReviewItem, ...]:
    """What waits for a person, by source and place: sentences, proposals, changed rows, vanished rows.

    Args:
        connection: to the database.
        documents: ids to look in; None: all.
        settled: give also the sentences that a person has settled; they say by whom.
    """
    known = {d.id: d for d in docs.stored(connection) if documents is None or d.id in documents}
    added = _added(connection)
    found = [
        *_sentences(connection, known, added, settled),
        *proposals.items(connection, known, added, settled),
        *_changed(connection, known),
        *_vanished(connection, {d.source: d for d in known.values()}),
    ]
    return tuple(sorted(found, key=lambda item: (item.source, item.kind == "vanished", item.start)))


def _sentences(
    connection: sa.Connection,
    known: dict[str, StoredDocument],
    added: dict[str, list[Fact]],
    with_settled: bool,
) -> list[ReviewItem]:
    u, s = tables.uncovered.c, tables.settled.c
    query = (
        sa.select(u.item, u.data, s.by, s.at, s.note)
        .join(tables.settled, u.item == s.item, isouter=True)
        .order_by(u.document_id, u.position)
    )
    found = []
    for row in connection.execute(query):
        one = codec.loads(Uncovered, row.data)
        if one.document_id not in known or (row.at is not None and not with_settled):
            continue
        here = Span(one.start, one.end)
        if any(here.overlaps(Span(f.start, f.end)) for f in added.get(one.document_id, ())):
            continue
        item = _item(row.item, "sentence", known[one.document_id], one, one.reason)
        found.append(
            replace(item, settled_by=row.by or "", settled_at=row.at or "", note=row.note or "")
        )
    return found


def _added(connection: sa.Connection) -> dict[str, list[Fact]]:
    """The rows that people added, by document."""
    added: dict[str, list[Fact]] = {}
    for edit in edits.read_edits(connection).values():
        if edit.origin == "added" and not edit.rejected:
            added.setdefault(edit.machine.document_id, []).append(edits.corrected(edit))
    return added


def _changed(connection: sa.Connection, known: dict[str, StoredDocument]) -> list[ReviewItem]:
    """Rows that carry a flag: a new version changed what a person had looked at."""
    flagged = {i: row for i, row in states.states(connection).items() if row.flag}
    if not flagged:
        return []
    edited = edits.read_edits(connection)
    found = []
    for fact in edits.read_facts(connection, rejected=True):
        if fact.id in flagged and fact.document_id in known:
            document, reason = known[fact.document_id], flagged[fact.id].flag
            item = _item(fact.id, "changed", document, fact, reason)
            found.append(replace(item, fact_id=fact.id, edited=fact.id in edited))
    return found


def _vanished(connection: sa.Connection, known: dict[str, StoredDocument]) -> list[ReviewItem]:
    found = []
    for gone in states.vanished(connection):
        if gone.source in known:
            reason = gone.row.flag or "新版本中已没有这一条"
            item = _item(gone.row.fact_id, "vanished", known[gone.source], gone.fact, reason)
            found.append(
                replace(
                    item, document_id=gone.fact.document_id, fact_id=gone.row.fact_id,
                    edited=gone.origin != "machine",
                )
            )  # fmt: skip
    return found


def _item(
    identity: str, kind: str, document: StoredDocument, place: Uncovered | Fact, reason: str
) -> ReviewItem:
    return ReviewItem(
        identity, kind, document.id, document.metadata.title, document.source,  # type: ignore[arg-type]
        place.start, place.end, place.quote, place.section, reason,
        sure=kind == "sentence" and is_sure(reason),
    )  # fmt: skip


# --- settling ---------------------------------------------------------------------------------


def settle(connection: sa.Connection, item: str, by: str, at: str, note: str) -> None:
    """A person has looked: nothing is to be done with this sentence, this proposal, or what changed of this row.

    A row that vanished leaves the queue as 不适用.

    Raises:
        UnknownId: nothing of this name waits.
    """
    sentence = _sentence(connection, item) or proposals.words(connection, item)
    if sentence is not None:
        table = tables.settled
        connection.execute(sa.delete(table).where(table.c.item == item))
        source, quote = sentence
        values = {"item": item, "source": source, "quote": quote, "by": by, "at": at, "note": note}
        connection.execute(sa.insert(table).values(**values))
        _log(connection, item, "settle", by, at, note)
        return
    row = states.state_row(connection, item)
    if row is None or not (row.flag or row.vanished):
        raise unknown_item(item)
    was = {"flag": row.flag, "state": row.state}
    state = NOT_NEEDED if row.vanished else row.state
    _set(connection, item, state, "")
    entry = StateRow(item, state, by, at, note)
    states.append(connection, row.thread, entry, event="settle", data=was)


def unsettle(connection: sa.Connection, item: str, by: str, at: str) -> None:
    """Takes a settlement back: the sentence or row waits again.

    Raises:
        UnknownId: nothing of this name was settled.
    """
    table = tables.settled
    if connection.execute(sa.delete(table).where(table.c.item == item)).rowcount:
        _log(connection, item, "unsettle", by, at, "")
        return
    row = states.state_row(connection, item)
    was = states.settled_before(connection, item)
    if row is None or was is None:
        raise unknown_item(item)
    _set(connection, item, was["state"], was["flag"])
    entry = StateRow(item, was["state"], by, at, "")
    states.append(connection, row.thread, entry, event="unsettle")


def _set(connection: sa.Connection, fact_id: str, state: str, flag: str) -> None:
    is_it = tables.states.c.fact_id == fact_id
    connection.execute(sa.update(tables.states).where(is_it).values(state=state, flag=flag))


def _sentence(connection: sa.Connection, item: str) -> tuple[str, str] | None:
    """Source and words of a sentence that waits."""
    u, d = tables.uncovered.c, tables.documents.c
    query = sa.select(d.source, u.data).join(tables.documents, d.id == u.document_id)
    row = connection.execute(query.where(u.item == item)).first()
    return None if row is None else (row.source, codec.loads(Uncovered, row.data).quote)


def drop(connection: sa.Connection, source: str, at: str) -> None:
    """A removed document takes its settled sentences along; the history keeps them and says so."""
    table = tables.settled
    query = sa.select(table.c.item).where(table.c.source == source)
    for item in connection.execute(query).scalars().all():
        _log(connection, item, "unsettle", SYSTEM, at, states.TAKEN_OUT + source)
    connection.execute(sa.delete(table).where(table.c.source == source))
    proposals.drop(connection, [source])


def _log(connection: sa.Connection, item: str, event: str, by: str, at: str, note: str) -> None:
    states.append(connection, item, StateRow(item, NEW, by, at, note), event=event)


def unknown_item(item: str) -> UnknownId:
    """The error for a name that nothing in the queue bears."""
    return UnknownId(
        f"待核对列表里没有编号为 {item} 的一条。",
        "用 python -m assistant review --json 查看全部编号。",
    )
