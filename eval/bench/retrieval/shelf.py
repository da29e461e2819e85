"""One library, opened once, as every system of the bench reads it: the same documents, the same chunks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from eval.bench.retrieval.records import Found, Spot, Wanted, file_name

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.embedding import Embedder
    from ingest.records import Chunk
    from ingest.store.rows import StoredDocument
    from ingest.store.store import Store


class Shelf:
    """The documents that may answer (samples stand back where there are real ones) and their chunks."""

    def __init__(self, assistant: PolicyAssistant) -> None:
        self.assistant = assistant
        self.store: Store = assistant.store
        # What remembers, or forgives a failing server, would make a system quicker or poorer than it is.
        self.embedder: Embedder = assistant.library.embedder.plain
        self.documents: dict[str, StoredDocument] = assistant.library.in_scope()

    def forget(self) -> None:
        """Makes the next search pay for its own vectors: no system profits from those of another."""
        self.assistant.library.embedder.forget()

    @cached_property
    def scope(self) -> Collection[str] | None:
        """The documents to search in; None where that is all of them, which both indexes answer faster."""
        everything = len(self.documents) == len(self.assistant.documents())
        return None if everything else frozenset(self.documents)

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks that may be found, by source and place."""
        return tuple(c for c in self.store.chunks() if c.document_id in self.documents)

    @cached_property
    def _by_id(self) -> dict[str, Chunk]:
        return {c.id: c for c in self.chunks}

    def found(self, ids: Iterable[str]) -> tuple[Found, ...]:
        """Chunks as passages, in the order of their ids."""
        return tuple(self.of_chunk(self._by_id[i]) for i in ids)

    def of_chunk(self, chunk: Chunk) -> Found:
        """A chunk as a passage."""
        source = self.documents[chunk.document_id].source
        return Found(chunk.document_id, source, chunk.text, chunk.start, chunk.end)

    @cached_property
    def _by_document(self) -> dict[str, list[Found]]:
        """Passages by document id, and by file name."""
        passages: dict[str, list[Found]] = defaultdict(list)
        for found in map(self.of_chunk, self.chunks):
            passages[found.document_id].append(found)
            passages[file_name(found.source)].append(found)
        return passages

    def passages_of(self, wanted: Wanted) -> list[Found]:
        """All passages of the document, or of the files of that name, in which the right words stand."""
        key = wanted.document_id if isinstance(wanted, Spot) else file_name(wanted.source)
        return self._by_document.get(key, [])

    def text(self, document_id: str) -> str:
        """``Document.text``."""
        return self.store.document(document_id).text
