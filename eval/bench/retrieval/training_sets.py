"""Held-out text of the model's training sources, each set as a small library of its own.

The passages are laid into a real library, one chunk each, so that indexes and fusion are those that
users have. Their halves are by question; the model has seen neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from eval.bench.retrieval.records import Asked, AskedSet, Spot, split_of
from ingest.embedding.evaluate import KnownItems, held_out_sets
from ingest.embedding.texts import read_training_text
from ingest.errors import SettingsError
from ingest.records import Chunk, Document, Metadata

if TYPE_CHECKING:
    from ingest.store.store import Store

SYSTEMS = ("lexical", "dense", "fused", "bm25-jieba")
"""Systems that need no document around the passage."""


def training_items(folder: Path) -> tuple[KnownItems, ...]:
    """Title → text, sentence → rest, question → answer, everyday wording → the same.

    Raises:
        SettingsError: the folder holds no training text.
    """
    try:
        _, held = read_training_text(folder)
    except FileNotFoundError as error:
        raise SettingsError(f"{folder} 里没有训练文本。", "请检查 --training 的路径。") from error
    return held_out_sets(held)


def lay_in(
    store: Store, name: str, passages: tuple[str, ...], *, catch_up: bool = True
) -> tuple[Chunk, ...]:
    """Puts passages into a library as one document, a chunk each; returns them in order.

    Without ``catch_up`` the indexes do not know them yet.
    """
    text = "\n".join(passages)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(sha256[:16], name, sha256, "txt", text)
    chunks = tuple(_chunks(document, passages))
    vectors = store.vectors_for([chunk.embed_text for chunk in chunks])
    store.put(document, Metadata(), (), chunks, vectors, (), original=None)
    if catch_up:
        store.catch_up()
    return chunks


def _chunks(document: Document, passages: tuple[str, ...]) -> Iterator[Chunk]:
    start = 0
    for passage in passages:
        end = min(start + len(passage) + 1, len(document.text))
        identity = hashlib.sha256(f"{document.id} {start}".encode()).hexdigest()[:16]
        text = document.text[start:end]
        yield Chunk(identity, document.id, text, start, end, embed_text=passage)
        start = end


def as_set(items: KnownItems, chunks: tuple[Chunk, ...]) -> AskedSet:
    """The questions with the passage that each belongs to."""
    asked = tuple(
        Asked(
            f"{items.name}-{number:04d}",
            question,
            ((Spot(chunk.document_id, chunk.start, chunk.end),),),
            split_of(question),
        )
        for number, (question, chunk) in enumerate(zip(items.questions, chunks, strict=False))
    )
    return AskedSet(items.name, asked)
