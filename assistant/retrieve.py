"""PolicyRetriever: the library as a LangChain retriever that others can use in their own chains."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.aim import Documents
from assistant.finding import hits
from assistant.library import Library
from assistant.records import Hit
from assistant.which import Which
from ingest.settings import Settings


class PolicyRetriever(BaseRetriever):
    """Finds the ``k`` best passages, best first, one per section.

    What the question itself says of document, place, issuer, year, kind, state and article is read from it
    and preferred; the fields below are strict: only documents that fit them all are looked in, and an
    empty field lets all through.

    Each LangChain document's text is the passage as people see it; its metadata carries what a citation
    needs (document_id, title, source, section, page, start, end, score) and what is known of the document
    (place, issuer, number, kind, status, year). ``start`` and ``end`` are code points of the document's
    text, half-open: ``text[start:end] == page_content``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = Field(default=8, ge=1)
    documents: tuple[str, ...] | None = None
    """Ids or sources of documents; None: all of the library."""
    places: tuple[str, ...] = ()
    """Parts of the place, as 青禾区 or 青禾."""
    issuers: tuple[str, ...] = ()
    """Parts of the issuer's name, as 教育部."""
    years: tuple[int, ...] = ()
    """Years that a document plans for, is issued in, takes effect in or names in its title."""
    kinds: tuple[str, ...] = ()
    """Kinds as the documents list has them: 通知, 办法, 条例, 工作要点 …"""
    statuses: tuple[str, ...] = ()
    """现行, 废止, 被替代 or 未知."""
    neighbours: int = Field(default=0, ge=0)
    """Passages before and after each hit that are given with it."""

    @classmethod
    def open(cls, data: str | Path | Settings, **fields: Any) -> Self:
        """A retriever over the library in a data folder, with the models that the environment names. Closed
        by ``close`` or at the end of a ``with`` block.

        Raises:
            LibraryError: the folder cannot be read.
            ModelError: a model cannot be loaded.
        """
        from assistant.assistant import PolicyAssistant

        settings = data if isinstance(data, Settings) else Settings.from_env(data_dir=data)
        return cls(library=PolicyAssistant.open(settings).library, **fields)

    def close(self) -> None:
        """Closes the library."""
        self.library.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        held = self.library.in_scope(self.documents)
        which = Which(self.places, self.issuers, self.years, self.kinds, self.statuses)
        scope = {identity: one for identity, one in held.items() if which.fits(one)}
        found = hits(self.library, query, scope, self.k)
        return [self._as_document(hit, scope) for hit in found]

    def _as_document(self, hit: Hit, scope: Documents) -> Document:
        start, end = hit.chunk.start, hit.chunk.end
        text = hit.chunk.text
        if self.neighbours:
            around = self.library.store.neighbours(hit.chunk.id, self.neighbours, self.neighbours)
            start = min([start, *(c.start for c in around)])
            end = max([end, *(c.end for c in around)])
            text = self.library.document(hit.chunk.document_id).text[start:end]
        m = scope[hit.chunk.document_id].metadata
        metadata: dict[str, Any] = {
            "document_id": hit.chunk.document_id, "title": hit.document_title, "source": hit.source,
            "section": " › ".join(hit.chunk.section), "page": hit.chunk.page,
            "start": start, "end": end, "score": hit.score,
            "place": m.place, "issuer": m.issuer, "number": m.number, "kind": m.kind,
            "status": m.status, "year": m.plan_year or (m.issued.year if m.issued else None),
        }  # fmt: skip
        return Document(page_content=text, metadata=metadata, id=hit.chunk.id)
