"""How edits follow their facts into a new version: added rows move with their words, changes are flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa

from ingest.records import Document, Fact, Section, Span, Target
from ingest.store import codec, follow_states, tables
from ingest.store.documents import Row
from ingest.store.edits import recount, section_at
from ingest.store.matching import Match

DOUBLE = "程序现在也能识别这一处，请核对是否重复"
"""The flag of an added row whose words the program has learned to read."""


def carry_over(
    connection: sa.Connection,
    document: Document,
    sections: Sequence[Section],
    old: Sequence[Fact],
    new: Sequence[Fact],
    at: str,
) -> None:
    """Lets states and edits follow their facts to this new version (or new reading) of its source."""
    moved: dict[str, Match | None] = {}
    for row in _added(connection, document.source):
        fact = moved_to(codec.loads_fact(row.vanished or row.added), document, sections)
        moved[row.fact_id] = None
        if fact is not None:
            moved[row.fact_id] = Match(fact, DOUBLE if _read_by_machine(fact, new) else "")
            edit = tables.edits.c.thread == row.thread
            values = {"added": codec.dumps(fact)}
            connection.execute(sa.update(tables.edits).where(edit).values(**values))
    follow_states.carry_over(connection, document.source, old, new, at, added=moved)
    recount(connection, document.source)


def carry_over_reading(
    connection: sa.Connection, source: str, old: Sequence[Fact], new: Sequence[Fact], at: str
) -> None:
    """The same where the text stays and only its facts were read again; added rows stay as they are."""
    stay: dict[str, Match | None] = {
        row.fact_id: None if row.vanished else Match(codec.loads_fact(row.added))
        for row in _added(connection, source)
    }
    follow_states.carry_over(connection, source, old, new, at, same_text=True, added=stay)
    recount(connection, source)


def _added(connection: sa.Connection, source: str) -> Sequence[Row]:
    s, e = tables.states.c, tables.edits.c
    query = sa.select(s.fact_id, s.vanished, e.thread, e.added).join(
        tables.edits, s.thread == e.thread
    )
    return connection.execute(query.where(e.source == source, e.added.is_not(None))).all()


def _read_by_machine(fact: Fact, new: Iterable[Fact]) -> bool:
    return any(other.kind == fact.kind and other.span.overlaps(fact.span) for other in new)


# --- where an added row stands now ------------------------------------------------------------


def moved_to(fact: Fact, document: Document, sections: Sequence[Section]) -> Fact | None:
    """An added fact where its quote stands in this text: under the same headings if it can be, then
    nearest to where it stood. White space may differ. None where the words are gone."""
    places = _places(fact.quote, document.text)
    if not places:
        return None

    def likely(place: tuple[int, int]) -> tuple[bool, int]:
        return section_at(sections, place[0]) != fact.section, abs(place[0] - fact.start)

    start, end = min(places, key=likely)
    quote = document.text[start:end]

    def place(at: int) -> int:
        return start + _offset(fact.quote, quote, at - fact.start)

    moved = replace(
        fact, document_id=document.id, section=section_at(sections, start), quote=quote,
        start=start, end=end, span=Span(place(fact.span.start), place(fact.span.end)),
    )  # fmt: skip
    if moved.time is not None:
        at = place(moved.time.start), place(moved.time.end)
        moved = replace(moved, time=replace(moved.time, start=at[0], end=at[1]))
    its_own = fact.quote[fact.span.start - fact.start : fact.span.end - fact.start]
    if isinstance(moved, Target) and moved.raw == its_own:
        moved = replace(moved, raw=document.text[moved.span.start : moved.span.end])
    return moved


def _places(quote: str, text: str) -> list[tuple[int, int]]:
    pattern = r"\s*".join(re.escape(char) for char in "".join(quote.split()))
    return [match.span() for match in re.finditer(pattern, text)]


def _offset(old: str, new: str, at: int) -> int:
    """An offset into one quote as an offset into the other, which differs in white space only."""
    if old == new:
        return at
    wanted = len("".join(old[:at].split()))
    seen = 0
    for offset, char in enumerate(new):
        if seen >= wanted and not char.isspace():
            return offset
        seen += not char.isspace()
    return len(new)
