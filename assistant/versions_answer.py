"""What a document changed in the one before it: values and times side by side, each cited in its own version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.aim import ENDED
from assistant.case import Case
from assistant.checklist import what
from assistant.cite import Citer
from assistant.computed_words import CHANGED, VERSIONS
from assistant.library import Library
from assistant.meant import meant_documents
from assistant.records import Answer, said_value
from ingest.records import Deadline, Fact, quoted

if TYPE_CHECKING:
    from ingest.store.compare import FactChange
    from ingest.store.rows import StoredDocument
    from ingest.store.versions import Changes, Version

MOST = {"changed": 40, "added": 15, "vanished": 15}
"""Rows of each kind that are written out."""
HEADS = {"changed": "有变化的", "added": "新增的", "vanished": "不再有的"}


def versions(library: Library, case: Case) -> Answer | None:
    """The facts that differ between two versions or two documents of which one follows the other; None
    where the question means no document that has one before it."""
    changes = _changes(library, case)
    if changes is None:
        return None
    scope = {**case.scope, **_stored(case, changes)}
    citer = Citer(library, scope)
    names = [quoted(v.metadata.title or v.source) for v in (changes.later, changes.earlier)]
    if changes.same_source:
        names[1] = f"{names[1]}的第 {changes.earlier.version} 版"
    added, changed, vanished = changes.counts
    lines = [
        f"{names[0]}与{names[1]}相比，有变化的 {changed} 项，新增 {added} 项，不再有的 {vanished} 项："
    ]
    notes = ["只比较指标和时间节点；文字的修改请对照原文。"]
    for kind in ("changed", "added", "vanished"):
        rows = [row for row in changes.rows if row.kind == kind]
        lines += _lines(kind, rows, citer)
        if len(rows) > MOST[kind]:
            notes.append(f"{HEADS[kind]}写出前 {MOST[kind]} 项，共 {len(rows)} 项。")
    if not changes.rows:
        lines = [f"{names[0]}与{names[1]}相比，指标和时间节点没有变化。"]
    return Answer("\n".join(lines), "structured", citer.citations, notes=tuple(notes))


def _changes(library: Library, case: Case) -> Changes | None:
    """Of two documents named the later against the earlier; else of one named what it changed."""
    chosen = [i for i in case.query.documents or () if i in case.scope]
    if not chosen:
        chosen = meant_documents(
            library, case, CHANGED.sub(" ", VERSIONS.sub(" ", case.query.text))
        )
    if not chosen:
        chosen = list(dict.fromkeys(c.document_id for c, _ in case.found[:4]))
    store = library.store
    for identity in _newest_first(case, chosen):
        for changes in reversed(store.versions.changes(identity)):
            if changes.known and (not case.query.documents or _meant(changes, chosen)):
                return changes
    if len(named := [i for i in chosen if case.query.documents]) == 2:
        later, earlier = _newest_first(case, named)
        return store.versions.between(earlier, later)
    return None


def _meant(changes: Changes, chosen: list[str]) -> bool:
    return changes.later.id in chosen or changes.earlier.id in chosen


def _newest_first(case: Case, chosen: list[str]) -> list[str]:
    """Documents in force first, then by the year they plan for or were issued in; and what follows one that
    is no longer in force."""

    def age(identity: str) -> tuple[bool, int, str]:
        known = case.scope[identity].metadata
        year = known.plan_year or (known.issued.year if known.issued else None) or 0
        return (known.status in ENDED, -year, identity)

    followers = [
        i for i, d in case.scope.items()
        if any(_replaces(d, case.scope[c]) for c in chosen if c in case.scope)
    ]  # fmt: skip
    return sorted(dict.fromkeys([*chosen, *followers]), key=age)


def _replaces(later: StoredDocument, earlier: StoredDocument) -> bool:
    names = earlier.metadata.names_for(later.metadata.place)
    return any(name in names for name in later.metadata.replaces)


def _stored(case: Case, changes: Changes) -> dict[str, StoredDocument]:
    """Both versions as documents that can be cited; an older version of one source is in no scope."""
    known = case.scope.get(changes.later.id) or next(iter(case.scope.values()))

    def stored(version: Version) -> StoredDocument:
        return replace(
            known, id=version.id, source=version.source, version=version.version,
            metadata=version.metadata,
        )  # fmt: skip

    return {v.id: case.scope.get(v.id) or stored(v) for v in (changes.earlier, changes.later)}


def _lines(kind: str, rows: list[FactChange], citer: Citer) -> list[str]:
    if not rows:
        return []
    lines = [f"{HEADS[kind]}："]
    for number, row in enumerate(rows[: MOST[kind]], 1):
        before, after = row.before, row.after
        fact = after or before
        assert fact is not None
        said = " → ".join(dict.fromkeys(_said(f) for f in (before, after) if f is not None))
        if before and after and "→" not in said:
            said = f"{said}（{row.words}）"
        marks = "".join(citer.fact(f) for f in (before, after) if f is not None)
        lines.append(f"{number}. {what(fact)}：{said}{marks}")
    return lines


def _said(fact: Fact) -> str:
    if isinstance(fact, Deadline):
        return f"{fact.time.raw}{f'（{fact.owner}）' if fact.owner else ''}"
    return said_value(fact)
