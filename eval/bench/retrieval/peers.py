"""What others would build over the same library: BM25 over jieba's words, and two LangChain recipes."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from eval.bench.retrieval.records import Found, Search
from eval.bench.retrieval.shelf import Shelf

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

    from ingest.embedding import Embedder

CHUNK_SIZE, CHUNK_OVERLAP = 500, 50
"""Code points; the splitter's separators are its defaults, which know no Chinese sentence."""
EACH_SIDE = 50
"""Passages of each side that the ensemble fuses; deeper than the recipes' 4, which favours it."""
ADD_AT_ONCE = 5_000
"""Chroma takes 5,461 rows a call."""

_numbers = itertools.count(1)
"""In-memory Chroma is one for the whole process: each collection needs a name of its own."""


def words(text: str) -> list[str]:
    """jieba's words, without white space and punctuation."""
    return [word for word in _jieba().lcut(text.lower()) if any(c.isalnum() for c in word)]


@cache
def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba


class WordBm25:
    """BM25 (k1 1.2, b 0.75, as ours) over jieba's words of some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index([words(text) for text in texts], show_progress=False)

    def best(self, question: str, k: int) -> list[int]:
        """Rows that share a word with the question, best first."""
        asked = [w for w in words(question) if w in self._index.vocab_dict]
        if not asked:
            return []
        scores = self._index.get_scores(asked)
        order = (-scores).argsort(kind="stable")[:k]
        return [int(row) for row in order if scores[row] > 0]


def bm25_jieba(shelf: Shelf) -> Search:
    """BM25 over words of the same chunks, headings included."""
    chunks = shelf.chunks
    index = WordBm25([c.embed_text or c.text for c in chunks])

    def search(question: str, k: int) -> tuple[Found, ...]:
        return tuple(shelf.of_chunk(chunks[row]) for row in index.best(question, k))

    return search


def langchain(shelf: Shelf) -> Search:
    """The plain recipe: pieces of 500 characters, the same embedding, Chroma in memory."""
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
    )
    ids = list(shelf.documents)
    pieces = splitter.create_documents(
        [shelf.text(i) for i in ids], [{"document_id": i} for i in ids]
    )
    store = Chroma(f"bench-retrieval-{next(_numbers)}", _embeddings(shelf.embedder))
    for first in range(0, len(pieces), ADD_AT_ONCE):
        store.add_documents(pieces[first : first + ADD_AT_ONCE])

    def search(question: str, k: int) -> tuple[Found, ...]:
        return tuple(_piece(shelf, piece) for piece in store.similarity_search(question, k))

    return search


def _piece(shelf: Shelf, piece: Document) -> Found:
    identity, start = piece.metadata["document_id"], piece.metadata["start_index"]
    text = piece.page_content
    return Found(identity, shelf.documents[identity].source, text, start, start + len(text))


def _embeddings(embedder: Embedder) -> Embeddings:
    from langchain_core.embeddings import Embeddings

    class Ours(Embeddings):
        """Our model as LangChain wants it."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in embedder.embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in embedder.embed([text], query=True)[0]]

    return Ours()


def langchain_ensemble(shelf: Shelf) -> Search:
    """LangChain's EnsembleRetriever: reciprocal ranks of BM25 over words and of the dense side, half each."""
    from langchain_classic.retrievers import EnsembleRetriever

    chunks = shelf.chunks
    rows = {c.id: row for row, c in enumerate(chunks)}
    index = WordBm25([c.embed_text or c.text for c in chunks])

    def near(question: str) -> list[int]:
        vector = shelf.embedder.embed([question], query=True)[0]
        hits = shelf.store.search_dense(vector, EACH_SIDE, documents=shelf.scope)
        return [rows[identity] for identity, _ in hits]

    sides = [_retriever(lambda q: index.best(q, EACH_SIDE)), _retriever(near)]
    ensemble = EnsembleRetriever(retrievers=sides, weights=[0.5, 0.5], id_key="row")

    def search(question: str, k: int) -> tuple[Found, ...]:
        found = ensemble.invoke(question)[:k]
        return tuple(shelf.of_chunk(chunks[d.metadata["row"]]) for d in found)

    return search


def _retriever(best: Callable[[str], list[int]]) -> BaseRetriever:
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    class Rows(BaseRetriever):
        """Rows as LangChain documents."""

        def _get_relevant_documents(self, query: str, *, run_manager: Any) -> list[Document]:
            return [Document(page_content="", metadata={"row": row}) for row in best(query)]

    return Rows()
