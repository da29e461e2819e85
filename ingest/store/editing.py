"""How people correct, reject and add facts, and take it back; every function takes a connection.

Nothing is overwritten: the machine's reading stays where it is, and each step goes to the history with
who, when and what it changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ingest import fact_edits
from ingest.errors import SettingsError
from ingest.records import Fact
from ingest.store import codec, states, tables
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store import facts as fact_rows
from ingest.store.before import snapshot
from ingest.store.documents import Row
from ingest.store.edits import STAMP, recount, section_at, stamp
from ingest.store.rows import NEW, StateRow


def correct(
    connection: sa.Connection,
    fact_id: str,
    typed: Mapping[str, str],
    by: str,
    at: str,
    note: str,
    *,
    batch: str = "",
) -> Fact:
    """Corrects fields of a fact; fields that are given back take the machine's reading again.

    Raises:
        UnknownId: no current document holds this fact.
        SettingsError: a field or value cannot be used, or the row is rejected.
    """
    below, source = _below(connection, fact_id)
    known = _row(connection, fact_id)
    if known is not None and known.rejected:
        raise SettingsError("这一条已被驳回，不能更正。", "请先撤销驳回（withdraw），再更正。")
    before = {} if known is None else dict(json.loads(known.fields))
    fields = _merged(before, fact_edits.check(below.kind, typed))
    was, now = fact_edits.apply(below, before), fact_edits.apply(below, fields)
    changes = fact_edits.differences(was, now)
    if was == now:
        return now
    before = snapshot(connection, fact_id)
    _write(connection, fact_id, source, by, at, note, fields=fields, rejected=False, counts=False)
    _log(connection, fact_id, "correct", by, at, note, changes, below, before, batch)
    return now


def _merged(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Values typed anew stand where they say, not where an earlier correction stood."""
    fields = fact_edits.merged(before, typed)
    if "span" not in typed and any(n in typed for n in (*fact_edits.NUMBERS, "unit")):
        fields.pop("span", None)
    return fields


def reject(connection: sa.Connection, fact_id: str, by: str, at: str, note: str) -> None:
    """Takes a fact out of the checklist; ``note`` is the reason.

    Raises:
        UnknownId: no current document holds this fact.
        SettingsError: there is no reason, or the row is rejected already.
    """
    below, source = _below(connection, fact_id)
    known = _row(connection, fact_id)
    if known is not None and known.rejected:
        raise SettingsError("这一条已经驳回。", "如要恢复，请撤销（withdraw）。")
    if not note.strip():
        raise SettingsError(
            "驳回理由（note）没有填。", "请写一句为什么驳回，例如“这是编号，不是指标”。"
        )
    fields = {} if known is None else json.loads(known.fields)
    before = snapshot(connection, fact_id)
    _write(connection, fact_id, source, by, at, note, fields=fields, rejected=True)
    _log(connection, fact_id, "reject", by, at, note, (), below, before)


def add(
    connection: sa.Connection,
    document_id: str,
    span: tuple[int, int],
    kind: str,
    typed: Mapping[str, str],
    by: str,
    at: str,
    note: str,
) -> Fact:
    """A fact that a person found; its quote is ``text[start:end]`` of a current document.

    Raises:
        UnknownId: the library does not hold this document.
        SettingsError: the span lies outside the text, a field cannot be used, or the row is there.
    """
    source, text = _current_text(connection, document_id)
    start, end = _trimmed(text, *span)
    quote = text[start:end]
    path = section_at(docs.read_sections(connection, document_id), start)
    made = fact_edits.new_fact(kind, document_id, path, quote, start, typed)
    said = "\x1f".join((source, kind, quote, *fact_edits.written(made).values()))
    fact = replace(made, id=hashlib.sha256(f"added\x1f{said}".encode()).hexdigest()[:20])
    if _row(connection, fact.id) is not None:
        raise SettingsError("这一条已经添加过。", "如要修改，请更正（correct）已有的那一条。")
    kept = codec.dumps(fact)
    before = snapshot(connection, fact.id)
    _write(connection, fact.id, source, by, at, note, fields={}, rejected=False, added=kept)
    changes = tuple((n, "", v) for n, v in fact_edits.written(fact).items() if v)
    _log(connection, fact.id, "add", by, at, note, changes, None, before)
    return fact


