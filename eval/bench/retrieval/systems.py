"""What is compared: the two sides of our retrieval, what users get, and what others would build.

A system is made for one shelf and then searches it. One whose packages are missing is left out with
the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec

from eval.bench.retrieval.peers import bm25_jieba, langchain, langchain_ensemble
from eval.bench.retrieval.records import Found, Search
from eval.bench.retrieval.shelf import Shelf
from ingest.errors import SettingsError


def lexical(shelf: Shelf) -> Search:
    """BM25 over characters and their pairs, as the library indexes them."""

    def search(question: str, k: int) -> tuple[Found, ...]:
        hits = shelf.store.search_lexical(question, k, documents=shelf.scope)
        return shelf.found(identity for identity, _ in hits)

    return search


def dense(shelf: Shelf) -> Search:
    """Cosines of the library's embedding model."""

    def search(question: str, k: int) -> tuple[Found, ...]:
        vector = shelf.embedder.embed([question], query=True)[0]
        hits = shelf.store.search_dense(vector, k, documents=shelf.scope)
        return shelf.found(identity for identity, _ in hits)

    return search


def fused(shelf: Shelf) -> Search:
    """What users get: both sides, the question weighing them, one passage a section."""

    def search(question: str, k: int) -> tuple[Found, ...]:
        return tuple(shelf.of_chunk(h.chunk) for h in shelf.assistant.search(question, k=k))

    return search


SYSTEMS: dict[str, Callable[[Shelf], Search]] = {
    "lexical": lexical,
    "dense": dense,
    "fused": fused,
    "bm25-jieba": bm25_jieba,
    "langchain": langchain,
    "langchain-ensemble": langchain_ensemble,
}
NEEDS = {
    "bm25-jieba": ("jieba", "bm25s"),
    "langchain": ("langchain_text_splitters", "langchain_chroma"),
    "langchain-ensemble": ("jieba", "bm25s", "langchain_classic"),
}
"""Packages beyond our own, by system."""


def chosen(names: str) -> tuple[str, ...]:
    """The systems of a comma-separated list; all where it is empty.

    Raises:
        SettingsError: there is no such system.
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in SYSTEMS]
    if unknown:
        raise SettingsError(
            f"没有名为 {'、'.join(unknown)} 的检索方法。", f"可选：{'、'.join(SYSTEMS)}。"
        )
    return tuple(name for name in SYSTEMS if not wanted or name in wanted)


def missing(names: Iterable[str]) -> dict[str, str]:
    """System → why it cannot be measured here."""
    lacking = {name: [p for p in NEEDS.get(name, ()) if find_spec(p) is None] for name in names}
    return {
        name: f'{", ".join(packages)} is not installed (pip install "edu-policy-assistant[peers]")'
        for name, packages in lacking.items()
        if packages
    }
