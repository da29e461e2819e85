"""What a language model proposed for sentences of the review queue; every function takes a connection.

A proposal belongs to a sentence by source and words, as the sentence itself is named, so that it is still there in the
next version. It is named by its place in the sentence: one that a person has put aside stays so when it is made again.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from ingest.records import Fact, Span, Uncovered
from ingest.store import codec, tables
from ingest.store.rows import Proposal, ReviewItem, StoredDocument

REASON = "建议，由语言模型 {model} 提出"
"""Why a proposal stands in the queue."""


def put(
    connection: sa.Connection,
    item: ReviewItem,
    model: str,
    at: str,
    proposals: Sequence[Proposal],
    dropped: Mapping[str, int],
) -> None:
    """Writes what was proposed for a sentence, in place of what was there; with nothing in it: it was asked."""
    for table in (tables.asked, tables.proposals):
        connection.execute(sa.delete(table).where(table.c.item == item.id))
    said = json.dumps(dict(dropped), ensure_ascii=False)
    values = {"item": item.id, "source": item.source, "model": model, "at": at, "dropped": said}
    connection.execute(sa.insert(tables.asked).values(**values))
    made: dict[str, Proposal] = {}
    for one in proposals:
        made.setdefault(_name(item, one), one)
    for identity, one in made.items():
        row = {"id": identity, "item": item.id, "source": item.source, "model": model}
        connection.execute(sa.insert(tables.proposals).values(**row, data=codec.dumps(one)))


def _name(item: ReviewItem, proposal: Proposal) -> str:
    """By kind and place of the value; white space and width of the sentence do not count."""
    at, until = proposal.start + proposal.at, proposal.start + proposal.until
    before, own = _folded(item.quote[:at]), _folded(item.quote[at:until])
    said = f"proposed\x1f{item.id}\x1f{proposal.kind}\x1f{len(before)}\x1f{own}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def asked(connection: sa.Connection, model: str) -> frozenset[str]:
    """Names of the sentences that this model was asked about."""
    c = tables.asked.c
    return frozenset(connection.execute(sa.select(c.item).where(c.model == model)).scalars())


def items(
    connection: sa.Connection,
    known: Mapping[str, StoredDocument],
    added: Mapping[str, Sequence[Fact]],
    settled: bool,
) -> Iterator[ReviewItem]:
    """The proposals that wait for a person, each at every place of its sentence.

    None where a person has settled the sentence, or added a row of the kind at the same value or time.
    """
    u, p = tables.uncovered.c, tables.proposals.c
    own, whole = tables.settled.alias(), tables.settled.alias()
    query = (
        sa.select(u.data, p.id, p.model, p.data.label("said"), own.c.by, own.c.at, own.c.note)
        .join(tables.proposals, u.item == p.item)
        .join(own, own.c.item == p.id, isouter=True)
        .join(whole, whole.c.item == p.item, isouter=True)
        .where(whole.c.item.is_(None))
        .order_by(u.document_id, u.position, p.id)
    )
    for row in connection.execute(query):
        sentence, one = codec.loads(Uncovered, row.data), codec.loads(Proposal, row.said)
        if sentence.document_id not in known or (row.at is not None and not settled):
            continue
        if (
            sentence.quote[one.start : one.end] != one.quote
        ):  # other white space than it was made of
            continue
        start = sentence.start + one.start
        place = Span(start + one.at, start + one.until)
        if _is_taken(place, one, added.get(sentence.document_id, ())):
            continue
        document = known[sentence.document_id]
        yield ReviewItem(
            row.id, "proposed", document.id, document.metadata.title, document.source, start,
            sentence.start + one.end, one.quote, sentence.section,
            REASON.format(model=row.model), model=row.model, proposed=one.kind, fields=one.fields,
            settled_by=row.by or "", settled_at=row.at or "", note=row.note or "",
        )  # fmt: skip


def _is_taken(place: Span, one: Proposal, added: Iterable[Fact]) -> bool:
    return any(fact.kind == one.kind and place.overlaps(fact.span) for fact in added)


def words(connection: sa.Connection, identity: str) -> tuple[str, str] | None:
    """Source and words of a proposal, for whoever settles it."""
    p = tables.proposals.c
    row = connection.execute(sa.select(p.source, p.data).where(p.id == identity)).first()
    return None if row is None else (row.source, codec.loads(Proposal, row.data).quote)


def drop(connection: sa.Connection, sources: Collection[str]) -> None:
    """Removed documents take their proposals along."""
    for table in (tables.asked, tables.proposals):
        connection.execute(sa.delete(table).where(table.c.source.in_(sources)))
