"""What new versions changed, on the command line: found by id or source, printed as words or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.records import Deadline, Fact, fact_to_json, quoted

if TYPE_CHECKING:
    from ingest.store.compare import FactChange
    from ingest.store.store import Store
    from ingest.store.versions import Changes, Version

SIGNS = {"added": "+", "changed": "~", "vanished": "-"}
"""How a changed fact begins its line."""


def find(store: Store, asked: Sequence[str]) -> Iterator[Changes]:
    """Nothing asked: every document that follows something; one: it; two: the first against the second.

    Documents are named by id, an older version's too, or by source.

    Raises:
        UnknownId: the library does not hold one of them.
    """
    ids = [_identity(store, name) for name in asked]
    if len(ids) == 2:
        yield store.versions.between(*ids)
        return
    for identity in ids or [document.id for document in store.documents()]:
        yield from store.versions.changes(identity)


def _identity(store: Store, name: str) -> str:
    held = store.held(name)
    return held.id if held is not None else name


def show(changes: Changes, *, as_json: bool) -> None:
    """Prints one comparison: a heading and a line a fact, or one JSON object a fact."""
    if as_json:
        for row in changes.rows:
            print(json.dumps(row_to_json(row, changes), ensure_ascii=False))
        return
    print(f"{_named(changes.later)}，与{_named(changes.earlier)}相比：", end="")
    print(said(changes.counts) if changes.known else "前一版的指标和时间节点没有保留，无法比较")
    for row in changes.rows:
        print(f"  {SIGNS[row.kind]} {what(row.fact)}  {_values(row)}  ← {_quotes(row)}")


def said(counts: tuple[int, int, int]) -> str:
    """The counts in words."""
    return "新增 {}、变化 {}、消失 {}".format(*counts)


def what(fact: Fact) -> str:
    """What a fact is about: the action, or scope and indicator."""
    return fact.action if isinstance(fact, Deadline) else f"{fact.scope}{fact.indicator}"


def row_to_json(row: FactChange, changes: Changes) -> dict[str, object]:
    """One changed fact with its words in both; facts in the form of ``facts --json``."""
    return {
        "kind": row.kind,
        "words": row.words,
        "section": list(row.fact.section),
        "before": _fact(row.before, changes.earlier),
        "after": _fact(row.after, changes.later),
        "earlier_version": changes.earlier.version,
        "later_version": changes.later.version,
        "earlier_id": changes.earlier.id,
        "later_id": changes.later.id,
    }


def _fact(fact: Fact | None, version: Version) -> dict[str, object] | None:
    if fact is None:
        return None
    return fact_to_json(fact, document=version.metadata.title, source=version.source)


def _named(version: Version) -> str:
    title = version.metadata.title
    name = quoted(title) if title else version.source
    return f"{name}第{version.version}版（{version.source}）"


def _values(row: FactChange) -> str:
    if row.words:
        return row.words
    fact = row.fact
    return fact.time.raw if isinstance(fact, Deadline) else fact.raw


def _quotes(row: FactChange) -> str:
    quotes = [fact.quote for fact in (row.before, row.after) if fact is not None]
    return " → ".join(" ".join(quote.split()) for quote in quotes)
