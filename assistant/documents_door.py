"""The door to the documents themselves: which there are, their words, their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.viewing import Layout, View, Viewing
from ingest.errors import UnknownId
from ingest.records import Fact, FileOutcome, Removed, Section, Span

if TYPE_CHECKING:
    from assistant.library import Library
    from ingest.store.removed import Kept
    from ingest.store.rows import StoredDocument, VectorState
    from ingest.store.store import Store
    from ingest.store.versions import Version


class DocumentsDoor:
    """What PolicyAssistant shows of documents."""

    store: Store
    library: Library
    _viewing: Viewing

    def documents(self) -> tuple[StoredDocument, ...]:
        """The current versions of all documents, samples included."""
        return self.library.documents()

    def outcomes(self) -> tuple[FileOutcome, ...]:
        """Every file ever added, indexed or not."""
        return self.store.outcomes()

    def fact_counts(self) -> Mapping[str, tuple[int, int]]:
        """Tasks and targets of each document, by its id."""
        counted: dict[str, list[int]] = {}
        for fact in self.store.facts():
            counted.setdefault(fact.document_id, [0, 0])[fact.kind == "target"] += 1
        return {identity: (tasks, targets) for identity, (tasks, targets) in counted.items()}

    def facts_of(self, identity: str) -> tuple[Fact, ...]:
        """The tasks and targets of a document as people see them, in its order."""
        return self.store.facts(document_id=identity)

    def versions(self, identity: str) -> tuple[Version, ...]:
        """The versions of a document, oldest first; of one that is gone, none."""
        try:
            return self.store.versions.of(identity)
        except UnknownId:
            return ()

    def lately_removed(self) -> tuple[Kept, ...]:
        """What was taken out lately and can be brought back, newest first."""
        return self.store.removed()

    def document_text(self, identity: str) -> str:
        """``Document.text``; of a document that is gone, nothing."""
        try:
            return self.library.document(identity).text
        except UnknownId:
            return ""

    def vectors(self) -> VectorState | None:
        """How far the vectors of the model in use are; None where every text has its own."""
        return self.store.vector_state() if self.store.vectors_missing() else None

    def sections(self, identity: str) -> tuple[Section, ...]:
        """The headings of a document, in order; of a document that is gone, none."""
        try:
            return self.store.sections(identity)
        except UnknownId:
            return ()

    def removed(self, identity: str) -> tuple[Removed, ...]:
        """What cleaning took out of a document, and why; of a document that is gone, nothing."""
        try:
            return self.library.document(identity).removed
        except UnknownId:
            return ()

    def original(self, identity: str) -> tuple[str, bytes]:
        """Name and bytes of the file a document was read from.

        Raises:
            UnknownId: no such document, or its file is not kept.
        """
        content = self.store.original(identity)
        if content is None:
            raise UnknownId(f"文件 {identity} 的原件不在库里。", "请重新添加。")
        return self.store.document(identity).source, content

    def view(
        self,
        identity: str,
        quotes: Sequence[Span] = (),
        context: Sequence[Span] = (),
        layout: Layout | None = None,
        page_words: str = "第 {page} 页",
    ) -> View:
        """A document opened at quoted words: its pages with boxes, or its text with marks.

        Raises:
            UnknownId: the library does not hold this document.
        """
        return self._viewing.view(identity, quotes, context, layout, page_words)

    def page_image(self, identity: str, page: int) -> bytes:
        """A page of a pdf or picture as PNG; pages count from 1.

        Raises:
            UnknownId: no such document, or its file is not kept.
            DocumentError: the page cannot be drawn.
        """
        return self._viewing.page_image(identity, page)
