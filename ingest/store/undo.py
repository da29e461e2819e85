"""Taking changes back: the last one of a row, or all that one action did. The history only ever grows; every
function takes a connection.

An undoing is an entry too (``undo``) and names the entry that it takes back; undone itself, it counts for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from ingest.errors import SettingsError, UnknownId
from ingest.store import before, editing, states, tables
from ingest.store import database as db
from ingest.store.documents import Row
from ingest.store.rows import NEW, SYSTEM, StateRow, Undone

UNDOABLE = frozenset({"state", "correct", "reject", "add", "withdraw", "undo"})
"""What can be taken back here; settlements have their own way back (review.unsettle)."""
WORDS = {
    "state": "撤销", "correct": "撤销更正", "reject": "撤销驳回", "add": "撤销添加",
    "withdraw": "恢复到撤销之前", "undo": "重新执行",
}  # fmt: skip
"""What the history says of an undoing."""


def undo_last(connection: sa.Connection, fact_id: str, by: str, at: str, batch: str) -> Undone:
    """Takes back the newest change of a row that still stands, with what the same action did to it.

    Raises:
        SettingsError: there is none, or it cannot be taken back here.
    """
    c = tables.history.c
    query = sa.select(tables.history).where(c.thread == states.thread_of(connection, fact_id))
    entries = connection.execute(query.order_by(c.seq)).all()
    gone = states.undone(entries)
    standing = [e for e in entries if e.seq not in gone and e.event != "undo" and not _system(e)]
    if not standing:
        raise SettingsError("这一条没有可以撤销的修改。", "请核对编号（checklist --json）。")
    last = standing[-1]
    if not _can_be_undone(last) or states.state_row(connection, fact_id) is None:
        raise SettingsError(
            f"最后一步（{last.at[:10]} {last.by or '未署名'}）不能在这里撤销。",
            "更正、驳回请用 withdraw，“无需处理”请在待核对里恢复。",
        )
    own = [last]
    for entry in reversed(standing[:-1]):
        if not last.batch or entry.batch != last.batch:
            break
        own.append(entry)
    row = _take_back(connection, own, entries, by, at, batch)
    return Undone(batch, (row,))


def undo_batch(connection: sa.Connection, name: str, by: str, at: str, batch: str) -> Undone:
    """Takes back what one action did. A row that somebody has changed since is left as it is.

    Raises:
        UnknownId: no action bears this name.
        SettingsError: all of it has been taken back already.
    """
    c = tables.history.c
    threads = db.column(connection, c.thread, c.batch == name)
    if not threads:
        raise UnknownId(f"没有编号为 {name} 的一批修改。", "请核对编号（history、batches）。")
    done, kept = [], []
    for entries in _histories(connection, dict.fromkeys(threads)):
        gone = states.undone(entries)
        own = [e for e in entries if e.batch == name and e.seq not in gone and _can_be_undone(e)]
        if not own:
            continue
        row = _row(connection, own[0].thread)
        if row is None or _changed_since(own[-1], entries, gone):
            kept.append(own[-1].fact_id if row is None else row.fact_id)
            continue
        done.append(_take_back(connection, own[::-1], entries, by, at, batch))
    if not done and not kept:
        raise SettingsError("这一批修改已经撤销过。", "如要重新执行，请撤销那次撤销。")
    return Undone(batch if done else "", tuple(done), tuple(kept))


def _histories(connection: sa.Connection, threads: Iterable[str]) -> Iterable[list[Row]]:
    """The entries of each thread, oldest first."""
    c = tables.history.c
    for some in db.batches(threads):
        found: dict[str, list[Row]] = {}
        query = sa.select(tables.history).where(c.thread.in_(some)).order_by(c.seq)
        for row in connection.execute(query):
            found.setdefault(row.thread, []).append(row)
        yield from found.values()


def _system(entry: Row) -> bool:
    """An entry that no person wrote: a new version changed the row."""
    return bool(entry.by == SYSTEM and entry.event == "state" and "before" not in _data(entry))


def _can_be_undone(entry: Row) -> bool:
    kept = "before" in _data(entry)
    return entry.event in UNDOABLE and (kept or entry.event == "state") and not _system(entry)


def _changed_since(last: Row, entries: Sequence[Row], gone: frozenset[int]) -> bool:
    """Has a person changed the row after this entry, in a way that still stands? An undoing counts where it took
    back something older."""
    later = [e for e in entries if e.seq > last.seq and e.seq not in gone and e.batch != last.batch]
    return any(
        _data(e)["undoes"] < last.seq if e.event == "undo" else not _system(e) for e in later
    )


def _take_back(
    connection: sa.Connection, own: list[Row], entries: Sequence[Row], by: str, at: str, batch: str
) -> str:
    """Takes entries of one thread back, newest first; returns the id of their fact as it is now."""
    thread = own[0].thread
    fact_id = ""
    for entry in own:
        row = _row(connection, thread)
        assert row is not None
        fact_id = row.fact_id
        data = _data(entry)
        was = data.get("before") or before.replayed([e for e in entries if e.seq < entry.seq])
        edited = "edit" in was
        now = before.snapshot(connection, fact_id) if edited else {"said": states.said_of(row)}
        said = _said_again(row, was["said"], at)
        changes = [(name, new, old) for name, old, new in data.get("changes", ())]
        written = {
            "undoes": entry.seq, "before": now, "changes": changes, "proof": said["proof"],
        }  # fmt: skip
        told = StateRow(fact_id, said["state"], by, at, _words(entry, row.state, said["state"]))
        states.append(connection, thread, told, event="undo", data=written, batch=batch)
        is_it = tables.states.c.thread == thread
        connection.execute(sa.update(tables.states).where(is_it).values(**said))
        if edited:
            _restore_edit(connection, row, was["edit"], added=was["said"] is None)
    return fact_id


def _said_again(row: Row, said: dict[str, str] | None, at: str) -> dict[str, str]:
    """What was said before. A flag that a newer version set stays; ``at`` is when the row last changed."""
    old = said or {"state": NEW, "by": "", "note": "", "flag": "", "proof": ""}
    same = all(old[name] == getattr(row, name) for name in ("state", "by", "note", "proof"))
    return {**old, "flag": row.flag or old["flag"], "at": row.at if same else at}


def _restore_edit(
    connection: sa.Connection, row: Row, edit: dict[str, Any] | None, *, added: bool
) -> None:
    """An edit as it was; a row that did not exist before goes."""
    c = tables.edits.c
    query = sa.select(c.added, c.rejected).where(c.thread == row.thread)
    now = connection.execute(query).first()
    goes = edit is None and added and now is not None and now.added is not None
    if edit is None:
        editing.drop_edit(connection, row.thread, with_state=goes)
    else:
        before.put_edit(connection, row.thread, row.source, edit)
    was_rejected, is_rejected = (
        bool(edit and edit["rejected"]), bool(now is not None and now.rejected),
    )  # fmt: skip
    editing.changed(connection, row.source, counts=goes or was_rejected != is_rejected)


def _words(entry: Row, old: str, new: str) -> str:
    said = WORDS[entry.event]
    return f"{said}：{old}→{new}" if old != new else said


def _row(connection: sa.Connection, thread: str) -> Row | None:
    c = tables.states.c
    return connection.execute(sa.select(tables.states).where(c.thread == thread)).first()


def _data(entry: Row) -> dict[str, Any]:
    return dict(json.loads(entry.data or "{}"))