def _current_text(connection: sa.Connection, document_id: str) -> tuple[str, str]:
    c = tables.documents.c
    query = sa.select(c.source, c.text).where(c.id == document_id, c.current)
    row = connection.execute(query).first()
    if row is None:
        raise docs.unknown_document(document_id)
    return row.source, row.text


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its ends."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise SettingsError(
            f"位置 {start}–{end} 不是正文里的一段文字（正文共 {len(text)} 字）。",
            "起止位置请从审核队列里取（python -m assistant review --json）。",
        )
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def withdraw(connection: sa.Connection, fact_id: str, by: str, at: str) -> str:
    """Takes the newest edit back: a rejection, else all corrections, else the added row itself.

    Returns what was taken back: reject, correct or add. A vanished row can be withdrawn too.

    Raises:
        SettingsError: nobody has edited this fact.
    """
    known = _row(connection, fact_id)
    if known is None:
        raise SettingsError("这一条没有人工修改，无可撤销。", "请核对编号（checklist --json）。")
    below, source = _below(connection, fact_id)
    fields = json.loads(known.fields)
    taken = "reject" if known.rejected else "correct" if fields else "add"
    changes: tuple[tuple[str, str, str], ...] = ()
    if taken == "correct":
        changes = fact_edits.differences(fact_edits.apply(below, fields), below)
    before = snapshot(connection, fact_id)
    _log(connection, fact_id, "withdraw", by, at, WITHDRAWN[taken], changes, below, before)
    states.anchor(connection, fact_id, source)  # a person has looked: an older flag goes
    if taken == "add":
        drop_edit(connection, known.thread, with_state=True)
    elif known.added is None and (taken == "correct" or not fields):
        drop_edit(connection, known.thread, with_state=False)
    else:
        fields = {} if taken == "correct" else fields
        _write(connection, fact_id, source, by, at, "", fields=fields, rejected=False)
    changed(connection, source)
    return taken


WITHDRAWN = {"reject": "撤销驳回", "correct": "撤销更正", "add": "撤销添加"}
"""What the history says of a withdrawal."""


# --- writing ----------------------------------------------------------------------------------


def _below(connection: sa.Connection, fact_id: str) -> tuple[Fact, str]:
    """The reading below an edit, and the source of its document; of a vanished row its last reading."""
    known = _row(connection, fact_id)
    if known is not None and (known.vanished or known.added):
        return codec.loads_fact(known.vanished or known.added), known.source
    fact = fact_rows.read_fact(connection, fact_id)
    return fact, docs.source_of(connection, fact.document_id)


def _row(connection: sa.Connection, fact_id: str) -> Row | None:
    """The edit of a fact with what its states row says of it."""
    s, e = tables.states, tables.edits
    query = sa.select(e, s.c.fact_id, s.c.vanished).join(s, s.c.thread == e.c.thread)
    return connection.execute(query.where(s.c.fact_id == fact_id)).first()


def _write(
    connection: sa.Connection,
    fact_id: str,
    source: str,
    by: str,
    at: str,
    note: str,
    *,
    fields: Mapping[str, str],
    rejected: bool,
    added: str | None = None,
    counts: bool = True,
) -> None:
    """Writes an edit; a person has looked at the row, so that a flag of an older change goes."""
    thread = states.anchor(connection, fact_id, source)
    values = {
        "fields": json.dumps(dict(fields), ensure_ascii=False), "rejected": rejected, "by": by,
        "at": at, "note": note,
    }  # fmt: skip
    is_it = tables.edits.c.thread == thread
    if connection.execute(sa.select(tables.edits.c.thread).where(is_it)).first() is None:
        whole = {"thread": thread, "source": source, "added": added, **values}
        connection.execute(sa.insert(tables.edits).values(**whole))
    else:
        connection.execute(sa.update(tables.edits).where(is_it).values(**values))
    changed(connection, source, counts=counts)


def drop_edit(connection: sa.Connection, thread: str, *, with_state: bool) -> None:
    """Takes an edit out, with what was said of its fact where that goes too."""
    connection.execute(sa.delete(tables.edits).where(tables.edits.c.thread == thread))
    if with_state:
        connection.execute(sa.delete(tables.states).where(tables.states.c.thread == thread))


def changed(connection: sa.Connection, source: str, *, counts: bool = True) -> None:
    """Counts an edit, and the facts of the document anew where ``counts`` says that their number may differ."""
    db.put_meta(connection, STAMP, str(stamp(connection) + 1))
    if counts:
        recount(connection, source)


def _log(
    connection: sa.Connection,
    fact_id: str,
    event: str,
    by: str,
    at: str,
    note: str,
    changes: tuple[tuple[str, str, str], ...],
    machine: Fact | None,
    before: Mapping[str, Any],
    batch: str = "",
) -> None:
    row = states.state_row(connection, fact_id)
    entry = StateRow(fact_id, NEW if row is None else row.state, by, at, note)
    reading = None if machine is None else codec.encode(machine)
    data = {"changes": changes, "machine": reading, "before": before}
    thread = states.thread_of(connection, fact_id)
    states.append(connection, thread, entry, event=event, data=data, batch=batch)
