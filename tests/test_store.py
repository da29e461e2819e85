from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

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
    Place,
    Removed,
    Section,
    Span,
    Table,
    TableCell,
    Target,
)
from ingest.settings import Settings
from ingest.store.store import Store


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


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened


FUNDING = ["初中生均900元，从春季学期起执行。", "九月召开课后服务现场会。"]
SAFETY = ["校车须安装定位装置。", "每学期开展两次消防演练。"]


def test_what_is_put_comes_back_as_it_was(store: Store) -> None:
    document, chunks = make_document("甲/经费.docx", FUNDING)
    document = replace(
        document,
        tables=(Table(0, 4, (TableCell(0, 0, 0, 2), TableCell(0, 1, 3, 4)), 1, Span(0, 2)),),
        places=(Place(0, 2, 1, (1.5, 2.0, 3.0, 4.25)),),
        removed=(Removed("— 3 —", "页码", 3),),
    )
    metadata = Metadata(
        "通知", "教育局", "云教〔2025〕3号", PartialDate(2025, 2, 3), plan_year=2025
    )
    sections = (Section(0, 4, 1, "一", "重点", ("重点",), Span(0, 2)),)
    facts = (
        make_target(document, "初中生均900元", "900元", "900"),
        make_deadline(document, "九月召开课后服务现场会", "九月", 9, "召开课后服务现场会"),
    )
    vectors = EMBEDDER.embed([c.embed_text for c in chunks])
    version = store.put(document, metadata, sections, chunks, vectors, facts, original=b"PK")
    assert version == 1
    assert store.document(document.id) == document
    assert store.metadata(document.id) == metadata
    assert store.sections(document.id) == sections
    assert store.chunks() == store.chunks(document_id=document.id) == chunks
    assert store.facts() == facts
    assert store.facts(kind="deadline") == facts[1:] and store.fact(facts[0].id) == facts[0]
    assert store.original(document.id) == b"PK"
    assert np.allclose(store.chunk_vectors([c.id for c in chunks]), vectors, atol=1e-3)
    assert store.neighbours(chunks[0].id) == chunks[1:]
    assert [c.id for c in store.chunks([chunks[1].id, "无", chunks[0].id])] == [
        chunks[1].id,
        chunks[0].id,
    ]
    row = store.documents()[0]
    assert (row.id, row.pages, row.chunks, row.facts, row.sample) == (document.id, 1, 2, 2, False)
    assert store.unchanged("甲/经费.docx", document.sha256) == row
    assert store.unchanged("甲/经费.docx", "0") is None


def test_both_searches_find_what_was_put(store: Store) -> None:
    put(store, "经费.txt", FUNDING, title="经费通知")
    safety = put(store, "安全.txt", SAFETY)
    store.catch_up()
    assert store.chunk(store.search_lexical("初中经费 900 元", 1)[0][0]).text.startswith("初中生均")
    question = EMBEDDER.embed(["一、重点任务\n每学期开展两次消防演练。"])[0]
    best, cosine = store.search_dense(question, 3)[0]
    assert "消防" in store.chunk(best).text and cosine == pytest.approx(1, abs=1e-3)
    hits = store.search_dense(question, 9, documents=[safety.id])
    assert {store.chunk(i).document_id for i, _ in hits} == {safety.id} and len(hits) == 2
    hits = store.search_lexical("学期", 9, documents={safety.id})
    assert {store.chunk(i).document_id for i, _ in hits} == {safety.id}
    assert store.check().ok, store.check()
