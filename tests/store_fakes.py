"""Small documents and an embedder made of hashes, for the tests of the library."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import sqlalchemy as sa

from ingest.records import (
    Chunk,
    Deadline,
    Document,
    Fact,
    FactTime,
    Metadata,
    Page,
    Paragraph,
    PartialDate,
    Span,
    Target,
)
from ingest.store.store import Store

FUNDING = ["初中生均900元，从春季学期起执行。", "九月召开课后服务现场会。"]
SAFETY = ["校车须安装定位装置。", "每学期开展两次消防演练。"]


class HashEmbedder:
    """Vectors of characters: texts that share characters are near each other."""

    name = "hash"
    dimension = 16

    def __init__(self, name: str = "hash") -> None:
        self.name = name
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        self.seen += texts
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in itertools.pairwise(text):
                digest = hashlib.sha256((self.name + "".join(pair)).encode()).digest()
                row += np.frombuffer(digest[:16], np.uint8).astype(np.float32) - 127.5
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(length == 0, 1, length)


EMBEDDER = HashEmbedder()


def make_document(source: str, paragraphs: Sequence[str]) -> tuple[Document, tuple[Chunk, ...]]:
    """A document of paragraphs, each a chunk."""
    text = "\n".join(paragraphs)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    identity = hashlib.sha256((source + sha256).encode()).hexdigest()[:16]
    chunks, spans, start = [], [], 0
    for number, paragraph in enumerate(paragraphs):
        end = min(start + len(paragraph) + 1, len(text))
        spans.append(Paragraph(start, start + len(paragraph)))
        piece = text[start:end]
        chunk_id = hashlib.sha256(f"{identity}{start}".encode()).hexdigest()[:16]
        heading = ("一、重点任务", f"第{number}项")
        chunks.append(
            Chunk(chunk_id, identity, piece, start, end, heading, 1, "一、重点任务\n" + piece)
        )
        start = end
    document = Document(
        identity, source, sha256, "txt", text, tuple(spans), (Page(1, "—1—", 0, len(text)),)
    )
    return document, tuple(chunks)


def make_target(
    document: Document, quote: str, raw: str, value: str, scope: str = "初中"
) -> Target:
    start = document.text.index(quote)
    at = start + quote.index(raw)
    return Target(
        hashlib.sha256(f"{document.id}{quote}{raw}".encode()).hexdigest()[:16], document.id,
        ("一、重点任务",), quote, start, start + len(quote), Span(at, at + len(raw)),
        "生均公用经费", scope, "eq", Decimal(value), "元", raw,
    )  # fmt: skip


def make_deadline(document: Document, quote: str, raw: str, month: int, action: str) -> Deadline:
    start = document.text.index(quote)
    at = start + quote.index(raw)
    time = FactTime(
        raw, at, at + len(raw), PartialDate(None, month, 1), PartialDate(None, month, 28), "in",
        "month",
    )  # fmt: skip
    return Deadline(
        hashlib.sha256(f"{document.id}{quote}{raw}".encode()).hexdigest()[:16], document.id,
        ("一、重点任务",), quote, start, start + len(quote), Span(at, at + len(raw)), action,
        "基础教育科", time,
    )  # fmt: skip


def to_version_6(connection: sa.Connection) -> None:
    """Takes out of a database what version 7 brought."""
    for statement in (
        "drop index history_of_batch", "drop index history_of_fact", "alter table history drop column batch",
        "alter table states drop column proof", "alter table feedback drop column reason",
        "drop table conversations", "drop table removed",
        "update meta set value = '6' where key = 'schema_version'",
    ):  # fmt: skip
        connection.execute(sa.text(statement))


def to_version_2(connection: sa.Connection) -> None:
    """Takes out of a database what versions 3 to 7 brought."""
    to_version_6(connection)
    for statement in (
        "drop table articles", "drop table earlier_facts", "drop table edits", "drop table uncovered", "drop table settled",
        "drop table asked", "drop table proposals",
        "alter table documents drop column uncovered", "alter table history drop column event",
        "alter table history drop column data",
        "update meta set value = '2' where key = 'schema_version'",
    ):  # fmt: skip
        connection.execute(sa.text(statement))


def put(
    store: Store,
    source: str,
    paragraphs: Sequence[str],
    facts: Sequence[Fact] = (),
    *,
    title: str = "",
    **more: object,
) -> Document:
    document, chunks = make_document(source, paragraphs)
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(
        document, Metadata(title=title or source), (), chunks, vectors, facts,
        original=document.text.encode(), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return document
