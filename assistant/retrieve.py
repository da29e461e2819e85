"""PolicyRetriever: the library as a LangChain retriever that others can use in their own chains."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.finding import hits
from assistant.library import Library
from assistant.records import Hit


class PolicyRetriever(BaseRetriever):
    """Finds the ``k`` best passages, best first, one per section.

    Each LangChain document's text is the passage as people see it; its metadata carries what a citation
    needs (document_id, title, source, section, page, start, end, score).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 8
    documents: tuple[str, ...] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        scope = self.library.in_scope(self.documents)
        return [as_document(hit) for hit in hits(self.library, query, scope, self.k)]


def as_document(hit: Hit) -> Document:
    """A hit as a LangChain document."""
    chunk = hit.chunk
    metadata: dict[str, Any] = {
        "document_id": chunk.document_id,
        "title": hit.document_title,
        "source": hit.source,
        "section": " › ".join(chunk.section),
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "score": hit.score,
    }
    return Document(page_content=chunk.text, metadata=metadata, id=chunk.id)
