"""Facts in the database; every function takes a connection."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ingest.errors import UnknownId
from ingest.records import Fact
from ingest.store import codec, tables


def insert_facts(connection: sa.Connection, facts: Sequence[Fact]) -> None:
    """Writes the facts of one document in order."""
    rows = [
        {
            "id": fact.id,
            "document_id": fact.document_id,
            "position": position,
            "kind": fact.kind,
            "data": codec.dumps(fact),
        }
        for position, fact in enumerate(facts)
    ]
    if rows:
        connection.execute(sa.insert(tables.facts), rows)


def replace_facts(connection: sa.Connection, document_id: str, facts: Sequence[Fact]) -> None:
    """Facts of one document, read again."""
    connection.execute(sa.delete(tables.facts).where(tables.facts.c.document_id == document_id))
    insert_facts(connection, facts)


def read_facts(connection: sa.Connection, *, document_id: str | None = None) -> tuple[Fact, ...]:
    """Facts of current documents, by source and place in the text."""
    c = tables.facts.c
    query = sa.select(c.data).join(tables.documents).order_by(tables.documents.c.source, c.position)
    if document_id is not None:
        query = query.where(c.document_id == document_id)
    return tuple(codec.loads_fact(data) for data in connection.execute(query).scalars())


def read_fact(connection: sa.Connection, fact_id: str) -> Fact:
    """One fact of a current document."""
    query = sa.select(tables.facts.c.data).where(tables.facts.c.id == fact_id)
    data = connection.execute(query).scalar()
    if data is None:
        raise unknown_fact(connection, fact_id)
    return codec.loads_fact(data)


def rejected_fact(fact_id: str) -> UnknownId:
    """The error for a fact that a person has rejected."""
    return UnknownId(
        f"编号为 {fact_id} 的这一条已被驳回。",
        "如要恢复，请撤销：python -m assistant withdraw 编号。",
    )


def unknown_fact(connection: sa.Connection, fact_id: str) -> UnknownId:
    """The error for a fact that no current document holds; of a row with a history the id it has now."""
    h, s = tables.history.c, tables.states.c
    query = sa.select(s.fact_id).join(tables.history, s.thread == h.thread)
    now = connection.execute(
        query.where(h.fact_id == fact_id, s.fact_id != fact_id, s.vanished.is_(None)).limit(1)
    ).scalar()
    if now is not None:
        return UnknownId(
            f"编号 {fact_id} 是文件旧版本里的。", f"这一条现在的编号是 {now}，请用它重试。"
        )
    return UnknownId(
        f"资料库里没有编号为 {fact_id} 的指标或时间节点。",
        "用 python -m ingest facts --json 查看全部编号。",
    )
