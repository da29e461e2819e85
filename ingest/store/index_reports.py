"""How an index stands against the database: what it lacks, what it holds too much, what it cannot find."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np
import sqlalchemy as sa

from ingest.errors import DamagedIndex
from ingest.store import changes, tables
from ingest.store import chunks as chunk_rows
from ingest.store.lexical import LexicalIndex
from ingest.store.rows import IndexReport
from ingest.store.vectors import VectorIndex

SAMPLE = 5
"""Chunks looked up by their own vector before an opened collection is trusted."""


def lexical_report(connection: sa.Connection, index: LexicalIndex) -> IndexReport:
    """The lexical index must hold every chunk."""
    known = connection.execute(sa.select(tables.chunks.c.id)).scalars().all()
    return _report(connection, index, known, list)


def dense_report(connection: sa.Connection, index: VectorIndex, model: str) -> IndexReport:
    """The dense index must hold every chunk whose vector has a direction, and find it."""
    findable = [
        chunk_id
        for chunk_id, _, data in chunk_rows.chunk_vectors(connection, model)
        if np.any(chunk_rows.from_bytes(data))
    ]
    return _report(connection, index, findable, lambda: unreachable(connection, index, model))


def still_to_come(dense: IndexReport, missing: int, model: str) -> IndexReport:
    """The report of a dense index that waits for so many vectors of its model."""
    told = f"还有 {missing:,} 段文字没有模型 {model} 的向量；打开程序或运行 rebuild 会补上"
    return replace(dense, problems=(told,))


def _report(
    connection: sa.Connection,
    index: LexicalIndex | VectorIndex,
    known: Collection[str],
    looked_up: Callable[[], list[str]],
) -> IndexReport:
    head = changes.head(connection)
    try:
        position = index.position(head)
        held = index.ids() if position is not None else set()
        problems = looked_up()
    except DamagedIndex as error:
        return IndexReport(index.name, 0, head.seen, (error.reason,))
    if missing := len(set(known) - held):
        problems.append(f"缺少 {missing} 段")
    if extra := len(held.difference(known)):
        problems.append(f"多出 {extra} 段")
    behind = head.seen - (0 if position is None else position.seen)
    if position != head:
        problems.append(f"落后 {behind} 处改动")
    return IndexReport(index.name, len(held), behind, tuple(problems))


def unreachable(connection: sa.Connection, index: VectorIndex, model: str) -> list[str]:
    """Whether rows that must be there can be found: a sample from the whole library."""
    ids = _sample(connection)
    rows = chunk_rows.chunk_vectors(connection, model, tables.chunks.c.id.in_(ids))
    vectors = [(chunk_id, chunk_rows.from_bytes(data)) for chunk_id, _, data in rows]
    missing = index.unreachable([(i, v) for i, v in vectors if np.any(v)])
    return [f"抽查的 {len(vectors)} 段中有 {len(missing)} 段查不到"] if missing else []


def _sample(connection: sa.Connection) -> list[str]:
    """Ids of chunks from the whole library."""
    c = tables.chunks.c
    count = connection.execute(sa.select(sa.func.count()).select_from(tables.chunks)).scalar() or 0
    ids: list[str] = []
    for offset in range(0, count, max(1, count // SAMPLE)):
        query = sa.select(c.id).order_by(c.id).limit(1).offset(offset)
        ids += connection.execute(query).scalars()
    return ids[: SAMPLE + 1]
