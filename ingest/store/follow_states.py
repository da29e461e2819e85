"""How states follow their facts from the old version of a source to the new one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from ingest import fact_edits
from ingest.errors import SettingsError
from ingest.records import Fact
from ingest.store import codec, states, tables
from ingest.store.documents import Row
from ingest.store.matching import Match, match, wording
from ingest.store.rows import SYSTEM, StateRow


def carry_over(
    connection: sa.Connection,
    source: str,
    old: Sequence[Fact],
    new: Sequence[Fact],
    at: str,
    *,
    same_text: bool = False,
    added: Mapping[str, Match | None] | None = None,
) -> None:
    """Lets states follow their facts from the old version of a source to the new one.

    A changed value or time is flagged and noted in the history; a vanished fact is kept with its
    state. With ``same_text`` the facts were only read again (another plan year) and nothing is flagged.
    ``added`` says of the rows that people added where they stand now (follow_edits).
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
    placed = added or {}
    gone = {
        i: codec.loads_fact(row.vanished)
        for i, row in rows.items()
        if row.vanished and i not in placed
    }
    # Equal ids: the same words of the same text. Facts without a state take part in the matching
    # too: they must not be robbed of their match by one that has a state.
    earlier = [*old, *(fact for fact in gone.values() if fact.id not in known)]
    matches = {fact.id: Match(fact) for fact in new if fact.id in known or fact.id in gone}
    older = [fact for fact in earlier if fact.id not in matches]
    matches |= match(older, [fact for fact in new if fact.id not in matches])
    edited = _edited(connection, source)
    said = {i: row for i, row in rows.items() if i in known and i not in matches}
    matches |= _found_otherwise(said, known, edited, _free(new, matches))
    connection.execute(sa.delete(tables.states).where(tables.states.c.source == source))
    for fact_id, row in rows.items():
        if fact_id in placed:
            fact, found = codec.loads_fact(edited[row.thread].added), placed[fact_id]
        else:
            fact, found = known.get(fact_id) or gone[fact_id], matches.get(fact_id)
        if found is not None and row.thread in edited:
            found = _with_edit(found, edited[row.thread])
        _carry(connection, row, fact, found, at, quiet=same_text)


def _free(new: Sequence[Fact], matches: Mapping[str, Match]) -> list[Fact]:
    taken = {found.fact.id for found in matches.values()}
    return [fact for fact in new if fact.id not in taken]


def _found_otherwise(
    rows: Mapping[str, Row],
    known: Mapping[str, Fact],
    edited: Mapping[str, Row],
    free: list[Fact],
) -> dict[str, Match]:
    """Facts of which somebody has said something and that wording alone does not find again: the
    program reads the same words of the same text otherwise, or now reads what a person corrected."""
    found: dict[str, Match] = {}
    for fact_id, row in rows.items():
        fact = known[fact_id]
        words = (fact.document_id, fact.kind, fact.span)
        here = [one for one in free if (one.document_id, one.kind, one.span) == words]
        if here:
            found[fact_id] = Match(here[0], f"程序改读为“{wording(here[0])}”")
        elif row.thread in edited and (seen := _as_corrected(fact, edited[row.thread])):
            found |= match([seen], free)
        if fact_id in found:
            free.remove(found[fact_id].fact)
    return found


def _as_corrected(fact: Fact, edit: Row) -> Fact | None:
    try:
        return fact_edits.apply(fact, json.loads(edit.fields))
    except SettingsError:
        return None


def _edited(connection: sa.Connection, source: str) -> dict[str, Row]:
    query = sa.select(tables.edits).where(tables.edits.c.source == source)
    return {row.thread: row for row in connection.execute(query)}


def _with_edit(found: Match, edit: Row) -> Match:
    """What changed below a person's edit, said so that the person looks again."""
    change = found.change
    try:
        fact_edits.apply(found.fact, json.loads(edit.fields))
    except SettingsError as error:
        change = change or error.reason
    if change and edit.added is None:
        done = "驳回" if edit.rejected else "更正"
        change = f"原文已变化（{change}），请核对人工{done}"
    return Match(found.fact, change)


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
        states.append(connection, row.thread, entry)
    connection.execute(sa.insert(tables.states).values(**values))
